"""The classifier without an outline."""

import pytest
import torch

from medviewer.inference.engine import fold_batch_norm
from medviewer.networks import build


def test_size_and_shape() -> None:
    network = build("residual-classifier", {}).eval()
    assert sum(p.numel() for p in network.parameters()) == 2_694_474
    with torch.inference_mode():
        output = network(torch.randn(3, 1, 70, 90))
    assert tuple(output["class_logits"].shape) == (3, 2)
    assert output.keys() == {"class_logits", "statistics"}


@pytest.mark.parametrize("side", [32, 33, 160])
def test_folded_batch_norm_answers_the_same(side: int) -> None:
    torch.manual_seed(0)
    network = build("residual-classifier", {"width": 8, "channels": 3, "classes": 4})
    pictures = torch.randn(4, 3, side, side)
    network.train()(pictures)  # running statistics of their own
    network.eval()
    with torch.inference_mode():
        before = network(pictures)["class_logits"]
        after = fold_batch_norm(network)(pictures)["class_logits"]
    torch.testing.assert_close(before, after, rtol=1e-4, atol=1e-4)
