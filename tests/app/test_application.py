"""The Qt application itself."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
CODE = """
import sys
from PySide6.QtCore import QUrl
from PySide6.QtGui import QFileOpenEvent
from medviewer.app.application import Application
app = Application(["medviewer"])
app.file_requested.connect(lambda name: print("asked for", name))
app.sendEvent(app, QFileOpenEvent(QUrl.fromLocalFile("/scans/one.dcm")))
icon = app.windowIcon()
print([size.width() for size in icon.availableSizes()])
picture = icon.pixmap(16, 16).toImage()
print(picture.pixelColor(2, 2).name(), picture.pixelColor(0, 0).alpha())
"""


def test_a_file_from_the_desktop_and_the_icon_in_every_size():
    env = os.environ | {"QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run(
        [sys.executable, "-c", CODE], env=env, cwd=ROOT, capture_output=True, text=True, timeout=60
    )
    said = done.stdout.splitlines()
    assert said[0] == "asked for /scans/one.dcm", done.stderr
    assert said[1] == "[16, 24, 32, 48, 64, 128, 256]"
    colour, corner = said[2].split()
    assert colour == "#0072b2", "the tile of the drawing for small sizes"
    assert int(corner) < 128, "round corners"
