"""A recipe: everything a training run needs but the pictures, read from TOML."""

import dataclasses
import tomllib
import types
import typing
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Any

from medviewer.domain.errors import KnownError
from medviewer.domain.segmentation import CodedConcept, Segment
from medviewer.packs.pack import (
    GreyWindow,
    InputRule,
    Intensity,
    PackClass,
    Resize,
    TruthRule,
)
from medviewer.training.fitting import Augmentation, Fitting, Stage, check_fitting

__all__ = [
    "Augmentation",
    "DataNote",
    "DecisionRecipe",
    "Fitting",
    "InputRecipe",
    "NetworkRecipe",
    "PackHeader",
    "Recipe",
    "Sampling",
    "SegmentRecipe",
    "Stage",
    "TrainingError",
    "has_small_form",
    "load_recipe",
]


class TrainingError(KnownError):
    """A recipe, a data set or the machine does not allow training."""


@dataclass(frozen=True, slots=True)
class PackHeader:
    """What the finished pack says of itself."""

    id: str
    version: str
    title: str
    task: str
    modalities: tuple[str, ...]
    accepts_pictures: bool
    flips_at_test: bool = False
    limits: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class InputRecipe:
    """The input rule without its size, which the stages give."""

    channels: int
    intensity: Intensity
    resize: Resize
    window: GreyWindow | None = None

    def rule(self, size: int) -> InputRule:
        return InputRule(size, size, self.channels, self.intensity, self.resize, self.window)


@dataclass(frozen=True, slots=True)
class NetworkRecipe:
    """The network, and what it begins with.

    ``start_from``: a pack whose weights are taken over where name and shape agree, by its
    folder or by the id of an installed one; None: from scratch. ``frozen``: beginnings of the
    names of weights that stay as taken over. ``published``: a file of published weights for
    the body of a DenseNet or ResNet. ``mask_pack``: the pack whose network makes the masks that
    a ``cascade`` reads; None: the two learn side by side. Packs are looked for beside the one
    to be made first.
    """

    name: str
    arguments: dict[str, Any]
    start_from: str | None = None
    frozen: tuple[str, ...] = ()
    published: str | None = None
    mask_pack: str | None = None


@dataclass(frozen=True, slots=True)
class Sampling:
    """Which pictures of the training part are used and how often one is drawn.

    Weight of a picture: that of its data set times that of its class. ``hold_out``: patients
    of the training part that validate instead, where a data set has no such part. ``patients``:
    only so many patients; ``share``: of each patient only this share of the pictures, evenly
    spread. Both are for asking how little is enough.
    """

    sets: dict[str, float] = field(default_factory=dict)
    classes: dict[str, float] = field(default_factory=dict)
    hold_out: tuple[str, ...] = ()
    patients: int | None = None
    share: float = 1.0


@dataclass(frozen=True, slots=True)
class DecisionRecipe:
    """What is fitted on validation: the operating points' class and the gate's class.

    ``positive_class``: None where nothing is named. ``absent_class``: nothing is outlined where
    it is probable enough; None: no gate.
    """

    tuned_on: str
    positive_class: str | None = None
    sensitivities: tuple[float, ...] = ()
    absent_class: str | None = None


@dataclass(frozen=True, slots=True)
class DataNote:
    """A data set as the model card names it."""

    title: str
    licence: str
    citation: str


@dataclass(frozen=True, slots=True)
class SegmentRecipe:
    label: str
    title: str
    colour: tuple[int, int, int]
    letter: str
    category: CodedConcept | None = None
    type: CodedConcept | None = None
    region: CodedConcept | None = None
    largest_part: bool = False

    def segment(self) -> Segment:
        return Segment(**{f.name: getattr(self, f.name) for f in dataclasses.fields(Segment)})


@dataclass(frozen=True, slots=True)
class Recipe:
    pack: PackHeader
    input: InputRecipe
    network: NetworkRecipe
    training: Fitting
    sampling: Sampling
    decision: DecisionRecipe
    data: dict[str, DataNote]
    classes: tuple[PackClass, ...] = ()
    segments: tuple[SegmentRecipe, ...] = ()
    truth: TruthRule = field(default_factory=TruthRule)
    small: bool = False

    @property
    def form(self) -> str:
        """Which of a recipe's two courses this is."""
        return "small, for two processor cores" if self.small else "full"

    @property
    def class_labels(self) -> tuple[str, ...]:
        return tuple(c.label for c in self.classes)


def load_recipe(path: Path, *, small: bool = False) -> Recipe:
    """Read and check a recipe.

    Args:
        path: of the TOML file.
        small: with what its table ``small`` says in place of the rest: the same course for a
            machine of two processor cores.

    Raises:
        TrainingError: no such file, broken TOML, a key that is missing, unknown or of the
            wrong kind, values that do not fit each other, or no small form.
    """
    table = _read(path)
    smaller = table.pop("small", None)
    if small and not isinstance(smaller, Mapping):
        raise TrainingError(f"{path}: the recipe has no small form; leave --small away.")
    try:
        recipe: Recipe = _convert(_merged(table, smaller) if small else table, Recipe, "")
        _check(recipe)
    except ValueError as error:
        raise TrainingError(f"{path}: {error}.") from None
    return dataclasses.replace(recipe, small=small)


