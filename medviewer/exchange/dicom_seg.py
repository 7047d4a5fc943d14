"""DICOM Segmentation objects (PS3.3 A.51), binary, written by highdicom and read back."""

import io
import logging
import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from medviewer.domain.errors import BugError, KnownError
from medviewer.domain.image import ImageVolume
from medviewer.domain.result import InferenceResult, Provenance
from medviewer.domain.review import Correction
from medviewer.domain.segmentation import CodedConcept, Segment
from medviewer.exchange.files import write_file

if TYPE_CHECKING:
    import highdicom as hd
    from pydicom import Dataset

MANUFACTURER = "MedViewer"
_TYPE_2 = (
    "PatientID",
    "PatientName",
    "PatientBirthDate",
    "PatientSex",
    "AccessionNumber",
    "StudyID",
    "StudyDate",
    "StudyTime",
    "ReferringPhysicianName",
)
_SERIES_NUMBER = 9001  # far from the numbers scanners give, so that the archive lists it last


def write_seg(
    result: InferenceResult, volume: ImageVolume, path: Path, correction: Correction | None = None
) -> None:
    """Write the masks of a result as one DICOM SEG with one segment each.

    The object refers to the DICOM files of the scan. A plain picture is first made into a
    Secondary Capture beside the SEG (``X.seg.dcm`` -> ``X.source.dcm``). The file is read back
    and compared pixel for pixel before this returns.

    With a correction the corrected masks are written, those that a person changed as
    SEMIAUTOMATIC, and the prediction as an object of its own beside them
    (``X.prediction.seg.dcm``), to which the corrected one refers. What was outlined by hand
    alone is MANUAL.

    Args:
        result: the prediction; empty masks are written too.
        volume: the scan they were made on.
        path: of the SEG.
        correction: how a person corrected the masks.

    Raises:
        KnownError: the scan or the pack does not allow it, or a file cannot be written.
        BugError: what was read back differs from the masks.
    """
    sources = _source_datasets(volume)
    captured = not sources
    if captured:
        sources = [_secondary_capture(volume)]
    beside = path.with_name(path.name.removesuffix(".seg.dcm") + ".prediction.seg.dcm")
    if correction is None or result.by_hand:
        written = [(path, _segmentation_of(result, volume, sources, correction))]
    else:
        prediction = _segmentation_of(result, volume, sources)
        uid = str(prediction.SOPInstanceUID)
        corrected = _segmentation_of(result, volume, sources, correction, uid)
        written = [(beside, prediction), (path, corrected)]
    with _quiet():
        contents = [(target, _encode(dataset)) for target, dataset in written]
    if captured:
        capture = path.with_name(path.name.removesuffix(".seg.dcm") + ".source.dcm")
        write_file(capture, _encode(sources[0]))
    for target, content in contents:
        write_file(target, content)


def _segmentation_of(
    result: InferenceResult,
    volume: ImageVolume,
    sources: "Sequence[Dataset]",
    correction: Correction | None = None,
    predecessor: str = "",
) -> "hd.seg.Segmentation":
    """The object of a prediction or of its correction, read back and compared."""
    shown = result.masks if correction is None else correction.masks
    masks = volume.in_file_order(np.stack([m.array for m in shown], axis=-1))
    with _quiet():
        try:
            made = _segmentation(result, sources, masks, correction)
            if predecessor:
                _refer_to(made, predecessor)
            content = _encode(made)
        except (AttributeError, KeyError, TypeError, ValueError) as error:
            # What highdicom says of headers that the standard does not allow.
            raise KnownError(
                f"{volume.case}: no DICOM SEG can be made of this scan ({error}); "
                "save the masks as NIfTI instead."
            ) from error
        read_back = _decode(content, sources, masks.shape)
    if not np.array_equal(read_back, masks):
        raise BugError("the DICOM SEG read back differs from the masks")
    return made


def _refer_to(made: "hd.seg.Segmentation", predecessor: str) -> None:
    """Name the segmentation that this one came from (PS3.3 C.12.4, General Reference)."""
    import highdicom as hd
    from pydicom import Dataset

    reference = Dataset()
    reference.ReferencedSOPClassUID = made.SOPClassUID
    reference.ReferencedSOPInstanceUID = predecessor
    reference.PurposeOfReferenceCodeSequence = [
        hd.sr.CodedConcept("121233", "DCM", "Source image for segmentation")
    ]
    made.ReferencedInstanceSequence = [reference]


def _source_datasets(volume: ImageVolume) -> "list[Dataset]":
    """The headers and pixels the SEG refers to, in order of frames; none for a picture."""
    import pydicom

    if volume.context.sop_class_uid is None:
        return []
    try:
        # Forced: files without the DICM mark were good enough to be shown.
        datasets = [pydicom.dcmread(f, stop_before_pixels=True, force=True) for f in volume.files]
    except OSError as error:
        raise KnownError(
            f"{volume.case}: its file cannot be read any more ({error.strerror}); look whether it "
            "was moved."
        ) from None
    _check_sources(volume, datasets)
    for dataset in datasets:
        _complete(dataset)
    return datasets


