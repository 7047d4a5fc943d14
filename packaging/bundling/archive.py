"""The bundle as one file for desks without rights. ``python -m bundling.archive BUNDLE OUT``.

Unpacked anywhere, a stick or a network drive too, it runs from there.
"""

import shutil
import subprocess
import sys
from pathlib import Path

from bundling.contents import version
from bundling.native import BundleError


def build(bundle: Path, out: Path, *, program: str | None = None) -> Path:
    """Write ``MedViewer-VERSION-linux-x86_64.tar.zst`` into ``out``.

    Where there is no ``zstd``, it is a ``.tar.gz``.

    Args:
        bundle: the finished one-folder bundle.
        out: folder of the archive, made where it is missing.
        program: version, by default the program's.

    Raises:
        BundleError: ``tar`` is missing or fails.
    """
    program = program or version()
    out.mkdir(parents=True, exist_ok=True)
    zstd = shutil.which("zstd") is not None
    target = out / f"MedViewer-{program}-linux-x86_64.tar.{'zst' if zstd else 'gz'}"
    compression = ["--use-compress-program", "zstd -T0 -12"] if zstd else ["--gzip"]
    command = [
        "tar", "--create", *compression, "--file", str(target), "--directory", str(bundle.parent),
        "--transform", f"flags=r;s,^{bundle.name},MedViewer-{program},",
        "--sort=name", "--owner=0", "--group=0", "--numeric-owner", "--mode=a+rX,u+w,go-w",
        bundle.name,
    ]  # fmt: skip
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=False)
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
