"""Writing files that other programs read: whole or not at all."""

from pathlib import Path

from medviewer.domain.errors import KnownError
from medviewer.files import why, write_atomically


def write_file(path: Path, content: bytes) -> None:
    """Write a file and its folders; after a failure no half-written file is left.

    Raises:
        KnownError: the disk is full, the folder may not be written, and the like.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        write_atomically(path, content)
    except OSError as error:
        raise KnownError(f"{path} was not saved: {why(error)}") from None
