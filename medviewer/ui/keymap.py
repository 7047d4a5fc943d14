"""Which keys do what: the program's own (``resources/keymap.toml``) with a person's over them."""

from __future__ import annotations

import contextlib
import tomllib
from collections.abc import Mapping
from pathlib import Path

from PySide6.QtCore import QKeyCombination, Qt
from PySide6.QtGui import QKeySequence

from medviewer.domain.errors import KnownError
from medviewer.resources import resource_path
from medviewer.ui.actions import ACTIONS, Keymap


def load_keymap(own_file: Path | None = None) -> Keymap:
    """The program's keys, with the lines of another key map over them.

    Raises:
        KnownError: that file cannot be used; the text says why.
    """
    keys = _read(resource_path("keymap.toml"))
    if own_file is not None and own_file.exists():
        keys.update(read_keys(own_file))
    return keys


def read_keys(file: Path) -> Keymap:
    """The lines of a key map.

    Raises:
        KnownError: it cannot be used; the text says why.
    """
    own = _read(file)
    unknown = sorted(set(own) - {spec.name for spec in ACTIONS})
    if unknown:
        raise KnownError(
            f"{file} names an action that does not exist ({unknown[0]}); "
            "the program's own keys are used."
        )
    return own


def _read(path: Path) -> Keymap:
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))["keys"]
        return {name: _sequences(value) for name, value in table.items()}
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise KnownError(
            f"{path} cannot be read as a key map; the program's own keys are used. "
            'It needs a table [keys] with lines like predict = "G".'
        ) from error


def _sequences(value: str | list[str]) -> list[QKeySequence]:
    found = []
    for text in [value] if isinstance(value, str) else value:
        if not text:
            continue
        sequence = QKeySequence(text, QKeySequence.SequenceFormat.PortableText)
        if not sequence.count() or first_keys(sequence).key() == Qt.Key.Key_unknown:
            raise ValueError(f"{text} is not a key")
        found.append(sequence)
    return found


def keymap_with(keys: Keymap, own: Mapping[str, list[str]]) -> Keymap:
    """``keys`` with a person's own over them; a line that is no key any more is left out."""
    names = {spec.name for spec in ACTIONS}
    chosen = dict(keys)
    for name, texts in own.items():
        with contextlib.suppress(ValueError):
            if name in names:
                chosen[name] = _sequences(texts)
    return chosen


def portable(sequences: list[QKeySequence]) -> list[str]:
    """Keys as they are written in a file, the same on every system."""
    return [s.toString(QKeySequence.SequenceFormat.PortableText) for s in sequences]


def first_keys(sequence: QKeySequence) -> QKeyCombination:
    """The first keys of a sequence, pressed together."""
    return sequence[0]  # type: ignore[index,no-any-return] # missing from PySide's type stubs
