"""Masks as files: what is written is what was predicted, on the input's grid and in its place."""

import datetime as dt
import errno
import gzip
from pathlib import Path

import cv2
import nibabel
import numpy as np
import pydicom
import pytest

from medviewer.domain.errors import BugError, KnownError
from medviewer.domain.geometry import PixelCalibration, SpacingSource, VolumeGeometry
from medviewer.domain.image import ArrayFrames, ImageVolume, VolumeKind
from medviewer.domain.patient import Patient, Series, Study, StudyContext
from medviewer.domain.result import InferenceResult, PackReference, Provenance
from medviewer.domain.review import Correction
from medviewer.domain.segmentation import CodedConcept, Segment, SegmentationMask
from medviewer.exchange import dicom_seg
from medviewer.exchange.masks import MaskFormat, nifti_affine, write_masks
from medviewer.jobs.by_hand import outline_by_hand

ALTERED = CodedConcept("49755003", "SCT", "Morphologically Altered Structure")
LESION = Segment(
    "lesion",
    "Lesion",
    (230, 159, 0),
    "L",
    ALTERED,
    CodedConcept("52988006", "SCT", "Lesion"),
    CodedConcept("76752008", "SCT", "Breast"),
)
CYST = Segment(
    "cyst", "Cyst", (0, 114, 178), "C", ALTERED, CodedConcept("441457006", "SCT", "Cyst")
)
HASH = "0f" * 32
CT = "1.2.840.10008.5.1.4.1.1.2"


def volume(
    array: np.ndarray,
    kind: VolumeKind = VolumeKind.PICTURE,
    files: tuple[Path, ...] = (Path("scan.png"),),
    sop_class: str | None = None,
    **geometry: object,
) -> ImageVolume:
    """A volume of (frames, rows, columns[, 3])."""
    return ImageVolume(
        ArrayFrames(array),
        VolumeGeometry(array.shape[1], array.shape[2], array.shape[0], **geometry),  # type: ignore[arg-type]
        StudyContext(Patient("id-1", "Müller^Änne"), Study("1.2.3"), Series("1.2.4"), sop_class),
        HASH,
        files,
        kind,
        colour=array.ndim == 4,
    )


def answer(*masks: SegmentationMask, case: str = "scan") -> InferenceResult:
    provenance = Provenance(
        PackReference("tiny", "0.0.1", "ab" * 32, "Tiny pack"),
        "0.1",
        "cpu",
        dt.datetime(2026, 1, 1, tzinfo=dt.UTC),
        (("operating point", "balanced"), ("mask threshold, lesion", "0.5")),
    )
    return InferenceResult(case, HASH, masks, (), (), None, provenance)


def random_mask(*shape: int, seed: int = 0) -> np.ndarray:
    return np.random.default_rng(seed).random(shape) < 0.3


@pytest.mark.parametrize(("rows", "columns"), [(64, 64), (47, 101), (1, 9)])
def test_png_is_0_and_255_on_the_pictures_own_grid(tmp_path: Path, rows: int, columns: int) -> None:
    array = random_mask(1, rows, columns)
    empty = np.zeros_like(array)
    result = answer(SegmentationMask(LESION, array), SegmentationMask(CYST, empty))
    files = write_masks(result, volume(np.zeros((1, rows, columns), np.uint8)), tmp_path)
    assert files == {"lesion": "masks/scan.lesion.png", "cyst": "masks/scan.cyst.png"}
    read = cv2.imread(str(tmp_path / files["lesion"]), cv2.IMREAD_UNCHANGED)
    assert (read.shape, read.dtype) == ((rows, columns), np.uint8)
    np.testing.assert_array_equal(read, array[0] * 255)
    assert not cv2.imread(str(tmp_path / files["cyst"]), cv2.IMREAD_UNCHANGED).any()
    assert sorted(p.name for p in (tmp_path / "masks").iterdir()) == [
        "scan.cyst.png",
        "scan.lesion.png",
    ]


