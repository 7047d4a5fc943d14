"""Fitting a gate: what it learns to tell apart, its limits, its figures and its card."""

import dataclasses
import json
from collections.abc import Callable, Iterator
from pathlib import Path

import cv2
import numpy as np
import pytest

from medviewer.app.main import build_parser
from medviewer.domain.errors import KnownError, PackError
from medviewer.packs.gate import Likeness, load_gate, within
from medviewer.packs.pack import GateRule, ModelPack, load_pack
from medviewer.training.card import with_section
from medviewer.training.gate import fit_gate
from medviewer.training.gate_card import HEADING, gate_section
from medviewer.training.gate_figures import CROSS_FIT, measure_gate
from medviewer.training.gate_limits import cross_fit, fit_limits, score
from medviewer.training.gate_material import OWN, Material, joined
from medviewer.training.manifest import Record
from medviewer.training.outliers import KINDS, TURNED, drawn, own_view
from medviewer.training.recipe import TrainingError

LENGTH = 40


def statistics(seed: int, place: int = 0, shift: float = 0.0, spread: float = 1.0) -> np.ndarray:
    """300 rows of normal numbers, one of them moved."""
    rows = spread * np.random.default_rng(seed).standard_normal((300, LENGTH))
    rows[:, place] += shift
    return rows.astype(np.float32)


def near(seed: int) -> np.ndarray:
    return statistics(seed, 3, 9)


def turned(seed: int) -> np.ndarray:
    return statistics(seed, 8, -8)


def material(seed: int, slices: int | None = None, **others: np.ndarray) -> Material:
    """300 own pictures, each of a patient, or ``slices`` of each."""
    own = statistics(seed)
    records = tuple(
        Record(
            str(i), "set", Path("x"), None, "a", f"{seed}: {i // (slices or 1)}", "val",
            slice=i % slices if slices else None,
        )
        for i in range(len(own))
    )  # fmt: skip
    shapes = np.full((len(own), 2), 100)
    sources = {
        kind: tuple(r.patient for r in records[: len(part)]) for kind, part in others.items()
    }
    views = statistics(seed + 1, spread=1.1)
    return Material(records, records, shapes, own, views, others, sources)


def rule_of(limits: tuple[float, float]) -> GateRule:
    return GateRule("0" * 64, *limits, least_side=32, most_elongated=3.0)


@pytest.fixture(scope="module", autouse=True)
def few_networks() -> Iterator[None]:
    """Fewer than a shipped gate's: what is told apart here is told by any of them."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("medviewer.training.gate._NETWORKS", 2)
        yield


@pytest.fixture(scope="module")
def fitted():  # type: ignore[no-untyped-def]
    train = material(1, near=near(5), turned=turned(6))
    val = material(11, near=near(15), turned=turned(16))
    both = joined(train, val)
    return fit_gate(both), rule_of(fit_limits(cross_fit(both))), train, val


def test_own_pictures_pass_and_the_kinds_it_met_do_not(fitted) -> None:
    gate, rule, _, _ = fitted
    own = [within(o, rule) for o in gate.measure(statistics(21))]
    assert np.mean(own) > 0.99
    for foreign in (near(22), turned(23)):
        assert np.mean([within(o, rule) for o in gate.measure(foreign)]) < 0.05


def test_what_is_far_in_a_way_never_met_is_caught_by_distance(fitted) -> None:
    gate, rule, _, _ = fitted
    strange = gate.measure(statistics(30, spread=4.0))
    assert np.mean([o.distance > rule.distance_limit for o in strange]) > 0.99


def test_own_pictures_are_at_a_distance_of_about_one(fitted) -> None:
    gate, _, train, val = fitted
    both = np.concatenate([train.own, train.views, val.own, val.views])
    squares = [o.distance**2 for o in gate.measure(both)]
    assert np.mean(squares) == pytest.approx(1, abs=0.15)


def test_kinds_that_cannot_be_told_apart_cost_few_own_pictures() -> None:
    """Where both overlap, the own pictures go first."""
    scores = cross_fit(material(1, same=statistics(7)))
    rule = rule_of(fit_limits(scores))
    assert np.mean([within(o, rule) for o in scores.own]) >= 0.98


def test_no_picture_is_measured_by_a_gate_that_met_its_patient(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Neither as it is, nor altered, nor turned; and each measure is that picture's own."""
    from medviewer.training import gate_limits

    whole = material(1, slices=7, turned=turned(6), drawn=near(5))
    whole = dataclasses.replace(
        whole, sources=whole.sources | {"drawn": tuple(f"train {n}" for n in range(300))}
    )
    met: list[set[str]] = []

    class Noting:
        """Says of a picture which of its patients it met, and the picture's first number."""

        def __init__(self, part: Material) -> None:
            owners = [r.patient for r in part.records]
            assert set(part.sources["turned"]) == set(owners)
            met.append(set(owners) | set(part.sources["drawn"]))

        def measure(self, rows: np.ndarray) -> list[Likeness]:
            return [Likeness(float(row[0]), len(met) - 1) for row in rows]

    monkeypatch.setattr(gate_limits, "fit_gate", Noting)
    scores = cross_fit(whole)
    owners = [r.patient for r in whole.records]
    for found, rows, sources in (
        (scores.own, whole.own, owners),
        (scores.views, whole.views, owners),
        (scores.others["turned"], whole.others["turned"], owners),
        (scores.others["drawn"], whole.others["drawn"], whole.sources["drawn"]),
    ):
        assert [one.foreignness for one in found] == rows[:, 0].tolist()
        assert not any(of in met[int(one.distance)] for one, of in zip(found, sources, strict=True))
    assert len(met) == 5
    assert all(len(of) > 0.7 * (len(set(owners)) + 300) for of in met)


