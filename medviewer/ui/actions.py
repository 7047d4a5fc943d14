"""What the window can do, by name, and the keys for it.

Every action carries its key (``medviewer.ui.keymap``) in its tooltip.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

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
    ActionSpec(
        "show_browser", "List of cases", "Show or hide the list at the left", "browser", True
    ),
    ActionSpec("show_results", "Results", "Show or hide the panel at the right", "results", True),
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
