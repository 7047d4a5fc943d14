"""Pictures of a batch mixed with one another."""

import torch

LEFT_OUT = -100
"""The label that torch's cross-entropy leaves out."""

_SHARES = (0.1, 0.4)  # of the picture's area that comes from another


def mixed(
    picture: torch.Tensor, mask: torch.Tensor, label: torch.Tensor, chance: float
) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
    """Put a rectangle of another picture of the batch into some of them, mask and all.

    CutMix (Yun et al., ICCV 2019) for outlines: what surrounds a lesion stops to tell where it
    is. A mixed picture belongs to no class for certain, so its label is left out.

    Args:
        picture: (N, C, H, W).
        mask: (N, 1, H, W).
        label: (N,).
        chance: that a picture is mixed, drawn from torch's global generator.

    Returns:
        The same three, changed in copies.
    """
    count, (rows, columns) = len(picture), picture.shape[-2:]
    picture, mask, label = picture.clone(), mask.clone(), label.clone()
    source, source_mask = picture.clone(), mask.clone()
    others = torch.randperm(count)
    for number in range(count):
        if torch.rand(()) >= chance or others[number] == number:
            continue
        share = _SHARES[0] + (_SHARES[1] - _SHARES[0]) * float(torch.rand(()))
        aspect = 2 ** (2 * float(torch.rand(())) - 1)
        height = min(round(rows * (share * aspect) ** 0.5), rows)
        width = min(round(columns * (share / aspect) ** 0.5), columns)
        top = int(torch.randint(rows - height + 1, ()))
        left = int(torch.randint(columns - width + 1, ()))
        box = (slice(None), slice(top, top + height), slice(left, left + width))
        picture[number][box] = source[others[number]][box]
        mask[number][box] = source_mask[others[number]][box]
        label[number] = LEFT_OUT
    return picture, mask, label
