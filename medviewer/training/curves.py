"""Pictures of a run and of its figures: curves, ROC, confusion matrix, reliability."""

import csv
import io
import math
from pathlib import Path
from typing import Any

import matplotlib as mpl

mpl.use("Agg")

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from medviewer.files import why, write_atomically
from medviewer.training.recipe import TrainingError

_FIGURES = ("lesion_dice", "picture_dice", "balanced_accuracy", "auc")


def write_history(history: list[dict[str, float]], folder: Path) -> None:
    """Write ``curves.csv`` and ``curves.png``: loss and validation figures by epoch."""
    text = io.StringIO()
    # Runs begun by an older version have rows of fewer figures.
    names = list(dict.fromkeys(name for row in history for name in row))
    writer = csv.DictWriter(text, fieldnames=names, lineterminator="\n")
    writer.writeheader()
    writer.writerows(
        {k: f"{v:.5f}" if k not in ("epoch", "size") else f"{v:.0f}" for k, v in row.items()}
        for row in history
    )
    write_file(folder / "curves.csv", text.getvalue().encode())
    figure = Figure(figsize=(9, 3.6), layout="constrained")
    left, right = figure.subplots(1, 2)
    epochs = [row["epoch"] for row in history]
    left.plot(epochs, [row["loss"] for row in history], color="black", label="training")
    if "validation_loss" in names:
        values = [row.get("validation_loss", math.nan) for row in history]
        left.plot(epochs, values, color="tab:orange", label="validation")
        left.legend()
    left.set(xlabel="epoch", ylabel="loss")
    for name in (n for n in _FIGURES if n in names):
        values = [row.get(name, math.nan) for row in history]
        right.plot(epochs, values, label=name.replace("_", " "))
    right.set(xlabel="epoch", ylabel="validation", ylim=(0, 1))
    right.legend()
    for axes in (left, right):
        for before, row in zip(history, history[1:], strict=False):
            if row["size"] != before["size"]:
                axes.axvline(row["epoch"] - 0.5, color="grey", linewidth=0.8, linestyle=":")
    save_figure(figure, folder / "curves.png")


def write_figures(figures: dict[str, Any], positive: str, title: str, file: Path) -> None:
    """Write one picture of the classification: confusion matrix, ROC, reliability.

    Args:
        figures: the ``classification`` part of an evaluation.
        positive: the class whose ROC curve is drawn.
        title: what was measured on what.
        file: PNG to write.
    """
    figure = Figure(figsize=(11, 3.8), layout="constrained")
    figure.suptitle(title)
    matrix, roc, bins = figure.subplots(1, 3)
    _draw_confusion(matrix, figures["confusion"])
    _draw_roc(roc, figures["by_class"][positive], positive)
    _draw_reliability(bins, figures["calibration"])
    save_figure(figure, file)


def _draw_confusion(axes: Axes, confusion: dict[str, Any]) -> None:
    labels, counts = confusion["labels"], confusion["rows_truth_columns_named"]
    shares = [[v / max(sum(row), 1) for v in row] for row in counts]
    axes.imshow(shares, cmap="Blues", vmin=0, vmax=1)
    for r, row in enumerate(counts):
        for c, count in enumerate(row):
            colour = "white" if shares[r][c] > 0.5 else "black"
            axes.text(c, r, count, ha="center", va="center", color=colour)
    places = range(len(labels))
    axes.set(xticks=places, xticklabels=labels, yticks=places, yticklabels=labels)
    axes.set(xlabel="named", ylabel="truth")


def _draw_roc(axes: Axes, one: dict[str, Any], name: str) -> None:
    if "roc" in one:
        curve = one["roc"]
        label = f"{name}, AUC {one['auc']:.3f}"
        axes.plot(
            curve["false_positive_rate"], curve["true_positive_rate"], color="black", label=label
        )
        axes.legend(loc="lower right")
    axes.plot([0, 1], [0, 1], color="grey", linestyle=":")
    axes.set(xlabel="1 - specificity", ylabel="sensitivity", aspect="equal")


def _draw_reliability(axes: Axes, calibration: dict[str, Any]) -> None:
    bins = calibration["bins"]
    axes.bar(
        [b["from"] for b in bins],
        [b["accuracy"] for b in bins],
        width=[b["to"] - b["from"] for b in bins],
        align="edge",
        edgecolor="white",
    )
    axes.plot([0, 1], [0, 1], color="grey", linestyle=":")
    axes.set(xlim=(0, 1), ylim=(0, 1), aspect="equal", title=f"ECE {calibration['ece']:.3f}")
    axes.set(xlabel="probability of the named class", ylabel="share right")


def save_figure(figure: Figure, file: Path) -> None:
    """Write a figure as PNG, whole or not at all."""
    content = io.BytesIO()
    figure.savefig(content, format="png", dpi=110)
    write_file(file, content.getvalue())


def write_file(file: Path, content: bytes) -> None:
    """Write a file whole or not at all.

    Raises:
        TrainingError: it cannot be written; the text says why.
    """
    try:
        write_atomically(file, content)
    except OSError as error:
        raise TrainingError(f"{file} was not written: {why(error)}") from None
