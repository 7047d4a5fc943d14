"""Read the demo patients without a window and leave everything to look at in a folder.

The demo patients are simulated: no person was scanned. OUT/results.jsonl and OUT/masks are the
answers of `medviewer predict`, OUT/demo.db a store of their own, marked DEMO, that needs no
sign-in, OUT/report.pdf the report on the patient with two studies, and OUT/screenshots the real
window with these patients opened.

Exit status: 0 everything was made, 1 a case was not answered or the window could not be drawn.
Not for diagnostic use.
"""

import argparse
import os
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING

from medviewer.domain.errors import BugError, KnownError, PackError

if TYPE_CHECKING:
    from medviewer.domain.review import StoredResult
    from medviewer.ui.main_window import MainWindow

MODALITY = "US"
REPORTED, SHOWN = "MEDVIEWER-DEMO-2", "demo-mass"
"""The patient with an earlier study, and the file of the newest."""

SCREENSHOTS = "screenshots"
_PATIENCE_SECONDS = 120


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--out",
        type=Path,
        default=Path("demo-output"),
        metavar="DIR",
        help="folder of what is made (default: demo-output)",
    )
    parser.add_argument("--pack", metavar="ID", help="model pack (default: one for ultrasound)")
    parser.add_argument("--device", choices=("auto", "cpu", "cuda", "mps"), default="auto")


def run(args: argparse.Namespace) -> int:
    """Predict, store, report, show.

    Raises:
        KnownError: no pack for ultrasound, or the folder cannot be written.
    """
    from medviewer.app.commands import predict, report
    from medviewer.app.demo import prepare_demo

    pack = _pack(args.pack)
    store = _new_store(args.out)
    try:
        files = prepare_demo()
    except OSError as error:
        raise KnownError(f"The demo patients cannot be written ({error.strerror}).") from None
    print(f"{len(files)} scans of demo patients. Reading them with {pack}:")
    options = ["--pack", pack, "--device", args.device, "--save", "--store", str(store)]
    status = _command(predict, [*map(str, files), "--out", str(args.out), *options])
    if status:
        print("Not every demo patient could be read, so there are no screenshots and no report.")
        return status
    try:
        for picture in _screenshots(store, files, args.out / SCREENSHOTS):
            print(f"Screenshot {picture}")
    except ImportError as error:
        print(f"The window cannot be drawn here ({error}), so there are no screenshots.")
        status = 1
    _command(
        report,
        ["--patient", REPORTED, "--out", str(args.out / "report.pdf"), "--store", str(store)],
    )
    print(f"All of it is in {args.out}. These are simulated patients; not for diagnostic use.")
    return status


def _command(module: ModuleType, arguments: list[str]) -> int:
    """Run another command as the command line would."""
    parser = argparse.ArgumentParser()
    module.add_arguments(parser)
    return int(module.run(parser.parse_args(arguments)))


def _pack(wanted: str | None) -> str:
    from medviewer.packs.registry import PackRegistry

    registry = PackRegistry()
    if wanted:
        return registry.get(wanted).id
    fitting = [pack.id for pack in registry.all() if MODALITY in pack.modalities]
    if not fitting:
        raise PackError(
            "No model pack for ultrasound is installed, so the demo patients cannot be read; put "
            "one into model_weights or a folder of MEDVIEWER_PACKS."
        )
    return fitting[0]


def _new_store(out: Path) -> Path:
    """The output folder with an empty demo store in it; one of an earlier run is replaced.

    Raises:
        KnownError: the folder cannot be written, or there is a person's store in it.
    """
    from medviewer.store import is_demo_store, open_demo_store, store_exists
    from medviewer.store.locations import store_files

    path = out / "demo.db"
    try:
        (out / SCREENSHOTS).mkdir(parents=True, exist_ok=True)
        if store_exists(path):
            if not is_demo_store(path):
                raise KnownError(f"{path} is a person's store; choose another --out.")
            for file in store_files(path):
                file.unlink()
    except OSError as error:
        reason = f"{out} cannot be written ({error.strerror}); choose another --out."
        raise KnownError(reason) from None
    open_demo_store(path).close()
    return path


