"""Transfer: parts of a network held as they are while the rest learns."""

from typing import Self

from torch import nn


class Freezable(nn.Module):
    """A network whose body can be kept while its head, or its decoder, learns a new task.

    ``body_parts`` names the sub-modules that are the body.
    """

    body_parts: tuple[str, ...] = ()
    frozen = False

    def freeze_body(self) -> None:
        """Hold the body: its weights take no gradient, its batch-norm statistics stay."""
        self.frozen = True
        for part in self.body_parts:
            self.get_submodule(part).requires_grad_(False)
        self.train(self.training)

    def train(self, mode: bool = True) -> Self:
        """Switch to training, all but a frozen body, which stays in evaluation mode."""
        super().train(mode)
        if self.frozen:
            for part in self.body_parts:
                self.get_submodule(part).eval()
        return self
