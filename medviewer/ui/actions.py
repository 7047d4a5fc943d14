"""What the window can do, by name, and the keys for it.

The keys are data (``resources/keymap.toml``); a person's own, from the settings, go over them.
Every action carries its key in its tooltip.
"""

import contextlib
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QEvent, QKeyCombination, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QTextEdit,
    QWidget,
)

from medviewer.domain.errors import KnownError
from medviewer.resources import resource_path
from medviewer.ui import icons
from medviewer.ui.language import tr

Keymap = dict[str, list[QKeySequence]]

WITH_KEY = "withKey"
"""An action with this property true carries its key in the words of its button."""


@dataclass(frozen=True, slots=True)
class ActionSpec:
    """One action. ``repeats``: holding the key repeats it."""

    name: str
    title: str
    tip: str
    icon: str = ""
    checkable: bool = False
    repeats: bool = False


VIEWING: tuple[ActionSpec, ...] = (
    ActionSpec("layout", "Layout", "How many scans are shown side by side", "layout"),
    ActionSpec("layout_1x1", "One scan", "Show one scan", "layout 1x1", True),
    ActionSpec("layout_1x2", "Two side by side", "Show two scans side by side", "layout 1x2", True),
    ActionSpec(
        "layout_2x1", "Two stacked", "Show two scans one above the other", "layout 2x1", True
    ),
    ActionSpec("layout_2x2", "Four scans", "Show four scans", "layout 2x2", True),
    ActionSpec(
        "layout_mpr",
        "Three planes",
        "Cut the volume axially, sagittally and coronally",
        "layout mpr",
        True,
    ),
    ActionSpec("next_view", "Next viewport", "Make the next viewport the active one"),
    ActionSpec(
        "open_in_next", "Open in next viewport", "Show the chosen case in the next viewport"
    ),
    ActionSpec(
        "maximise_view", "Maximise viewport", "Give the active viewport all the room, or back"
    ),
    ActionSpec(
        "compare_prior",
        "Compare with earlier study",
        "Show the patient's scan before, of the same kind, beside this one",
    ),
    ActionSpec(
        "link_views",
        "Link viewports",
        "Scans of one frame of reference move together",
        "link",
        True,
    ),
    ActionSpec(
        "match_views",
        "Link by the slices shown",
        "Link scans of different frames of reference by the slices shown now, or no more",
        checkable=True,
    ),
    ActionSpec(
        "reference_lines",
        "Reference lines",
        "Show where the slices of other viewports lie",
        checkable=True,
    ),
    *(
        ActionSpec(f"preset_{n}", f"Window preset {n}", "Window preset of the modality")
        for n in range(1, 10)
    ),
    ActionSpec(
        "preset_0", "Window of the file", "Back to the window of the file, or an automatic one"
    ),
    ActionSpec(
        "turn_right", "Turn right", "Turn the picture by 90 degrees clockwise", "turn right"
    ),
    ActionSpec(
        "turn_left", "Turn left", "Turn the picture by 90 degrees counter-clockwise", "turn left"
    ),
    ActionSpec(
        "flip_horizontal",
        "Flip left to right",
        "Mirror the picture left to right",
        "flip horizontal",
    ),
    ActionSpec(
        "flip_vertical", "Flip top to bottom", "Mirror the picture top to bottom", "flip vertical"
    ),
    ActionSpec(
        "smooth",
        "Smooth between pixels",
        "Draw smooth between pixels, or the pixels as they are",
        checkable=True,
    ),
    ActionSpec("pixel_for_pixel", "One to one", "One pixel of the picture on one of the screen"),
    ActionSpec("true_size", "True size", "As large as in the patient, on a calibrated screen"),
    ActionSpec(
        "calibrate_screen",
        "Calibrate screen…",
        "Measure the screen with a bank card, for the true size",
    ),
    ActionSpec("cine", "Play", "Play or stop the film", "cine"),
)

