"""Outline and name what scans show, with a model pack.

PATH are files or folders. A case is one picture, one cine or one volume series; a picture
X_mask.png beside X.png is a person's reference mask of X, never a case: the prediction is
scored against it. OUT/results.jsonl gets a line a case as it is done (its form:
resources/schemas/predict.schema.json), OUT/masks the masks on the input's own grid: PNG 0/255
for pictures, NIfTI for volumes, or DICOM SEG. A case that cannot be read, or that the pack was
not made for, is a line with its reason; the others go on.

Without --pack each case is read by the installed pack that it fits: its modality decides, and
where that leaves several, what each pack measures of a few frames. A case that fits none or
not clearly one is refused; the reason names those that come into question.

Exit status: 0 every case was answered, 1 some were not, 2 wrong use. Not for diagnostic use.
"""

import argparse
import contextlib
import hashlib
import json
import logging
import sys
import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

from medviewer.domain.choice import AUTOMATIC, NONE_CHOSEN, UndecidedError
from medviewer.domain.errors import KnownError, PackError, RefusedError
from medviewer.domain.result import (
    InferenceRequest,
    InferenceResult,
    PackReference,
    ResultStatus,
)
from medviewer.domain.segmentation import MeasurementKind
from medviewer.files import why

if TYPE_CHECKING:
    from medviewer.domain.image import ImageVolume
    from medviewer.exchange.masks import MaskFormat
    from medviewer.exchange.result_line import Line
    from medviewer.imaging.index import IndexedSeries, IndexProblem
    from medviewer.inference.predictor import Predictor
    from medviewer.packs.pack import ModelPack
    from medviewer.packs.registry import PackRegistry
    from medviewer.store import Store

log = logging.getLogger(__name__)

_MOST_SAID = 3  # findings of a case on the terminal; the file has them all


def add_arguments(parser: argparse.ArgumentParser) -> None:
    from medviewer.app.sign_in import add_store_argument

    parser.add_argument("paths", nargs="+", type=Path, metavar="PATH", help="scan or folder")
    parser.add_argument(
        "--pack",
        metavar="ID",
        default=AUTOMATIC,
        help="model pack, or auto: the one that fits each scan (default: auto)",
    )
    parser.add_argument(
        "--out", required=True, type=Path, metavar="DIR", help="folder of the results"
    )
    parser.add_argument("--device", choices=("auto", "cpu", "cuda", "mps"), default="auto")
    parser.add_argument(
        "--operating-point",
        metavar="NAME",
        help="how probabilities become a diagnosis (default: the pack's)",
    )
    parser.add_argument(
        "--override-refusal",
        action="store_true",
        help="read also what the pack was not made for; the reason is kept with the result",
    )
    parser.add_argument(
        "--format",
        choices=("png", "nifti", "seg"),
        default="png",
        help="of the masks; with png, cines and volumes are written as NIfTI (default: png)",
    )
    parser.add_argument(
        "--save", action="store_true", help="put the results into the encrypted store as well"
    )
    add_store_argument(parser)


def run(args: argparse.Namespace) -> int:
    """Predict every case.

    Raises:
        KnownError: no such path, pack or operating point, or the results cannot be written.
    """
    from medviewer.exchange.masks import MaskFormat
    from medviewer.packs.registry import PackRegistry

    _check_paths(args.paths)
    registry = PackRegistry()
    pack = _pack(registry, args)
    packs = registry.all() if pack is None else [pack]
    points = _points(packs, args.operating_point)
    cases = _cases(args.paths, args.out)
    with contextlib.ExitStack() as stack:
        store = None
        if args.save:
            from medviewer.app.sign_in import command_line_store

            store = stack.enter_context(command_line_store(args.store))
            for one in packs:
                store.results.prepare_diagnoses(one.class_labels)
        stream = stack.enter_context(_results_file(args.out))
        work = _Work(
            predictor=_predictor(registry, pack, args.device),
            registry=registry,
            pack=pack,
            points=points,
            out=args.out,
            mask_format=MaskFormat(args.format),
            store=store,
            override_refusal=args.override_refusal,
        )
        counts = _predict_all(work, cases, stream)
    total = sum(counts.values())
    parts = ", ".join(f"{counts[s]} {s.value}" for s in ResultStatus)
    _say(f"{total} cases: {parts}. Results in {args.out / 'results.jsonl'}")
    return 0 if counts[ResultStatus.OK] == total else 1


def _check_paths(paths: Sequence[Path]) -> None:
    for path in paths:
        # What may not be looked at is there all the same: it becomes a line with its reason.
        with contextlib.suppress(PermissionError):
            if not path.exists():
                raise KnownError(f"There is no file or folder {path}; check how it is written.")


def _pack(registry: "PackRegistry", args: argparse.Namespace) -> "ModelPack | None":
    """The pack that was named, or the only one; None where each scan is to get its own."""
    if args.pack != AUTOMATIC:
        return registry.get(args.pack)
    packs = registry.all()
    if not packs:
        raise PackError("No model pack is installed; put one into a folder of MEDVIEWER_PACKS.")
    if len(packs) == 1:
        return packs[0]
    if args.override_refusal:
        names = ", ".join(p.id for p in packs)
        raise PackError(
            "--override-refusal holds for one model pack; name it with --pack: " + names + "."
        )
    return None


