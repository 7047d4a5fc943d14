"""DICOM files put together into one image volume."""

import math
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import numpy as np
from pydicom.dataset import Dataset

from medviewer.domain.errors import ReadError
from medviewer.domain.geometry import UNCALIBRATED, FrameScale, VolumeGeometry
from medviewer.domain.image import FrameSource, GraphicsPlane, ImageVolume, VoiWindow, VolumeKind
from medviewer.domain.patient import StudyContext
from medviewer.imaging.cache import CachedFrames
from medviewer.imaging.dicom import elements
from medviewer.imaging.dicom.calibration import pixel_calibration, ultrasound_regions
from medviewer.imaging.dicom.context import study_context
from medviewer.imaging.dicom.file import DicomFile, open_dicom
from medviewer.imaging.dicom.frames import Arrangement, Ordered, arrange, frame_groups, group_item
from medviewer.imaging.dicom.lookup import modality_table, palette_of, voi_curves
from medviewer.imaging.dicom.overlays import overlay_planes, stacked
from medviewer.imaging.dicom.pixels import PixelFormat, pixel_format, stored_frames
from medviewer.imaging.dicom.stack import Plane, plane_of, slice_spacing
from medviewer.imaging.dicom.timing import frame_seconds, kind_of
from medviewer.imaging.dicom.values import (
    DicomFrames,
    padding_of,
    rescale_of,
    voi_windows,
)
from medviewer.imaging.reader import FileContent, hash_files
from medviewer.imaging.rescale import Rescale

_ROUNDING = 1e-3


@dataclass(frozen=True)
class _Slice:
    file: DicomFile
    frames: DicomFrames
    groups: list[list[Dataset]]
    plane: Plane | None
    context: StudyContext
    overlays: Mapping[int, GraphicsPlane] = field(default_factory=dict)
    remarks: tuple[str, ...] = ()

    @property
    def layout(self) -> PixelFormat:
        return self.frames.stored.layout

    @property
    def order(self) -> tuple[float, int, str]:
        offset = self.plane.offset_mm if self.plane else 0.0
        instance = elements.integer(self.file.header, "InstanceNumber")
        return offset, instance or 0, self.file.path.name


@dataclass(frozen=True, slots=True)
class _SliceFrames:
    """One frame of each of several files."""

    slices: tuple[DicomFrames, ...]

    def __len__(self) -> int:
        return len(self.slices)

    def frame(self, index: int) -> np.ndarray:
        return self.slices[index].frame(0)


def read_volume(files: Sequence[Path]) -> ImageVolume:
    """One multi- or single-frame file, or the slices of a series in order of their place.

    A damaged slice of several is left out with a warning.

    Raises:
        ReadError: a single file is damaged or holds no picture; no slice can be read; slices
            do not fit together.
    """
    if len(files) == 1:
        volume = _single(_opened(files[0]))
        return replace(volume, content_hash=hash_files(files))
    # An index gives slices in order: most often the hash of that order is the one needed, and
    # it costs nothing while the headers are read.
    with ThreadPoolExecutor(1) as pool:
        as_given = pool.submit(hash_files, files)
        slices, warnings = _intact(files)
    slices.sort(key=lambda s: s.order)
    slices, copies = _without_copies(slices)
    if copies:
        warnings.append(f"duplicate files: {copies} left out")
    if len(slices) == 1:
        volume = _single(slices[0])
        volume = replace(volume, warnings=(*volume.warnings, *warnings))
    else:
        volume = _stack(slices, warnings)
    same = volume.files == tuple(files)
    return replace(volume, content_hash=as_given.result() if same else hash_files(volume.files))


def _opened(path: Path) -> _Slice:
    file = open_dicom(path)
    if file.content is not FileContent.IMAGE:
        raise ReadError(f"{path.name} holds no picture: it is a {file.title}.")
    ds = file.header
    layout = pixel_format(file)
    table = modality_table(ds)
    if layout.photometric == "PALETTE COLOR":
        table = palette_of(ds)
        if table is None:
            raise ReadError(f"{path.name} lacks its colour palette; export it again.")
    stored = stored_frames(file, layout)
    groups = frame_groups(ds, layout.frames)
    frames = DicomFrames(stored, _rescales(ds, groups), table)
    overlays, remarks = overlay_planes(ds, stored)
    plane = plane_of(ds, groups[0])
    return _Slice(file, frames, groups, plane, study_context(file), overlays, remarks)


