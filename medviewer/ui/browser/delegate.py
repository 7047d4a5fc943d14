"""How a line of the browser looks: thumbnail, name, detail, and where the case stands."""

from __future__ import annotations

from PySide6.QtCore import (
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from medviewer.domain.patient import Patient
from medviewer.ui import theme
from medviewer.ui.browser.case import HIDDEN, Case, mark_text
from medviewer.ui.browser.criteria import CaseState
from medviewer.ui.browser.model import CASE_ROLE, PATIENT_ROLE
from medviewer.ui.language import tr
from medviewer.ui.marks import Shape, paint_badge

THUMBNAIL = 56
_PAD = theme.SPACE_S - 2
_BADGE = 14
"""At the usual size of text, like every length here."""

# Shape, letter, and whether somebody or something has decided: never colour alone.
_MARKS = {
    CaseState.NEW: (Shape.CIRCLE, "N", False),
    CaseState.PREDICTED: (Shape.CIRCLE, "P", True),
    CaseState.ACCEPTED: (Shape.SQUARE, "A", True),
    CaseState.CORRECTED: (Shape.DIAMOND, "C", True),
    CaseState.REJECTED: (Shape.HEXAGON, "R", True),
    CaseState.REFUSED: (Shape.TRIANGLE, "F", False),
}


def state_colour(state: CaseState) -> str:
    c = theme.colours()
    return {
        CaseState.NEW: c.muted,
        CaseState.PREDICTED: c.accent,
        CaseState.REJECTED: c.warning,
        CaseState.REFUSED: c.warning,
    }.get(state, c.text)


def paint_mark(painter: QPainter, place: QRectF, state: CaseState) -> None:
    """Draw the badge of a state into a square."""
    shape, letter, filled = _MARKS[state]
    paint_badge(painter, place, shape, letter, state_colour(state), filled=filled)


class CaseDelegate(QStyledItemDelegate):
    """Paints cases and headings. ``thumbnailWanted(Case)`` as a case first comes into view."""

    thumbnailWanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.privacy = False

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        height = QFontMetrics(option.font).height()
        if isinstance(index.data(CASE_ROLE), Case):
            return QSize(200, max(theme.scaled(THUMBNAIL), 3 * height + 4) + 2 * _PAD)
        return QSize(200, height + 2 * _PAD)

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        painter.save()
        self._paint_ground(painter, option)
        case = index.data(CASE_ROLE)
        if isinstance(case, Case):
            below = index.parent().isValid()  # the heading above has the patient's name
            title = case.series_title if below else self.name(case.patient)
            self._paint_case(painter, option, case, title)
        else:
            self._paint_heading(painter, option, index)
        painter.restore()

    @staticmethod
    def _paint_ground(painter: QPainter, option: QStyleOptionViewItem) -> None:
        """A quiet ground: the picture is to catch the eye, not the list."""
        c = theme.colours()
        state = option.state
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(option.rect, QColor(c.raised))
            bar = QRect(option.rect)
            bar.setWidth(3)
            painter.fillRect(bar, QColor(c.accent))
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(option.rect, QColor(c.panel))
        if state & QStyle.StateFlag.State_HasFocus and state & QStyle.StateFlag.State_Selected:
            painter.setPen(QColor(c.accent))
            painter.drawRect(option.rect.adjusted(0, 0, -1, -1))

    def _paint_case(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        case: Case,
        title: str,
    ) -> None:
        if case.thumbnail is None and not case.thumbnail_asked:
            case.thumbnail_asked = True
            self.thumbnailWanted.emit(case)
        area = option.rect.adjusted(_PAD, _PAD, -_PAD, -_PAD)
        side, badge = theme.scaled(THUMBNAIL), theme.scaled(_BADGE)
        box = QRect(area.left(), area.top(), side, side)
        painter.fillRect(box, Qt.GlobalColor.black)
        if case.thumbnail is not None:
            size = case.thumbnail.deviceIndependentSize().toSize()
            size.scale(box.size(), Qt.AspectRatioMode.KeepAspectRatio)
            place = QRect(box.topLeft(), size)
            place.moveCenter(box.center())
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawPixmap(place, case.thumbnail)
        text = area.adjusted(side + theme.SPACE_S, 0, 0, 0)
        line = QFontMetrics(option.font).height() + 2
        ink, muted = QColor(theme.colours().text), QColor(theme.colours().muted)
        state = QColor(state_colour(case.standing))
        self._line(painter, text, 0, line, title, ink, _bold(option.font))
        self._line(painter, text, 1, line, case.detail, muted, option.font)
        top = text.top() + 2 * line + (line - badge) / 2
        paint_mark(painter, QRectF(text.left(), top, badge, badge), case.standing)
        words = text.adjusted(badge + theme.scaled(theme.SPACE_XS), 0, 0, 0)
        self._line(painter, words, 2, line, mark_text(case), state, option.font)

    def _paint_heading(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        ink = QColor(theme.colours().text)
        patient = index.data(PATIENT_ROLE)
        heading = isinstance(patient, Patient)
        text = self.name(patient) if heading else str(index.data())
        font = _bold(option.font) if heading else option.font
        area = option.rect.adjusted(_PAD, _PAD, -_PAD, -_PAD)
        self._line(painter, area, 0, QFontMetrics(font).height(), text, ink, font)

    def name(self, patient: Patient) -> str:
        return tr(HIDDEN) if self.privacy else patient.display_name

    @staticmethod
    def _line(
        painter: QPainter,
        area: QRect,
        number: int,
        height: int,
        text: str,
        ink: QColor,
        font: QFont,
    ) -> None:
        painter.setFont(font)
        painter.setPen(ink)
        shown = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, area.width())
        place = QRect(area.left(), area.top() + number * height, area.width(), height)
        painter.drawText(place, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)


def _bold(font: QFont) -> QFont:
    bold = QFont(font)
    bold.setWeight(QFont.Weight.DemiBold)
    return bold
