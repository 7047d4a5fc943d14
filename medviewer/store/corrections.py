"""Masks as a person corrected them, beside the prediction, which stays as it was."""

import json
from collections.abc import Sequence

import numpy as np

from medviewer.domain.errors import BugError
from medviewer.domain.geometry import SpacingSource
from medviewer.domain.review import Correction
from medviewer.domain.segmentation import Finding, Measurement, MeasurementKind, SegmentationMask
from medviewer.store import codec
from medviewer.store.audit import AuditTrail
from medviewer.store.connection import Database


class Corrections:
    """At most one correction of each result: how its masks are now."""

    def __init__(self, database: Database, audit: AuditTrail) -> None:
        self._database = database
        self._audit = audit

    def has(self, result_id: int) -> bool:
        """Whether masks of a result differ from the prediction."""
        found = self._database.value("SELECT 1 FROM correction WHERE result = ?", (result_id,))
        return found is not None

    def save(
        self,
        result_id: int,
        predicted: Sequence[SegmentationMask],
        corrected: Sequence[SegmentationMask],
        findings: Sequence[Finding],
    ) -> Correction | None:
        """Keep the masks of a result as they are now; only those that differ are written.

        Args:
            result_id: whose masks.
            predicted: as the pack gave them.
            corrected: as they are now, in the same order.
            findings: measured on ``corrected``.

        Returns:
            What is kept; None where every mask is as predicted again.

        Raises:
            StoreError: the store cannot be written; nothing was changed.
            BugError: the masks are not those of one result.
        """
        if [m.segment.label for m in predicted] != [m.segment.label for m in corrected]:
            raise BugError("a correction has other segments than its result")
        changed = [
            (position, mask.array, codec.pack_mask(mask.array))
            for position, (before, mask) in enumerate(zip(predicted, corrected, strict=True))
            if mask.array is not before.array and not np.array_equal(before.array, mask.array)
        ]
        at, account = codec.now(), self._audit.account
        with self._database.transaction():
            self._database.run("DELETE FROM correction WHERE result = ?", (result_id,))
            told = "as predicted"
            if changed:
                self._database.run(
                    "INSERT INTO correction VALUES (?, ?, ?, ?)",
                    (result_id, account, at.isoformat(), _findings_text(findings)),
                )
                told = "corrected"
            for position, array, bits in changed:
                self._database.run(
                    "INSERT INTO corrected_mask VALUES (?, ?, ?, ?, ?, ?)",
                    (result_id, position, *array.shape, bits),
                )
            self._audit.add("result.masks", f"result {result_id}: {told}")
        if not changed:
            return None
        return Correction(tuple(corrected), tuple(findings), account, at)


def read_correction(
    database: Database, result_id: int, predicted: tuple[SegmentationMask, ...]
) -> Correction | None:
    """How a person corrected the masks of a result, None where nobody did.

    Raises:
        StoreError: the stored bytes are damaged.
    """
    row = database.row("SELECT * FROM correction WHERE result = ?", (result_id,))
    if row is None:
        return None
    masks = list(predicted)
    for bits in database.rows("SELECT * FROM corrected_mask WHERE result = ?", (result_id,)):
        shape = (bits["frames"], bits["rows"], bits["columns"])
        before = masks[bits["position"]]
        array = codec.unpack_mask(bits["bits"], shape)
        masks[bits["position"]] = SegmentationMask(before.segment, array, before.probability)
    at = codec.time_from(row["at"])
    assert at is not None
    return Correction(tuple(masks), _findings_from(row["findings"]), row["account"], at)


def _findings_text(findings: Sequence[Finding]) -> str:
    return "[" + ",".join(codec.to_json(finding) for finding in findings) + "]"


def _findings_from(text: str) -> tuple[Finding, ...]:
    return tuple(
        Finding(
            segment_label=f["segment_label"],
            number=f["number"],
            frame=f["frame"],
            box=tuple(f["box"]),
            area_px=f["area_px"],
            measurements=tuple(
                Measurement(
                    MeasurementKind(m["kind"]), m["value"], m["unit"], SpacingSource(m["source"])
                )
                for m in f["measurements"]
            ),
        )
        for f in json.loads(text)
    )
