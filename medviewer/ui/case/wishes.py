"""Which model a reader wants: for one scan by hand, and where several may read a scan."""

from __future__ import annotations

from medviewer.domain.choice import AUTOMATIC
from medviewer.domain.image import ImageVolume
from medviewer.domain.result import InferenceRequest
from medviewer.ui.preferences import Preferences

PICTURES = "pictures"
"""Takes the place of a modality for plain pictures, which have none."""


def kind_of(modality: str | None) -> str:
    """The kind of scan that a preference is kept for."""
    return modality or PICTURES


class PackWishes:
    """Makes questions to packs as the reader wants them.

    A choice by hand holds for its scan, for as long as the window is open. Everything else is
    read by whichever pack fits; ``preferences`` say which where several may read a scan.
    """

    def __init__(self) -> None:
        self.preferences = Preferences()
        self._by_hand: dict[str, str] = {}

    def pack_for(self, volume: ImageVolume) -> str:
        """Id of the pack chosen by hand for a scan, else ``AUTOMATIC``."""
        return self._by_hand.get(volume.content_hash, AUTOMATIC)

    def choose(self, volume: ImageVolume, pack_id: str) -> None:
        """Read this scan with that pack from now on; ``AUTOMATIC`` takes it back."""
        self._by_hand[volume.content_hash] = pack_id

    def forget(self) -> None:
        """Somebody else signs in."""
        self._by_hand.clear()

    def prefer(self, modality: str | None, pack_id: str) -> None:
        """Take a pack wherever several may read a scan of that kind."""
        saved = self.preferences
        saved.preferred_packs = saved.preferred_packs | {kind_of(modality): pack_id}

    def preferred(self, modality: str | None) -> str | None:
        return self.preferences.preferred_packs.get(kind_of(modality))

    def request(
        self,
        volume: ImageVolume,
        pack_id: str,
        point: str | None = None,
        *,
        override_refusal: bool = False,
        chosen: str = "",
    ) -> InferenceRequest:
        """A question; ``point`` is the pack's operating point where not the usual one."""
        points = self.preferences.operating_points
        return InferenceRequest(
            volume,
            pack_id,
            point or points.get(pack_id),
            override_refusal,
            chosen,
            dict(points),
            self.preferred(volume.context.series.modality),
        )
