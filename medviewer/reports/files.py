"""A report file appears whole or not at all."""

from pathlib import Path

from medviewer.domain.errors import KnownError
from medviewer.files import why, write_atomically


def write_whole(path: Path, data: bytes) -> None:
    """Write a report in one step.

    Raises:
        KnownError: it cannot be written; an older file of that name is as it was.
    """
    try:
        write_atomically(path, data)
    except OSError as error:
        raise KnownError(f"The report {path} was not written: {why(error)}") from error
