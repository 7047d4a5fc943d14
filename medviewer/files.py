"""Writing files whole or not at all: the one copy, under every room that writes."""

import contextlib
import errno
import os
import secrets
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO


@contextlib.contextmanager
def atomic_writer(path: Path, *, private: bool = False) -> Iterator[BinaryIO]:
    """A stream whose content becomes ``path`` when the block ends well.

    Until then an older file of that name stays as it is; after an error, a crash or on a full
    disk it still does. The content is on the disk (fsync) before the name changes hands.

    Args:
        path: the file; its folder must exist.
        private: only the owner may read it.

    Raises:
        OSError: the folder is missing, may not be written to, the disk is full, or another
            program holds the file. ``why`` says it in plain words.
    """
    part = path.with_name(f".{secrets.token_hex(8)}.part")
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    handle = os.open(part, flags, 0o600 if private else 0o666)
    try:
        with os.fdopen(handle, "wb") as stream:
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
        part.replace(path)
    except BaseException:
        with contextlib.suppress(OSError):
            part.unlink(missing_ok=True)
        raise
    sync_folder(path.parent)


def write_atomically(path: Path, content: bytes, *, private: bool = False) -> None:
    """``atomic_writer`` for content that is all there."""
    with atomic_writer(path, private=private) as stream:
        stream.write(content)


def sync_folder(folder: Path) -> None:
    """Put a rename in ``folder`` on the disk; Windows does that by itself."""
    if os.name == "nt":
        return
    with contextlib.suppress(OSError):  # some network file systems cannot
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def why(error: OSError) -> str:
    """Why a file could not be written and what to do, as the end of a sentence."""
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return "the disk is full. Free some space or choose another folder."
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS, errno.EBUSY):
        return (
            "no right to write there, or another program has the file open. "
            "Close it or choose another folder."
        )
    if error.errno == errno.EEXIST:
        return "a file is in the way. Choose another folder."
    if error.errno in (errno.ENOENT, errno.ENOTDIR):
        return "its folder does not exist. Make the folder or choose another."
    if error.errno == errno.EISDIR:
        return "a folder has that name. Choose another file name."
    if error.errno == errno.ENAMETOOLONG:
        return "the file name is too long. Choose a shorter one."
    return f"{(error.strerror or 'the disk reported an error').lower()}. Choose another folder."