def test_a_patient_unlike_the_others_is_more_foreign_to_whom_never_met_him() -> None:
    """What limits set on the fitted gate's own pictures would not know."""
    usual = material(1, slices=60, near=near(5))
    odd = usual.own.copy()
    odd[:60, 3] += 4  # on the way to the others
    strange = dataclasses.replace(usual, own=odd)
    met, never = score(fit_gate(strange), strange).own[:60], cross_fit(strange).own[:60]
    assert np.mean([o.foreignness for o in never]) > np.mean([o.foreignness for o in met]) + 1


def test_one_patient_alone_sets_no_limits() -> None:
    with pytest.raises(TrainingError, match="two patients"):
        cross_fit(material(1, slices=300, near=near(5)))


def test_few_pictures_of_a_kind_are_not_lost() -> None:
    """A kind that some folds lack is measured all the same, each picture once."""
    whole = material(1, near=near(5), rare=turned(6)[:2])
    scores = cross_fit(whole)
    assert len(scores.others["rare"]) == 2
    assert len(scores.own) == len(scores.views) == len(scores.others["near"]) == 300


def test_joined_splits_keep_every_kind() -> None:
    first, second = material(1, near=near(5)), material(11, turned=turned(6))
    both = joined(first, second)
    assert both.counts() == {OWN: 600, "near": 300, "turned": 300}
    assert both.sources["turned"] == second.sources["turned"]
    np.testing.assert_array_equal(both.views[300:], second.views)


def test_figures_count_what_was_refused(fitted) -> None:
    gate, rule, _, val = fitted
    figures = measure_gate(score(gate, val), rule, val)
    expected = sum(not within(o, rule) for o in gate.measure(val.own))
    assert (figures["own"]["n"], figures["own"]["refused"]) == (300, expected)
    assert figures["others"]["near"]["share"] >= 0.96
    assert figures["others_all"]["n"] == 600
    low, high = figures["own"]["share_ci"]
    assert low - 1e-9 <= figures["own"]["share"] <= high
    assert "own_series" not in figures


def test_a_volume_is_judged_as_a_whole(fitted) -> None:
    gate, rule, _, _ = fitted
    val = material(11, slices=10, **{"upside down": near(15)})
    figures = measure_gate(score(gate, val), rule, val)
    assert (figures["own_series"]["n"], figures["own_series"]["refused"]) == (30, 0)
    assert figures["others"]["upside down"]["series"]["share"] == 1


def test_the_card_keeps_one_section(fitted) -> None:
    gate, rule, _, val = fitted
    figures = {"test": measure_gate(score(gate, val), rule, val)}
    card = "# A\n\n## Measured\n\nx\n\n## Where it fails\n\n- y\n"
    once = with_section(card, HEADING, gate_section(rule, figures))
    assert once.index("## Measured") < once.index("## What it refuses") < once.index("## Where")
    assert "| other data | near: caught | 300 |" in once
    other = gate_section(dataclasses.replace(rule, least_side=77), figures)
    twice = with_section(once, HEADING, other)
    assert twice.count("## What it refuses") == 1
    assert "less than 77 pixels" in twice
    assert twice.endswith("## Where it fails\n\n- y\n")


@pytest.mark.parametrize("kind", KINDS)
def test_drawn_pictures_are_the_same_each_time_and_others_in_each_split(kind: str) -> None:
    first = drawn(kind, "train", 3)
    np.testing.assert_array_equal(first, drawn(kind, "train", 3))
    assert first.dtype == np.uint8
    assert min(first.shape[:2]) >= 60
    other = drawn(kind, "test", 3)
    assert other.shape != first.shape or (other != first).any()


