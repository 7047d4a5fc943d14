"""The program's icons: Material Design Icons (through qtawesome), one set, one meaning each."""

from collections.abc import Iterable
from typing import Protocol
from weakref import WeakKeyDictionary

from PySide6.QtCore import QSize
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QAbstractButton, QWidget

from medviewer.ui import theme

NAMES: dict[str, str] = {
    "accept": "mdi6.check",
    "all slices": "mdi6.layers-triple-outline",
    "brush": "mdi6.brush",
    "angle": "mdi6.angle-acute",
    "arrow": "mdi6.arrow-bottom-left",
    "browser": "mdi6.dock-left",
    "cancel": "mdi6.close",
    "cine": "mdi6.play",
    "cobb angle": "mdi6.angle-right",
    "clear": "mdi6.playlist-remove",
    "command": "mdi6.magnify",
    "compare": "mdi6.view-column-outline",
    "copy": "mdi6.content-copy",
    "copy slice": "mdi6.layers-plus",
    "database": "mdi6.database-lock-outline",
    "distance": "mdi6.ruler",
    "edit": "mdi6.pencil-outline",
    "eraser": "mdi6.eraser",
    "ellipse": "mdi6.ellipse-outline",
    "export": "mdi6.file-pdf-box",
    "file": "mdi6.file-outline",
    "fill": "mdi6.format-color-fill",
    "filter": "mdi6.filter-variant",
    "fit": "mdi6.fit-to-page-outline",
    "flip horizontal": "mdi6.flip-horizontal",
    "flip vertical": "mdi6.flip-vertical",
    "folder": "mdi6.folder-open-outline",
    "full screen": "mdi6.fullscreen",
    "grow": "mdi6.arrow-expand-all",
    "help": "mdi6.help-circle-outline",
    "history": "mdi6.history",
    "holes": "mdi6.circle-slice-8",
    "interpolate": "mdi6.layers-search-outline",
    "invert": "mdi6.invert-colors",
    "island": "mdi6.target-variant",
    "largest": "mdi6.numeric-1-circle-outline",
    "layers": "mdi6.layers-outline",
    "keyboard": "mdi6.keyboard-outline",
    "lock": "mdi6.lock-outline",
    "loop": "mdi6.repeat",
    "layout": "mdi6.view-grid-outline",
    "layout 1x1": "mdi6.square-outline",
    "layout 1x2": "mdi6.view-split-vertical",
    "layout 2x1": "mdi6.view-split-horizontal",
    "layout 2x2": "mdi6.view-grid-outline",
    "layout mpr": "mdi6.cube-scan",
    "link": "mdi6.link-variant",
    "mask": "mdi6.eye-outline",
    "mask hidden": "mdi6.eye-off-outline",
    "model": "mdi6.robot-outline",
    "more": "mdi6.chevron-down",
    "more tools": "mdi6.dots-horizontal",
    "less": "mdi6.chevron-up",
    "note": "mdi6.format-text",
    "outline": "mdi6.lasso",
    "next": "mdi6.chevron-right",
    "pan": "mdi6.cursor-move",
    "patient": "mdi6.account-outline",
    "pause": "mdi6.pause",
    "polygon": "mdi6.vector-polygon",
    "predict": "mdi6.auto-fix",
    "previous": "mdi6.chevron-left",
    "privacy": "mdi6.incognito",
    "range": "mdi6.tune-vertical-variant",
    "rectangle": "mdi6.rectangle-outline",
    "queue": "mdi6.playlist-plus",
    "reject": "mdi6.close-thick",
    "reset": "mdi6.restore",
    "results": "mdi6.dock-right",
    "scan": "mdi6.image-outline",
    "search": "mdi6.magnify",
    "settings": "mdi6.cog-outline",
    "shrink": "mdi6.arrow-collapse-all",
    "sign out": "mdi6.logout",
    "smooth": "mdi6.blur",
    "sort": "mdi6.sort",
    "theme": "mdi6.theme-light-dark",
    "trash": "mdi6.trash-can-outline",
    "turn left": "mdi6.rotate-left",
    "turn right": "mdi6.rotate-right",
    "undo": "mdi6.undo",
    "redo": "mdi6.redo",
    "warning": "mdi6.alert-outline",
    "window level": "mdi6.contrast-circle",
    "zoom": "mdi6.magnify-plus-outline",
}


class HasIcon(Protocol):
    def setIcon(self, icon: QIcon) -> None: ...


# What shows an icon, so that a change of theme can draw it anew.
_shown: WeakKeyDictionary[HasIcon, tuple[str, bool]] = WeakKeyDictionary()


def icon(name: str, *, on_accent: bool = False) -> QIcon:
    """The icon in the text colour of the theme in use.

    Args:
        name: a key of ``NAMES``.
        on_accent: it stands on the accent colour (the one primary button).

    Raises:
        KeyError: there is no such icon.
    """
    # Costs some tens of milliseconds, so only when the first icon is drawn.
    import qtawesome

    c = theme.colours()
    colour = c.on_accent if on_accent else c.text
    return qtawesome.icon(
        NAMES[name],
        color=colour,
        color_disabled=c.faded,
        color_on=c.on_accent if on_accent else c.accent,
    )


def set_icon(target: HasIcon, name: str, *, on_accent: bool = False) -> None:
    """Show an icon on a button or action, and keep its colour right when the theme changes."""
    if target not in _shown and isinstance(target, QAbstractButton):
        size = target.iconSize()
        target.setIconSize(QSize(theme.scaled(size.width()), theme.scaled(size.height())))
    _shown[target] = (name, on_accent)
    target.setIcon(icon(name, on_accent=on_accent))


def refresh() -> None:
    """Draw every shown icon in the colours of the theme in use."""
    for target, (name, on_accent) in list(_shown.items()):
        try:
            target.setIcon(icon(name, on_accent=on_accent))
        except RuntimeError:  # Qt has deleted the widget already
            _shown.pop(target, None)


def rescale(widgets: Iterable[QWidget], ratio: float) -> None:
    """Bring the icons of buttons to another size of text: ``ratio`` times the one before."""
    if ratio == 1.0:
        return
    for widget in widgets:
        if isinstance(widget, QAbstractButton) and not widget.icon().isNull():
            size = widget.iconSize()
            sides = size.width() * ratio, size.height() * ratio
            widget.setIconSize(QSize(round(sides[0]), round(sides[1])))
