"""A model pack: everything that prediction needs, read from one folder.

``pack.toml`` holds what a clinic may want to know or check (input, classes, segments,
thresholds, operating points); ``weights.safetensors`` holds the numbers. Reading a pack never
imports the network library.
"""

import hashlib
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Any

from medviewer.domain.errors import PackError
from medviewer.domain.result import OperatingPoint, PackReference
from medviewer.domain.segmentation import CodedConcept, Segment

SCHEMA = 1
PACK_FILE = "pack.toml"
WEIGHTS_FILE = "weights.safetensors"
GATE_FILE = "gate.safetensors"


class Intensity(StrEnum):
    """How grey values become network input.

    ``STANDARDISED``: the displayed 8-bit picture, each channel with mean 0 and standard
    deviation 1 over its own pixels; the border added to fill the input is 0, the mean.
    ``SCALED``: the displayed 8-bit picture as 0 to 1, for scans whose grey has a scale of its
    own; the border is 0, black.
    """

    STANDARDISED = "standardised"
    SCALED = "scaled"


class Resize(StrEnum):
    """How a picture is brought to the input's size.

    ``FIT``: aspect kept, longest side fills the input, border around it.
    ``SQUASH``: stretched to the input's rows and columns.
    """

    FIT = "fit"
    SQUASH = "squash"


@dataclass(frozen=True, slots=True)
class GreyWindow:
    """The one window a pack sees its scans at, in their unit (Hounsfield for CT)."""

    centre: float
    width: float


@dataclass(frozen=True, slots=True)
class InputRule:
    """What the network takes: (channels, rows, columns).

    ``window``: None where the pack sees what the reader sees at the default window.
    """

    rows: int
    columns: int
    channels: int
    intensity: Intensity
    resize: Resize
    window: GreyWindow | None = None


@dataclass(frozen=True, slots=True)
class PackClass:
    """A diagnosis class; ``code`` is its qualitative evaluation where there is one."""

    label: str
    title: str
    code: CodedConcept | None = None


@dataclass(frozen=True, slots=True)
class PackSegment:
    """A segment and how its probability map becomes a mask.

    ``threshold``: probability from which a pixel belongs to it. ``minimum_area``: connected
    parts smaller than this fraction of the picture are dropped. ``largest_part``: of a volume
    only the largest connected part is kept, as an organ is one.
    """

    segment: Segment
    threshold: float
    minimum_area: float = 0.0
    largest_part: bool = False


@dataclass(frozen=True, slots=True)
class PresenceGate:
    """Nothing is outlined where the probability of ``absent_class`` reaches ``threshold``."""

    absent_class: str
    threshold: float


@dataclass(frozen=True, slots=True)
class GateRule:
    """Limits of the pictures that the pack takes, as measured on those it was made from.

    ``foreignness_limit`` and ``distance_limit`` hold for the numbers of ``gate.safetensors``
    (see ``medviewer.packs.gate``), whose SHA-256 is ``sha256``. ``least_side``: pixels of the
    shorter side. ``most_elongated``: longer side by shorter side. ``most_coloured``: share of
    coloured pixels, where grey pictures are expected; None where colour says nothing.
    """

    sha256: str
    foreignness_limit: float
    distance_limit: float
    least_side: int
    most_elongated: float
    most_coloured: float | None = None


@dataclass(frozen=True, slots=True)
class TruthRule:
    """Which stored values of a data set's label maps belong to the segment.

    ``values``: empty for all but 0. ``needs``: what has to have been looked for in a volume
    (the manifest's ``labelled_classes``); others are left out of training and measuring.
    """

    values: tuple[int, ...] = ()
    needs: str | None = None


