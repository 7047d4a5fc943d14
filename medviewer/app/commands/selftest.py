"""Check this installation with simulated scans whose answers are known.

Reads, measures, stores and predicts phantoms and compares with the truth, a line a check:
the reading of DICOM with its scale, the measuring, the encrypted store, the decoders, and each
pack's weights and answers. Exit 0: every check passed; 1: some failed.
"""

import argparse
import secrets
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from medviewer.domain.errors import KnownError
from medviewer.domain.geometry import SpacingSource
from medviewer.domain.segmentation import MeasurementKind, Segment, SegmentationMask

if TYPE_CHECKING:
    from medviewer.domain.image import ImageVolume
    from medviewer.domain.result import InferenceResult
    from medviewer.imaging.phantoms import Phantom, PhantomKind
    from medviewer.inference.predictor import Predictor
    from medviewer.packs.pack import ModelPack
    from medviewer.packs.registry import PackRegistry


@dataclass(frozen=True, slots=True)
class Check:
    """One checked thing with its figures."""

    name: str
    passed: bool
    detail: str

    def __str__(self) -> str:
        return f"{'PASS' if self.passed else 'FAIL'}  {self.name}: {self.detail}"


@dataclass(frozen=True, slots=True)
class Expected:
    """What a pack must find in a phantom.

    ``dice`` is the least overlap with the true mask; ``diameter_mm`` the most that the longest
    diameter may be off; ``area_mm2`` the most that may be outlined where there is nothing.
    """

    kind: "PhantomKind"
    seed: int
    dice: float = 0.0
    diameter_mm: float = 0.0
    area_mm2: float = 0.0


# Overlap: a lesion this plain must not be outlined worse than an average real one, where two
# readers agree to about 0.8 and packs are accepted from 0.72; a spiculated border is a matter
# of opinion, hence lower. Diameters: readers differ by 2 to 3 mm on breast lesions; spicules
# may be counted in or not. Nothing: an outline below 20 mm2 (a 5 mm disc) is tiny.
EXPECTED = (
    Expected("cyst", 4, dice=0.80, diameter_mm=2.0),
    Expected("fibroadenoma", 5, dice=0.75, diameter_mm=2.5),
    Expected("spiculated", 3, dice=0.65, diameter_mm=3.5),
    Expected("nothing", 7, area_mm2=20.0),
)
PHANTOM_MODALITY, PHANTOM_SEGMENT = "US", "lesion"
"""Packs of this modality with this segment are asked about the phantoms."""

# Half a pixel at each end is what a mask can say of a diameter.
MEASURING_TOLERANCE_MM = 0.25

