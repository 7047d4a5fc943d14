"""One network that outlines and names: a residual U-Net whose classifier reads the lesion."""

from collections.abc import Sequence

import torch
import torch.nn.functional as F
from torch import nn

from medviewer.networks.statistics import level_statistics

_RING_PIXELS = 9  # width of the neighbourhood, in pixels of the finest decoder level


class ResidualBlock(nn.Module):
    """Two 3x3 convolutions with batch norm around a short cut (He et al., CVPR 2016)."""

    def __init__(self, inputs: int, outputs: int, stride: int = 1) -> None:
        super().__init__()
        self.conv1 = nn.Conv2d(inputs, outputs, 3, stride, 1, bias=False)
        self.norm1 = nn.BatchNorm2d(outputs)
        self.conv2 = nn.Conv2d(outputs, outputs, 3, 1, 1, bias=False)
        self.norm2 = nn.BatchNorm2d(outputs)
        self.shortcut: nn.Module = nn.Identity()
        if stride != 1 or inputs != outputs:
            self.shortcut = nn.Sequential(
                nn.AvgPool2d(stride, ceil_mode=True) if stride != 1 else nn.Identity(),
                nn.Conv2d(inputs, outputs, 1, bias=False),
                nn.BatchNorm2d(outputs),
            )
        # Each block starts as its short cut, which lets a deep network start fast.
        nn.init.zeros_(self.norm2.weight)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        y = F.relu(self.norm1(self.conv1(x)), inplace=True)
        return F.relu(self.norm2(self.conv2(y)) + self.shortcut(x), inplace=True)


def residual_encoder(
    channels: int, widths: Sequence[int], depths: Sequence[int]
) -> tuple[nn.Sequential, nn.ModuleList]:
    """A stem that halves the picture, and levels of residual blocks that halve it in turn."""
    stem = nn.Sequential(
        nn.Conv2d(channels, widths[0], 5, 2, 2, bias=False),
        nn.BatchNorm2d(widths[0]),
        nn.ReLU(inplace=True),
    )
    levels = nn.ModuleList()
    before = widths[0]
    for level, (outputs, depth) in enumerate(zip(widths, depths, strict=True)):
        blocks = [ResidualBlock(before, outputs, 1 if level == 0 else 2)]
        blocks += [ResidualBlock(outputs, outputs) for _ in range(depth - 1)]
        levels.append(nn.Sequential(*blocks))
        before = outputs
    return stem, levels


class DecoderLevel(nn.Module):
    """Upsample, join with the encoder's map of that level, mix."""

    def __init__(self, below: int, skip: int, outputs: int) -> None:
        super().__init__()
        self.reduce = nn.Conv2d(below, outputs, 1, bias=False)
        self.conv = nn.Conv2d(outputs + skip, outputs, 3, 1, 1, bias=False)
        self.norm = nn.BatchNorm2d(outputs)

    def forward(self, x: torch.Tensor, skip: torch.Tensor) -> torch.Tensor:
        x = F.interpolate(self.reduce(x), size=skip.shape[-2:], mode="bilinear")
        return F.relu(self.norm(self.conv(torch.cat([x, skip], 1))), inplace=True)


