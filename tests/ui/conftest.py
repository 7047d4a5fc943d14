"""Fixtures of the window's tests: a real store, a real engine, small scans."""

from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from medviewer.packs.pack import ModelPack
from medviewer.packs.registry import PackRegistry
from medviewer.ui import theme
from medviewer.ui.keymap import load_keymap
from medviewer.ui.main_window import MainWindow, WindowSetup
from medviewer.ui.preferences import Preferences

pytest.register_assert_rewrite("tests.ui.key_table")

LONG = 20_000
NAME, PASSPHRASE = "Dr Reader", "correct horse battery"


class Desk:
    """A clinician's computer: one store, one settings object, packs; windows come and go."""

    def __init__(self, qtbot: QtBot, folder: Path) -> None:
        self.qtbot = qtbot
        self.folder = folder
        self.store = folder / "store" / "store.db"
        self.preferences = Preferences()
        self.registry = PackRegistry([folder / "packs"])
        self.windows: list[MainWindow] = []
        self.predictors = 0
        self.saved_preferences = 0

    def open(self, **changes: object) -> MainWindow:
        """A window that shows sign-in, or the demo patients."""

        def predictor() -> object:
            from medviewer.inference.predictor import Predictor

            self.predictors += 1
            return Predictor(self.registry, "cpu")

        def saved(_preferences: Preferences) -> None:
            self.saved_preferences += 1

        fields: dict[str, object] = {
            "store_path": self.store,
            "preferences": self.preferences,
            "keymap": load_keymap(),
            "packs": lambda: self.registry,
            "make_predictor": predictor,
            "save_preferences": saved,
        }
        window = MainWindow(WindowSetup(**(fields | changes)))  # type: ignore[arg-type]
        self.windows.append(window)
        with self.qtbot.waitActive(window):
            window.show()
            window.activateWindow()
        self.qtbot.waitUntil(lambda: window.page is not None, timeout=LONG)
        return window

    def sign_in(self, window: MainWindow) -> None:
        """Make the first account, or sign in with it."""
        page = window.sign_in
        page.name.setText(NAME)
        page.passphrase.setText(PASSPHRASE)
        page.repeat.setText(PASSPHRASE)
        with self.qtbot.waitSignal(window.signedIn, timeout=LONG):
            page.button.click()

    def start(self, **changes: object) -> MainWindow:
        """A window with somebody signed in."""
        window = self.open(**changes)
        self.sign_in(window)
        return window

    def show(self, window: MainWindow, *paths: Path) -> None:
        """Open scans and wait until the first is on the screen and the rest is listed."""
        window.open_paths(list(paths))
        self.qtbot.waitUntil(
            lambda: not window._opening.running and window.controller.volume is not None,
            timeout=LONG,
        )

    def predict(self, window: MainWindow) -> None:
        """Ask for a prediction and wait until it is saved."""
        window.actions_by_name["predict"].trigger()
        self.qtbot.waitUntil(
            lambda: window.controller.stored is not None and not window.controller.predicting,
            timeout=LONG,
        )

    def close(self, window: MainWindow) -> None:
        window.close()
        self.windows.remove(window)
        window.deleteLater()
        QApplication.processEvents()


@pytest.fixture
def desk(qtbot: QtBot, qapp: QApplication, tmp_path: Path, tiny_pack: ModelPack) -> Iterator[Desk]:
    """A computer with the tiny pack installed and nothing else yet."""
    theme.apply_theme(qapp, theme.ThemeName.DARK)
    place = Desk(qtbot, tmp_path)
    yield place
    for window in list(place.windows):
        place.close(window)


@pytest.fixture
def make_pictures(tmp_path: Path) -> Callable[..., list[Path]]:
    """``make(count) -> paths`` of small PNG scans, each another picture, all in one folder."""

    def make(count: int, folder: str = "scans", size: int = 96) -> list[Path]:
        place = tmp_path / folder
        place.mkdir(exist_ok=True)
        paths = []
        for number in range(1, count + 1):
            noise = np.random.default_rng(number).integers(0, 90, (size, size), np.uint8)
            noise[30:60, 20 : 40 + number] += 120
            paths.append(place / f"scan{number}.png")
            Image.fromarray(noise).save(paths[-1])
        return paths

    return make
