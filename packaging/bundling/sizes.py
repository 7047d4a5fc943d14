"""What takes the space in a bundle."""

from collections import Counter
from pathlib import Path

# The first that fits counts; the rest is "other libraries".
_PARTS = (
    ("PyTorch", ("torch/", "torch-", "libtorch", "libc10", "libgomp")),
    ("OpenCV", ("cv2/", "opencv_python_headless")),
    ("Qt and PySide6", ("PySide6/", "shiboken6", "libQt6", "libicu", "libpyside", "pyside6")),
    ("SciPy", ("scipy",)),
    ("NumPy", ("numpy",)),
    ("Model packs", ("medviewer/_files/model_weights/",)),
    ("Own resources", ("medviewer/",)),
    ("Python itself", ("python3", "libpython3", "base_library.zip", "lib-dynload/")),
    ("highdicom", ("highdicom",)),
    ("SQLCipher", ("sqlcipher3",)),
    ("GDCM", ("_gdcm", "python_gdcm", "libgdcm", "libsocketxx")),
    ("Pillow", ("PIL/", "pillow")),
    ("cryptography", ("cryptography",)),
    ("Icon fonts", ("qtawesome",)),
)
_PROGRAM = "Program and byte code of all modules"
_REST = "Other libraries"


def sizes(bundle: Path) -> Counter[str]:
    """Bytes on the disk of each part of the bundle; a linked file counts once."""
    found: Counter[str] = Counter()
    for file in bundle.rglob("*"):
        if file.is_file() and not file.is_symlink():
            found[_part(file.relative_to(bundle))] += file.stat().st_size
    return found


def table(found: Counter[str]) -> str:
    """A line a part, the largest first, and the sum."""
    rows = [*found.most_common(), ("Sum", sum(found.values()))]
    return "\n".join(f"{name:40s} {size / 1e6:8.1f} MB" for name, size in rows)


def _part(place: Path) -> str:
    if place.parts[0] != "_internal":
        return _PROGRAM
    inside = place.relative_to("_internal").as_posix()
    fits = (name for name, starts in _PARTS if inside.startswith(starts))
    return next(fits, _REST)