@dataclass(frozen=True)
class ModelPack:
    """One installed model. ``task`` is a plain sentence, ``limits`` are what it cannot do.

    ``modalities`` are the DICOM codes it was made for; ``accepts_pictures`` says whether a
    plain picture, which has no modality, may be given to it. ``temperature`` divides the class
    logits (Guo et al., ICML 2017). ``flips_at_test``: the prediction is averaged with that of
    the picture mirrored left to right. ``truth``: with what the pack is compared when measured.
    ``gate``: None in a pack that was not taught to refuse pictures of another kind.
    """

    id: str
    version: str
    title: str
    task: str
    modalities: tuple[str, ...]
    accepts_pictures: bool
    input: InputRule
    network_name: str
    network_arguments: Mapping[str, Any]
    classes: tuple[PackClass, ...]
    segments: tuple[PackSegment, ...]
    operating_points: tuple[OperatingPoint, ...]
    default_operating_point: str
    weights_sha256: str
    folder: Path
    temperature: float = 1.0
    presence_gate: PresenceGate | None = None
    flips_at_test: bool = False
    limits: tuple[str, ...] = ()
    truth: TruthRule = TruthRule()
    gate: GateRule | None = None
    schema: int = field(default=SCHEMA)

    @property
    def weights_file(self) -> Path:
        return self.folder / WEIGHTS_FILE

    @property
    def gate_file(self) -> Path:
        return self.folder / GATE_FILE

    @property
    def reference(self) -> PackReference:
        return PackReference(self.id, self.version, self.weights_sha256, self.title)

    @property
    def class_labels(self) -> tuple[str, ...]:
        return tuple(c.label for c in self.classes)

    def operating_point(self, name: str | None = None) -> OperatingPoint:
        """The operating point of that name, the pack's default for None.

        Raises:
            PackError: the pack has no such point; the text names those it has.
        """
        wanted = name or self.default_operating_point
        for point in self.operating_points:
            if point.name == wanted:
                return point
        names = ", ".join(p.name for p in self.operating_points) or "none"
        raise PackError(f"The pack {self.id} has no operating point {wanted!r}; it has: {names}.")


def file_sha256(path: Path) -> str:
    """SHA-256 (hex) of a file.

    Raises:
        PackError: the file cannot be read.
    """
    try:
        with path.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError as error:
        reason = error.strerror or "cannot be read"
        raise PackError(f"{path}: {reason}; install the pack again.") from None


def verify_weights(pack: ModelPack) -> None:
    """Check the weights against the hash the pack was written with.

    Raises:
        PackError: the weights are missing or differ.
    """
    found = file_sha256(pack.weights_file)
    if found != pack.weights_sha256:
        raise PackError(
            f"{pack.weights_file}: the weights are not those the pack {pack.id} was measured "
            f"with (SHA-256 {found[:12]}…, expected {pack.weights_sha256[:12]}…); "
            "install the pack again."
        )


def load_pack(folder: Path) -> ModelPack:
    """Read ``pack.toml`` of a folder. The weights are not opened; see ``verify_weights``.

    Raises:
        PackError: no pack there, broken TOML, a missing or wrong key, or a newer schema.
    """
    path = folder / PACK_FILE
    try:
        with path.open("rb") as stream:
            table = tomllib.load(stream)
    except FileNotFoundError:
        raise PackError(f"{folder}: holds no model pack (no {PACK_FILE}).") from None
    except OSError as error:
        raise PackError(f"{path}: {error.strerror or 'cannot be read'}.") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise PackError(f"{path}: not valid TOML ({error}); install the pack again.") from None
    schema = table.get("schema")
    if not isinstance(schema, int) or schema < 1:
        raise PackError(f"{path}: the key 'schema' is missing or wrong; install the pack again.")
    if schema > SCHEMA:
        raise PackError(
            f"{path}: written for a newer MedViewer (pack schema {schema}, this program reads "
            f"up to {SCHEMA}); update the program."
        )
    try:
        pack = _from_table(table, folder)
        _check(pack)
    except KeyError as error:
        raise PackError(f"{path}: the key {error} is missing; install the pack again.") from None
    except (TypeError, ValueError, AttributeError) as error:
        raise PackError(f"{path}: {error}; install the pack again.") from None
    return pack


