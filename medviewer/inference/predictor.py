"""From a scan to a pack's answer: prepare, network, decide, measure, frame by frame."""

import datetime as dt
import time
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from medviewer import __version__
from medviewer.domain.choice import AUTOMATIC, PackChoice, UndecidedError, none_takes
from medviewer.domain.errors import RefusedError
from medviewer.domain.evidence import Evidence, EvidenceRequest
from medviewer.domain.image import ImageVolume, VoiWindow
from medviewer.domain.progress import Progress
from medviewer.domain.result import (
    CHOICE_SETTING,
    ClassProbability,
    Diagnosis,
    InferenceRequest,
    InferenceResult,
    OperatingPoint,
    Provenance,
    Timings,
)
from medviewer.domain.segmentation import SegmentationMask
from medviewer.inference.choosing import Choosing, blank_refusal, choose_pack
from medviewer.inference.engines import Engines
from medviewer.packs.pack import GateRule, ModelPack
from medviewer.packs.registry import PackRegistry
from medviewer.packs.suitability import reasons_of_file

if TYPE_CHECKING:
    from medviewer.inference.engine import Engine
    from medviewer.packs.gate import Likeness, PictureGate

Run = Generator[Progress, None, InferenceResult]
Explanation = Generator[Progress, None, Evidence]


class Predictor:
    """Answers requests; keeps the networks it has loaded. To be used from one thread.

    Making one imports torch, which takes a second or two.

    Args:
        registry: the packs that may be asked for.
        device: ``auto``, ``cpu``, ``cuda`` or ``mps``.

    Raises:
        ValueError: no such kind of device.
    """

    def __init__(self, registry: PackRegistry, device: str = "auto") -> None:
        from medviewer.inference.engine import choose_device

        self._registry = registry
        chosen, self._note = choose_device(device)
        self._device_name = chosen.type
        self._engines = Engines(device)

    @property
    def device_name(self) -> str:
        """The device in use: ``cpu``, ``cuda`` or ``mps``."""
        return self._device_name

    @property
    def device_note(self) -> str | None:
        """A sentence where the device in use is not the one asked for."""
        return self._note

    def load(self, pack_id: str) -> ModelPack:
        """Load a pack's network ahead of its first request.

        Raises:
            PackError: no such pack, or its weights or its gate are missing, changed or do not
                fit.
        """
        pack = self._registry.get(pack_id)
        self._engines.of(pack)
        return pack

    def predict(self, request: InferenceRequest, read_seconds: float = 0.0) -> InferenceResult:
        """The answer to a request, without progress; see ``run``."""
        steps = self.run(request, read_seconds)
        while True:
            try:
                next(steps)
            except StopIteration as stop:
                result: InferenceResult = stop.value
                return result

    def run(self, request: InferenceRequest, read_seconds: float = 0.0) -> Run:
        """Answer a request step by step; closing the generator cancels it.

        In a cine or a stack every frame is outlined, and the probabilities of the case are
        the mean of its frames' (frames of one grey value do not vote). The same scan gives
        the same answer on the same device. A refusal that the request overrides is kept in the
        provenance.

        Args:
            request: the scan, the pack or ``AUTOMATIC``, the operating point and whether to read
                what the pack refuses.
            read_seconds: what reading the file took; decoding the frames is added to it. The
                timings leave out the loading of the network, which only the first case pays.

        Yields:
            One ``Progress`` before the first frame and one after each.

        Raises:
            RefusedError: the pack was not made for this scan, nor is any other of those asked.
            UndecidedError: a person has to choose among several packs.
            PackError: no such pack or operating point, or its weights cannot be used.
            ReadError: a frame cannot be decoded.
        """
        choosing = 0.0
        if request.pack_id == AUTOMATIC:
            choice = yield from self.choose(request.volume, request.preferred)
            request, choosing = _with_pack(request, choice), choice.seconds
        pack = self._registry.get(request.pack_id)
        point = None
        if pack.classes or request.operating_point:
            point = pack.operating_point(request.operating_point)
        refusal = _Refusal(request)
        for reason in reasons_of_file(pack, request.volume):
            refusal.because(*reason)
        total = len(request.volume)
        yield Progress(0, total, "Loading the network")
        case = _Case(pack, point, request.volume, *self._engines.of(pack), refusal)
        case.watch.network += choosing
        try:
            for index in range(total):
                case.add_frame(index)
                yield Progress(index + 1, total, f"Frame {index + 1} of {total}")
            return case.result(read_seconds)
        except MemoryError:
            rows, columns = request.volume.geometry.rows, request.volume.geometry.columns
            raise RefusedError(
                f"{request.volume.case}: {total} x {rows} x {columns} pixels do not fit into "
                "this computer's memory; cut the scan down or use a larger computer."
            ) from None
        finally:
            self._device_name, note = case.engine.device_name, case.engine.note
            self._note = note or self._note

    def choose(self, volume: ImageVolume, preferred: str | None = None) -> Choosing:
        """Ask the installed packs which of them is to read a scan; see ``choose_pack``."""
        return choose_pack(self._registry.all(), volume, self._engines.of, shown_frame, preferred)

    def explain(self, request: EvidenceRequest) -> Explanation:
        """What spoke for a class on one frame; on the CPU, as quick as a few predictions.

        Args:
            request: the scan, the pack, the class and the frame.

        Yields:
            One ``Progress`` before the work.

        Raises:
            RefusedError: the frame is blank, or the pack does not name the class from a map.
            PackError: no such pack, or its weights cannot be used.
            ReadError: the frame cannot be decoded.
        """
        from medviewer.inference.engine import load_network
        from medviewer.inference.evidence import grad_cam
        from medviewer.packs.preprocess import prepare

        pack, volume = self._registry.get(request.pack_id), request.volume
        yield Progress(0, 1, "Looking at what the network saw")
        picture = shown_frame(pack, volume, volume.frame(request.frame), request.frame)
        titles = {c.label: c.title for c in pack.classes}
        if request.label not in titles or picture.min() == picture.max():
            raise RefusedError(f"{volume.case}: there is no evidence to show for this picture.")
        prepared = prepare(picture, pack.input)
        index = list(titles).index(request.label)
        try:
            maps = grad_cam(
                load_network(pack), prepared.array[None], index, flips=pack.flips_at_test
            )
        except ValueError as error:
            raise RefusedError(f"{volume.case}: no evidence can be shown; {error}.") from None
        weights = np.clip(prepared.transform.to_input(maps)[0], 0, 1)
        title = titles[request.label]
        return Evidence(volume.content_hash, request.label, title, request.frame, weights)