def _check_sources(volume: ImageVolume, datasets: "Sequence[Dataset]") -> None:
    """Raise KnownError where a SEG could not refer to each frame of these datasets."""
    shown = len(volume)
    if len(datasets) not in (1, shown):
        raise KnownError(
            f"{volume.case}: {len(datasets)} files hold the {shown} frames shown, so a DICOM SEG "
            "cannot refer to each; save the masks as NIfTI instead."
        )
    frame_of_reference = datasets[0].get("FrameOfReferenceUID")
    if shown > 1 and not frame_of_reference:
        raise KnownError(
            f"{volume.case}: a DICOM SEG of several frames needs a frame of reference, which "
            "this scan has not; save the masks as NIfTI instead."
        )
    needed = ("SOPClassUID", "SOPInstanceUID", "StudyInstanceUID", "SeriesInstanceUID")
    missing = sorted({tag for d in datasets for tag in needed if not d.get(tag)})
    if missing:
        raise KnownError(
            f"{volume.case}: the DICOM file lacks {', '.join(missing)}, so nothing can refer "
            "to it; save the masks as NIfTI instead."
        )


def _complete(dataset: "Dataset") -> None:
    """Make a header fit for highdicom; it is kept in memory only."""
    # Type 2 of the standard: to be there, though empty; many files leave them out.
    for tag in _TYPE_2:
        if tag not in dataset:
            setattr(dataset, tag, "")
    if dataset.PatientSex not in ("M", "F", "O", ""):
        dataset.PatientSex = ""
    # Dates and times as ACR-NEMA wrote them, which readers are to accept (PS3.5 6.2).
    for tag, mark in (("PatientBirthDate", "."), ("StudyDate", "."), ("StudyTime", ":")):
        setattr(dataset, tag, str(dataset[tag].value or "").replace(mark, ""))
    # highdicom writes Pixel Measures without a slice thickness but does not read them.
    if "PixelSpacing" in dataset and dataset.get("SliceThickness") is None:
        del dataset.PixelSpacing


def _secondary_capture(volume: ImageVolume) -> "Dataset":
    """A picture as a DICOM Secondary Capture (PS3.3 A.8.1), values unchanged."""
    import highdicom as hd

    if len(volume) != 1:
        raise KnownError(
            f"{volume.case}: a DICOM SEG of pages that are no DICOM cannot be made; "
            "save the masks as NIfTI instead."
        )
    frame = volume.frame(0)
    if frame.dtype not in (np.uint8, np.uint16):
        raise KnownError(
            f"{volume.case}: values of the type {frame.dtype} do not fit into a DICOM Secondary "
            "Capture; save the mask as PNG or NIfTI instead."
        )
    context = volume.context
    grey = "MONOCHROME1" if volume.inverted else "MONOCHROME2"
    with _quiet():
        capture = hd.sc.SCImage(
            pixel_array=frame,
            photometric_interpretation="RGB" if frame.ndim == 3 else grey,
            bits_allocated=frame.dtype.itemsize * 8,
            coordinate_system=hd.CoordinateSystemNames.PATIENT,
            study_instance_uid=context.study.uid,
            series_instance_uid=context.series.uid,
            series_number=1,
            # Named by its content: the same picture is the same object wherever it is made.
            sop_instance_uid=f"2.25.{int(volume.content_hash[:32], 16)}",
            instance_number=1,
            manufacturer=MANUFACTURER,
            patient_id=context.patient.patient_id[:64],
            patient_name=context.patient.name[:64],
            patient_orientation=("L", "P"),
        )
    # highdicom wants one; nobody knows how a plain picture lies (type 2, PS3.3 C.7.6.1).
    capture.PatientOrientation = None
    return capture


def _segmentation(
    result: InferenceResult,
    sources: "Sequence[Dataset]",
    masks: npt.NDArray[np.bool_],
    correction: Correction | None,
) -> "hd.seg.Segmentation":
    import highdicom as hd

    pack = result.provenance.pack
    shown = result.masks if correction is None else correction.masks
    pairs = zip(result.masks, shown, strict=True)
    changed = [not np.array_equal(before.array, now.array) for before, now in pairs]
    segmentation = hd.seg.Segmentation(
        source_images=sources,
        pixel_array=masks.astype(np.uint8),
        segmentation_type=hd.seg.SegmentationTypeValues.BINARY,
        segment_descriptions=_descriptions(result, changed),
        series_instance_uid=hd.UID(),
        series_number=_SERIES_NUMBER,
        sop_instance_uid=hd.UID(),
        instance_number=1,
        manufacturer=MANUFACTURER,
        manufacturer_model_name=pack.title[:64] or pack.id,
        software_versions=result.provenance.program_version,
        device_serial_number="0",
        series_description=f"{_what(result, correction)}, NOT FOR DIAGNOSTIC USE",
        # Names of every script survive; the copied elements are decoded and written anew.
        specific_character_set="ISO_IR 192",
        content_label=_LABELS[_what(result, correction)],
        content_creator_name=None if correction is None else correction.account[:64],
    )
    for item, was_changed in zip(segmentation.SegmentSequence, changed, strict=True):
        if was_changed and not result.by_hand:
            item.SegmentDescription = f"Outline of {pack.id} {pack.version} corrected by a reader"
    return segmentation


