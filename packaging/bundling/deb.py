"""The bundle as a Debian package. ``python -m bundling.deb BUNDLE OUTFOLDER``.

The package puts files in place and nothing else: it has no maintainer scripts. The caches of
menus, file types and icons are kept by the triggers of the desktop's own packages. A person's
store and settings are in their home folder, which a package never touches.
"""

import gzip
import hashlib
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path

from bundling import native
from bundling.contents import PACKAGING, ROOT, system_libraries, version
from bundling.icon_files import SIZES, png_file
from bundling.man import manual_page

PROGRAM = Path("opt/medviewer")
_LINUX = PACKAGING / "linux"


def debian_version(program: str) -> str:
    """The version as Debian sorts it: ``1.0rc1`` comes before ``1.0``."""
    return re.sub(r"(?<=\d)(a|b|rc|\.dev)(?=\d)", r"~\1", program)


def package_name(program: str) -> str:
    return f"medviewer_{debian_version(program)}_amd64.deb"


def build(bundle: Path, out: Path, *, program: str | None = None) -> Path:
    """Write the package into ``out``.

    Args:
        bundle: the finished one-folder bundle.
        out: folder of the package, made where it is missing.
        program: version, by default the program's.

    Raises:
        BundleError: ``dpkg-deb`` is missing or refuses.
    """
    program = program or version()
    out.mkdir(parents=True, exist_ok=True)
    target = out / package_name(program)
    # Beside the result, so that files can be linked instead of copied.
    with tempfile.TemporaryDirectory(dir=out) as folder:
        root = Path(folder) / "root"
        shutil.copytree(bundle, root / PROGRAM, symlinks=True, copy_function=_linked)
        _desktop(root)
        _documents(root)
        _control(root, debian_version(program))
        _readable(root)
        options = ["--root-owner-group", *_compression()]
        _run(["dpkg-deb", *options, "--build", str(root), str(target)])
    return target


def _compression() -> list[str]:
    """Zstandard, which takes a minute for the whole bundle; xz, many times slower, without it.

    The dpkg of every Debian and Ubuntu that has the glibc of the bundle reads it.
    """
    known = _run(["dpkg-deb", "--help"])
    return ["-Zzstd", "-z12"] if "zstd" in known else ["-Zxz", "-z1"]


def _desktop(root: Path) -> None:
    share = root / "usr" / "share"
    _place(_LINUX / "medviewer.desktop", share / "applications" / "medviewer.desktop")
    _place(_LINUX / "medviewer.xml", share / "mime" / "packages" / "medviewer.xml")
    icons = share / "icons" / "hicolor"
    for size in SIZES:
        _place(png_file(size), icons / f"{size}x{size}" / "apps" / "medviewer.png")
    drawing = ROOT / "resources" / "icons" / "app.svg"
    _place(drawing, icons / "scalable" / "apps" / "medviewer.svg")
    command = root / "usr" / "bin" / "medviewer"
    command.parent.mkdir(parents=True)
    command.symlink_to(f"/{PROGRAM}/medviewer")


def _documents(root: Path) -> None:
    share = root / "usr" / "share"
    _zipped(manual_page().encode(), share / "man" / "man1" / "medviewer.1.gz")
    documents = share / "doc" / "medviewer"
    _zipped((ROOT / "CHANGELOG.md").read_bytes(), documents / "changelog.gz")
    _place(_LINUX / "copyright", documents / "copyright")


def _control(root: Path, debian: str) -> None:
    files = sorted(p for p in root.rglob("*") if p.is_file() and not p.is_symlink())
    kilobytes = sum(p.stat().st_size for p in files) // 1024 + 1
    lines = [
        "Package: medviewer",
        f"Version: {debian}",
        "Architecture: amd64",
        "Section: science",
        "Priority: optional",
        "Maintainer: MedViewer <medviewer@localhost>",
        f"Installed-Size: {kilobytes}",
        f"Depends: {', '.join(dependencies(p for p in files if '.so' in p.name))}",
        "Description: reads medical scans with AI",
        " Opens DICOM, NIfTI and pictures, outlines lesions, names a diagnosis with a",
        " calibrated probability, lets the reader check and correct it, and keeps the",
        " results in an encrypted store. Works without a network. Not for diagnostic use.",
    ]
    folder = root / "DEBIAN"
    folder.mkdir()
    (folder / "control").write_text("\n".join(lines) + "\n", encoding="utf-8")
    sums = (f"{_md5(p)}  {p.relative_to(root).as_posix()}\n" for p in files)
    (folder / "md5sums").write_text("".join(sums), encoding="utf-8")


def dependencies(libraries: Iterable[Path]) -> list[str]:
    """The Debian packages of the desktop's libraries that these ELF files ask for."""
    files = list(libraries)
    packages = system_libraries()
    asked = {name for file in files for name in native.needed(file)}
    found = {packages[name] for name in asked if name in packages} - {"libc6"}
    return [f"libc6 (>= {native.glibc_floor(files)})", *sorted(found)]


def _readable(root: Path) -> None:
    """Everybody may read, only the system may write, whatever the builder's umask was."""
    for path in [root, *root.rglob("*")]:
        if not path.is_symlink():
            mode = path.stat().st_mode
            path.chmod(0o755 if path.is_dir() or mode & 0o100 else 0o644)


def _linked(source: str, target: str) -> None:
    try:
        os.link(source, target)
    except OSError:  # another disk, or one without links
        shutil.copy2(source, target)


def _place(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source, target)


def _zipped(content: bytes, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(gzip.compress(content, 9, mtime=0))


def _md5(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "md5").hexdigest()


def _run(command: list[str]) -> str:
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=False)
    except FileNotFoundError:
        raise native.BundleError(f"{command[0]} is not installed here.") from None
    if done.returncode != 0:
        raise native.BundleError(f"{command[0]} says: {done.stderr.strip()}")
    return done.stdout


if __name__ == "__main__":
    try:
        print(build(Path(sys.argv[1]), Path(sys.argv[2])))
    except native.BundleError as error:
        sys.exit(str(error))
