"""Boundary distances against MONAI's and against what can be counted."""

import dataclasses
import json
from pathlib import Path

import cv2
import numpy as np
import pytest
import torch

from medviewer.packs.pack import ModelPack
from medviewer.resources import pack_folders
from medviewer.training.card import with_section
from medviewer.training.curves import write_history
from medviewer.training.distances import boundary, hd95, hd95_of_pictures, hd95_of_volumes
from medviewer.training.drawings import write_cases
from medviewer.training.evaluation import Case, measure
from medviewer.training.manifest import Record, read_manifests
from medviewer.training.metrics import dice, iou, overlap_pixels
from medviewer.training.recipe import TrainingError
from medviewer.training.table import table


def disc(row: int, column: int, radius: int, shape: tuple[int, int] = (80, 90)) -> np.ndarray:
    mask = np.zeros(shape, np.uint8)
    cv2.circle(mask, (column, row), radius, 1, -1)
    return mask.astype(bool)


def record(number: int = 0, patient: str = "p", **more: object) -> Record:
    name = f"{patient}_{number}"
    return Record(name, "set", Path(name), None, "lesion", patient, "test", **more)  # type: ignore[arg-type]


def case(found: np.ndarray, truth: np.ndarray, which: Record) -> Case:
    return Case(
        which, bool(truth.any()), bool(found.any()), dice(found, truth), iou(found, truth),
        np.zeros(0), overlap_pixels(found, truth), (boundary(found), boundary(truth)),
        (truth.shape[0], truth.shape[1]),
    )  # fmt: skip


@pytest.mark.parametrize("spacing", [None, (0.5, 2.0)])
def test_the_distance_is_monai_s(spacing: tuple[float, float] | None) -> None:
    from monai.metrics import compute_hausdorff_distance

    found, truth = disc(40, 40, 14) | disc(20, 70, 5), disc(44, 37, 17)
    ours = hd95_of_pictures([(record(spacing_mm=spacing), (boundary(found), boundary(truth)))])
    tensors = [torch.from_numpy(m)[None, None].float() for m in (found, truth)]
    theirs = compute_hausdorff_distance(
        *tensors, include_background=True, percentile=95, spacing=spacing
    )
    assert ours.unit == ("px" if spacing is None else "mm")
    assert ours.values[0] == pytest.approx(theirs.item(), rel=1e-5)


def test_a_shifted_square_is_as_far_as_it_was_shifted() -> None:
    square = np.zeros((40, 40), bool)
    square[10:20, 10:20] = True
    assert len(boundary(square)) == 36
    shifted = np.roll(square, 3, 1)
    assert hd95(boundary(square).astype(float), boundary(shifted).astype(float)) == 3
    assert hd95(boundary(square).astype(float), np.zeros((0, 2))) is None
    whole = np.ones((5, 5), bool)
    assert len(boundary(whole)) == 16


def test_empty_outlines_are_left_out_and_counted() -> None:
    a, nothing = boundary(disc(40, 40, 9)), boundary(np.zeros((80, 90), bool))
    found = hd95_of_pictures(
        [(record(0), (a, a)), (record(1), (nothing, a)), (record(2), (a, nothing)),
         (record(3), (nothing, nothing))]
    )  # fmt: skip
    assert (found.values.tolist(), found.left_out, found.patients) == ([0.0], 3, ["p"])


def test_a_volume_in_mm_sees_the_next_slice_and_one_in_pixels_does_not() -> None:
    a, b, nothing = (boundary(m) for m in (disc(40, 40, 9), disc(40, 46, 9), disc(0, 0, 0) & False))
    slices = [(a, a), (b, a), (a, nothing)]
    known = [(record(i, slice=i, spacing_mm=(2.0, 0.5, 0.5)), s) for i, s in enumerate(slices)]
    in_mm = hd95_of_volumes(known)
    # The third slice's outline is 2 mm away from the truth's in the second.
    assert in_mm.unit == "mm"
    assert in_mm.values[0] == pytest.approx(2.0, abs=1.0)
    unknown = [(record(i, slice=i), s) for i, s in enumerate(slices)]
    in_px = hd95_of_volumes(unknown)
    assert (in_px.unit, len(in_px.values)) == ("px", 1)
    assert in_px.values[0] == pytest.approx(6, abs=1)
    assert hd95_of_volumes([(record(0), slices[0])]).values.size == 0


