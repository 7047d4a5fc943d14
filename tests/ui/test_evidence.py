"""The evidence of a diagnosis on the screen: asked for, shown as heat, dropped with its case."""

import numpy as np
import pytest
from PySide6.QtCore import Qt

from medviewer.domain.evidence import EVIDENCE_MEANING
from medviewer.packs.registry import PackRegistry
from medviewer.store import open_store

LONG = 20_000


@pytest.fixture
def naming_desk(desk, make_tiny_pack, tmp_path):
    """A computer whose only pack names without outlining."""
    import hashlib

    import torch
    from safetensors.torch import save

    from medviewer.networks import build
    from medviewer.packs.pack import WEIGHTS_FILE

    arguments = {"width": 8, "depths": [1, 1, 1], "classes": 3}
    torch.manual_seed(2)
    weights = save(build("residual-classifier", arguments).state_dict())
    folder = tmp_path / "naming" / "naming"
    make_tiny_pack(
        folder,
        id="naming",
        network_name="residual-classifier",
        network_arguments=arguments,
        segments=(),
        weights_sha256=hashlib.sha256(weights).hexdigest(),
    )
    (folder / WEIGHTS_FILE).write_bytes(weights)
    desk.registry = PackRegistry([tmp_path / "naming"])
    return desk


def heat(window):
    return window.page.viewport._evidence


def test_evidence_is_off_until_it_is_asked_for_and_goes_with_its_case(naming_desk, make_pictures):
    desk = naming_desk
    window = desk.start()
    desk.show(window, make_pictures(2)[0].parent)
    page = window.page
    assert not window.actions_by_name["evidence"].isEnabled()
    desk.predict(window)
    assert page.panel.evidence.isVisible()
    assert page.panel.evidence.meaning.text() == EVIDENCE_MEANING
    assert not heat(window).isVisible()

    page.viewport.setFocus()
    desk.qtbot.keyClick(page.viewport, Qt.Key.Key_Y)
    desk.qtbot.waitUntil(lambda: window.controller.evidence.evidence is not None, timeout=LONG)
    found = window.controller.evidence.evidence
    assert found.weights.shape == (96, 96)
    assert found.label == window.controller.result.diagnosis.label
    assert heat(window).isVisible()
    assert page.panel.evidence.eye.isChecked()

    page.panel.evidence.eye.click()
    assert not heat(window).isVisible()
    page.panel.evidence.eye.click()
    desk.qtbot.waitUntil(lambda: heat(window).isVisible(), timeout=LONG)
    window.step_case(1)
    desk.qtbot.waitUntil(lambda: window.controller.volume.case == "scan2", timeout=LONG)
    assert not heat(window).isVisible()
    assert not window.controller.evidence.wanted
    desk.close(window)
    with open_store(desk.store, "Dr Reader", "correct horse battery") as store:
        (stored,) = store.results.search()
        assert stored.result.masks == ()


def test_an_answer_for_another_case_is_dropped(naming_desk, make_pictures):
    desk = naming_desk
    window = desk.start()
    desk.show(window, make_pictures(2)[0].parent)
    desk.predict(window)
    evidence = window.controller.evidence
    evidence.want(True)
    desk.qtbot.waitUntil(lambda: evidence._asked is not None, timeout=LONG)
    number = evidence._asked.number
    evidence.want(False)
    evidence._answered(number, object())
    assert evidence.evidence is None
    assert not heat(window).isVisible()


def test_a_pack_that_outlines_offers_no_heat(desk, make_pictures):
    window = desk.start()
    desk.show(window, make_pictures(1)[0])
    desk.predict(window)
    assert not window.page.panel.evidence.isVisible()
    assert not window.actions_by_name["evidence"].isEnabled()


def test_the_heat_is_where_the_weights_are(qtbot):
    from medviewer.ui.viewport.evidence_item import colour_table

    table = colour_table()
    assert table.shape == (256, 4)
    assert table[0, 3] == 0
    assert (np.diff(table[:, 3].astype(int)) >= 0).all()
    brightness = table[:, :3] @ np.array([0.299, 0.587, 0.114])
    assert (np.diff(brightness) > -1).all()  # whole steps of three colours
