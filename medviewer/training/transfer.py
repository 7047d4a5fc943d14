"""Transfer: begin with the weights of another pack, hold some of them as they are.

Yosinski et al., How transferable are features in deep neural networks?, NeurIPS 2014.
"""

from collections.abc import Sequence

import torch
from safetensors import SafetensorError
from safetensors.torch import load_file
from torch import nn

from medviewer.packs.pack import ModelPack, verify_weights
from medviewer.training.recipe import TrainingError


def take_over(network: nn.Module, source: ModelPack) -> tuple[int, int]:
    """Fill a network from a pack's weights wherever name and shape agree.

    Where only the number of input channels differs in the first layer, its kernels are averaged
    over the channels and shared out, so that the same grey in each gives the same response.

    Returns:
        How many of the network's values were taken over, and how many it has.

    Raises:
        PackError: the pack's weights are missing or changed.
        TrainingError: nothing of the pack fits this network.
    """
    verify_weights(source)
    try:
        given = load_file(source.weights_file)
    except SafetensorError as error:
        raise TrainingError(f"{source.weights_file}: not a safetensors file ({error}).") from None
    own = network.state_dict()
    taken = {}
    for name, value in own.items():
        other = given.get(name)
        if other is not None and other.shape == value.shape:
            taken[name] = other.to(value.dtype)
        elif other is not None and _differs_in_inputs_alone(other, value):
            mean = other.float().mean(1, keepdim=True) * (other.shape[1] / value.shape[1])
            taken[name] = mean.expand_as(value).to(value.dtype)
    if not taken:
        raise TrainingError(f"Nothing of the pack {source.id} fits the recipe's network.")
    network.load_state_dict(own | taken)
    return sum(v.numel() for v in taken.values()), sum(v.numel() for v in own.values())


def hold(network: nn.Module, beginnings: Sequence[str]) -> None:
    """Hold the modules whose names begin so: no gradient, batch-norm statistics stay.

    To be called again after each ``train()``, which would let the statistics move.

    Raises:
        TrainingError: no module's name begins like one of them.
    """
    for beginning in beginnings:
        held = [m for name, m in network.named_modules() if _begins(name, beginning)]
        if not held:
            raise TrainingError(f"The recipe holds {beginning!r}, which the network has not.")
        for module in held:
            module.requires_grad_(False)
            module.eval()


def _begins(name: str, beginning: str) -> bool:
    return name == beginning or name.startswith(f"{beginning}.")


def _differs_in_inputs_alone(one: torch.Tensor, other: torch.Tensor) -> bool:
    """Kernels of a first layer: (out, in, rows, columns) with another ``in``, at most three."""
    return (
        one.ndim == 4
        and other.ndim == 4
        and one.shape[0] == other.shape[0]
        and one.shape[2:] == other.shape[2:]
        and max(one.shape[1], other.shape[1]) <= 3
    )
