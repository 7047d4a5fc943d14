"""The model card: what a pack is for, what it was measured to do and where it fails."""

from collections.abc import Mapping
from typing import Any

from medviewer.packs.pack import InputRule, ModelPack
from medviewer.training.evaluation import Figures, protocol
from medviewer.training.manifest import SPLITS
from medviewer.training.recipe import DataNote
from medviewer.training.table import table


def model_card(
    pack: ModelPack,
    data: Mapping[str, DataNote],
    counts: Mapping[str, Mapping[str, int]],
    splits: Mapping[str, Mapping[str, Figures]],
    made: Mapping[str, str],
    drawn: str | None = None,
) -> str:
    """Markdown of a card.

    Args:
        pack: the finished pack.
        data: what is known of each data set.
        counts: pictures by data set and split.
        splits: evaluation by split and group.
        made: how it was trained, a line an entry.
        drawn: split whose best and worst outlines ``cases.png`` shows.
    """
    parts = [
        f"# {pack.title} (`{pack.id}` {pack.version})",
        "**Not for diagnostic use.** A research model, no medical device; no regulator has seen "
        "it. A person who may read these pictures checks every answer.",
        "## Intended use",
        f"{pack.task}. Modality: {', '.join(pack.modalities)}"
        + ("; plain pictures are taken too." if pack.accepts_pictures else "."),
        "\n".join(f"- {sentence}" for sentence in pack.limits),
        "## Data",
        _data(data, counts),
        "## Measured",
        protocol(pack),
        *(_split(name, groups) for name, groups in splits.items()),
        *([_drawn(drawn)] if drawn else []),
        "## Where it fails",
        _failures(splits),
        "## Operating points",
        _points(pack),
        "## Rules of the pack",
        _rules(pack),
        "## How it was made",
        "\n".join(f"- {key}: {value}" for key, value in made.items()),
    ]
    return "\n\n".join(parts) + "\n"


def _data(data: Mapping[str, DataNote], counts: Mapping[str, Mapping[str, int]]) -> str:
    lines = []
    for name, by_split in counts.items():
        note = data.get(name)
        numbers = ", ".join(f"{s} {by_split[s]}" for s in SPLITS if s in by_split)
        if note is None:
            lines.append(f"- `{name}` ({numbers} pictures): source and licence not stated.")
        else:
            lines.append(
                f"- `{name}`: {note.title} ({numbers} pictures). Licence: {note.licence}. "
                f"{note.citation}."
            )
    lines.append(
        "- Split by patient (by cluster of near-duplicates where patients are not named). The "
        "network was trained on `train`; epoch, temperature, thresholds and operating points "
        "were chosen on `val`; `test` was measured once."
    )
    return "\n".join(lines)


def _split(name: str, groups: Mapping[str, Figures]) -> str:
    """A table with a row a figure and a column a group."""
    rows: dict[str, dict[str, str]] = {}
    for group, what, n, value in table(dict(groups)):
        rows.setdefault(what, {})[group] = f"{value}, n {n}"
    lines = [
        f"### Split `{name}`",
        "",
        "| figure | " + " | ".join(groups) + " |",
        "|---" * (len(groups) + 1) + "|",
    ]
    for what, values in rows.items():
        lines.append(f"| {what} | " + " | ".join(values.get(g, "-") for g in groups) + " |")
    if any("classification" in figures for figures in groups.values()):
        lines += ["", f"![Confusion matrix, ROC curve and reliability]({name}.png)"]
    return "\n".join(lines)


def _drawn(split: str) -> str:
    return (
        f"### Best and worst outlines of `{split}`\n\n![Outlines of mask and truth](cases.png)\n\n"
        "The best and the worst, by Dice: truth in blue, prediction in orange. The pictures "
        "themselves are not shown: their licences do not let them be passed on."
    )


