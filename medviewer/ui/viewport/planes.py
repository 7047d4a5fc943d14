"""The three planes of a volume in three viewports, with a crosshair through all of them."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QPointF, Qt, Signal

from medviewer.domain.image import ImageVolume
from medviewer.domain.progress import Progress
from medviewer.imaging.reformat import Plane, Reformat, reformat, why_not
from medviewer.imaging.space import Vector, space_of
from medviewer.jobs.task import Task
from medviewer.ui import theme
from medviewer.ui.viewport.canvas import Tool
from medviewer.ui.viewport.viewport import Viewport

PLANE_COLOURS: dict[Plane, theme.Rgb] = {
    Plane.AXIAL: theme.OKABE_ITO["vermillion"],
    Plane.SAGITTAL: theme.OKABE_ITO["yellow"],
    Plane.CORONAL: theme.OKABE_ITO["bluish green"],
}
_READING = "Reading the volume for its planes"


class Crosshair:
    """Moves the crosshair by click or drag (``canvas.Hand``), in place of window and level.

    With the tools for zoom and pan one zooms and pans as everywhere.
    """

    def __init__(self, view: Viewport, moved: Callable[[Viewport, QPointF], None]) -> None:
        self._view = view
        self._moved = moved

    def takes(self, _spot: QPointF, tool: Tool) -> bool:
        return tool is Tool.WINDOW_LEVEL and self._view.volume is not None

    def press(self, spot: QPointF) -> None:
        self._moved(self._view, spot)

    def drag(self, spot: QPointF) -> None:
        self._moved(self._view, spot)

    def release(self, spot: QPointF) -> None:
        self._moved(self._view, spot)

    def hover(self, spot: QPointF) -> None:
        """Nothing changes under a mouse with no button down."""

    def double_click(self, _spot: QPointF) -> bool:
        return False


class Planes(QObject):
    """Axial, sagittal and coronal cuts of one viewport's volume.

    ``pointed(Vector)`` the crosshair was put to a point of the patient; ``said(str)``.
    """

    pointed = Signal(object)
    said = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.views: dict[Plane, Viewport] = {}
        self._source: Viewport | None = None
        self._reformat: Reformat | None = None
        self._task: Task | None = None

    @property
    def ready(self) -> bool:
        """Whether the planes of the source's volume are on the screen."""
        return self._reformat is not None

    def make_views(self, source: Viewport) -> list[Viewport]:
        """Three viewports for the planes of what ``source`` shows now."""
        self.views = {}
        for plane in Plane:
            view = Viewport()
            view.setAccessibleName(f"{plane.value.capitalize()} plane")
            view.line_colour = PLANE_COLOURS[plane]
            view.set_empty_hint(_READING)
            view.look_like(source)
            view.privacy = source.privacy
            # Nothing is drawn on a plane: what is measured belongs to the scan's own slices.
            view.canvas.hands[:] = [Crosshair(view, self._point)]
            view.canvas.viewport().setCursor(Qt.CursorShape.CrossCursor)
            self.views[plane] = view
        return list(self.views.values())

    def show(self, source: Viewport) -> None:
        """Cut the volume of ``source``; says why where it cannot be cut."""
        self.stop()
        self._source = source
        volume = source.volume
        reason = "Open a scan to see its planes." if volume is None else why_not(volume)
        if reason or volume is None:
            self._show_sentence(reason)
            return
        self._show_sentence(_READING)
        self._task = Task(reformat, volume)
        self._task.yielded.connect(self._progress)
        self._task.returned.connect(self._cut)
        self._task.failed.connect(self._show_sentence)
        self._task.start()

    def stop(self) -> None:
        """Let the volume go."""
        if self._task is not None:
            self._task.cancel()
        self._task = self._reformat = self._source = None

    def forget_views(self) -> None:
        """The viewports are no longer shown."""
        self.stop()
        self.views = {}

    def follow_masks(self) -> None:
        """Lay the masks of the source over the planes."""
        source, cut = self._source, self._reformat
        if source is None or cut is None or source.volume is None:
            return
        fitting = [m for m in source.masks if m.array.shape == cut.block.shape[:3]]
        for plane, view in self.views.items():
            view.set_masks([cut.mask(m, plane) for m in fitting], source.masks_confirmed)

    def go_to(self, point: Vector) -> None:
        """Bring every plane to a point of the patient."""
        for view in self.views.values():
            space = space_of(view.volume.geometry) if view.volume is not None else None
            if space is not None:
                view.frame_index = space.nearest_frame(point)

    def _progress(self, progress: Progress) -> None:
        for view in self.views.values():
            share = f"{100 * progress.done / progress.total:.0f} %" if progress.total else ""
            view.set_empty_hint(f"{_READING}: {share}")

    def _show_sentence(self, sentence: str) -> None:
        for view in self.views.values():
            view.set_empty_hint(sentence)
            view.show_volume(None)

    def _cut(self, cut: Reformat) -> None:
        source = self._source
        if source is None or source.volume is None or not _same_scan(source.volume, cut.source):
            return
        self._task, self._reformat = None, cut
        window = source.voi_window
        for plane, view in self.views.items():
            view.show_volume(cut.volume(plane), window)
        middle = cut.space.at(
            (cut.space.frames - 1) / 2, (cut.space.columns / 2, cut.space.rows / 2)
        )
        self.follow_masks()
        self.pointed.emit(middle)

    def _point(self, view: Viewport, spot: QPointF) -> None:
        space = space_of(view.volume.geometry) if view.volume is not None else None
        if space is not None:
            self.pointed.emit(space.at(view.frame_index, view.canvas.to_picture(spot)))


def _same_scan(one: ImageVolume, other: ImageVolume) -> bool:
    return one.content_hash == other.content_hash
