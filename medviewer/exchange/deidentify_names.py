"""Pseudonyms, new UIDs and shifted dates: always the same for one secret, no way back without.

Everything follows from a keyed hash (HMAC-SHA-256): no table of who is who is kept anywhere.
Who holds the secret can test whether a pseudonym belongs to a person he already knows.
"""

import base64
import datetime as dt
import hashlib
import hmac
import re
import uuid
from dataclasses import dataclass

_LONGEST_SHIFT = 3650  # days
_STANDARD_UIDS = "1.2.840.10008."
_DATE = re.compile(r"(\d{4})\.?(\d{2})\.?(\d{2})$")


@dataclass(frozen=True, slots=True)
class Pseudonym:
    """``name`` stands for patient ID and name alike; dates go back by ``days``."""

    name: str
    days: int


class Pseudonyms:
    """What stands for what.

    Args:
        secret: 16 bytes at least; the same secret gives the same pseudonyms.
    """

    def __init__(self, secret: bytes) -> None:
        if len(secret) < 16:
            raise ValueError("a secret has 16 bytes at least")
        self._secret = secret

    def patient(self, identity: str) -> Pseudonym:
        """Name and time shift (1 to 3,650 whole days) of one patient."""
        digest = self._digest("patient", identity)
        name = base64.b32encode(digest[:10]).decode()
        days = 1 + int.from_bytes(digest[16:24], "big") % _LONGEST_SHIFT
        return Pseudonym(f"P-{name}", days)

    def uid(self, uid: str) -> str:
        """The new UID (PS3.5 B.2, root 2.25) in place of ``uid``; the standard's own stay."""
        if not uid or uid.startswith(_STANDARD_UIDS):
            return uid
        digest = self._digest("uid", uid)
        return f"2.25.{uuid.UUID(bytes=digest[:16], version=5).int}"

    def short(self, text: str) -> str:
        """Sixteen hexadecimal digits for a file or folder name."""
        return self._digest("name", text).hex()[:16]

    def _digest(self, purpose: str, text: str) -> bytes:
        return hmac.digest(self._secret, f"{purpose}\0{text}".encode(), hashlib.sha256)


def shifted(value: str, days: int) -> str:
    """A DA or DT value that many days earlier; "" for what is no date.

    The time of day and the offset from UTC of a DT stay. A year or a month alone is no date.
    """
    match = _DATE.match(value.strip()[:10]) or _DATE.match(value.strip()[:8])
    if match is None:
        return ""
    try:
        day = dt.date(int(match[1]), int(match[2]), int(match[3])) - dt.timedelta(days)
    except (ValueError, OverflowError):
        return ""
    return f"{day:%Y%m%d}".rjust(8, "0") + value.strip()[match.end() :]