def has_small_form(path: Path) -> bool:
    """Whether the recipe has a form for two processor cores.

    Raises:
        TrainingError: no such file, or broken TOML.
    """
    return "small" in _read(path)


def _read(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text("utf-8"))
    except OSError as error:
        raise TrainingError(f"{path}: {error.strerror or 'cannot be read'}.") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise TrainingError(f"{path}: not a valid recipe ({error}).") from None


def _check(recipe: Recipe) -> None:
    labels, channels = recipe.class_labels, recipe.training.augmentation.channels
    if channels is not None and recipe.input.channels != channels:
        raise ValueError(
            f"input.channels must be {channels} with the augmentation "
            f"{recipe.training.augmentation}"
        )
    check_fitting(recipe.training, labels, bool(recipe.segments))
    if not labels and not recipe.segments:
        raise ValueError("the recipe has neither classes nor segments")
    if bool(labels) != (recipe.decision.positive_class is not None):
        raise ValueError("decision.positive_class goes with classes")
    for chosen in (recipe.decision.absent_class, recipe.decision.positive_class):
        if chosen is not None and chosen not in labels:
            raise ValueError(f"decision names a class that the recipe has not: {chosen!r}")
    if recipe.sampling.patients is not None and recipe.sampling.patients < 1:
        raise ValueError("sampling.patients must be at least 1")
    if not 0 < recipe.sampling.share <= 1:
        raise ValueError("sampling.share must be greater than 0 and at most 1")
    if recipe.network.mask_pack is not None and recipe.network.name != "cascade":
        raise ValueError("network.mask_pack goes with the network cascade")
    for name in recipe.sampling.classes:
        if name not in labels:
            raise ValueError(f"sampling names a class that the recipe has not: {name!r}")


def _merged(table: Mapping[str, Any], changes: Mapping[str, Any]) -> dict[str, Any]:
    """The table with the values that ``changes`` has in place of its own."""
    merged = dict(table)
    for key, value in changes.items():
        own = merged.get(key)
        both = isinstance(own, Mapping) and isinstance(value, Mapping)
        merged[key] = _merged(own, value) if both else value  # type: ignore[arg-type]
    return merged


def from_table(table: Any, kind: type) -> Any:
    """Turn a table of TOML into a dataclass; ValueError names the key that does not fit."""
    return _convert(table, kind, "")


def _convert(value: Any, kind: Any, where: str) -> Any:
    """Turn a TOML value into a type; ValueError names the key that does not fit."""
    origin, arguments = typing.get_origin(kind), typing.get_args(kind)
    if origin is types.UnionType:
        return _convert(value, arguments[0], where)
    if dataclasses.is_dataclass(kind):
        return _convert_table(value, kind, where)
    if origin is tuple:
        if not isinstance(value, list):
            raise ValueError(f"{where} must be a list")
        kinds = arguments if arguments[-1] is not Ellipsis else (arguments[0],) * len(value)
        if len(kinds) != len(value):
            raise ValueError(f"{where} must hold {len(kinds)} values")
        return tuple(
            _convert(v, k, f"{where}[{i}]")
            for i, (v, k) in enumerate(zip(value, kinds, strict=True))
        )
    if origin is dict:
        if not isinstance(value, Mapping):
            raise ValueError(f"{where} must be a table")
        return {
            _convert(k, arguments[0], f"the key {where}.{k}"): _convert(
                v, arguments[1], f"{where}.{k}"
            )
            for k, v in value.items()
        }
    if kind is Any:
        return value
    if kind is float and isinstance(value, int) and not isinstance(value, bool):
        return float(value)
    if isinstance(kind, type) and issubclass(kind, StrEnum):
        try:
            return kind(value)
        except ValueError:
            raise ValueError(f"{where} must be one of: {', '.join(kind)}") from None
    if not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
        raise ValueError(f"{where} must be of kind {kind.__name__}")
    return value


def _convert_table(value: Any, kind: Any, where: str) -> Any:
    prefix = f"{where}." if where else ""
    if not isinstance(value, Mapping):
        raise ValueError(f"{where} must be a table")
    hints = typing.get_type_hints(kind)
    unknown = sorted(value.keys() - hints.keys())
    if unknown:
        raise ValueError(f"the key {prefix}{unknown[0]} is not known")
    given = {k: _convert(v, hints[k], f"{prefix}{k}") for k, v in value.items()}
    for entry in dataclasses.fields(kind):
        needed = (
            entry.default is dataclasses.MISSING and entry.default_factory is dataclasses.MISSING
        )
        if needed and entry.name not in given:
            raise ValueError(f"the key {prefix}{entry.name} is missing")
    return kind(**given)
