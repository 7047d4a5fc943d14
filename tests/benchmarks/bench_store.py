"""Results saved per second, each on the disk (fsync) before the next, beside bare sqlite3.

A result is what a breast ultrasound pack answers: a 512 x 512 picture, a mask, a probability
map, one finding with measurements. The bare loop inserts the very bytes that the store makes
of it into one table of an unencrypted sqlite3 file: one transaction each, WAL,
synchronous=FULL. Both write to the same disk, turn by turn.
"""

import datetime as dt
import hashlib
import sqlite3
import statistics
import tempfile
import time
from pathlib import Path

import numpy as np

from medviewer.domain.geometry import VolumeGeometry
from medviewer.domain.patient import Patient, Series, Study, StudyContext
from medviewer.domain.result import (
    ClassProbability,
    Diagnosis,
    InferenceResult,
    OperatingPoint,
    PackReference,
    Provenance,
    Timings,
)
from medviewer.domain.review import ScanRecord
from medviewer.domain.segmentation import (
    Finding,
    Measurement,
    MeasurementKind,
    Segment,
    SegmentationMask,
)
from medviewer.store import Store, create_store
from medviewer.store.codec import encode_picture, pack_mask, pack_probability

SIZE, ROUNDS, PER_ROUND = 512, 7, 20

Case = tuple[InferenceResult, ScanRecord]


def make_case(number: int) -> Case:
    """A speckled picture with one soft-edged lesion; every case differs."""
    rng = np.random.default_rng(number)
    y, x = np.mgrid[:SIZE, :SIZE]
    inside = 1 - np.hypot((x - 250) / 90, (y - 240) / 60)
    probability = (1 / (1 + np.exp(-8 * inside))).astype(np.float16)[None]
    speckle = rng.rayleigh(60, (SIZE, SIZE)) * np.where(inside > 0, 0.4, 1)
    picture = np.clip(speckle, 0, 255).astype(np.uint8)
    content_hash = hashlib.sha256(picture).hexdigest()
    segment = Segment("lesion", "Lesion", (255, 120, 0), "L")
    areas = tuple(Measurement(kind, 12.5, "px") for kind in MeasurementKind)
    point = OperatingPoint("balanced", "Balanced", "")
    result = InferenceResult(
        case=f"case-{number}",
        content_hash=content_hash,
        masks=(SegmentationMask(segment, probability >= 0.5, probability),),
        findings=(Finding("lesion", 1, 0, (160, 180, 180, 120), 16964, areas),),
        probabilities=(ClassProbability("benign", "Benign", 1.0),),
        diagnosis=Diagnosis("benign", "Benign", 1.0, point),
        provenance=Provenance(
            PackReference("bench", "1", "0" * 64), "0", "cpu", dt.datetime.now(dt.UTC)
        ),
        timings=Timings(),
    )
    patient = Patient(f"P{number}", f"Bench^{number}")
    context = StudyContext(patient, Study(f"1.{number}"), Series(f"1.{number}.1"))
    files = (Path(f"case-{number}.png"),)
    geometry = VolumeGeometry(SIZE, SIZE)
    return result, ScanRecord(context, content_hash, files, geometry, picture)


def save_with_store(store: Store, cases: list[Case]) -> float:
    started = time.perf_counter()
    for result, scan in cases:
        store.results.save(result, scan)
    return len(cases) / (time.perf_counter() - started)


def blobs(case: Case) -> tuple[bytes, bytes, bytes]:
    result, scan = case
    (mask,) = result.masks
    assert mask.probability is not None
    return encode_picture(scan.picture), pack_mask(mask.array), pack_probability(mask.probability)


def save_bare(connection: sqlite3.Connection, rows: list[tuple[bytes, bytes, bytes]]) -> float:
    started = time.perf_counter()
    for row in rows:
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("INSERT INTO result (picture, bits, probability) VALUES (?, ?, ?)", row)
        connection.execute("COMMIT")
    return len(rows) / (time.perf_counter() - started)


def main() -> None:
    ours, bare, encoding = [], [], []
    with tempfile.TemporaryDirectory() as name:
        connection = sqlite3.connect(Path(name) / "bare.db", isolation_level=None)
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute(
            "CREATE TABLE result (id INTEGER PRIMARY KEY, picture, bits, probability)"
        )
        with create_store(Path(name) / "store.db", "bench", "a passphrase for a bench") as store:
            save_with_store(store, [make_case(0)])  # loads the picture encoder
            for turn in range(ROUNDS):
                first = 1 + turn * PER_ROUND
                cases = [make_case(n) for n in range(first, first + PER_ROUND)]
                started = time.perf_counter()
                rows = [blobs(case) for case in cases]
                encoding.append((time.perf_counter() - started) / PER_ROUND)
                bare.append(save_bare(connection, rows))
                ours.append(save_with_store(store, cases))
        connection.close()
    size = sum(map(len, rows[-1])) / 1e3
    ratio = statistics.median(o / b for o, b in zip(ours, bare, strict=True))
    print(f"{ROUNDS} turns of {PER_ROUND} results of {SIZE}x{SIZE}, {size:.0f} kB each; medians")
    print(f"store, encrypted, durable    {statistics.median(ours):6.1f} results/s")
    print(f"bare sqlite3, the same bytes {statistics.median(bare):6.1f} results/s")
    print(f"ratio                        {ratio:6.2f}")
    print(f"of a save, PNG and zlib      {statistics.median(encoding) * 1e3:6.1f} ms")


if __name__ == "__main__":
    main()
