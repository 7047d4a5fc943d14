"""The facts by which the reference systems describe their networks."""

import pytest
import torch
from torch import nn

from medviewer.networks import build


def full(name: str, **arguments: object) -> nn.Module:
    with torch.device("meta"):
        return build(name, arguments)


def trained(module: nn.Module) -> int:
    return sum(p.numel() for p in module.parameters())


def keras_count(module: nn.Module) -> int:
    """Keras counts batch norm's running mean and variance as parameters that are not trained."""
    counters = "num_batches_tracked"
    buffers = [b for name, b in module.named_buffers() if not name.endswith(counters)]
    return trained(module) + sum(b.numel() for b in buffers)


def layers(module: nn.Module, *kinds: type[nn.Module]) -> list[nn.Module]:
    return [m for m in module.modules() if isinstance(m, kinds)]


def test_cnn_1_has_the_parameters_of_its_publication() -> None:
    network = full("cnn-1")
    assert trained(network) == 8_673_089
    assert keras_count(network) == 8_673_793
    assert keras_count(network) - trained(network) == 2 * (32 + 64 + 128 + 128)
    first_dense = layers(network, nn.Linear)[0]
    assert first_dense.in_features == 32_768
    sizes = [layer.out_features for layer in layers(network, nn.Linear)]
    assert sizes == [256, 128, 64, 32, 1]


def test_the_other_cnns_have_more_convolutions() -> None:
    count = {n: len(layers(full(n), nn.Conv2d)) for n in ("cnn-1", "cnn-2", "cnn-3")}
    assert count == {"cnn-1": 4, "cnn-2": 6, "cnn-3": 8}


@pytest.mark.parametrize("name", ["cnn-1", "cnn-2", "cnn-3"])
def test_a_cnns_two_logits_are_its_one_sigmoid(name: str) -> None:
    torch.manual_seed(0)
    network = build(name, {"width": 4}).eval()
    picture = torch.rand(3, 1, 64, 64)
    logits = network(picture)["class_logits"]
    one = network.dense(network.grid(network.features(picture)).flatten(1))[:, 0]
    assert torch.equal(logits[:, 0], torch.zeros(3))
    torch.testing.assert_close(logits.softmax(1)[:, 1], one.sigmoid())
    label = torch.tensor([1, 0, 1])
    torch.testing.assert_close(
        nn.functional.cross_entropy(logits, label),
        nn.functional.binary_cross_entropy_with_logits(one, label.float()),
    )


def test_tumour_unet_begins_with_the_published_layers() -> None:
    first = list(full("tumour-unet").down[0]) + list(full("tumour-unet").down[1])
    counts = [keras_count(m) for m in first if isinstance(m, nn.Conv2d | nn.BatchNorm2d)]
    assert counts[:6] == [448, 64, 2_320, 64, 4_640, 128]


def test_unet_10_has_ten_layers() -> None:
    network = full("unet-10")
    pairs = [*network.down, *network.mix]
    assert all(len(layers(pair, nn.Conv2d)) == 2 for pair in pairs)
    assert len(pairs) + 1 == 10
    assert network.head.kernel_size == (1, 1)
    assert trained(network) == 7_759_521


def test_flair_unet_has_four_levels_before_the_bottom() -> None:
    network = full("flair-unet")
    widths = [layers(block, nn.Conv2d)[0].out_channels for block in network.down]
    assert widths == [32, 64, 128, 256, 512]
    assert len(layers(network, nn.ConvTranspose2d)) == 4
    assert len(layers(network, nn.BatchNorm2d)) == 18
    assert trained(network) == 7_765_985


@pytest.mark.parametrize(
    ("name", "parameters"),
    [("densenet121", 7_978_856), ("densenet161", 28_681_000), ("resnet152", 60_192_808)],
)
def test_published_bodies_have_their_published_size(name: str, parameters: int) -> None:
    assert trained(full(name, classes=1000)) == parameters


def test_attention_unet_has_a_gate_at_every_joining() -> None:
    network = full("attention-unet")
    gates = [m for m in network.modules() if type(m).__name__ == "AttentionBlock"]
    assert len(gates) == 4
    assert trained(network) == 31_739_185


def test_mask_classifier_by_hand() -> None:
    network = full("mask-classifier")
    convolutions = sum(9 * a * b + b for a, b in [(1, 16), (16, 32), (32, 64), (64, 128)])
    norms = 2 * (1 + 16 + 32 + 64 + 128)
    assert trained(network) == convolutions + norms + 8 * 8 * 128 * 3 + 3
    assert len(layers(network, nn.MaxPool2d)) == 5
    assert {m.p for m in layers(network, nn.Dropout)} == {0.2}
