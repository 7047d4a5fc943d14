"""Several scans in the window: opened, dragged, compared, and what the panel is about."""

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu

from medviewer.ui import theme
from medviewer.ui.browser.model import CASE_ROLE
from medviewer.ui.main_window import MainWindow
from medviewer.ui.viewport.camera import UPRIGHT, Interpolation
from medviewer.ui.viewport.view_grid import CASE_MIME, Layout
from tests.ui.conftest import LONG, Desk
from tests.ui.scans import ct_files


class _NoEngine:
    device_name = "none"


@pytest.fixture
def desk(qtbot, qapp: QApplication, tmp_path: Path) -> Iterator[Desk]:
    """A computer without a model: nothing here predicts."""
    theme.apply_theme(qapp, theme.ThemeName.DARK)
    place = Desk(qtbot, tmp_path)
    yield place
    for window in list(place.windows):
        place.close(window)


def demo_window(desk: Desk) -> MainWindow:
    made = desk.open(demo=True, make_predictor=_NoEngine)
    desk.qtbot.waitUntil(lambda: made.page.isVisible(), timeout=LONG)
    return made


@pytest.fixture
def window(desk: Desk) -> MainWindow:
    return demo_window(desk)


@pytest.fixture
def write_ct(tmp_path: Path) -> Callable[..., list[Path]]:
    """``write(series, count, date=, patient=) -> paths`` of axial CT slices, 3 mm apart."""
    return partial(ct_files, tmp_path / "ct")


def opened(desk, window, folder: Path, count: int) -> None:
    """Open a folder and wait for all of it."""
    desk.show(window, folder)
    desk.qtbot.waitUntil(lambda: len(window.page.browser.visible_cases()) == count, timeout=LONG)
    settled(desk, window)


def settled(desk, window) -> None:
    page = window.page
    case = page.browser.current
    desk.qtbot.waitUntil(
        lambda: (
            page.viewport.volume is not None
            and page.viewport.volume.context == window.controller.volume.context
            and len(page.viewport.volume) == case.item.frames
        ),
        timeout=LONG,
    )


def key_of(window, description: str) -> str:
    cases = window.page.browser.visible_cases()
    return next(c.key for c in cases if c.item.context.series.description == description)


def described(view) -> str:
    return view.volume.context.series.description if view.volume else ""


def act(window, name: str) -> None:
    window.actions_by_name[name].trigger()


def test_each_place_keeps_its_scan_and_the_panel_follows(desk, window, write_ct, qtbot):
    write_ct("arterial")
    folder = write_ct("venous", 7)[0].parents[1]
    opened(desk, window, folder, 2)
    page = window.page
    grid, view = page.grid, page.viewport
    page.viewing.scans.open_in(0, key_of(window, "arterial"))
    qtbot.waitUntil(lambda: described(view) == "arterial", timeout=LONG)
    arterial = view.volume
    act(window, "layout_1x2")
    page.viewing.scans.open_in(1, key_of(window, "venous"))
    qtbot.waitUntil(lambda: described(view) == "venous", timeout=LONG)
    assert [described(v) for v in grid.views] == ["arterial", "venous"]
    assert grid.views[1] is view
    assert all(v.linked for v in grid.views), "one frame of reference"

    QTest.mouseClick(grid.views[0].canvas.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(30, 30))
    assert grid.views[0] is view
    assert window.controller.volume is arterial, "nothing was read anew"
    assert view.volume is arterial
    assert described(grid.views[1]) == "venous"
    assert page.browser.current.key == key_of(window, "arterial")

    view.last_frame()
    qtbot.waitUntil(lambda: grid.views[1].frame_index == 4, timeout=LONG)  # 12 mm in both
    window.actions_by_name["link_views"].setChecked(False)
    view.first_frame()
    assert grid.views[1].wanted_frame == 4


