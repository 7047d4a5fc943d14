"""The findings table: every lesion with its sizes, their units and where the scale is from."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from medviewer.domain.geometry import SpacingSource
from medviewer.domain.result import InferenceResult
from medviewer.domain.segmentation import Finding, Measurement, MeasurementKind
from medviewer.ui.results.parts import Card, badge, percent, set_badge, text_label
from medviewer.ui.results.tables import RowsTable

_COLUMNS = (
    ("", "Letter on the picture"),
    ("Longest × perp.", "Longest diameter, and the longest perpendicular to it"),
    ("Area", "Area of the mask"),
    ("Conf.", "Confidence: mean probability of the pixels in the mask"),
)
_AREA = 2  # its column; of a volume it holds the volume
SOURCE_WORDS = {
    SpacingSource.PIXEL_SPACING: "scale: pixel spacing of the file",
    SpacingSource.IMAGER_PIXEL_SPACING: "scale: at the detector, not in the patient",
    SpacingSource.ULTRASOUND_REGION: "scale: ultrasound region of the file",
    SpacingSource.USER: "scale: set by the reader",
    SpacingSource.NONE: "uncalibrated: sizes in pixels",
}


class FindingsCard(Card):
    """Emits the index of a finding in ``InferenceResult.findings`` when its row is chosen."""

    findingActivated = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Findings", parent)
        self.none = text_label("No lesion outlined.")
        self.table = RowsTable(_COLUMNS, self)
        self.table.setAccessibleName("Findings")
        self.table.setToolTip("Click a row to see the lesion")
        self.scale = badge()
        self.scale.setAccessibleName("Where the scale is from")
        self.body.addWidget(self.none)
        self.body.addWidget(self.table)
        self.body.addWidget(self.scale)
        self.table.cellClicked.connect(lambda row, _column: self.findingActivated.emit(row))
        self.table.cellActivated.connect(lambda row, _column: self.findingActivated.emit(row))

    def show_result(self, result: InferenceResult) -> None:
        findings = result.findings
        letters = {m.segment.label: m.segment.letter for m in result.masks}
        of_volumes = any(f.measurement(MeasurementKind.VOLUME) is not None for f in findings)
        header = self.table.horizontalHeaderItem(_AREA)
        assert header is not None  # made with the table
        header.setText("Volume" if of_volumes else "Area")
        header.setToolTip("Volume over all slices" if of_volumes else "Area of the mask")
        self.table.show_rows([_row(finding, letters, len(findings)) for finding in findings])
        self.table.setVisible(bool(findings))
        self.none.setVisible(not findings)
        self.scale.setVisible(bool(findings))
        self._show_scale(findings)

    def _show_scale(self, findings: Sequence[Finding]) -> None:
        sizes = (MeasurementKind.LONGEST_DIAMETER, MeasurementKind.AREA)
        sources = {m.source for f in findings for m in f.measurements if m.kind in sizes}
        words = [SOURCE_WORDS[s] for s in SpacingSource if s in sources]
        if not words:
            words = [SOURCE_WORDS[SpacingSource.NONE]]
        unsure = bool(sources & {SpacingSource.NONE, SpacingSource.IMAGER_PIXEL_SPACING})
        set_badge(self.scale, "; ".join(words), "warning" if unsure or not sources else "")


def _row(finding: Finding, letters: dict[str, str], count: int) -> list[str]:
    letter = letters.get(finding.segment_label, "")
    area = finding.measurement(MeasurementKind.VOLUME) or finding.measurement(MeasurementKind.AREA)
    return [
        f"{letter}{finding.number}" if count > 1 else letter,
        size_text(finding),
        f"{finding.area_px} px²" if area is None else measured_text(area),
        measured_text(finding.measurement(MeasurementKind.MEAN_PROBABILITY)),
    ]


def size_text(finding: Finding) -> str:
    """Longest by perpendicular diameter with their unit, e.g. ``14.2 × 9.8 mm``."""
    longest = finding.measurement(MeasurementKind.LONGEST_DIAMETER)
    across = finding.measurement(MeasurementKind.PERPENDICULAR_DIAMETER)
    if longest is None or across is None or longest.unit != across.unit:
        return measured_text(longest)
    return f"{_number(longest)} × {measured_text(across)}"


def measured_text(measured: Measurement | None) -> str:
    """A number with its unit; a dash for what was not measured."""
    if measured is None:
        return "–"
    if measured.kind is MeasurementKind.MEAN_PROBABILITY:
        return percent(measured.value)
    return f"{_number(measured)} {measured.unit}"


def _number(measured: Measurement) -> str:
    digits = 0 if measured.unit.startswith("px") or measured.value >= 100 else 1
    return f"{measured.value:.{digits}f}"