def test_the_spacing_of_a_manifest(tmp_path: Path) -> None:
    cv2.imwrite(str(tmp_path / "a.png"), np.zeros((40, 40), np.uint8))
    head = "id,image,label,patient,split,slice,spacing_mm\n"
    manifest = tmp_path / "manifest.csv"
    manifest.write_text(head + "a,a.png,x,p,test,3,2x0.5x0.7\nb,a.png,x,p,test,4,\n")
    spacings = [r.spacing_mm for r in read_manifests([tmp_path], ["x"])]
    assert spacings == [(2.0, 0.5, 0.7), None]
    for wrong in ("0.5", "0x1", "ax1", "-1x1"):
        manifest.write_text(f"{head}a,a.png,x,p,test,3,{wrong}\n")
        with pytest.raises(TrainingError, match="has a spacing that is none"):
            read_manifests([tmp_path], ["x"])


def test_figures_carry_distances_and_pixels(tiny_pack: ModelPack) -> None:
    pack = dataclasses.replace(tiny_pack, classes=(), presence_gate=None)
    truth, found = disc(40, 40, 12), disc(40, 44, 12)
    empty = np.zeros_like(truth)
    cases = [
        case(found, truth, record(0, "a", slice=0, spacing_mm=(3.0, 1.0, 1.0))),
        case(empty, truth, record(1, "b", slice=0, spacing_mm=(3.0, 1.0, 1.0))),
        case(empty, empty, record(2, "c", slice=0, spacing_mm=(3.0, 1.0, 1.0))),
    ]
    figures = measure(pack, cases)["segmentation"]
    distances = figures["lesions"]["hd95"]
    assert (distances["unit"], distances["n"], distances["left_out"]) == ("mm", 1, 1)
    assert distances["mean"] == pytest.approx(4.0, abs=0.2)
    assert figures["volumes"]["hd95"]["n"] == 1
    pixels, shared = figures["pixels"], int((truth & found).sum())
    assert pixels["recall"] == pytest.approx(shared / (2 * truth.sum()))
    assert pixels["precision"] == pytest.approx(shared / found.sum())
    wrong = (truth ^ found).sum() + truth.sum()
    assert pixels["accuracy"] == pytest.approx(1 - wrong / (3 * truth.size))
    rows = {what: value for _, what, _, value in table({"set": measure(pack, cases)})}
    assert rows["lesion HD95, median, mm"] == "4.0"
    assert rows["pixel recall"] == f"{pixels['recall']:.3f}"


def test_outlines_are_drawn_without_the_picture(tmp_path: Path) -> None:
    truth = disc(40, 40, 14)
    cases = [case(disc(40, 40 + i, 14), truth, record(i)) for i in range(6)]
    file = tmp_path / "cases.png"
    assert write_cases(cases, "Title", file)
    drawn = cv2.imread(str(file))
    assert drawn.shape[1] > drawn.shape[0] > 300
    colours = {tuple(c) for c in drawn.reshape(-1, 3)[::3].tolist()}
    assert {(225, 202, 158), (2, 95, 217)} <= colours
    nothing = [case(truth & False, truth & False, record(9))]
    assert not write_cases(nothing, "Title", tmp_path / "none.png")
    assert not (tmp_path / "none.png").exists()


@pytest.mark.parametrize(
    "file", sorted(pack_folders()[-1].glob("*/evaluation.json")), ids=lambda p: p.parent.name
)
def test_evaluations_of_older_versions_stay_readable(file: Path) -> None:
    for groups in json.loads(file.read_text("utf-8"))["splits"].values():
        assert len(table(groups)) > 5


def test_a_section_of_the_card_is_added_once() -> None:
    card = "# T\n\n## Measured\n\nx\n\n## Where it fails\n\ny\n"
    once = with_section(card, "Shortcuts", "first")
    assert once.index("x") < once.index("## Shortcuts\n\nfirst") < once.index("## Where it fails")
    twice = with_section(once, "Shortcuts", "second")
    assert twice == once.replace("first", "second")
    assert with_section("# T\n", "Shortcuts", "z").endswith("## Shortcuts\n\nz\n\n")


def test_curves_of_a_run_begun_by_an_older_version(tmp_path: Path) -> None:
    rows = [{"epoch": 1.0, "size": 32.0, "loss": 0.5, "auc": 0.5, "score": 0.5},
            {"epoch": 2.0, "size": 32.0, "loss": 0.4, "validation_loss": 0.6, "auc": 0.6,
             "score": 0.6}]  # fmt: skip
    write_history(rows, tmp_path)
    lines = (tmp_path / "curves.csv").read_text().splitlines()
    assert lines[0] == "epoch,size,loss,auc,score,validation_loss"
    assert lines[1].endswith("0.50000,")
    assert lines[2].endswith("0.60000")
    assert (tmp_path / "curves.png").stat().st_size > 1000
