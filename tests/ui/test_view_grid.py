"""Layouts of viewports: what is shown, which one is active, what is dropped where."""

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QColor, QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from medviewer.ui import theme
from medviewer.ui.viewport.view_grid import CASE_MIME, Layout, ViewGrid
from tests.ui.scans import stack


class Window(QWidget):
    """Stands for the main window: it takes files."""

    def __init__(self):
        super().__init__()
        self.setAcceptDrops(True)
        self.files = []
        self.grid = ViewGrid(self)
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
    assert grid.shown == (grid.active,)
    assert not grid.cell_of(grid.active).marked
    assert frame_colour(grid, grid.active) == QColor("black")


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


def test_a_press_makes_a_viewport_the_active_one(grid, qtbot):
    grid.set_layout(Layout.FOUR)
    third = grid.views[2]
    with qtbot.waitSignal(grid.activeChanged) as heard:
        click(third)
    assert heard.args == [third]
    assert grid.active is third
    assert frame_colour(grid, third) == QColor(theme.colours().accent)
    assert frame_colour(grid, grid.views[0]) == QColor(theme.colours().border)
    with qtbot.assertNotEmitted(grid.activeChanged):
        click(third)


def test_one_scan_shows_the_active_viewport_and_going_back_keeps_all(grid):
    grid.set_layout(Layout.FOUR)
    scans = [stack(name=name) for name in "abcd"]
    for view, scan in zip(grid.views, scans, strict=True):
        view.show_volume(scan)
    grid.activate(grid.views[3])
    grid.set_layout(Layout.ONE)
    assert grid.shown == (grid.views[3],)
    assert [v for v in grid.views if v.isVisible()] == [grid.views[3]]
    grid.set_layout(Layout.ROW)
    assert grid.active is grid.views[0], "the layout has no room for the fourth"
    grid.set_layout(Layout.FOUR)
    assert [view.volume for view in grid.views] == scans


def test_double_click_maximises_and_gives_back(grid):
    click(grid.active)
    grid.set_layout(Layout.ROW)
    second = grid.views[1]
    QTest.mouseDClick(second.canvas.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(20, 20))
    assert grid.maximised
    assert not grid.views[0].isVisible()
    QTest.mouseDClick(second.canvas.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(20, 20))
    assert not grid.maximised
    assert grid.views[0].isVisible()
    grid.set_layout(Layout.ONE)
    grid.toggle_maximised()
    assert not grid.maximised, "there is nothing to make room"


def test_next_viewport_goes_round(grid):
    grid.set_layout(Layout.ROW)
    assert [grid.activate_next() for _ in range(3)] == [
        grid.views[1],
        grid.views[0],
        grid.views[1],
    ]


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
    assert heard.args == [grid.views[1], "1.2.3/4"]
    assert colour == QColor(theme.colours().accent)
    assert frame_colour(grid, grid.views[1]) == QColor(theme.colours().border)


def test_files_dropped_on_a_viewport_are_the_windows(window, grid, qtbot):
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile("/tmp/a.png")])
    with qtbot.assertNotEmitted(grid.caseDropped):
        dropped(grid.cell_of(grid.active), mime)
    assert window.files == mime.urls()


def test_a_viewport_that_is_not_active_is_only_looked_at(grid):
    from medviewer.ui.viewport.viewport import Tool

    grid.set_layout(Layout.ROW)
    second = grid.views[1]
    second.show_volume(stack())
    second.canvas.passive = True
    second.tool = Tool.DISTANCE
    area = second.canvas.viewport()
    QTest.mousePress(area, Qt.MouseButton.LeftButton, pos=QPoint(50, 50))
    QTest.mouseMove(area, QPoint(90, 90))
    QTest.mouseRelease(area, Qt.MouseButton.LeftButton, pos=QPoint(120, 90))
    assert second.measurements.model.all == ()
