"""Does a pack read the disease or its surroundings? AUC with parts of the picture taken away.

A network can learn the hospital's marker, the collimation or the shape of the picture instead of
the disease (Zech et al., PLOS Medicine 2018; DeGrave et al., Nature Machine Intelligence 2021). An
AUC well over one half from the border alone, or one that falls when the border is blanked, the
picture stretched or text drawn, tells so.
"""

import json
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

import cv2
import numpy as np

from medviewer.packs.pack import ModelPack
from medviewer.packs.postprocess import softmax
from medviewer.training import metrics
from medviewer.training.calibration import labelled
from medviewer.training.card import with_section
from medviewer.training.curves import write_file
from medviewer.training.evaluation import Figures
from medviewer.training.manifest import Record
from medviewer.training.predictions import answers
from medviewer.training.recipe import TrainingError

_BORDER = 0.12  # share of height and width on each side
_STRETCH = 1.2
PROTOCOL = (
    "AUC of each class against the others over the pictures whose class is certain, with 95 % "
    "bootstrap intervals over patients (1,000 resamples). Border: the outer 12 % on each side; "
    "what is blanked has the mean grey of what is left. Stretched by 20 % about the centre and "
    "cut to the picture's own size. Text: the same letters in the upper left and lower right "
    "corner of every picture."
)


def border_alone(picture: np.ndarray) -> np.ndarray:
    """The outer part of a picture, (rows, columns) or (rows, columns, 3) uint8."""
    return _blanked(picture, _inside(picture))


def border_blanked(picture: np.ndarray) -> np.ndarray:
    """All but the outer part."""
    return _blanked(picture, ~_inside(picture))


def stretched(picture: np.ndarray, down: float, across: float) -> np.ndarray:
    """Stretched about the centre, at its own size: what no longer fits is cut off."""
    rows, columns = picture.shape[:2]
    linear = np.diag([across, down])
    centre = np.array([columns - 1, rows - 1]) / 2
    matrix = np.column_stack([linear, centre - linear @ centre])
    return np.asarray(cv2.warpAffine(picture, matrix, (columns, rows), flags=cv2.INTER_LINEAR))


def with_text(picture: np.ndarray) -> np.ndarray:
    """With letters in two corners, such as scanners and wards burn in."""
    marked = np.ascontiguousarray(picture).copy()
    rows, columns = picture.shape[:2]
    scale = min(rows, columns) / 300
    white = 255 if picture.ndim == 2 else (255, 255, 255)
    thick = max(round(2 * scale), 1)
    places = ((0.02, 0.1), (0.7, 0.97))
    for text, (x, y) in zip(("R PORT", "14:32"), places, strict=True):
        place = (int(x * columns), int(y * rows))
        cv2.putText(marked, text, place, cv2.FONT_HERSHEY_SIMPLEX, scale, white, thick, cv2.LINE_AA)
    return marked


_VIEWS: dict[str, Callable[[np.ndarray], np.ndarray] | None] = {
    "as it is": None,
    "border alone": border_alone,
    "border blanked": border_blanked,
    "20 % taller": partial(stretched, down=_STRETCH, across=1.0),
    "20 % wider": partial(stretched, down=1.0, across=_STRETCH),
    "text in the corners": with_text,
}


def measure_shortcuts(pack: ModelPack, records: Sequence[Record], device: str) -> Figures:
    """AUC of each class in each view of the pictures.

    Raises:
        TrainingError: the pack names no classes, or no class is certain.
    """
    if not pack.classes:
        raise TrainingError(f"The pack {pack.id} names no classes; leave --shortcuts away.")
    certain = [r for r in records if r.label_certain]
    if not certain:
        raise TrainingError("No picture has a certain class; there is nothing to measure.")
    patients = [r.patient for r in certain]
    views: Figures = {}
    for name, change in _VIEWS.items():
        logits, truth = labelled(list(answers(pack, certain, device, change)), pack.class_labels)
        share = softmax(logits / pack.temperature)
        views[name] = {
            label: _auc(truth == k, share[:, k], patients)
            for k, label in enumerate(pack.class_labels)
        }
    return {"protocol": PROTOCOL, "n": len(certain), "views": views}


def record_shortcuts(pack: ModelPack, split: str, figures: Figures) -> None:
    """Add the figures to the pack's ``evaluation.json`` and model card.

    Raises:
        TrainingError: one of the two is missing or cannot be written.
    """
    from medviewer.training.finish import write_json

    measured, card = pack.folder / "evaluation.json", pack.folder / "MODEL_CARD.md"
    try:
        content: dict[str, Any] = json.loads(measured.read_text("utf-8"))
        text = card.read_text("utf-8")
    except OSError as error:
        raise TrainingError(f"{error.filename}: {error.strerror or 'cannot be read'}.") from None
    except ValueError:
        raise TrainingError(f"{measured}: not an evaluation that can be read.") from None
    content.setdefault("shortcuts", {})[split] = figures
    write_json(content, measured)
    section = shortcuts_text(content["shortcuts"])
    write_file(card, with_section(text, "Shortcuts", section).encode())


def shortcuts_text(splits: dict[str, Figures]) -> str:
    """Markdown of the figures by split."""
    parts = [PROTOCOL]
    for split, figures in splits.items():
        labels = list(next(iter(figures["views"].values())))
        lines = [
            f"### Split `{split}`, n {figures['n']}",
            "",
            "| view | " + " | ".join(f"AUC {label}" for label in labels) + " |",
            "|---" * (len(labels) + 1) + "|",
        ]
        for name, classes in figures["views"].items():
            values = " | ".join(said(classes[label]) for label in labels)
            lines.append(f"| {name} | {values} |")
        parts.append("\n".join(lines))
    return "\n\n".join(parts)


def said(one: Figures) -> str:
    """An AUC with its interval."""
    if one["auc"] is None:
        return "-"
    bounds = one["auc_ci"]
    return f"{one['auc']:.3f}" + (f" ({bounds[0]:.3f}-{bounds[1]:.3f})" if bounds else "")


def _auc(truth: np.ndarray, score: np.ndarray, patients: Sequence[str]) -> Figures:
    interval = metrics.bootstrap_interval(patients, lambda i: metrics.auc(truth[i], score[i]))
    return {"auc": metrics.auc(truth, score), "auc_ci": interval}


def _inside(picture: np.ndarray) -> np.ndarray:
    inside = np.zeros(picture.shape[:2], bool)
    down, across = (max(round(_BORDER * n), 1) for n in picture.shape[:2])
    inside[down:-down, across:-across] = True
    return inside


def _blanked(picture: np.ndarray, away: np.ndarray) -> np.ndarray:
    left = picture.copy()
    left[away] = np.rint(picture[~away].mean(axis=0)).astype(np.uint8)
    return left
