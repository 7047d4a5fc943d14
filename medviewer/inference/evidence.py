"""What a classifier looked at: gradient-weighted class activation maps."""

import cv2
import numpy as np
import numpy.typing as npt
import torch
from torch import nn


def grad_cam(
    network: nn.Module, pictures: npt.NDArray[np.float32], class_index: int, *, flips: bool
) -> npt.NDArray[np.float32]:
    """Grad-CAM of a network's last feature map (Selvaraju et al., ICCV 2017, arXiv 1610.02391).

    Each channel of the map is weighted by the mean of the gradient of the class's logit over
    it (their equation 1); what is positive of the sum (equation 2) is brought to the size of
    the input and, picture by picture, to a maximum of 1.

    Args:
        network: in evaluation mode; gives ``class_logits``. Left as it was.
        pictures: float32, (N, C, H, W), prepared for the network.
        class_index: of the logit.
        flips: the mean with the map of the mirrored picture, as the prediction was made.

    Returns:
        float32, (N, H, W), 0 to 1; all zero where nothing speaks for the class.

    Raises:
        ValueError: the network has no class logits, or none that follow from a feature map.
    """
    batch = torch.from_numpy(pictures)
    if flips:
        batch = torch.cat([batch, batch.flip(-1)])
    found = _last_map(network, batch.requires_grad_(), class_index)
    if flips:
        count = len(pictures)
        found = (found[:count] + found[count:].flip(-1)) / 2
    rows, columns = pictures.shape[2:]
    # Cubic: over a map of a few pixels linear steps show as edges that mean nothing.
    grown = [cv2.resize(m, (columns, rows), interpolation=cv2.INTER_CUBIC) for m in found.numpy()]
    maps = [np.maximum(m, 0) for m in grown]
    peaks = [float(m.max()) for m in maps]
    return np.stack([m / p if p > 0 else m for m, p in zip(maps, peaks, strict=True)])


def _last_map(network: nn.Module, batch: torch.Tensor, class_index: int) -> torch.Tensor:
    """(N, h, w): the weighted sum of the deepest map's channels, where it is positive."""
    maps: list[torch.Tensor] = []

    def keep(_module: nn.Module, _inputs: object, output: object) -> None:
        if isinstance(output, torch.Tensor) and output.dim() == 4 and output.requires_grad:
            maps.append(output)

    hooks = [module.register_forward_hook(keep) for module in network.modules()]
    try:
        with torch.enable_grad():
            logits = network(batch).get("class_logits")
            if logits is None:
                raise ValueError("the network names no classes")
            total = logits[:, class_index].sum()  # each picture's gradient is its own
            for features in reversed(maps):
                gradient = torch.autograd.grad(
                    total, features, retain_graph=True, allow_unused=True
                )[0]
                if gradient is not None:
                    weights = gradient.mean((2, 3), keepdim=True)
                    return torch.relu((weights * features).sum(1)).detach().float()
    finally:
        for hook in hooks:
            hook.remove()
    raise ValueError("the classes do not follow from a feature map")
