"""The architectures, nothing else: torch modules built by name."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, NamedTuple

import torch
from torch import nn

from medviewer.networks.attention_unet import AttentionUNet
from medviewer.networks.joint_unet import JointUNet
from medviewer.networks.mask_classifier import Cascade, MaskClassifier
from medviewer.networks.padded_unet import flair_unet, tumour_unet, unet_10
from medviewer.networks.plain_cnn import cnn_1, cnn_2, cnn_3
from medviewer.networks.published import densenet121, densenet161, resnet152
from medviewer.networks.residual_classifier import ResidualClassifier
from medviewer.networks.unet_valid import UNetValid

ARCHITECTURES: dict[str, Callable[..., nn.Module]] = {
    "joint-unet": JointUNet,
    "residual-classifier": ResidualClassifier,
    "unet-valid": UNetValid,
    "attention-unet": AttentionUNet,
    "mask-classifier": MaskClassifier,
    "cascade": Cascade,
    "unet-10": unet_10,
    "cnn-1": cnn_1,
    "cnn-2": cnn_2,
    "cnn-3": cnn_3,
    "densenet121": densenet121,
    "densenet161": densenet161,
    "resnet152": resnet152,
    "flair-unet": flair_unet,
    "tumour-unet": tumour_unet,
}
"""Every architecture by the name a pack or a recipe gives it."""


def build(name: str, arguments: Mapping[str, Any]) -> nn.Module:
    """Make a network with untrained weights.

    Its forward pass takes float32 (N, C, H, W) and returns a dict with ``mask_logits``
    (N, S, H, W) and ``class_logits`` (N, K), a key absent where it has no such head; in
    evaluation mode some also return ``statistics`` (N, D), see ``statistics.py``.

    Raises:
        ValueError: no such architecture, or arguments it does not take.
    """
    if name not in ARCHITECTURES:
        raise ValueError(f"no network {name!r}; known: {', '.join(sorted(ARCHITECTURES))}")
    try:
        return ARCHITECTURES[name](**arguments)
    except TypeError as error:
        raise ValueError(f"network {name!r}: {error}") from None


def load_weights(network: nn.Module, file: Path) -> None:
    """Fill a network from a safetensors file; half-precision weights become float32.

    Raises:
        ValueError: the file is no safetensors file, or its weights are not this network's.
        OSError: the file cannot be read.
    """
    from safetensors import SafetensorError
    from safetensors.torch import load_file

    try:
        state = load_file(file)
    except SafetensorError as error:
        raise ValueError(f"not a safetensors file ({error})") from None
    own = network.state_dict()
    different = {k for k in own.keys() & state.keys() if own[k].shape != state[k].shape}
    if different or own.keys() != state.keys():
        raise ValueError("the weights belong to another network")
    network.load_state_dict({k: v.to(own[k].dtype) for k, v in state.items()})


def place(network: nn.Module, device: torch.device) -> nn.Module:
    """Move a network to a device, its kernels in the memory order that convolutions prefer."""
    return network.to(device=device, memory_format=torch.channels_last)  # type: ignore[call-overload]


class Prediction(NamedTuple):
    """What a network says of N pictures; None for what it has no head for.

    Mask probabilities (N, S, H, W), class logits (N, K), statistics of its encoder (N, D).
    """

    masks: torch.Tensor | None
    logits: torch.Tensor | None
    statistics: torch.Tensor | None


@torch.inference_mode()
def predict(network: nn.Module, pictures: torch.Tensor, *, flips: bool) -> Prediction:
    """Forward pass, averaged with that of the mirrored pictures if ``flips``.

    Args:
        network: in evaluation mode.
        pictures: float32, (N, C, H, W), on the network's device.
        flips: mirror left to right as well; logits are averaged, and masks as probabilities.
            Statistics are those of the pictures as they are.
    """
    batch = torch.cat([pictures, pictures.flip(-1)]) if flips else pictures
    output = network(batch)
    masks, logits = output.get("mask_logits"), output.get("class_logits")
    count = len(pictures)
    if masks is not None:
        masks = masks.sigmoid()
        if flips:
            masks = (masks[:count] + masks[count:].flip(-1)) / 2
    if logits is not None and flips:
        logits = (logits[:count] + logits[count:]) / 2
    statistics = output.get("statistics")
    return Prediction(masks, logits, None if statistics is None else statistics[:count])
