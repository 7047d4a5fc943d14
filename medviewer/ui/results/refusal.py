"""What is said of a scan that no installed model was made for."""

from __future__ import annotations

from medviewer.domain.choice import Opinion, PackChoice
from medviewer.ui.language import fill, tr

HEADING = "Not read: no installed model takes this scan"


def none_takes_words(choice: PackChoice) -> tuple[str, str]:
    """What happened and what can be done; and what each model says, the nearest first."""
    asked = sorted(choice.opinions, key=_nearness, reverse=True)
    if len(asked) == 1:
        words = [tr("The only installed model was asked and does not take it.")]
    else:
        words = [fill("{count} installed models were asked and none takes it.", count=len(asked))]
    words.append(tr("Choose a model yourself, or open another file."))
    nearest = next((one for one in asked if one.pack.id == choice.nearest), None)
    if nearest is not None:
        anyway = "“Predict anyway” has it read by {title}, the nearest of them."
        words.append(fill(anyway, title=tr(_title(nearest))))
    reasons = (f"{tr(_title(one))}: {tr(one.reason or '')}" for one in asked)
    return " ".join(words), "\n\n".join(reasons)


def _nearness(one: Opinion) -> float:
    return one.margin if one.margin is not None else float("-inf")


def _title(one: Opinion) -> str:
    return one.pack.title or one.pack.id