def test_an_empty_place_leaves_nothing_to_predict_and_takes_the_same_case(
    desk, window, make_pictures, qtbot
):
    opened(desk, window, make_pictures(1)[0].parent, 1)
    page = window.page
    act(window, "layout_1x2")
    act(window, "next_view")
    assert window.controller.volume is None
    assert page.viewport.volume is None
    assert not window.actions_by_name["predict"].isEnabled()
    tree = page.browser.tree
    spot = tree.visualRect(tree.currentIndex()).center()
    QTest.mouseClick(tree.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    qtbot.waitUntil(lambda: page.viewport.volume is not None, timeout=LONG)
    assert [v.volume.case for v in page.grid.views] == ["scan1", "scan1"]


def test_open_in_next_viewport_by_keys(desk, window, make_pictures, qtbot):
    opened(desk, window, make_pictures(2)[0].parent, 2)
    page = window.page
    view = page.viewport
    view.setFocus()
    qtbot.keyClick(view, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert page.grid.place == 1
    qtbot.waitUntil(lambda: view.volume is not None, timeout=LONG)
    qtbot.keyClick(view, Qt.Key.Key_Right)
    qtbot.waitUntil(lambda: view.volume.case == "scan2", timeout=LONG)
    assert page.grid.views[0].volume.case == "scan1"


def test_a_press_in_the_list_opens_only_when_it_is_not_a_drag(
    desk, window, make_pictures, qtbot, monkeypatch
):
    opened(desk, window, make_pictures(2)[0].parent, 2)
    page, dragged = window.page, []

    def carry(self, _actions):
        dragged.append(bytes(self.mimeData().data(CASE_MIME).data()).decode())
        return Qt.DropAction.IgnoreAction

    monkeypatch.setattr("medviewer.ui.browser.drag.QDrag.exec", carry)
    tree = page.browser.tree
    other = page.browser.visible_cases()[1]
    spots = [QPoint(30, y) for y in range(5, tree.height(), 5)]
    spot = next(s for s in spots if tree.indexAt(s).data(CASE_ROLE) is other)
    QTest.mousePress(tree.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    QTest.mouseMove(tree.viewport(), spot + QPoint(60, 0))
    QTest.mouseRelease(tree.viewport(), Qt.MouseButton.LeftButton, pos=spot + QPoint(60, 0))
    assert dragged == [other.key]
    assert page.browser.current is not other
    QTest.mouseClick(tree.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    assert page.browser.current is other


def test_the_study_before_is_shown_beside(desk, window, write_ct, qtbot):
    write_ct("now", date="20260110")
    write_ct("before", date="20250110")
    write_ct("long ago", date="20200110")
    folder = write_ct("of another", date="20251231", patient="P2")[0].parents[1]
    opened(desk, window, folder, 4)
    page = window.page
    page.viewing.scans.open_in(page.grid.place, key_of(window, "now"))
    qtbot.waitUntil(lambda: described(page.viewport) == "now", timeout=LONG)
    act(window, "compare_prior")
    qtbot.waitUntil(lambda: described(page.grid.views[1]) == "before", timeout=LONG)
    assert page.grid.layout_shown is Layout.ROW
    assert described(page.viewport) == "now", "the panel stays with the scan of today"
    assert window.controller.volume is page.viewport.volume
    page.viewing.scans.open_in(page.grid.place, key_of(window, "long ago"))
    qtbot.waitUntil(lambda: described(page.viewport) == "long ago", timeout=LONG)
    act(window, "compare_prior")
    assert "No earlier CT of this patient" in window.status.message


def test_presets_by_keys_and_by_menu(desk, window, write_ct, qtbot):
    opened(desk, window, write_ct("plain")[0].parent, 1)
    view = window.page.viewport
    view.setFocus()
    qtbot.keyClick(view, Qt.Key.Key_3)
    assert view.window_name == "lung"
    qtbot.keyClick(view, Qt.Key.Key_9)
    assert "no window preset 9" in window.status.message
    qtbot.keyClick(view, Qt.Key.Key_0)
    assert (view.voi_window.width, view.window_name) == (400, "file")

    area = view.canvas.viewport()
    QTest.mouseClick(area, Qt.MouseButton.RightButton, pos=QPoint(60, 60))
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    windows = menu.actions()[0].menu()
    words = [a.text() for a in windows.actions()]
    assert "bone  2000 / 400\t7" in words
    next(a for a in windows.actions() if a.text().startswith("bone")).trigger()
    assert view.window_name == "bone"
    menu.close()


def test_turns_flips_and_pixels_by_keys(desk, window, write_ct, qtbot):
    opened(desk, window, write_ct("plain")[0].parent, 1)
    view = window.page.viewport
    view.setFocus()
    qtbot.keyClick(view, Qt.Key.Key_H)
    assert view.canvas.pose == UPRIGHT.mirrored(horizontal=True)
    qtbot.keyClick(view, Qt.Key.Key_R, Qt.KeyboardModifier.ControlModifier)
    assert view.canvas.pose == UPRIGHT.mirrored(horizontal=True).turned(right=True)
    qtbot.keyClick(view, Qt.Key.Key_R)
    assert view.canvas.pose == UPRIGHT
    window.actions_by_name["smooth"].setChecked(False)
    assert view.interpolation is Interpolation.PIXELS
    assert "pixels" in view.corner_lines()[Qt.Corner.BottomLeftCorner][-1]


def test_true_size_says_what_it_needs(desk, window, write_ct, make_pictures, qtbot):
    opened(desk, window, make_pictures(1)[0].parent, 1)
    act(window, "true_size")
    assert "spacing of the pixels" in window.status.message
    opened(desk, window, write_ct("plain")[0].parent, 2)
    window.page.viewing.scans.open_in(0, key_of(window, "plain"))
    qtbot.waitUntil(lambda: described(window.page.viewport) == "plain", timeout=LONG)
    act(window, "true_size")
    assert "calibrate it first" in window.status.message
    window.page.viewing.true_size.keep(4.0)
    act(window, "true_size")
    view = window.page.viewport
    assert view.zoom == pytest.approx(4.0 / view.devicePixelRatioF())


def test_three_planes_with_the_scan_beside(desk, window, write_ct, qtbot):
    opened(desk, window, write_ct("plain", 9)[0].parent, 1)
    act(window, "layout_mpr")
    page = window.page
    qtbot.waitUntil(lambda: page.viewing.planes.ready, timeout=LONG)
    views = list(page.viewing.planes.views.values())
    assert [v.frame_index for v in views] == [4, 16, 16]
    assert page.viewport.frame_index == 4, "the source stands at the same place"
    assert len(views[1].reference_lines) == 2
    views[0].frame_index = 7
    assert page.viewport.frame_index == 7
    act(window, "layout_1x1")
    assert page.grid.shown == (page.viewport,)
    assert page.viewing.planes.views == {}


def test_signing_out_clears_every_viewport(desk, make_pictures, qtbot):
    window = desk.start(make_predictor=_NoEngine)
    opened(desk, window, make_pictures(1)[0].parent, 1)
    act(window, "open_in_next")
    page = window.page
    qtbot.waitUntil(lambda: page.viewport.volume is not None, timeout=LONG)
    assert page.grid.views[0].volume is not None
    window.sign_out()
    assert [view.volume for view in page.grid.views] == [None, None]


def test_layout_and_choices_are_there_the_next_day(desk, window, qtbot):
    act(window, "layout_2x1")
    window.actions_by_name["link_views"].setChecked(False)
    desk.close(window)
    window = demo_window(desk)
    assert window.page.grid.layout_shown is Layout.COLUMN
    assert not window.page.viewing.links.on
    act(window, "layout_mpr")
    desk.close(window)
    window = demo_window(desk)
    assert window.page.grid.layout_shown is Layout.ONE, "planes are of one volume"


def test_masks_look_alike_in_every_viewport(desk, window, make_pictures, qtbot):
    act(window, "layout_1x2")
    first, second = window.page.grid.views[:2]
    act(window, "edge_band")
    act(window, "opacity_up")
    assert second.overlay_style is first.overlay_style
    assert second.opacity == first.opacity
    act(window, "next_style")
    assert second.overlay_style is first.overlay_style
    window.actions_by_name["toggle_masks"].setChecked(False)
    assert not second.masks_visible
    window.actions_by_name["privacy"].setChecked(True)
    assert second.privacy
