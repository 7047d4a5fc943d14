"""``medviewer predict``: lines, masks and exit status, with a tiny untrained pack."""

import argparse
import errno
import json
import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import cv2
import jsonschema
import nibabel
import numpy as np
import pytest

from medviewer.app.commands import predict
from medviewer.domain.errors import KnownError, PackError
from medviewer.packs.pack import ModelPack
from medviewer.resources import resource_path

SCHEMA = json.loads(resource_path("schemas", "predict.schema.json").read_text("utf-8"))


@pytest.fixture
def packs(tiny_pack: ModelPack, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The registry's only folder, which holds the pack ``tiny``."""
    folder = tiny_pack.folder.parent
    monkeypatch.setattr("medviewer.packs.registry.pack_folders", lambda: [folder])
    return folder


@pytest.fixture
def call(packs: Path, tmp_path: Path) -> Callable[..., tuple[int, list[dict[str, Any]]]]:
    """Run the command with ``--out tmp_path/out``; gives its status and checked lines."""

    def run(*arguments: object) -> tuple[int, list[dict[str, Any]]]:
        parser = argparse.ArgumentParser()
        predict.add_arguments(parser)
        out = tmp_path / "out"
        status = predict.run(parser.parse_args([*map(str, arguments), "--out", str(out)]))
        text = (out / "results.jsonl").read_text("utf-8")
        lines = [json.loads(line) for line in text.splitlines()]
        for line in lines:
            jsonschema.validate(line, SCHEMA)
        return status, lines

    return run


def speckle(rows: int, columns: int, seed: int = 0) -> np.ndarray:
    rng = np.random.default_rng(seed)
    coarse = rng.integers(0, 255, (rows // 8 + 1, columns // 8 + 1), dtype=np.uint8)
    return coarse.repeat(8, axis=0).repeat(8, axis=1)[:rows, :columns].copy()


def picture(path: Path, rows: int = 61, columns: int = 83, seed: int = 0) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    assert cv2.imwrite(str(path), speckle(rows, columns, seed))
    return path


def mask_of(out: Path, line: dict[str, Any]) -> np.ndarray:
    read = cv2.imread(str(out / line["segments"][0]["mask"]), cv2.IMREAD_UNCHANGED)
    assert set(np.unique(read)) <= {0, 255}
    return np.asarray(read)


def test_a_picture_in_a_line_and_a_mask(call: Callable[..., Any], tmp_path: Path) -> None:
    path = picture(tmp_path / "in" / "case (1).png")
    status, (line,) = call(path)
    assert status == 0
    assert (line["case"], line["input"], line["status"]) == ("case (1)", str(path), "ok")
    assert line["segments"][0]["mask"] == "masks/case (1).lesion.png"
    mask = mask_of(tmp_path / "out", line)
    assert mask.shape == (61, 83)
    segment = line["segments"][0]
    assert segment["area_px"] == np.count_nonzero(mask)
    rows, columns = np.nonzero(mask)
    assert segment["bbox"] == [
        columns.min(),
        rows.min(),
        np.ptp(columns) + 1,
        np.ptp(rows) + 1,
    ]
    assert line["spacing_source"] == "none"
    assert sum(line["probabilities"].values()) == pytest.approx(1)
    assert line["diagnosis"] == max(line["probabilities"], key=line["probabilities"].get)
    assert line["seconds"]["network"] > 0
    assert "reference" not in line


def test_reference_masks_are_scored_and_never_cases(
    call: Callable[..., Any], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "in"
    picture(folder / "a.png")
    _, (line,) = call(folder)
    half = mask_of(tmp_path / "out", line)
    half[:, : half.shape[1] // 2] = 0
    cv2.imwrite(str(folder / "a_mask.png"), half)
    status, (line,) = call(folder)
    area, kept = line["segments"][0]["area_px"], np.count_nonzero(half)
    assert status == 0
    assert line["reference"]["dice"] == pytest.approx(2 * kept / (area + kept))
    assert line["reference"]["iou"] == pytest.approx(kept / area)
    assert f"Dice {line['reference']['dice']:.3f}" in capsys.readouterr().out


def test_bad_files_are_lines_and_the_others_go_on(call: Callable[..., Any], tmp_path: Path) -> None:
    folder = tmp_path / "in"
    picture(folder / "good.png")
    whole = picture(folder / "cut.png").read_bytes()
    (folder / "cut.png").write_bytes(whole[: len(whole) // 2])
    (folder / "empty.png").touch()
    (folder / "text.png").write_text("no picture at all")
    cv2.imwrite(str(folder / "dot.png"), np.zeros((1, 1), np.uint8))
    cv2.imwrite(str(folder / "blank.png"), np.full((64, 64), 9, np.uint8))
    status, lines = call(folder)
    found = {line["case"]: line for line in lines}
    assert status == 1
    assert {c: line["status"] for c, line in found.items()} == {
        "good": "ok",
        "cut": "error",
        "empty": "error",
        "text": "error",
        "dot": "refused",
        "blank": "refused",
    }
    for case in ("cut", "empty", "text", "dot", "blank"):
        assert case in found[case]["reason"]
        assert found[case]["segments"] == []
        assert found[case]["pack"]["id"] == "tiny"
    assert [p.name for p in (tmp_path / "out" / "masks").iterdir()] == ["good.lesion.png"]


def test_a_scan_on_which_the_program_itself_fails_does_not_end_the_run(
    call: Callable[..., Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "in"
    picture(folder / "a.png", seed=1)
    picture(folder / "b.png", seed=2)
    from medviewer.imaging import registry

    real = registry.read_series

    def broken(item: Any) -> Any:
        if item.files[0].stem == "a":
            raise ZeroDivisionError
        return real(item)

    monkeypatch.setattr(registry, "read_series", broken)
    status, lines = call(folder)
    assert (status, [line["status"] for line in lines]) == (1, ["error", "ok"])
    assert "ZeroDivisionError" in lines[0]["reason"]


def test_equal_stems_keep_their_masks_apart_whatever_is_predicted_along(
    call: Callable[..., Any], tmp_path: Path
) -> None:
    first = picture(tmp_path / "in" / "a" / "X.png", seed=1)
    second = picture(tmp_path / "in" / "b" / "x.png", 40, 90, seed=2)
    _, lines = call(first, second)
    masks = {line["input"]: line["segments"][0]["mask"] for line in lines}
    assert len(set(masks.values())) == 2
    for line, shape in zip(lines, ((61, 83), (40, 90)), strict=True):
        assert mask_of(tmp_path / "out", line).shape == shape
    third = picture(tmp_path / "in" / "c" / "X.png", seed=3)
    _, lines = call(third, second, first)
    again = {line["input"]: line["segments"][0]["mask"] for line in lines}
    assert {k: again[k] for k in masks} == masks


def test_twice_the_same_input_gives_the_same_output(
    call: Callable[..., Any], tmp_path: Path
) -> None:
    path = picture(tmp_path / "in" / "a.png")
    answers = []
    for _ in range(2):
        _, (line,) = call(path)
        del line["seconds"]
        answers.append((line, (tmp_path / "out" / line["segments"][0]["mask"]).read_bytes()))
    assert answers[0] == answers[1]


def test_a_file_named_twice_and_what_a_run_left_behind_are_no_further_cases(
    call: Callable[..., Any], tmp_path: Path
) -> None:
    # The results go into the folder of the scans.
    path, other = picture(tmp_path / "out" / "b.png"), picture(tmp_path / "out" / "a.png")
    for _ in range(2):
        _, lines = call(path, tmp_path)
        assert [line["input"] for line in lines] == [str(path), str(other)]


def test_phantom_dicom_is_measured_in_mm(call: Callable[..., Any], tmp_path: Path) -> None:
    from medviewer.imaging.phantoms import simulate_ultrasound, write_phantom_dicom

    phantom = simulate_ultrasound("cyst", 1)
    path = write_phantom_dicom(phantom, tmp_path / "cyst.dcm")
    _, (line,) = call(path)
    assert line["spacing_source"] == "UltrasoundRegion"
    scale = phantom.calibration
    assert scale.row_mm is not None
    assert scale.column_mm is not None
    assert line["spacing_mm"] == pytest.approx([scale.row_mm, scale.column_mm])
    assert mask_of(tmp_path / "out", line).shape == phantom.picture.shape
    segment = line["segments"][0]
    if segment["area_mm2"] is not None:
        expected = segment["area_px"] * scale.row_mm * scale.column_mm
        assert segment["area_mm2"] == pytest.approx(expected)


def test_pages_of_a_tiff_become_a_nifti_mask(call: Callable[..., Any], tmp_path: Path) -> None:
    from PIL import Image

    pages = [Image.fromarray(speckle(40, 50, seed)) for seed in range(3)]
    pages[0].save(tmp_path / "pages.tif", save_all=True, append_images=pages[1:])
    status, (line,) = call(tmp_path / "pages.tif")
    assert status == 0
    segment = line["segments"][0]
    assert segment["mask"] == "masks/pages.lesion.nii.gz"
    image = nibabel.load(tmp_path / "out" / segment["mask"])
    assert image.shape == (50, 40, 3)
    assert np.count_nonzero(image.dataobj) == segment["area_px"]
    assert len(segment["bbox"]) == 6


def test_seg_format(call: Callable[..., Any], tmp_path: Path) -> None:
    import pydicom

    path = picture(tmp_path / "in" / "a.png", 47, 61)
    status, (line,) = call(path, "--format", "seg")
    assert status == 0
    assert line["segments"][0]["mask"] == "masks/a.seg.dcm"
    seg = pydicom.dcmread(tmp_path / "out" / "masks" / "a.seg.dcm")
    assert np.count_nonzero(seg.pixel_array) == line["segments"][0]["area_px"]


def test_operating_point_by_name(call: Callable[..., Any], tmp_path: Path) -> None:
    path = picture(tmp_path / "a.png")
    _, (line,) = call(path, "--operating-point", "sensitivity-95")
    assert line["probabilities"]["malignant"] >= 0.2
    assert line["diagnosis"] == "malignant"
    with pytest.raises(PackError, match="balanced, sensitivity-95"):
        call(path, "--operating-point", "sharp")


def test_wrong_use_names_what_there_is(
    call: Callable[..., Any], make_tiny_pack: Any, packs: Path, tmp_path: Path
) -> None:
    path = picture(tmp_path / "a.png")
    with pytest.raises(KnownError, match=r"no file or folder .*gone\.png"):
        call(path, tmp_path / "gone.png")
    with pytest.raises(PackError, match="installed: tiny"):
        call(path, "--pack", "huge")
    picture(tmp_path / "out" / "masks" / "left-behind.png")
    with pytest.raises(KnownError, match="no scans in"):
        call(tmp_path / "out")
    make_tiny_pack(packs / "second", id="second")
    with pytest.raises(PackError, match="name it with --pack: second, tiny"):
        call(path, "--override-refusal")
    with pytest.raises(PackError, match="no operating point 'sharp'"):
        call(path, "--operating-point", "sharp")
    shutil.rmtree(packs)
    packs.mkdir()
    with pytest.raises(PackError, match="No model pack is installed"):
        call(path)


def test_changed_weights_are_said_before_anything_is_predicted(
    call: Callable[..., Any], tiny_pack: ModelPack, tmp_path: Path
) -> None:
    content = bytearray(tiny_pack.weights_file.read_bytes())
    content[-1] ^= 1
    tiny_pack.weights_file.write_bytes(content)
    with pytest.raises(PackError, match="not those the pack tiny was measured"):
        call(picture(tmp_path / "a.png"))


def test_out_that_is_a_file(call: Callable[..., Any], tmp_path: Path) -> None:
    (tmp_path / "out").write_text("in the way")
    with pytest.raises(KnownError, match="a file is in the way"):
        call(picture(tmp_path / "a.png"))


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full on this system")
def test_full_disk_ends_with_one_sentence(packs: Path, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "results.jsonl").symlink_to("/dev/full")
    parser = argparse.ArgumentParser()
    predict.add_arguments(parser)
    path = picture(tmp_path / "a.png")
    with pytest.raises(KnownError, match="the disk is full"):
        predict.run(parser.parse_args([str(path), "--out", str(tmp_path / "out")]))


def test_masks_that_cannot_be_written_are_a_line(
    call: Callable[..., Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(path: Path, content: bytes) -> None:
        raise OSError(errno.ENOSPC, "the disk is full")

    monkeypatch.setattr("medviewer.exchange.files.write_atomically", full)
    status, (line,) = call(picture(tmp_path / "a.png"))
    assert (status, line["status"]) == (1, "error")
    assert "the disk is full" in line["reason"]


def test_saved_results_come_back_from_the_store(
    call: Callable[..., Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from medviewer.store import open_store

    monkeypatch.setenv("MEDVIEWER_USER", "reader")
    monkeypatch.setenv("MEDVIEWER_PASSPHRASE", "four plain words here")
    store_path = tmp_path / "store" / "store.db"
    path = picture(tmp_path / "a.png")
    status, (line,) = call(path, "--save", "--store", store_path)
    assert status == 0
    from medviewer.imaging.registry import default_registry

    volume = default_registry().read(path)
    with open_store(store_path, "reader", "four plain words here") as store:
        (stored,) = store.results.for_scan(volume.content_hash)
    assert stored.diagnosis_label == line["diagnosis"]
    np.testing.assert_array_equal(
        stored.result.masks[0].array[0] * 255, mask_of(tmp_path / "out", line)
    )
    np.testing.assert_array_equal(stored.scan.picture, volume.frame(0))


def test_progress_bar_only_on_a_terminal(
    call: Callable[..., Any],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    path = picture(tmp_path / "a.png")
    call(path)
    assert capsys.readouterr().err == ""
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    call(path)
    assert "1/1" in capsys.readouterr().err


@pytest.mark.skipif(sys.platform != "linux", reason="names that are no UTF-8 are Linux's")
def test_file_name_that_is_no_utf8(call: Callable[..., Any], tmp_path: Path) -> None:
    good = picture(tmp_path / "in" / "a.png")
    bad = good.with_name("b\udcff.png")
    good.rename(bad)
    status, (line,) = call(tmp_path / "in")
    assert status == 0
    assert line["input"] == str(bad)


def test_real_pictures_give_a_line_each(
    call: Callable[..., Any], shared_data: Path, tmp_path: Path
) -> None:
    folder = shared_data / "busi" / "originals"
    status, lines = call(folder)
    assert status == 0
    assert len(lines) == 24
    assert all("reference" in line for line in lines)
    for line in lines:
        shape = cv2.imread(line["input"]).shape[:2]
        assert mask_of(tmp_path / "out", line).shape == shape


def test_wrong_use_of_the_program_is_one_sentence_and_status_2(tmp_path: Path) -> None:
    import subprocess

    command = [sys.executable, "-m", "medviewer", "predict", str(tmp_path / "gone.png")]
    done = subprocess.run(
        [*command, "--out", str(tmp_path / "out")],
        capture_output=True,
        text=True,
        check=False,
        cwd=Path(predict.__file__).parents[3],
    )
    assert done.returncode == 2
    assert done.stdout == ""
    (sentence,) = done.stderr.splitlines()
    assert sentence.startswith("medviewer: There is no file or folder")
    assert not (tmp_path / "out").exists()


def test_a_refused_picture_can_be_read_all_the_same(
    call: Callable[..., Any],
    tiny_pack: ModelPack,
    give_gate: Callable[..., ModelPack],
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    give_gate(tiny_pack, foreignness=14.2)
    path = picture(tmp_path / "in" / "cat.png")
    status, (line,) = call(path)
    assert (status, line["status"], line["segments"]) == (1, "refused", [])
    assert "14.2, limit 1.5" in line["reason"]
    assert line["overridden_refusal"] is None
    status, (line,) = call(path, "--override-refusal")
    assert (status, line["status"], line["reason"]) == (0, "ok", None)
    assert "14.2, limit 1.5" in line["overridden_refusal"]
    assert line["diagnosis"]
    assert "READ AGAINST THE PACK'S REFUSAL" in capsys.readouterr().out


def test_a_changed_gate_ends_the_run_in_a_sentence(
    call: Callable[..., Any],
    tiny_pack: ModelPack,
    give_gate: Callable[..., ModelPack],
    tmp_path: Path,
) -> None:
    give_gate(tiny_pack).gate_file.write_bytes(b"another")
    with pytest.raises(PackError, match="gate is not the one the pack tiny was measured with"):
        call(picture(tmp_path / "in" / "a.png"))


def test_a_scan_in_an_archive_is_named_by_the_archive(
    call: Callable[..., Any], tmp_path: Path
) -> None:
    path = picture(tmp_path / "in" / "left" / "a.png")
    archive = Path(shutil.make_archive(str(tmp_path / "exam"), "zip", tmp_path / "in"))
    status, (line,) = call(archive)
    assert status == 0
    assert line["input"] == f"{archive}!left/{path.name}"


def test_a_scale_that_a_person_gave_counts_where_the_store_is_open(
    call: Callable[..., Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from medviewer.domain.geometry import PixelCalibration, SpacingSource
    from medviewer.imaging.registry import default_registry
    from medviewer.store import create_store

    path = picture(tmp_path / "in" / "a.png")
    place = tmp_path / "store" / "store.db"
    monkeypatch.setenv("MEDVIEWER_USER", "Anna Reader")
    monkeypatch.setenv("MEDVIEWER_PASSPHRASE", "correct horse battery")
    with create_store(place, "Anna Reader", "correct horse battery") as store:
        scale = PixelCalibration(0.5, 0.25, SpacingSource.USER)
        store.calibrations.save(default_registry().read(path).content_hash, scale)
    _, (line,) = call(path, "--save", "--store", place)
    assert (line["spacing_mm"], line["spacing_source"]) == ([0.5, 0.25], "user")
    _, (line,) = call(path)
    assert line["spacing_source"] == "none"


@pytest.fixture
def taught(
    packs: Path,
    tiny_pack: ModelPack,
    make_tiny_pack: Callable[..., ModelPack],
    teach_gate: Callable[..., ModelPack],
    textures: Callable[[str, int], list[np.ndarray]],
) -> Path:
    """Two packs with gates: ``tiny`` for speckle, ``smoothed`` for smooth pictures."""
    speckle, smooth, lines = (textures(k, 60) for k in ("speckle", "smooth", "lines"))
    teach_gate(tiny_pack, speckle, smooth + lines)
    teach_gate(make_tiny_pack(packs / "smoothed", id="smoothed"), smooth, speckle + lines)
    return packs


def drawn(folder: Path, textures: Callable[[str, int], list[np.ndarray]], *kinds: str) -> Path:
    folder.mkdir()
    for kind in kinds:
        assert cv2.imwrite(str(folder / f"{kind}.png"), textures(kind, 71)[70])
    return folder


@pytest.mark.parametrize("arguments", [(), ("--pack", "auto")])
def test_each_scan_goes_to_the_pack_it_fits(
    call: Callable[..., Any],
    taught: Path,
    textures: Any,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    arguments: tuple[str, ...],
) -> None:
    folder = drawn(tmp_path / "in", textures, "speckle", "smooth", "lines")
    (folder / "text.png").write_text("no picture at all")
    cv2.imwrite(str(folder / "blank.png"), np.full((64, 64), 9, np.uint8))
    status, lines = call(folder, *arguments)
    found = {line["case"]: line for line in lines}
    assert status == 1
    assert {c: (line["status"], line["pack"]["id"]) for c, line in found.items()} == {
        "speckle": ("ok", "tiny"),
        "smooth": ("ok", "smoothed"),
        "lines": ("refused", found["lines"]["pack"]["id"]),
        "text": ("error", "auto"),
        "blank": ("refused", "auto"),
    }
    assert found["speckle"]["chosen"].startswith("chosen automatically among ")
    assert "limit" in found["lines"]["reason"]
    assert found["lines"]["chosen"] is None
    assert found["lines"]["pack"]["id"] in ("tiny", "smoothed")  # the nearest
    assert "speckle: tiny: " in capsys.readouterr().out


def test_a_pack_by_name_is_not_chosen(
    call: Callable[..., Any], taught: Path, textures: Any, tmp_path: Path
) -> None:
    folder = drawn(tmp_path / "in", textures, "speckle")
    status, (line,) = call(folder, "--pack", "tiny")
    assert (status, line["chosen"]) == (0, None)


def test_where_a_person_has_to_choose_the_line_names_the_packs(
    call: Callable[..., Any], make_tiny_pack: Any, packs: Path, tmp_path: Path
) -> None:
    make_tiny_pack(packs / "second", id="second")  # neither has a gate
    status, (line,) = call(picture(tmp_path / "a.png"))
    assert (status, line["status"], line["pack"]["id"]) == (1, "refused", "auto")
    assert "choose the model by name: second, tiny" in line["reason"]
    assert line["segments"] == []


def test_an_operating_point_holds_for_whichever_pack_is_chosen(
    call: Callable[..., Any], taught: Path, textures: Any, tmp_path: Path
) -> None:
    folder = drawn(tmp_path / "in", textures, "speckle", "smooth")
    _, lines = call(folder, "--operating-point", "sensitivity-95")
    plain = call(folder)[1]
    assert [line["status"] for line in lines] == ["ok", "ok"]
    assert [line["diagnosis"] for line in lines] == ["malignant"] * 2
    assert [line["diagnosis"] for line in plain] != ["malignant"] * 2


def test_results_of_every_pack_have_a_table(
    call: Callable[..., Any],
    taught: Path,
    textures: Any,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from medviewer.store import create_store, open_store

    path, secret = tmp_path / "store.db", "correct horse battery"
    with create_store(path, "Dr Reader", secret):
        pass
    monkeypatch.setenv("MEDVIEWER_PASSPHRASE", secret)
    folder = drawn(tmp_path / "in", textures, "speckle", "smooth")
    status, _ = call(folder, "--save", "--store", path)
    assert status == 0
    with open_store(path, "Dr Reader", secret) as store:
        made = {s.result.case: s.result.provenance for s in store.results.search()}
    assert {case: p.pack.id for case, p in made.items()} == {
        "speckle": "tiny",
        "smooth": "smoothed",
    }
    assert made["speckle"].chosen.startswith("chosen automatically among ")
