"""``medviewer info``: its lines, and that they hold to the schema."""

import argparse
import json
from pathlib import Path

import jsonschema
import numpy as np
import pytest
from PIL import Image
from pydicom import dcmread
from pydicom.fileset import FileSet

from medviewer.app.commands import info
from medviewer.app.main import main
from medviewer.resources import resource_path


@pytest.fixture(scope="module")
def schema():
    return json.loads(resource_path("schemas", "info.schema.json").read_text())


@pytest.fixture
def run(capsys, schema):
    """Run the command with --json; gives its exit code and its checked lines."""

    def call(*arguments: object) -> tuple[int, list[dict]]:
        parser = argparse.ArgumentParser()
        info.add_arguments(parser)
        code = info.run(parser.parse_args(["--json", *map(str, arguments)]))
        lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
        for line in lines:
            jsonschema.validate(line, schema)
        return code, lines

    return call


RAMP = np.arange(20, dtype=np.int16).reshape(4, 5)


def test_a_file_is_a_line(run, write_dicom):
    path = write_dicom("a.dcm", RAMP, Modality="MR", PixelSpacing=[0.5, 0.25])
    code, (line,) = run(path)
    assert code == 0
    assert line == {
        "kind": "series",
        "status": "ok",
        "reason": None,
        "files": [str(path)],
        "modality": "MR",
        "patient_name": "Test^Phantom",
        "rows": 4,
        "columns": 5,
        "slices": 1,
        "frames": 1,
        "photometric": "MONOCHROME2",
        "transfer_syntax": "1.2.840.10008.1.2.1",
        "spacing_mm": [0.5, 0.25],
        "spacing_source": "PixelSpacing",
        "warnings": [],
    }


def test_a_folder_is_a_line_a_series(run, write_slices):
    paths = write_slices([(0, 0, z) for z in (6, 0, 3)])
    _, (line,) = run(paths[0].parent)
    assert line["files"] == [str(paths[n]) for n in (1, 2, 0)]
    assert (line["slices"], line["frames"]) == (3, 3)
    assert line["spacing_mm"] == [3, 0.5, 0.75]
    code, lines = run(*paths)
    assert code == 0
    assert [line["files"] for line in lines] == [[str(p)] for p in paths]


def test_a_series_with_two_orientations_is_still_a_line(run, write_slices, write_dicom):
    folder = write_slices([(0, 0, z) for z in (0, 3, 6)])[0].parent
    write_dicom(
        "series/sagittal.dcm",
        np.zeros((4, 5), np.int16),
        ImagePositionPatient=[0, 0, 0],
        ImageOrientationPatient=[0, 1, 0, 0, 0, -1],
    )
    _, (line,) = run(folder)
    assert line["slices"] == 4
    assert "mixed orientation" in line["warnings"]


def test_stored_values_are_before_any_table(run, write_dicom):
    film = np.stack([RAMP, RAMP + 100])
    path = write_dicom("a.dcm", film, frames=2, RescaleSlope=2, RescaleIntercept=-1024)
    _, (line,) = run("--pixels", path)
    assert line["stored"] == {"min": 0, "max": 119, "mean": 59.5}
    assert line["stored_colour"] is None


def test_stored_colour_is_said(run, write_dicom, tmp_path):
    rgb = np.zeros((4, 5, 3), np.uint8)
    rgb[..., 0] = 90
    Image.fromarray(rgb).save(tmp_path / "a.png")
    ybr = write_dicom("a.dcm", rgb, photometric="YBR_FULL")
    _, lines = run("--pixels", tmp_path / "a.png", ybr)
    assert [line["stored_colour"] for line in lines] == ["RGB", "YBR_FULL"]
    assert [line["stored"] for line in lines] == [{"min": 0, "max": 90, "mean": 30}] * 2


def test_a_picture_has_no_patient_and_no_scale(run, tmp_path):
    Image.fromarray(RAMP.astype(np.uint8)).save(tmp_path / "a.png", dpi=(300, 300))
    _, (line,) = run(tmp_path / "a.png")
    assert line["patient_name"] is None
    assert (line["spacing_mm"], line["spacing_source"]) == (None, "none")


def test_equal_pictures_are_two_lines(run, tmp_path):
    for name in "ab":
        Image.fromarray(RAMP.astype(np.uint8)).save(tmp_path / f"{name}.png")
    assert len(run(tmp_path)[1]) == 2


