"""Which outlined lesions of a patient's studies are the same one."""

import re
import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from medviewer.domain.edit import Edit, EditKind
from medviewer.domain.segmentation import Finding

Choices = Mapping[str, Mapping[str, str]]
"""Content hash of a scan -> ``target_of`` a finding on it -> tracking UID a reader gave it."""

_UID = re.compile(r"2\.25\.(0|[1-9]\d{0,38})")
_TARGET = re.compile(r"(.+) (\d+) (-?\d+),(-?\d+),(\d+),(\d+)")


@dataclass(frozen=True, slots=True)
class Outlined:
    """A finding of one scan. ``chosen``: the tracking UID that a reader gave it."""

    content_hash: str
    finding: Finding
    chosen: str | None = None

    @property
    def uid(self) -> str:
        """The tracking UID it has for itself, before anything is proposed."""
        return self.chosen or own_uid(self.content_hash, self.finding)


def target_of(finding: Finding) -> str:
    """Names a finding within its scan by what was outlined; its number may change."""
    box = ",".join(str(side) for side in finding.box)
    return f"{finding.segment_label} {finding.frame} {box}"


def own_uid(content_hash: str, finding: Finding) -> str:
    """Tracking UID of a lesion first seen here, the same whenever it is asked for.

    A UUID-derived UID (DICOM PS3.5 B.2); attribute Tracking UID (0062,0021).
    """
    return f"2.25.{uuid.uuid5(uuid.NAMESPACE_OID, f'{content_hash} {target_of(finding)}').int}"


def chosen_in(edits: Sequence[Edit]) -> dict[str, str]:
    """What these steps of a scan's history leave chosen; damaged states are left out."""
    found: dict[str, str] = {}
    for edit in edits:
        if edit.kind is EditKind.TRACKING:
            found.pop(edit.target, None)
            uid = (edit.after or b"").decode("ascii", errors="replace")
            if _UID.fullmatch(uid):
                found[edit.target] = uid
    return found


def outlined(
    content_hash: str, findings: Iterable[Finding], chosen: Mapping[str, str]
) -> list[Outlined]:
    """The findings of a scan with what a reader chose for them.

    Where an outline was changed since, the choice goes to the one finding of that segment and
    frame that covers the middle of the outline as it was; it lapses where that is not one.
    """
    found = list(findings)
    uids = {i: chosen[t] for i, f in enumerate(found) if (t := target_of(f)) in chosen}
    kept = {target_of(found[i]) for i in uids}
    for target, uid in chosen.items():
        if target in kept:
            continue
        under = [i for i, f in enumerate(found) if _covers(f, target)]
        if len(under) == 1:
            uids.setdefault(under[0], uid)
    return [Outlined(content_hash, f, uids.get(i)) for i, f in enumerate(found)]


def _covers(finding: Finding, target: str) -> bool:
    read = _TARGET.fullmatch(target)
    if read is None or read[1] != finding.segment_label or int(read[2]) != finding.frame:
        return False
    left, top, width, height = (int(side) for side in read.groups()[2:])
    x, y, w, h = finding.box
    return x <= left + width / 2 < x + w and y <= top + height / 2 < y + h


class Joined:
    """Tracking UIDs that are of one lesion (disjoint sets)."""

    def __init__(self) -> None:
        self._above: dict[str, str] = {}

    def root(self, uid: str) -> str:
        while uid in self._above:
            uid = self._above[uid]
        return uid

    def join(self, one: str, other: str) -> None:
        if self.root(one) != self.root(other):
            self._above[self.root(other)] = self.root(one)
