"""The networks that are loaded, no more of them than memory allows."""

from collections import OrderedDict
from typing import TYPE_CHECKING

from medviewer.packs.pack import ModelPack

if TYPE_CHECKING:
    from medviewer.inference.engine import Engine
    from medviewer.packs.gate import PictureGate

MOST_BYTES = 400 * 2**20
"""Of the weights of all loaded networks together: all shipped packs, or one very large one."""


class Engines:
    """Networks with their gates, loaded when they are asked for.

    Where the weights' files together are larger than the bound, what was not asked for the
    longest is let go. The one in use is always kept.

    Args:
        device: ``auto``, ``cpu``, ``cuda`` or ``mps``.
        most_bytes: the bound.
    """

    def __init__(self, device: str, most_bytes: int = MOST_BYTES) -> None:
        self._device = device
        self._most_bytes = most_bytes
        self._loaded: OrderedDict[str, tuple[Engine, PictureGate | None]] = OrderedDict()
        self._bytes: dict[str, int] = {}

    def of(self, pack: ModelPack) -> "tuple[Engine, PictureGate | None]":
        """The network of a pack and its gate, None where it has none.

        Raises:
            PackError: its weights or its gate are missing, changed or do not fit.
        """
        from medviewer.inference.engine import Engine
        from medviewer.packs.gate import load_gate

        if pack.id not in self._loaded:
            self._loaded[pack.id] = Engine(pack, self._device), load_gate(pack)
            self._bytes[pack.id] = pack.weights_file.stat().st_size
        self._loaded.move_to_end(pack.id)
        while len(self._loaded) > 1 and self.size > self._most_bytes:
            self._loaded.popitem(last=False)
        return self._loaded[pack.id]

    @property
    def size(self) -> int:
        """Bytes of the weights' files of what is loaded."""
        return sum(self._bytes[pack_id] for pack_id in self._loaded)
