"""The U-Net as published: unpadded convolutions, overlap tiles."""

import torch
import torch.nn.functional as F
from torch import nn

from medviewer.networks.tiling import centre_crop, overlap_tile

_SLOPE = 0.01  # of LeakyReLU below zero


class UNetValid(nn.Module):
    """U-Net with unpadded convolutions (Ronneberger, Fischer & Brox, MICCAI 2015).

    Two 3x3 convolutions with LeakyReLU a level, 2x2 max pooling, channels doubling at each of
    four steps down; 2x2 up-convolutions that halve them, the skip connections cropped; a 1x1
    convolution to background and segments. With the default arguments 23 convolutional
    layers, 31,030,658 parameters, 572 pixels in, 28 x 28 x 1024 at the bottom, 388 pixels out.

    The published network ends in a softmax over background and segments. ``mask_logits`` are
    those probabilities as logits: their sigmoid is the softmax's value for each segment.

    In training the answer is smaller than the picture: ``output_size`` says how much, and
    ``tiling.centre_crop`` cuts the target to it. In evaluation pictures of any size are
    answered in full by overlapping tiles.

    Args:
        width: channels of the first level.
        levels: steps down.
        segments: mask channels, the background not counted.
        channels: channels of the picture.
        dropout: at the bottom.
        tile: largest output of one pass in evaluation, in pixels a side; bounds the memory.
    """

    def __init__(
        self,
        width: int = 64,
        levels: int = 4,
        segments: int = 1,
        channels: int = 1,
        dropout: float = 0.5,
        tile: int = 388,
    ) -> None:
        super().__init__()
        self.step = 2**levels
        self.margin = 6 * self.step - 4
        self.tile = tile
        if (tile - 4) % self.step or tile < 4 + self.step:
            raise ValueError(f"tile: 4 more than a multiple of {self.step} is needed, not {tile}")
        widths = [width * 2**level for level in range(levels + 1)]
        upwards = widths[-2::-1]
        self.down = nn.ModuleList(
            _two_convolutions(before, after)
            for before, after in zip([channels, *widths[:-1]], widths, strict=True)
        )
        self.dropout = nn.Dropout(dropout)
        self.up = nn.ModuleList(nn.ConvTranspose2d(2 * w, w, 2, stride=2) for w in upwards)
        self.mix = nn.ModuleList(_two_convolutions(2 * w, w) for w in upwards)
        self.head = nn.Conv2d(width, 1 + segments, 1)
        for module in self.modules():
            if isinstance(module, nn.Conv2d | nn.ConvTranspose2d):
                nn.init.kaiming_normal_(module.weight, a=_SLOPE)

    def input_size(self, output: int) -> int:
        """Smallest picture, in pixels a side, that one pass answers for ``output`` pixels of."""
        steps = max(-(-(output - 4) // self.step), 0)
        return 4 + steps * self.step + 2 * self.margin

    def output_size(self, size: int) -> int:
        """Pixels a side that one pass answers for in a picture of ``size`` pixels a side.

        Raises:
            ValueError: a map would be too small or of an odd size before pooling.
        """
        fitting = self.input_size(size - 2 * self.margin)
        if fitting != size:
            nearest = {max(fitting - self.step, self.input_size(1)), fitting}
            raise ValueError(
                f"unet-valid cannot be trained on pictures of {size} pixels a side; the nearest "
                f"sizes it takes: {', '.join(map(str, sorted(nearest)))}"
            )
        return size - 2 * self.margin

    def forward(self, pictures: torch.Tensor) -> dict[str, torch.Tensor]:
        """Map (N, C, H, W) to ``mask_logits``.

        Returns:
            (N, S, H, W) in evaluation, for any size; in training (N, S, h, w), the middle of
            the picture, h and w by ``output_size``.

        Raises:
            ValueError: in training, a size that ``output_size`` refuses.
        """
        if not self.training:
            logits = overlap_tile(
                self.answer, pictures, margin=self.margin, step=self.step, tile=self.tile
            )
            return {"mask_logits": logits}
        for size in pictures.shape[-2:]:
            self.output_size(size)
        return {"mask_logits": self.answer(pictures)}

    def answer(self, pictures: torch.Tensor) -> torch.Tensor:
        """One pass: (N, C, H, W) of fitting sizes to the logits (N, S, h, w) of its middle."""
        x = pictures
        skips: list[torch.Tensor] = []
        for block in self.down:
            if skips:
                x = F.max_pool2d(x, 2)
            x = block(x)
            skips.append(x)
        x = self.dropout(skips.pop())
        for up, mix in zip(self.up, self.mix, strict=True):
            x = up(x)
            x = mix(torch.cat([centre_crop(skips.pop(), x.shape[-2], x.shape[-1]), x], 1))
        return _against_the_rest(self.head(x))


def _two_convolutions(inputs: int, outputs: int) -> nn.Sequential:
    return nn.Sequential(
        nn.Conv2d(inputs, outputs, 3),
        nn.LeakyReLU(_SLOPE, inplace=True),
        nn.Conv2d(outputs, outputs, 3),
        nn.LeakyReLU(_SLOPE, inplace=True),
    )


def _against_the_rest(scores: torch.Tensor) -> torch.Tensor:
    """Logits of the softmax's values: each score against all the others, the background first."""
    logits = []
    for number in range(1, scores.shape[1]):
        others = torch.cat([scores[:, :number], scores[:, number + 1 :]], 1)
        logits.append(scores[:, number] - others.logsumexp(1))
    return torch.stack(logits, 1)
