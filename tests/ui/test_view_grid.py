"""Layouts of viewports: what is shown, which one is active, what is dropped where."""

import numpy as np
import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QColor, QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from medviewer.domain.segmentation import Segment, SegmentationMask
from medviewer.ui import theme
from medviewer.ui.history import History
from medviewer.ui.viewport.measurements.model import Annotations
from medviewer.ui.viewport.view_grid import CASE_MIME, Layout, ViewGrid
from medviewer.ui.viewport.viewport import Tool, Viewport
from tests.ui.scans import stack


class Window(QWidget):
    """Stands for the main window: it takes files."""

    def __init__(self):
        super().__init__()
        self.setAcceptDrops(True)
        self.files = []
        self.grid = ViewGrid(Viewport(), self)
        QVBoxLayout(self).addWidget(self.grid)

    def dragEnterEvent(self, event):
        event.acceptProposedAction()

    def dropEvent(self, event):
        self.files += event.mimeData().urls()


@pytest.fixture
def window(qtbot):
    widget = Window()
    qtbot.addWidget(widget)
    widget.resize(800, 600)
    widget.show()
    return widget


@pytest.fixture
def grid(window):
    return window.grid


def click(view):
    QTest.mouseClick(view.canvas.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(20, 20))


def frame_colour(grid, view):
    cell = grid.cell_of(view)
    return cell.grab().toImage().pixelColor(1, cell.height() // 2)


def test_one_viewport_has_no_frame(grid):
    assert grid.shown == (grid.case_view,)
    assert not grid.cell_of(grid.case_view).marked
    assert frame_colour(grid, grid.case_view) == QColor("black")


@pytest.mark.parametrize(
    ("layout", "shape"), [(Layout.ROW, (1, 2)), (Layout.COLUMN, (2, 1)), (Layout.FOUR, (2, 2))]
)
def test_layouts_share_the_room(grid, layout, shape):
    grid.set_layout(layout)
    QTest.qWait(1)
    cells = [grid.cell_of(view) for view in grid.shown]
    assert all(cell.isVisible() for cell in cells)
    assert len({cell.y() for cell in cells}) == shape[0]
    assert len({cell.x() for cell in cells}) == shape[1]
    assert max(c.width() for c in cells) - min(c.width() for c in cells) <= 1


def test_a_press_brings_the_case_view_there_and_leaves_its_scan_behind(grid, qtbot):
    grid.set_layout(Layout.FOUR)
    case_view, companion = grid.case_view, grid.views[2]
    mine, other = stack(name="mine"), stack(name="other", uid="7.7")
    case_view.show_volume(mine)
    case_view.frame_index = 3
    case_view.apply_preset(7)
    case_view.turn_right()
    case_view.canvas.set_view(5, (7, 8))
    companion.show_volume(other)
    companion.frame_index = 6
    with qtbot.waitSignal(grid.placesChanged) as heard:
        click(companion)
    assert grid.place == 2
    assert grid.views[2] is case_view
    assert frame_colour(grid, case_view) == QColor(theme.colours().accent)
    left = grid.views[0]
    assert frame_colour(grid, left) == QColor(theme.colours().border)
    assert (left.volume, left.frame_index, left.window_name) == (mine, 3, "bone")
    assert left.canvas.camera == case_view.canvas.camera
    taken = heard.args[0]
    assert (taken.volume, taken.frame) == (other, 6)
    case_view.show_volume(taken.volume)
    taken.look_again(case_view)
    assert (case_view.frame_index, case_view.window_name) == (6, "soft")
    with qtbot.assertNotEmitted(grid.placesChanged):
        click(case_view)


def test_a_scan_left_behind_keeps_its_masks_and_what_was_drawn(grid):
    grid.set_layout(Layout.ROW)
    view = grid.case_view
    view.use_annotations(Annotations(History(view), view))
    view.show_volume(stack())
    area = np.zeros((10, 40, 40), bool)
    area[2, 5:9, 5:9] = True
    view.set_masks([SegmentationMask(Segment("l", "L", (1, 2, 3), "L"), area)], confirmed=True)
    view.tool = Tool.DISTANCE
    canvas = view.canvas.viewport()
    QTest.mousePress(canvas, Qt.MouseButton.LeftButton, pos=QPoint(100, 200))
    QTest.mouseMove(canvas, QPoint(130, 220))
    QTest.mouseMove(canvas, QPoint(180, 260))
    QTest.mouseRelease(canvas, Qt.MouseButton.LeftButton, pos=QPoint(180, 260))
    (drawn,) = view.measurements.model.all
    grid.activate(1)
    left = grid.views[0]
    assert left.measurements.model.all == (drawn,)
    assert left.masks[0].array is area
    assert left.masks_confirmed


def test_one_scan_shows_the_case_view_and_going_back_keeps_all(grid):
    grid.set_layout(Layout.FOUR)
    scans = [stack(name=name) for name in "abcd"]
    for view, scan in zip(grid.views, scans, strict=True):
        view.show_volume(scan)
    grid.placesChanged.connect(lambda taken: grid.case_view.show_volume(taken.volume))
    grid.activate(3)
    grid.set_layout(Layout.ONE)
    assert grid.shown == (grid.case_view,)
    assert [v for v in grid.views if v.isVisible()] == [grid.case_view]
    assert grid.case_view.volume is scans[3]
    grid.set_layout(Layout.ROW)
    assert grid.place == 0, "the layout has no room for the fourth"
    grid.set_layout(Layout.FOUR)
    assert [view.volume for view in grid.views] == scans


def test_double_click_maximises_and_gives_back(grid):
    grid.set_layout(Layout.ROW)
    area = grid.case_view.canvas.viewport()
    QTest.mouseDClick(area, Qt.MouseButton.LeftButton, pos=QPoint(20, 20))
    assert grid.maximised
    assert not grid.views[1].isVisible()
    QTest.mouseDClick(area, Qt.MouseButton.LeftButton, pos=QPoint(20, 20))
    assert not grid.maximised
    assert grid.views[1].isVisible()
    grid.set_layout(Layout.ONE)
    grid.toggle_maximised()
    assert not grid.maximised, "there is nothing to make room"


def test_next_viewport_goes_round(grid):
    grid.set_layout(Layout.ROW)
    went = []
    for _ in range(3):
        grid.activate_next()
        went.append(grid.place)
    assert went == [1, 0, 1]


def dropped(cell, mime):
    spot = QPoint(10, 10)
    buttons, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    entered = QDragEnterEvent(spot, Qt.DropAction.CopyAction, mime, buttons, keys)
    cell.dragEnterEvent(entered)
    assert entered.isAccepted()
    QApplication.processEvents()
    colour = cell.grab().toImage().pixelColor(1, cell.height() // 2)
    event = QDropEvent(QPointF(spot), Qt.DropAction.CopyAction, mime, buttons, keys)
    cell.dropEvent(event)
    QApplication.processEvents()
    return colour


def test_a_case_is_dropped_into_the_viewport_under_it(grid, qtbot):
    grid.set_layout(Layout.ROW)
    mime = QMimeData()
    mime.setData(CASE_MIME, b"1.2.3/4")
    with qtbot.waitSignal(grid.caseDropped) as heard:
        colour = dropped(grid.cell_of(grid.views[1]), mime)
    assert heard.args == [1, "1.2.3/4"]
    assert colour == QColor(theme.colours().accent)
    assert frame_colour(grid, grid.views[1]) == QColor(theme.colours().border)


def test_files_dropped_on_a_viewport_are_the_windows(window, grid, qtbot):
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile("/tmp/a.png")])
    with qtbot.assertNotEmitted(grid.caseDropped):
        dropped(grid.cell_of(grid.case_view), mime)
    assert window.files == mime.urls()


