"""Whether frames follow each other in time, and how fast (PS3.3 C.7.6.5)."""

from pydicom.datadict import tag_for_keyword
from pydicom.dataset import Dataset

from medviewer.domain.image import VolumeKind
from medviewer.imaging.dicom import elements

_FILMS = {"US", "XA", "RF", "ES", "IVUS", "OPT", "ECHO", "GM"}
"""Modalities whose multi-frame objects are films unless they say otherwise."""

_UNEVEN = 0.1  # of the mean time between frames


def kind_of(ds: Dataset, frames: int) -> VolumeKind:
    """A film where frames follow each other in time, a stack where they lie in space."""
    if frames == 1:
        return VolumeKind.PICTURE
    timed = any(k in ds for k in ("FrameTime", "FrameTimeVector", "CineRate"))
    if timed or elements.text(ds, "Modality") in _FILMS:
        return VolumeKind.CINE
    return VolumeKind.STACK


def frame_seconds(ds: Dataset) -> tuple[float | None, tuple[str, ...]]:
    """Time between frames, None where the file does not say, and a remark where it varies.

    In order: what the frame increment pointer names, FrameTime, FrameTimeVector,
    RecommendedDisplayFrameRate, CineRate.
    """
    time = elements.number(ds, "FrameTime")
    steps = elements.numbers(ds, "FrameTimeVector")[1:]
    by_vector = elements.number(ds, "FrameIncrementPointer") == tag_for_keyword("FrameTimeVector")
    if time is not None and time > 0 and not (by_vector and steps):
        return time / 1000, ()
    if steps and min(steps) >= 0 and sum(steps) > 0:
        mean = sum(steps) / len(steps)
        uneven = any(abs(s - mean) > _UNEVEN * mean for s in steps)
        remark = "time between frames varies; the film plays at its mean rate"
        return mean / 1000, (remark,) if uneven else ()
    for keyword in ("RecommendedDisplayFrameRate", "CineRate"):
        rate = elements.number(ds, keyword)
        if rate is not None and rate > 0:
            return 1 / rate, ()
    return None, ()
