"""A report file appears whole or not at all."""

import errno
import os
import secrets
from contextlib import suppress
from pathlib import Path

from medviewer.domain.errors import KnownError


def write_whole(path: Path, data: bytes) -> None:
    """Write a file through a temporary one beside it, durable before its name changes hands.

    An older file of that name stays as it is until the new one is complete on the disk.

    Raises:
        KnownError: the folder is missing, may not be written to, the disk is full, or another
            program holds the file.
    """
    part = path.with_name(f".{secrets.token_hex(8)}.part")
    try:
        try:
            flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
            handle = os.open(part, flags, 0o666)  # less what the person's umask takes away
            with os.fdopen(handle, "wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            part.replace(path)
        finally:
            with suppress(OSError):
                part.unlink(missing_ok=True)
        _sync_folder(path.parent)
    except OSError as error:
        raise KnownError(f"The report {path} was not written: {_reason(error)}") from error


def _sync_folder(folder: Path) -> None:
    """Make the new name durable too, where the system can; the file itself already is."""
    if os.name == "nt":
        return
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _reason(error: OSError) -> str:
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return "the disk is full. Free some space or choose another folder."
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS, errno.EBUSY):
        return (
            "no right to write there, or another program has the file open. "
            "Close it or choose another folder."
        )
    if error.errno in (errno.ENOENT, errno.ENOTDIR):
        return "its folder does not exist. Make the folder or choose another."
    if error.errno == errno.EISDIR:
        return "a folder has that name. Choose another file name."
    if error.errno == errno.ENAMETOOLONG:
        return "the file name is too long. Choose a shorter one."
    return f"{(error.strerror or 'the disk reported an error').lower()}. Choose another folder."
