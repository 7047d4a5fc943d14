"""Bars that say how far work is."""

from PySide6.QtWidgets import QProgressBar


def show_progress(bar: QProgressBar, done: int, total: int) -> None:
    """Bring a bar up to date; without a total it only moves."""
    # Qt would paint it, and with it all that waits in the window, before it goes on.
    bar.setUpdatesEnabled(False)
    bar.setRange(0, total)
    bar.setValue(done)
    bar.setUpdatesEnabled(True)
