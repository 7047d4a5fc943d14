"""A picture with words over it: the four corners, orientation letters, the scale bar."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QImage, QPainter
from PySide6.QtWidgets import QToolTip, QWidget

from medviewer.domain.image import ImageVolume
from medviewer.ui.language import language, tr
from medviewer.ui.viewport import corners
from medviewer.ui.viewport.camera import Interpolation, Pose
from medviewer.ui.viewport.corner_places import MARGIN, Arrangement, arrange, bar_size, is_compact
from medviewer.ui.viewport.corner_words import Told
from medviewer.ui.viewport.halo import Stamp, halo_text, ratio_of
from medviewer.ui.viewport.picture import PictureView

NOT_FOR_DIAGNOSIS = "NOT FOR DIAGNOSTIC USE"

_Said = tuple[Told, Pose, corners.ScaleBar | None, QSizeF, str, str]
"""All that the words over a picture and their places depend on."""


class WordedView(PictureView):
    """Says what the picture is and how it is shown. What is said is made anew when it changes."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.canvas.tip_at = self.tip_at
        self._privacy = False
        self._corners_visible = True
        self._pack_lines: tuple[str, ...] = ()
        self._linked = self._by_hand = False
        self._said: _Said | None = None
        self._arranged = Arrangement()
        self._stamps: tuple[float, list[Stamp]] | None = None

    @property
    def privacy(self) -> bool:
        return self._privacy

    @privacy.setter
    def privacy(self, on: bool) -> None:
        self._privacy = on
        QToolTip.hideText()  # it may name the patient
        self.repaint_canvas()

    @property
    def corners_visible(self) -> bool:
        return self._corners_visible

    @corners_visible.setter
    def corners_visible(self, on: bool) -> None:
        self._corners_visible = on
        self.repaint_canvas()

    @property
    def linked(self) -> bool:
        """Whether others move with this one; said in the corner."""
        return self._linked

    @linked.setter
    def linked(self, on: bool) -> None:
        if on != self._linked:
            self._linked = on
            self.repaint_canvas()

    @property
    def linked_by_hand(self) -> bool:
        """Whether a reader has linked it, and not the files; said in the corner."""
        return self._by_hand

    @linked_by_hand.setter
    def linked_by_hand(self, on: bool) -> None:
        if on != self._by_hand:
            self._by_hand = on
            self.repaint_canvas()

    @property
    def corner_info(self) -> tuple[str, ...]:
        return self._pack_lines

    def set_corner_info(self, *lines: str) -> None:
        """Lines under window and zoom at the bottom left: the pack, the operating point."""
        if lines != self._pack_lines:
            self._pack_lines = lines
            self.repaint_canvas()

    def corner_lines(self) -> dict[Qt.Corner, list[str]]:
        """All there is to say in each corner now; a small viewport shows less of it."""
        return {} if self._volume is None else self._told(self._volume).full()

    def _told(self, volume: ImageVolume) -> Told:
        pixels = f"  {tr('pixels')}" if self.interpolation is Interpolation.PIXELS else ""
        linked = f"  {tr('linked by hand' if self._by_hand else 'linked')}"
        return Told(
            volume,
            self._frame_index,
            self._window,
            self.window_name,
            self._invert,
            self.zoom,
            pixels + (linked if self._linked else ""),
            self._pack_lines,
            self._privacy,
        )

    def arrangement(self) -> Arrangement:
        """Where the words over the picture are now."""
        volume = self._volume
        if volume is None or not self._corners_visible:
            return Arrangement()
        area = QRectF(self.canvas.viewport().rect())
        told, pose, bar = self._told(volume), self.canvas.pose, self.scale_bar()
        said = told, pose, bar, area.size(), self.font().key(), language()
        before = self._said
        if before is None or before[0].volume is not volume or before != said:
            self._said, self._stamps = said, None
            self._arranged = self._arrange(told, pose, bar, area)
        return self._arranged

    def _arrange(
        self, told: Told, pose: Pose, bar: corners.ScaleBar | None, area: QRectF
    ) -> Arrangement:
        metrics = QFontMetricsF(self.font())
        if is_compact(area.size()):
            texts = told.compact()
        else:
            texts = {corner: [(line,) for line in lines] for corner, lines in told.full().items()}
        letters = corners.edge_letters(told.volume.geometry, pose)
        size = bar_size(bar.pixels, bar.text, metrics) if bar is not None else None
        return arrange(area, metrics, texts, letters, size)

    def tip_at(self, spot: QPointF) -> str:
        """Everything that the corner under a point of the canvas has to say."""
        blocks = self.arrangement().blocks
        corner = next((b.corner for b in blocks if b.place.contains(spot)), None)
        return "\n".join(filter(None, self.corner_lines().get(corner, []))) if corner else ""

    def scale_bar(self) -> corners.ScaleBar | None:
        """The scale bar as drawn now; None without a known spacing."""
        if self._volume is None or self._frame is None:
            return None
        scale = self._volume.geometry.main_calibration(self._frame_index)
        if scale.column_mm is None:
            return None
        return corners.scale_bar(scale.column_mm, self.zoom, self.canvas.width())

    def _paint_over(self, painter: QPainter, area: QRectF) -> None:
        painter.setFont(self.font())
        if self._message:
            painter.setPen(QColor(150, 155, 160))
            flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
            painter.drawText(area.adjusted(24, 24, -24, -24), flags, tr(self._message))
        if self._volume is not None:
            if self._frame is not None:
                self._paint_drawn(painter, area)
            self._paint_words(painter, area)

    def _paint_drawn(self, painter: QPainter, area: QRectF) -> None:
        """Paint what is drawn over the picture itself, under the words."""

    def _paint_words(self, painter: QPainter, _area: QRectF) -> None:
        placed, ratio = self.arrangement(), ratio_of(painter)
        if self._stamps is None or self._stamps[0] != ratio:
            made = corners.stamps(placed, self.scale_bar(), self.font(), ratio)
            self._stamps = ratio, list(made)
        for stamp in self._stamps[1]:
            stamp.paint(painter)

    def grab_picture(self) -> QImage:
        """What is on the screen, for an export, with NOT FOR DIAGNOSTIC USE burnt in."""
        image = self.canvas.grab().toImage()
        painter = QPainter(image)
        font = QFont(self.font())
        font.setBold(True)
        painter.setFont(font)
        wide = painter.fontMetrics().horizontalAdvance(NOT_FOR_DIAGNOSIS)
        size = image.deviceIndependentSize()
        top = self.arrangement().top_free_from + painter.fontMetrics().ascent() + MARGIN
        amber = QColor(255, 196, 0)
        halo_text(painter, QPointF((size.width() - wide) / 2, top), NOT_FOR_DIAGNOSIS, amber)
        painter.end()
        return image
