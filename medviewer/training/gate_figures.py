"""What a gate does on pictures of a split: how many of its own it refuses, how many others."""

from collections.abc import Mapping, Sequence
from typing import Any

from medviewer.packs.gate import Likeness, verdict, within
from medviewer.packs.pack import GateRule
from medviewer.training.gate_limits import Scores
from medviewer.training.gate_material import Material
from medviewer.training.manifest import Record
from medviewer.training.metrics import wilson_interval
from medviewer.training.outliers import DRAWN, TURNED

Figures = dict[str, Any]

CROSS_FIT = "cross-fit"
"""Name of the figures of ``train`` and ``val`` by gates that never met the patient."""

FITTING = (
    "The gate was fitted on `train` and `val`. Its limits, and the figures of `cross-fit`, come "
    "from the same pictures, each measured by a gate fitted without its patient (without its "
    "photograph, without that drawing)."
)

PROTOCOL = (
    "The gate alone, without the rules of modality, size and colour, which refuse more. Every "
    "picture on its own, through the same preparation and network as prediction. Other data sets: "
    "their own pictures of the same split; of coloured ones every second in the grey of one "
    "channel. Shown wrongly: the pack's own pictures of the split; of `train` and `val` every "
    "second of them is altered as another machine might show it. Drawn: noise, blank and patterned "
    "pictures, text, scenes; photographs: parts of a photograph, another one in each split. 'If "
    "unseen': caught within the same limits by a gate fitted without that kind and all like it "
    "(scenes and photographs; blank, noise and clouds; patterns and text; all turned; inverted; "
    "all other data). Series: all pictures of a volume together. Brackets: 95 % Wilson intervals."
)


def measure_gate(scores: Scores, rule: GateRule, material: Material) -> Figures:
    """Shares refused, with n and interval, by data set and kind.

    Args:
        scores: of the pictures of ``material``.
        rule: the limits.
        material: whose pictures they are.
    """
    own = scores.own
    figures: Figures = {
        "own": _share(own, rule),
        "own_by_set": {
            name: _share(
                [o for o, r in zip(own, material.records, strict=True) if r.dataset == name], rule
            )
            for name in sorted({r.dataset for r in material.records})
        },
        "own_altered": _share(scores.views, rule),
        "others": {},
    }
    if any(r.slice is not None for r in material.records):
        figures["own_series"] = _series(own, material.records, rule)
    caught = total = 0
    for kind, found in scores.others.items():
        part = _share(found, rule) | {"group": _group(kind)}
        if kind in TURNED and "own_series" in figures:
            part["series"] = _series(found, material.turned, rule)
        figures["others"][kind] = part
        caught, total = caught + part["refused"], total + part["n"]
    figures["others_all"] = _counted(caught, total)
    return figures


def _group(kind: str) -> str:
    if kind in TURNED:
        return "own, shown wrongly"
    return "drawn" if kind in DRAWN or kind == "photograph" else "other data"


def _share(found: Sequence[Likeness], rule: GateRule) -> Figures:
    return _counted(sum(not within(one, rule) for one in found), len(found))


def _counted(refused: int, n: int) -> Figures:
    return {
        "n": n,
        "refused": refused,
        "share": refused / n if n else None,
        "share_ci": wilson_interval(refused, n),
    }


def _series(found: Sequence[Likeness], records: Sequence[Record], rule: GateRule) -> Figures:
    series: dict[str, list[Likeness]] = {}
    for one, record in zip(found, records, strict=True):
        series.setdefault(record.volume, []).append(one)
    return _counted(sum(verdict(s, rule) is not None for s in series.values()), len(series))


def gate_rows(figures: Figures) -> list[tuple[str, str, int, str]]:
    """Rows (group, figure, n, value with interval) for people."""
    rows = [_row("own", "refused wrongly", figures["own"])]
    if len(figures["own_by_set"]) > 1:
        rows += [_row("own", f"refused wrongly, {k}", v) for k, v in figures["own_by_set"].items()]
    rows.append(_row("own", "altered views refused", figures["own_altered"]))
    if "own_series" in figures:
        rows.append(_row("own", "series refused wrongly", figures["own_series"]))
    for kind, part in figures["others"].items():
        rows.append(_row(part["group"], f"{kind}: caught", part))
        if "series" in part:
            rows.append(_row(part["group"], f"{kind}: series caught", part["series"]))
        if "unseen" in part:
            rows.append(_row(part["group"], f"{kind}: caught if unseen", part["unseen"]))
    rows.append(_row("all others", "caught", figures["others_all"]))
    return rows


def _row(group: str, what: str, part: Mapping[str, Any]) -> tuple[str, str, int, str]:
    if not part["n"]:
        return group, what, 0, "-"
    low, high = part["share_ci"]
    return group, what, part["n"], f"{part['share']:.3f} ({low:.3f}-{high:.3f})"
