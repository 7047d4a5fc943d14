"""A results panel on the screen."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QEvent

from medviewer.ui.results.panel import ResultsPanel


@pytest.fixture
def panel(qtbot) -> Iterator[ResultsPanel]:
    widget = ResultsPanel()
    qtbot.addWidget(widget)
    widget.resize(340, 900)
    widget.set_packs([("breast-us", "Breast ultrasound"), ("chest-xray", "Chest X-ray")])
    widget.show()
    yield widget
    # Qt deletes in its event loop only, which a test never enters.
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
