"""The three planes of a volume in three viewports, with a crosshair through all of them."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, QPointF, Qt, QTimer, Signal
from PySide6.QtWidgets import QWidget

from medviewer.domain.image import ImageVolume, VoiWindow
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
_BETWEEN_MS = 1  # a pause, for what else the window has to do
_BUILD_MS = 60
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

    Viewports take a while to build and to fill. They are built ahead where they may be wanted,
    kept for the next time, and filled one after the other, so that the window is free between.

    ``pointed(Vector)`` the crosshair was put to a point of the patient; ``viewMade(Viewport)``.
    """

    pointed = Signal(object)
    viewMade = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.views: dict[Plane, Viewport] = {}
        self._made: dict[Plane, Viewport] = {}
        self._host: QWidget | None = None
        self._source: Viewport | None = None
        self._reformat: Reformat | None = None
        self._task: Task | None = None
        self._steps: deque[Callable[[], object]] = deque()
        self._next = self._timer(_BETWEEN_MS, self._do_step)
        self._build = self._timer(_BUILD_MS, self._build_one)

    def _timer(self, milliseconds: int, does: Callable[[], None]) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(milliseconds)
        timer.timeout.connect(does)
        return timer

    @property
    def ready(self) -> bool:
        """Whether the planes of the source's volume are on the screen."""
        return self._reformat is not None and not self._steps

    def prepare(self, volume: ImageVolume, host: QWidget) -> None:
        """Build the viewports, hidden in ``host``, if this volume can be cut."""
        self._host = host
        if not why_not(volume):
            self._build.start()

    def _build_one(self) -> None:
        missing = [plane for plane in Plane if plane not in self._made]
        if missing:
            self._make(missing[0])
            self._build.start()

    def _make(self, plane: Plane) -> Viewport:
        view = Viewport(self._host)
        view.hide()
        view.setAccessibleName(f"{plane.value.capitalize()} plane")
        view.line_colour = PLANE_COLOURS[plane]
        # Nothing is drawn on a plane: what is measured belongs to the scan's own slices.
        view.canvas.hands[:] = [Crosshair(view, self._point)]
        view.canvas.viewport().setCursor(Qt.CursorShape.CrossCursor)
        for widget in (view, *view.findChildren(QWidget)):
            widget.ensurePolished()
        self._made[plane] = view
        self.viewMade.emit(view)
        return view

    def make_views(self, source: Viewport) -> list[Viewport]:
        """Three viewports for the planes of what ``source`` shows now."""
        self._build.stop()
        self.views = {plane: self._made.get(plane) or self._make(plane) for plane in Plane}
        for view in self.views.values():
            view.set_empty_hint(_READING)
            view.look_like(source)
            view.privacy = source.privacy
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
        self._steps.clear()

    def forget_views(self) -> None:
        """The viewports are no longer shown."""
        self.stop()
        for view in self.views.values():
            view.show_volume(None)
        self.views = {}

    def follow_masks(self) -> None:
        """Lay the masks of the source over the planes."""
        source, cut = self._source, self._reformat
        if source is None or cut is None or source.volume is None:
            return
        for plane in self.views:
            self._lay_masks(plane)

    def _lay_masks(self, plane: Plane) -> None:
        source, cut = self._source, self._reformat
        if source is not None and cut is not None:
            fitting = [m for m in source.masks if m.array.shape == cut.block.shape[:3]]
            masks = [cut.mask(m, plane) for m in fitting]
            self.views[plane].set_masks(masks, source.masks_confirmed)

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
        for plane in self.views:
            self._steps.append(partial(self._fill, plane, cut, source.voi_window))
        middle = (cut.space.frames - 1) / 2, (cut.space.columns / 2, cut.space.rows / 2)
        self._steps.append(lambda: self.pointed.emit(cut.space.at(*middle)))
        self._do_step()

    def _do_step(self) -> None:
        if self._steps:
            self._steps.popleft()()
        if self._steps:
            self._next.start()

    def _fill(self, plane: Plane, cut: Reformat, window: VoiWindow) -> None:
        self.views[plane].show_volume(cut.volume(plane), window)
        self._lay_masks(plane)

    def _point(self, view: Viewport, spot: QPointF) -> None:
        space = space_of(view.volume.geometry) if view.volume is not None else None
        if space is not None:
            self.pointed.emit(space.at(view.frame_index, view.canvas.to_picture(spot)))


def _same_scan(one: ImageVolume, other: ImageVolume) -> bool:
    return one.content_hash == other.content_hash
