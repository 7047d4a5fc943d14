"""One step of a reader's work on a scan, as the history keeps it."""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum


class EditKind(StrEnum):
    """What was changed."""

    MASK = "mask"
    MEASUREMENT = "measurement"
    DECISION = "decision"
    TRACKING = "tracking"
    """Which lesion of the patient a finding is; its state is the tracking UID."""


@dataclass(frozen=True, slots=True)
class Edit:
    """A change of one thing, with what it was and what it became.

    Both states are kept whole, so that a step can be taken back or done again in any later
    session without knowing how it was made.

    Args:
        kind: whose business the states are.
        target: which one of its kind, e.g. the identifier of a measurement or a segment's label.
        before: the encoded state before; None: there was nothing.
        after: the encoded state after; None: it was removed.
        title: what was done, for the menu ("Distance", "Brush").
        time: when, with a time zone.
        account: who.
    """

    kind: EditKind
    target: str
    before: bytes | None
    after: bytes | None
    title: str
    time: dt.datetime
    account: str = ""


@dataclass(frozen=True, slots=True)
class KeptEdits:
    """The history of a scan as the store has it.

    Args:
        edits: the steps that can be read, those taken back last.
        standing: how many of ``edits`` are in force.
        first: steps before ``edits`` that stand but can no longer be taken back.
        left_open: the program did not end in order after the last of them.
    """

    edits: tuple[Edit, ...] = ()
    standing: int = 0
    first: int = 0
    left_open: bool = False