def _from_table(table: Mapping[str, Any], folder: Path) -> ModelPack:
    network = table["network"]
    gate = table.get("presence_gate")
    rule = table["input"]
    return ModelPack(
        id=str(table["id"]),
        version=str(table["version"]),
        title=str(table["title"]),
        task=str(table["task"]),
        modalities=tuple(table["modalities"]),
        accepts_pictures=bool(table["accepts_pictures"]),
        input=InputRule(
            rows=int(rule["rows"]),
            columns=int(rule["columns"]),
            channels=int(rule["channels"]),
            intensity=Intensity(rule["intensity"]),
            resize=Resize(rule["resize"]),
            window=_window(rule.get("window")),
        ),
        network_name=str(network["name"]),
        network_arguments=dict(network["arguments"]),
        classes=tuple(
            PackClass(str(c["label"]), str(c["title"]), _concept(c.get("code")))
            for c in table.get("classes", ())
        ),
        segments=tuple(_segment(s) for s in table.get("segments", ())),
        operating_points=tuple(_operating_point(p) for p in table.get("operating_points", ())),
        default_operating_point=str(table.get("default_operating_point", "")),
        weights_sha256=str(network["weights_sha256"]),
        folder=folder,
        temperature=float(table.get("temperature", 1.0)),
        presence_gate=PresenceGate(str(gate["absent_class"]), float(gate["threshold"]))
        if gate
        else None,
        flips_at_test=bool(table.get("flips_at_test", False)),
        limits=tuple(str(s) for s in table.get("limits", ())),
        truth=_truth(table.get("truth", {})),
        gate=_gate(table.get("gate")),
        schema=int(table["schema"]),
    )


def _check(pack: ModelPack) -> None:
    """Raise ValueError where the parts of a pack do not fit each other."""
    labels = pack.class_labels
    if not pack.classes and not pack.segments:
        raise ValueError("the pack has neither classes nor segments")
    if min(pack.input.rows, pack.input.columns, pack.input.channels) < 1:
        raise ValueError("the input's size is not positive")
    if pack.input.window is not None and pack.input.window.width <= 0:
        raise ValueError("the input's window has no width")
    if pack.temperature <= 0:
        raise ValueError("the temperature is not greater than zero")
    if pack.presence_gate and pack.presence_gate.absent_class not in labels:
        raise ValueError(f"the presence gate names no class: {pack.presence_gate.absent_class!r}")
    for point in pack.operating_points:
        if (point.positive_class is None) != (point.threshold is None):
            raise ValueError(f"operating point {point.name!r} needs a class and a threshold")
        if point.positive_class is not None and point.positive_class not in labels:
            raise ValueError(f"operating point {point.name!r} names no class")
    if pack.classes:
        pack.operating_point()


def _gate(table: Mapping[str, Any] | None) -> GateRule | None:
    if table is None:
        return None
    coloured = table.get("most_coloured")
    return GateRule(
        sha256=str(table["sha256"]),
        foreignness_limit=float(table["foreignness_limit"]),
        distance_limit=float(table["distance_limit"]),
        least_side=int(table["least_side"]),
        most_elongated=float(table["most_elongated"]),
        most_coloured=None if coloured is None else float(coloured),
    )


def _truth(table: Mapping[str, Any]) -> TruthRule:
    needs = table.get("needs")
    values = tuple(int(v) for v in table.get("values", ()))
    return TruthRule(values, None if needs is None else str(needs))


def _window(table: Mapping[str, Any] | None) -> GreyWindow | None:
    if table is None:
        return None
    return GreyWindow(float(table["centre"]), float(table["width"]))


def _concept(table: Mapping[str, Any] | None) -> CodedConcept | None:
    if table is None:
        return None
    return CodedConcept(str(table["value"]), str(table["scheme"]), str(table["meaning"]))


def _segment(table: Mapping[str, Any]) -> PackSegment:
    red, green, blue = (int(v) for v in table["colour"])
    segment = Segment(
        label=str(table["label"]),
        title=str(table["title"]),
        colour=(red, green, blue),
        letter=str(table["letter"]),
        category=_concept(table.get("category")),
        type=_concept(table.get("type")),
        region=_concept(table.get("region")),
    )
    return PackSegment(
        segment,
        float(table["threshold"]),
        float(table.get("minimum_area", 0.0)),
        bool(table.get("largest_part", False)),
    )


def _interval(table: Mapping[str, Any], key: str) -> tuple[float, float] | None:
    if key not in table:
        return None
    low, high = table[key]
    return float(low), float(high)


def _operating_point(table: Mapping[str, Any]) -> OperatingPoint:
    return OperatingPoint(
        name=str(table["name"]),
        title=str(table["title"]),
        meaning=str(table["meaning"]),
        positive_class=table.get("positive_class"),
        threshold=table.get("threshold"),
        sensitivity=table.get("sensitivity"),
        sensitivity_ci=_interval(table, "sensitivity_ci"),
        specificity=table.get("specificity"),
        specificity_ci=_interval(table, "specificity_ci"),
        n=table.get("n"),
        measured_on=str(table.get("measured_on", "")),
    )