# --- the window -----------------------------------------------------------------------------


def _screenshots(store: Path, files: list[Path], folder: Path) -> list[Path]:
    """Pictures of the real window, drawn off the screen, with the demo patients opened.

    The newest scan of the reported patient is accepted on the way, as a reader would.
    """
    # Without a display Qt draws into memory; with one the window need not flash up either.
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    # It says of every window that it cannot limit its size, which nobody needs to know.
    os.environ.setdefault("QT_LOGGING_RULES", "default.warning=false")
    from PySide6.QtWidgets import QApplication

    app = QApplication.instance() or QApplication([])
    window = _window(store, files)
    window.show()
    shown = next(path for path in files if path.stem == SHOWN)
    made = []

    def grab(name: str) -> None:
        app.processEvents()
        path = folder / f"{name}.png"
        if not window.grab().save(str(path)):
            raise KnownError(f"{path} cannot be written; choose another --out.")
        made.append(path)

    try:
        _wait(lambda: _ready(window, files), "the demo patients did not open")
        for path in files:
            _open(window, path)
            grab(path.stem)
        _open(window, shown)
        assert window.page is not None
        assert window.controller is not None
        window.actions_by_name["accept"].trigger()
        controller = window.controller
        _wait(lambda: _accepted(controller.stored), "the decision was not saved")
        grab(f"{SHOWN}-accepted")
        window.actions_by_name["theme"].trigger()
        grab(f"{SHOWN}-light")
    finally:
        window.close()
    return made


def _accepted(stored: "StoredResult | None") -> bool:
    from medviewer.domain.review import ReviewState

    return stored is not None and stored.state is ReviewState.ACCEPTED


def _window(store: Path, files: list[Path]) -> "MainWindow":
    """The program's window, without the settings of whoever runs the demo."""
    from PySide6.QtWidgets import QApplication

    from medviewer.packs.registry import PackRegistry
    from medviewer.ui import theme
    from medviewer.ui.keymap import load_keymap
    from medviewer.ui.main_window import MainWindow, WindowSetup
    from medviewer.ui.preferences import Preferences

    def predictor():  # type: ignore[no-untyped-def]
        from medviewer.inference.predictor import Predictor

        return Predictor(registry)

    registry = PackRegistry()
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    theme.apply_theme(app, theme.ThemeName.DARK)
    setup = WindowSetup(
        store_path=store,
        preferences=Preferences(),
        keymap=load_keymap(),
        packs=lambda: registry,
        make_predictor=predictor,
        save_preferences=lambda _: None,
        demo=True,
        demo_files=lambda: files,
    )
    return MainWindow(setup)


def _ready(window: "MainWindow", files: list[Path]) -> bool:
    return window.page is not None and len(_opened(window)) == len(files)


def _opened(window: "MainWindow") -> dict[str, str]:
    """File stem -> key of the scans in the browser."""
    assert window.page is not None
    return {
        case.item.files[0].stem: case.key
        for case in window.page.browser.visible_cases()
        if case.item is not None
    }


def _open(window: "MainWindow", path: Path) -> None:
    """Choose a scan in the browser and wait until its stored result is on the screen."""
    page, controller = window.page, window.controller
    assert page is not None
    assert controller is not None
    page.browser.choose(_opened(window)[path.stem])
    _wait(
        lambda: (
            controller.volume is not None
            and controller.volume.case == path.stem
            and controller.stored is not None
            and bool(controller.history)
        ),
        f"{path.name} did not open",
    )


def _wait(condition: Callable[[], bool], complaint: str) -> None:
    """Let the window work until the condition holds."""
    import time

    from PySide6.QtCore import QEventLoop
    from PySide6.QtWidgets import QApplication

    deadline = time.monotonic() + _PATIENCE_SECONDS
    while not condition():
        if time.monotonic() > deadline:
            raise BugError(f"demo: {complaint} in {_PATIENCE_SECONDS} s")
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 50)
        time.sleep(0.005)