def _with_pack(request: InferenceRequest, choice: PackChoice) -> InferenceRequest:
    """The question put to the pack that was chosen.

    Raises:
        RefusedError: none takes the scan.
        UndecidedError: a person has to choose.
    """
    case, taken = request.volume.case, choice.taken
    if taken is None and choice.candidates:
        raise UndecidedError(case, choice)
    if taken is None:
        raise none_takes(case, choice)
    point = request.operating_point or request.points.get(taken)
    return replace(request, pack_id=taken, operating_point=point, chosen=choice.why)


@dataclass
class _Refusal:
    """What speaks against reading a scan: an error, or a note where the reader overrides it."""

    request: InferenceRequest
    reasons: list[str] = field(default_factory=list)

    def because(self, why: str, advice: str) -> None:
        """Note a reason; ``advice`` is what to do instead.

        Raises:
            RefusedError: the request does not override refusals.
        """
        if not self.request.override_refusal:
            sentence = f"{self.request.volume.case}: {why}; {advice}."
            raise RefusedError(sentence, overridable=True, pack_id=self.request.pack_id)
        self.reasons.append(f"{why[0].upper()}{why[1:]}.")

    @property
    def overridden(self) -> str | None:
        return " ".join(self.reasons) or None


def shown_frame(
    pack: ModelPack, volume: ImageVolume, frame: np.ndarray, index: int
) -> npt.NDArray[np.uint8]:
    """A frame as a pack sees it: at the window of the pack, else at that of the frame.

    Raises:
        RefusedError: some of its values are no numbers.
    """
    from medviewer.imaging.windowing import default_window, render

    if frame.dtype.kind == "f" and not np.isfinite(frame).all():
        count = int(np.count_nonzero(~np.isfinite(frame)))
        raise RefusedError(
            f"{volume.case}: {count} pixels of frame {index + 1} are not finite "
            "numbers; export the scan again."
        )
    rule = pack.input.window
    window = (
        default_window(volume, frame, index) if rule is None else VoiWindow(rule.width, rule.centre)
    )
    return render(frame, window, volume.inverted, volume.padding)


