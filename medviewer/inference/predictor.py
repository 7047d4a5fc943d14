"""From a scan to a pack's answer: prepare, network, decide, measure, frame by frame."""

import datetime as dt
import time
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from medviewer import __version__
from medviewer.domain.errors import RefusedError
from medviewer.domain.evidence import Evidence, EvidenceRequest
from medviewer.domain.image import ImageVolume, VoiWindow
from medviewer.domain.progress import Progress
from medviewer.domain.result import (
    ClassProbability,
    Diagnosis,
    InferenceRequest,
    InferenceResult,
    OperatingPoint,
    Provenance,
    Timings,
)
from medviewer.domain.segmentation import SegmentationMask
from medviewer.packs.pack import ModelPack
from medviewer.packs.registry import PackRegistry

if TYPE_CHECKING:
    from medviewer.inference.engine import Engine

Run = Generator[Progress, None, InferenceResult]
Explanation = Generator[Progress, None, Evidence]

# Below this a picture holds too little for any network that was trained on whole scans.
_LEAST_SIDE = 32


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
        self._wanted = device
        chosen, self._note = choose_device(device)
        self._device_name = chosen.type
        self._engines: dict[str, Engine] = {}

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
            PackError: no such pack, or its weights are missing, changed or do not fit.
        """
        pack = self._registry.get(pack_id)
        self._engine(pack)
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
        the same answer on the same device.

        Args:
            request: the scan, the pack and the operating point.
            read_seconds: what reading the file took; decoding the frames is added to it. The
                timings leave out the loading of the network, which only the first case pays.

        Yields:
            One ``Progress`` before the first frame and one after each.

        Raises:
            RefusedError: the pack was not made for this scan.
            PackError: no such pack or operating point, or its weights cannot be used.
            ReadError: a frame cannot be decoded.
        """
        pack = self._registry.get(request.pack_id)
        point = None
        if pack.classes or request.operating_point:
            point = pack.operating_point(request.operating_point)
        _check_made_for(pack, request.volume)
        total = len(request.volume)
        yield Progress(0, total, "Loading the network")
        case = _Case(pack, point, request.volume, self._engine(pack))
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

    def _engine(self, pack: ModelPack) -> "Engine":
        from medviewer.inference.engine import Engine

        engine = self._engines.get(pack.id)
        if engine is None:
            engine = self._engines[pack.id] = Engine(pack, self._wanted)
        return engine


def _check_made_for(pack: ModelPack, volume: ImageVolume) -> None:
    """Raise RefusedError where a pack was not made for a scan, with the measured reason."""
    made_for = " or ".join(pack.modalities) or "pictures"
    modality = volume.context.series.modality
    # A plain picture cannot say how it was made, a DICOM file has to.
    plain_picture = volume.context.sop_class_uid is None
    if modality is None and not (plain_picture and pack.accepts_pictures):
        raise RefusedError(
            f"{volume.case}: the pack {pack.id} was made for {made_for}, and this file does not "
            "say how it was made; open the original DICOM file of the scan."
        )
    if modality is not None and modality not in pack.modalities:
        raise RefusedError(
            f"{volume.case}: the pack {pack.id} was made for {made_for}, this is {modality}; "
            "choose another pack."
        )
    if pack.input.window is not None and not _may_be_hounsfield(volume):
        raise RefusedError(
            f"{volume.case}: the pack {pack.id} reads Hounsfield units, and the values of this "
            "scan are none; open the original CT series."
        )
    rows, columns = volume.geometry.rows, volume.geometry.columns
    if min(rows, columns) < _LEAST_SIDE:
        raise RefusedError(
            f"{volume.case}: {rows} x {columns} pixels are too few to read; at least "
            f"{_LEAST_SIDE} x {_LEAST_SIDE} are needed."
        )


def _may_be_hounsfield(volume: ImageVolume) -> bool:
    """Whether the values are Hounsfield units: said by the file, or by its air.

    Research formats carry no unit; a CT scan in one of them shows by values below zero.
    """
    if volume.unit:
        return volume.unit == "HU"
    return not volume.colour and float(volume.frame(len(volume) // 2).min()) < 0


def shown_frame(
    pack: ModelPack, volume: ImageVolume, frame: np.ndarray, index: int
) -> npt.NDArray[np.uint8]:
    """A frame as a pack sees it: at its own window, or at the default one.

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
    window = default_window(volume, frame) if rule is None else VoiWindow(rule.width, rule.centre)
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
    watch: _Stopwatch = field(default_factory=_Stopwatch)
    votes: list[npt.NDArray[np.float64]] = field(default_factory=list)
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

    def result(self, read_seconds: float) -> InferenceResult:
        """The answer, once every frame was added.

        Raises:
            RefusedError: there was nothing to see on any frame.
        """
        from medviewer.inference.measure import findings
        from medviewer.packs.postprocess import largest_part

        if not self.votes:
            raise RefusedError(
                f"{self.volume.case}: the picture is blank (one grey value everywhere); "
                "choose another file."
            )
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
            ),
            timings=Timings(*seconds, total=sum(seconds)),
            limits=self.pack.limits,
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
        if len(self.volume) > 1:
            voted = f"mean of the probabilities of {len(self.votes)} of {len(self.volume)} frames"
            settings.append(("frames", f"{voted}; {self.blank} blank"))
        return tuple(settings)
