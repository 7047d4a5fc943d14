"""Evidence maps of networks whose answer is known by hand."""

import numpy as np
import pytest
import torch
from torch import nn

from medviewer.inference.evidence import grad_cam


class TwoSpots(nn.Module):
    """Two channels copy the left and the right half; each class is the mean of one of them."""

    def __init__(self):
        super().__init__()
        self.split = nn.Conv2d(1, 2, 1, bias=False)
        self.split.weight.data.fill_(1.0)
        self.pool = nn.Identity()
        self.head = nn.Linear(2, 2, bias=False)
        self.head.weight.data = torch.tensor([[4.0, 0.0], [0.0, -4.0]])

    def forward(self, x):
        half = x.shape[-1] // 2
        left, right = torch.zeros_like(x), torch.zeros_like(x)
        left[..., :half], right[..., half:] = 1, 1
        maps = self.pool(self.split(x) * torch.cat([left, right], 1))
        return {"class_logits": self.head(maps.mean((2, 3)))}


@pytest.fixture
def picture():
    found = np.zeros((1, 1, 8, 8), np.float32)
    found[0, 0, 2, 1], found[0, 0, 6, 6] = 2.0, 1.0
    return found


def test_the_map_shows_what_the_class_is_made_of_and_nothing_else(picture):
    found = grad_cam(TwoSpots().eval(), picture, 0, flips=False)
    assert found.shape == (1, 8, 8)
    assert found[0, 2, 1] == 1.0
    assert found[0].sum() == 1.0  # the right half is the other class's


def test_what_speaks_against_a_class_is_no_evidence_for_it(picture):
    assert not grad_cam(TwoSpots().eval(), picture, 1, flips=False).any()


def test_a_mirrored_picture_is_averaged_in(picture):
    found = grad_cam(TwoSpots().eval(), picture, 0, flips=True)[0]
    # Mirrored, the bright pixel of the right half lies in the left: half as strong.
    assert found[2, 1] == pytest.approx(1.0)
    assert found[6, 6] == pytest.approx(0.5)


def test_the_weights_are_the_mean_gradient_times_the_map():
    """Equation (1) and (2) of the paper, computed beside the hooks."""
    torch.manual_seed(3)
    body = nn.Sequential(nn.Conv2d(1, 5, 3, 2, 1), nn.ReLU(), nn.Conv2d(5, 4, 3, 2, 1))

    class Network(nn.Module):
        def __init__(self):
            super().__init__()
            self.body, self.head = body, nn.Linear(4, 3)

        def forward(self, x):
            return {"class_logits": self.head(self.body(x).amax((2, 3)))}

    network = Network().eval()
    picture = np.random.default_rng(1).normal(size=(1, 1, 16, 16)).astype(np.float32)
    maps = body(torch.from_numpy(picture)).detach().requires_grad_()
    network.head(maps.amax((2, 3)))[0, 2].backward()
    alpha = maps.grad.mean((2, 3))[0]
    expected = torch.relu((alpha[:, None, None] * maps.detach()[0]).sum(0)).numpy()
    found = grad_cam(network, picture, 2, flips=False)[0]
    assert found.max() == pytest.approx(1.0)
    # Brought from 4 x 4 to 16 x 16, cells keep their rank at their middles.
    middles = (found[1::4, 1::4] + found[2::4, 2::4]) / 2
    assert np.corrcoef(middles.ravel(), expected.ravel())[0, 1] > 0.95


def test_a_network_is_left_as_it_was(picture):
    network = TwoSpots().eval()
    grad_cam(network, picture, 0, flips=False)
    assert not any(m._forward_hooks for m in network.modules())
    assert all(p.grad is None for p in network.parameters())


def test_a_network_that_names_nothing_says_so(picture):
    class Outlines(nn.Module):
        def forward(self, x):
            return {"mask_logits": x}

    with pytest.raises(ValueError, match="names no classes"):
        grad_cam(Outlines(), picture, 0, flips=False)
