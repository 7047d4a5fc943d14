"""One picture on the screen with everything over it: masks, corners, measurements."""

import math
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QBrush, QColor, QKeyEvent, QPainter
from PySide6.QtWidgets import QWidget

from medviewer.domain.annotation import Annotation, AnnotationKind
from medviewer.domain.geometry import BoundingBox
from medviewer.domain.image import ImageVolume, VoiWindow
from medviewer.domain.segmentation import Finding, SegmentationMask
from medviewer.ui import theme
from medviewer.ui.history import History
from medviewer.ui.language import tr
from medviewer.ui.viewport import corners
from medviewer.ui.viewport.canvas import Tool
from medviewer.ui.viewport.evidence_item import EvidenceItem
from medviewer.ui.viewport.file_overlays import FileOverlays
from medviewer.ui.viewport.lines import ReferenceLine, paint_lines
from medviewer.ui.viewport.measurements import keys
from medviewer.ui.viewport.measurements.layer import MeasurementLayer
from medviewer.ui.viewport.measurements.model import Annotations
from medviewer.ui.viewport.measurements.words import main_text
from medviewer.ui.viewport.outlines import draw_letters
from medviewer.ui.viewport.overlay_item import (
    DEFAULT_OPACITY,
    NEEDS_PROBABILITY,
    MaskOverlay,
    OverlayStyle,
)
from medviewer.ui.viewport.worded import WordedView

__all__ = ["OverlayStyle", "Tool", "Viewport"]

_BLACKED = QColor(110, 90, 30)  # hatching, so that black areas show on a black ground


