"""The files of the program's icon."""

from pathlib import Path

from bundling.contents import ROOT

FOLDER = ROOT / "resources" / "icons"
SIZES = (16, 24, 32, 48, 64, 128, 256, 512)
SMALL = 24
"""Up to this size the drawing with fewer, thicker strokes is used."""


def drawing(size: int) -> Path:
    """The drawing that an icon of ``size`` pixels is made from."""
    return FOLDER / ("app-small.svg" if size <= SMALL else "app.svg")


def png_file(size: int) -> Path:
    """The picture of that size; kept beside the drawings."""
    return FOLDER / f"app-{size}.png"
