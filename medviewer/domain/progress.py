"""Progress of long work, without Qt."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Progress:
    """``done`` of ``total`` steps (total 0: unknown). Yielding one is also a cancel point."""

    done: int
    total: int
    message: str = ""
