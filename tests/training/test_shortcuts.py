"""The shortcut check: what it shows a pack, and that a pack that reads the border is caught."""

import dataclasses
import json
from collections.abc import Callable
from pathlib import Path

import cv2
import numpy as np
import pytest
import torch

from medviewer.app.main import build_parser
from medviewer.domain.errors import KnownError
from medviewer.packs.pack import ModelPack
from medviewer.packs.writer import save_pack
from medviewer.training import shortcuts
from medviewer.training.manifest import read_manifests
from medviewer.training.predictions import Answer
from medviewer.training.shortcuts import (
    border_alone,
    border_blanked,
    measure_shortcuts,
    stretched,
    with_text,
)


@pytest.fixture(autouse=True)
def one_thread() -> None:
    torch.set_num_threads(1)


def test_the_border_and_what_lies_inside() -> None:
    picture = np.full((100, 50), 200, np.uint8)
    picture[12:-12, 6:-6] = 40
    assert np.unique(border_alone(picture)).tolist() == [200]
    assert np.unique(border_blanked(picture)).tolist() == [40]
    colour = np.repeat(picture[..., None], 3, 2)
    colour[..., 1] = 7
    assert np.unique(border_blanked(colour).reshape(-1, 3), axis=0).tolist() == [[40, 7, 40]]


def test_stretching_keeps_size_and_centre() -> None:
    picture = np.zeros((101, 81), np.uint8)
    cv2.circle(picture, (40, 50), 20, 255, -1)
    taller = stretched(picture, 1.2, 1.0) > 127
    wider = stretched(picture, 1.0, 1.2) > 127
    assert taller.shape == wider.shape == picture.shape
    assert taller.any(1).sum() == pytest.approx(49, abs=1)
    assert taller.any(0).sum() == pytest.approx(41, abs=1)
    assert wider.any(0).sum() == pytest.approx(49, abs=1)
    assert np.argwhere(wider).mean(0).tolist() == pytest.approx([50, 40], abs=0.5)


def test_text_stands_in_two_corners() -> None:
    for picture in (np.zeros((200, 300), np.uint8), np.zeros((200, 300, 3), np.uint8)):
        marked = with_text(picture)
        assert not picture.any()
        assert marked[:40, :150].max() == 255
        assert marked[160:, 150:].max() == 255
        assert not marked[60:140].any()


def test_a_pack_that_reads_the_border_is_caught(
    tiny_pack: ModelPack, make_data: Callable, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A stand-in that calls malignant what has a bright border: the marker tells the class."""
    folder, _ = make_data(per_class=4)
    records = read_manifests([folder], tiny_pack.class_labels)
    for record in records:
        picture = cv2.imread(str(record.image), cv2.IMREAD_GRAYSCALE)
        picture[:4] = 255 if record.label == "malignant" else 100
        cv2.imwrite(str(record.image), picture)

    def border_reader(pack, asked, device, change=None):  # type: ignore[no-untyped-def]
        for record in asked:
            picture = cv2.imread(str(record.image), cv2.IMREAD_GRAYSCALE)
            shown = picture if change is None else change(picture)
            mark = float(shown[:4].mean()) / 50 - 3
            logits = np.array([0.0, 0.0, mark])
            yield Answer(record, picture > 0, np.zeros((1, *picture.shape), np.float32), logits)

    monkeypatch.setattr(shortcuts, "answers", border_reader)
    views = measure_shortcuts(tiny_pack, records, "cpu")["views"]
    found = {name: one["malignant"]["auc"] for name, one in views.items()}
    assert found["as it is"] == found["border alone"] == 1.0
    assert found["border blanked"] < 0.8
    low, high = views["border blanked"]["malignant"]["auc_ci"]
    assert low < found["border blanked"] < high


def test_the_command_writes_evaluation_and_card(
    tiny_pack: ModelPack, make_data: Callable, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder, _ = make_data(per_class=3)
    measured, card = tiny_pack.folder / "evaluation.json", tiny_pack.folder / "MODEL_CARD.md"
    report = tmp_path / "all.json"
    args = build_parser().parse_args(
        ["evaluate", str(tiny_pack.folder), "--data", str(folder), "--shortcuts", "--device",
         "cpu", "--json", str(report)]
    )  # fmt: skip
    with pytest.raises(KnownError, match="evaluation.json: No such file"):
        args.run(args)
    measured.write_text('{"splits": {}, "training": {"Seed": "1"}}', "utf-8")
    card.write_text("# Card\n\n## Where it fails\n\nx\n", "utf-8")
    capsys.readouterr()
    for _ in range(2):
        assert args.run(args) == 0
    assert "border alone" in capsys.readouterr().out
    written = json.loads(measured.read_text())
    assert written["training"] == {"Seed": "1"}
    views = written["shortcuts"]["test"]["views"]
    assert set(views["text in the corners"]) == {"normal", "benign", "malignant"}
    assert json.loads(report.read_text())["shortcuts"] == written["shortcuts"]
    assert card.read_text().count("## Shortcuts") == 1
    assert "| border blanked | " in card.read_text()


def test_a_pack_without_classes_is_told(tiny_pack: ModelPack, make_data: Callable) -> None:
    folder, _ = make_data()
    bare = save_pack(dataclasses.replace(tiny_pack, classes=(), operating_points=(),
                                         default_operating_point=""))  # fmt: skip
    with pytest.raises(KnownError, match="names no classes; leave --shortcuts away"):
        measure_shortcuts(bare, read_manifests([folder], ()), "cpu")
