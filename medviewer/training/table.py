"""The figures of an evaluation as rows for people. Older evaluations lack some: their rows too."""

from medviewer.training.evaluation import Figures

Row = tuple[str, str, int, str]


def table(groups: dict[str, Figures]) -> list[Row]:
    """Rows (group, figure, n, value with interval) for people."""
    rows: list[Row] = []
    for name, figures in groups.items():
        if "segmentation" in figures:
            lesions = figures["segmentation"]["lesions"]
            rows += _overlap_rows(name, "lesion", lesions)
            for label, part in lesions.get("by_class", {}).items():
                rows += _overlap_rows(name, label, part)[:1]
            quiet = figures["segmentation"]["without_lesion"]
            if quiet["n"]:
                rows.append((name, "left empty, no lesion", quiet["n"], _text(quiet, "share")))
            if "volumes" in figures["segmentation"]:
                part = figures["segmentation"]["volumes"]
                rows += [
                    (name, "patient Dice, mean", part["n"], _text(part, "dice_mean")),
                    (name, "patient Dice, median", part["n"], f"{part['dice_median']:.3f}"),
                ]
                rows += _distance_rows(name, "volume", part.get("hd95"))
            rows += _pixel_rows(name, figures["n"], figures["segmentation"].get("pixels"))
        if "classification" in figures:
            rows += _class_rows(name, figures["classification"])
    return rows


def _overlap_rows(group: str, what: str, part: Figures) -> list[Row]:
    if not part["n"]:
        return []
    n = part["n"]
    return [
        (group, f"{what} Dice, mean", n, _text(part, "dice_mean")),
        (group, f"{what} Dice, median", n, f"{part['dice_median']:.3f}"),
        (group, f"{what} IoU, mean", n, _text(part, "iou_mean")),
        (group, f"{what}s missed", n, str(part["missed"])),
        *_distance_rows(group, what, part.get("hd95")),
    ]


def _distance_rows(group: str, what: str, part: Figures | None) -> list[Row]:
    if part is None or not part["n"]:
        return []
    n, unit = part["n"], part["unit"]
    return [
        (group, f"{what} HD95, mean, {unit}", n, _text(part, "mean", 1)),
        (group, f"{what} HD95, median, {unit}", n, f"{part['median']:.1f}"),
    ]


def _pixel_rows(group: str, n: int, part: Figures | None) -> list[Row]:
    return [
        (group, f"pixel {name}", n, f"{part[name]:.3f}")
        for name in ("accuracy", "recall", "precision")
        if part is not None and part[name] is not None
    ]


def _class_rows(group: str, figures: Figures) -> list[Row]:
    n = figures["n"]
    rows = [
        (group, "accuracy", n, _text(figures, "accuracy")),
        (group, "balanced accuracy", n, f"{figures['balanced_accuracy']:.3f}"),
    ]
    for label, part in figures["by_class"].items():
        if not part["n"]:
            continue
        rows.append((group, f"{label} sensitivity", part["n"], _text(part, "sensitivity")))
        if part["specificity"] is not None:
            rows.append((group, f"{label} specificity", n - part["n"], _text(part, "specificity")))
        rows += [
            (group, f"{label} {said}", part["n"], f"{part[name]:.3f}")
            for name, said in (("precision", "precision"), ("f1", "F1"))
            if part.get(name) is not None
        ]
        if part["auc"] is not None:
            rows.append((group, f"{label} AUC", n, _text(part, "auc")))
    rows.append((group, "calibration error (ECE)", n, f"{figures['calibration']['ece']:.3f}"))
    for point in figures["operating_points"]:
        sick = point["n_positive"]
        for name, cases in (("sensitivity", sick), ("specificity", n - sick)):
            if point[name] is not None:
                rows.append((group, f"{name} at {point['name']}", cases, _text(point, name)))
    return rows


def _text(figures: Figures, key: str, digits: int = 3) -> str:
    interval = figures.get(f"{key}_ci")
    bounds = f" ({interval[0]:.{digits}f}-{interval[1]:.{digits}f})" if interval else ""
    return f"{figures[key]:.{digits}f}{bounds}"
