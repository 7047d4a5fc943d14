"""Drives the real window into its main states and grabs each; phantoms only."""

import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from PIL import Image
from PySide6.QtCore import QEventLoop, QPoint, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from medviewer.imaging.phantoms import write_demo_patients
from medviewer.packs.registry import PackRegistry
from medviewer.ui import theme
from medviewer.ui.keymap import load_keymap
from medviewer.ui.main_window import MainWindow, WindowSetup
from medviewer.ui.preferences import Preferences
from tests.gallery.phantoms import write_abdomen

SIZE = (1280, 800)
PACK = "breast-us"
_PATIENCE_S = 180
_PASSPHRASE = "four words of a song"

Grab = tuple[str, Image.Image]


def walk(
    theme_name: str = "dark", scale: int = 100, size: tuple[int, int] = SIZE, language: str = "en"
) -> Iterator[Grab]:
    """``(name of the state, picture)`` of every state, in the order of a morning's work."""
    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    theme.apply_theme(app, theme_name, scale)
    with tempfile.TemporaryDirectory(prefix="medviewer-gallery-") as folder:
        room = Room(
            app, Path(folder), Preferences(theme=theme_name, scale=scale, language=language)
        )
        room.window.resize(*size)
        try:
            yield from room.states()
        finally:
            room.window.close()
            room.window.deleteLater()
            app.processEvents()
            theme.apply_theme(app, theme.ThemeName.DARK, 100)


