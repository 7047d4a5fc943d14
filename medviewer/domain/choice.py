"""Which pack reads a scan, where nobody named one."""

from dataclasses import dataclass

from medviewer.domain.errors import KnownError, RefusedError
from medviewer.domain.result import PackReference

AUTOMATIC = "auto"
"""In place of a pack's id: the program chooses by what the scan is and what it shows."""

NONE_CHOSEN = PackReference(AUTOMATIC, "0", "0" * 64, "No model")
"""In place of a pack where none was chosen and something has to be named."""

AGAINST_REFUSAL = "chosen by the reader, against its refusal"
"""How a pack was chosen that a reader has read what it, or every pack, refused."""


@dataclass(frozen=True, slots=True)
class Opinion:
    """What one pack says of a scan before it reads it.

    ``reason``: why it was not made for the scan, in plain words; None where it takes the scan
    or cannot tell. ``margin``: how far inside its gate the scan is: 1 is usual for its own
    pictures, 0 at the limit, less outside; None where no gate was asked.
    """

    pack: PackReference
    reason: str | None = None
    margin: float | None = None

    @property
    def takes(self) -> bool:
        """Its gate was asked and lets the scan in."""
        return self.reason is None and self.margin is not None

    @property
    def silent(self) -> bool:
        """Nothing speaks against it, and no gate for it."""
        return self.reason is None and self.margin is None


@dataclass(frozen=True, slots=True)
class PackChoice:
    """The pack that reads a scan, or those a reader has to choose among.

    ``taken``: id of the pack, None where none takes the scan or it is not clear which.
    ``candidates``: those that may read it, the likeliest first; empty where none does.
    ``opinions``: of all that were asked. ``why``: how it came to that, for people; kept with
    the result. ``nearest``: id of the pack that refused by the least, None unless gates refused.
    ``seconds``: what the networks took.
    """

    taken: str | None
    candidates: tuple[Opinion, ...]
    opinions: tuple[Opinion, ...]
    why: str
    nearest: str | None = None
    seconds: float = 0.0

    @property
    def by_reader(self) -> str:
        """How the pack was chosen that a reader has taken of the candidates."""
        return f"chosen by the reader among {self.titles}"

    @property
    def titles(self) -> str:
        """Of the candidates; titles may hold commas."""
        return "; ".join(one.pack.title or one.pack.id for one in self.candidates)


class UndecidedError(KnownError):
    """Several packs may read a scan; a person has to choose. ``choice`` says among which."""

    def __init__(self, case: str, choice: PackChoice) -> None:
        ids = ", ".join(one.pack.id for one in choice.candidates)
        super().__init__(f"{case}: {choice.why}; choose the model by name: {ids}.")
        self.choice = choice


def none_takes(case: str, choice: PackChoice) -> RefusedError:
    """What to raise where no pack takes a scan."""
    return RefusedError(
        f"{case}: {choice.why}; choose a model yourself or another file.",
        overridable=choice.nearest is not None,
        pack_id=choice.nearest or "",
        choice=choice,
    )