# The encodings that hospitals' archives hold still pictures in.
NEEDED_DECODERS = (
    "JPEG Baseline (Process 1)",
    "JPEG Lossless, Non-Hierarchical, First-Order Prediction (Process 14 [Selection Value 1])",
    "JPEG-LS Lossless Image Compression",
    "JPEG 2000 Image Compression (Lossless Only)",
    "JPEG 2000 Image Compression",
    "RLE Lossless",
    "PNG",
    "JPEG",
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--pack", metavar="ID", help="check this pack only (default: all)")
    parser.add_argument(
        "--device", default="auto", choices=("auto", "cpu", "cuda", "mps"), help="default: auto"
    )


def run(args: argparse.Namespace) -> int:
    failed = total = 0
    with tempfile.TemporaryDirectory(prefix="medviewer-selftest-") as folder:
        for check in checks(Path(folder), args.pack, args.device):
            print(check, flush=True)
            total += 1
            failed += not check.passed
    print(f"{total - failed} of {total} checks passed.")
    return 1 if failed else 0


def checks(folder: Path, pack_id: str | None, device: str) -> Iterator[Check]:
    """Every check, made as it is asked for.

    Args:
        folder: for the files that are written; empty.
        pack_id: one pack, or None for all that are installed.
        device: where the networks run.

    Raises:
        PackError: no pack of that id.
    """
    from medviewer.imaging.phantoms import simulate_ultrasound, write_phantom_dicom
    from medviewer.packs.registry import PackRegistry

    registry = PackRegistry()
    packs = [registry.get(pack_id)] if pack_id else registry.all()
    yield from _installation()
    yield _decoders()
    scans: list[tuple[Expected, Phantom, ImageVolume]] = []
    for expected in EXPECTED:
        phantom = simulate_ultrasound(expected.kind, expected.seed)
        path = write_phantom_dicom(phantom, folder / f"{expected.kind}.dcm")
        try:
            volume = _read(path)
        except KnownError as error:
            yield Check(f"reading, {expected.kind}", False, str(error))
            continue
        scans.append((expected, phantom, volume))
        yield _reading(phantom, volume)
        if phantom.diameter_mm is not None:
            yield _measuring(phantom, volume)
    if scans:
        yield _store(folder, *scans[0][1:])
    if not packs:
        yield Check("packs", False, _no_packs())
        return
    yield from _packs(registry, packs, scans, device)


def _no_packs() -> str:
    from medviewer.resources import pack_folders

    places = ", ".join(str(f) for f in pack_folders())
    return f"no model pack is installed in {places}, so nothing can be predicted"


def _installation() -> Iterator[Check]:
    """The installed program's files against the record made with them; elsewhere no check."""
    from medviewer.app.bundle import bundle_folder, changed_files, recorded_files

    folder = bundle_folder()
    if folder is None:
        return
    changed = changed_files(folder)
    if changed:
        names = ", ".join(str(file.path) for file in changed[:3])
        detail = f"{len(changed)} files are missing or changed ({names}); install again"
        yield Check("installation", False, detail)
    else:
        detail = f"all {len(recorded_files(folder))} files as they were made"
        yield Check("installation", True, detail)


def _decoders() -> Check:
    from medviewer.imaging.registry import default_registry

    known = default_registry().decoders()
    missing = [name for name in NEEDED_DECODERS if not known.get(name)]
    if missing:
        return Check("decoders", False, f"nothing here decodes {', '.join(missing)}")
    return Check("decoders", True, f"all {len(NEEDED_DECODERS)} usual encodings can be decoded")


def _read(path: Path) -> "ImageVolume":
    from medviewer.imaging.registry import default_registry

    return default_registry().read(path)


def _reading(phantom: "Phantom", volume: "ImageVolume") -> Check:
    """The pixels and the scale that were written come back."""
    import numpy as np

    scale = volume.geometry.main_calibration()
    same = bool(np.array_equal(volume.frame(0), phantom.picture))
    passed = same and scale == phantom.calibration
    spacing = f"{scale.column_mm:.4f} mm a pixel" if scale.column_mm else "no scale"
    detail = f"pixels {'as written' if same else 'CHANGED'}, {spacing} from {scale.source}"
    return Check(f"reading, {phantom.kind}", passed, detail)


def _measuring(phantom: "Phantom", volume: "ImageVolume") -> Check:
    """The true mask measures the true diameter."""
    from medviewer.inference.measure import findings

    (finding,) = findings(_truth(phantom), volume.geometry, volume.kind)
    measured = finding.measurement(MeasurementKind.LONGEST_DIAMETER)
    assert measured is not None
    assert phantom.diameter_mm is not None
    off = abs(measured.value - phantom.diameter_mm)
    detail = (
        f"{measured.value:.2f} {measured.unit}, truth {phantom.diameter_mm:.2f} mm "
        f"(at most {MEASURING_TOLERANCE_MM} off), scale from {measured.source}"
    )
    passed = (
        off <= MEASURING_TOLERANCE_MM
        and measured.unit == "mm"
        and measured.source is SpacingSource.ULTRASOUND_REGION
    )
    return Check(f"measuring, {phantom.kind}", passed, detail)


def _truth(phantom: "Phantom") -> SegmentationMask:
    segment = Segment(PHANTOM_SEGMENT, "Lesion", (230, 159, 0), "L")
    return SegmentationMask(segment, phantom.mask[None])


def _true_result(phantom: "Phantom", volume: "ImageVolume") -> "InferenceResult":
    """What a perfect pack would answer."""
    import datetime as dt

    from medviewer import __version__
    from medviewer.domain.result import (
        ClassProbability,
        Diagnosis,
        InferenceResult,
        OperatingPoint,
        PackReference,
        Provenance,
    )
    from medviewer.inference.measure import findings

    point = OperatingPoint("most-probable", "Most probable class", "the truth of the phantom")
    reference = PackReference("selftest", __version__, "0" * 64, "Truth of a phantom")
    mask = _truth(phantom)
    return InferenceResult(
        case=volume.case,
        content_hash=volume.content_hash,
        masks=(mask,),
        findings=findings(mask, volume.geometry, volume.kind),
        probabilities=(ClassProbability(phantom.label, phantom.label, 1.0),),
        diagnosis=Diagnosis(phantom.label, phantom.label, 1.0, point),
        provenance=Provenance(reference, __version__, "none", dt.datetime.now(dt.UTC)),
    )


def _store(folder: Path, phantom: "Phantom", volume: "ImageVolume") -> Check:
    """Save, close, sign in again, read back; and nothing legible on the disk."""
    import numpy as np

    from medviewer.imaging.record import scan_record
    from medviewer.store import create_store, open_store

    result = _true_result(phantom, volume)
    path = folder / "selftest.db"
    sign_in = ("selftest", secrets.token_urlsafe(16))
    try:
        with create_store(path, *sign_in) as store:
            store.results.save(result, scan_record(volume, result))
        with open_store(path, *sign_in) as store:
            (kept,) = store.results.for_scan(volume.content_hash)
            intact = store.audit.verify().ok
    except (KnownError, OSError, ImportError) as error:
        return Check("store", False, str(error))
    same = np.array_equal(kept.result.masks[0].array, result.masks[0].array) and (
        (kept.result.findings, kept.result.diagnosis, kept.scan.context)
        == (result.findings, result.diagnosis, volume.context)
    )
    name = volume.context.patient.name.encode()
    legible = any(name in file.read_bytes() for file in folder.glob("selftest.db*"))
    detail = (
        f"result {'read back as saved' if same else 'CHANGED'}, "
        f"files {'LEGIBLE' if legible else 'encrypted'}, "
        f"audit trail {'intact' if intact else 'BROKEN'}"
    )
    return Check("store", bool(same and intact and not legible), detail)


def _packs(
    registry: "PackRegistry",
    packs: "list[ModelPack]",
    scans: "list[tuple[Expected, Phantom, ImageVolume]]",
    device: str,
) -> Iterator[Check]:
    """The weights of each pack, then its answers to the phantoms it was made for."""
    from medviewer.inference.predictor import Predictor

    predictor = Predictor(registry, device)
    for pack in packs:
        try:
            registry.verify(pack.id)
        except KnownError as error:
            yield Check(f"{pack.id}, weights", False, str(error))
            continue
        yield Check(f"{pack.id}, weights", True, f"SHA-256 {pack.weights_sha256[:12]} as measured")
        if not _answers_phantoms(pack):
            print(f"      {pack.id}: there are no phantoms for this pack; its answers not checked")
            continue
        for expected, phantom, volume in scans:
            yield _answer(pack, predictor, expected, phantom, volume)
        if pack.gate is not None and scans:
            yield _refusal(pack, predictor, scans[0][2])


def _answers_phantoms(pack: "ModelPack") -> bool:
    return PHANTOM_MODALITY in pack.modalities and any(
        s.segment.label == PHANTOM_SEGMENT for s in pack.segments
    )


def _refusal(pack: "ModelPack", predictor: "Predictor", volume: "ImageVolume") -> Check:
    """A phantom upside down is not what the pack was made for."""
    import dataclasses

    from medviewer.domain.errors import RefusedError
    from medviewer.domain.image import ArrayFrames
    from medviewer.domain.result import InferenceRequest

    name = f"{pack.id}, upside down"
    turned = dataclasses.replace(volume, frames=ArrayFrames(volume.frame(0)[None, ::-1]))
    try:
        predictor.predict(InferenceRequest(turned, pack.id))
    except RefusedError:
        return Check(name, True, "refused, as it must be")
    except KnownError as error:
        return Check(name, False, str(error))
    return Check(name, False, "read as if it were a scan the right way up")


def _answer(
    pack: "ModelPack",
    predictor: "Predictor",
    expected: Expected,
    phantom: "Phantom",
    volume: "ImageVolume",
) -> Check:
    """One prediction against the truth."""
    from medviewer.domain.result import InferenceRequest

    name = f"{pack.id}, {expected.kind}"
    try:
        result = predictor.predict(InferenceRequest(volume, pack.id))
    except KnownError as error:
        return Check(name, False, str(error))
    mask = next(m for m in result.masks if m.segment.label == PHANTOM_SEGMENT)
    if mask.array.shape != (1, *phantom.mask.shape):
        return Check(name, False, f"the mask is {mask.array.shape}, the scan {phantom.mask.shape}")
    if phantom.diameter_mm is None:
        passed, detail = _judge_nothing(expected, phantom, mask.area_px)
    else:
        passed, detail = _judge_lesion(expected, phantom, result)
    said = result.diagnosis
    told = f"; says {said.label} {said.probability:.0%}, true {phantom.label}" if said else ""
    return Check(name, passed, detail + told)


def _judge_nothing(expected: Expected, phantom: "Phantom", area_px: int) -> tuple[bool, str]:
    area = area_px * (phantom.calibration.pixel_area_mm2 or 0)
    return area <= expected.area_mm2, f"{area:.1f} mm² outlined (at most {expected.area_mm2:g})"


def _judge_lesion(
    expected: Expected, phantom: "Phantom", result: "InferenceResult"
) -> tuple[bool, str]:
    from medviewer.inference.measure import overlap

    mask = next(m for m in result.masks if m.segment.label == PHANTOM_SEGMENT)
    dice = overlap(mask.array[0], phantom.mask).dice
    lesions = (f for f in result.findings if f.segment_label == PHANTOM_SEGMENT)
    largest = max(lesions, key=lambda f: f.area_px, default=None)
    detail = f"Dice {dice:.3f} (at least {expected.dice:g})"
    longest = largest and largest.measurement(MeasurementKind.LONGEST_DIAMETER)
    if not longest or phantom.diameter_mm is None:
        return False, f"{detail}, nothing outlined"
    off = abs(longest.value - phantom.diameter_mm)
    detail += (
        f", longest diameter {longest.value:.1f} {longest.unit}, truth "
        f"{phantom.diameter_mm:.1f} mm (at most {expected.diameter_mm:g} off), "
        f"scale from {longest.source}"
    )
    scaled = longest.unit == "mm" and longest.source is SpacingSource.ULTRASOUND_REGION
    return dice >= expected.dice and scaled and off <= expected.diameter_mm, detail
