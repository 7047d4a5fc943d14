"""A viewport on the screen."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QEvent

from medviewer.ui.viewport.viewport import Viewport


@pytest.fixture
def viewport(qtbot) -> Iterator[Viewport]:
    widget = Viewport()
    qtbot.addWidget(widget)
    widget.resize(400, 400)
    widget.show()
    widget.corners_visible = False
    yield widget
    # Qt deletes in its event loop only, which a test never enters.
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
