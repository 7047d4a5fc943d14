"""MONAI's networks, imported only when one of them is built: that takes seconds."""

from importlib import import_module
from types import ModuleType


def monai_nets(name: str) -> ModuleType:
    """The module ``monai.networks.nets.<name>``.

    Raises:
        ValueError: MONAI is not installed; it comes with the training extra.
    """
    try:
        return import_module(f"monai.networks.nets.{name}")
    except ModuleNotFoundError as error:
        if (error.name or "").split(".")[0] != "monai":
            raise
        raise ValueError(
            "this network needs MONAI, which the training extra brings: "
            "python -m pip install 'medviewer[train]'"
        ) from None
