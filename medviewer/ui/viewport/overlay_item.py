"""Masks over a picture: fill, outline, probability map, edge band."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
import numpy.typing as npt
import pyqtgraph as pg
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QPolygonF, QTransform

from medviewer.domain.segmentation import Finding, SegmentationMask
from medviewer.ui import theme
from medviewer.ui.viewport.camera import Ground
from medviewer.ui.viewport.contours import box_of, label_anchor, screen_outline


class OverlayStyle(StrEnum):
    """How masks are drawn. The last two need a probability map."""

    OUTLINE_FILL = "outline and fill"
    OUTLINE = "outline"
    FILL = "fill"
    PROBABILITY = "probability map"
    EDGE_BAND = "edge band"


OUTLINED = frozenset({OverlayStyle.OUTLINE_FILL, OverlayStyle.OUTLINE, OverlayStyle.EDGE_BAND})
NEEDS_PROBABILITY = frozenset({OverlayStyle.PROBABILITY, OverlayStyle.EDGE_BAND})
# A probability map at the opacity of a fill is too faint to read.
DEFAULT_OPACITY = dict.fromkeys(OverlayStyle, 0.25) | {
    OverlayStyle.PROBABILITY: 0.6,
    OverlayStyle.EDGE_BAND: 0.4,
}
# The band between these two contours holds the edge that the model is unsure of.
EDGE_BAND = (0.25, 0.75)
OUTLINE_PX = 2.0
_CASING_PX = 4.0
_DASH = [4.0, 2.5]
_DOT = [1.0, 1.8]


@dataclass(frozen=True)
class Line:
    """A set of closed lines of one colour; ``letter`` is written at ``anchor``."""

    path: QPainterPath
    colour: theme.Rgb
    dash: tuple[float, ...] = ()
    letter: str = ""
    anchor: tuple[float, float] | None = None
    width: float = OUTLINE_PX


class LinesItem(pg.GraphicsObject):
    """Outlines in screen pixels: as wide at every zoom, with a dark casing under them."""

    def __init__(self) -> None:
        super().__init__()
        self._lines: tuple[Line, ...] = ()
        self._box = QRectF()

    def set_lines(self, lines: Sequence[Line], rows: int, columns: int) -> None:
        self.prepareGeometryChange()
        self._lines = tuple(lines)
        self._box = QRectF(-4, -4, columns + 8, rows + 8)
        self.update()

    @property
    def lines(self) -> tuple[Line, ...]:
        return self._lines

    def boundingRect(self) -> QRectF:
        return self._box

    def paint(self, painter: QPainter, _option: object, _widget: object = None) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        # A cosmetic pen counts device pixels, of which a dense screen has several to a logical.
        ratio = painter.device().devicePixelRatioF()
        for line in self._lines:
            if line.width >= OUTLINE_PX:
                painter.setPen(_cosmetic_pen(QColor(0, 0, 0, 110), _CASING_PX * ratio, ()))
                painter.drawPath(line.path)
            painter.setPen(_cosmetic_pen(QColor(*line.colour), line.width * ratio, line.dash))
            painter.drawPath(line.path)


def _cosmetic_pen(colour: QColor, width: float, dash: tuple[float, ...]) -> QPen:
    pen = QPen(colour, width)
    pen.setCosmetic(True)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    if dash:
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        pen.setDashPattern(list(dash))
    return pen


class MaskOverlay:
    """Draws the masks of one frame into a ViewBox: a label image under a set of lines.

    The label image is uint8 with a 256-entry colour table, so that a change of opacity or
    colour never touches pixels, and a change of frame only one byte a pixel.
    """

    def __init__(self, view: Ground) -> None:
        self.fill = pg.ImageItem(axisOrder="row-major")
        self.lines = LinesItem()
        self._masks: tuple[SegmentationMask, ...] = ()
        self._findings: tuple[Finding, ...] = ()
        self._confirmed = False
        self._reference: npt.NDArray[np.bool_] | None = None
        self._labels: npt.NDArray[np.uint8] | None = None
        for z, item in ((10, self.fill), (11, self.lines)):
            item.setZValue(z)
            view.addItem(item, ignoreBounds=True)
        self.wanted_style = OverlayStyle.OUTLINE_FILL
        self.opacity = DEFAULT_OPACITY[self.wanted_style]

    @property
    def masks(self) -> tuple[SegmentationMask, ...]:
        return self._masks

    @property
    def findings(self) -> tuple[Finding, ...]:
        return self._findings

    @property
    def confirmed(self) -> bool:
        return self._confirmed

    @property
    def has_probability(self) -> bool:
        return any(m.probability is not None for m in self._masks)

    @property
    def style(self) -> OverlayStyle:
        """How it is drawn: as wanted, or outlined where that needs a map there is not."""
        if self.wanted_style in NEEDS_PROBABILITY and not self.has_probability:
            return OverlayStyle.OUTLINE_FILL
        return self.wanted_style

    def set_masks(
        self, masks: Sequence[SegmentationMask], confirmed: bool, findings: Sequence[Finding]
    ) -> None:
        self._masks = tuple(masks)
        self._confirmed = confirmed
        self._findings = tuple(findings)

    def set_reference(self, reference: npt.NDArray[np.bool_] | None) -> None:
        self._reference = reference

    def draw(self, frame: int, rows: int, columns: int, *, visible: bool) -> None:
        """Show frame ``frame``; ``visible`` is of the masks, the reference always shows."""
        masks = self._masks if visible else ()
        self._labels = self._cropped(self._label_image(masks, frame))
        self.fill.setVisible(self._labels is not None)
        if self._labels is not None:
            self.fill.setImage(
                self._labels, autoLevels=False, levels=(0, 255), lut=self._colour_table()
            )
        lines = [line for m in masks for line in self._mask_lines(m, frame)]
        if self._reference is not None:
            lines.append(self._reference_line(frame))
        self.lines.set_lines(lines, rows, columns)

    def recolour(self) -> None:
        """Apply a new opacity: the colour table alone changes."""
        if self._labels is not None:
            self.fill.setLookupTable(self._colour_table())

    def probability_at(self, frame: int, row: int, column: int) -> tuple[str, float] | None:
        """Title and probability of the most probable segment at a pixel."""
        known = [
            (m.segment.title, float(m.probability[frame, row, column]))
            for m in self._masks
            if m.probability is not None and frame < m.probability.shape[0]
        ]
        return max(known, key=lambda k: k[1], default=None)

    def _cropped(self, labels: npt.NDArray[np.uint8] | None) -> npt.NDArray[np.uint8] | None:
        """The part that holds something, put in its place: drawing costs by the pixel."""
        box = box_of(labels > 0) if labels is not None else None
        if labels is None or box is None:
            return None
        x, y, wide, high = box
        self.fill.setPos(x, y)
        return np.ascontiguousarray(labels[y : y + high, x : x + wide])

    def _label_image(
        self, masks: tuple[SegmentationMask, ...], frame: int
    ) -> npt.NDArray[np.uint8] | None:
        masks = tuple(m for m in masks if frame < m.array.shape[0])
        if not masks or self.style is OverlayStyle.OUTLINE:
            return None
        if self.style in NEEDS_PROBABILITY:
            maps = [(m.probability[frame] if m.probability is not None else None) for m in masks]
        labels = np.zeros(masks[0].array.shape[1:], np.uint8)
        if self.style is OverlayStyle.PROBABILITY:
            for p in maps:
                if p is not None:
                    scaled = np.rint(np.clip(p.astype(np.float32), 0, 1) * 255).astype(np.uint8)
                    np.maximum(labels, scaled, out=labels)
            return labels
        for number, mask in enumerate(masks, start=1):
            if self.style is OverlayStyle.EDGE_BAND:
                p = maps[number - 1]
                if p is not None:
                    labels[(p >= EDGE_BAND[0]) & (p < EDGE_BAND[1])] = number
            else:
                labels[mask.array[frame]] = number
        return labels

    @property
    def shows_map(self) -> bool:
        """A probability map lies over the picture now."""
        return self._labels is not None and self.style is OverlayStyle.PROBABILITY

    @staticmethod
    def map_colours() -> npt.NDArray[np.uint8]:
        """(256, 3): the colour of each probability from 0 to 1 (viridis, safe for all eyes)."""
        return pg.colormap.get("viridis").getLookupTable(nPts=256)[:, :3]

    def _colour_table(self) -> npt.NDArray[np.uint8]:
        table = np.zeros((256, 4), np.uint8)
        if self.style is OverlayStyle.PROBABILITY:
            table[:, :3] = self.map_colours()
            # Below 5 % there is nothing to see; the picture stays as it is.
            ramp = np.clip((np.arange(256) / 255 - 0.05) / 0.3, 0, 1)
            table[:, 3] = np.rint(ramp * self.opacity * 255)
            return table
        for number, mask in enumerate(self._masks, start=1):
            table[number] = (*mask.segment.colour, round(self.opacity * 255))
        return table

    def _mask_lines(self, mask: SegmentationMask, frame: int) -> list[Line]:
        if frame >= mask.array.shape[0] or not mask.array[frame].any():
            return []
        segment = mask.segment
        area = mask.array[frame]
        dash = () if self._confirmed else tuple(_DASH)
        drawn = self.style in OUTLINED
        lines = []
        if drawn:
            path = path_of(screen_outline(area))
            lines.append(Line(path, segment.colour, dash))
        if self.style is OverlayStyle.EDGE_BAND and mask.probability is not None:
            for level in EDGE_BAND:
                path = path_of(screen_outline(mask.probability[frame] >= level))
                lines.append(Line(path, segment.colour, width=1.0))
        for letter, anchor in self._letters(mask, frame):
            lines.append(Line(QPainterPath(), segment.colour, (), letter, anchor))
        return lines

    def _letters(
        self, mask: SegmentationMask, frame: int
    ) -> list[tuple[str, tuple[float, float] | None]]:
        """The segment's letter at each finding of the frame, numbered if there are several."""
        found = [f for f in self._findings if f.segment_label == mask.segment.label]
        here = [f for f in found if f.frame == frame]
        if not here:
            return [(mask.segment.letter, label_anchor(mask.array[frame]))]
        numbered = len(found) > 1
        return [
            (
                f"{mask.segment.letter}{f.number}" if numbered else mask.segment.letter,
                label_anchor(mask.array[frame], f.box) or label_anchor(mask.array[frame]),
            )
            for f in here
        ]

    def _reference_line(self, frame: int) -> Line:
        assert self._reference is not None
        area = self._reference if self._reference.ndim == 2 else self._reference[frame]
        return Line(
            path_of(screen_outline(area)),
            theme.REFERENCE_COLOUR,
            tuple(_DOT),
            "R",
            label_anchor(area),
        )


def path_of(lines: Sequence[npt.NDArray[np.float64]]) -> QPainterPath:
    """A painter path of closed lines (n, 2) of x, y."""
    path = QPainterPath()
    for line in lines:
        path.addPolygon(QPolygonF([QPointF(x, y) for x, y in line.tolist()]))
        path.closeSubpath()
    return path


def draw_letters(painter: QPainter, lines: Sequence[Line], to_screen: QTransform) -> None:
    """Write each line's letter beside its anchor, in screen pixels, with a dark halo."""
    font = painter.font()
    font.setBold(True)
    font.setPointSizeF(font.pointSizeF() * 1.25)
    painter.setFont(font)
    for line in lines:
        if line.letter and line.anchor:
            spot = to_screen.map(QPointF(*line.anchor)) + QPointF(4, 0)
            text = QPainterPath()
            text.addText(spot, font, line.letter)
            painter.strokePath(text, QPen(QColor(0, 0, 0, 200), 3))
            painter.fillPath(text, QColor(*line.colour))