def test_a_companion_is_only_looked_at(grid):
    grid.set_layout(Layout.ROW)
    companion = grid.views[1]
    companion.show_volume(stack())
    before = companion.voi_window
    companion.activated.disconnect()  # so that the case view stays away
    area = companion.canvas.viewport()
    for tool in (Tool.DISTANCE, Tool.WINDOW_LEVEL):
        companion.tool = tool
        QTest.mousePress(area, Qt.MouseButton.LeftButton, pos=QPoint(50, 50))
        QTest.mouseMove(area, QPoint(90, 90))
        QTest.mouseRelease(area, Qt.MouseButton.LeftButton, pos=QPoint(120, 90))
    assert companion.measurements.model.all == ()
    assert companion.voi_window == before


@pytest.fixture
def taking_up(grid):
    """A grid whose case view goes on with the scan of the place it comes to, as in the window."""
    grid.set_layout(Layout.ROW)
    view = grid.case_view
    view.use_annotations(Annotations(History(view), view))

    def go_on(taken):
        view.use_annotations(Annotations(History(view), view))
        view.show_volume(taken.volume)
        taken.look_again(view)

    grid.placesChanged.connect(go_on)
    view.show_volume(stack(name="mine"))
    grid.views[1].show_volume(stack(name="other", uid="7.7"))
    QTest.qWait(1)
    return grid


def drag(window, view, start, end):
    """A drag through the window itself: Qt gives the mouse to what was pressed until it ends."""
    handle, area = window.windowHandle(), view.canvas.viewport()
    first, last = (area.mapTo(window, area.rect().center() + QPoint(*p)) for p in (start, end))
    left = Qt.MouseButton.LeftButton
    none = Qt.KeyboardModifier.NoModifier
    QTest.mousePress(handle, left, none, first)
    QTest.mouseMove(handle, (first + last) / 2)
    QTest.mouseMove(handle, last)
    QTest.mouseRelease(handle, left, none, last)


@pytest.mark.parametrize("number", [0, 1])
def test_a_drag_in_any_viewport_measures_its_scan_at_once(window, taking_up, number):
    grid = taking_up
    grid.activate(1 - number)
    QTest.qWait(1)
    view, companion = grid.case_view, grid.views[number]
    scan = companion.volume
    view.tool = companion.tool = Tool.DISTANCE
    start = companion.canvas.to_picture(
        companion.canvas.viewport().rect().center() - QPoint(30, 20)
    )
    drag(window, companion, (-30, -20), (30, 20))
    assert grid.place == number
    assert view.volume is scan
    (line,) = view.measurements.model.all
    assert line.points[0] == pytest.approx(start, abs=0.5)
    pixels = np.subtract(line.points[1], line.points[0]) * view.zoom
    assert pixels == pytest.approx((60, 40), abs=2)
    other = grid.views[1 - number]
    assert other.measurements.model.all == ()


def test_a_drag_in_another_viewport_changes_its_window_and_a_click_only_chooses(window, taking_up):
    grid = taking_up
    companion, mine = grid.views[1], grid.case_view.voi_window
    before = companion.voi_window
    drag(window, companion, (0, 0), (40, 25))
    assert grid.case_view.volume.context.series.description == "other"
    assert grid.case_view.voi_window.width > before.width
    assert grid.views[0].voi_window == mine
    grid.case_view.tool = grid.views[0].tool = Tool.NOTE
    drag(window, grid.views[0], (0, 0), (1, 0))
    assert grid.place == 0
    assert grid.case_view.measurements.model.all == ()
    assert grid.case_view.measurements.model.selected is None
