"""Plain convolutional networks for pneumonia in chest X-rays."""

from collections.abc import Sequence

import torch
from torch import nn

_SIZE = 256  # pixels a side the networks were made for


class PlainCNN(nn.Module):
    """Four stages of convolutions, then five dense layers to one number.

    Each stage is 3x3 convolutions with ReLU and batch norm, then 2x2 max pooling; dropout
    after the second and the fourth. The single output z is the logit of the second class:
    ``class_logits`` are (0, z), whose softmax gives that class sigmoid(z) and whose
    cross-entropy is the binary cross-entropy.

    Made for 256 x 256 pixels: there the flattened maps hold 16 x 16 x 128 = 32,768 values.
    Pictures of other sizes, 16 pixels a side at least, have theirs averaged to that grid.

    Args:
        width: channels of the first stage, 1, 2, 4 and 4 times that in the stages; 8, 4, 2
            and 1 times that in the dense layers.
        convolutions: convolutions of each of the four stages.
        channels: channels of the picture.
        dropout: at all three places.
    """

    def __init__(
        self, width: int, convolutions: Sequence[int], channels: int, dropout: float
    ) -> None:
        super().__init__()
        layers: list[nn.Module] = []
        before = channels
        for stage, (factor, count) in enumerate(zip((1, 2, 4, 4), convolutions, strict=True)):
            for _ in range(count):
                layers += _convolution(before, factor * width)
                before = factor * width
            layers.append(nn.MaxPool2d(2))
            if stage in (1, 3):
                layers.append(nn.Dropout(dropout))
        self.features = nn.Sequential(*layers)
        self.grid = nn.AdaptiveAvgPool2d(_SIZE // 16)
        self.dense = nn.Sequential(
            nn.Linear(before * (_SIZE // 16) ** 2, 8 * width),
            nn.ReLU(inplace=True),
            nn.Linear(8 * width, 4 * width),
            nn.ReLU(inplace=True),
            nn.Dropout(dropout),
            nn.Linear(4 * width, 2 * width),
            nn.ReLU(inplace=True),
            nn.Linear(2 * width, width),
            nn.ReLU(inplace=True),
            nn.Linear(width, 1),
        )

    def forward(self, pictures: torch.Tensor) -> dict[str, torch.Tensor]:
        """Map (N, C, H, W) to ``class_logits`` (N, 2)."""
        logit = self.dense(self.grid(self.features(pictures)).flatten(1))
        return {"class_logits": torch.cat([torch.zeros_like(logit), logit], 1)}


def cnn_1(width: int = 32, channels: int = 1, dropout: float = 0.2) -> PlainCNN:
    """One convolution a stage: 8,673,793 parameters by Keras's count, 8,673,089 trainable.

    Keras counts the running means and variances of batch norm, 2 x (32 + 64 + 128 + 128) =
    704, as parameters that are not trained; here they are buffers. The rate of dropout, which
    its authors do not give, is ours.

    Args:
        width: channels of the first stage.
        channels: channels of the picture.
        dropout: at all three places.
    """
    return PlainCNN(width, (1, 1, 1, 1), channels, dropout)


def cnn_2(width: int = 32, channels: int = 1, dropout: float = 0.2) -> PlainCNN:
    """``cnn_1`` with a second convolution in the last two stages.

    Its authors say only "some more convolutions"; where they stand is our reading.

    Args:
        width: channels of the first stage.
        channels: channels of the picture.
        dropout: at all three places.
    """
    return PlainCNN(width, (1, 1, 2, 2), channels, dropout)


def cnn_3(width: int = 32, channels: int = 1, dropout: float = 0.2) -> PlainCNN:
    """``cnn_1`` with a second convolution in every stage; our reading, as in ``cnn_2``.

    Args:
        width: channels of the first stage.
        channels: channels of the picture.
        dropout: at all three places.
    """
    return PlainCNN(width, (2, 2, 2, 2), channels, dropout)


def _convolution(inputs: int, outputs: int) -> list[nn.Module]:
    return [
        nn.Conv2d(inputs, outputs, 3, padding=1),
        nn.ReLU(inplace=True),
        nn.BatchNorm2d(outputs),
    ]
