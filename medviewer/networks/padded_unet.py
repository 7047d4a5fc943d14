"""The U-Nets with padded convolutions: liver in CT, glioma and tumour in brain MRI."""

import torch
import torch.nn.functional as F
from torch import nn

from medviewer.networks.tiling import pad_to_multiple


class PaddedUNet(nn.Module):
    """U-Net whose mask has the picture's size, whatever that is.

    Two padded 3x3 convolutions with ReLU a level, channels doubling at each 2x2 max pooling,
    transposed convolutions on the way up, a 1x1 convolution to the segments. The way
    down with the bottom is the module ``down``.

    Args:
        width: channels of the first level.
        levels: steps down.
        segments: mask channels.
        channels: channels of the picture.
        batch_norm: after each 3x3 convolution.
        dropout: after each pooling and each joining.
        up_kernel: side of the transposed convolutions' kernels, 2 or 3.
    """

    def __init__(
        self,
        width: int,
        levels: int,
        segments: int,
        channels: int,
        *,
        batch_norm: bool,
        dropout: float,
        up_kernel: int,
    ) -> None:
        super().__init__()
        self.step = 2**levels
        widths = [width * 2**level for level in range(levels + 1)]
        upwards = widths[-2::-1]
        self.down = nn.ModuleList(
            _two_convolutions(before, after, batch_norm)
            for before, after in zip([channels, *widths[:-1]], widths, strict=True)
        )
        surplus = up_kernel - 2  # an odd kernel needs cutting to double the size exactly
        self.up = nn.ModuleList(
            nn.ConvTranspose2d(2 * w, w, up_kernel, 2, surplus, surplus) for w in upwards
        )
        self.mix = nn.ModuleList(_two_convolutions(2 * w, w, batch_norm) for w in upwards)
        self.dropout = nn.Dropout(dropout)
        self.head = nn.Conv2d(width, segments, 1)

    def forward(self, pictures: torch.Tensor) -> dict[str, torch.Tensor]:
        """Map (N, C, H, W) to ``mask_logits`` (N, S, H, W)."""
        x = pad_to_multiple(pictures, self.step)
        skips: list[torch.Tensor] = []
        for block in self.down:
            if skips:
                x = self.dropout(F.max_pool2d(x, 2))
            x = block(x)
            skips.append(x)
        x = skips.pop()
        for up, mix in zip(self.up, self.mix, strict=True):
            x = mix(self.dropout(torch.cat([up(x), skips.pop()], 1)))
        logits = self.head(x)
        return {"mask_logits": logits[..., : pictures.shape[-2], : pictures.shape[-1]]}


def unet_10(width: int = 32, segments: int = 1, channels: int = 1) -> PaddedUNet:
    """Ten-layer U-Net for the liver in CT slices of 512 x 512 pixels (3D-IRCADb-01).

    Ten layers as the widely used Keras form of this network numbers them: nine pairs of 3x3
    convolutions, 32 to 512 filters and back, and the 1x1 convolution; no batch norm, no
    dropout. With the default arguments 7,759,521 parameters. Holding ``down`` keeps the early
    layers for the transfer from bone to liver.

    Args:
        width: channels of the first level.
        segments: mask channels.
        channels: channels of the picture.
    """
    return PaddedUNet(width, 4, segments, channels, batch_norm=False, dropout=0.0, up_kernel=2)


def flair_unet(
    width: int = 32, segments: int = 1, channels: int = 3, dropout: float = 0.2
) -> PaddedUNet:
    """U-Net for glioma in FLAIR slices of 256 x 256 pixels, three channels.

    Four levels of two convolutions with batch norm, each followed by pooling and dropout, a
    bottom, and transposed convolutions up again. Its authors give neither the number of
    filters nor the rate of dropout: the defaults, with 7,765,985 trainable parameters, are
    ours.

    Args:
        width: channels of the first level.
        segments: mask channels.
        channels: channels of the picture.
        dropout: after each pooling and each joining.
    """
    return PaddedUNet(width, 4, segments, channels, batch_norm=True, dropout=dropout, up_kernel=2)


def tumour_unet(
    width: int = 16, segments: int = 1, channels: int = 3, dropout: float = 0.1
) -> PaddedUNet:
    """U-Net for brain tumours in slices of 240 x 240 pixels, three channels.

    16, 32, 64, 128 filters and 256 at the bottom. Its first layers hold 448, 64, 2,320, 64,
    4,640 and 128 parameters: 3x3 convolutions with bias, each with its batch norm, whose
    running mean and variance Keras counts too (four values a channel). The rate of dropout,
    which its authors do not give, is ours.

    Args:
        width: channels of the first level.
        segments: mask channels.
        channels: channels of the picture.
        dropout: after each pooling and each joining.
    """
    return PaddedUNet(width, 4, segments, channels, batch_norm=True, dropout=dropout, up_kernel=3)


def _two_convolutions(inputs: int, outputs: int, batch_norm: bool) -> nn.Sequential:
    layers: list[nn.Module] = []
    for before in (inputs, outputs):
        layers.append(nn.Conv2d(before, outputs, 3, padding=1))
        if batch_norm:
            layers.append(nn.BatchNorm2d(outputs))
        layers.append(nn.ReLU(inplace=True))
    return nn.Sequential(*layers)