def test_names_are_unicode_with_their_groups(run, write_dicom):
    name = "Yamada^Tarou=山田^太郎=やまだ^たろう"
    path = write_dicom("a.dcm", RAMP, SpecificCharacterSet="ISO_IR 192", PatientName=name)
    assert run(path)[1][0]["patient_name"] == name


def test_bad_files_are_lines_and_the_rest_goes_on(run, write_dicom, tmp_path):
    good = write_dicom("scans/good.dcm", RAMP)
    (good.parent / "empty.dcm").touch()
    cut = write_dicom("scans/cut.dcm", np.zeros((90, 90), np.int16))
    cut.write_bytes(cut.read_bytes()[:5000])
    code, lines = run(good.parent, tmp_path / "gone.dcm")
    assert code == 1
    by_name = {Path(line["files"][0]).name: line for line in lines}
    assert by_name["good.dcm"]["status"] == "ok"
    assert "empty" in by_name["empty.dcm"]["reason"]
    assert "cut off" in by_name["cut.dcm"]["reason"]
    assert "not found" in by_name["gone.dcm"]["reason"]


def test_pixels_that_do_not_decode_are_an_error_without_asking_for_them(run, write_dicom, tmp_path):
    ds = dcmread(write_dicom("a.dcm", np.zeros((64, 64), np.uint8)))
    ds.compress("1.2.840.10008.1.2.5")
    data = bytearray(ds.PixelData)
    data[-40:] = b"\x81" * 40
    ds.PixelData = bytes(data[:20]) + b"\xff" * 30 + bytes(data[50:])
    ds.save_as(tmp_path / "bad.dcm")
    code, (line,) = run(tmp_path / "bad.dcm")
    assert code == 1
    assert "damaged" in line["reason"]


def test_reports_and_lists_of_files_are_no_errors(run, write_dicom, tmp_path):
    ds = dcmread(write_dicom("a.dcm", RAMP, StudyDate="20260101", StudyTime="1200", StudyID="1"))
    for keyword in ("PixelData", "Rows", "Columns"):
        del ds[keyword]
    ds.SOPClassUID = ds.file_meta.MediaStorageSOPClassUID = "1.2.840.10008.5.1.4.1.1.88.11"
    ds.Modality = "SR"
    ds.save_as(tmp_path / "report.dcm")
    medium = FileSet()
    medium.add(
        write_dicom(
            "b.dcm",
            RAMP,
            Modality="OT",
            SeriesNumber=1,
            InstanceNumber=1,
            StudyDate="20260101",
            StudyTime="1200",
            StudyID="1",
        )
    )
    medium.write(tmp_path / "medium")
    code, lines = run(tmp_path / "report.dcm", tmp_path / "medium" / "DICOMDIR")
    assert code == 0
    assert [line["kind"] for line in lines] == ["document", "index"]
    assert lines[0]["modality"] == "SR"


def test_the_table_is_for_people(capsys, write_dicom, tmp_path):
    good = write_dicom("good.dcm", RAMP, Modality="CT", PixelSpacing=[0.5, 0.5])
    (tmp_path / "empty.dcm").touch()
    parser = argparse.ArgumentParser()
    info.add_arguments(parser)
    code = info.run(parser.parse_args([str(good), str(tmp_path / "empty.dcm"), "--pixels"]))
    told = capsys.readouterr().out
    assert code == 1
    for words in ("CT, 5 x 4, 0.5 x 0.5 mm (PixelSpacing)", "0 to 19", "is empty"):
        assert words in told


def test_decoders_are_listed(capsys):
    assert main(["info", "--decoders", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["JPEG-LS Lossless Image Compression"] == "pyjpegls"
    assert found["MPEG2 Main Profile / Main Level"] == "opencv (FFmpeg)"
    assert found["SMPTE ST 2110-30 PCM Digital Audio"] == ""
    assert found["NIfTI-1"] == "nibabel"
    assert main(["info", "--decoders"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert any(line.startswith("RLE Lossless") and "pylibjpeg" in line for line in lines)
    assert any(line.endswith("cannot be decoded here") for line in lines)


def test_nothing_named_is_wrong_use(capsys):
    assert main(["info"]) == 2
    assert "--decoders" in capsys.readouterr().err
