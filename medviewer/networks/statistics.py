"""What an encoder saw of a picture as a whole, as plain numbers.

By them a pack tells pictures of its own kind from others (see ``medviewer.packs.gate``), in
the same forward pass that outlines and names.
"""

from collections.abc import Sequence

import torch
import torch.nn.functional as F

BANDS = 4
"""Bands of rows, top to bottom, whose means are kept apart: they tell which way is up."""


def level_statistics(levels: Sequence[torch.Tensor]) -> torch.Tensor:
    """Means by band of rows and standard deviation of every channel of every level.

    Args:
        levels: feature maps (N, C_i, H_i, W_i), of any sizes.

    Returns:
        float32 (N, (BANDS + 1) * sum of C_i). Left and right play no part in it.
    """
    parts = []
    for maps in levels:
        bands = F.adaptive_avg_pool2d(maps, (BANDS, 1)).flatten(1)
        parts += [bands, maps.flatten(2).std(2, correction=0)]
    return torch.cat(parts, 1)
