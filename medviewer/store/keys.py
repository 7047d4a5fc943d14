"""The key file: who may open the store, and the data key wrapped for each of them.

The database is encrypted with a random 256-bit data key. The key file holds, for every
account, that data key encrypted (AES-256-GCM, NIST SP 800-38D) under a key derived from the
account's passphrase with Argon2id (RFC 9106, its second recommended setting). The passphrase
and the data key are written nowhere. Account names stand in the clear, so that sign-in can
offer them. Without this file the database cannot be decrypted by anyone: a backup always
holds both. The demo store has no accounts; its data key lies in the file in the clear.

Whoever once could open a store and kept copies of both files can open those copies for ever;
taking an account away shuts out its passphrase here and now, not the past.
"""

import base64
import binascii
import json
import secrets
import unicodedata
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from argon2.low_level import ARGON2_VERSION, Type, hash_secret_raw
from argon2.profiles import RFC_9106_LOW_MEMORY
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from medviewer.domain.errors import SignInError, StoreError
from medviewer.store.locations import keys_path, write_private

FORMAT = 1
MINIMUM_PASSPHRASE = 12
"""Characters. Length is what counts (NIST SP 800-63B-4); no rule about kinds of characters."""

_MAXIMUM_NAME = 64
_MAXIMUM_MEMORY_KIB = 1 << 21  # a forged file cannot make sign-in take all memory
WRONG = "The name or the passphrase is wrong."


@dataclass(frozen=True, slots=True)
class WrappedKey:
    """One account's entry: how its passphrase becomes a key, and the data key under that."""

    name: str
    salt: bytes
    time_cost: int
    memory_kib: int
    parallelism: int
    nonce: bytes
    wrapped: bytes


@dataclass(frozen=True, slots=True)
class KeyFile:
    """The content of a key file. ``demo_key`` is the data key of a demo store, else None."""

    store_id: str
    entries: tuple[WrappedKey, ...] = ()
    demo_key: bytes | None = None

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(entry.name for entry in self.entries)

    def entry(self, name: str) -> WrappedKey | None:
        """The entry of an account; upper and lower case are the same name."""
        wanted = _same(name)
        return next((e for e in self.entries if _same(e.name) == wanted), None)

    def with_account(self, name: str, passphrase: str, data_key: bytes) -> "KeyFile":
        """A copy in which ``name`` opens the store with ``passphrase``."""
        kept = tuple(e for e in self.entries if _same(e.name) != _same(name))
        return replace(self, entries=(*kept, _wrap(self.store_id, name, passphrase, data_key)))

    def without_account(self, name: str) -> "KeyFile":
        return replace(self, entries=tuple(e for e in self.entries if _same(e.name) != _same(name)))

    def unwrap(self, name: str, passphrase: str) -> tuple[str, bytes]:
        """The account's name as it was made, and the data key.

        A wrong name costs the same time and gives the same text as a wrong passphrase.

        Raises:
            SignInError: name or passphrase is wrong.
        """
        entry = self.entry(name)
        if entry is None:
            _wrap(self.store_id, name, passphrase, bytes(32))
            raise SignInError(WRONG)
        key = _derive(passphrase, entry)
        try:
            data_key = AESGCM(key).decrypt(
                entry.nonce, entry.wrapped, _bound(self.store_id, entry.name)
            )
        except InvalidTag as error:
            raise SignInError(WRONG) from error
        return entry.name, data_key


def check_name(name: str) -> str:
    """The account name as it is kept (trimmed, Unicode NFC).

    Raises:
        StoreError: empty, too long or not printable.
    """
    kept = unicodedata.normalize("NFC", name).strip()
    if not kept or len(kept) > _MAXIMUM_NAME or not kept.isprintable():
        raise StoreError(f"An account name has 1 to {_MAXIMUM_NAME} printable characters.")
    return kept


def check_passphrase(passphrase: str) -> str:
    """The passphrase itself, if it is long enough.

    Raises:
        StoreError: shorter than ``MINIMUM_PASSPHRASE`` characters.
    """
    if len(_canonical(passphrase)) < MINIMUM_PASSPHRASE:
        raise StoreError(
            f"The passphrase is too short: it needs at least {MINIMUM_PASSPHRASE} characters. "
            "A few unrelated words are easy to remember and hard to guess."
        )
    return passphrase


def new_key_file() -> KeyFile:
    return KeyFile(store_id=uuid.uuid4().hex)


def new_data_key() -> bytes:
    return secrets.token_bytes(32)


def read_key_file(store: Path) -> KeyFile:
    """Read the key file of the store at ``store``.

    Raises:
        StoreError: missing, cut short, not a key file, or made by a newer program.
    """
    path = keys_path(store)
    try:
        return parse_key_file(path.read_bytes(), path)
    except FileNotFoundError as error:
        raise StoreError(
            f"The key file {path} is missing; without it the store cannot be decrypted. Put it "
            "back beside the store, or bring a backup back with `medviewer restore`."
        ) from error
    except OSError as error:
        raise StoreError(f"The key file {path} cannot be read ({error.strerror}).") from error


