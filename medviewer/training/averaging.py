"""Averaged weights, by which a run is validated and which the pack gets."""

import torch
from torch import nn


class WeightAverage:
    """Exponential moving average of weights and batch-norm statistics (Polyak averaging).

    Args:
        network: whose weights are averaged.
        decay: of the average; 0: ``state`` is the network's own weights.
    """

    def __init__(self, network: nn.Module, decay: float) -> None:
        self.decay, self.steps = decay, 0
        self.state = network.state_dict()
        if decay:
            self.state = {k: v.detach().clone() for k, v in self.state.items()}

    def restore(self, state: dict[str, torch.Tensor], steps: int, device: torch.device) -> None:
        """Go on from a checkpoint's average."""
        self.steps = steps
        if self.decay:
            self.state = {k: v.to(device) for k, v in state.items()}

    def update(self, network: nn.Module) -> None:
        self.steps += 1
        if not self.decay:
            return
        # Early on the average follows closely, so that untrained weights leave it soon.
        decay = min(self.decay, (1 + self.steps) / (10 + self.steps))
        averages: list[torch.Tensor] = []
        values: list[torch.Tensor] = []
        with torch.no_grad():
            for key, value in network.state_dict().items():
                if value.is_floating_point():
                    averages.append(self.state[key])
                    values.append(value)
                else:
                    self.state[key].copy_(value)
            # All at once: on a graphics card a call for each would take longer than the step.
            torch._foreach_lerp_(averages, values, 1 - decay)
