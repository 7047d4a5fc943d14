"""What the left button does on a picture, and who may take it over."""

from enum import StrEnum
from typing import Protocol

from PySide6.QtCore import QPointF


class Tool(StrEnum):
    """What the left button does."""

    WINDOW_LEVEL = "window/level"
    ZOOM = "zoom"
    PAN = "pan"
    DISTANCE = "distance"
    ANGLE = "angle"
    COBB_ANGLE = "Cobb angle"
    RECTANGLE = "rectangle"
    ELLIPSE = "ellipse"
    POLYGON = "outline"
    ARROW = "arrow"
    NOTE = "note"


class Hand(Protocol):
    """Takes the left button over from the canvas. Places are logical pixels of the widget."""

    def takes(self, spot: QPointF, tool: Tool) -> bool:
        """Whether a press here, with this tool chosen, and all up to its release, is ours."""
        ...

    def press(self, spot: QPointF) -> None: ...

    def drag(self, spot: QPointF) -> None: ...

    def release(self, spot: QPointF) -> None: ...

    def hover(self, spot: QPointF) -> None:
        """The mouse moves with no button down."""
        ...

    def double_click(self, spot: QPointF) -> bool:
        """Whether this one was ours."""
        ...
