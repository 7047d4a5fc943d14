"""The rule by which a pack is chosen for a scan: pure, from what packs say of it.

Modality, values and geometry bind: a pack they speak against is not asked further. Among the
others their gates decide. Where those do not settle it a person chooses: never a silent guess.
"""

from collections.abc import Sequence
from dataclasses import replace

from medviewer.domain.choice import Opinion, PackChoice
from medviewer.domain.image import ImageVolume
from medviewer.packs.pack import ModelPack
from medviewer.packs.suitability import reasons_of_file

CLEAR_LEAD = 0.5
"""By so much a pack has to be more inside its gate than the next to be taken for it.

Half the way from the limit of a gate to what is usual for its own pictures.
"""


def opinions_of_file(packs: Sequence[ModelPack], volume: ImageVolume) -> list[Opinion]:
    """What modality, values and geometry say of each pack; no network is asked."""
    return [
        Opinion(pack.reference, "; ".join(r.why for r in reasons_of_file(pack, volume)) or None)
        for pack in packs
    ]


def needs_gates(opinions: Sequence[Opinion]) -> bool:
    """Whether what the file says leaves more than one pack."""
    return sum(one.reason is None for one in opinions) > 1


def choose(
    opinions: Sequence[Opinion], *, gates_asked: bool, preferred: str | None = None
) -> PackChoice:
    """Take the one pack that stands out.

    Args:
        opinions: of every installed pack, at least one.
        gates_asked: whether the gates have spoken, as they have to where ``needs_gates``.
        preferred: id of the pack that the reader wants where several may read such a scan.
    """
    asked = tuple(opinions)
    among = f"chosen automatically among {_titles(asked)}"
    fitting = sorted(
        (one for one in asked if one.reason is None),
        key=lambda one: -(one.margin if one.margin is not None else -1.0),
    )
    if not fitting:
        return _refused(asked)
    choice = PackChoice(fitting[0].pack.id, tuple(fitting), asked, "")
    if len(asked) == 1:
        return replace(choice, why="chosen automatically: it is the only model installed")
    if len(fitting) == 1 and (fitting[0].takes or not gates_asked):
        how = "takes this scan" if fitting[0].takes else "was made for such scans"
        return replace(choice, why=f"{among}: only {_title(fitting[0])} {how}")
    if all(one.takes for one in fitting) and _lead(fitting) >= CLEAR_LEAD:
        why = f"{among}: its own pictures are clearly the most like this scan"
        return replace(choice, why=why)
    if preferred in [one.pack.id for one in fitting]:
        why = f"{among}: set as the reader's choice where several may read such a scan"
        return replace(choice, taken=preferred, why=why)
    return replace(choice, taken=None, why=_question(fitting))


def _lead(fitting: Sequence[Opinion]) -> float:
    first, second = (one.margin or 0.0 for one in fitting[:2])
    return first - second


def _question(fitting: Sequence[Opinion]) -> str:
    if all(one.takes for one in fitting):
        return f"{len(fitting)} models take this scan: {_titles(fitting)}"
    silent = [one for one in fitting if one.silent]
    return f"not every model can tell whether this scan is for it: {_titles(silent)}"


def _refused(asked: tuple[Opinion, ...]) -> PackChoice:
    measured = [one for one in asked if one.margin is not None]
    if not measured:
        reasons = "; ".join(dict.fromkeys(one.reason or "" for one in asked))
        return PackChoice(None, (), asked, f"no installed model was made for this scan ({reasons})")
    nearest = max(measured, key=lambda one: one.margin or 0.0)
    why = (
        f"none of the models asked ({_titles(asked)}) takes this scan, the nearest is "
        f"{_title(nearest)}: {nearest.reason}"
    )
    return PackChoice(None, (), asked, why, nearest.pack.id)


def _title(one: Opinion) -> str:
    return one.pack.title or one.pack.id


def _titles(opinions: Sequence[Opinion]) -> str:
    """Titles may hold commas."""
    return "; ".join(_title(one) for one in opinions)