_PREDICTED, _CORRECTED, _BY_HAND = (
    "AI prediction",
    "AI prediction corrected by a reader",
    "Outlined by hand",
)
_LABELS = {_PREDICTED: "AI_PREDICTION", _CORRECTED: "CORRECTED", _BY_HAND: "BY_HAND"}


def _what(result: InferenceResult, correction: Correction | None) -> str:
    if result.by_hand:
        return _BY_HAND
    return _PREDICTED if correction is None else _CORRECTED


def _descriptions(
    result: InferenceResult, changed: Sequence[bool]
) -> "list[hd.seg.SegmentDescription]":
    """One for each segment; what a person changed is no longer automatic."""
    import highdicom as hd

    kinds = hd.seg.SegmentAlgorithmTypeValues
    algorithm = hd.AlgorithmIdentificationSequence(
        name=result.provenance.pack.id,
        version=result.provenance.pack.version,
        family=hd.sr.CodedConcept("123109", "DCM", "Artificial Intelligence"),
        source=MANUFACTURER,
        parameters=_parameters(result.provenance),
    )
    untouched = kinds.MANUAL if result.by_hand else kinds.AUTOMATIC
    by_person = kinds.MANUAL if result.by_hand else kinds.SEMIAUTOMATIC
    return [
        hd.seg.SegmentDescription(
            segment_number=number,
            segment_label=mask.segment.title[:64],
            segmented_property_category=_code(mask.segment, mask.segment.category),
            segmented_property_type=_code(mask.segment, mask.segment.type),
            algorithm_type=by_person if changed[number - 1] else untouched,
            algorithm_identification=None if result.by_hand else algorithm,
            display_color=hd.color.CIELabColor.from_rgb(*mask.segment.colour),
            anatomic_regions=_regions(mask.segment),
        )
        for number, mask in enumerate(result.masks, start=1)
    ]


def _parameters(provenance: Provenance) -> dict[str, str]:
    """What tells one run of the pack from another, to the byte of its weights."""
    return {"weights_sha256": provenance.pack.weights_sha256, **dict(provenance.settings)}


def _regions(segment: Segment) -> "list[hd.sr.CodedConcept] | None":
    return None if segment.region is None else [_code(segment, segment.region)]


def _code(segment: Segment, concept: CodedConcept | None) -> "hd.sr.CodedConcept":
    import highdicom as hd

    if concept is None:
        raise KnownError(
            f"The pack gives no DICOM code for the segment {segment.label!r}; "
            "save the masks as PNG or NIfTI instead."
        )
    return hd.sr.CodedConcept(concept.value, concept.scheme, concept.meaning)


def _encode(dataset: "Dataset") -> bytes:
    buffer = io.BytesIO()
    dataset.save_as(buffer, enforce_file_format=True)
    return buffer.getvalue()


def _decode(
    content: bytes, sources: "Sequence[Dataset]", shape: tuple[int, ...]
) -> npt.NDArray[np.bool_]:
    """Pixels of an encoded SEG in the order of the source frames: (frames, rows, columns, S)."""
    import highdicom as hd

    segmentation = hd.seg.segread(io.BytesIO(content))
    options: dict[str, Any] = {
        "ignore_spatial_locations": True,
        "assert_missing_frames_are_empty": True,
    }
    if len(sources) == shape[0] and "PerFrameFunctionalGroupsSequence" not in sources[0]:
        uids = [str(d.SOPInstanceUID) for d in sources]
        pixels = segmentation.get_pixels_by_source_instance(uids, **options)
    else:
        pixels = segmentation.get_pixels_by_source_frame(
            str(sources[0].SOPInstanceUID), list(range(1, shape[0] + 1)), **options
        )
    found: npt.NDArray[np.bool_] = pixels.astype(bool)
    return found


@contextmanager
def _quiet() -> Iterator[None]:
    """Silence warnings of empty masks and of what scanners wrote wrong."""
    logger = logging.getLogger("highdicom")
    level = logger.level
    logger.setLevel(logging.ERROR)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        logger.setLevel(level)
