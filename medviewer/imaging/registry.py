"""The one door through which files become image volumes.

A new format is one module in ``medviewer.imaging.readers`` with a ``READER``; it is found by
being there.
"""

import functools
import importlib
import pkgutil
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from medviewer.domain.errors import KnownError, ReadError
from medviewer.domain.image import ImageVolume
from medviewer.imaging import readers
from medviewer.imaging.reader import HEAD_BYTES, FileHeader, ImageReader
from medviewer.imaging.reference import joined_masks

if TYPE_CHECKING:
    from medviewer.imaging.index import IndexedSeries


class ReaderRegistry:
    """The formats that can be read, and the way from a file to the right one."""

    def __init__(self, formats: Sequence[ImageReader]) -> None:
        self._readers = tuple(formats)

    @property
    def readers(self) -> tuple[ImageReader, ...]:
        return self._readers

    @property
    def suffixes(self) -> frozenset[str]:
        """File name endings of scans, lower case, with the dot."""
        return frozenset(s for reader in self._readers for s in reader.suffixes)

    def has_scan_suffix(self, path: Path) -> bool:
        """Whether the name says that the file is a scan."""
        return path.name.lower().endswith(tuple(self.suffixes))

    def decoders(self) -> dict[str, str]:
        """Every encoding known -> the library that decodes it here, "" where one is missing."""
        return {k: v for reader in self._readers for k, v in reader.decoders().items()}

    def can_read(self, path: Path) -> bool:
        """Whether a reader recognises the first bytes of the file. Never raises."""
        try:
            return self._find(path) is not None
        except OSError:
            return False

    def describe(self, path: Path) -> FileHeader:
        """The header of one file, no pixels.

        Raises:
            ReadError: the file cannot be opened or is no scan.
        """
        reader = self._reader_of(path)
        try:
            return reader.describe(path)
        except Exception as error:
            raise _plain(path, error) from error

    def read(self, path: Path) -> ImageVolume:
        """The scan in one file.

        Raises:
            ReadError: the file cannot be opened, is damaged, or holds no picture.
        """
        return self.read_files([path])

    def read_series(self, item: "IndexedSeries") -> ImageVolume:
        """The scan that the files of an indexed series make together.

        Raises:
            ReadError: as for ``read``; or a file has changed or gone since it was indexed.
        """
        return self.read_files(item.files)

    def stored(self, path: Path) -> Iterator[tuple[np.ndarray, str | None]]:
        """Each frame of one file as stored, before any LUT, and its colour space.

        Raises:
            ReadError: the file or a frame of it is damaged.
        """
        reader = self._reader_of(path)
        try:
            yield from reader.stored(path)
        except Exception as error:
            raise _plain(path, error) from error

    def read_files(self, files: Sequence[Path]) -> ImageVolume:
        """The scan that files make together; in any order.

        A scan of one frame gets the reference masks beside its file.

        Raises:
            ReadError: as for ``read``.
        """
        reader = self._reader_of(files[0])
        try:
            volume = reader.read(files)
        except Exception as error:
            raise _plain(files[0], error) from error
        return self._with_reference(volume) if len(volume) == 1 else volume

    def _with_reference(self, volume: ImageVolume) -> ImageVolume:
        geometry, grid = volume.geometry, volume.stored_grid
        shape = (geometry.rows, geometry.columns)
        if grid is not None and grid.keeps_slices:
            shape = grid.shape[1:]  # a mask that was drawn as a picture lies as the file does
        mask, warnings = joined_masks(volume.files[0], shape, self._picture)
        if mask is None and not warnings:
            return volume
        if mask is not None and grid is not None and grid.keeps_slices:
            mask = grid.shown(mask[None])[0]
        return replace(volume, reference_mask=mask, warnings=(*volume.warnings, *warnings))

    def _picture(self, path: Path) -> np.ndarray:
        try:
            return self._reader_of(path).read([path]).frame(0)
        except Exception as error:
            raise _plain(path, error) from error

    def _find(self, path: Path) -> ImageReader | None:
        with path.open("rb") as stream:
            head = stream.read(HEAD_BYTES)
        return next((r for r in self._readers if r.recognises(head, path)), None)

    def _reader_of(self, path: Path) -> ImageReader:
        try:
            if path.is_dir():
                raise ReadError(f"{path.name} is a folder, not a scan; open it as a folder.")
            if path.exists() and not path.is_file():
                raise ReadError(f"{path.name} is no file; choose a scan.")
            reader = self._find(path)
            if reader is not None:
                _check_name(path, reader)
                return reader
            size = path.stat().st_size
        except OSError as error:
            raise _plain(path, error) from error
        if size == 0:
            raise ReadError(f"{path.name} is empty (0 bytes); copy or export it again.")
        raise ReadError(
            f"{path.name} is not a scan that can be read here; known are "
            f"{', '.join(r.name for r in self._readers)}."
        )


def _check_name(path: Path, reader: ImageReader) -> None:
    # A picture that is called .dcm has lost the patient it is expected to carry.
    if path.suffix.lower() in (".dcm", ".dicom") and reader.name != "DICOM":
        raise ReadError(
            f"{path.name} is named as DICOM but holds another kind of file ({reader.name}); "
            "export it again, or rename it to open it without patient data."
        )


def _plain(path: Path, error: Exception) -> KnownError:
    """One plain sentence for whatever a library says about damaged or unreachable input."""
    if isinstance(error, KnownError):
        return error
    if isinstance(error, ImportError | NameError):
        raise error  # our installation or our mistake, never the file's fault
    if isinstance(error, FileNotFoundError):
        return ReadError(f"{path.name} was not found; check the path or the drive.")
    if isinstance(error, PermissionError):
        return ReadError(f"{path.name} may not be read; ask for rights to the file.")
    if isinstance(error, MemoryError):
        return ReadError(f"{path.name} needs more memory than is free; close other scans.")
    if isinstance(error, OSError) and error.strerror:
        return ReadError(f"{path.name} cannot be opened ({error.strerror}); check the drive.")
    return ReadError(
        f"{path.name} is damaged and cannot be opened ({_short(error)}); export it again."
    )


def _short(error: Exception) -> str:
    text = " ".join(str(error).split())
    return text[:120] if text else type(error).__name__


@functools.cache
def default_registry() -> ReaderRegistry:
    """The registry with every reader that is installed."""
    names = sorted(m.name for m in pkgutil.iter_modules(readers.__path__))
    modules = [importlib.import_module(f"{readers.__name__}.{name}") for name in names]
    return ReaderRegistry([module.READER for module in modules])


def read_series(item: "IndexedSeries") -> ImageVolume:
    """``default_registry().read_series(item)``."""
    return default_registry().read_series(item)
