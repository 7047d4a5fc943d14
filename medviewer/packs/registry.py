"""Which packs are installed."""

from collections.abc import Sequence
from pathlib import Path

from medviewer.domain.errors import PackError
from medviewer.packs.gate import verify_gate
from medviewer.packs.pack import PACK_FILE, ModelPack, load_pack, verify_weights
from medviewer.resources import pack_folders


class PackRegistry:
    """The packs in a list of folders, each pack a sub-folder; the first of an id wins.

    A broken pack is left out and kept in ``problems``: it takes no other pack with it.

    Args:
        folders: where to look; by default ``$MEDVIEWER_PACKS`` and the program's own.
    """

    def __init__(self, folders: Sequence[Path] | None = None) -> None:
        self._packs: dict[str, ModelPack] = {}
        self.problems: list[PackError] = []
        for folder in pack_folders() if folders is None else folders:
            for file in sorted(folder.glob(f"*/{PACK_FILE}")):
                try:
                    pack = load_pack(file.parent)
                except PackError as error:
                    self.problems.append(error)
                else:
                    self._packs.setdefault(pack.id, pack)

    def all(self) -> list[ModelPack]:
        """Every pack that can be read, by id."""
        return [pack for _, pack in sorted(self._packs.items())]

    def get(self, pack_id: str) -> ModelPack:
        """The pack of that id.

        Raises:
            PackError: no such pack; the text names those installed and what is broken.
        """
        try:
            return self._packs[pack_id]
        except KeyError:
            names = ", ".join(sorted(self._packs)) or "none"
            broken = "".join(f" {problem}" for problem in self.problems)
            raise PackError(
                f"There is no model pack {pack_id!r}; installed: {names}.{broken}"
            ) from None

    def verify(self, pack_id: str) -> ModelPack:
        """The pack of that id, its weights and its gate checked against their SHA-256.

        Raises:
            PackError: no such pack, or its weights or its gate are missing or changed.
        """
        pack = self.get(pack_id)
        verify_weights(pack)
        verify_gate(pack)
        return pack


def find_pack(name: str) -> ModelPack:
    """A pack by its folder or by the id of an installed one.

    Raises:
        PackError: there is none, or it is broken.
    """
    folder = Path(name)
    return load_pack(folder) if folder.is_dir() else PackRegistry().get(name)
