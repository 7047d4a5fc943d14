"""How long a row of like things will still take."""

from collections import deque

_KEPT = 20


class Pace:
    """Seconds for each unit of work (a frame), over the newest pieces.

    The newest only: a queue of stills that comes to its films has another pace then.
    """

    def __init__(self) -> None:
        self._pieces: deque[tuple[int, float]] = deque(maxlen=_KEPT)

    def note(self, units: int, seconds: float) -> None:
        """A piece of so many units took so long."""
        self._pieces.append((max(units, 1), seconds))

    def seconds_for(self, units: int) -> float | None:
        """An estimate for what is left, None before anything was done."""
        if not self._pieces:
            return None
        done, took = (sum(values) for values in zip(*self._pieces, strict=True))
        return units * took / done


def duration_text(seconds: float) -> str:
    """A rough duration in words: nobody wants to see seconds of an estimate jump."""
    if seconds < 60:
        return "less than a minute"
    minutes = round(seconds / 60)
    if minutes < 60:
        return f"about {minutes} min"
    hours, rest = divmod(minutes, 60)
    return f"about {hours} h {rest} min" if rest and hours < 10 else f"about {hours} h"
