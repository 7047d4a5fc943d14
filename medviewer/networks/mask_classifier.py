"""The cascade: first the mask, then the class from the predicted mask alone."""

from collections.abc import Mapping
from typing import Any

import torch
import torch.nn.functional as F
from torch import nn

_SIZE = 256  # pixels a side of the mask that is read


class MaskClassifier(nn.Module):
    """Names the class of a mask, without seeing the picture.

    Batch norm, dropout, LeakyReLU and max pooling on the mask of 256 x 256 pixels, four blocks
    of max pooling, 3x3 convolution, batch norm, dropout and LeakyReLU, and a linear layer.
    Its authors give no number of filters; the default is ours, with 122,213 parameters.

    Args:
        width: channels of the first block; each block doubles them.
        classes: classes named.
        segments: mask channels read.
        dropout: in every block.
    """

    def __init__(
        self, width: int = 16, classes: int = 3, segments: int = 1, dropout: float = 0.2
    ) -> None:
        super().__init__()
        widths = [segments, *(width * 2**block for block in range(4))]
        layers: list[nn.Module] = [*_activation(segments, dropout), nn.MaxPool2d(2)]
        for before, after in zip(widths[:-1], widths[1:], strict=True):
            layers += [nn.MaxPool2d(2), nn.Conv2d(before, after, 3, padding=1)]
            layers += _activation(after, dropout)
        self.features = nn.Sequential(*layers)
        self.head = nn.Linear(widths[-1] * (_SIZE // 32) ** 2, classes)

    def forward(self, masks: torch.Tensor) -> dict[str, torch.Tensor]:
        """Map masks (N, S, H, W), 0..1, to ``class_logits`` (N, K).

        Masks of other sizes are brought to 256 x 256 by averaging.
        """
        features = self.features(F.adaptive_avg_pool2d(masks, _SIZE))
        return {"class_logits": self.head(features.flatten(1))}


class Cascade(nn.Module):
    """A mask network, and a ``MaskClassifier`` that reads its prediction.

    No gradient flows from the class into the mask: the two learn side by side what the
    reference system trains one after the other.

    Args:
        mask_network: name of a network that answers ``mask_logits``.
        mask_arguments: its arguments; ``segments`` among them if it is not one.
        width: of the classifier.
        classes: classes named.
        dropout: of the classifier.
        threshold: probability from which a pixel belongs to the mask that is read; none to
            read the probabilities themselves.

    Raises:
        ValueError: no such mask network, or arguments it does not take.
    """

    def __init__(
        self,
        mask_network: str = "attention-unet",
        mask_arguments: Mapping[str, Any] | None = None,
        width: int = 16,
        classes: int = 3,
        dropout: float = 0.2,
        threshold: float | None = 0.5,
    ) -> None:
        super().__init__()
        from medviewer.networks import build  # the register holds this class too

        arguments = dict(mask_arguments or {})
        self.mask_network = build(mask_network, arguments)
        self.classifier = MaskClassifier(width, classes, arguments.get("segments", 1), dropout)
        self.threshold = threshold

    def forward(self, pictures: torch.Tensor) -> dict[str, torch.Tensor]:
        """Map (N, C, H, W) to ``mask_logits`` (N, S, H, W) and ``class_logits`` (N, K).

        Raises:
            ValueError: the mask network makes no mask.
        """
        output = self.mask_network(pictures)
        if "mask_logits" not in output:
            raise ValueError("cascade: mask_network names a network that makes no mask")
        logits = output["mask_logits"]
        masks = logits.detach().sigmoid()
        if self.threshold is not None:
            masks = (masks >= self.threshold).to(logits.dtype)
        # An unpadded network answers for the middle in training: back to its place.
        rows, columns = pictures.shape[-2] - masks.shape[-2], pictures.shape[-1] - masks.shape[-1]
        masks = F.pad(masks, (columns // 2, columns - columns // 2, rows // 2, rows - rows // 2))
        return {"mask_logits": logits, "class_logits": self.classifier(masks)["class_logits"]}


def _activation(channels: int, dropout: float) -> list[nn.Module]:
    return [nn.BatchNorm2d(channels), nn.Dropout(dropout), nn.LeakyReLU(inplace=True)]