def test_name_replaces_the_case(tmp_path: Path) -> None:
    result = answer(SegmentationMask(LESION, random_mask(1, 8, 8)))
    files = write_masks(result, volume(np.zeros((1, 8, 8), np.uint8)), tmp_path, name="scan-1a2b")
    assert files == {"lesion": "masks/scan-1a2b.lesion.png"}


def test_nifti_affine_of_an_oblique_stack_by_hand() -> None:
    """Columns run to the back, rows to the feet, slices to the left: LPS (0,1,0), (0,0,-1), ..."""
    stack = volume(
        np.zeros((3, 4, 5), np.uint8),
        VolumeKind.STACK,
        calibration=PixelCalibration(0.5, 0.25, SpacingSource.PIXEL_SPACING),
        slice_spacing_mm=2.0,
        origin_mm=(10.0, -20.0, 30.0),
        direction=((0.0, 1.0, 0.0), (0.0, 0.0, -1.0), (-1.0, 0.0, 0.0)),
    )
    expected = [
        [0, 0, 2.0, -10],
        [-0.25, 0, 0, 20],
        [0, -0.5, 0, 30],
        [0, 0, 0, 1],
    ]
    affine = nifti_affine(stack)
    assert affine is not None
    np.testing.assert_allclose(affine, expected)
    # Column 4, row 2, slice 1 in LPS: 10 - 2, -20 + 4 * 0.25, 30 - 2 * 0.5; RAS flips two.
    np.testing.assert_allclose(affine @ [4, 2, 1, 1], [-8, 19, 29, 1])