def with_section(card: str, title: str, text: str) -> str:
    """A card with a section of that title, in place of an older one or before the failures."""
    heading = f"## {title}\n"
    section = f"{heading}\n{text}\n\n"
    start = card.find(f"\n{heading}") + 1
    if start:
        end = card.find("\n## ", start)
        return card[:start] + section + (card[end + 1 :] if end >= 0 else "")
    place = card.find("## Where it fails")
    return card[:place] + section + card[place:] if place >= 0 else f"{card}\n{section}"


def _failures(splits: Mapping[str, Mapping[str, Figures]]) -> str:
    lines = []
    for split, groups in splits.items():
        for group, figures in groups.items():
            if "unique" in group or group == "all":
                continue
            where = f"`{split}` of {group}"
            lines += _outline_failures(where, figures.get("segmentation"))
            lines += _name_failures(where, figures.get("classification"))
    return "\n".join(lines) or "Nothing was measured."


def _outline_failures(where: str, figures: Figures | None) -> list[str]:
    if figures is None:
        return []
    lines = []
    lesions, empty = figures["lesions"], figures["without_lesion"]
    if lesions["n"]:
        lines.append(
            f"- {where}: lesion missed whole in {lesions['missed']} of {lesions['n']} pictures; "
            f"a quarter of them have a Dice under {lesions['dice_quartiles'][0]:.2f}."
        )
    if empty["n"]:
        false = empty["n"] - empty["left_empty"]
        lines.append(
            f"- {where}: something outlined in {false} of {empty['n']} pictures without a lesion."
        )
    return lines


def _name_failures(where: str, figures: Figures | None) -> list[str]:
    if figures is None:
        return []
    labels = figures["confusion"]["labels"]
    matrix = figures["confusion"]["rows_truth_columns_named"]
    return [
        f"- {where}: {count} of {sum(row)} {labels[r]} pictures named {labels[c]}."
        for r, row in enumerate(matrix)
        for c, count in enumerate(row)
        if r != c and count
    ]


def _points(pack: ModelPack) -> str:
    lines = [
        "| name | meaning | threshold | sensitivity | specificity | measured on |",
        "|---|---|---|---|---|---|",
    ]
    for p in pack.operating_points:
        threshold = "-" if p.threshold is None else f"P({p.positive_class}) >= {p.threshold:.4f}"
        lines.append(
            f"| {p.name} | {p.meaning} | {threshold} | {_share(p.sensitivity, p.sensitivity_ci)} "
            f"| {_share(p.specificity, p.specificity_ci)} | {p.measured_on}, n = {p.n} |"
        )
    return "\n".join(lines)


def _share(value: float | None, interval: tuple[float, float] | None) -> str:
    if value is None or interval is None:
        return "-"
    return f"{value:.3f} ({interval[0]:.3f}-{interval[1]:.3f})"


def _rules(pack: ModelPack) -> str:
    rule = pack.input
    lines = [
        f"- Input: {rule.channels} x {rule.rows} x {rule.columns}, {rule.resize.value}, "
        f"{rule.intensity.value}{_shown(rule)}; network `{pack.network_name}` "
        f"{_arguments(pack.network_arguments)}.",
        f"- Temperature {pack.temperature:.3f}; mirrored picture averaged in: "
        f"{'yes' if pack.flips_at_test else 'no'}.",
    ]
    for s in pack.segments:
        lines.append(
            f"- {s.segment.title}: probability >= {s.threshold:g}, parts under "
            f"{s.minimum_area * 100:g} % of the picture dropped, holes filled"
            + (", the largest part of a volume kept." if s.largest_part else ".")
        )
    if pack.presence_gate:
        gate = pack.presence_gate
        lines.append(f"- Nothing is outlined where P({gate.absent_class}) >= {gate.threshold:g}.")
    lines.append(f"- Weights SHA-256 `{pack.weights_sha256}`.")
    return "\n".join(lines)


def _shown(rule: InputRule) -> str:
    window = rule.window
    return f" at window {window.width:g}/{window.centre:g}" if window else ""


def _arguments(arguments: Mapping[str, Any]) -> str:
    return "(" + ", ".join(f"{k} {v}" for k, v in arguments.items()) + ")"
