"""The saved results: domain objects in, domain objects out."""

import datetime as dt
import json
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from medviewer.domain.errors import BugError, StoreError
from medviewer.domain.patient import Patient
from medviewer.domain.queue import AnsweredScans
from medviewer.domain.result import InferenceResult
from medviewer.domain.review import (
    Review,
    ReviewState,
    ScanRecord,
    StoreChange,
    StoredResult,
)
from medviewer.store import codec, reading, writing
from medviewer.store.audit import AuditTrail
from medviewer.store.connection import Database
from medviewer.store.diagnoses import NO_DIAGNOSIS, DiagnosisTables

_SAID = """coalesce((SELECT state FROM review WHERE review.result = results.id
    ORDER BY review.id DESC LIMIT 1),
    iif((SELECT pack_id FROM run WHERE run.id = results.run) = 'by-hand', 'new', 'predicted'))"""
# As StoredResult.state has it.
_STATE = (
    f"iif({_SAID} <> 'rejected' AND EXISTS (SELECT 1 FROM correction "  # noqa: S608 - names are ours
    f"WHERE correction.result = results.id), 'corrected', {_SAID})"
)
_MANY = 500  # below SQLite's limits for the marks of one statement


@dataclass(frozen=True, slots=True)
class PatientSummary:
    """A patient of the store for a list: how much there is, and where it stands.

    ``diagnoses`` are the standing diagnosis labels, each once; ``states`` how many results
    are in which state; ``packs`` the ids of the packs that answered.
    """

    patient: Patient
    n_results: int
    diagnoses: tuple[str, ...]
    last_saved: dt.datetime
    states: tuple[tuple[ReviewState, int], ...]
    packs: tuple[str, ...] = ()