def test_turned_pictures_are_no_mirror_images() -> None:
    picture = np.arange(12, dtype=np.uint8).reshape(3, 4)
    made = {name: turn(picture) for name, turn in TURNED.items()}
    assert made["upside down"].tolist() == picture[::-1].tolist()
    assert made["half turn"].tolist() == picture[::-1, ::-1].tolist()
    assert made["quarter turn"].shape == (4, 3)
    assert made["inverted"][0, 0] == 255


def test_an_altered_view_is_near_the_picture() -> None:
    y, x = np.mgrid[:120, :160]
    picture = (127 + 100 * np.sin(x / 25) * np.cos(y / 40)).astype(np.uint8)
    for number in range(10):
        view = own_view(picture, number)
        assert 0.6 < view.shape[1] / view.shape[0] / (160 / 120) < 1.7
        small = view[:: view.shape[0] // 12, :: view.shape[1] // 16][:12, :16]
        usual = picture[::10, ::10][: small.shape[0], : small.shape[1]]
        assert np.corrcoef(small.ravel(), usual.ravel())[0, 1] > 0.5


def test_altered_views_miss_series_but_never_the_middle_one() -> None:
    """Three series as three colours: the middle one alone is what packs promise to read."""
    y, x = np.mgrid[:90, :90]
    planes = [
        127 + 100 * np.sin(x / 9),
        127 + 100 * np.sin(y / 11),
        127 + 100 * np.sin((x + y) / 7),
    ]
    picture = np.stack(planes, 2).astype(np.uint8)
    grey = 0
    for number in range(40):
        view = own_view(picture, number)
        assert view.shape[2] == 3
        middle = cv2.resize(view[..., 1], (90, 90)).astype(float)
        near = [np.corrcoef(middle.ravel(), plane.ravel())[0, 1] for plane in planes]
        assert int(np.argmax(near)) == 1
        apart = np.abs(view[..., [0, 2]].astype(int) - view[..., [1]]).mean()
        grey += apart < 12  # what compression leaves between equal colours
    assert 4 <= grey <= 20


def medviewer(*arguments: object) -> int:
    args = build_parser().parse_args([str(a) for a in arguments])
    return int(args.run(args))


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Few pictures of each kind."""
    from medviewer.training import gate_material

    few = gate_material.Amounts(own=18, turned=6, others=6, drawn=4)
    monkeypatch.setattr(gate_material, "AMOUNTS", dict.fromkeys(("train", "val", "test"), few))


def test_a_pack_is_taught_to_refuse_and_measured(
    small: None,
    tiny_pack: ModelPack,
    make_data: Callable[..., tuple[Path, list[dict[str, str]]]],
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    own, _ = make_data("own", per_class=3)
    others, _ = make_data("others", per_class=2)
    weights = tiny_pack.weights_file.read_bytes()
    folder = tiny_pack.folder
    assert medviewer("packs", "gate", folder, "--data", own, "--others", others) == 0
    pack = load_pack(folder)
    assert pack.gate is not None
    assert load_gate(pack) is not None
    assert pack.weights_file.read_bytes() == weights
    assert pack.gate.most_elongated == 2.5
    written = json.loads((folder / "evaluation.json").read_text())["gate"]["splits"]
    assert set(written) == {CROSS_FIT, "test"}
    assert set(written["test"]["others"]) == {"others", *TURNED, *KINDS}
    assert written["test"]["others"]["noise"]["unseen"]["n"] == 4
    assert "## What it refuses" in (folder / "MODEL_CARD.md").read_text()
    capsys.readouterr()
    out = tmp_path / "e.json"
    assert medviewer("evaluate", folder, "--data", own, "--others", others, "--json", out) == 0
    assert "refused wrongly" in capsys.readouterr().out
    again = json.loads(out.read_text())["gate"]["splits"]["test"]
    assert again["own"] == written["test"]["own"]
    assert again["others_all"] == written["test"]["others_all"]


def test_what_cannot_be_measured_is_said_plainly(
    tiny_pack: ModelPack, make_data: Callable[..., tuple[Path, list[dict[str, str]]]]
) -> None:
    own, _ = make_data("own")
    others, _ = make_data("others")
    with pytest.raises(PackError, match="has no gate"):
        medviewer("evaluate", tiny_pack.folder, "--data", own, "--others", others)
    with pytest.raises(KnownError, match="--data and with --others"):
        medviewer("packs", "gate", tiny_pack.folder, "--data", own, "--others", own)
