"""The settings file: versioned JSON in the user's configuration folder.

Each schema has a file of its own, so that two versions of the program that are used in turn leave
each other's settings as they are; a version that finds none of its own begins with the newest of
an earlier one.
"""

import dataclasses
import json
import logging
import typing
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import platformdirs

from medviewer.domain.errors import KnownError
from medviewer.files import write_atomically
from medviewer.ui.keymap import portable, read_keys
from medviewer.ui.preferences import Preferences

SCHEMA = 2
_WITHOUT_NUMBER = "settings.json"
"""Where schema 1 and the first programs of schema 2 kept theirs."""

log = logging.getLogger(__name__)


def config_folder() -> Path:
    """Where settings and the user's own key map are."""
    return platformdirs.user_config_path("MedViewer", appauthor=False)


def state_folder() -> Path:
    """Where the log and crash reports are."""
    return platformdirs.user_state_path("MedViewer", appauthor=False)


def settings_file() -> Path:
    """This version's own settings file."""
    return config_folder() / _name(SCHEMA)


def load_settings(path: Path) -> Preferences:
    """Read the settings. Where there is no file, those of an earlier version, else the defaults.

    A broken file is kept beside as ``settings-N.json.kept``, so that nothing a person set up is
    lost without a trace. Single values of a wrong type fall back one by one.
    """
    for file in (path, *_earlier(path.parent)):
        try:
            return _preferences(_migrated(json.loads(file.read_text(encoding="utf-8"))))
        except OSError:
            continue
        except ValueError:
            if file == path:
                log.info("settings file not usable; it is kept aside")
                _keep_aside(path)
    return Preferences()


def save_settings(preferences: Preferences, path: Path) -> bool:
    """Write the settings in one step; False where the disk does not allow it."""
    data = {"schema": SCHEMA, **dataclasses.asdict(preferences)}
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        write_atomically(path, json.dumps(data, indent=1).encode(), private=True)
    except OSError:
        log.info("settings not saved: the configuration folder cannot be written")
        return False
    return True


def take_over_keymap(preferences: Preferences, file: Path) -> str:
    """Move a ``keymap.toml`` of earlier versions, or one laid there, into the settings.

    The file is kept beside as ``keymap.toml.kept``.

    Returns:
        A sentence where it cannot be used, else "".
    """
    if not file.exists():
        return ""
    try:
        own = read_keys(file)
    except KnownError as error:
        return str(error)
    preferences.keys |= {name: portable(keys) for name, keys in own.items()}
    _keep_aside(file)
    return ""


def _migrated(data: Any) -> dict[str, Any]:
    """The settings as this version writes them.

    Raises:
        ValueError: not settings, or of a newer version.
    """
    version = data.pop("schema", None) if isinstance(data, dict) else None
    if version == 1:
        # Version 1 knew only whether to hide the patient now; who hid them goes on doing so.
        data["privacy_at_start"] = data.get("privacy") is True
        version = 2
    if version != SCHEMA:
        raise ValueError("not settings of this version")
    return dict(data)


def _name(schema: int) -> str:
    return f"settings-{schema}.json"


def _earlier(folder: Path) -> Iterator[Path]:
    """The settings files of earlier versions, the newest first; they are only read."""
    for schema in range(SCHEMA - 1, 1, -1):
        yield folder / _name(schema)
    yield folder / _WITHOUT_NUMBER


def _keep_aside(path: Path) -> None:
    """Rename the file to ``NAME.kept``, or ``NAME.kept-2`` and so on where there is one already."""
    kept, number = path.with_name(f"{path.name}.kept"), 1
    while kept.exists():
        number += 1
        kept = path.with_name(f"{path.name}.kept-{number}")
    try:
        path.replace(kept)
    except OSError:
        log.info("the unusable settings file could not be moved aside")


def _preferences(data: dict[str, Any]) -> Preferences:
    types = typing.get_type_hints(Preferences)
    known = {name: value for name, value in data.items() if _fits(value, types.get(name))}
    return Preferences(**known)


def _fits(value: Any, kind: Any) -> bool:
    """Whether a value read from JSON is of a field's type."""
    origin, inner = typing.get_origin(kind), typing.get_args(kind)
    if origin is dict:
        key, item = inner
        return isinstance(value, dict) and all(
            _fits(k, key) and _fits(v, item) for k, v in value.items()
        )
    if origin is list:
        return isinstance(value, list) and all(_fits(v, inner[0]) for v in value)
    if kind is float:
        return isinstance(value, (int, float)) and not isinstance(value, bool)
    if kind is int:
        return isinstance(value, int) and not isinstance(value, bool)
    return kind is not None and isinstance(value, kind)