EDITING: tuple[ActionSpec, ...] = (
    ActionSpec("edit_brush", "Brush", "Drag to add; with Ctrl to erase", "brush", True),
    ActionSpec("edit_eraser", "Eraser", "Drag to erase; with Ctrl to add", "eraser", True),
    ActionSpec(
        "edit_polygon",
        "Polygon",
        "Click corners, close with Enter or a double click; begun with Ctrl it erases",
        "polygon",
        True,
    ),
    ActionSpec("edit_fill", "Fill", "Click a hole to fill it", "fill", True),
    ActionSpec("edit_island", "Delete part", "Click a part to delete it", "island", True),
    ActionSpec("edit_smaller", "Smaller brush", "Make the brush smaller", repeats=True),
    ActionSpec("edit_larger", "Larger brush", "Make the brush larger", repeats=True),
    ActionSpec("edit_segment", "Next segment", "Edit the next outline"),
    ActionSpec(
        "edit_range",
        "Only a range of values",
        "Add only pixels with values in a range",
        "range",
        True,
    ),
    ActionSpec("edit_holes", "Fill holes", "Fill every enclosed hole", "holes"),
    ActionSpec("edit_largest", "Keep largest part", "Delete all but the largest part", "largest"),
    ActionSpec("edit_smooth", "Smooth", "Make the edge rounder", "smooth"),
    ActionSpec("edit_grow", "Grow", "Move the edge outwards by the distance", "grow"),
    ActionSpec("edit_shrink", "Shrink", "Move the edge inwards by the distance", "shrink"),
    ActionSpec(
        "edit_copy", "Copy to next slice", "Copy this outline to the next slice", "copy slice"
    ),
    ActionSpec(
        "edit_interpolate",
        "Interpolate",
        "Fill the slices between those that were drawn on",
        "interpolate",
    ),
    ActionSpec(
        "edit_all", "All slices", "Change every slice, not only this one", "all slices", True
    ),
    ActionSpec("edit_clear", "Clear", "Take the outline of this slice away", "trash"),
    ActionSpec("edit_close", "Close polygon", "Close the polygon; without one: accept"),
)
"""Of the state in which masks are edited: their keys hold only there."""