def parse_key_file(data: bytes, path: Path) -> KeyFile:
    """Read a key file's bytes; ``path`` is for the error's text only.

    Raises:
        StoreError: as for ``read_key_file``.
    """
    try:
        content = json.loads(data)
        if content["format"] > FORMAT:
            raise StoreError(
                f"The key file {path} was written by a newer MedViewer. Install that version."
            )
        demo = content.get("demo_key")
        return KeyFile(
            store_id=str(content["store_id"]),
            entries=tuple(_entry_from(item) for item in content["accounts"]),
            demo_key=None if demo is None else _bytes(demo, 32),
        )
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise StoreError(
            f"The key file {path} is damaged; without it the store cannot be decrypted. "
            "Bring a backup back with `medviewer restore`."
        ) from error


def key_file_bytes(keys: KeyFile) -> bytes:
    """The key file as it is written."""
    content: dict[str, Any] = {
        "program": "MedViewer",
        "format": FORMAT,
        "store_id": keys.store_id,
        "accounts": [
            {
                "name": e.name,
                "kdf": "argon2id",
                "kdf_version": ARGON2_VERSION,
                "time_cost": e.time_cost,
                "memory_kib": e.memory_kib,
                "parallelism": e.parallelism,
                "salt": _text(e.salt),
                "cipher": "aes-256-gcm",
                "nonce": _text(e.nonce),
                "wrapped_key": _text(e.wrapped),
            }
            for e in keys.entries
        ],
    }
    if keys.demo_key is not None:
        content["demo_key"] = _text(keys.demo_key)
    return (json.dumps(content, indent=1, ensure_ascii=False) + "\n").encode()


def write_key_file(store: Path, keys: KeyFile) -> None:
    """Replace the key file of the store at ``store``, durably and never half.

    Raises:
        StoreError: it cannot be written; the old one is untouched.
    """
    write_private(keys_path(store), key_file_bytes(keys))


def account_names(store: Path) -> tuple[str, ...]:
    """Who may sign in to the store at ``store``, for the sign-in window; empty for a demo store.

    Raises:
        StoreError: the key file is missing or damaged.
    """
    return read_key_file(store).names


def _wrap(store_id: str, name: str, passphrase: str, data_key: bytes) -> WrappedKey:
    entry = WrappedKey(
        name=name,
        salt=secrets.token_bytes(RFC_9106_LOW_MEMORY.salt_len),
        time_cost=RFC_9106_LOW_MEMORY.time_cost,
        memory_kib=RFC_9106_LOW_MEMORY.memory_cost,
        parallelism=RFC_9106_LOW_MEMORY.parallelism,
        nonce=secrets.token_bytes(12),
        wrapped=b"",
    )
    key = _derive(passphrase, entry)
    wrapped = AESGCM(key).encrypt(entry.nonce, data_key, _bound(store_id, name))
    return replace(entry, wrapped=wrapped)


def _derive(passphrase: str, entry: WrappedKey) -> bytes:
    return hash_secret_raw(
        secret=_canonical(passphrase).encode("utf-8", "surrogatepass"),
        salt=entry.salt,
        time_cost=entry.time_cost,
        memory_cost=entry.memory_kib,
        parallelism=entry.parallelism,
        hash_len=32,
        type=Type.ID,
        version=ARGON2_VERSION,
    )


def _bound(store_id: str, name: str) -> bytes:
    # Ties the entry to its store and name: entries cannot be swapped between either.
    return json.dumps(["MedViewer data key", FORMAT, store_id, name]).encode()


def _canonical(passphrase: str) -> str:
    # Keyboards of different systems compose accents differently (NIST SP 800-63B-4, 3.1.1.2).
    return unicodedata.normalize("NFKC", passphrase)


def _same(name: str) -> str:
    return unicodedata.normalize("NFC", name).strip().casefold()


def _entry_from(item: Mapping[str, Any]) -> WrappedKey:
    entry = WrappedKey(
        name=str(item["name"]),
        salt=_bytes(item["salt"]),
        time_cost=int(item["time_cost"]),
        memory_kib=int(item["memory_kib"]),
        parallelism=int(item["parallelism"]),
        nonce=_bytes(item["nonce"], 12),
        wrapped=_bytes(item["wrapped_key"], 48),
    )
    sane = (
        item["kdf"] == "argon2id"
        and item["kdf_version"] == ARGON2_VERSION
        and len(entry.salt) >= 8
        and 1 <= entry.time_cost <= 64
        and 1 <= entry.parallelism <= 64
        and 8 * entry.parallelism <= entry.memory_kib <= _MAXIMUM_MEMORY_KIB
    )
    if not sane:
        raise ValueError("not an account entry")
    return entry


def _bytes(text: str, length: int | None = None) -> bytes:
    try:
        data = base64.b64decode(text, validate=True)
    except binascii.Error as error:
        raise ValueError("not base64") from error
    if length is not None and len(data) != length:
        raise ValueError("wrong length")
    return data


def _text(data: bytes) -> str:
    return base64.b64encode(data).decode()
