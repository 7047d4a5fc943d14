"""The ``[training]`` table of a recipe: how a network is fitted, as data."""

import dataclasses
from dataclasses import dataclass, field
from enum import StrEnum


class Augmentation(StrEnum):
    """What may happen to a picture, by its kind; ``moves`` only what the recipe's table says."""

    ULTRASOUND = "ultrasound"
    RADIOGRAPH = "radiograph"
    BRAIN_SLICE = "brain-slice"
    CT_SLICE = "ct-slice"
    MOVES = "moves"

    @property
    def channels(self) -> int | None:
        """Channels of such a picture, None for any."""
        if self is Augmentation.MOVES:
            return None
        return 3 if self is Augmentation.BRAIN_SLICE else 1


@dataclass(frozen=True, slots=True)
class Moves:
    """Moves by chance, of picture and mask alike.

    ``rotation`` and ``shear``: up to so many degrees either way. ``shift``: up to so much of
    the size. ``zoom``: 0.1 for sizes between 0.9 and 1.1. ``scales``: of ultrasound, the least
    and the largest size.
    """

    rotation: float = 0.0
    shift: float = 0.0
    shear: float = 0.0
    zoom: float = 0.0
    flip_horizontal: bool = False
    flip_vertical: bool = False
    scales: tuple[float, ...] = (0.75, 1.4)


class Figure(StrEnum):
    """A figure of an epoch by which something is decided."""

    LOSS = "loss"
    VALIDATION_LOSS = "validation_loss"
    LESION_DICE = "lesion_dice"
    BALANCED_ACCURACY = "balanced_accuracy"
    AUC = "auc"
    SCORE = "score"

    @property
    def is_loss(self) -> bool:
        """Whether less is better."""
        return self in (Figure.LOSS, Figure.VALIDATION_LOSS)


class OptimiserName(StrEnum):
    """How the weights follow the gradient."""

    ADAMW = "adamw"
    ADAM = "adam"
    RMSPROP = "rmsprop"
    SGD = "sgd"

    @property
    def said(self) -> str:
        """As its authors write it."""
        return {"adamw": "AdamW", "adam": "Adam", "rmsprop": "RMSprop", "sgd": "SGD"}[self]


@dataclass(frozen=True, slots=True)
class OptimiserRecipe:
    """The optimiser and what it takes besides the learning rate.

    ``momentum``: of ``sgd`` and ``rmsprop``; ``nesterov``: of ``sgd``. ``decay``: the rate is
    divided by 1 + decay x steps so far, on top of the schedule (Keras's ``decay``). ``clip``:
    bound of the gradient's norm, 0 for none.
    """

    name: OptimiserName = OptimiserName.ADAMW
    momentum: float = 0.0
    nesterov: bool = False
    decay: float = 0.0
    clip: float = 5.0


class ScheduleName(StrEnum):
    """The course of the learning rate."""

    COSINE = "cosine"
    PLATEAU = "plateau"
    STEPS = "steps"
    CONSTANT = "constant"


@dataclass(frozen=True, slots=True)
class ScheduleRecipe:
    """The course of the learning rate.

    ``cosine``: a rise, then half a cosine over all epochs. ``plateau``: times ``factor`` after
    every ``patience`` epochs in which ``figure`` did not get better. ``steps``: times
    ``factor`` after every ``every`` epochs. Neither goes below ``minimum``.
    """

    name: ScheduleName = ScheduleName.COSINE
    factor: float = 0.1
    patience: int = 10
    every: int = 10
    minimum: float = 0.0
    figure: Figure = Figure.VALIDATION_LOSS


@dataclass(frozen=True, slots=True)
class StoppingRecipe:
    """The run ends after ``patience`` epochs in which ``figure`` did not get better."""

    patience: int
    figure: Figure = Figure.VALIDATION_LOSS


class MaskLoss(StrEnum):
    """A loss of masks; see ``losses``."""

    BCE = "bce"
    LESION_DICE = "lesion-dice"
    DICE = "dice"
    DICE_SQUARED = "dice-squared"
    MSE = "mse"


class ClassLoss(StrEnum):
    """A loss of classes; see ``losses``."""

    CROSS_ENTROPY = "cross-entropy"
    BCE = "bce"
    MSE = "mse"


def _joint_masks() -> dict[MaskLoss, float]:
    return {MaskLoss.BCE: 1.0, MaskLoss.LESION_DICE: 1.0}


def _joint_classes() -> dict[ClassLoss, float]:
    return {ClassLoss.CROSS_ENTROPY: 1.0}


@dataclass(frozen=True, slots=True)
class LossRecipe:
    """Sums of losses by weight; an empty sum leaves that head untrained.

    ``balanced``: each class weighs as much as any other, however many pictures it has.
    ``class_weights``: or so much.
    """

    masks: dict[MaskLoss, float] = field(default_factory=_joint_masks)
    classes: dict[ClassLoss, float] = field(default_factory=_joint_classes)
    balanced: bool = False
    class_weights: dict[str, float] = field(default_factory=dict)


class Precision(StrEnum):
    """Number format of the forward pass; ``auto``: bf16 where the machine computes in it."""

    AUTO = "auto"
    FP32 = "fp32"
    BF16 = "bf16"


@dataclass(frozen=True, slots=True)
class Stage:
    """So many epochs at one input size (progressive resizing)."""

    size: int
    epochs: int


