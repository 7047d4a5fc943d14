"""The two families of errors of the program."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from medviewer.domain.choice import PackChoice


class KnownError(Exception):
    """The input or the environment is at fault; the text is shown to the user as it is.

    The text is one plain sentence (two at most): which file or thing, what is wrong, what to
    do. It never holds a patient's name or identifier.
    """


class ReadError(KnownError):
    """A scan cannot be opened."""


class PackError(KnownError):
    """A model pack is missing, damaged or of a newer kind."""


class StoreError(KnownError):
    """The store cannot be opened, read or written."""


class SignInError(StoreError):
    """Wrong name or passphrase, or an account that may not sign in."""


class RefusedError(KnownError):
    """A pack was not made for this scan; the text gives the measured reason.

    ``overridable``: a reader who knows better may have the scan read all the same, by the pack
    ``pack_id``. ``choice``: what each pack said, where all of those installed were asked.
    """

    def __init__(
        self,
        sentence: str,
        *,
        overridable: bool = False,
        pack_id: str = "",
        choice: PackChoice | None = None,
    ) -> None:
        super().__init__(sentence)
        self.overridable = overridable
        self.pack_id = pack_id
        self.choice = choice


class BugError(Exception):
    """Our own mistake: an invariant of the program does not hold. Goes to the crash report."""
