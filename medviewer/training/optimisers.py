"""The optimiser that a recipe names."""

import torch
from torch import nn
from torch.optim import SGD, Adam, AdamW, Optimizer, RMSprop

from medviewer.training.fitting import Fitting, OptimiserName

# Keras's, for which the published recipes with RMSprop were written; torch's own is 0.99.
_RMSPROP_DECAY = 0.9


def optimiser_for(network: nn.Module, fitting: Fitting) -> Optimizer:
    """The optimiser of the weights that are not held; its rate is set at every step."""
    groups = _parameter_groups(network, fitting.weight_decay)
    recipe = fitting.optimiser
    match recipe.name:
        case OptimiserName.ADAMW:
            return AdamW(groups)
        case OptimiserName.ADAM:
            return Adam(groups)
        case OptimiserName.RMSPROP:
            return RMSprop(groups, alpha=_RMSPROP_DECAY, eps=1e-7, momentum=recipe.momentum)
        case OptimiserName.SGD:
            return SGD(groups, lr=fitting.learning_rate, momentum=recipe.momentum,
                       nesterov=recipe.nesterov)  # fmt: skip


def take_step(
    network: nn.Module, optimiser: Optimizer, loss: torch.Tensor, rate: float, clip: float
) -> None:
    """One step down the gradient of a loss, its norm bounded by ``clip`` unless that is 0."""
    for group in optimiser.param_groups:
        group["lr"] = rate
    optimiser.zero_grad(set_to_none=True)
    loss.backward()
    if clip:
        nn.utils.clip_grad_norm_(network.parameters(), clip)
    optimiser.step()


def _parameter_groups(network: nn.Module, decay: float) -> list[dict[str, object]]:
    """Weight decay for matrices and kernels only, not for biases and norms."""
    learning = [p for p in network.parameters() if p.requires_grad]
    return [
        {"params": [p for p in learning if p.ndim > 1], "weight_decay": decay},
        {"params": [p for p in learning if p.ndim <= 1], "weight_decay": 0.0},
    ]