ACTIONS: tuple[ActionSpec, ...] = (
    ActionSpec("open_files", "Open files…", "Open scans", "file"),
    ActionSpec("open_folder", "Open folder…", "Open every scan in a folder", "folder"),
    ActionSpec("close_all", "Close all", "Take all opened scans off the list; nothing is deleted"),
    ActionSpec("export_masks", "Export masks…", "Write the masks as DICOM SEG or NIfTI"),
    ActionSpec("export_report", "Export report…", "Write the patient's report as a PDF", "export"),
    ActionSpec(
        "deidentify", "Export de-identified…", "Write copies of the scan without the patient"
    ),
    ActionSpec("sign_out", "Sign out", "Close the store and return to sign-in", "sign out"),
    ActionSpec("quit", "Quit", "Save and close MedViewer"),
    ActionSpec("predict", "Predict", "Outline lesions and name the diagnosis", "predict"),
    ActionSpec(
        "predict_all",
        "Predict all new",
        "Queue every listed case that has no result yet",
        "queue",
    ),
    ActionSpec(
        "predict_ahead",
        "Predict the next case ahead",
        "Have the next case ready while this one is read",
        checkable=True,
    ),
    ActionSpec("cancel", "Cancel", "Stop the work in progress", "cancel"),
    ActionSpec("accept", "Accept", "Accept the prediction", "accept"),
    ActionSpec("reject", "Reject", "Reject the prediction", "reject"),
    ActionSpec("name_diagnosis", "Correct diagnosis", "Name another diagnosis than the model's"),
    ActionSpec("edit", "Edit masks", "Correct the masks by hand", "edit", True),
    ActionSpec(
        "show_prediction",
        "Show prediction",
        "Show the model's own masks in place of the corrected ones",
        "model",
        True,
    ),
    ActionSpec("undo", "Undo", "Take back the last step on this scan", "undo"),
    ActionSpec("redo", "Redo", "Do the step again that was taken back", "redo"),
    ActionSpec("toggle_masks", "Show masks", "Show or hide the masks; hold to peek", "mask", True),
    ActionSpec(
        "file_overlays",
        "Show overlays of the file",
        "Show or hide what the scan's files draw",
        "layers",
        True,
    ),
    ActionSpec("opacity_down", "Less fill", "Make the mask fill fainter", repeats=True),
    ActionSpec("opacity_up", "More fill", "Make the mask fill stronger", repeats=True),
    ActionSpec("next_style", "Next mask style", "Change how the masks are drawn"),
    ActionSpec(
        "evidence", "Evidence", "Show where a network looked that only names", checkable=True
    ),
    ActionSpec("edge_band", "Edge band", "Show where the edge of the mask is uncertain"),
    ActionSpec(
        "tool_window",
        "Window/level",
        "Drag to change contrast and brightness",
        "window level",
        True,
    ),
    ActionSpec("tool_zoom", "Zoom", "Drag up or down to zoom", "zoom", True),
    ActionSpec("tool_pan", "Pan", "Drag to move the picture", "pan", True),
    ActionSpec("tool_distance", "Distance", "Drag to measure a distance", "distance", True),
    ActionSpec("tool_angle", "Angle", "Drag one arm, click the end of the other", "angle", True),
    ActionSpec(
        "tool_cobb", "Cobb angle", "Drag two lines to measure their angle", "cobb angle", True
    ),
    ActionSpec("tool_region", "Next region shape", "Ellipse, rectangle or outline to measure in"),
    ActionSpec("tool_ellipse", "Ellipse", "Drag an ellipse to measure in it", "ellipse", True),
    ActionSpec(
        "tool_rectangle", "Rectangle", "Drag a rectangle to measure in it", "rectangle", True
    ),
    ActionSpec(
        "tool_outline",
        "Outline",
        "Click corners, or drag a free stroke, to measure in it",
        "outline",
        True,
    ),
    ActionSpec("tool_arrow", "Arrow", "Drag an arrow, to its tip", "arrow", True),
    ActionSpec("tool_note", "Note", "Click where the note belongs", "note", True),
    ActionSpec("place_points", "Draw with the keys", "Place the points of what is drawn by keys"),
    ActionSpec("reset_view", "Reset view", "Back to the picture as it was opened", "reset"),
    ActionSpec("invert", "Invert", "Swap black and white", "invert", True),
    ActionSpec("fit", "Fit", "Fit the picture into the window", "fit"),
    ActionSpec("full_screen", "Full screen", "Use the whole screen", "full screen", True),
    ActionSpec(
        "compare", "Compare", "Compare with the reference mask side by side", "compare", True
    ),
    ActionSpec("privacy", "Hide patient", "Hide patient names on the screen", "privacy", True),
    ActionSpec("theme", "Light theme", "Switch between dark and light", "theme", True),
    ActionSpec("previous_case", "Previous case", "Go to the case before", "previous", repeats=True),
    ActionSpec("next_case", "Next case", "Go to the next case", "next", repeats=True),
    ActionSpec("previous_frame", "Previous frame", "One slice or frame back", repeats=True),
    ActionSpec("next_frame", "Next frame", "One slice or frame on", repeats=True),
    ActionSpec("previous_series", "Previous series", "The series before, of the same patient"),
    ActionSpec("next_series", "Next series", "The next series of the same patient"),
    ActionSpec("first_frame", "First frame", "The first slice or frame"),
    ActionSpec("last_frame", "Last frame", "The last slice or frame"),
    ActionSpec("search", "Search", "Search patients and studies", "search"),
    *VIEWING,
    *EDITING,
    ActionSpec("palette", "Command palette", "Everything the window can do, by name", "command"),
    ActionSpec("settings", "Settings", "Set up how MedViewer looks and works", "settings"),
    ActionSpec("lock", "Lock", "Hide everything until the passphrase is given again", "lock"),
    ActionSpec("help", "Help", "What the window shows and how to work with it", "help"),
    ActionSpec("keys", "Keys", "Every key, to search and to print", "keyboard"),
    ActionSpec("guide", "First steps", "The three steps from sign-in to a decision"),
    ActionSpec("about", "About MedViewer", "Versions, licences and what it is not made for"),
)

