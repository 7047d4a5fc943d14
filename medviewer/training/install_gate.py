"""Give a pack its gate: fit, measure once, write file, rule, evaluation and card."""

import dataclasses
import json
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from medviewer.domain.errors import PackError
from medviewer.inference.engine import Engine
from medviewer.packs.gate import gate_sha256, load_gate
from medviewer.packs.pack import GateRule, ModelPack
from medviewer.packs.suitability import LEAST_SIDE
from medviewer.packs.writer import save_pack
from medviewer.training.card import with_section
from medviewer.training.curves import write_file
from medviewer.training.gate import fit_gate
from medviewer.training.gate_card import HEADING, gate_section
from medviewer.training.gate_figures import (
    CROSS_FIT,
    FITTING,
    PROTOCOL,
    Figures,
    gate_rows,
    measure_gate,
)
from medviewer.training.gate_limits import cross_fit, fit_limits, score
from medviewer.training.gate_material import Material, collect, joined
from medviewer.training.manifest import Record, select
from medviewer.training.outliers import family
from medviewer.training.recipe import TrainingError

# Doppler boxes and coloured labels cover less of an ultrasound picture, a photograph is coloured
# nearly everywhere.
_MOST_COLOURED = 0.2
_LEAST_ELONGATED = 2.5


def install_gate(
    pack: ModelPack,
    own: Sequence[Record],
    others: Sequence[Record],
    device: str,
    report: Callable[[str], None] = print,
) -> ModelPack:
    """Fit a gate and write it into the pack's folder; the weights stay as they are.

    Numbers are fitted on ``train`` and ``val`` together, limits found by ``cross_fit`` on the
    same; ``test``, where the pack's own data have one, is measured once with everything fixed.

    Raises:
        TrainingError: the data have no train or val part, or the folder cannot be written.
        PackError: the network gives no statistics, or the weights cannot be used.
    """
    engine = Engine(pack, device)
    for needed in ("train", "val"):
        select(own, needed)
    report("Gate: pictures of train and val go through the network.")
    parts = (collect(pack, engine, own, others, split) for split in ("train", "val"))

    def test() -> Material | None:
        if not any(r.split == "test" for r in own):
            return None
        return collect(pack, engine, own, others, "test")

    return install_from(pack, joined(*parts), test, report)


def install_from(
    pack: ModelPack,
    material: Material,
    test: Callable[[], Material | None],
    report: Callable[[str], None] = print,
) -> ModelPack:
    """Fit a gate from statistics and write it; ``test`` is asked once the gate is fixed."""
    report("Gate: each picture is measured by a gate that never met its patient.")
    scores = cross_fit(material)
    foreignness, distance = fit_limits(scores)
    gate = fit_gate(material)
    data = gate.to_bytes()
    least_side, most_elongated = _shape_limits(pack, material.shapes)
    rule = GateRule(
        sha256=gate_sha256(data),
        foreignness_limit=foreignness,
        distance_limit=distance,
        least_side=least_side,
        most_elongated=most_elongated,
        most_coloured=_MOST_COLOURED if pack.input.channels == 1 else None,
    )
    figures = {CROSS_FIT: measure_gate(scores, rule, material)}
    _report(CROSS_FIT, figures[CROSS_FIT], report)
    measured = test()
    if measured is not None:
        figures["test"] = measure_gate(score(gate, measured), rule, measured)
    *_, last = figures
    report("Gate: fitted anew without each family of kinds in turn.")
    _add_unseen(figures[last], rule, material, measured or material)
    pack = dataclasses.replace(pack, gate=rule)
    write_file(pack.gate_file, data)
    pack = save_pack(pack)
    _write_figures(pack, figures, material.counts())
    if last != CROSS_FIT:
        _report(last, figures[last], report)
    return pack


def _report(split: str, figures: Figures, report: Callable[[str], None]) -> None:
    for row in gate_rows(figures):
        report(f"{split} {row[0]:>18}  {row[1]:<40} n={row[2]:<5} {row[3]}")


def measure_refusals(
    pack: ModelPack, own: Sequence[Record], others: Sequence[Record], split: str, device: str
) -> Figures:
    """What a pack's gate refuses on a split.

    Raises:
        PackError: the pack has no gate, or its files cannot be used.
    """
    gate = load_gate(pack)
    if gate is None or pack.gate is None:
        raise PackError(
            f"The pack {pack.id} has no gate, so it refuses no picture by what it shows; "
            f"give it one with `medviewer packs gate {pack.id}`."
        )
    material = collect(pack, Engine(pack, device), own, others, split)
    return measure_gate(score(gate, material), pack.gate, material)


def _shape_limits(pack: ModelPack, shapes: npt.NDArray[np.int64]) -> tuple[int, float]:
    """Least side and most elongated shape: half and one and a half of what was trained on."""
    least = min(int(shapes.min()), pack.input.rows, pack.input.columns) // 2
    longest = float((shapes.max(1) / shapes.min(1)).max())
    return max(least, LEAST_SIDE), round(max(1.5 * longest, _LEAST_ELONGATED), 2)


def _add_unseen(figures: Figures, rule: GateRule, material: Material, measured: Material) -> None:
    """For each kind, what a gate catches that never met its family, within the same limits."""
    for name in dict.fromkeys(family(kind) for kind in measured.others):
        without = material.without(name)
        if len(without.others) == 0:
            continue
        part = measured.only(name)
        found = measure_gate(score(fit_gate(without), part), rule, part)
        for kind, share in found["others"].items():
            figures["others"][kind]["unseen"] = share


def _write_figures(pack: ModelPack, figures: dict[str, Figures], fitted_on: dict[str, int]) -> None:
    """Put the figures into ``evaluation.json`` and the card, in place of those of before."""
    from medviewer.training.finish import evaluation, write_json

    file, card = pack.folder / "evaluation.json", pack.folder / "MODEL_CARD.md"
    try:
        content: dict[str, Any] = json.loads(file.read_text("utf-8"))
    except FileNotFoundError:
        content = evaluation(pack, {})
    except (OSError, ValueError):
        raise TrainingError(f"{file}: not a file that can be read; bring it back.") from None
    gate = {"protocol": f"{FITTING} {PROTOCOL}", "fitted_on": fitted_on, "splits": figures}
    write_json(content | {"gate": gate}, file)
    try:
        text = card.read_text("utf-8")
    except FileNotFoundError:
        text = f"# {pack.title} (`{pack.id}` {pack.version})\n"
    assert pack.gate is not None
    write_file(card, with_section(text, HEADING, gate_section(pack.gate, figures)).encode())