def _points(packs: Sequence["ModelPack"], name: str | None) -> dict[str, str]:
    """The operating point of each pack that names anything; empty for their defaults."""
    if not name:
        return {}
    naming = [p for p in packs if p.classes] or packs
    if all(name not in {point.name for point in p.operating_points} for p in naming):
        naming[0].operating_point(name)  # says which there are
    return {p.id: name for p in naming}


def _predictor(registry: "PackRegistry", pack: "ModelPack | None", device: str) -> "Predictor":
    from medviewer.inference.predictor import Predictor

    predictor = Predictor(registry, device)
    if pack is not None:
        predictor.load(pack.id)
    if predictor.device_note:
        print(f"medviewer: {predictor.device_note}", file=sys.stderr)
    return predictor


Case = tuple["IndexedSeries | IndexProblem", str]


def _cases(paths: Sequence[Path], out: Path) -> list[Case]:
    """What is to be answered, each with a name for its files that no other case has.

    A name is the file's stem; where several have the same one, a part of the hash of the
    file's absolute path follows, so that it does not depend on what else is predicted along.
    The masks of an earlier run are no cases, and a scan named twice, by itself and by its
    folder, is one.
    """
    from medviewer.imaging.index import scan_paths

    masks = (out / "masks").absolute()
    unique: dict[Path, IndexedSeries | IndexProblem] = {}
    for item in scan_paths(paths):
        file = _first_file(item)
        if masks not in file.absolute().parents:
            unique.setdefault(file.absolute(), item)
    if not unique:
        raise KnownError(f"There are no scans in {', '.join(map(str, paths))}.")
    kept = [(item, _first_file(item)) for item in unique.values()]
    stems = Counter(file.stem.casefold() for _, file in kept)
    cases = []
    for item, file in kept:
        name = file.stem
        if stems[name.casefold()] > 1:
            text = str(file.absolute()).encode("utf-8", "surrogateescape")
            name = f"{name}-{hashlib.sha256(text).hexdigest()[:8]}"
        cases.append((item, name))
    return cases


def _first_file(item: "IndexedSeries | IndexProblem") -> Path:
    from medviewer.imaging.index import IndexProblem

    return item.path if isinstance(item, IndexProblem) else item.files[0]


@contextlib.contextmanager
def _results_file(out: Path) -> Iterator[TextIO]:
    path = out / "results.jsonl"
    try:
        out.mkdir(parents=True, exist_ok=True)
        # A file name that is no valid UTF-8 becomes a JSON escape.
        stream = path.open("w", encoding="utf-8", errors="backslashreplace", newline="\n")
    except OSError as error:
        raise KnownError(f"{path} cannot be written: {why(error)}") from None
    try:
        yield stream
    finally:
        # Every line was flushed; what a full disk says again here was said before.
        with contextlib.suppress(OSError):
            stream.close()


