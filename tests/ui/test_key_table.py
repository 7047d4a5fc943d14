"""The table of mouse and keys, row by row, as a reader works: in the whole window.

Each row is a function that uses keys and mouse only and looks at what follows. It names the
actions it drives; that they were triggered is checked, and that no key of the key map is left
without a row.
"""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from pytestqt.qtbot import QtBot

from medviewer.packs.registry import PackRegistry
from medviewer.ui import theme
from medviewer.ui.editing.editor import EditTool
from medviewer.ui.keymap import load_keymap
from medviewer.ui.viewport.overlay_item import OverlayStyle
from medviewer.ui.viewport.tools import Tool
from tests.ui.conftest import Desk
from tests.ui.key_table import masks, measuring, viewing, window
from tests.ui.key_table.row import CT, PREDICTED, ROWS
from tests.ui.reader import Reader
from tests.ui.scans import ct_files

FILES = (viewing, measuring, masks, window)
"""Where the rows are; to load them is to have them in ``ROWS``."""
ELSEWHERE = {
    # Of a model that only names; the window below has one that outlines.
    "evidence": (
        "test_evidence.py",
        "test_evidence_is_off_until_it_is_asked_for_and_goes_with_its_case",
    ),
}
"""Keys that another test drives in the whole window."""


class Place:
    """One window for all rows, tidied before each; a new one after a row that failed."""

    def __init__(self, desk: Desk, folders: list[Path]) -> None:
        self.desk, self.folders = desk, folders
        self.reader: Reader | None = None
        self.tidy = False

    def begin(self, scan: str) -> Reader:
        if not self.tidy or self.reader is None:
            self.leave()
            self.reader = self._open()
        reader, self.tidy = self.reader, False
        _tidy_up(reader)
        reader.open(scan)
        while reader.page.edits.standing:
            reader.window.actions_by_name["undo"].trigger()
        reader.saved()
        if scan == PREDICTED and reader.controller.stored is None:
            self.desk.predict(reader.window)
        reader.view.reset_view()
        reader.view.first_frame()
        reader.until(lambda: reader.view.frame_index == 0)
        reader.view.setFocus()
        reader.window.status.say("")
        reader.done.clear()
        return reader

    def leave(self) -> None:
        if self.reader is not None:
            self.desk.close(self.reader.window)
        self.reader = None

    def _open(self) -> Reader:
        window = self.desk.start()
        reader = Reader(self.desk, window)
        window.page.browser.filters.clear()
        self.desk.show(window, *self.folders)
        reader.until(lambda: len(window.page.browser.visible_cases()) >= 6)
        return reader


def _tidy_up(reader: Reader) -> None:
    window, act = reader.window, reader.window.actions_by_name
    window.comforts.hide_all()
    reader.come_back()
    reader.page.editing.stop()
    reader.page.measuring.settle()
    reader.page.measuring.escape()
    for name in ("full_screen", "privacy", "compare", "edit_all", "edit_range"):
        act[name].setChecked(False)
    on = ("link_views", "reference_lines", "smooth", "file_overlays", "show_browser",
          "show_results", "toggle_masks")  # fmt: skip
    for name in on:
        act[name].setChecked(True)
    reader.page.viewing.links.unmatch()
    act["layout_1x1"].trigger()
    reader.view.tool = Tool.WINDOW_LEVEL
    reader.view.overlay_style = OverlayStyle.OUTLINE_FILL
    reader.page.browser.filters.clear()
    reader.editor.tool, reader.editor.size = EditTool.BRUSH, 15


@pytest.fixture(scope="module")
def place(request, qapp, tmp_path_factory, make_tiny_pack) -> Iterator[Place]:
    folder = tmp_path_factory.mktemp("desk")
    theme.apply_theme(qapp, theme.ThemeName.DARK)
    make_tiny_pack(folder / "packs" / "tiny", outlines=2)
    cross = np.zeros((32, 32), bool)
    cross[2:6, 28] = True
    ct_files(folder / "ct", CT, 8, pixel=0.5, drawn=cross)
    ct_files(folder / "ct", "venous", 6, pixel=0.5)
    ct_files(folder / "ct", "before", 8, "20250110", pixel=0.5)
    pictures = folder / "pictures"
    pictures.mkdir()
    for number in range(1, 4):
        noise = np.random.default_rng(number).integers(0, 90, (96, 96), np.uint8)
        noise[30:60, 20 : 40 + number] += 120
        Image.fromarray(noise).save(pictures / f"scan{number}.png")
    drawn = np.zeros((96, 96), np.uint8)
    drawn[30:60, 20:42] = 255
    Image.fromarray(drawn).save(pictures / f"{PREDICTED}_mask.png")
    desk = Desk(QtBot(request), folder)
    desk.registry = PackRegistry([folder / "packs"])
    made = Place(desk, [folder / "ct", pictures])
    yield made
    made.leave()


@pytest.mark.shares_window
@pytest.mark.parametrize("one", ROWS, ids=lambda one: one.does.__name__)
def test_row(one, place, monkeypatch, tmp_path):
    reader = place.begin(one.scan)
    one.does(reader=reader, monkeypatch=monkeypatch, tmp_path=tmp_path)
    assert set(one.actions) <= reader.done, "named by the row and never triggered"
    place.tidy = reader.window.isVisible()


@pytest.mark.shares_window
def test_no_key_is_without_a_row():
    covered = {name for one in ROWS for name in one.actions}
    assert set(load_keymap()) - covered - set(ELSEWHERE) == set()
    for file, name in ELSEWHERE.values():
        assert f"def {name}(" in (Path(__file__).parent / file).read_text()
