"""The log file: rotating, in the state folder, without patient data."""

import logging
import logging.handlers
import re
from pathlib import Path

_BYTES = 1_000_000
_KEPT = 3

# Anything that looks like a place on a disk, and DICOM person names (PS3.5 6.2, VR PN).
_PATH = re.compile(r"(?:[A-Za-z]:)?(?:[\\/][^\s\\/:'\"]+){2,}")
_PERSON = re.compile(r"[^\s^=]+(?:\^[^\s^=]*)+")


class PrivacyFilter(logging.Filter):
    """Keeps patient data out of the log.

    Our own messages are written without patient data; paths and person names that slip in are
    struck out. Libraries quote what they read (a DICOM value in a warning), so of their
    records only the place they come from is kept. Tracebacks keep their frames, not the text
    of the exception.
    """

    def filter(self, record: logging.LogRecord) -> bool:
        if record.name.split(".")[0] == "medviewer":
            text = record.getMessage()
            record.msg = _PERSON.sub("<name>", _PATH.sub("<path>", text))
        else:
            record.msg = f"(message withheld) {record.module}:{record.lineno}"
        record.args = ()
        if record.exc_info and record.exc_info[0] is not None:
            record.msg += f" [{record.exc_info[0].__name__}]"
        record.exc_info = None
        record.exc_text = None
        record.stack_info = None
        return True


class _LogFile(logging.handlers.RotatingFileHandler):
    """A log that cannot be written (a full disk) is left alone.

    Python would print a traceback for each line instead, the line with all its values in it.
    """

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802 - logging's own name
        return


def set_up_logging(folder: Path) -> Path | None:
    """Log INFO and above to ``folder/medviewer.log``; None where it cannot be written."""
    path = folder / "medviewer.log"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        handler = _LogFile(path, maxBytes=_BYTES, backupCount=_KEPT, encoding="utf-8")
    except OSError:
        return None
    handler.addFilter(PrivacyFilter())
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s %(message)s"))
    root = logging.getLogger()
    root.addHandler(handler)
    root.setLevel(logging.INFO)
    return path