class JointUNet(nn.Module):
    """Residual U-Net with a mask head and a class head that reads what the mask outlines.

    The stem halves the picture at once, so the costly finest level works at half resolution
    and the mask is enlarged at the end. The class head sees the mean of the deepest features
    and the decoder's features averaged over the soft predicted mask and over a ring around
    it, so that the margin of a lesion counts whatever its size; the predicted mask enters
    as a weight only, no gradient flows back through it.

    Args:
        width: channels after the stem; each level below doubles them, up to ``widest``.
        depths: residual blocks of each encoder level, from half resolution down.
        segments: mask channels.
        classes: classes, 0 for no class head.
        channels: channels of the picture.
        widest: upper bound of channels at any level.
        dropout: before the last linear layers of the class head.
        deep: how many of the decoder's coarser levels answer with a map of their own in
            training (deep supervision).

    With width 24 and depths (1, 1, 2, 2, 1), as breast ultrasound uses it, 3,650,228 parameters;
    with the default depths 4,872,564.
    """

    def __init__(
        self,
        width: int = 24,
        depths: Sequence[int] = (1, 2, 2, 2, 2),
        segments: int = 1,
        classes: int = 3,
        channels: int = 1,
        widest: int = 256,
        dropout: float = 0.2,
        deep: int = 0,
    ) -> None:
        super().__init__()
        widths = [min(width * 2**level, widest) for level in range(len(depths))]
        if not 0 <= deep < len(widths) - 1:
            raise ValueError(f"deep: at most {len(widths) - 2} levels lie above the finest")
        self.stem, self.encoder = residual_encoder(channels, widths, depths)
        before = widths[-1]
        self.decoder = nn.ModuleList()
        for skip in reversed(widths[:-1]):
            self.decoder.append(DecoderLevel(before, skip, skip))
            before = skip
        self.mask_head = nn.Conv2d(before, segments, 1)
        # Rare foreground: start from a small probability instead of one half.
        nn.init.constant_(self.mask_head.bias, -2.0)  # type: ignore[arg-type]
        self.deep_heads = nn.ModuleList(nn.Conv2d(w, segments, 1) for w in widths[1 : deep + 1])
        self.classes = classes
        if classes:
            # The decoder level at one eighth resolution carries shape and texture together.
            self._pooled_level = max(len(widths) - 4, 0)
            pooled = widths[-2 - self._pooled_level]
            seen = widths[-1] * 2 + pooled * 2 + 2
            self.class_head = nn.Sequential(
                nn.Dropout(dropout),
                nn.Linear(seen, 128),
                nn.ReLU(inplace=True),
                nn.Dropout(dropout),
                nn.Linear(128, classes),
            )

    def forward(self, pictures: torch.Tensor) -> dict[str, torch.Tensor]:
        """Map (N, C, H, W) to ``mask_logits`` (N, S, H, W) and ``class_logits`` (N, K).

        In training with ``deep`` levels also to ``deep_mask_logits`` (levels, N, S, H, W), from
        fine to coarse; in evaluation mode also to ``statistics`` (N, D) of the encoder's levels.
        """
        x = self.stem(pictures)
        skips = []
        for level in self.encoder:
            x = level(x)
            skips.append(x)
        deepest = skips.pop()
        decoded = []
        for level, skip in zip(self.decoder, reversed(skips), strict=True):
            x = level(x, skip)
            decoded.append(x)
        coarse = self.mask_head(x)
        output = {"mask_logits": F.interpolate(coarse, size=pictures.shape[-2:], mode="bilinear")}
        if self.training and len(self.deep_heads):
            maps = zip(self.deep_heads, reversed(decoded[:-1]), strict=False)
            output["deep_mask_logits"] = torch.stack(
                [F.interpolate(h(m), size=pictures.shape[-2:], mode="bilinear") for h, m in maps]
            )
        if self.classes:
            pooled = self._pool(deepest, decoded[self._pooled_level], coarse.detach())
            output["class_logits"] = self.class_head(pooled)
        if not self.training:
            output["statistics"] = level_statistics([*skips, deepest])
        return output

    def _pool(
        self, deepest: torch.Tensor, decoded: torch.Tensor, coarse: torch.Tensor
    ) -> torch.Tensor:
        mask = coarse.sigmoid().amax(1, keepdim=True)
        near = F.max_pool2d(mask, _RING_PIXELS, 1, _RING_PIXELS // 2)
        mask = F.adaptive_avg_pool2d(mask, (decoded.shape[-2], decoded.shape[-1]))
        near = F.adaptive_avg_pool2d(near, (decoded.shape[-2], decoded.shape[-1]))
        ring = (near - mask).clamp_min(0)
        focus = F.adaptive_avg_pool2d(near, (deepest.shape[-2], deepest.shape[-1]))
        return torch.cat(
            [
                deepest.mean((2, 3)),
                _weighted_mean(deepest, focus),
                _weighted_mean(decoded, mask),
                _weighted_mean(decoded, ring),
                mask.mean((2, 3)),
                mask.amax((2, 3)),
            ],
            1,
        )


def _weighted_mean(features: torch.Tensor, weight: torch.Tensor) -> torch.Tensor:
    return (features * weight).sum((2, 3)) / (weight.sum((2, 3)) + 1.0)