class ResultRepository:
    """Saves, reviews and finds results. Confined to the thread that opened the store."""

    def __init__(self, database: Database, audit: AuditTrail, *, is_demo: bool) -> None:
        self._database = database
        self._audit = audit
        self._tables = DiagnosisTables(database)
        self._is_demo = is_demo

    def save(self, result: InferenceResult, scan: ScanRecord) -> tuple[StoredResult, StoreChange]:
        """Save a result with its scan; on the disk (fsync) when this returns.

        Masks are kept bit for bit, probability maps in steps of 1/255; everything else exactly.
        Saving never replaces: the same scan may have any number of results.

        Raises:
            StoreError: the disk is full or the store cannot be written; nothing was saved. Or
                a person's scan was to go into the demo store, which needs no sign-in.
        """
        if result.content_hash != scan.content_hash:
            raise BugError("a result was to be saved with another scan's record")
        if self._is_demo and not scan.context.is_demo:
            raise StoreError(
                "The demo store keeps demo patients only, because it needs no sign-in. "
                "Sign in to your own store to save this result."
            )
        masks = writing.pack_masks(result)
        picture = codec.encode_picture(scan.picture)
        with self._database.transaction():
            scan_id = writing.insert_scan(self._database, scan, picture)
            run_id = writing.insert_run(self._database, result)
            saved = (codec.now(), self._audit.account)
            result_id = writing.insert_result(
                self._database, self._tables, result, scan_id, run_id, saved
            )
            writing.insert_masks(self._database, result_id, masks)
            writing.insert_findings(self._database, result_id, result.findings)
            refused = result.provenance.overridden_refusal is not None
            self._audit.add(
                "result.save",
                f"result {result_id}, scan {scan_id}, run {run_id}"
                + ("; read against the pack's refusal" if refused else ""),
            )
        stored = StoredResult(id=result_id, scan=scan, result=result, saved_at=saved[0])
        return stored, StoreChange((scan.context.patient.patient_id,), (result_id,))

    def review(self, result_id: int, review: Review) -> StoreChange:
        """Add a person's decision; the newest counts, the earlier ones are kept.

        A review that names another diagnosis than the one that stood moves the result to that
        diagnosis's table in the same transaction; so does one that takes this back. A diagnosis
        that differs from a known one in upper and lower case only is that one.

        Raises:
            StoreError: it could not be written; nothing was changed.
        """
        model = self._database.row("SELECT model_label FROM results WHERE id = ?", (result_id,))
        if model is None:
            raise BugError(f"no result {result_id} in the store")
        if review.diagnosis:
            review = replace(review, diagnosis=self._tables.spelt(review.diagnosis))
        standing = review.diagnosis or model["model_label"] or NO_DIAGNOSIS
        with self._database.transaction():
            review_id = writing.insert_review(self._database, result_id, review)
            self._audit.add(
                "result.review", f"result {result_id}, review {review_id}: {review.state.value}"
            )
            before = self._database.value(
                "SELECT diagnosis FROM result_key WHERE id = ?", (result_id,)
            )
            if standing != before:
                self._tables.move(result_id, standing)
                tables = self._tables.table(before), self._tables.table(standing)
                self._audit.add(
                    "result.move", f"result {result_id} from {tables[0]} to {tables[1]}"
                )
        return StoreChange((self._patient_id(result_id),), (result_id,))

    def note_report(self, result_ids: Sequence[int]) -> StoreChange:
        """Put into the audit trail that a report on these results left the store.

        Raises:
            StoreError: the entry could not be written.
        """
        with self._database.transaction():
            self._audit.add("report", f"results {', '.join(map(str, result_ids))}")
        return StoreChange()

    def note_masks(self, result_id: int) -> StoreChange:
        """Put into the audit trail that masks of a result left the store.

        Raises:
            StoreError: the entry could not be written.
        """
        with self._database.transaction():
            self._audit.add("masks.export", f"result {result_id}")
        return StoreChange()

    def get(self, result_id: int) -> StoredResult:
        """One saved result with its scan and newest review."""
        return reading.read_result(self._database, result_id)

    def reviews(self, result_id: int) -> list[Review]:
        """Every review of a result, oldest first."""
        return reading.all_reviews(self._database, result_id)

    def for_scan(self, content_hash: str) -> list[StoredResult]:
        """The results of a scan, newest first."""
        return self._read("scan.content_hash = ?", (content_hash,))

    def for_patient(self, patient: str | Patient) -> list[StoredResult]:
        """The results of a patient, newest first.

        By patient id, which in files of several hospitals may stand for several people; a
        ``Patient`` means only the one with this id, name and birth date.
        """
        if isinstance(patient, str):
            return self._read("patient.patient_id = ?", (patient,))
        return self._read(
            "patient.patient_id = ? AND patient.name = ? AND patient.birth_date IS ?",
            (patient.patient_id, patient.name, codec.time_text(patient.birth_date)),
        )

    def answered(self) -> AnsweredScans:
        """Which scans have a result of which pack; no result is read for it."""
        rows = self._database.rows(
            "SELECT DISTINCT scan.content_hash, scan.files, run.pack_id "
            "FROM results JOIN scan ON scan.id = results.scan JOIN run ON run.id = results.run"
        )
        firsts = [(json.loads(row["files"])[:1], row["pack_id"]) for row in rows]
        return AnsweredScans(
            frozenset((row["content_hash"], row["pack_id"]) for row in rows),
            frozenset((Path(first), pack) for files, pack in firsts for first in files),
        )

    def is_answered(self, content_hash: str, pack_id: str) -> bool:
        """Whether a scan has a result of a pack."""
        found = self._database.value(
            "SELECT EXISTS (SELECT 1 FROM results JOIN scan ON scan.id = results.scan "
            "JOIN run ON run.id = results.run WHERE scan.content_hash = ? AND run.pack_id = ?)",
            (content_hash, pack_id),
        )
        return bool(found)

    def search(
        self,
        text: str = "",
        diagnosis: str | None = None,
        state: ReviewState | None = None,
        limit: int = 200,
    ) -> list[StoredResult]:
        """Results, newest first, whose patient, study or case holds every word of ``text``.

        ``diagnosis`` is the standing one; upper and lower case do not matter in ``text``.
        """
        conditions, parameters = ["1"], list[object]()
        for word in text.casefold().replace("^", " ").split():
            conditions.append(
                "instr(folded(patient.patient_id || ' ' || patient.name || ' ' || "
                "study.description || ' ' || study.accession || ' ' || results.case_name), ?) > 0"
            )
            parameters.append(word)
        if diagnosis is not None:
            conditions.append("results.diagnosis = ?")
            parameters.append(diagnosis)
        if state is not None:
            conditions.append(f"{_STATE} = ?")
            parameters.append(state.value)
        return self._read(" AND ".join(conditions), tuple(parameters), limit)

    def patients(self, patient_ids: Collection[str] | None = None) -> list[PatientSummary]:
        """Every patient with results, or those of some ids, the last saved first.

        One entry for each patient id, name and birth date: an id alone does not make two
        people one.
        """
        ids = tuple(patient_ids or ())
        some = f"WHERE patient.patient_id IN ({', '.join('?' * len(ids))})"
        rows = self._database.rows(
            "SELECT patient.*, results.diagnosis, results.saved_at, run.pack_id, "  # noqa: S608
            f"{_STATE} AS state "
            f"{reading.JOINED} JOIN run ON run.id = results.run "
            f"{'' if patient_ids is None else some} ORDER BY results.id DESC",
            ids,
        )
        grouped: dict[tuple[object, ...], list[int]] = {}
        for position, row in enumerate(rows):
            person = (row["patient_id"], row["name"], row["birth_date"])
            grouped.setdefault(person, []).append(position)
        return [_summary([rows[i] for i in positions]) for positions in grouped.values()]

    def states(self, content_hashes: Iterable[str]) -> dict[str, ReviewState]:
        """Where each scan stands: the state of its newest result, NEW where it has none."""
        wanted = list(dict.fromkeys(content_hashes))
        found = dict.fromkeys(wanted, ReviewState.NEW)
        for start in range(0, len(wanted), _MANY):
            part = wanted[start : start + _MANY]
            rows = self._database.rows(
                f"SELECT scan.content_hash, {_STATE} AS state "  # noqa: S608
                "FROM scan JOIN results ON results.scan = scan.id "
                f"WHERE scan.content_hash IN ({', '.join('?' * len(part))}) ORDER BY results.id",
                part,
            )
            found.update({row["content_hash"]: ReviewState(row["state"]) for row in rows})
        return found

    def prepare_diagnoses(self, labels: Iterable[str]) -> None:
        """Make the tables of these diagnosis classes now, e.g. those of the installed packs.

        Raises:
            StoreError: the store cannot be written.
        """
        wanted = list(labels)
        if set(wanted) <= set(self._tables.classes()):
            return
        with self._database.transaction():
            new = self._tables.ensure(wanted)
            self._audit.add("diagnosis.add", ", ".join(self._tables.table(d) for d in new))

    def diagnoses(self) -> list[str]:
        """The diagnosis classes that have a table."""
        return [d for d in self._tables.classes() if d != NO_DIAGNOSIS]

    def _read(
        self, condition: str, parameters: tuple[object, ...], limit: int = -1
    ) -> list[StoredResult]:
        rows = self._database.rows(
            f"SELECT results.id {reading.JOINED} WHERE {condition} "  # noqa: S608 - names are ours
            "ORDER BY results.id DESC LIMIT ?",
            (*parameters, limit),
        )
        return [reading.read_result(self._database, row["id"]) for row in rows]

    def _patient_id(self, result_id: int) -> str:
        return str(
            self._database.value(
                f"SELECT patient.patient_id {reading.JOINED} WHERE results.id = ?",  # noqa: S608
                (result_id,),
            )
        )


def _summary(rows: list[Any]) -> PatientSummary:
    states = [ReviewState(row["state"]) for row in rows]
    last_saved = codec.time_from(rows[0]["saved_at"])
    assert last_saved is not None
    return PatientSummary(
        patient=reading.patient_from(rows[0]),
        n_results=len(rows),
        diagnoses=tuple(dict.fromkeys(r["diagnosis"] for r in rows if r["diagnosis"])),
        last_saved=last_saved,
        states=tuple((s, states.count(s)) for s in ReviewState if s in states),
        packs=tuple(dict.fromkeys(row["pack_id"] for row in rows)),
    )
