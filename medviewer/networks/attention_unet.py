"""U-Net with attention gates."""

import torch
from torch import nn

from medviewer.networks.monai_nets import monai_nets
from medviewer.networks.tiling import pad_to_multiple


class AttentionUNet(nn.Module):
    """U-Net whose skip connections are weighted by what lies below them (Oktay, MIDL 2018).

    MONAI's ``AttentionUnet`` in two dimensions, answering pictures of any size. The default
    arguments, for 256 x 256 pixels scaled to 0..1, give 31,739,185 parameters.

    Args:
        width: channels of the first level; each level below doubles them.
        levels: steps down.
        segments: mask channels.
        channels: channels of the picture.
        dropout: in every block.

    Raises:
        ValueError: MONAI is not installed.
    """

    def __init__(
        self,
        width: int = 64,
        levels: int = 4,
        segments: int = 1,
        channels: int = 1,
        dropout: float = 0.0,
    ) -> None:
        super().__init__()
        self.step = 2**levels
        self.body = monai_nets("attentionunet").AttentionUnet(
            spatial_dims=2,
            in_channels=channels,
            out_channels=segments,
            channels=[width * 2**level for level in range(levels + 1)],
            strides=[2] * levels,
            dropout=dropout,
        )

    def forward(self, pictures: torch.Tensor) -> dict[str, torch.Tensor]:
        """Map (N, C, H, W) to ``mask_logits`` (N, S, H, W)."""
        logits = self.body(pad_to_multiple(pictures, self.step))
        return {"mask_logits": logits[..., : pictures.shape[-2], : pictures.shape[-1]]}