@dataclass(frozen=True, slots=True)
class Fitting:
    """How the network is fitted.

    ``draws_per_epoch``: pictures drawn in an epoch; 0: as many as the training part has.
    ``averaging``: decay of the exponential moving average of the weights; 0: none.
    ``mixing``: how often a picture gets a rectangle of another (see ``mixing``).
    ``class_weight``: weight of the classification loss beside the mask losses. ``keep``: the
    epoch best by this figure becomes the pack.
    """

    augmentation: Augmentation

    seed: int
    batch: int
    draws_per_epoch: int
    learning_rate: float
    stages: tuple[Stage, ...]
    weight_decay: float = 0.01
    averaging: float = 0.998
    mixing: float = 0.0
    class_weight: float = 1.0
    label_smoothing: float = 0.0
    optimiser: OptimiserRecipe = field(default_factory=OptimiserRecipe)
    schedule: ScheduleRecipe = field(default_factory=ScheduleRecipe)
    loss: LossRecipe = field(default_factory=LossRecipe)
    early_stopping: StoppingRecipe | None = None
    keep: Figure = Figure.SCORE
    moves: Moves = field(default_factory=Moves)
    precision: Precision = Precision.AUTO

    @property
    def epochs(self) -> int:
        return sum(stage.epochs for stage in self.stages)

    def with_epochs(self, epochs: int) -> "Fitting":
        """The same course in so many epochs, each stage keeping its share."""
        total, done, until = self.epochs, 0, 0
        stages = []
        for stage in self.stages:
            until += stage.epochs
            end = round(epochs * until / total)
            if end > done:
                stages.append(Stage(stage.size, end - done))
            done = end
        return dataclasses.replace(self, stages=tuple(stages))

    def size_at(self, epoch: int) -> int:
        """Input size of an epoch (from 0)."""
        for stage in self.stages:
            if epoch < stage.epochs:
                return stage.size
            epoch -= stage.epochs
        return self.stages[-1].size


def check_fitting(fitting: Fitting, labels: tuple[str, ...], segments: bool) -> None:
    """Raise ValueError where the values do not fit each other."""
    if not fitting.stages or min(min(s.size, s.epochs) for s in fitting.stages) < 1:
        raise ValueError("training.stages needs at least one stage of positive size and epochs")
    for name in ("batch", "learning_rate"):
        if getattr(fitting, name) <= 0:
            raise ValueError(f"training.{name} must be greater than zero")
    if fitting.draws_per_epoch < 0:
        raise ValueError("training.draws_per_epoch must not be less than zero")
    if not 0 <= fitting.averaging < 1:
        raise ValueError("training.averaging must be at least 0 and less than 1")
    if not 0 <= fitting.mixing <= 1:
        raise ValueError("training.mixing must lie between 0 and 1")
    if len(fitting.moves.scales) != 2 or not 0 < fitting.moves.scales[0] <= fitting.moves.scales[1]:
        raise ValueError("training.moves.scales takes a least and a largest size above zero")
    _check_course(fitting)
    _check_figures(fitting, labels, segments)
    for name in fitting.loss.class_weights:
        if name not in labels:
            raise ValueError(f"training.loss names a class that the recipe has not: {name!r}")
    if fitting.loss.balanced and fitting.loss.class_weights:
        raise ValueError("training.loss takes balanced or class_weights, not both")
    if not fitting.loss.masks and not fitting.loss.classes:
        raise ValueError("training.loss trains neither masks nor classes")


def _check_course(fitting: Fitting) -> None:
    optimiser, schedule = fitting.optimiser, fitting.schedule
    with_momentum = (OptimiserName.SGD, OptimiserName.RMSPROP)
    if optimiser.momentum and optimiser.name not in with_momentum:
        raise ValueError(f"training.optimiser.momentum does not go with {optimiser.name}")
    if optimiser.nesterov and (optimiser.name is not OptimiserName.SGD or not optimiser.momentum):
        raise ValueError("training.optimiser.nesterov needs sgd with momentum")
    if min(optimiser.momentum, optimiser.decay, optimiser.clip) < 0:
        raise ValueError("training.optimiser takes no number below zero")
    if not 0 < schedule.factor < 1:
        raise ValueError("training.schedule.factor must lie between 0 and 1")
    if min(schedule.patience, schedule.every) < 1:
        raise ValueError("training.schedule.patience and .every must be at least 1")
    stopping = fitting.early_stopping
    if stopping is not None and stopping.patience < 1:
        raise ValueError("training.early_stopping.patience must be at least 1")
    # Figures at different sizes do not compare, so neither has a meaning across stages.
    if len(fitting.stages) > 1 and (stopping or schedule.name is ScheduleName.PLATEAU):
        raise ValueError("training.early_stopping and a plateau need a single stage")


def _check_figures(fitting: Fitting, labels: tuple[str, ...], segments: bool) -> None:
    used = {"keep": fitting.keep}
    if fitting.schedule.name is ScheduleName.PLATEAU:
        used["schedule.figure"] = fitting.schedule.figure
    if fitting.early_stopping is not None:
        used["early_stopping.figure"] = fitting.early_stopping.figure
    for name, figure in used.items():
        missing = (figure is Figure.LESION_DICE and not segments) or (
            figure in (Figure.AUC, Figure.BALANCED_ACCURACY) and not labels
        )
        if missing:
            raise ValueError(f"training.{name} is {figure}, which this network does not have")
