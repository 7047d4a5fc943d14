"""Pictures of any size through networks that ask for certain sizes."""

from collections.abc import Callable

import torch
import torch.nn.functional as F


def pad_to_multiple(pictures: torch.Tensor, multiple: int) -> torch.Tensor:
    """Repeat the last row and column until both sizes are multiples of ``multiple``.

    The picture stays in the upper left corner: ``maps[..., :rows, :columns]`` brings the
    network's answer back.
    """
    rows = -pictures.shape[-2] % multiple
    columns = -pictures.shape[-1] % multiple
    return F.pad(pictures, (0, columns, 0, rows), mode="replicate")


def centre_crop(maps: torch.Tensor, rows: int, columns: int) -> torch.Tensor:
    """The middle of maps (..., H, W): what an unpadded network answers for.

    For the losses of such a network: crop the target to the size of its ``mask_logits``.

    Raises:
        ValueError: the maps are smaller than that.
    """
    top, left = maps.shape[-2] - rows, maps.shape[-1] - columns
    if top < 0 or left < 0:
        raise ValueError(f"maps of {tuple(maps.shape[-2:])} hold no {rows} x {columns} pixels")
    top, left = top // 2, left // 2
    return maps[..., top : top + rows, left : left + columns]


def mirror(pictures: torch.Tensor, margin: int, rows: int, columns: int) -> torch.Tensor:
    """Continue pictures (..., H, W) by mirroring at their borders, as often as it takes.

    Args:
        pictures: lie at row and column ``margin`` of the answer.
        margin: pixels before the first row and column.
        rows: of the answer.
        columns: of the answer.
    """
    height, width = pictures.shape[-2:]
    down = _mirrored_positions(height, margin, rows, pictures.device)
    across = _mirrored_positions(width, margin, columns, pictures.device)
    return pictures[..., down[:, None], across]


def _mirrored_positions(size: int, margin: int, count: int, device: torch.device) -> torch.Tensor:
    period = max(2 * (size - 1), 1)
    position = torch.arange(-margin, count - margin, device=device) % period
    return torch.minimum(position, period - position)


def overlap_tile(
    network: Callable[[torch.Tensor], torch.Tensor],
    pictures: torch.Tensor,
    *,
    margin: int,
    step: int,
    tile: int,
) -> torch.Tensor:
    """Answer for whole pictures, tile by tile (Ronneberger et al., MICCAI 2015, figure 2).

    What a tile lacks around it is taken from its neighbours, at the border of the picture from
    its mirror image. What the network sees of the picture starts at a multiple of ``step``, so
    that pooling meets the same pixels in every tile as in the untiled picture, and the answers
    are the same wherever that has one.

    Args:
        network: maps (N, C, h + 2 margin, w + 2 margin) to (N, S, h, w) for every h and w of
            the form 4 + step * k, k >= 0.
        pictures: (N, C, H, W), any size.
        margin: pixels that the network needs around what it answers for.
        step: by how much a picture may move before the network's grid of pooling has moved.
        tile: largest h and w asked of the network, 4 + step * k with k >= 1.

    Returns:
        (N, S, H, W).

    Raises:
        ValueError: a picture without pixels.
    """
    rows, columns = pictures.shape[-2:]
    if rows < 1 or columns < 1:
        raise ValueError("the picture has no pixels")
    lead = -margin % step
    height, width = (4 + max(-(-(lead + n - 4) // step), 0) * step for n in (rows, columns))
    ground = mirror(pictures, lead + margin, height + 2 * margin, width + 2 * margin)
    answer: torch.Tensor | None = None
    for top in _starts(height, tile, step):
        for left in _starts(width, tile, step):
            bottom, right = min(top + tile, height), min(left + tile, width)
            part = network(ground[..., top : bottom + 2 * margin, left : right + 2 * margin])
            if answer is None:
                answer = part.new_empty(*part.shape[:2], height, width)
            answer[..., top:bottom, left:right] = part
    assert answer is not None
    return answer[..., lead : lead + rows, lead : lead + columns]


def _starts(size: int, tile: int, step: int) -> list[int]:
    if size <= tile:
        return [0]
    # Neighbours share the four pixels by which a tile exceeds a multiple of the step.
    return [*range(0, size - tile, tile // step * step), size - tile]
