"""Render the program's icon from its drawing: PNG in every size, .ico and .icns.

``python -m bundling.icons`` after a change of resources/icons/app.svg or app-small.svg; the
results are kept with the drawings, so that neither the program nor a build needs Qt's SVG
renderer or Pillow for them.
"""

import io
import os

from PIL import Image
from PySide6.QtCore import QBuffer, QIODevice, Qt
from PySide6.QtGui import QGuiApplication, QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

from bundling.icon_files import FOLDER, SIZES, drawing, png_file

_ICO = (16, 24, 32, 48, 64, 128, 256)


def render(size: int) -> QImage:
    """The icon, ``size`` by ``size`` pixels, on nothing."""
    image = QImage(size, size, QImage.Format.Format_ARGB32)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    QSvgRenderer(str(drawing(size))).render(painter)
    painter.end()
    return image


def png(image: QImage) -> bytes:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")
    return bytes(buffer.data().data())


def main() -> None:
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    app = QGuiApplication.instance() or QGuiApplication([])
    pictures = {}
    for size in SIZES:
        content = png(render(size))
        png_file(size).write_bytes(content)
        pictures[size] = Image.open(io.BytesIO(content))
    largest = pictures[max(SIZES)]
    smaller = [pictures[size] for size in SIZES if size != max(SIZES)]
    pictures[max(_ICO)].save(
        FOLDER / "app.ico", sizes=[(s, s) for s in _ICO], append_images=smaller
    )
    largest.save(FOLDER / "app.icns", append_images=smaller)
    del app


if __name__ == "__main__":
    main()
