"""Fixtures that every room's tests share."""

import contextlib
import gc
import logging
import os
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    import numpy as np

    from medviewer.packs.pack import ModelPack

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
# The network libraries read at their first import how many threads they may use: workers that run
# side by side share the cores.
_WORKERS = int(os.environ.get("PYTEST_XDIST_WORKER_COUNT", "1"))
if _WORKERS > 1:
    os.environ.setdefault("OMP_NUM_THREADS", str(max((os.cpu_count() or 1) // _WORKERS, 1)))


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The folder of public scans, or a skip that says where it was looked for."""
    beside = Path(__file__).resolve().parents[2] / "shared" / "data"
    folder = Path(os.environ.get("MEDVIEWER_DATA", beside))
    if not folder.is_dir():
        pytest.skip(f"no scans at {folder}; set MEDVIEWER_DATA to the folder that holds them")
    return folder


class _Alarms(logging.Handler):
    """Keeps what the program logged at WARNING or above."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.records: list[logging.LogRecord] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.records.append(record)


@pytest.fixture(autouse=True)
def nothing_unexpected(request: pytest.FixtureRequest) -> Iterator[None]:
    """Fail a test that leaves threads or windows behind, or a warning in the log without saying so.

    A test that means to provoke a warning carries ``@pytest.mark.logs_warnings``, one whose
    window goes on into the next test ``@pytest.mark.shares_window``. What Qt itself warns of
    fails a test through ``qt_log_level_fail``.
    """
    alarms = _Alarms()
    log = logging.getLogger("medviewer")
    log.addHandler(alarms)
    before, native = set(threading.enumerate()), _native_threads()
    windows = _windows()
    yield
    log.removeHandler(alarms)
    if alarms.records and not request.node.get_closest_marker("logs_warnings"):
        pytest.fail("unexpected log: " + "; ".join(r.getMessage() for r in alarms.records))
    if request.node.get_closest_marker("shares_window"):
        return
    _no_more(lambda: _threads(before, native), "threads left behind")
    _no_more(lambda: [w for key, w in _windows().items() if key not in windows], "windows left")


def _no_more(found: "Callable[[], list[str]]", complaint: str) -> None:
    """Wait a little for what is about to end; fail where it does not."""
    deadline = time.monotonic() + 5
    while left := found():
        if time.monotonic() > deadline:
            pytest.fail(f"{complaint}: {', '.join(left)}")
        time.sleep(0.02)


def _native_threads() -> set[str] | None:
    """The system's own numbers of this process's threads, None where it does not tell."""
    try:
        return set(os.listdir("/proc/self/task"))  # noqa: PTH208
    except OSError:
        return None


def _threads(before: set[threading.Thread], native: set[str] | None) -> list[str]:
    """Threads of Python, and those of Qt that run still.

    To find Qt's is to look at every object there is, which costs more than most tests: it is
    done where the system has a thread that was not there before, or does not tell.
    """
    left = [t.name for t in set(threading.enumerate()) - before if t.is_alive() and not t.daemon]
    core = sys.modules.get("PySide6.QtCore")
    if core is None or core.QCoreApplication.instance() is None:
        return left
    if native is not None and (_native_threads() or set()) <= native:
        return left
    mine = core.QThread.currentThread()
    for one in gc.get_objects():
        # By type: to ask some objects for their class is to load a module. A wrapper whose
        # thread is gone already answers nothing.
        with contextlib.suppress(RuntimeError):
            if issubclass(type(one), core.QThread) and one is not mine and one.isRunning():
                left.append(f"{type(one).__name__} {one.objectName()}")
    return left


def _windows() -> dict[int, str]:
    """Windows of Qt on the screen: address -> kind and title."""
    widgets = sys.modules.get("PySide6.QtWidgets")
    app = widgets.QApplication.instance() if widgets is not None else None
    if widgets is None or not isinstance(app, widgets.QApplication):
        return {}
    import shiboken6

    app.sendPostedEvents(None, 52)  # QEvent.DeferredDelete: what was let go goes now
    return {
        shiboken6.getCppPointer(widget)[0]: f"{type(widget).__name__} {widget.windowTitle()!r}"
        for widget in app.topLevelWidgets()
        if widget.isVisible()
    }


@pytest.fixture(scope="session")
def make_tiny_pack() -> "Callable[..., ModelPack]":
    """``make(folder, id="tiny") -> ModelPack``: a whole pack, quick but untrained.

    A joint network of width 8 on 64 x 64 pixels with the classes and the segment of breast
    ultrasound (``outlines`` segments of its kind), deterministic weights, no presence gate, and
    a second operating point ``sensitivity-95``. Put it into a folder F's sub-folder and use
    ``PackRegistry([F])``.
    """
    import dataclasses
    import hashlib

    import torch
    from safetensors.torch import save

    from medviewer.domain.result import OperatingPoint
    from medviewer.domain.segmentation import CodedConcept, Segment
    from medviewer.networks import build
    from medviewer.packs.pack import (
        WEIGHTS_FILE,
        InputRule,
        Intensity,
        ModelPack,
        PackClass,
        PackSegment,
        Resize,
    )
    from medviewer.packs.writer import save_pack

    def make(folder: Path, id: str = "tiny", outlines: int = 1, **changes: object) -> ModelPack:
        arguments = {"width": 8, "depths": [1, 1, 1, 1], "segments": outlines, "classes": 3}
        torch.manual_seed(1)
        weights = save(build("joint-unet", arguments).state_dict())
        folder.mkdir(parents=True, exist_ok=True)
        (folder / WEIGHTS_FILE).write_bytes(weights)
        lesion = Segment(
            label="lesion",
            title="Lesion",
            colour=(255, 170, 0),
            letter="L",
            category=CodedConcept("49755003", "SCT", "Morphologically Altered Structure"),
            type=CodedConcept("52988006", "SCT", "Lesion"),
        )
        fields: dict[str, object] = {
            "id": id,
            "version": "0.0.1",
            "title": "Untrained pack of the tests",
            "task": "Outlines and names nothing of worth",
            "modalities": ("US",),
            "accepts_pictures": True,
            "input": InputRule(64, 64, 1, Intensity.STANDARDISED, Resize.FIT),
            "network_name": "joint-unet",
            "network_arguments": arguments,
            "classes": (
                PackClass("normal", "Normal"),
                PackClass("benign", "Benign", CodedConcept("30807003", "SCT", "Benign")),
                PackClass("malignant", "Malignant", CodedConcept("21594007", "SCT", "Malignant")),
            ),
            # The untrained network's maps lie near 0.12: a threshold in their midst.
            "segments": tuple(
                PackSegment(
                    dataclasses.replace(lesion, label=f"lesion{n or ''}", letter="LMNO"[n]),
                    threshold=0.12,
                    minimum_area=0.0,
                )
                for n in range(outlines)
            ),
            "operating_points": (
                OperatingPoint("balanced", "Balanced", "The most probable class."),
                OperatingPoint(
                    "sensitivity-95",
                    "Sensitivity 95 %",
                    "Names malignant early.",
                    positive_class="malignant",
                    threshold=0.2,
                    sensitivity=0.95,
                    sensitivity_ci=(0.8, 0.99),
                    specificity=0.7,
                    specificity_ci=(0.6, 0.8),
                    n=95,
                    measured_on="the tests' imagination",
                ),
            ),
            "default_operating_point": "balanced",
            "weights_sha256": hashlib.sha256(weights).hexdigest(),
            "folder": folder,
            "flips_at_test": True,
            "limits": ("An untrained network: its answers mean nothing.",),
        }
        return save_pack(ModelPack(**(fields | changes)))  # type: ignore[arg-type]

    return make


@pytest.fixture
def tiny_pack(make_tiny_pack: "Callable[..., ModelPack]", tmp_path: Path) -> "ModelPack":
    """The tiny pack in ``packs/tiny`` under ``tmp_path``; ``packs`` is the registry's folder."""
    return make_tiny_pack(tmp_path / "packs" / "tiny")


@pytest.fixture(scope="session")
def give_gate() -> "Callable[..., ModelPack]":
    """``give_gate(pack, foreignness=0.0, **limits) -> ModelPack``: a gate that says one thing.

    Every picture measures the given foreignness and the distance 0, whatever it shows; the
    limits are those of a lenient gate unless told otherwise.
    """
    import numpy as np

    from medviewer.packs.gate import PictureGate, gate_sha256
    from medviewer.packs.pack import GateRule
    from medviewer.packs.writer import save_pack

    def give(pack: "ModelPack", foreignness: float = 0.0, **limits: object) -> "ModelPack":
        import dataclasses

        widths = [pack.network_arguments["width"] * 2**i for i in range(4)]
        length = 5 * sum(widths)
        gate = PictureGate(
            centre=np.zeros(length, np.float32),
            scale=np.ones(length, np.float32),
            directions=np.zeros((1, length), np.float32),
            layer=np.zeros((1, 1), np.float32),
            layer_bias=np.zeros(1, np.float32),
            weights=np.zeros(1, np.float32),
            bias=np.array([foreignness], np.float32),
            usual=np.array([foreignness], np.float32),
            axes=np.zeros((1, 1), np.float32),
            middle=np.zeros(1, np.float32),
        )
        data = gate.to_bytes()
        pack.gate_file.write_bytes(data)
        fields: dict[str, object] = {
            "sha256": gate_sha256(data),
            "foreignness_limit": 1.5,
            "distance_limit": 2.0,
            "least_side": 32,
            "most_elongated": 20.0,
            "most_coloured": 0.25,
        }
        rule = GateRule(**(fields | limits))  # type: ignore[arg-type]
        return save_pack(dataclasses.replace(pack, gate=rule))

    return give


@pytest.fixture(scope="session")
def teach_gate() -> "Callable[..., ModelPack]":
    """``teach_gate(pack, own, others) -> ModelPack``: a gate fitted as the shipped ones are.

    ``own`` and ``others`` are uint8 pictures; every other one sets the limits. The pack's
    network need not be trained: its statistics tell textures apart all the same.
    """
    import numpy as np

    from medviewer.inference.engine import Engine
    from medviewer.packs.gate import gate_sha256
    from medviewer.packs.pack import GateRule
    from medviewer.packs.preprocess import prepare
    from medviewer.packs.writer import save_pack
    from medviewer.training.gate import fit_gate
    from medviewer.training.gate_limits import fit_limits, score
    from medviewer.training.gate_material import Material

    def teach(pack: "ModelPack", own: list[np.ndarray], others: list[np.ndarray]) -> "ModelPack":
        import dataclasses

        engine = Engine(pack, "cpu")

        def material(start: int) -> Material:
            mine, foreign = (
                engine.statistics(np.stack([prepare(p, pack.input).array for p in part[start::2]]))
                for part in (own, others)
            )
            shapes = np.full((len(mine), 2), 96)
            return Material((), (), shapes, mine, mine, {"others": foreign}, {})

        gate = fit_gate(material(0))
        foreignness, distance = fit_limits(score(gate, material(1)))
        data = gate.to_bytes()
        pack.gate_file.write_bytes(data)
        rule = GateRule(gate_sha256(data), foreignness, distance, 32, 20.0)
        return save_pack(dataclasses.replace(pack, gate=rule))

    return teach


@pytest.fixture(scope="session")
def textures() -> "Callable[[str, int], list[np.ndarray]]":
    """``textures(kind, count) -> pictures`` (uint8, 96 x 96) that no gate can mix up.

    ``speckle``: fine noise with a dark oval, as ultrasound; ``smooth``: broad bright bands, as
    a radiograph; ``lines``: sharp black and white strokes, like neither.
    """
    import numpy as np

    def draw(kind: str, count: int) -> list[np.ndarray]:
        return [_texture(kind, np.random.default_rng([len(kind), n])) for n in range(count)]

    return draw


def _texture(kind: str, rng: "np.random.Generator") -> "np.ndarray":
    import cv2
    import numpy as np

    y, x = np.mgrid[:96, :96] / 96
    if kind == "speckle":
        picture = rng.rayleigh(60, (96, 96))
        cx, cy = rng.uniform(0.3, 0.7, 2)
        picture[((x - cx) / 0.2) ** 2 + ((y - cy) / 0.15) ** 2 < 1] *= 0.3
    elif kind == "smooth":
        phase, count = rng.uniform(0, 3), rng.uniform(1.5, 2.5)
        picture = 120 + 90 * np.cos(2 * np.pi * count * x + phase) * (0.6 + 0.4 * y)
    else:
        picture = np.zeros((96, 96))
        for a, b, c, d in rng.integers(0, 96, (12, 4)):
            cv2.line(picture, (int(a), int(b)), (int(c), int(d)), 255, 1)
    return np.clip(picture, 0, 255).astype(np.uint8)
