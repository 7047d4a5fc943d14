"""The bundle as one file for desks without rights. ``python -m bundling.archive BUNDLE OUT``.

Unpacked anywhere, a stick or a network drive too, it runs from there.
"""

import os
import subprocess
import sys
from pathlib import Path

from bundling.contents import version
from bundling.native import BundleError


def build(bundle: Path, out: Path, *, program: str | None = None, level: int = 6) -> Path:
    """Write ``MedViewer-VERSION-linux-x86_64.tar.xz`` into ``out``.

    Args:
        bundle: the finished one-folder bundle.
        out: folder of the archive, made where it is missing.
        program: version, by default the program's.
        level: of the xz compression.

    Raises:
        BundleError: ``tar`` or ``xz`` is missing or fails.
    """
    program = program or version()
    out.mkdir(parents=True, exist_ok=True)
    target = out / f"MedViewer-{program}-linux-x86_64.tar.xz"
    command = [
        "tar", "--create", "--xz", "--file", str(target), "--directory", str(bundle.parent),
        "--transform", f"flags=r;s,^{bundle.name},MedViewer-{program},",
        "--sort=name", "--owner=0", "--group=0", "--numeric-owner", "--mode=a+rX,u+w,go-w",
        bundle.name,
    ]  # fmt: skip
    environment = os.environ | {"XZ_OPT": f"-{level}"}
    try:
        done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    except FileNotFoundError:
        raise BundleError("tar is not installed here.") from None
    if done.returncode != 0:
        target.unlink(missing_ok=True)
        raise BundleError(f"tar says: {done.stderr.strip()}")
    return target


if __name__ == "__main__":
    try:
        print(build(Path(sys.argv[1]), Path(sys.argv[2])))
    except BundleError as error:
        sys.exit(str(error))
