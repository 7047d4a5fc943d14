"""What the help page says. Keys are named by their action in double braces."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Section:
    title: str
    paragraphs: tuple[str, ...]


SECTIONS: tuple[Section, ...] = (
    Section(
        "What MedViewer is for",
        (
            "It opens medical scans, outlines lesions, names a diagnosis with a probability, and "
            "keeps what you decide in an encrypted store on this computer.",
            "It is not a medical device and not for diagnostic use: a physician reads the "
            "pictures.",
        ),
    ),
    Section(
        "Open scans",
        (
            "Drop files or a folder on the window, or use the File menu. The first scan shows "
            "while the rest is still being found.",
            "The list at the left shows patients, studies and series. A sign and a word tell "
            "where each case stands: new, predicted, accepted, corrected or rejected.",
        ),
    ),
    Section(
        "Look",
        (
            "Drag to change contrast and brightness; the wheel goes through slices, with Ctrl it "
            "zooms. The middle button moves the picture.",
            "Sizes are in millimetres only where the file or you gave a scale; otherwise they "
            "are in pixels, and the panel says so.",
        ),
    ),
    Section(
        "Predict and decide",
        (
            "Predict: the model that fits reads the scan, and where several do you are asked; "
            "another can be chosen at the right. The card shows the class, its calibrated "
            "probability and the operating point: how sure the model must be before it names "
            "the disease, and what that costs, as measured.",
            "A dashed outline is predicted, a solid one was confirmed by a person. Accept, "
            "correct or reject; every decision is saved with your name and can be taken back.",
            "A model may refuse a scan it was not made for, and says why.",
        ),
    ),
    Section(
        "Patients and privacy",
        (
            "Hide patient hides names on the screen, in pictures and in reports. Lock hides "
            "everything until you give your passphrase again; nothing that is open is lost.",
            "Nobody can recover a lost passphrase.",
        ),
    ),
    Section(
        "Find your way",
        (
            "The command palette does everything by name: type a few letters of what you want.",
            "Every key can be changed in the settings, and so can the theme, the size of text "
            "and the language.",
        ),
    ),
)

MOUSE: tuple[tuple[str, str], ...] = (
    ("Left drag", "Contrast and brightness, or the chosen tool"),
    ("Middle drag, Shift+left drag", "Move the picture"),
    ("Right drag", "Zoom"),
    ("Wheel", "Slices or frames"),
    ("Ctrl+wheel", "Zoom where the mouse is"),
    ("Right click", "Menu of the picture, and of a measurement under the mouse"),
    ("Double click", "One viewport large, or back; on a measurement: its name"),
    ("Tab on the picture", "Next measurement: arrow keys move it, Del deletes it"),
    ("Ctrl+left drag on masks", "The opposite of the tool: erase, or add"),
    ("Shift+wheel on masks", "Size of the brush"),
)
