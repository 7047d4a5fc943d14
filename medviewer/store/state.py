"""Failed sign-ins, and how far the audit trail had come when it was last seen.

This file protects nothing by itself: whoever can write the folder can delete it. It slows
down guessing at the program's own door, tells the next person who signs in that somebody
tried, and shows an audit trail that was cut off or a database swapped for an older copy.
The true barrier against guessing is the cost of Argon2id.
"""

import contextlib
import datetime as dt
import hashlib
import hmac
import json
from dataclasses import asdict, dataclass, field
from pathlib import Path

from medviewer.domain.errors import SignInError, StoreError
from medviewer.store.codec import now
from medviewer.store.locations import state_path, write_private

FREE_ATTEMPTS = 3
LONGEST_WAIT_SECONDS = 300


@dataclass
class Failures:
    """Wrong sign-ins to one account: in a row (for the wait), and not yet in the audit trail."""

    in_a_row: int = 0
    unreported: int = 0
    first: str = ""
    last: str = ""


@dataclass
class Anchor:
    """The audit trail's length and last digest when last seen, signed with the data key."""

    entries: int
    digest: str
    mac: str

    def genuine(self, data_key: bytes) -> bool:
        return hmac.compare_digest(self.mac, _mac(data_key, self.entries, self.digest))


@dataclass
class State:
    """Content of the state file.

    Unknown names share the key ``""``: what was typed as a name may have been a passphrase and
    is never written down.
    """

    failures: dict[str, Failures] = field(default_factory=dict)
    anchor: Anchor | None = None


def read_state(store: Path) -> State:
    """The state of the store at ``store``; an unreadable or missing file is an empty state."""
    try:
        content = json.loads(state_path(store).read_bytes())
        anchor = content["anchor"]
        return State(
            failures={str(n): Failures(**f) for n, f in content["failures"].items()},
            anchor=None if anchor is None else Anchor(**anchor),
        )
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return State()


def write_state(store: Path, state: State) -> None:
    """Write the state file.

    Raises:
        StoreError: it cannot be written.
    """
    write_private(state_path(store), json.dumps(asdict(state), indent=1).encode())


def sign_anchor(data_key: bytes, entries: int, digest: str) -> Anchor:
    """An anchor for the audit trail as it stands."""
    return Anchor(entries, digest, _mac(data_key, entries, digest))


def refuse_while_waiting(store: Path, account: str) -> None:
    """Refuse a sign-in that comes too soon after several wrong ones to the same account.

    Nothing sleeps, so nobody else waits: 2, 4, 8, ... seconds after the third wrong try in a
    row, at most five minutes.

    Raises:
        SignInError: how long to wait.
    """
    failures = read_state(store).failures.get(account)
    if failures is None or failures.in_a_row < FREE_ATTEMPTS:
        return
    wait = min(2 ** (failures.in_a_row - FREE_ATTEMPTS + 1), LONGEST_WAIT_SECONDS)
    with contextlib.suppress(ValueError, TypeError):
        passed = (now() - dt.datetime.fromisoformat(failures.last)).total_seconds()
        if 0 <= passed < wait:
            left = max(1, round(wait - passed))
            raise SignInError(
                f"Too many wrong tries for this name. Wait {left} seconds and try again."
            )


def note_failure(store: Path, account: str) -> None:
    """Count a wrong sign-in. A folder that cannot be written does not stop the answer."""
    state = read_state(store)
    failures = state.failures.setdefault(account, Failures())
    stamp = now().isoformat()
    failures.in_a_row += 1
    failures.unreported += 1
    failures.first = failures.first or stamp
    failures.last = stamp
    with contextlib.suppress(StoreError):
        write_state(store, state)


def _mac(data_key: bytes, entries: int, digest: str) -> str:
    # A key of its own for this one purpose, derived from the data key.
    key = hmac.digest(data_key, b"MedViewer audit anchor", hashlib.sha256)
    return hmac.digest(key, f"{entries} {digest}".encode(), hashlib.sha256).hex()
