"""De-identified copies of a scan's files, written in the background."""

from __future__ import annotations

from collections.abc import Generator, Sequence
from dataclasses import dataclass
from pathlib import Path

from medviewer.domain.errors import KnownError
from medviewer.domain.geometry import BoundingBox
from medviewer.domain.progress import Progress


@dataclass(frozen=True, slots=True)
class MaskPlan:
    """What would be blacked in a file. ``warning``: why a person has to look first, else ""."""

    areas: tuple[BoundingBox, ...]
    warning: str = ""


@dataclass(frozen=True, slots=True)
class ExportedCopies:
    """How many files were written and checked, and why the first of the others was not."""

    folder: Path
    written: int
    left_out: int
    reason: str = ""


def plan_masks(path: Path) -> MaskPlan:
    """Where names may be burnt into the picture of a file; nothing is written."""
    from medviewer.exchange.deidentify_pixels import preview

    try:
        return MaskPlan(preview(path).areas)
    except KnownError as error:
        return MaskPlan((), str(error))


def export_copies(
    files: Sequence[Path], folder: Path, secret: bytes, black: bool, keep_patient: bool
) -> Generator[Progress, None, ExportedCopies]:
    """Write de-identified copies, a step a file.

    Args:
        files: of one scan.
        folder: where the copies go.
        secret: of the project.
        black: black what lies outside the regions of ultrasound; False: a person has looked
            and there is nothing to black.
        keep_patient: leave sex, age, size, weight and the like.
    """
    from medviewer.exchange.deidentify import deidentify_file
    from medviewer.exchange.deidentify_names import Pseudonyms
    from medviewer.exchange.deidentify_pixels import MaskRule
    from medviewer.exchange.deidentify_profile import Options

    pseudonyms = Pseudonyms(secret)
    options = Options(keep_patient=keep_patient)
    rule = MaskRule.AUTO if black else MaskRule.NONE
    written, reasons = 0, []
    for number, path in enumerate(files):
        yield Progress(number, len(files), "Writing de-identified copies")
        try:
            deidentify_file(path, folder, pseudonyms, options, rule)
            written += 1
        except KnownError as error:
            reasons.append(str(error))
    return ExportedCopies(folder, written, len(reasons), reasons[0] if reasons else "")
