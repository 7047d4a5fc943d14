"""A row of the table of mouse and keys, and where all of them are kept."""

from collections.abc import Callable
from dataclasses import dataclass

CT, PREDICTED = "arterial", "scan2"
"""Scans that rows begin with: a CT of eight slices, a picture that was predicted."""

Does = Callable[..., None]


@dataclass(frozen=True)
class Row:
    """``does(reader, monkeypatch, tmp_path)`` uses keys and mouse only, and looks.

    ``actions``: those behind it, by name; ``scan``: what it begins with.
    """

    does: Does
    actions: tuple[str, ...]
    scan: str


ROWS: list[Row] = []


def row(*actions: str, scan: str = CT) -> Callable[[Does], Does]:
    """Make a function a row."""

    def keep(does: Does) -> Does:
        ROWS.append(Row(does, actions, scan))
        return does

    return keep
