"""An annotation while it is being drawn: by drags, by clicks, or point by point from the keys."""

from __future__ import annotations

from collections.abc import Callable

from medviewer.domain.annotation import Annotation, AnnotationKind, Point

New = Callable[[AnnotationKind, int, tuple[Point, ...]], Annotation]

_TWO_AT_ONCE = (AnnotationKind.RECTANGLE, AnnotationKind.ELLIPSE)


class Drawing:
    """The points placed so far, and the loose end that follows the mouse or the cross."""

    def __init__(self, kind: AnnotationKind, frame: int, new: New) -> None:
        self.kind, self.frame = kind, frame
        self._new = new
        self.points: list[Point] = []
        self.loose: Point | None = None
        self.freehand = False

    @property
    def begun(self) -> bool:
        return bool(self.points)

    @property
    def complete(self) -> bool:
        """No further point can follow."""
        return len(self.points) == self.kind.most_points

    @property
    def can_be_finished(self) -> bool:
        """It may end here: enough points, and more could follow."""
        return len(self.points) >= self.kind.fewest_points

    def place(self, point: Point) -> None:
        self.points.append(point)
        self.loose = None

    def take_back(self) -> bool:
        """The last point is not placed any more; False where there was none."""
        if not self.points:
            return False
        self.points.pop()
        self.freehand = False
        return True

    def finished(self) -> Annotation:
        """What was drawn.

        Raises:
            ValueError: it has too few points yet.
        """
        return self._new(self.kind, self.frame, tuple(self.points))

    def preview(self) -> tuple[Annotation, ...]:
        """What to show now: the thing itself as soon as there are points enough, else lines."""
        points = tuple(self.points)
        if self.loose is not None and points and not self.complete:
            points = (*points, self.loose)
        if self.kind.fewest_points <= len(points) <= self.kind.most_points:
            return (self._new(self.kind, self.frame, points),)
        pairs = zip(points[::2], points[1::2], strict=False)
        if self.kind is not AnnotationKind.COBB_ANGLE:
            pairs = zip(points, points[1:], strict=False)
        return tuple(self._new(AnnotationKind.DISTANCE, self.frame, pair) for pair in pairs)

    @property
    def words(self) -> str:
        """What is asked for now: ``point 2 of 3``."""
        number = len(self.points) + 1
        if self.kind is AnnotationKind.POLYGON:
            return f"corner {number}"
        corner = "corner" if self.kind in _TWO_AT_ONCE else "point"
        return f"{corner} {number} of {self.kind.most_points}"
