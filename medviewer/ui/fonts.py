"""Letters of names in every script, also on a machine that has no font for them."""

from PySide6.QtGui import QFontDatabase

from medviewer.resources import resource_path

_System = QFontDatabase.WritingSystem
# The fonts that reports carry with them, by what they are for.
_OWN = {
    _System.Japanese: "wqy-microhei.ttc",
    _System.Korean: "wqy-microhei.ttc",
    _System.SimplifiedChinese: "wqy-microhei.ttc",
    _System.TraditionalChinese: "wqy-microhei.ttc",
    _System.Arabic: "NotoSansArabic-Regular.ttf",
    _System.Greek: "NotoSans-Regular.ttf",
    _System.Hebrew: "NotoSansHebrew-Regular.ttf",
    _System.Thai: "NotoSansThai-Regular.ttf",
}


def add_missing_scripts() -> list[str]:
    """Add our own font for each script the system has none for; returns the families added.

    Takes a moment where fonts are missing: to be called after the first paint.
    """
    files = {name for script, name in _OWN.items() if not QFontDatabase.families(script)}
    added = []
    for name in sorted(files):
        number = QFontDatabase.addApplicationFont(str(resource_path("report", "fonts", name)))
        added += QFontDatabase.applicationFontFamilies(number) if number >= 0 else []
    return added
