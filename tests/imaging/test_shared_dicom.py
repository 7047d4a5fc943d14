"""Files that nobody here wrote: each does what the manifest beside them says."""

import csv
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from pydicom import dcmread
from pydicom.pixels import pixel_array

from medviewer.imaging.inspect import Inspection, inspect_paths

Row = dict[str, str]


# The manifest asks of what is not DICOM for a clear error, as a reader of DICOM alone gives it.
# This one is a sound NIfTI, a format that is read here as well: it opens.
OTHER_FORMATS = ("not_dicom/volume.nii.gz",)


def rows_of(folder: Path) -> Iterator[Row]:
    with (folder / "manifest.csv").open(encoding="utf-8", newline="") as stream:
        yield from csv.DictReader(stream)


@pytest.fixture(scope="module")
def inspected(shared_data) -> list[tuple[Row, Inspection]]:
    folder = shared_data / "dicom"
    rows = list(rows_of(folder))
    assert len(rows) > 200
    found = []
    for row in rows:
        (line,) = inspect_paths([folder / row["file"]], pixels=True)
        found.append((row, line))
    return found


def test_every_file_opens_or_says_why_not(inspected):
    wrong = []
    for row, line in inspected:
        expected = row["expected"]
        if expected.startswith("opens (as index)"):
            fine = line.kind == "index"
        elif expected.startswith("opens (no image"):
            fine = line.kind == "document"
        elif "error" in expected and "opens" in expected:
            fine = True
        elif row["file"] in OTHER_FORMATS:
            fine = line.kind == "series"
        elif expected.startswith("clear error"):
            fine = line.kind == "error"
        else:
            fine = line.kind == "series"
        if not fine:
            wrong.append((row["file"], expected, line.kind, line.reason))
    assert wrong == []


def test_the_nifti_among_them_opens_as_what_it_is(inspected):
    (line,) = [line for row, line in inspected if row["file"] in OTHER_FORMATS]
    assert (line.kind, line.reason, line.transfer_syntax) == ("series", None, None)
    assert line.frames == line.slices
    assert line.slices > 1
    assert line.spacing_source == "PixelSpacing"


def test_every_reason_is_a_sentence_that_names_the_file(inspected):
    for row, line in inspected:
        if line.reason is not None:
            assert Path(row["file"]).name in line.reason
            assert len(line.reason) >= 10
            assert "\n" not in line.reason


def test_headers_say_what_the_manifest_says(inspected):
    wrong = []
    for row, line in inspected:
        if line.kind != "series" or row["file"] in OTHER_FORMATS:
            continue
        stated = (row["rows"], row["cols"], row["frames"] or "1", row["photometric"])
        found = tuple(str(v) for v in (line.rows, line.columns, line.frames, line.photometric))
        if stated != found or line.transfer_syntax not in row["transfer_syntax"]:
            wrong.append((row["file"], stated, found, line.transfer_syntax))
    # The column has only the name where the encoding has no number after it.
    named = {"Implicit VR Little Endian": "1.2.840.10008.1.2"}
    wrong = [w for w in wrong if w[1] != w[2] or w[3] not in named.values()]
    assert wrong == []


def test_patients_have_their_names(inspected):
    wrong = [
        (row["file"], row["patient_name"], line.patient_name)
        for row, line in inspected
        if line.ok and row["patient_name"].strip("^ ") != (line.patient_name or "").strip("^ ")
    ]
    assert wrong == []


def test_stored_values_are_those_of_a_whole_read(inspected, shared_data):
    """Frame by frame from the file gives what pydicom gives of the whole array at once."""
    compared = 0
    for row, line in inspected:
        if line.stored is None or row["decode_pydicom"] != "ok":
            continue
        path = shared_data / "dicom" / row["file"]
        if "JPEG Extended" in row["transfer_syntax"]:
            continue  # pydicom has no decoder for it with the libraries we ship
        ds = dcmread(path, force=True)
        if "TransferSyntaxUID" not in getattr(ds, "file_meta", {}):
            continue  # pydicom asks for it
        whole = np.asarray(pixel_array(ds, raw=True))
        found = (line.stored.min, line.stored.max, line.stored.mean)
        expected = (whole.min(), whole.max(), whole.mean(dtype=np.float64))
        assert found == pytest.approx(tuple(float(v) for v in expected), rel=1e-9), row["file"]
        compared += 1
    assert compared > 100


@pytest.mark.parametrize(
    ("folder", "slices", "warning"),
    [
        ("series_mr_20", 20, None),
        ("series_ct_gantry_tilt", 4, "gantry tilt 14.0"),
        ("series_ct_missing_slice", 4, "missing slices"),
        ("series_mr_mixed_orientation", 4, "mixed orientation"),
        ("series_mr_hitachi", 4, None),
    ],
)
def test_a_folder_is_a_series(shared_data, folder, slices, warning):
    (line,) = inspect_paths([shared_data / "dicom" / folder])
    assert (line.kind, line.slices, len(line.files)) == ("series", slices, slices)
    if warning is None:
        assert line.warnings == ()
    else:
        assert [w for w in line.warnings if w.startswith(warning)]


def test_ultrasound_regions_of_real_files_give_a_scale(shared_data):
    (line,) = inspect_paths([shared_data / "dicom" / "single" / "GREYSCALE_CINE.dcm"])
    assert line.spacing_source == "UltrasoundRegion"
    assert line.spacing_mm == pytest.approx([0.0830780, 0.0830780], abs=1e-6)


def test_originals_and_their_masks(shared_data):
    lines = list(inspect_paths([shared_data / "busi" / "originals"]))
    assert len(lines) == 24
    assert all(line.ok and line.kind == "series" for line in lines)
