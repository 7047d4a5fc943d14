"""Masks over a picture: fill, outline, probability map, edge band."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, cached_property

import numpy as np
import numpy.typing as npt
import pyqtgraph as pg

from medviewer.domain.segmentation import Finding, SegmentationMask
from medviewer.ui import theme
from medviewer.ui.viewport.camera import Ground
from medviewer.ui.viewport.contours import around, box_of, label_anchor, screen_outline
from medviewer.ui.viewport.outlines import Line, LinesItem
from medviewer.ui.viewport.raster_item import TintItem


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
_DASH = (4.0, 2.5)
_DOT = (1.0, 1.8)
_KEPT_BYTES = 32 * 2**20  # of frames drawn before, so that a cine loop draws each once


@dataclass(frozen=True, eq=False)
class _Drawn:
    """The masks of a frame: a number for each of its pixels from (x, y) on, and lines."""

    labels: npt.NDArray[np.uint8] | None
    x: int
    y: int
    lines: tuple[Line, ...]

    @cached_property
    def nbytes(self) -> int:
        rings = sum(ring.nbytes for line in self.lines for ring in line.rings)
        return rings + (self.labels.nbytes if self.labels is not None else 0)


class MaskOverlay:
    """Draws the masks of one frame over a picture: a label image under a set of lines.

    The label image is uint8 with a table of 256 colours, so that a change of opacity or
    colour makes nothing anew but those colours.
    """

    def __init__(self, view: Ground) -> None:
        self.fill = TintItem()
        self.lines = LinesItem()
        self._masks: tuple[SegmentationMask, ...] = ()
        self._findings: tuple[Finding, ...] = ()
        self._confirmed = False
        self._reference: npt.NDArray[np.bool_] | None = None
        self._kept: dict[tuple[int, OverlayStyle, bool], _Drawn] = {}
        self._drawn: _Drawn | None = None
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
        self._kept.clear()

    def set_reference(self, reference: npt.NDArray[np.bool_] | None) -> None:
        self._reference = reference
        self._kept.clear()

    def draw(self, frame: int, rows: int, columns: int, *, visible: bool) -> None:
        """Show frame ``frame``; ``visible`` is of the masks, the reference always shows."""
        key = frame, self.style, visible
        drawn = self._kept.pop(key, None) or self._make(frame, visible=visible)
        self._kept[key] = drawn  # the last one drawn is the last to go
        while len(self._kept) > 1 and sum(d.nbytes for d in self._kept.values()) > _KEPT_BYTES:
            del self._kept[next(iter(self._kept))]
        if drawn is self._drawn:
            self.recolour()
            return
        self._drawn = drawn
        self.fill.setVisible(drawn.labels is not None)
        if drawn.labels is not None:
            self.fill.show_labels(drawn.labels, self._colour_table(), drawn.x, drawn.y)
        self.lines.set_lines(drawn.lines, rows, columns)

    def recolour(self) -> None:
        """Apply a new opacity: the colours alone change."""
        if self._drawn is not None and self._drawn.labels is not None:
            self.fill.set_table(self._colour_table())

    def _make(self, frame: int, *, visible: bool) -> _Drawn:
        numbered = enumerate(self._masks if visible else (), start=1)
        masks = {number: mask for number, mask in numbered if frame < len(mask.array)}
        labels, x, y = self._label_image(masks, frame) or (None, 0, 0)
        lines = [line for mask in masks.values() for line in self._mask_lines(mask, frame)]
        if self._reference is not None:
            lines.append(self._reference_line(frame))
        return _Drawn(labels, x, y, tuple(lines))

    def probability_at(self, frame: int, row: int, column: int) -> tuple[str, float] | None:
        """Title and probability of the most probable segment at a pixel."""
        known = [
            (m.segment.title, float(m.probability[frame, row, column]))
            for m in self._masks
            if m.probability is not None and frame < m.probability.shape[0]
        ]
        return max(known, key=lambda k: k[1], default=None)

    def _label_image(
        self, masks: Mapping[int, SegmentationMask], frame: int
    ) -> tuple[npt.NDArray[np.uint8], int, int] | None:
        """What the fill shows, cut to what there is of it, with the place of its corner."""
        if not masks or self.style is OverlayStyle.OUTLINE:
            return None
        if self.style is OverlayStyle.PROBABILITY:
            return _cropped(_most_probable(masks.values(), frame))
        band = self.style is OverlayStyle.EDGE_BAND
        areas = {n: _edge_band(m, frame) if band else m.array[frame] for n, m in masks.items()}
        boxes = [box_of(area) for area in areas.values()]
        x, y, wide, high = around([box for box in boxes if box is not None])
        if not wide:
            return None
        labels = np.zeros((high, wide), np.uint8)
        for number, area in areas.items():
            labels[area[y : y + high, x : x + wide]] = number
        return labels, x, y

    @property
    def shows_map(self) -> bool:
        """A probability map lies over the picture now."""
        filled = self._drawn is not None and self._drawn.labels is not None
        return filled and self.style is OverlayStyle.PROBABILITY

    @staticmethod
    def map_colours() -> npt.NDArray[np.uint8]:
        """(256, 3): the colour of each probability from 0 to 1 (viridis, safe for all eyes)."""
        return _viridis()

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
        area, segment = mask.array[frame], mask.segment
        if not area.any():
            return []
        lines = []
        if self.style in OUTLINED:
            dash = () if self._confirmed else _DASH
            lines.append(Line(screen_outline(area), segment.colour, dash))
        if self.style is OverlayStyle.EDGE_BAND and mask.probability is not None:
            for level in EDGE_BAND:
                rings = screen_outline(mask.probability[frame] >= level)
                lines.append(Line(rings, segment.colour, width=1.0))
        for letter, anchor in self._letters(mask, frame):
            lines.append(Line((), segment.colour, (), letter, anchor))
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
            screen_outline(area),
            theme.REFERENCE_COLOUR,
            _DOT,
            "R",
            label_anchor(area),
        )


@cache
def _viridis() -> npt.NDArray[np.uint8]:
    table: npt.NDArray[np.uint8] = pg.colormap.get("viridis").getLookupTable(nPts=256)[:, :3]
    return table


def _edge_band(mask: SegmentationMask, frame: int) -> npt.NDArray[np.bool_]:
    """Where the model is unsure; nowhere without a probability map."""
    if mask.probability is None:
        return np.zeros(mask.array.shape[1:], np.bool_)
    p = mask.probability[frame]
    band: npt.NDArray[np.bool_] = (p >= EDGE_BAND[0]) & (p < EDGE_BAND[1])
    return band


def _most_probable(masks: Collection[SegmentationMask], frame: int) -> npt.NDArray[np.uint8]:
    """The largest probability at each pixel, 0 to 255."""
    most = np.zeros(next(iter(masks)).array.shape[1:], np.uint8)
    for mask in masks:
        if mask.probability is not None:
            p = mask.probability[frame].astype(np.float32)
            np.maximum(most, np.rint(np.clip(p, 0, 1) * 255).astype(np.uint8), out=most)
    return most


def _cropped(
    labels: npt.NDArray[np.uint8],
) -> tuple[npt.NDArray[np.uint8], int, int] | None:
    """The part that holds something: drawing costs by the pixel."""
    box = box_of(labels > 0)
    if box is None:
        return None
    x, y, wide, high = box
    return np.ascontiguousarray(labels[y : y + high, x : x + wide]), x, y
