"""Crash reports without patient data."""

import datetime as dt
import logging
import platform
import sys
import threading
import traceback
from collections.abc import Callable
from pathlib import Path
from types import TracebackType

from medviewer import __version__
from medviewer.jobs.failure import crash_log, explain

_PROGRAM = Path(__file__).resolve().parents[1]
_KEPT = 20


def crash_report(error: BaseException) -> str:
    """What goes into a report: where the program was and the kind of error.

    No messages (they quote values), no local variables, no paths but those of program files
    relative to the program.
    """
    lines = [
        f"MedViewer {__version__}",
        f"Python {platform.python_version()} on {platform.system()} {platform.machine()}",
        f"Time {dt.datetime.now(dt.UTC):%Y-%m-%d %H:%M:%S} UTC",
        "",
    ]
    link: BaseException | None = error
    seen: set[int] = set()
    while link is not None and id(link) not in seen:
        seen.add(id(link))
        kind = type(link)
        lines.append(f"{kind.__module__}.{kind.__qualname__}")
        for frame in traceback.extract_tb(link.__traceback__):
            lines.append(f"  {_program_file(frame.filename)}:{frame.lineno} in {frame.name}")
        link = link.__cause__ or link.__context__
        if link is not None:
            lines.append("caused by")
    return "\n".join(lines) + "\n"


def _program_file(name: str) -> str:
    path = Path(name)
    if not path.is_absolute():  # a module of the bundle, named from its root
        return path.as_posix()
    if path.is_relative_to(_PROGRAM):
        return path.relative_to(_PROGRAM.parent).as_posix()
    parts = path.parts
    if "site-packages" in parts:
        return "/".join(parts[parts.index("site-packages") + 1 :])
    return path.name


class CrashReportHandler(logging.Handler):
    """Turns records of the crash log into report files in ``folder``."""

    def __init__(self, folder: Path) -> None:
        super().__init__(logging.CRITICAL)
        self._folder = folder

    def emit(self, record: logging.LogRecord) -> None:
        error = record.exc_info[1] if record.exc_info else None
        if error is None:
            return
        stamp = f"{dt.datetime.now(dt.UTC):%Y%m%d-%H%M%S-%f}"
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            (self._folder / f"crash-{stamp}.txt").write_text(crash_report(error), encoding="utf-8")
            for old in sorted(self._folder.glob("crash-*.txt"))[:-_KEPT]:
                old.unlink(missing_ok=True)
        except OSError:
            # Nowhere to write: the log line is all there is.
            return


def install_crash_handler(folder: Path, tell: Callable[[str], object]) -> None:
    """Catch what nobody caught: write a report, and ``tell`` the user one sentence."""
    handler = CrashReportHandler(folder)
    crash_log.addHandler(handler)

    def on_error(
        kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
            return
        tell(explain(error.with_traceback(trace)))

    def on_thread_error(args: threading.ExceptHookArgs) -> None:
        if args.exc_value is not None:
            explain(args.exc_value)

    sys.excepthook = on_error
    threading.excepthook = on_thread_error