class Viewport(WordedView):
    """Shows one volume with its masks. Keys are actions of the window; the mouse is ours.

    Signals beside those of ``PictureView``: ``masksVisibleChanged(bool)``, ``masksChanged()``,
    ``opacityChanged(float)``, ``styleChanged(OverlayStyle)``, ``measured(str)`` (the value of
    something just drawn) and ``lineDrawn(float)`` (a distance, in pixels).
    """

    masksVisibleChanged = Signal(bool)
    masksChanged = Signal()
    opacityChanged = Signal(float)
    styleChanged = Signal(object)
    measured = Signal(str)
    lineDrawn = Signal(float)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.file_overlays = FileOverlays(self.canvas.view)
        self._overlay = MaskOverlay(self.canvas.view)
        self._evidence = EvidenceItem(self.canvas.view)
        # Until a history that is kept is given, nothing can be drawn: it would be lost.
        self._keeps_drawn = False
        self.measurements = MeasurementLayer(self.canvas, Annotations(History(self), self))
        self._masks_visible = True
        self._peeking = False
        self._black: tuple[BoundingBox, ...] = ()
        self._opacity = dict(DEFAULT_OPACITY)
        self._lines: tuple[ReferenceLine, ...] = ()
        self.line_colour: theme.Rgb = theme.LINE_COLOUR
        self.measurements.drawn.connect(self._tell_drawn)
        self.measurements.model.changed.connect(self._mark_frames)
        self.toolChanged.connect(lambda _tool: self.measurements.give_up())

    def show_volume(self, volume: ImageVolume | None, window: VoiWindow | None = None) -> None:
        """Show a volume; masks, reference and measurements of the one before are taken away."""
        self.measurements.give_up()
        self.measurements.notes.drop()
        if self._keeps_drawn:
            self.measurements.model.show_volume(volume)
        self._black = ()
        self._overlay.set_masks((), False, ())
        self._overlay.set_reference(None)
        self._evidence.show_weights(None)
        self._peeking = False
        self.file_overlays.show_volume(volume)
        super().show_volume(volume, window)

    # --- masks ----------------------------------------------------------------------------

    def set_masks(
        self,
        masks: Sequence[SegmentationMask],
        confirmed: bool,
        findings: Sequence[Finding] = (),
    ) -> None:
        """Lay masks over the picture: dashed while predicted, solid once a person confirmed.

        ``findings`` place the letters and number them where there are several.
        """
        self._overlay.set_masks(masks, confirmed, findings)
        self._draw_over()
        self.masksChanged.emit()

    def set_reference(self, mask: npt.NDArray[np.bool_] | None) -> None:
        """A person's mask to compare with: bool, (rows, columns) or (frames, rows, columns)."""
        self._overlay.set_reference(mask)
        self._draw_over()

    def set_file_masks(self, masks: Sequence[SegmentationMask]) -> None:
        """Masks that came with the scan, by whoever drew them."""
        self.file_overlays.set_masks(masks)
        self._draw_over()

    def show_file_overlays(self, on: bool) -> None:
        """Show or hide what the scan's own files draw over it."""
        self.file_overlays.visible = on
        self._draw_over()

    def set_evidence(self, weights: npt.NDArray[np.float32] | None) -> None:
        """Heat over the frame on the screen: float32, (rows, columns), 0 to 1."""
        self._evidence.show_weights(weights)
        self.repaint_canvas()

    @property
    def masks(self) -> tuple[SegmentationMask, ...]:
        return self._overlay.masks

    @property
    def findings(self) -> tuple[Finding, ...]:
        return self._overlay.findings

    @property
    def masks_confirmed(self) -> bool:
        return self._overlay.confirmed

    @property
    def has_probability(self) -> bool:
        return self._overlay.has_probability

    @property
    def masks_visible(self) -> bool:
        return self._masks_visible

    @masks_visible.setter
    def masks_visible(self, on: bool) -> None:
        if on != self._masks_visible:
            self._masks_visible = on
            self._draw_over()
            self.masksVisibleChanged.emit(on)

    def toggle_masks(self) -> None:
        self.masks_visible = not self._masks_visible

    def peek(self, on: bool) -> None:
        """While on, show the opposite of what is chosen (a key held down)."""
        if on != self._peeking:
            self._peeking = on
            self._draw_over()

    @property
    def opacity(self) -> float:
        """Of the fill or map, 0..1; remembered for each style."""
        return self._overlay.opacity

    @opacity.setter
    def opacity(self, value: float) -> None:
        value = min(max(value, 0.0), 1.0)
        if value != self._overlay.opacity:
            self._opacity[self.overlay_style] = value
            self._overlay.opacity = value
            self._overlay.recolour()
            self.opacityChanged.emit(value)

    @property
    def overlay_style(self) -> OverlayStyle:
        """As chosen. One that needs a probability map is drawn outlined where there is none."""
        return self._overlay.wanted_style

    @overlay_style.setter
    def overlay_style(self, style: OverlayStyle) -> None:
        style = OverlayStyle(style)
        if style is self._overlay.wanted_style:
            return
        self._overlay.wanted_style = style
        self._overlay.opacity = self._opacity[style]
        self._draw_over()
        self.styleChanged.emit(style)
        self.opacityChanged.emit(self._overlay.opacity)

    def next_style(self) -> None:
        """Go on to the next overlay style that these masks can be shown in."""
        styles = [s for s in OverlayStyle if self.has_probability or s not in NEEDS_PROBABILITY]
        following = [s for s in styles if _order(s) > _order(self.overlay_style)]
        self.overlay_style = (following or styles)[0]

    def toggle_edge_band(self) -> None:
        band = OverlayStyle.EDGE_BAND
        self.overlay_style = OverlayStyle.OUTLINE_FILL if self.overlay_style is band else band

    def look_like(self, other: "Viewport") -> None:
        """Draw masks as another viewport does, also after either is changed to another style."""
        self._opacity = other._opacity
        self.overlay_style = other.overlay_style
        self.opacity = other.opacity
        self.masks_visible = other.masks_visible

    def show_finding(self, finding: Finding) -> None:
        """Bring a finding into view: its frame, and its box in the middle."""
        self.frame_index = finding.frame
        x, y, wide, high = finding.box
        area = self.canvas.viewport()
        room = min(area.width() / max(wide, 1), area.height() / max(high, 1)) * 0.5
        fit = max(self.canvas.zoom, 0.01)
        self.canvas.set_view(min(max(room, fit), 4 * fit), (x + wide / 2, y + high / 2))

    def _draw_over(self) -> None:
        self.measurements.frame = self._frame_index
        geometry = self._volume.geometry if self._volume and self._frame is not None else None
        shown = geometry is not None and (self._masks_visible != self._peeking)
        rows, columns = (geometry.rows, geometry.columns) if geometry else (0, 0)
        self.file_overlays.draw(self._frame_index, rows, columns)
        self._overlay.draw(self._frame_index, rows, columns, visible=shown)
        self.repaint_canvas()

    def info_at(self, column: int, row: int) -> str:
        """Position, value with its unit, and probability at a pixel; empty outside."""
        text = super().info_at(column, row)
        found = self._overlay.probability_at(self._frame_index, row, column) if text else None
        return f"{text}   {tr(found[0])} {found[1] * 100:.0f} %" if found else text

    # --- measurements ---------------------------------------------------------------------

    def use_annotations(self, model: Annotations) -> None:
        """Show these and let the reader draw from now on."""
        self._keeps_drawn = True
        self.measurements.model.changed.disconnect(self._mark_frames)
        self.measurements.use(model)
        model.changed.connect(self._mark_frames)
        model.show_volume(self._volume)

    def show_annotation(self, annotation: Annotation, *, select: bool = True) -> None:
        """Bring an annotation into view; selected, the arrow keys move it."""
        self.frame_index = annotation.frame
        if select:
            self.measurements.model.selected = annotation
        spots = [self.canvas.picture_to_screen().map(QPointF(*p)) for p in annotation.points]
        area = QRectF(self.canvas.viewport().rect())
        if not all(area.contains(spot) for spot in spots):
            xs, ys = zip(*annotation.points, strict=True)
            centre = (min(xs) + max(xs)) / 2, (min(ys) + max(ys)) / 2
            self.canvas.set_view(self.canvas.zoom, centre)

    def _tell_drawn(self, annotation: Annotation) -> None:
        found = self.measurements.model.figures(annotation)
        self.measured.emit(main_text(found) or found.remark)
        if annotation.kind is AnnotationKind.DISTANCE:
            self.lineDrawn.emit(math.dist(*annotation.points))

    def _mark_frames(self) -> None:
        model = self.measurements.model
        self.frame_bar.set_marks({a.frame for a in model.all})

    def event(self, event: QEvent) -> bool:
        # Before the window's actions have the key.
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and keys.wants(self.measurements, event)
        ):
            event.accept()
            return True
        # Tab goes through the measurements first, and only then on to the next control.
        if (
            event.type() == QEvent.Type.KeyPress
            and isinstance(event, QKeyEvent)
            and event.key() in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab)
            and self.measurements.select_next(forward=event.key() == Qt.Key.Key_Tab)
        ):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not keys.press(self.measurements, event):
            super().keyPressEvent(event)

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        keys.release(self.measurements, event)
        super().keyReleaseEvent(event)

    def set_geometry(self, volume: ImageVolume) -> None:
        """The same scan with another scale: view, masks and measurements stay."""
        self._volume = volume
        self.measurements.model.rescale(volume)
        self.repaint_canvas()

    def set_black_areas(self, areas: Sequence[BoundingBox]) -> None:
        """Show what an export would black, on every frame; () shows the picture again."""
        self._black = tuple(areas)
        self.repaint_canvas()

    # --- painting -------------------------------------------------------------------------

    @property
    def reference_lines(self) -> tuple[ReferenceLine, ...]:
        """The slices of other viewports where they cut the frame on the screen."""
        return self._lines

    @reference_lines.setter
    def reference_lines(self, lines: Sequence[ReferenceLine]) -> None:
        if tuple(lines) != self._lines:
            self._lines = tuple(lines)
            self.repaint_canvas()

    def _paint_drawn(self, painter: QPainter, area: QRectF) -> None:
        assert self._volume is not None
        geometry, to_screen = self._volume.geometry, self.canvas.picture_to_screen()
        for box in self._black:
            place = to_screen.mapRect(QRectF(*box))
            painter.fillRect(place, Qt.GlobalColor.black)
            painter.fillRect(place, QBrush(_BLACKED, Qt.BrushStyle.BDiagPattern))
        picture = QRectF(0, 0, geometry.columns, geometry.rows)
        paint_lines(painter, self._lines, to_screen, picture)
        for lines in (self.file_overlays.lines, self._overlay.lines.lines):
            draw_letters(painter, lines, to_screen)
        self.measurements.paint(painter, area)

    def _paint_words(self, painter: QPainter, area: QRectF) -> None:
        if self._overlay.shows_map:
            over = self.arrangement().block_at(Qt.Corner.TopRightCorner)
            below = over.place.bottom() if over else 0.0
            corners.paint_map_legend(painter, area, self._overlay.map_colours(), below)
        super()._paint_words(painter, area)


def _order(style: OverlayStyle) -> int:
    return list(OverlayStyle).index(style)
