"""After the build: licences, parts list, record, sizes. ``python -m bundling.finish FOLDER``."""

import json
import shutil
import sys
from pathlib import Path

from bundling import contents, launcher, licences, sbom, sizes
from bundling.native import BundleError
from bundling.record import write_record


def finish(bundle: Path) -> str:
    """Make the built folder a thing to give away; returns the table of what takes the space.

    Raises:
        BundleError: a part of it has a licence that is unknown or not accepted.
    """
    inside = inner_folder(bundle)
    tables = licences.load_tables()
    components = licences.collect(inside, tables)
    if problems := licences.problems(components, tables):
        raise BundleError("The bundle must not be given away:\n" + "\n".join(problems))
    version = contents.version()
    document = sbom.bill_of_materials(components, version)
    if problems := sbom.problems(document):
        raise BundleError("The parts list is wrong:\n" + "\n".join(problems))
    texts = {
        "THIRD_PARTY_LICENSES.txt": licences.document(components, f"MedViewer {version}"),
        "medviewer.cdx.json": json.dumps(document, indent=1, ensure_ascii=False) + "\n",
    }
    place = place_for_texts(bundle)
    for name, text in texts.items():
        (place / name).write_text(text, encoding="utf-8")
    shutil.copy2(contents.ROOT / "LICENSE", place / "LICENSE.txt")
    write_record(inside)
    if sys.platform == "linux":
        launcher.write_launcher(bundle)
    return sizes.table(sizes.sizes(bundle))


def inner_folder(bundle: Path) -> Path:
    """Where the program's files are: beside the program, on macOS inside the application."""
    mac = bundle / "Contents" / "Frameworks"
    return mac if mac.is_dir() else bundle / "_internal"


def place_for_texts(bundle: Path) -> Path:
    """Where the licences and the parts list lie."""
    resources = bundle / "Contents" / "Resources"
    return resources if resources.is_dir() else bundle


if __name__ == "__main__":
    try:
        print(finish(Path(sys.argv[1])))
    except BundleError as error:
        sys.exit(str(error))
