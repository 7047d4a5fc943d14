"""The demo patients: simulated scans that lie ready beside the program's own data."""

import logging
import tempfile
from pathlib import Path

import platformdirs

log = logging.getLogger(__name__)


def demo_folder() -> Path:
    """Folder of the demo patients' files, made if need be, surely writable.

    It is in the user's data folder. Where there is none that can be written (no home folder,
    a full disk, no rights) it is a folder for temporary files, and a line says so.

    Raises:
        OSError: not even a temporary folder can be made.
    """
    folder = platformdirs.user_data_path("MedViewer", appauthor=False) / "demo"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            return folder
    except OSError as error:
        log.info("no demo folder in the user's data folder: %s", error.strerror)
    fallback = Path(tempfile.mkdtemp(prefix="medviewer-demo-"))
    print(
        f"The user's data folder cannot be written; the demo patients are in {fallback} "
        "and may be gone after a restart."
    )
    return fallback


def prepare_demo() -> list[Path]:
    """Write the demo patients where they are not there yet.

    Takes some seconds the first time, then next to none.

    Returns:
        Their DICOM files, patient by patient, earlier studies first.

    Raises:
        OSError: they cannot be written.
    """
    from medviewer.imaging.phantoms import write_demo_patients

    return write_demo_patients(demo_folder())
