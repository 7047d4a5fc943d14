"""The course of the learning rate and the end of a run.

Both follow from the recipe, the step and the figures of the epochs so far alone, so that a
resumed run takes the course of an uninterrupted one.
"""

import math
from collections.abc import Sequence

from medviewer.training.fitting import Figure, Fitting, ScheduleName

Row = dict[str, float]
_WARM_UP = 0.08  # share of all steps over which the learning rate rises


def learning_rate(
    fitting: Fitting, epoch: int, step: int, steps: int, history: Sequence[Row]
) -> float:
    """The rate of a step.

    Args:
        fitting: highest rate and schedule.
        epoch: from 0.
        step: of the epoch, from 0.
        steps: of each epoch.
        history: figures of the epochs before.
    """
    schedule, highest = fitting.schedule, fitting.learning_rate
    done = epoch * steps + step
    if schedule.name is ScheduleName.COSINE:
        rate = cosine(done, fitting.epochs * steps, highest)
    elif schedule.name is ScheduleName.PLATEAU:
        falls = plateaus([row[schedule.figure] for row in history[:epoch]], schedule.figure,
                         schedule.patience)  # fmt: skip
        rate = max(highest * schedule.factor**falls, schedule.minimum)
    elif schedule.name is ScheduleName.STEPS:
        rate = max(highest * schedule.factor ** (epoch // schedule.every), schedule.minimum)
    else:
        rate = highest
    return rate / (1 + fitting.optimiser.decay * done)


def cosine(step: int, steps: int, highest: float) -> float:
    """Linear rise, then a half cosine down to a hundredth (Loshchilov & Hutter, ICLR 2017)."""
    rise = max(_WARM_UP * steps, 1)
    if step < rise:
        return highest * (step + 1) / (rise + 1)
    share = (step - rise) / max(steps - rise, 1)
    return highest * (0.01 + 0.99 * 0.5 * (1 + math.cos(math.pi * min(share, 1.0))))


def plateaus(values: Sequence[float], figure: Figure, patience: int) -> int:
    """How often a figure stood still for so many epochs."""
    best, waited, count = math.inf, 0, 0
    for value in values:
        cost = _cost(value, figure)
        if cost < best:
            best, waited = cost, 0
            continue
        waited += 1
        if waited == patience:
            count, waited = count + 1, 0
    return count


def is_done(fitting: Fitting, history: Sequence[Row]) -> bool:
    """Whether all epochs are done, or the run has stood still for long enough."""
    stopping = fitting.early_stopping
    if len(history) >= fitting.epochs:
        return True
    if stopping is None:
        return False
    values = [row[stopping.figure] for row in history]
    return plateaus(values, stopping.figure, stopping.patience) > 0


def merit(row: Row, figure: Figure) -> float:
    """A figure of an epoch as a number of which more is better."""
    return -_cost(row[figure], figure)


def _cost(value: float, figure: Figure) -> float:
    if not math.isfinite(value):
        return math.inf
    return value if figure.is_loss else -value