# What can be done before sign-in.
_ALWAYS = frozenset(
    {"quit", "theme", "full_screen", "open_files", "open_folder", "palette", "settings", "help",
     "keys", "guide", "about"}
)  # fmt: skip

# What a person has to do before an action can be done; said where it is listed while it cannot.
_NEEDS = {
    "predict": "Open a scan first",
    "deidentify": "Open a scan first",
    "accept": "Predict first",
    "reject": "Predict first",
    "name_diagnosis": "Predict first",
    "export_report": "Predict first",
    "toggle_masks": "Predict first",
    "undo": "Nothing to take back",
    "compare": "This scan has no reference mask",
    "sign_out": "The demo has no accounts",
    "lock": "The demo has no accounts",
}


def what_it_needs(name: str, *, signed_in: bool) -> str:
    """Why an action that is greyed cannot be done now."""
    return _NEEDS.get(name, "Not possible now") if signed_in else "Sign in first"


def load_keymap(own_file: Path | None = None) -> Keymap:
    """The program's keys, with the lines of another key map over them.

    Raises:
        KnownError: that file cannot be used; the text says why.
    """
    keys = _read(resource_path("keymap.toml"))
    if own_file is not None and own_file.exists():
        keys.update(read_keys(own_file))
    return keys


def read_keys(file: Path) -> Keymap:
    """The lines of a key map.

    Raises:
        KnownError: it cannot be used; the text says why.
    """
    own = _read(file)
    unknown = sorted(set(own) - {spec.name for spec in ACTIONS})
    if unknown:
        raise KnownError(
            f"{file} names an action that does not exist ({unknown[0]}); "
            "the program's own keys are used."
        )
    return own


def _read(path: Path) -> Keymap:
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))["keys"]
        return {name: _sequences(value) for name, value in table.items()}
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise KnownError(
            f"{path} cannot be read as a key map; the program's own keys are used. "
            'It needs a table [keys] with lines like predict = "G".'
        ) from error


def _sequences(value: str | list[str]) -> list[QKeySequence]:
    found = []
    for text in [value] if isinstance(value, str) else value:
        if not text:
            continue
        sequence = QKeySequence(text, QKeySequence.SequenceFormat.PortableText)
        if not sequence.count() or _first(sequence).key() == Qt.Key.Key_unknown:
            raise ValueError(f"{text} is not a key")
        found.append(sequence)
    return found


def _first(sequence: QKeySequence) -> QKeyCombination:
    return sequence[0]  # type: ignore[index,no-any-return] # missing from PySide's type stubs


def keymap_with(keys: Keymap, own: Mapping[str, list[str]]) -> Keymap:
    """``keys`` with a person's own over them; a line that is no key any more is left out."""
    names = {spec.name for spec in ACTIONS}
    chosen = dict(keys)
    for name, texts in own.items():
        with contextlib.suppress(ValueError):
            if name in names:
                chosen[name] = _sequences(texts)
    return chosen


def portable(sequences: list[QKeySequence]) -> list[str]:
    """Keys as they are written in a file, the same on every system."""
    return [s.toString(QKeySequence.SequenceFormat.PortableText) for s in sequences]


def key_text(keymap: Keymap, name: str) -> str:
    """The first key of an action as the user's system writes it, "" for none."""
    keys = keymap.get(name) or []
    return keys[0].toString(QKeySequence.SequenceFormat.NativeText) if keys else ""


def build_actions(owner: QWidget, keymap: Keymap) -> Mapping[str, QAction]:
    """Every action, added to ``owner`` so that its key works anywhere in the window."""
    actions = {}
    for spec in ACTIONS:
        action = QAction(owner)
        action.setObjectName(spec.name)
        action.setCheckable(spec.checkable)
        action.setAutoRepeat(spec.repeats)
        if spec.icon:
            icons.set_icon(action, spec.icon)
        owner.addAction(action)
        actions[spec.name] = action
    label_actions(actions, keymap)
    return actions


