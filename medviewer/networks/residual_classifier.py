"""One network that names: a residual encoder with pooled features of its last two levels."""

from collections.abc import Sequence

import torch
from torch import nn

from medviewer.networks.joint_unet import residual_encoder
from medviewer.networks.statistics import level_statistics


class ResidualClassifier(nn.Module):
    """The encoder of ``JointUNet`` with a class head alone, for tasks without outlines.

    The head sees the mean and the maximum of the deepest features, for disease that is spread
    and disease that sits in one place, and the mean of the level above, for fine texture.

    Args:
        width: channels after the stem; each level below doubles them, up to ``widest``.
        depths: residual blocks of each level, from half resolution down; two levels or more.
        classes: classes named.
        channels: channels of the picture.
        widest: upper bound of channels at any level.
        dropout: before the last linear layers.

    With the default arguments 2,694,474 parameters.
    """

    def __init__(
        self,
        width: int = 24,
        depths: Sequence[int] = (1, 1, 2, 2, 1),
        classes: int = 2,
        channels: int = 1,
        widest: int = 256,
        dropout: float = 0.3,
    ) -> None:
        super().__init__()
        widths = [min(width * 2**level, widest) for level in range(len(depths))]
        self.stem, self.encoder = residual_encoder(channels, widths, depths)
        self.class_head = nn.Sequential(
            nn.Dropout(dropout),
            nn.Linear(2 * widths[-1] + widths[-2], 128),
            nn.ReLU(inplace=True),
            nn.Dropout(dropout),
            nn.Linear(128, classes),
        )

    def forward(self, pictures: torch.Tensor) -> dict[str, torch.Tensor]:
        """Map (N, C, H, W) to ``class_logits`` (N, K).

        In evaluation mode also ``statistics`` (N, D) of the encoder's levels.
        """
        x = self.stem(pictures)
        levels = []
        for level in self.encoder:
            x = level(x)
            levels.append(x)
        above, deepest = levels[-2:]
        pooled = [deepest.mean((2, 3)), deepest.amax((2, 3)), above.mean((2, 3))]
        output = {"class_logits": self.class_head(torch.cat(pooled, 1))}
        if not self.training:
            output["statistics"] = level_statistics(levels)
        return output