def _intact(files: Sequence[Path]) -> tuple[list[_Slice], list[str]]:
    slices: list[_Slice] = []
    warnings: list[str] = []
    for path in files:
        try:
            slices.append(_opened(path))
        except (ReadError, OSError) as error:
            if len(files) - len(warnings) == 1:
                raise
            warnings.append(f"slice left out: {error}")
    return slices, warnings


def _without_copies(slices: list[_Slice]) -> tuple[list[_Slice], int]:
    first: dict[tuple[str, ...], _Slice] = {}
    for item in slices:
        first.setdefault(item.context.sop_instance_uids, item)
    return list(first.values()), len(slices) - len(first)


def _rescales(ds: Dataset, groups: list[list[Dataset]]) -> tuple[Rescale, ...]:
    holders = [group_item(at, "PixelValueTransformationSequence") or ds for at in groups]
    found = [rescale_of(holder) for holder in holders]
    return tuple(found) if len(set(found)) > 1 else tuple(found[:1])


def _windows(item: _Slice, frame: int = 0) -> tuple[VoiWindow, ...]:
    """The windows and curves of a frame, by its place in the file."""
    own = group_item(item.groups[frame], "FrameVOILUTSequence")
    header = item.file.header
    return voi_windows(header if own is None else own) + voi_curves(header)


def _scale(item: _Slice, frame: int = 0) -> tuple[FrameScale, tuple[str, ...]]:
    """The scale of a frame, by its place in the file, and remarks on it."""
    ds, layout = item.file.header, item.layout
    calibration, remarks = pixel_calibration(ds, item.groups[frame])
    regions, more = ultrasound_regions(ds, layout.rows, layout.columns)
    return FrameScale(calibration, regions), (*remarks, *more)


def _single(item: _Slice) -> ImageVolume:
    ds, layout = item.file.header, item.layout
    kind = kind_of(ds, layout.frames)
    as_stored = Arrangement(tuple(range(layout.frames)), item.plane)
    place = arrange(ds, item.groups) if kind is VolumeKind.STACK else as_stored
    moved = place.order != as_stored.order
    # Frames without functional groups of their own are all alike.
    alike = all(groups is item.groups[0] for groups in item.groups)
    looked_at = place.order[:1] if alike else place.order
    scales = [_scale(item, i) for i in looked_at]
    seconds, pace = frame_seconds(ds) if kind is VolumeKind.CINE else (None, ())
    geometry = VolumeGeometry(
        rows=layout.rows,
        columns=layout.columns,
        frames=layout.frames,
        slice_spacing_mm=place.slice_mm,
        **_scales([scale for scale, _ in scales]),
        **_place(ds, place.first),
    )
    source: FrameSource = item.frames
    graphics = tuple(plane for _, plane in sorted(item.overlays.items()))
    if moved:
        source = Ordered(source, place.order)
        graphics = tuple(replace(g, frames=Ordered(g.frames, place.order)) for g in graphics)
    remarks = [*(r for _, told in scales for r in told), *_difference(geometry, "frames")]
    volume = _volume(
        CachedFrames(source),
        geometry,
        item,
        (item.file.path,),
        kind,
        (*dict.fromkeys(remarks), *place.warnings, *pace, *item.remarks),
        _by_frame(item, [_windows(item, i) for i in looked_at]),
    )
    order = place.order if moved else ()
    return replace(volume, graphics=graphics, frame_seconds=seconds, frame_order=order)