@dataclass
class _Stopwatch:
    """Seconds spent on each part of the work."""

    read: float = 0.0
    preprocess: float = 0.0
    network: float = 0.0
    postprocess: float = 0.0

    @contextmanager
    def on(self, part: str) -> Iterator[None]:
        start = time.perf_counter()
        yield
        setattr(self, part, getattr(self, part) + time.perf_counter() - start)


@dataclass
class _Case:
    """One scan on its way through a pack."""

    pack: ModelPack
    point: OperatingPoint | None
    volume: ImageVolume
    engine: "Engine"
    gate: "PictureGate | None"
    refusal: _Refusal
    watch: _Stopwatch = field(default_factory=_Stopwatch)
    votes: list[npt.NDArray[np.float64]] = field(default_factory=list)
    likenesses: "list[Likeness]" = field(default_factory=list)
    coloured: list[float] = field(default_factory=list)
    blank: int = 0
    gated: int = 0

    def __post_init__(self) -> None:
        geometry = self.volume.geometry
        shape = (len(self.pack.segments), len(self.volume), geometry.rows, geometry.columns)
        self.masks = np.zeros(shape, bool)
        self.maps = np.zeros(shape, np.float16)

    def add_frame(self, index: int) -> None:
        """Predict one frame; a frame of one grey value shows nothing and does not vote."""
        from medviewer.packs.postprocess import decide
        from medviewer.packs.preprocess import prepare

        with self.watch.on("read"):
            frame = self.volume.frame(index)
        with self.watch.on("preprocess"):
            picture = shown_frame(self.pack, self.volume, frame, index)
            if picture.min() == picture.max():
                self.blank += 1
                return
            prepared = prepare(picture, self.pack.input)
        with self.watch.on("network"):
            output = self.engine.infer(prepared.array[None])
        with self.watch.on("postprocess"):
            maps = np.zeros((0, *picture.shape[:2]), np.float32)
            if output.mask_probability is not None:
                maps = prepared.transform.to_input(output.mask_probability[0])
            logits = None if output.class_logits is None else output.class_logits[0]
            decision = decide(self.pack, maps, logits, self.point)
            self.masks[:, index] = decision.masks
            self.maps[:, index] = maps
            self.votes.append(decision.probabilities)
            self.gated += decision.gated
            if self.gate is not None:
                self._compare(self.gate, output.statistics, picture)

    def _compare(
        self,
        gate: "PictureGate",
        statistics: npt.NDArray[np.float32] | None,
        picture: npt.NDArray[np.uint8],
    ) -> None:
        """Measure how like the pack's own pictures this one is."""
        from medviewer.packs.gate import measure_statistics
        from medviewer.packs.suitability import coloured_share

        self.likenesses += measure_statistics(self.pack, gate, statistics)
        self.coloured.append(coloured_share(picture))

    def result(self, read_seconds: float) -> InferenceResult:
        """The answer, once every frame was added.

        Raises:
            RefusedError: there was nothing to see on any frame.
        """
        from medviewer.inference.measure import findings
        from medviewer.packs.postprocess import largest_part

        if not self.votes:
            raise blank_refusal(self.volume)
        self._judge()
        with self.watch.on("postprocess"):
            for index, segment in enumerate(self.pack.segments):
                if segment.largest_part and len(self.volume) > 1:
                    self.masks[index] = largest_part(self.masks[index])
            masks = tuple(
                SegmentationMask(s.segment, self.masks[i], self.maps[i])
                for i, s in enumerate(self.pack.segments)
            )
            found = tuple(
                finding
                for mask in masks
                for finding in findings(mask, self.volume.geometry, self.volume.kind)
            )
            probabilities, diagnosis = self._diagnosis()
        watch = self.watch
        read_seconds += watch.read
        seconds = (read_seconds, watch.preprocess, watch.network, watch.postprocess)
        return InferenceResult(
            case=self.volume.case,
            content_hash=self.volume.content_hash,
            masks=masks,
            findings=found,
            probabilities=probabilities,
            diagnosis=diagnosis,
            provenance=Provenance(
                pack=self.pack.reference,
                program_version=__version__,
                device=self.engine.device_name,
                made_at=dt.datetime.now(dt.UTC),
                settings=self._settings(),
                overridden_refusal=self.refusal.overridden,
            ),
            timings=Timings(*seconds, total=sum(seconds)),
            limits=self.pack.limits,
        )

    def _judge(self) -> None:
        """Refuse a scan whose pictures are not of the kind the pack was made for."""
        from medviewer.packs.gate import verdict
        from medviewer.packs.suitability import reason_of_colour

        rule = self.pack.gate
        if rule is None:
            return
        for reason in (reason_of_colour(self.coloured, rule), verdict(self.likenesses, rule)):
            if reason is not None:
                self.refusal.because(
                    f"this does not look like what the pack {self.pack.title!r} was made for: "
                    f"{reason}",
                    "choose another pack or another file",
                )

    def _diagnosis(self) -> tuple[tuple[ClassProbability, ...], Diagnosis | None]:
        from medviewer.packs.postprocess import choose

        if not self.pack.classes or self.point is None:
            return (), None
        mean = np.mean(self.votes, axis=0)
        probabilities = tuple(
            ClassProbability(c.label, c.title, float(p))
            for c, p in zip(self.pack.classes, mean, strict=True)
        )
        named = probabilities[choose(mean, self.pack.class_labels, self.point)]
        return probabilities, Diagnosis(named.label, named.title, named.probability, self.point)

    def _settings(self) -> tuple[tuple[str, str], ...]:
        """How the numbers came about, for people to read."""
        rule, gate = self.pack.input, self.pack.presence_gate
        settings = [
            ("input", f"{rule.rows} x {rule.columns}, {rule.resize}, {rule.intensity}"),
            ("mirrored view", "averaged in" if self.pack.flips_at_test else "not used"),
        ]
        if self.refusal.request.chosen:
            settings.insert(0, (CHOICE_SETTING, self.refusal.request.chosen))
        settings += [
            (f"mask threshold, {s.segment.label}", f"{s.threshold:g}") for s in self.pack.segments
        ]
        if self.point is not None:
            settings.append(("operating point", self.point.name))
            positive, threshold = self.point.positive_class, self.point.threshold
            if positive is not None:
                settings.append(("diagnosis threshold", f"{positive} >= {threshold:g}"))
            settings.append(("temperature", f"{self.pack.temperature:g}"))
        if gate is not None:
            rule_text = f"no outline where {gate.absent_class} >= {gate.threshold:g}"
            settings.append(("presence gate", f"{rule_text}; closed on {self.gated} frames"))
        if self.pack.gate is not None:
            settings.append(("likeness", self._likeness(self.pack.gate)))
        if len(self.volume) > 1:
            voted = f"mean of the probabilities of {len(self.votes)} of {len(self.volume)} frames"
            settings.append(("frames", f"{voted}; {self.blank} blank"))
        return tuple(settings)

    def _likeness(self, rule: GateRule) -> str:
        """How the pictures compare with those the pack was made for, and by which gate."""
        from medviewer.packs.gate import within

        foreign = float(np.median([one.foreignness for one in self.likenesses]))
        distance = float(np.median([one.distance for one in self.likenesses]))
        inside = sum(within(one, rule) for one in self.likenesses)
        return (
            f"to other kinds {foreign:.1f} (limit {rule.foreignness_limit:.1f}), distance from "
            f"its own {distance:.1f} (limit {rule.distance_limit:.1f}); {inside} of "
            f"{len(self.likenesses)} pictures within; gate {rule.sha256[:12]}"
        )
