"""The gates of the shipped packs on phantoms, on what is no scan, and on public scans."""

from collections.abc import Callable
from pathlib import Path

import cv2
import numpy as np
import pytest

from medviewer.domain.errors import RefusedError
from medviewer.domain.geometry import VolumeGeometry
from medviewer.domain.image import ArrayFrames, ImageVolume
from medviewer.domain.patient import Patient, Series, Study, StudyContext
from medviewer.domain.result import InferenceRequest
from medviewer.imaging.phantoms import simulate_ultrasound
from medviewer.inference.predictor import Predictor
from medviewer.packs.registry import PackRegistry
from medviewer.training.outliers import TURNED, drawn

SHIPPED = ("breast-us", "chest-xray", "brain-flair", "brain-tumour", "liver-ct")


@pytest.fixture(scope="module")
def predictor() -> Predictor:
    return Predictor(PackRegistry(), "cpu")


@pytest.fixture(scope="module")
def refuses(predictor: Predictor) -> Callable[[str, np.ndarray], bool]:
    """``refuses(pack, picture)`` of a plain picture, grey or RGB."""

    def ask(pack: str, picture: np.ndarray) -> bool:
        if PackRegistry().get(pack).gate is None:
            pytest.skip(f"the pack {pack} has no gate; `medviewer packs gate {pack}` fits one")
        context = StudyContext(Patient("p", "p"), Study("1"), Series("2"))
        geometry = VolumeGeometry(*picture.shape[:2])
        volume = ImageVolume(
            ArrayFrames(picture[None]), geometry, context, "ab" * 32, (Path("x.png"),),
            colour=picture.ndim == 3,
        )  # fmt: skip
        try:
            predictor.predict(InferenceRequest(volume, pack))
        except RefusedError:
            return True
        return False

    return ask


@pytest.fixture(scope="module")
def phantoms() -> list[np.ndarray]:
    kinds = ("cyst", "fibroadenoma", "spiculated", "nothing")
    return [simulate_ultrasound(kind, 40 + n).picture for n, kind in enumerate(kinds)]


def test_phantoms_are_breast_ultrasound(refuses, phantoms) -> None:
    assert not any(refuses("breast-us", p) for p in phantoms)
    assert not any(refuses("breast-us", p[:, ::-1].copy()) for p in phantoms)


@pytest.mark.parametrize("turn", sorted(TURNED))
def test_phantoms_wrongly_shown_are_not(refuses, phantoms, turn: str) -> None:
    """One may pass: the gate met no simulated pictures, and of real ones too not all are caught."""
    assert sum(refuses("breast-us", TURNED[turn](p)) for p in phantoms) >= len(phantoms) - 1


def test_phantoms_are_no_chest_x_rays(refuses, phantoms) -> None:
    assert all(refuses("chest-xray", p) for p in phantoms)


@pytest.mark.parametrize("pack", SHIPPED)
@pytest.mark.parametrize("kind", ["blank", "noise", "text", "photograph", "pattern"])
def test_what_is_no_scan_is_refused(refuses, pack: str, kind: str) -> None:
    """Numbers that were met neither in fitting nor in measuring."""
    assert sum(refuses(pack, drawn(kind, "test", 900 + n)) for n in range(8)) >= 7


def _pictures(folder: Path, pattern: str, count: int) -> list[np.ndarray]:
    files = sorted(f for f in folder.glob(pattern) if "_mask" not in f.stem)
    return [np.asarray(cv2.imread(str(f), cv2.IMREAD_GRAYSCALE)) for f in files[:count]]


@pytest.mark.slow
def test_each_pack_takes_its_own_and_refuses_the_others(refuses, shared_data: Path) -> None:
    """Untouched originals: their true size and aspect, which the gate was not fitted on."""
    breast = _pictures(shared_data / "busi" / "originals", "*.png", 24)
    chest = _pictures(shared_data / "cxr" / "originals", "*.jpeg", 24)
    assert min(len(breast), len(chest)) == 24
    assert sum(refuses("breast-us", p) for p in breast) <= 1
    assert sum(refuses("chest-xray", p) for p in chest) <= 1
    assert sum(refuses("breast-us", p) for p in chest) >= 23
    assert sum(refuses("chest-xray", p) for p in breast) >= 23
    for pack, pictures in (("breast-us", breast), ("chest-xray", chest)):
        for name, turn in TURNED.items():
            assert sum(refuses(pack, turn(p)) for p in pictures) >= 22, (pack, name)