def _stack(slices: list[_Slice], warnings: list[str]) -> ImageVolume:
    middle = slices[len(slices) // 2]
    layout = middle.layout
    shapes = {(s.layout.rows, s.layout.columns) for s in slices}
    if len(shapes) > 1 or any(len(s.frames) != 1 for s in slices):
        raise ReadError(
            f"{slices[0].file.path.name} and the files with it are pictures of different size "
            "and make no volume; open them one by one."
        )
    planes = [s.plane for s in slices if s.plane is not None]
    found = slice_spacing(planes) if len(planes) == len(slices) else slice_spacing([])
    if any(not p.is_parallel(planes[0]) for p in planes):
        warnings.append("mixed orientation")
    scales = [_scale(s) for s in slices]
    geometry = VolumeGeometry(
        rows=layout.rows,
        columns=layout.columns,
        frames=len(slices),
        slice_spacing_mm=found.slice_mm,
        **_scales([scale for scale, _ in scales]),
        **_place(slices[0].file.header, slices[0].plane),
    )
    told = [
        *(r for _, of_slice in scales for r in of_slice),
        *(r for s in slices for r in s.remarks),
    ]
    remarks = dict.fromkeys(told)
    everything = (*warnings, *found.warnings, *remarks, *_difference(geometry, "slices"))
    context = replace(
        middle.context,
        sop_instance_uids=tuple(u for s in slices for u in s.context.sop_instance_uids),
    )
    volume = _volume(
        CachedFrames(_SliceFrames(tuple(s.frames for s in slices))),
        geometry,
        replace(middle, context=context),
        tuple(s.file.path for s in slices),
        VolumeKind.STACK,
        everything,
        _by_frame(middle, [_windows(s) for s in slices]),
    )
    graphics = stacked([s.overlays for s in slices], (layout.rows, layout.columns))
    return replace(volume, graphics=graphics)


def _scales(found: list[FrameScale]) -> dict[str, Any]:
    """The scale as VolumeGeometry takes it: one for all frames, or one each."""
    middle = found[len(found) // 2]
    if all(_is_same(middle, other) for other in set(found)):
        return {"calibration": middle.calibration, "regions": middle.regions}
    return {"calibration": UNCALIBRATED, "frame_scales": tuple(found)}


def _is_same(one: FrameScale, other: FrameScale) -> bool:
    """Whether two scales differ by no more than the rounding of what a machine writes."""
    a, b = one.calibration, other.calibration
    if one.regions != other.regions or a.source is not b.source:
        return False
    pairs = zip((a.row_mm or 0, a.column_mm or 0), (b.row_mm or 0, b.column_mm or 0), strict=True)
    return all(math.isclose(x, y, rel_tol=_ROUNDING) for x, y in pairs)


def _difference(geometry: VolumeGeometry, what: str) -> tuple[str, ...]:
    return (f"pixel spacing varies between {what}",) if geometry.frame_scales else ()


def _by_frame(
    item: _Slice, found: list[tuple[VoiWindow, ...]]
) -> tuple[tuple[VoiWindow, ...], ...]:
    """Windows of each frame; one entry where they are alike, none for colour."""
    if not item.layout.photometric.startswith("MONOCHROME"):
        return ((),)
    return tuple(found) if len(set(found)) > 1 else tuple(found[:1])


def _volume(
    source: FrameSource,
    geometry: VolumeGeometry,
    item: _Slice,
    files: tuple[Path, ...],
    kind: VolumeKind,
    warnings: tuple[str, ...],
    windows: tuple[tuple[VoiWindow, ...], ...],
) -> ImageVolume:
    ds, layout = item.file.header, item.layout
    grey = layout.photometric.startswith("MONOCHROME")
    shape = elements.text(ds, "PresentationLUTShape")
    one_scale = len(item.frames.rescales) == 1
    return ImageVolume(
        frames=source,
        geometry=geometry,
        context=item.context,
        content_hash="",  # of the files: put in by read_volume
        files=files,
        kind=kind,
        colour=not grey,
        inverted=grey and (layout.photometric == "MONOCHROME1" or shape == "INVERSE"),
        unit=_unit(item),
        windows=windows[len(windows) // 2],
        warnings=warnings,
        padding=padding_of(ds, layout, item.frames.rescales[0]) if one_scale else None,
        frame_windows=windows if len(windows) > 1 else (),
    )


def _place(ds: Dataset, plane: Plane | None) -> dict[str, Any]:
    if plane is None:
        return {}
    normal = plane.normal
    return {
        "origin_mm": plane.position,
        "direction": (
            plane.along_columns,
            plane.along_rows,
            (float(normal[0]), float(normal[1]), float(normal[2])),
        ),
        "frame_of_reference_uid": elements.text(ds, "FrameOfReferenceUID") or None,
    }


def _unit(item: _Slice) -> str:
    """What the numbers are: HU for CT images that are rescaled, else what the header says."""
    ds = item.file.header
    holder = group_item(item.groups[0], "PixelValueTransformationSequence") or ds
    kind = elements.text(holder, "RescaleType")
    if kind == "HU":
        return "HU"
    original = elements.text(ds, "Modality") == "CT" and "RescaleIntercept" in holder
    if original and kind in ("", "US") and "CT Image" in _class_name(ds):
        return "HU"
    if elements.text(ds, "Modality") == "RTDOSE":
        return "Gy" if elements.text(ds, "DoseUnits") == "GY" else ""
    units = elements.text(ds, "Units")
    none = kind == "US" or "UNITLESS" in kind.upper()  # "US": unspecified (PS3.3 C.11.1.1.2)
    return {"BQML": "Bq/ml", "CNTS": "counts"}.get(units, "" if none else kind)


def _class_name(ds: Dataset) -> str:
    return getattr(elements.value(ds, "SOPClassUID"), "name", "")
