"""What files and folders hold, in words and numbers: the lines of ``medviewer info``."""

from collections.abc import Generator, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from medviewer.domain.errors import KnownError, ReadError
from medviewer.domain.image import ImageVolume, VolumeKind
from medviewer.imaging.index import (
    IndexProblem,
    is_parallel,
    no_scans,
    slice_order,
    split_volumes,
    walk,
)
from medviewer.imaging.reader import FileContent, FileHeader
from medviewer.imaging.registry import ReaderRegistry, default_registry


@dataclass(frozen=True)
class StoredValues:
    """Least, greatest and mean stored value over all frames, before any LUT."""

    min: float
    max: float
    mean: float
    colour: str | None


@dataclass(frozen=True)
class Inspection:
    """One line: a series, a document, an index, or why a file cannot be read.

    ``slices`` counts places in space, ``frames`` all frames. ``title`` names the object.
    """

    kind: str
    files: tuple[Path, ...]
    reason: str | None = None
    title: str = ""
    modality: str | None = None
    patient_name: str | None = None
    rows: int | None = None
    columns: int | None = None
    slices: int | None = None
    frames: int | None = None
    photometric: str | None = None
    transfer_syntax: str | None = None
    spacing_mm: list[float] | None = None
    spacing_source: str | None = None
    warnings: tuple[str, ...] = ()
    stored: StoredValues | None = field(default=None)

    @property
    def ok(self) -> bool:
        return self.reason is None

    def as_json(self) -> dict[str, object]:
        """The line as ``resources/schemas/info.schema.json`` has it."""
        line: dict[str, object] = {
            "kind": self.kind,
            "status": "ok" if self.ok else "error",
            "reason": self.reason,
            "files": [str(p) for p in self.files],
            "modality": self.modality,
            "patient_name": self.patient_name,
            "rows": self.rows,
            "columns": self.columns,
            "slices": self.slices,
            "frames": self.frames,
            "photometric": self.photometric,
            "transfer_syntax": self.transfer_syntax,
            "spacing_mm": self.spacing_mm,
            "spacing_source": self.spacing_source,
            "warnings": list(self.warnings),
        }
        if self.kind in ("document", "index"):
            line["title"] = self.title
        if self.stored is not None:
            values = self.stored
            line["stored"] = {"min": values.min, "max": values.max, "mean": values.mean}
            line["stored_colour"] = values.colour
        return line


def inspect_paths(
    paths: Iterable[Path], pixels: bool = False, registry: ReaderRegistry | None = None
) -> Generator[Inspection, None, None]:
    """A line a file named directly, a line a series of each folder; never raises for input.

    Args:
        paths: files and folders.
        pixels: also decode every frame and give its stored values.
        registry: the formats to look for.
    """
    registry = registry or default_registry()
    for path in paths:
        series: dict[str, list[FileHeader]] = {}
        empty = True
        for found in walk([path], registry, masks=not path.is_dir()):
            empty = False
            if isinstance(found, IndexProblem):
                yield Inspection("error", (found.path,), found.reason)
            elif found.content is not FileContent.IMAGE:
                yield _without_pixels(found)
            else:
                # Equal pictures have one made-up series; they are two files all the same.
                drawn = found.transfer_syntax is None
                key = str(found.path) if drawn else found.context.series.uid
                series.setdefault(key, []).append(found)
        if empty and path.is_dir():
            problem = no_scans(path)
            yield Inspection("error", (path,), problem.reason)
        for headers in series.values():
            yield _inspect_series(headers, registry, pixels)


def _without_pixels(header: FileHeader) -> Inspection:
    context = header.context
    return Inspection(
        kind=header.content.value,
        files=(header.path,),
        title=header.title,
        modality=context.series.modality,
        patient_name=context.patient.name or None,
        transfer_syntax=header.transfer_syntax,
        warnings=header.warnings,
    )


def _inspect_series(
    headers: list[FileHeader], registry: ReaderRegistry, pixels: bool
) -> Inspection:
    headers = sorted(headers, key=slice_order)
    files = tuple(h.path for h in headers)
    volumes: list[ImageVolume] = []
    problems: list[str] = []
    groups: dict[str, list[FileHeader]] = {}
    for header in headers:
        groups.setdefault(header.volume_key or str(header.path), []).append(header)
    for group in groups.values():
        for part in split_volumes(group):
            try:
                volume = registry.read_files([h.path for h in part])
                volume.frame(0)
                volumes.append(volume)
            except KnownError as error:
                problems.append(str(error))
    try:
        if not volumes:
            raise ReadError(problems[0])
        stored = _stored(files, registry) if pixels else None
    except KnownError as error:
        return Inspection("error", files, str(error))
    return _line(headers, volumes, problems, stored)


def _line(
    headers: Sequence[FileHeader],
    volumes: Sequence[ImageVolume],
    problems: Sequence[str],
    stored: StoredValues | None,
) -> Inspection:
    main = max(volumes, key=len)
    header = next(h for h in headers if h.path in main.files)
    context = main.context
    warnings = [*problems, *_mixture(headers)]
    warnings += [w for v in volumes for w in v.warnings if w not in warnings]
    frames = sum(len(v) for v in volumes)
    cine = main.kind is VolumeKind.CINE
    return Inspection(
        kind="series",
        files=tuple(h.path for h in headers),
        title=header.title,
        modality=context.series.modality,
        patient_name=(context.patient.name or None) if context.patient.identified else None,
        rows=main.geometry.rows,
        columns=main.geometry.columns,
        slices=len(volumes) if cine else frames,
        frames=frames,
        photometric=header.photometric,
        transfer_syntax=header.transfer_syntax,
        spacing_mm=main.geometry.spacing_list(),
        spacing_source=main.geometry.main_calibration().source.value,
        warnings=tuple(dict.fromkeys(warnings)),
        stored=stored,
    )


def _mixture(headers: Sequence[FileHeader]) -> list[str]:
    """What keeps the files of one series from being one volume."""
    remarks = []
    if len({(h.rows, h.columns) for h in headers}) > 1:
        remarks.append("pictures of different size in one series")
    keyed: dict[str, list[FileHeader]] = {}
    for header in headers:
        if header.volume_key is not None:
            keyed.setdefault(header.volume_key, []).append(header)
    volumes = [v for group in keyed.values() for v in split_volumes(group)]
    if any(not is_parallel(volumes[0][0], v[0]) for v in volumes):
        remarks.append("mixed orientation")
    elif len(volumes) > len(keyed):
        remarks.append(f"{len(volumes)} volumes in one series")
    return remarks


def _stored(files: Sequence[Path], registry: ReaderRegistry) -> StoredValues:
    low, high, total, count = np.inf, -np.inf, 0.0, 0
    colour: str | None = None
    for path in files:
        for frame, space in registry.stored(path):
            values = frame[np.isfinite(frame)] if frame.dtype.kind == "f" else frame
            if values.size:
                low, high = min(low, float(values.min())), max(high, float(values.max()))
                total += float(values.sum(dtype=np.float64))
                count += values.size
            colour = space
    if count == 0:
        raise ReadError(f"{files[0].name} holds no finite value; export it again.")
    return StoredValues(low, high, total / count, colour)