def label_actions(actions: Mapping[str, QAction], keymap: Keymap) -> None:
    """Give every action its keys, and its words in the language in use."""
    for spec in ACTIONS:
        action = actions[spec.name]
        key = key_text(keymap, spec.name)
        action.setText(tr(spec.title))
        action.setToolTip(f"{tr(spec.tip)} ({key})" if key else tr(spec.tip))
        action.setStatusTip(tr(spec.tip))
        if action.property(WITH_KEY):
            action.setIconText(f"{tr(spec.title)}  {key}".rstrip())
        if spec.name != "toggle_masks":  # KeyGuard sees to its key: a press toggles, a hold peeks
            action.setShortcuts(keymap.get(spec.name, []))


def enable_actions(actions: Mapping[str, QAction], *, reading: bool, demo: bool) -> None:
    """What can be done with and without somebody signed in; the demo has no accounts."""
    editing = {spec.name for spec in EDITING}  # enabled while editing only
    for name, action in actions.items():
        action.setEnabled((reading and name not in editing) or name in _ALWAYS)
    for name in ("sign_out", "lock"):
        actions[name].setEnabled(reading and not demo)


def is_typing(widget: QWidget | None) -> bool:
    """Whether letters and digits go into a field."""
    if isinstance(widget, QComboBox):
        return widget.isEditable()
    return isinstance(widget, (QLineEdit, QPlainTextEdit, QTextEdit, QAbstractSpinBox))


class KeyGuard(QObject):
    """Application-wide event filter: the hold key, and keys that belong to the focused control.

    A key pressed and let go is ``tapped``; held, it is ``held(True)`` until ``held(False)``.
    Enter and Space on a focused button press that button, never the window's action; arrows
    move in a focused list; letters go to a focused text field.
    """

    tapped = Signal()
    held = Signal(bool)

    _HOLD_MS = 250
    _BUTTON_KEYS = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)
    _LIST_KEYS = (Qt.Key.Key_Up, Qt.Key.Key_Down)

    def __init__(self, window: QWidget, keys: list[QKeySequence]) -> None:
        super().__init__(window)
        self._window = window
        self.set_keys(keys)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(self._HOLD_MS)
        self._timer.timeout.connect(lambda: self.held.emit(True))
        self._down = False
        application = QApplication.instance()
        assert application is not None
        application.installEventFilter(self)

    def set_keys(self, keys: list[QKeySequence]) -> None:
        """The keys to be held or tapped, from now on."""
        self._keys = {_first(sequence).toCombined() for sequence in keys}

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if kind == QEvent.Type.WindowDeactivate and watched is self._window and self._down:
            self._release(tap=False)
        if not isinstance(event, QKeyEvent) or not isinstance(watched, QWidget):
            return False
        if kind == QEvent.Type.ShortcutOverride:
            self._override(watched, event)
        elif kind == QEvent.Type.KeyPress and self._is_hold_key(watched, event):
            if not event.isAutoRepeat():
                self._down = True
                self._timer.start()
            return True
        elif kind == QEvent.Type.KeyRelease and self._down and self._is_hold_key(watched, event):
            if not event.isAutoRepeat():
                self._release()
            return True
        return False

    def _override(self, widget: QWidget, event: QKeyEvent) -> None:
        key, plain = event.key(), not event.modifiers() & Qt.KeyboardModifier.ControlModifier
        mine = (
            (isinstance(widget, (QAbstractButton, QComboBox)) and key in self._BUTTON_KEYS)
            or (isinstance(widget, QAbstractItemView) and key in self._LIST_KEYS)
            or (is_typing(widget) and plain and key != Qt.Key.Key_Escape and not _is_function(key))
        )
        if mine:
            event.accept()

    def _is_hold_key(self, watched: QWidget, event: QKeyEvent) -> bool:
        return (
            watched.window() is self._window
            and event.keyCombination().toCombined() in self._keys
            and not is_typing(QApplication.focusWidget())
        )

    def _release(self, tap: bool = True) -> None:
        self._down = False
        if self._timer.isActive():
            self._timer.stop()
            if tap:
                self.tapped.emit()
        else:
            self.held.emit(False)


def _is_function(key: int) -> bool:
    return Qt.Key.Key_F1 <= key <= Qt.Key.Key_F35
