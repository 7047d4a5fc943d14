"""The joint network: its size, its shapes, and that weights survive the way to disk."""

from pathlib import Path

import pytest
import torch
from safetensors.torch import save_file

from medviewer.networks import build, load_weights, predict

TINY = {"width": 8, "depths": [1, 1, 1, 1], "segments": 2, "classes": 3}


def parameters(network: torch.nn.Module) -> int:
    return sum(p.numel() for p in network.parameters())


def test_parameters_of_the_shipped_width() -> None:
    network = build("joint-unet", {"width": 24, "depths": [1, 1, 2, 2, 1]})
    assert parameters(network) == 3_650_228


def test_parameters_of_the_smallest_block_by_hand() -> None:
    without_head = build("joint-unet", {"width": 2, "depths": [1, 1], "classes": 0})
    stem = 25 * 2 + 2 * 2
    level_1 = 2 * (9 * 2 * 2 + 2 * 2)  # two convolutions 2 -> 2 with norms
    level_2 = 9 * 2 * 4 + 9 * 4 * 4 + 2 * (2 * 4) + (2 * 4 + 2 * 4)  # with a 1x1 short cut
    decoder = 4 * 2 + 9 * 4 * 2 + 2 * 2
    mask_head = 2 * 1 + 1
    assert parameters(without_head) == stem + level_1 + level_2 + decoder + mask_head


@pytest.mark.parametrize("size", [(64, 64), (96, 64), (70, 61)])
def test_shapes_for_any_size(size: tuple[int, int]) -> None:
    network = build("joint-unet", TINY).eval()
    output = network(torch.zeros(2, 1, *size))
    assert output["mask_logits"].shape == (2, 2, *size)
    assert output["class_logits"].shape == (2, 3)


def test_without_classes_there_is_no_class_head() -> None:
    network = build("joint-unet", TINY | {"classes": 0}).eval()
    masks, logits, _ = predict(network, torch.zeros(1, 1, 64, 64), flips=True)
    assert logits is None
    assert masks is not None
    assert masks.shape == (1, 2, 64, 64)


def test_flipped_prediction_mirrors_with_the_picture() -> None:
    torch.manual_seed(0)
    network = build("joint-unet", TINY).eval()
    picture = torch.randn(2, 1, 64, 64)
    masks, logits, _ = predict(network, picture, flips=True)
    mirrored_masks, mirrored_logits, _ = predict(network, picture.flip(-1), flips=True)
    assert masks is not None
    assert mirrored_masks is not None
    torch.testing.assert_close(masks, mirrored_masks.flip(-1))
    torch.testing.assert_close(logits, mirrored_logits)


def test_the_class_reads_the_mask_but_does_not_move_it() -> None:
    torch.manual_seed(0)
    network = build("joint-unet", TINY)
    network(torch.randn(2, 1, 64, 64))["class_logits"].sum().backward()
    # Nothing flows back through the predicted mask into the mask's own layer.
    assert network.mask_head.weight.grad is None


def test_half_precision_weights_load_as_single(tmp_path: Path) -> None:
    torch.manual_seed(0)
    source, target = build("joint-unet", TINY), build("joint-unet", TINY)
    file = tmp_path / "weights.safetensors"
    save_file(
        {k: v.half() if v.ndim > 1 else v.clone() for k, v in source.state_dict().items()}, file
    )
    load_weights(target, file)
    weight = target.state_dict()["stem.0.weight"]
    assert weight.dtype == torch.float32
    assert torch.equal(weight, source.state_dict()["stem.0.weight"].half().float())


def test_weights_of_another_network_or_no_weights_are_refused(tmp_path: Path) -> None:
    file = tmp_path / "weights.safetensors"
    save_file(dict(build("joint-unet", TINY | {"width": 4}).state_dict()), file)
    with pytest.raises(ValueError, match="another network"):
        load_weights(build("joint-unet", TINY), file)
    file.write_bytes(b"no weights at all")
    with pytest.raises(ValueError, match="not a safetensors file"):
        load_weights(build("joint-unet", TINY), file)


def test_unknown_names_and_arguments_are_said() -> None:
    with pytest.raises(ValueError, match="known: .*joint-unet"):
        build("joint", {})
    with pytest.raises(ValueError, match="wdith"):
        build("joint-unet", {"wdith": 3})
