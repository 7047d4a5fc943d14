"""The class from the predicted mask alone."""

import pytest
import torch
from torch import nn

from medviewer.networks import build

UNET = {"mask_network": "unet-10", "mask_arguments": {"width": 2}, "width": 4}


@pytest.fixture(autouse=True)
def one_thread() -> None:
    torch.set_num_threads(1)
    torch.manual_seed(4)


def picture(size: int = 64) -> torch.Tensor:
    return torch.randn(2, 1, size, size)


def test_the_class_is_that_of_the_thresholded_mask() -> None:
    x = picture()
    soft = build("cascade", UNET).eval()
    middle = soft(x)["mask_logits"].sigmoid().median().item()
    network = build("cascade", UNET | {"threshold": middle}).eval()
    network.load_state_dict(soft.state_dict())
    output = network(x)
    mask = (output["mask_logits"].sigmoid() >= middle).float()
    assert 0.3 < mask.mean() < 0.7
    assert torch.equal(output["class_logits"], network.classifier(mask)["class_logits"])


def test_without_a_threshold_the_probabilities_are_read() -> None:
    network = build("cascade", UNET | {"threshold": None}).eval()
    output = network(picture())
    soft = output["mask_logits"].sigmoid()
    torch.testing.assert_close(output["class_logits"], network.classifier(soft)["class_logits"])


@pytest.mark.parametrize("threshold", [0.5, None])
def test_the_class_does_not_move_the_mask(threshold: float | None) -> None:
    network = build("cascade", UNET | {"threshold": threshold}).train()
    network(picture())["class_logits"].sum().backward()
    assert all(p.grad is None for p in network.mask_network.parameters())
    assert all(p.grad is not None for p in network.classifier.parameters())


def test_a_mask_of_the_middle_is_read_in_its_place() -> None:
    arguments = {
        "mask_network": "unet-valid",
        "mask_arguments": {"width": 2, "levels": 2, "tile": 20},
        "width": 4,
        "threshold": None,
    }
    network = build("cascade", arguments).train()
    read: list[torch.Tensor] = []
    network.classifier.register_forward_pre_hook(lambda _m, inputs: read.append(inputs[0]))
    output = network(picture(64))
    assert output["mask_logits"].shape[-2:] == (24, 24)
    assert read[0].shape[-2:] == (64, 64)
    assert torch.equal(read[0][..., 20:44, 20:44], output["mask_logits"].sigmoid())
    assert read[0][..., :20, :].abs().sum() == 0


def test_masks_of_other_sizes_are_read_at_256() -> None:
    network = build("mask-classifier", {"width": 4}).eval()
    mask = (torch.rand(2, 1, 256, 256) > 0.5).float()
    doubled = mask.repeat_interleave(2, 2).repeat_interleave(2, 3)
    torch.testing.assert_close(
        network(doubled)["class_logits"], network(mask)["class_logits"], rtol=1e-4, atol=1e-5
    )


def test_it_learns_to_tell_large_masks_from_small() -> None:
    network = build("mask-classifier", {"width": 4, "classes": 2, "dropout": 0.0}).train()
    masks = torch.zeros(8, 1, 64, 64)
    label = torch.tensor([0, 1] * 4)
    for number in range(8):
        side = 8 + number if label[number] == 0 else 30 + number
        masks[number, :, 10 : 10 + side, 10 : 10 + side] = 1
    optimiser = torch.optim.Adam(network.parameters(), 3e-3)
    for _ in range(30):
        loss = nn.functional.cross_entropy(network(masks)["class_logits"], label)
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()
    assert torch.equal(network(masks)["class_logits"].argmax(1), label)


def test_an_unknown_mask_network_is_said() -> None:
    with pytest.raises(ValueError, match="no network 'segnet'"):
        build("cascade", {"mask_network": "segnet"})
    with pytest.raises(ValueError, match="makes no mask"):
        build("cascade", {"mask_network": "cnn-1", "mask_arguments": {"width": 2}})(picture())
