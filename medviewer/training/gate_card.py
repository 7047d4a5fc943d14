"""The model card's section on what a pack refuses."""

from collections.abc import Mapping

from medviewer.packs.gate import LEAST_SHARE
from medviewer.packs.pack import GateRule
from medviewer.training.gate_figures import FITTING, PROTOCOL, Figures, gate_rows

HEADING = "What it refuses"


def gate_section(rule: GateRule, figures: Mapping[str, Figures]) -> str:
    """Markdown of the section ``HEADING``.

    Args:
        rule: the limits.
        figures: by split, as ``measure_gate`` gives them.
    """
    colour = (
        ""
        if rule.most_coloured is None
        else f", or more than {rule.most_coloured:.0%} of its pixels coloured"
    )
    lines = [
        f"- A scan of another modality; a picture of less than {rule.least_side} pixels a side, "
        f"with one side over {rule.most_elongated:g} times the other{colour}; a blank one.",
        f"- A picture whose likeness to other kinds of pictures is over "
        f"{rule.foreignness_limit:.2f}, or whose distance from the pictures it was made for is "
        f"over {rule.distance_limit:.2f} (1 is usual), by the features of its own network.",
        f"- A series of which less than {LEAST_SHARE:.0%} of the pictures are within both.",
        "- A reader may have it read all the same; that is kept with the result.",
        f"- Gate SHA-256 `{rule.sha256}`.",
        "",
        f"{FITTING} {PROTOCOL}",
    ]
    for split, part in figures.items():
        lines += ["", f"### Gate on `{split}`", "", "| | figure | n | share |", "|---|---|---|---|"]
        lines += [f"| {g} | {what} | {n} | {value} |" for g, what, n, value in gate_rows(part)]
    return "\n".join(lines)
