"""The best and the worst outlines of an evaluation, as drawings without the pictures."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from medviewer.training.curves import save_figure
from medviewer.training.evaluation import Case

_EACH = 4  # best, and as many worst
_TRUTH, _FOUND = "#9ecae1", "#d95f02"


def write_cases(cases: Sequence[Case], title: str, file: Path) -> bool:
    """Draw the cases of highest and of lowest Dice among those that have a lesion.

    Args:
        cases: of one split.
        title: what was measured on what.
        file: PNG to write.

    Returns:
        Whether there was anything to draw.
    """
    shown = sorted(
        (c for c in cases if c.has_lesion and c.outlines is not None and c.shape[0]),
        key=lambda c: c.dice,
    )
    if not shown:
        return False
    each = min(_EACH, max(len(shown) // 2, 1))
    figure = Figure(figsize=(2.4 * _EACH, 5.8), layout="constrained")
    figure.suptitle(title)
    rows = figure.subplots(2, _EACH)
    for axes, chosen, name in zip(
        rows, (shown[::-1][:each], shown[:each]), ("best", "worst"), strict=True
    ):
        axes[0].set_ylabel(name)
        for place, one in enumerate(axes):
            one.set(xticks=[], yticks=[])
            if place < len(chosen):
                _draw(one, chosen[place])
            else:
                one.axis("off")
    handles = [figure.axes[0].plot([], [], "s", color=c, label=n)[0]
               for c, n in ((_TRUTH, "truth"), (_FOUND, "prediction"))]  # fmt: skip
    figure.legend(handles=handles, loc="outside lower center", ncols=2, frameon=False)
    save_figure(figure, file)
    return True


def _draw(axes: Axes, case: Case) -> None:
    assert case.outlines is not None
    found, truth = case.outlines
    ground = np.ones((*case.shape, 3))
    for points, colour in ((truth, _TRUTH), (found, _FOUND)):
        rgb = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
        # A boundary is one pixel wide: drawn wider, or it is lost in a large picture.
        reach = max(case.shape) // 160
        for down in range(-reach, reach + 1):
            for right in range(-reach, reach + 1):
                rows = np.clip(points[:, 0] + down, 0, case.shape[0] - 1)
                columns = np.clip(points[:, 1] + right, 0, case.shape[1] - 1)
                ground[rows, columns] = rgb
    axes.imshow(ground, interpolation="nearest")
    label = f", {case.record.label}" if case.record.label else ""
    axes.set_title(f"Dice {case.dice:.2f}{label}", fontsize=9)