@dataclass
class _Work:
    """What stays the same from case to case."""

    predictor: "Predictor"
    registry: "PackRegistry"
    pack: "ModelPack | None"
    points: Mapping[str, str]
    out: Path
    mask_format: "MaskFormat"
    store: "Store | None"
    override_refusal: bool = False
    bar: Any = field(default=None)

    def answer(self, case: Case) -> tuple["Line", str]:
        """The line of one case and what to say of it."""
        from medviewer.imaging.archive import source_name

        line, said = self._answer(case)
        # What was unpacked of an archive lies where nobody finds it later.
        return line | {"input": source_name(Path(line["input"]))}, said

    def _answer(self, case: Case) -> tuple["Line", str]:
        from medviewer.exchange.result_line import failed_line
        from medviewer.imaging.index import IndexProblem
        from medviewer.imaging.registry import read_series

        item, name = case
        path = _first_file(item)
        volume, seconds, status, asked = None, 0.0, ResultStatus.ERROR, ""
        try:
            if isinstance(item, IndexProblem):
                raise KnownError(item.reason)
            start = time.perf_counter()
            volume = read_series(item)
            seconds = time.perf_counter() - start
            return self._predict(volume, name, seconds)
        except RefusedError as error:
            status, reason, asked = ResultStatus.REFUSED, str(error), error.pack_id
        except UndecidedError as error:
            status, reason = ResultStatus.REFUSED, str(error)
        except KnownError as error:
            reason = str(error)
        except Exception as error:  # noqa: BLE001 - one scan must not end the others' work
            log.info("a case failed", exc_info=error)
            reason = f"{path.name}: MedViewer itself failed on it ({type(error).__name__})."
        pack, device = self._reference(asked), self.predictor.device_name
        line = failed_line(path, status, reason, pack, device, volume, seconds)
        # The reason names the file.
        return line, f"{status.value}: {reason}"

    def _reference(self, asked: str) -> PackReference:
        """What a line without an answer names as its pack."""
        if self.pack is not None:
            return self.pack.reference
        return self.registry.get(asked).reference if asked else NONE_CHOSEN

    def _request(self, volume: "ImageVolume") -> InferenceRequest:
        if self.pack is None:
            return InferenceRequest(volume, AUTOMATIC, points=self.points)
        point = self.points.get(self.pack.id)
        return InferenceRequest(volume, self.pack.id, point, self.override_refusal)

    def _predict(self, volume: "ImageVolume", name: str, seconds: float) -> tuple["Line", str]:
        from medviewer.exchange.masks import write_masks
        from medviewer.exchange.result_line import result_line

        volume = self._with_own_scale(volume)
        result = self._run(self._request(volume), seconds)
        files = write_masks(result, volume, self.out, self.mask_format, name)
        line = result_line(result, volume, files)
        by = f"{result.provenance.pack.id}: " if self.pack is None else ""
        said = f"{result.case}: {by}{_summary(result)}"
        if result.provenance.overridden_refusal is not None:
            said += f"; READ AGAINST THE PACK'S REFUSAL: {result.provenance.overridden_refusal}"
        if volume.reference_mask is not None and len(result.masks) == 1:
            line["reference"] = _reference(volume, result)
            said += "; Dice {dice:.3f}, IoU {iou:.3f}".format(**line["reference"])
        if self.store is not None:
            from medviewer.imaging.record import scan_record

            try:
                self.store.results.save(result, scan_record(volume, result))
            except KnownError as error:
                reason = f"The masks were written, but the result was not saved. {error}"
                line |= {"status": ResultStatus.ERROR.value, "reason": reason}
                said += f"; error: {reason}"
        return line, said

    def _with_own_scale(self, volume: "ImageVolume") -> "ImageVolume":
        """The scan with the scale that a person gave it in the window, where the store is open."""
        from medviewer.jobs.calibration import can_be_calibrated, with_scale

        if self.store is None or not can_be_calibrated(volume):
            return volume
        scale = self.store.calibrations.of(volume.content_hash)
        return volume if scale is None else with_scale(volume, scale)

    def _run(self, request: InferenceRequest, seconds: float) -> InferenceResult:
        steps = self.predictor.run(request, seconds)
        while True:
            try:
                progress = next(steps)
            except StopIteration as stop:
                result: InferenceResult = stop.value
                return result
            if self.bar is not None:
                self.bar.set_postfix_str(progress.message)


def _predict_all(work: _Work, cases: Sequence[Case], stream: TextIO) -> Counter[ResultStatus]:
    """Answer case by case; each line is on the disk before the next case begins."""
    counts: Counter[ResultStatus] = Counter()
    if sys.stderr.isatty():
        from tqdm import tqdm

        work.bar = tqdm(total=len(cases), unit="case", file=sys.stderr)
    try:
        for case in cases:
            line, said = work.answer(case)
            try:
                stream.write(json.dumps(line, ensure_ascii=False, allow_nan=False) + "\n")
                stream.flush()
            except OSError as error:
                raise KnownError(
                    f"{work.out / 'results.jsonl'} ends after {sum(counts.values())} cases: "
                    f"{why(error)}"
                ) from None
            counts[ResultStatus(line["status"])] += 1
            if work.bar is not None:
                work.bar.update()
                work.bar.clear()
            _say(said)
    finally:
        if work.bar is not None:
            work.bar.close()
    return counts


def _summary(result: InferenceResult) -> str:
    """A case in a line for the terminal."""
    parts = []
    if result.diagnosis is not None:
        others = ", ".join(
            f"{p.label} {p.probability:.0%}"
            for p in result.probabilities
            if p.label != result.diagnosis.label
        )
        named = f"{result.diagnosis.label} {result.diagnosis.probability:.0%} ({others})"
        parts.append(f"{named}, {result.diagnosis.operating_point.name}")
    for finding in result.findings[:_MOST_SAID]:
        longest = finding.measurement(MeasurementKind.LONGEST_DIAMETER)
        across = finding.measurement(MeasurementKind.PERPENDICULAR_DIAMETER)
        if longest is not None and across is not None:
            size = f"{longest.value:.1f} x {across.value:.1f} {longest.unit}"
            uncalibrated = " (uncalibrated)" if longest.unit == "px" else ""
            parts.append(f"{finding.segment_label} {finding.number}: {size}{uncalibrated}")
    if len(result.findings) > _MOST_SAID:
        parts.append(f"{len(result.findings) - _MOST_SAID} smaller ones")
    if result.masks and not result.findings:
        parts.append("nothing outlined")
    return "; ".join(parts)


def _reference(volume: "ImageVolume", result: InferenceResult) -> dict[str, float]:
    """Agreement of the mask with the person's mask beside the picture."""
    from medviewer.inference.measure import overlap

    assert volume.reference_mask is not None
    found = overlap(result.masks[0].array[0], volume.reference_mask)
    return {"dice": found.dice, "iou": found.iou}


def _say(text: str) -> None:
    """Print, whatever the terminal's characters are."""
    encoding = sys.stdout.encoding or "utf-8"
    print(text.encode(encoding, "backslashreplace").decode(encoding), flush=True)
