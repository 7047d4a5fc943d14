"""What the user is told when work fails: the sentence of a KnownError, or one about a bug."""

import logging

from medviewer.domain.errors import KnownError

crash_log = logging.getLogger("medviewer.crash")
"""A record here with ``exc_info`` becomes a crash report (the application attaches the writer)."""

BUG_SENTENCE = (
    "Something went wrong inside MedViewer. A crash report without patient data was kept; "
    "your saved results are safe."
)


def explain(error: BaseException) -> str:
    """One plain sentence for ``error``; anything but a KnownError also goes to the crash report."""
    if isinstance(error, KnownError):
        return str(error)
    crash_log.critical("unexpected %s", type(error).__name__, exc_info=error)
    return BUG_SENTENCE
