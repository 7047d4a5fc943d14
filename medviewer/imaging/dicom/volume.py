"""DICOM files put together into one image volume."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from pydicom.dataset import Dataset

from medviewer.domain.errors import ReadError
from medviewer.domain.geometry import VolumeGeometry
from medviewer.domain.image import FrameSource, ImageVolume, VoiWindow, VolumeKind
from medviewer.domain.patient import StudyContext
from medviewer.imaging.cache import CachedFrames
from medviewer.imaging.dicom import elements
from medviewer.imaging.dicom.calibration import pixel_calibration, ultrasound_regions
from medviewer.imaging.dicom.context import study_context
from medviewer.imaging.dicom.file import DicomFile, open_dicom
from medviewer.imaging.dicom.pixels import pixel_format, stored_frames
from medviewer.imaging.dicom.stack import Plane, plane_of, slice_spacing
from medviewer.imaging.dicom.values import (
    DicomFrames,
    Rescale,
    modality_table,
    padding_of,
    palette_of,
    rescale_of,
    voi_windows,
)
from medviewer.imaging.reader import FileContent, hash_files

_FILMS = {"US", "XA", "RF", "ES", "IVUS", "OPT", "ECHO", "GM"}
"""Modalities whose multi-frame objects are films unless they say otherwise."""


@dataclass(frozen=True)
class _Slice:
    file: DicomFile
    frames: DicomFrames
    groups: list[list[Dataset]]
    plane: Plane | None
    context: StudyContext

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
        return _single(_opened(files[0]))
    slices, warnings = _intact(files)
    slices.sort(key=lambda s: s.order)
    slices, copies = _without_copies(slices)
    if copies:
        warnings.append(f"duplicate files: {copies} left out")
    if len(slices) == 1:
        only = _single(slices[0])
        return replace(only, warnings=(*only.warnings, *warnings))
    return _stack(slices, warnings)


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
    return _Slice(file, frames, groups, plane_of(ds, groups[0]), study_context(file))


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


def frame_groups(ds: Dataset, frames: int) -> list[list[Dataset]]:
    """Functional groups that hold for each frame of an enhanced object, its own before shared.

    One empty list for each frame of other objects.
    """
    shared = elements.items(ds, "SharedFunctionalGroupsSequence")[:1]
    own = elements.items(ds, "PerFrameFunctionalGroupsSequence")
    if len(own) != frames:
        return [shared] * frames
    return [[item, *shared] for item in own]


def _rescales(ds: Dataset, groups: list[list[Dataset]]) -> tuple[Rescale, ...]:
    out = []
    for at in groups:
        found = [i for g in at for i in elements.items(g, "PixelValueTransformationSequence")]
        out.append(rescale_of(found[0] if found else ds))
    return tuple(out) if len(set(out)) > 1 else tuple(out[:1])


def _windows(item: "_Slice") -> tuple[VoiWindow, ...]:
    found = [i for g in item.groups[0] for i in elements.items(g, "FrameVOILUTSequence")]
    return voi_windows(found[0] if found else item.file.header)


def _single(item: _Slice) -> ImageVolume:
    ds, layout = item.file.header, item.frames.stored.layout
    calibration, remarks = pixel_calibration(ds, item.groups[0])
    regions, region_remarks = ultrasound_regions(ds, layout.rows, layout.columns)
    kind = kind_of(ds, layout.frames)
    spacing, space_remarks = _frame_spacing(item, kind)
    seconds = frame_seconds(ds) if kind is VolumeKind.CINE else None
    geometry = VolumeGeometry(
        rows=layout.rows,
        columns=layout.columns,
        frames=layout.frames,
        calibration=calibration,
        regions=regions,
        slice_spacing_mm=spacing,
        **_place(item),
    )
    source: FrameSource = CachedFrames(item.frames)
    warnings = (*remarks, *region_remarks, *space_remarks, *_voi_remark(ds))
    return _volume(source, geometry, item, (item.file.path,), kind, warnings, seconds)


def _stack(slices: list[_Slice], warnings: list[str]) -> ImageVolume:
    middle = slices[len(slices) // 2]
    ds, layout = middle.file.header, middle.frames.stored.layout
    shapes = {(s.frames.stored.layout.rows, s.frames.stored.layout.columns) for s in slices}
    if len(shapes) > 1 or any(len(s.frames) != 1 for s in slices):
        raise ReadError(
            f"{slices[0].file.path.name} and the files with it are pictures of different size "
            "and make no volume; open them one by one."
        )
    planes = [s.plane for s in slices if s.plane is not None]
    found = slice_spacing(planes) if len(planes) == len(slices) else slice_spacing([])
    if any(not p.is_parallel(planes[0]) for p in planes):
        warnings.append("mixed orientation")
    calibration, remarks = pixel_calibration(ds)
    if len({pixel_calibration(s.file.header)[0] for s in slices}) > 1:
        warnings.append("pixel spacing varies between slices")
    geometry = VolumeGeometry(
        rows=layout.rows,
        columns=layout.columns,
        frames=len(slices),
        calibration=calibration,
        slice_spacing_mm=found.slice_mm,
        **_place(slices[0]),
    )
    source = CachedFrames(_SliceFrames(tuple(s.frames for s in slices)))
    context = replace(
        middle.context,
        sop_instance_uids=tuple(u for s in slices for u in s.context.sop_instance_uids),
    )
    everything = (*warnings, *found.warnings, *remarks, *_voi_remark(ds))
    files = tuple(s.file.path for s in slices)
    middle = replace(middle, context=context)
    return _volume(source, geometry, middle, files, VolumeKind.STACK, everything, None)


def _volume(
    source: FrameSource,
    geometry: VolumeGeometry,
    item: _Slice,
    files: tuple[Path, ...],
    kind: VolumeKind,
    warnings: tuple[str, ...],
    seconds: float | None,
) -> ImageVolume:
    ds, layout = item.file.header, item.frames.stored.layout
    grey = layout.photometric.startswith("MONOCHROME")
    shape = elements.text(ds, "PresentationLUTShape")
    return ImageVolume(
        frames=source,
        geometry=geometry,
        context=item.context,
        content_hash=hash_files(files),
        files=files,
        kind=kind,
        colour=not grey,
        inverted=grey and (layout.photometric == "MONOCHROME1" or shape == "INVERSE"),
        unit=_unit(ds),
        windows=_windows(item) if grey else (),
        frame_seconds=seconds,
        warnings=warnings,
        padding=padding_of(ds, layout, item.frames.rescales[0]),
    )


def _place(item: _Slice) -> dict:
    if item.plane is None:
        return {}
    normal = item.plane.normal
    return {
        "origin_mm": item.plane.position,
        "direction": (
            item.plane.along_columns,
            item.plane.along_rows,
            tuple(float(v) for v in normal),
        ),
        "frame_of_reference_uid": elements.text(item.file.header, "FrameOfReferenceUID") or None,
    }


def kind_of(ds: Dataset, frames: int) -> VolumeKind:
    """A film where frames follow each other in time, a stack where they lie in space."""
    if frames == 1:
        return VolumeKind.PICTURE
    timed = any(k in ds for k in ("FrameTime", "FrameTimeVector", "CineRate"))
    if timed or elements.text(ds, "Modality") in _FILMS:
        return VolumeKind.CINE
    return VolumeKind.STACK


def frame_seconds(ds: Dataset) -> float | None:
    """Time between frames (PS3.3 C.7.6.5); None where the file does not say."""
    time = elements.number(ds, "FrameTime")
    if time is not None and time > 0:
        return time / 1000
    vector = elements.numbers(ds, "FrameTimeVector")[1:]
    if vector and sum(vector) > 0:
        return sum(vector) / len(vector) / 1000
    for keyword in ("RecommendedDisplayFrameRate", "CineRate"):
        rate = elements.number(ds, keyword)
        if rate is not None and rate > 0:
            return 1 / rate
    return None


def _frame_spacing(item: _Slice, kind: VolumeKind) -> tuple[float | None, tuple[str, ...]]:
    """Distance between the frames of one file that is a stack."""
    if kind is not VolumeKind.STACK or item.plane is None:
        return None, ()
    offsets = elements.numbers(item.file.header, "GridFrameOffsetVector")
    if len(offsets) == len(item.groups):
        planes = [_moved(item.plane, offset - offsets[0]) for offset in offsets]
    else:
        found = [plane_of(Dataset(), groups) for groups in item.groups]
        planes = [p for p in found if p is not None]
        if len(planes) != len(found):
            return None, ()
    if any(not p.is_parallel(planes[0]) for p in planes):
        return None, ("mixed orientation",)
    spacing = slice_spacing(planes)
    return spacing.slice_mm, spacing.warnings


def _moved(plane: Plane, distance: float) -> Plane:
    x, y, z = (float(v) for v in plane.position + plane.normal * distance)
    return replace(plane, position=(x, y, z))


def _unit(ds: Dataset) -> str:
    """What the numbers are: HU for CT images that are rescaled, else what the header says."""
    kind = elements.text(ds, "RescaleType")
    if kind == "HU":
        return "HU"
    original = elements.text(ds, "Modality") == "CT" and "RescaleIntercept" in ds
    if original and kind in ("", "US") and "CT Image" in _class_name(ds):
        return "HU"
    if elements.text(ds, "Modality") == "RTDOSE":
        return "Gy" if elements.text(ds, "DoseUnits") == "GY" else ""
    units = elements.text(ds, "Units")
    return {"BQML": "Bq/ml", "CNTS": "counts"}.get(units, kind if kind not in ("US", "") else "")


def _class_name(ds: Dataset) -> str:
    return getattr(elements.value(ds, "SOPClassUID"), "name", "")


def _voi_remark(ds: Dataset) -> tuple[str, ...]:
    if elements.items(ds, "VOILUTSequence") and not elements.numbers(ds, "WindowCenter"):
        return ("the file's display curve (VOI LUT) is not applied; an automatic window is shown",)
    return ()
