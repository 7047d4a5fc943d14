"""Scales that a person gave to scans that have none of their own."""

from medviewer.domain.geometry import PixelCalibration, SpacingSource
from medviewer.store import codec
from medviewer.store.audit import AuditTrail
from medviewer.store.connection import Database


class Calibrations:
    """The newest calibration of each scan by a person; the audit trail tells of each."""

    def __init__(self, database: Database, audit: AuditTrail) -> None:
        self._database = database
        self._audit = audit

    def save(self, content_hash: str, calibration: PixelCalibration | None) -> None:
        """Keep a scan's scale in place of an earlier one; None takes it back.

        Args:
            content_hash: the scan, wherever its files lie.
            calibration: with source ``USER``.

        Raises:
            StoreError: the disk is full or the store cannot be written; nothing was changed.
        """
        if calibration is not None and calibration.source is not SpacingSource.USER:
            raise ValueError("only a calibration by a person is kept")
        with self._database.transaction():
            self._database.run("DELETE FROM calibration WHERE content_hash = ?", (content_hash,))
            detail = "taken back"
            if calibration is not None:
                self._database.run(
                    "INSERT INTO calibration VALUES (?, ?, ?, ?, ?)",
                    (
                        content_hash,
                        calibration.row_mm,
                        calibration.column_mm,
                        self._audit.account,
                        codec.now().isoformat(),
                    ),
                )
                detail = f"{calibration.row_mm} {calibration.column_mm} mm"
            self._audit.add("calibration", f"scan {content_hash[:16]}: {detail}")

    def of(self, content_hash: str) -> PixelCalibration | None:
        """The scale that a person gave to a scan, None where nobody did."""
        row = self._database.row(
            "SELECT row_mm, column_mm FROM calibration WHERE content_hash = ?", (content_hash,)
        )
        if row is None:
            return None
        return PixelCalibration(row["row_mm"], row["column_mm"], SpacingSource.USER)