def test_nifti_of_a_stack_is_read_back(tmp_path: Path) -> None:
    array = random_mask(3, 4, 5)
    stack = volume(
        np.zeros((3, 4, 5), np.uint8),
        VolumeKind.STACK,
        calibration=PixelCalibration(0.5, 0.25, SpacingSource.PIXEL_SPACING),
        slice_spacing_mm=2.0,
        origin_mm=(0.0, 0.0, 0.0),
        direction=((1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (0.0, 0.0, 1.0)),
    )
    files = write_masks(answer(SegmentationMask(LESION, array)), stack, tmp_path)
    assert files == {"lesion": "masks/scan.lesion.nii.gz"}
    image = nibabel.load(tmp_path / files["lesion"])
    assert image.get_data_dtype() == np.uint8
    np.testing.assert_array_equal(np.asarray(image.dataobj), array.transpose(2, 1, 0))
    assert image.header.get_zooms() == pytest.approx((0.25, 0.5, 2.0))
    assert (int(image.header["sform_code"]), image.header.get_xyzt_units()[0]) == (2, "mm")


def test_nifti_without_a_place_says_so(tmp_path: Path) -> None:
    cine = volume(
        np.zeros((2, 4, 5), np.uint8),
        VolumeKind.CINE,
        calibration=PixelCalibration(0.5, 0.25, SpacingSource.ULTRASOUND_REGION),
    )
    files = write_masks(answer(SegmentationMask(LESION, random_mask(2, 4, 5))), cine, tmp_path)
    header = nibabel.load(tmp_path / files["lesion"]).header
    assert (int(header["sform_code"]), int(header["qform_code"])) == (0, 0)
    assert header.get_zooms() == pytest.approx((0.25, 0.5, 1.0))


def test_same_mask_gives_the_same_file(tmp_path: Path) -> None:
    cine = volume(np.zeros((2, 4, 5), np.uint8), VolumeKind.CINE)
    result = answer(SegmentationMask(LESION, random_mask(2, 4, 5)))
    contents = set()
    for folder in ("a", "b"):
        files = write_masks(result, cine, tmp_path / folder, MaskFormat.NIFTI)
        content = (tmp_path / folder / files["lesion"]).read_bytes()
        contents.add(content)
        assert gzip.decompress(content)
    assert len(contents) == 1


def test_full_disk_is_one_sentence_and_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(handle: int) -> None:
        raise OSError(errno.ENOSPC, "the disk is full")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(KnownError, match="the disk is full"):
        write_masks(
            answer(SegmentationMask(LESION, random_mask(1, 8, 8))),
            volume(np.zeros((1, 8, 8), np.uint8)),
            tmp_path,
        )
    assert list((tmp_path / "masks").iterdir()) == []


# --- DICOM SEG -----------------------------------------------------------------------------


def seg_pixels(path: Path, segment: int) -> np.ndarray:
    """Frames of one segment as pydicom alone decodes them: (frames, rows, columns)."""
    dataset = pydicom.dcmread(path)
    frames = dataset.pixel_array.reshape(-1, dataset.Rows, dataset.Columns)
    chosen = [
        i
        for i, group in enumerate(dataset.PerFrameFunctionalGroupsSequence)
        if group.get(
            "SegmentIdentificationSequence",
            dataset.SharedFunctionalGroupsSequence[0].get("SegmentIdentificationSequence"),
        )[0].ReferencedSegmentNumber
        == segment
    ]
    return frames[chosen].astype(bool)


@pytest.mark.parametrize(("rows", "columns"), [(40, 64), (33, 47), (51, 61)])
@pytest.mark.parametrize("colour", [False, True])
def test_seg_of_a_picture_refers_to_a_secondary_capture(
    tmp_path: Path, rows: int, columns: int, colour: bool
) -> None:
    rng = np.random.default_rng(1)
    picture = rng.integers(0, 255, (1, rows, columns, 3) if colour else (1, rows, columns))
    picture = picture.astype(np.uint8)
    array = random_mask(1, rows, columns)
    empty = np.zeros_like(array)
    result = answer(SegmentationMask(LESION, array), SegmentationMask(CYST, empty))
    files = write_masks(result, volume(picture), tmp_path, MaskFormat.SEG)
    assert files == dict.fromkeys(("lesion", "cyst"), "masks/scan.seg.dcm")
    np.testing.assert_array_equal(seg_pixels(tmp_path / files["lesion"], 1), array)
    seg = pydicom.dcmread(tmp_path / files["lesion"])
    capture = pydicom.dcmread(tmp_path / "masks/scan.source.dcm")
    np.testing.assert_array_equal(capture.pixel_array, picture[0])
    reference = seg.ReferencedSeriesSequence[0].ReferencedInstanceSequence[0]
    assert reference.ReferencedSOPInstanceUID == capture.SOPInstanceUID
    assert seg.StudyInstanceUID == capture.StudyInstanceUID
    assert seg.SegmentationType == "BINARY"
    assert str(seg.PatientName) == "Müller^Änne"
    assert [s.SegmentLabel for s in seg.SegmentSequence] == ["Lesion", "Cyst"]
    segment = seg.SegmentSequence[0]
    assert segment.SegmentAlgorithmType == "AUTOMATIC"
    assert segment.SegmentedPropertyTypeCodeSequence[0].CodeValue == "52988006"
    assert segment.AnatomicRegionSequence[0].CodeValue == "76752008"
    assert "AnatomicRegionSequence" not in seg.SegmentSequence[1]
    algorithm = segment.SegmentationAlgorithmIdentificationSequence[0]
    assert (algorithm.AlgorithmName, algorithm.AlgorithmVersion) == ("tiny", "0.0.1")
    assert f"weights_sha256={'ab' * 32}" in algorithm.AlgorithmParameters
    assert "operating point=balanced" in algorithm.AlgorithmParameters


def test_seg_where_nothing_was_found(tmp_path: Path) -> None:
    empty = np.zeros((1, 33, 47), bool)
    picture = volume(np.zeros((1, 33, 47), np.uint8))
    files = write_masks(answer(SegmentationMask(LESION, empty)), picture, tmp_path, MaskFormat.SEG)
    seg = pydicom.dcmread(tmp_path / files["lesion"])
    assert len(seg.SegmentSequence) == 1
    assert not seg.pixel_array.any()


def dicom_slice(path: Path, index: int, rows: int, columns: int) -> Path:
    """A small CT slice with a place in space."""
    dataset = pydicom.Dataset()
    dataset.file_meta = pydicom.dataset.FileMetaDataset()
    dataset.file_meta.TransferSyntaxUID = pydicom.uid.ExplicitVRLittleEndian
    dataset.SOPClassUID = dataset.file_meta.MediaStorageSOPClassUID = pydicom.uid.CTImageStorage
    dataset.SOPInstanceUID = dataset.file_meta.MediaStorageSOPInstanceUID = f"1.2.9.{index + 1}"
    dataset.StudyInstanceUID, dataset.SeriesInstanceUID = "1.2.9", "1.2.9.0"
    dataset.FrameOfReferenceUID = "1.2.9.99"
    dataset.SpecificCharacterSet, dataset.PatientName = "ISO_IR 100", "Müller^Änne"
    dataset.PatientID, dataset.Modality = "id-1", "CT"
    dataset.StudyTime = "09:39:00"  # as ACR-NEMA wrote it
    dataset.ImagePositionPatient = [0, 0, 2.0 * index]
    dataset.ImageOrientationPatient = [1, 0, 0, 0, 1, 0]
    dataset.PixelSpacing, dataset.SliceThickness = [0.5, 0.25], 2.0
    dataset.Rows, dataset.Columns, dataset.SamplesPerPixel = rows, columns, 1
    dataset.PhotometricInterpretation = "MONOCHROME2"
    dataset.BitsAllocated = dataset.BitsStored = 16
    dataset.HighBit, dataset.PixelRepresentation = 15, 1
    dataset.PixelData = np.zeros((rows, columns), np.int16).tobytes()
    dataset.save_as(path, enforce_file_format=True)
    return path


def test_seg_of_a_dicom_stack_keeps_slices_names_and_empty_slices(tmp_path: Path) -> None:
    files = tuple(dicom_slice(tmp_path / f"{i}.dcm", i, 21, 19) for i in range(4))
    stack = volume(np.zeros((4, 21, 19), np.int16), VolumeKind.STACK, files, CT)
    array = random_mask(4, 21, 19)
    array[2] = False
    written = write_masks(answer(SegmentationMask(LESION, array)), stack, tmp_path, MaskFormat.SEG)
    seg = pydicom.dcmread(tmp_path / written["lesion"])
    positions = [
        float(g.PlanePositionSequence[0].ImagePositionPatient[2])
        for g in seg.PerFrameFunctionalGroupsSequence
    ]
    assert sorted(positions) == [0.0, 2.0, 6.0]  # the empty slice takes no room
    by_position = dict(zip(positions, seg.pixel_array.astype(bool), strict=True))
    for index, position in ((0, 0.0), (1, 2.0), (3, 6.0)):
        np.testing.assert_array_equal(by_position[position], array[index])
    assert str(seg.PatientName) == "Müller^Änne"
    assert seg.SpecificCharacterSet == "ISO_IR 192"
    assert not (tmp_path / "masks/scan.source.dcm").exists()


def test_seg_that_reads_back_otherwise_is_not_saved(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    decode = dicom_seg._decode
    monkeypatch.setattr(dicom_seg, "_decode", lambda *a: ~decode(*a))
    with pytest.raises(BugError, match="differs"):
        write_masks(
            answer(SegmentationMask(LESION, random_mask(1, 33, 47))),
            volume(np.zeros((1, 33, 47), np.uint8)),
            tmp_path,
            MaskFormat.SEG,
        )
    assert not (tmp_path / "masks").exists()


def test_seg_needs_codes_and_a_frame_of_reference_for_several_frames(tmp_path: Path) -> None:
    plain = Segment("lesion", "Lesion", (230, 159, 0), "L")
    with pytest.raises(KnownError, match="no DICOM code for the segment 'lesion'"):
        write_masks(
            answer(SegmentationMask(plain, random_mask(1, 33, 47))),
            volume(np.zeros((1, 33, 47), np.uint8)),
            tmp_path,
            MaskFormat.SEG,
        )
    path = dicom_slice(tmp_path / "a.dcm", 0, 33, 47)
    dataset = pydicom.dcmread(path)
    del dataset.FrameOfReferenceUID
    dataset.NumberOfFrames = 2
    dataset.save_as(path)
    cine = volume(np.zeros((2, 33, 47), np.int16), VolumeKind.CINE, (path,), CT)
    with pytest.raises(KnownError, match="frame of reference"):
        write_masks(
            answer(SegmentationMask(LESION, random_mask(2, 33, 47))),
            cine,
            tmp_path,
            MaskFormat.SEG,
        )


# --- real scans ----------------------------------------------------------------------------


@pytest.mark.parametrize("series", ["series_mr_20"])
def test_real_series_keeps_its_place_in_nifti_and_seg(
    shared_data: Path, tmp_path: Path, series: str
) -> None:
    """A mark at one voxel lies where that slice's own header says."""
    from medviewer.imaging.index import IndexedSeries, scan_paths
    from medviewer.imaging.registry import default_registry

    (item,) = [
        s for s in scan_paths([shared_data / "dicom" / series]) if isinstance(s, IndexedSeries)
    ]
    scan = default_registry().read_series(item)
    assert scan.kind is VolumeKind.STACK
    array = np.zeros((len(scan), scan.geometry.rows, scan.geometry.columns), bool)
    frame, row, column = 3, 17, 101
    array[frame, row, column] = True
    result = answer(SegmentationMask(LESION, array), case="real")

    header = pydicom.dcmread(scan.files[frame], stop_before_pixels=True)
    orientation = np.array(header.ImageOrientationPatient, float)
    expected = (
        np.array(header.ImagePositionPatient, float)
        + orientation[:3] * float(header.PixelSpacing[1]) * column
        + orientation[3:] * float(header.PixelSpacing[0]) * row
    )
    nifti = write_masks(result, scan, tmp_path, MaskFormat.NIFTI)
    image = nibabel.load(tmp_path / nifti["lesion"])
    (voxel,) = np.argwhere(np.asarray(image.dataobj))
    world = (image.affine @ [*voxel, 1])[:3] * [-1, -1, 1]
    # These headers round positions to 0.1 mm, so the slices do not lie on one line.
    np.testing.assert_allclose(world, expected, atol=0.15)

    seg = pydicom.dcmread(tmp_path / write_masks(result, scan, tmp_path, MaskFormat.SEG)["lesion"])
    (group,) = seg.PerFrameFunctionalGroupsSequence
    position = group.PlanePositionSequence[0].ImagePositionPatient
    np.testing.assert_allclose(
        np.array(position, float), np.array(header.ImagePositionPatient, float), atol=1e-3
    )
    assert np.argwhere(seg.pixel_array).tolist() == [[row, column]]


def corrected(result: InferenceResult, array: np.ndarray) -> Correction:
    """The result's first mask as a person drew it; the others as they were."""
    first, *rest = result.masks
    masks = (SegmentationMask(first.segment, array), *rest)
    return Correction(masks, (), "Dr Ärztin", dt.datetime(2026, 2, 3, tzinfo=dt.UTC))


def test_seg_of_corrected_masks_says_so_and_refers_to_the_prediction(tmp_path: Path) -> None:
    array, drawn = random_mask(1, 40, 50), random_mask(1, 40, 50, seed=5)
    cyst = random_mask(1, 40, 50, seed=9)
    result = answer(SegmentationMask(LESION, array), SegmentationMask(CYST, cyst))
    scan = volume(np.zeros((1, 40, 50), np.uint8))
    files = write_masks(result, scan, tmp_path, MaskFormat.SEG, correction=corrected(result, drawn))
    path = tmp_path / files["lesion"]
    beside = path.with_name("scan.prediction.seg.dcm")
    np.testing.assert_array_equal(seg_pixels(path, 1), drawn)
    np.testing.assert_array_equal(seg_pixels(path, 2), cyst)
    np.testing.assert_array_equal(seg_pixels(beside, 1), array)
    seg, prediction = pydicom.dcmread(path), pydicom.dcmread(beside)
    assert [s.SegmentAlgorithmType for s in seg.SegmentSequence] == ["SEMIAUTOMATIC", "AUTOMATIC"]
    assert {s.SegmentAlgorithmType for s in prediction.SegmentSequence} == {"AUTOMATIC"}
    algorithm = seg.SegmentSequence[0].SegmentationAlgorithmIdentificationSequence[0]
    assert "ab" * 32 in algorithm.AlgorithmParameters
    assert str(seg.ContentCreatorName) == "Dr Ärztin"
    (reference,) = seg.ReferencedInstanceSequence
    assert reference.ReferencedSOPInstanceUID == prediction.SOPInstanceUID
    assert reference.ReferencedSOPClassUID == prediction.SOPClassUID
    assert "ReferencedInstanceSequence" not in prediction
    assert seg.SOPInstanceUID != prediction.SOPInstanceUID


def test_pictures_of_corrected_masks_are_the_corrected_ones(tmp_path: Path) -> None:
    array, drawn = random_mask(1, 20, 30), random_mask(1, 20, 30, seed=5)
    result = answer(SegmentationMask(LESION, array))
    scan = volume(np.zeros((1, 20, 30), np.uint8))
    files = write_masks(result, scan, tmp_path, correction=corrected(result, drawn))
    read = cv2.imread(str(tmp_path / files["lesion"]), cv2.IMREAD_UNCHANGED)
    assert np.array_equal(read > 0, drawn[0])


def test_seg_of_what_a_person_outlined_alone_is_manual(tmp_path: Path) -> None:
    scan = volume(np.zeros((1, 20, 30), np.uint8))
    result, drawn = outline_by_hand(scan), random_mask(1, 20, 30)
    files = write_masks(result, scan, tmp_path, MaskFormat.SEG, correction=corrected(result, drawn))
    seg = pydicom.dcmread(tmp_path / files["lesion"])
    assert seg.SegmentSequence[0].SegmentAlgorithmType == "MANUAL"
    assert "SegmentationAlgorithmIdentificationSequence" not in seg.SegmentSequence[0]
    assert "ReferencedInstanceSequence" not in seg
    assert sorted(p.name for p in (tmp_path / "masks").iterdir()) == [
        "scan.seg.dcm",
        "scan.source.dcm",
    ]
    np.testing.assert_array_equal(seg_pixels(tmp_path / files["lesion"], 1), drawn)
    write_masks(result, scan, tmp_path, MaskFormat.SEG, "untouched")
    assert not seg_pixels(tmp_path / "masks" / "untouched.seg.dcm", 1).any()


# --- grids of research formats --------------------------------------------------------------


def test_masks_and_boxes_of_a_nifti_lie_on_its_own_grid_however_it_is_shown(tmp_path: Path) -> None:
    """Stored from head to feet and from left to right: shown the other way round."""
    from medviewer.exchange.result_line import result_line
    from medviewer.imaging.registry import default_registry

    array = np.zeros((6, 5, 4), np.int16)  # to the right, the front, the feet
    array[0, 1:3, 1] = 7
    image = nibabel.Nifti1Image(array, np.diag([1.0, 1, -1, 1]))
    nibabel.save(image, tmp_path / "scan.nii.gz")
    stack = default_registry().read(tmp_path / "scan.nii.gz")
    shown = np.stack([stack.frame(i) for i in range(len(stack))]) == 7
    assert shown[2, 2:4, 5].all()  # feet first, front above, patient's left at the right
    result = answer(SegmentationMask(LESION, shown))
    files = write_masks(result, stack, tmp_path)
    written = nibabel.load(tmp_path / files["lesion"])
    assert np.array_equal(written.affine, image.affine)
    assert np.array_equal(np.asarray(written.dataobj) == 1, array == 7)
    (segment,) = result_line(result, stack, files)["segments"]
    assert segment["bbox"] == [0, 1, 1, 1, 2, 1]

    nibabel.save(nibabel.Nifti1Image(array[:, :, 1:2], image.affine), tmp_path / "slice.nii")
    picture = default_registry().read(tmp_path / "slice.nii")
    result = answer(SegmentationMask(LESION, picture.frame(0)[None] == 7), case="slice")
    files = write_masks(result, picture, tmp_path)
    drawn = cv2.imread(str(tmp_path / files["lesion"]), cv2.IMREAD_UNCHANGED)
    assert np.array_equal(drawn == 255, array[:, :, 1].T == 7)
    (segment,) = result_line(result, picture, files)["segments"]
    assert segment["bbox"] == [0, 1, 1, 2]