class Room:
    """One window over an empty store, and what a person does in it."""

    def __init__(self, app: QApplication, folder: Path, preferences: Preferences) -> None:
        self.app = app
        self.scans = folder / "hospital" / "scans" / "demo"
        self.folder = folder
        registry = PackRegistry()

        def predictor():  # type: ignore[no-untyped-def]
            from medviewer.inference.predictor import Predictor

            return Predictor(registry, "cpu")

        self.window = MainWindow(
            WindowSetup(
                store_path=folder / "store" / "store.db",
                preferences=preferences,
                keymap=load_keymap(),
                packs=lambda: registry,
                make_predictor=predictor,
                save_preferences=lambda _: None,
            )
        )

    # --- the states -----------------------------------------------------------------------

    def states(self) -> Iterator[Grab]:
        window = self.window
        window.show()
        self.wait(lambda: window.page is not None)
        yield self.grab("sign-in")
        self.sign_in()
        yield self.grab("empty")
        self.open(*write_demo_patients(self.scans))
        window.comforts.guide.hide()
        self.choose("demo-mass.dcm")
        yield self.grab("opened")
        self.predict()
        yield self.grab("predicted")
        self.measure()
        yield self.grab("measured")
        self.do("edit")
        self.do("edit_brush")
        yield self.grab("edited")
        self.do("edit")
        self.do("tool_window")
        self.do("compare")
        yield self.grab("compare")
        self.do("compare")
        self.do("privacy")
        yield self.grab("privacy")
        self.do("privacy")
        yield from self.several()
        yield from self.beside()
        yield from self.planes()
        self.window.comforts.lock_now()
        yield self.grab("lock")

    def several(self) -> Iterator[Grab]:
        """The queue, the filters, two studies beside each other, a file that is none."""
        page = self.window.page
        assert page is not None
        self.do("predict_all")
        self.wait(lambda: not page.controller.queue.busy)
        yield self.grab("queue")
        page.controller.queue.clear_finished()
        self.do("compare_prior")
        self.pause(1.0)
        yield self.grab("earlier study")
        self.do("layout_2x2")
        for stem in ("demo-cyst", "demo-fibroadenoma"):
            self.do("next_view")
            self.choose(f"{stem}.dcm", wait=False)
            self.do("open_in_next")
        self.pause(1.0)
        yield self.grab("four scans")
        self.do("layout_1x1")
        broken = self.folder / "letter.dcm"
        broken.write_bytes(b"Dear colleague, " * 40)
        self.window.open_paths([broken])
        self.wait(lambda: "letter" in self.window.status.message)
        yield self.grab("not a scan")

    def beside(self) -> Iterator[Grab]:
        """What opens over or beside the window."""
        comforts = self.window.comforts
        self.do("palette")
        comforts.palette.field.setText("fl")
        yield self.grab("palette")
        comforts.palette.close_palette()
        for page in ("display", "keys", "models"):
            comforts.settings.show_page(page)
            yield self.grab(f"settings {page}", comforts.settings)
        comforts.settings.hide()
        for page in ("help", "keys"):
            comforts.help.show_page(page)
            yield self.grab(f"help {page}", comforts.help)
        comforts.help.hide()

    def planes(self) -> Iterator[Grab]:
        """A volume cut in three directions."""
        self.open(write_abdomen(self.scans / "abdomen.nii.gz"))
        self.choose("abdomen.nii.gz")
        self.do("layout_mpr")
        self.pause(1.5)
        yield self.grab("three planes")
        self.do("layout_1x1")

    # --- what a person does ---------------------------------------------------------------

    def sign_in(self) -> None:
        page = self.window.sign_in
        page.name.setText("Dr Reader")
        page.passphrase.setText(_PASSPHRASE)
        page.repeat.setText(_PASSPHRASE)
        page.button.click()
        self.wait(lambda: self.window.reading)

    def do(self, action: str) -> None:
        self.window.actions_by_name[action].trigger()
        self.pause(0.2)

    def open(self, *paths: Path) -> None:
        self.window.open_paths(list(paths))
        controller = self.window.controller
        assert controller is not None
        self.wait(lambda: not self.window._opening.running and controller.volume is not None)

    def choose(self, name: str, *, wait: bool = True) -> None:
        page = self.window.page
        assert page is not None
        case = next(
            c for c in page.browser.visible_cases() if c.item and c.item.files[0].name == name
        )
        page.browser.choose(case.key)
        if wait:
            self.wait(
                lambda: (
                    page.controller.volume is not None
                    and page.controller.volume.files[0].name == name
                )
            )

    def predict(self) -> None:
        page = self.window.page
        assert page is not None
        page.panel.choose_pack(PACK)
        self.do("predict")
        self.wait(lambda: page.controller.stored is not None and not page.controller.predicting)

    def measure(self) -> None:
        """A distance and an ellipse, drawn with the mouse."""
        page = self.window.page
        assert page is not None
        canvas = page.viewport.canvas.viewport()
        middle = canvas.rect().center()
        for tool, start, end in (
            ("tool_distance", QPoint(-60, -30), QPoint(50, 35)),
            ("tool_ellipse", QPoint(-150, 90), QPoint(-70, 140)),
        ):
            self.do(tool)
            left = Qt.MouseButton.LeftButton
            QTest.mousePress(canvas, left, pos=middle + start)
            QTest.mouseMove(canvas, middle + (start + end) / 2)
            QTest.mouseRelease(canvas, left, pos=middle + end)
        self.pause(0.3)

    # --- waiting and looking --------------------------------------------------------------

    def pause(self, seconds: float) -> None:
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            self.app.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 20)
            time.sleep(0.005)

    def wait(self, condition: Callable[[], bool]) -> None:
        end = time.monotonic() + _PATIENCE_S
        while not condition():
            if time.monotonic() > end:
                raise TimeoutError("the window did not come to its next state")
            self.app.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 20)
            time.sleep(0.005)
        self.pause(0.4)

    def grab(self, name: str, widget: QWidget | None = None) -> Grab:
        self.pause(0.2)
        shown = (widget or self.window).grab().toImage()
        return name.replace(" ", "-"), picture(shown)


def picture(shown: QImage) -> Image.Image:
    """A grabbed picture for Pillow."""
    rgb = shown.convertToFormat(QImage.Format.Format_RGB888)
    data = bytes(rgb.constBits())
    size = (rgb.width(), rgb.height())
    return Image.frombuffer("RGB", size, data, "raw", "RGB", rgb.bytesPerLine(), 1).copy()
