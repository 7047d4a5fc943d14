"""Start of the installed program: the folder with everything that `make bundle` builds.

Such a folder is copied about by hand, so it may be half there; the record of its files, made
with it, tells before a missing one turns into a traceback.
"""

import hashlib
import multiprocessing
import os
import sys
from dataclasses import dataclass
from functools import cache
from pathlib import Path, PurePosixPath

RECORD = "files.txt"
"""In the bundle: a line a file, ``SIZE SHA-256 PATH``, the path relative to the record."""

_PACKS = PurePosixPath("medviewer/_files/model_weights")


@dataclass(frozen=True, slots=True)
class RecordedFile:
    """A file as it was when the bundle was made."""

    path: PurePosixPath
    size: int
    sha256: str

    @property
    def pack(self) -> str | None:
        """The model pack that the file belongs to."""
        inside = self.path.is_relative_to(_PACKS) and len(self.path.parts) > len(_PACKS.parts) + 1
        return self.path.parts[len(_PACKS.parts)] if inside else None


def bundle_folder() -> Path | None:
    """The folder of the program's files in a bundle; None from a checkout or a wheel."""
    folder = getattr(sys, "_MEIPASS", None)
    return Path(folder) if folder else None


def start() -> int:
    """Check that the installation is whole, then run the program as everywhere else.

    Returns:
        What the program returns; 2 where the installation is not whole.
    """
    multiprocessing.freeze_support()
    _give_back_library_path()
    folder = bundle_folder()
    if folder is not None and (said := broken_program(folder)):
        _tell(said)
        return 2
    for note in bundle_notes():
        print(f"medviewer: {note}", file=sys.stderr)
    from medviewer.app.main import main

    return main()


def broken_program(folder: Path) -> str | None:
    """One plain sentence where files of the program itself are missing or cut short."""
    if not (folder / RECORD).is_file():
        return _sentence(folder, 1, RECORD)
    gone = [file for file in incomplete(folder) if file.pack is None]
    return _sentence(folder, len(gone), gone[0].path.name) if gone else None


def bundle_notes() -> tuple[str, ...]:
    """A sentence for each model pack of the bundle that is not whole; the rest still works."""
    folder = bundle_folder()
    if folder is None:
        return ()
    packs = {file.pack: file.path.name for file in reversed(incomplete(folder)) if file.pack}
    return tuple(
        f"The model pack {pack} is not whole ({name} is missing or cut short); install "
        "MedViewer again to use it."
        for pack, name in sorted(packs.items())
    )


@cache
def incomplete(folder: Path) -> tuple[RecordedFile, ...]:
    """The recorded files that are missing or of another size."""
    return tuple(file for file in recorded_files(folder) if not _has_size(folder, file))


def changed_files(folder: Path) -> list[RecordedFile]:
    """The recorded files whose content is not what it was; reads all of them (seconds)."""
    return [file for file in recorded_files(folder) if not _has_content(folder, file)]


def recorded_files(folder: Path) -> list[RecordedFile]:
    """The record of the bundle in ``folder``; a damaged line counts as a missing file.

    Raises:
        OSError: there is no record.
    """
    found = []
    for line in (folder / RECORD).read_text(encoding="utf-8", errors="replace").splitlines():
        size, _, rest = line.partition(" ")
        digest, _, path = rest.partition(" ")
        good = size.isdecimal() and path
        found.append(RecordedFile(PurePosixPath(path or line), int(size) if good else -1, digest))
    return found


def _has_size(folder: Path, file: RecordedFile) -> bool:
    try:
        return (folder / file.path).stat().st_size == file.size
    except OSError:
        return False


def _has_content(folder: Path, file: RecordedFile) -> bool:
    try:
        with (folder / file.path).open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest() == file.sha256
    except OSError:
        return False


def _sentence(folder: Path, count: int, first: str) -> str:
    what = f"{first} is" if count == 1 else f"{first} and {count - 1} more files are"
    return (
        f"The installation of MedViewer in {folder.parent} is not whole: {what} missing or cut "
        "short. Copy or install MedViewer again; your scans, results and settings stay as they "
        "are."
    )


def _give_back_library_path() -> None:
    """Programs that this one starts (a PDF viewer) must not load our libraries.

    The bundle's starter points the loader to them and keeps what was there before.
    """
    for name in ("LD_LIBRARY_PATH", "LIBPATH"):
        before = os.environ.pop(f"{name}_ORIG", None)
        if before is not None:
            os.environ[name] = before
        elif bundle_folder() is not None:
            os.environ.pop(name, None)


def _tell(sentence: str) -> None:
    """On the terminal; and in a window where one was asked for and nobody sees the terminal."""
    print(f"medviewer: {sentence}", file=sys.stderr)
    from medviewer.app.main import opens_window

    # On Windows the console may be there and hidden.
    seen = sys.platform != "win32" and sys.stderr.isatty()
    if seen or not opens_window(sys.argv[1:]) or not _has_display():
        return
    try:
        from PySide6.QtWidgets import QApplication, QMessageBox
    except ImportError:  # the very part that is missing
        return
    app = QApplication(sys.argv[:1])
    QMessageBox.critical(None, "MedViewer", sentence)
    app.quit()


def _has_display() -> bool:
    return sys.platform != "linux" or bool({"DISPLAY", "WAYLAND_DISPLAY"} & set(os.environ))
