"""Weights in torchvision's published layout, from files that these tests write."""

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
import torch
from safetensors.torch import save_file
from torch import nn
from torch.nn import functional

from medviewer.networks import build
from medviewer.networks.published import load_published
from medviewer.training.transfer import hold

State = dict[str, torch.Tensor]
Shapes = dict[str, tuple[int, ...]]


@pytest.fixture(autouse=True)
def one_thread() -> None:
    torch.set_num_threads(1)


def norm(name: str, channels: int) -> Shapes:
    ends = ("weight", "bias", "running_mean", "running_var")
    return {f"{name}.{end}": (channels,) for end in ends} | {f"{name}.num_batches_tracked": ()}


def densenet_layout(blocks: Sequence[int], width: int) -> Shapes:
    growth, channels = width // 2, width
    shapes: Shapes = {"features.conv0.weight": (width, 3, 7, 7)} | norm("features.norm0", width)
    for number, layers in enumerate(blocks, 1):
        for layer in range(1, layers + 1):
            name = f"features.denseblock{number}.denselayer{layer}"
            shapes |= norm(f"{name}.norm1", channels)
            shapes[f"{name}.conv1.weight"] = (4 * growth, channels, 1, 1)
            shapes |= norm(f"{name}.norm2", 4 * growth)
            shapes[f"{name}.conv2.weight"] = (growth, 4 * growth, 3, 3)
            channels += growth
        if number < len(blocks):
            name = f"features.transition{number}"
            shapes |= norm(f"{name}.norm", channels)
            shapes[f"{name}.conv.weight"] = (channels // 2, channels, 1, 1)
            channels //= 2
    shapes |= norm("features.norm5", channels)
    return shapes | {"classifier.weight": (1000, channels), "classifier.bias": (1000,)}


def resnet_layout(blocks: Sequence[int], width: int) -> Shapes:
    shapes: Shapes = {"conv1.weight": (width, 3, 7, 7)} | norm("bn1", width)
    before = width
    for stage, count in enumerate(blocks, 1):
        inner = width * 2 ** (stage - 1)
        for block in range(count):
            name = f"layer{stage}.{block}"
            shapes[f"{name}.conv1.weight"] = (inner, before, 1, 1)
            shapes |= norm(f"{name}.bn1", inner)
            shapes[f"{name}.conv2.weight"] = (inner, inner, 3, 3)
            shapes |= norm(f"{name}.bn2", inner)
            shapes[f"{name}.conv3.weight"] = (4 * inner, inner, 1, 1)
            shapes |= norm(f"{name}.bn3", 4 * inner)
            if block == 0:
                shapes[f"{name}.downsample.0.weight"] = (4 * inner, before, 1, 1)
                shapes |= norm(f"{name}.downsample.1", 4 * inner)
            before = 4 * inner
    return shapes | {"fc.weight": (1000, before), "fc.bias": (1000,)}


DENSE_121, DENSE_161, RES_152 = (6, 12, 24, 16), (6, 12, 36, 24), (3, 8, 36, 3)
LAYOUTS: dict[str, tuple[Callable[[Sequence[int], int], Shapes], Sequence[int]]] = {
    "densenet121": (densenet_layout, DENSE_121),
    "densenet161": (densenet_layout, DENSE_161),
    "resnet152": (resnet_layout, RES_152),
}


def weights(shapes: Shapes) -> State:
    """Values that keep a deep network's features within bounds."""
    chance = torch.Generator().manual_seed(7)
    state: State = {}
    for name, shape in shapes.items():
        if name.endswith("num_batches_tracked"):
            state[name] = torch.tensor(9)
        elif name.endswith("running_var"):
            state[name] = 0.5 + torch.rand(shape, generator=chance)
        elif len(shape) > 1:
            fan_in = shape[1] * (shape[2] * shape[3] if len(shape) == 4 else 1)
            state[name] = torch.randn(shape, generator=chance) * (1.5 / fan_in) ** 0.5
        elif name.endswith("weight"):
            state[name] = 0.3 + 0.4 * torch.rand(shape, generator=chance)
        else:
            state[name] = 0.2 * torch.randn(shape, generator=chance)
    return state


def published(name: str, width: int) -> State:
    layout, blocks = LAYOUTS[name]
    return weights(layout(blocks, width))


def with_old_names(state: State) -> State:
    """As DenseNet's first published files have it: norm.1, and no counters."""
    old: State = {}
    for key, value in state.items():
        if not key.endswith("num_batches_tracked"):
            if "denselayer" in key:
                for part in ("norm", "conv"):
                    for number in "12":
                        key = key.replace(f".{part}{number}.", f".{part}.{number}.")
            old[key] = value
    return old


def normalised(x: torch.Tensor, state: State, name: str) -> torch.Tensor:
    values = [state[f"{name}.{end}"] for end in ("running_mean", "running_var", "weight", "bias")]
    return functional.batch_norm(x, *values)


def densenet_features(x: torch.Tensor, state: State, blocks: Sequence[int]) -> torch.Tensor:
    """The published network written out, straight from the names of the published file."""
    x = functional.conv2d(x, state["features.conv0.weight"], stride=2, padding=3)
    x = functional.max_pool2d(functional.relu(normalised(x, state, "features.norm0")), 3, 2, 1)
    for number, layers in enumerate(blocks, 1):
        for layer in range(1, layers + 1):
            name = f"features.denseblock{number}.denselayer{layer}"
            y = functional.relu(normalised(x, state, f"{name}.norm1"))
            y = functional.relu(
                normalised(
                    functional.conv2d(y, state[f"{name}.conv1.weight"]), state, f"{name}.norm2"
                )
            )
            x = torch.cat([x, functional.conv2d(y, state[f"{name}.conv2.weight"], padding=1)], 1)
        if number < len(blocks):
            name = f"features.transition{number}"
            x = functional.relu(normalised(x, state, f"{name}.norm"))
            x = functional.avg_pool2d(functional.conv2d(x, state[f"{name}.conv.weight"]), 2)
    return functional.relu(normalised(x, state, "features.norm5")).mean((2, 3))


def resnet_features(x: torch.Tensor, state: State, blocks: Sequence[int]) -> torch.Tensor:
    x = functional.conv2d(x, state["conv1.weight"], stride=2, padding=3)
    x = functional.max_pool2d(functional.relu(normalised(x, state, "bn1")), 3, 2, 1)
    for stage, count in enumerate(blocks, 1):
        for block in range(count):
            name = f"layer{stage}.{block}"
            stride = 2 if stage > 1 and block == 0 else 1
            y = functional.relu(
                normalised(
                    functional.conv2d(x, state[f"{name}.conv1.weight"]), state, f"{name}.bn1"
                )
            )
            y = functional.conv2d(y, state[f"{name}.conv2.weight"], stride=stride, padding=1)
            y = functional.relu(normalised(y, state, f"{name}.bn2"))
            y = normalised(
                functional.conv2d(y, state[f"{name}.conv3.weight"]), state, f"{name}.bn3"
            )
            if block == 0:
                x = functional.conv2d(x, state[f"{name}.downsample.0.weight"], stride=stride)
                x = normalised(x, state, f"{name}.downsample.1")
            x = functional.relu(x + y)
    return x.mean((2, 3))


def expected_features(name: str, picture: torch.Tensor, state: State) -> torch.Tensor:
    compute = resnet_features if name == "resnet152" else densenet_features
    return compute(picture, state, LAYOUTS[name][1])


@pytest.mark.parametrize(
    ("name", "width", "parameters"),
    [
        ("densenet121", 64, 7_978_856),
        ("densenet161", 96, 28_681_000),
        ("resnet152", 64, 60_192_808),
    ],
)
def test_these_tests_write_the_published_layout(name: str, width: int, parameters: int) -> None:
    layout, blocks = LAYOUTS[name]
    shapes = layout(blocks, width)
    count = sum(
        torch.Size(shape).numel()
        for key, shape in shapes.items()
        if "running" not in key and "num_batches" not in key
    )
    assert count == parameters


@pytest.mark.parametrize("ending", [".safetensors", ".pth"])
@pytest.mark.parametrize("name", sorted(LAYOUTS))
def test_the_body_computes_what_the_published_network_does(
    name: str, ending: str, tmp_path: Path
) -> None:
    state = published(name, 8)
    file = tmp_path / f"weights{ending}"
    if ending == ".pth":
        torch.save(state, file)
    else:
        save_file(state, file)
    network = build(name, {"width": 8, "classes": 2, "channels": 3}).eval()
    head = network.head.weight.clone()
    load_published(file, network)
    picture = torch.randn(2, 3, 64, 64, generator=torch.Generator().manual_seed(1))
    with torch.no_grad():
        features = network.body(picture)
        expected = expected_features(name, picture, state)
        logits = network(picture)["class_logits"]
        named = functional.linear(features, head, network.head.bias)
    assert expected.std() > 1e-3
    torch.testing.assert_close(features, expected, rtol=1e-3, atol=1e-4)
    torch.testing.assert_close(logits, named)


@pytest.mark.parametrize("name", ["densenet121", "densenet161"])
def test_older_names_are_taken_too(name: str, tmp_path: Path) -> None:
    state = published(name, 8)
    old = with_old_names(state)
    assert "features.denseblock1.denselayer1.norm.1.weight" in old
    torch.save(old, tmp_path / "old.pth")
    torch.save(state, tmp_path / "new.pth")
    one, other = (build(name, {"width": 8}) for _ in range(2))
    load_published(tmp_path / "old.pth", one)
    load_published(tmp_path / "new.pth", other)
    for (key, value), same in zip(
        one.body.named_parameters(), other.body.parameters(), strict=True
    ):
        assert torch.equal(value, same), key


def test_a_file_of_the_published_size(tmp_path: Path) -> None:
    state = published("densenet121", 64)
    save_file(state, tmp_path / "weights.safetensors")
    network = build("densenet121", {})
    load_published(tmp_path / "weights.safetensors", network)
    assert torch.equal(
        network.body.features.norm5.running_mean, state["features.norm5.running_mean"]
    )
    assert network.head.weight.shape == (2, 1024)


def test_a_grey_picture_is_given_to_all_three_colours() -> None:
    torch.manual_seed(0)
    grey = build("densenet121", {"width": 8, "channels": 1}).eval()
    colour = build("densenet121", {"width": 8, "channels": 3}).eval()
    colour.load_state_dict(grey.state_dict())
    picture = torch.randn(2, 1, 64, 64)
    with torch.inference_mode():
        one = grey(picture)["class_logits"]
        other = colour(picture.repeat(1, 3, 1, 1))["class_logits"]
    torch.testing.assert_close(one, other)
    with pytest.raises(ValueError, match="channels: 1 or 3"):
        build("densenet121", {"channels": 2})


@pytest.mark.parametrize(
    ("name", "arguments", "body"),
    [
        ("densenet121", {"width": 8}, "body"),
        ("resnet152", {"width": 4}, "body"),
        ("tumour-unet", {"width": 4}, "down"),
    ],
)
def test_a_held_body_stays_while_the_rest_learns(
    name: str, arguments: dict[str, int], body: str
) -> None:
    torch.manual_seed(0)
    network = build(name, arguments).train()
    hold(network, [body])
    before = {k: v.clone() for k, v in network.state_dict().items()}
    optimiser = torch.optim.AdamW(network.parameters(), 0.1, weight_decay=0.5)
    output = network(torch.randn(2, 3 if name == "tumour-unet" else 1, 64, 64))
    sum((v**2).sum() for v in output.values()).backward()
    optimiser.step()
    after = network.state_dict()
    for key in after:
        kept = key.startswith(f"{body}.")
        if kept or "num_batches" not in key:
            assert torch.equal(before[key], after[key]) == kept, key


def test_without_holding_everything_learns() -> None:
    network = build("densenet121", {"width": 8}).train()
    assert all(p.requires_grad for p in network.parameters())
    assert all(m.training for m in network.modules())


def refused(file: Path, network: nn.Module, match: str) -> None:
    before = {k: v.clone() for k, v in network.state_dict().items()}
    with pytest.raises(ValueError, match=match):
        load_published(file, network)
    assert all(torch.equal(v, before[k]) for k, v in network.state_dict().items())


def test_weights_of_another_network_are_refused(tmp_path: Path) -> None:
    file = tmp_path / "weights.pth"
    network = build("densenet121", {"width": 8})
    torch.save(published("resnet152", 8), file)
    refused(file, network, "another network")
    torch.save(published("densenet121", 16), file)
    refused(file, network, r"another network .*shape")
    partial = published("densenet121", 8)
    del partial["features.denseblock2.denselayer3.conv2.weight"]
    torch.save(partial, file)
    refused(file, network, r"1 missing.*denselayer3\.layers\.conv2")
    torch.save([1, 2], file)
    refused(file, network, "not a state dict")


class Trap:
    """What a malicious file would run at loading."""

    def __reduce__(self) -> tuple[Callable[..., object], tuple[object, ...]]:
        return Path.touch, (Path(self.target),)  # type: ignore[attr-defined]


def test_a_file_that_would_run_code_is_refused(tmp_path: Path) -> None:
    trap = Trap()
    trap.target = str(tmp_path / "sprung")  # type: ignore[attr-defined]
    torch.save({"features.conv0.weight": trap}, tmp_path / "weights.pth")
    refused(tmp_path / "weights.pth", build("densenet121", {"width": 8}), "not a file of weights")
    assert not (tmp_path / "sprung").exists()


@pytest.mark.parametrize("name", ["weights.pth", "weights.safetensors"])
@pytest.mark.parametrize("content", [b"", b"no weights at all", b"PK\x03\x04 cut"])
def test_what_holds_no_weights_is_refused(name: str, content: bytes, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(content)
    refused(tmp_path / name, build("resnet152", {"width": 4}), "not a file of weights")


def test_no_file_and_no_published_network(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="nothing"):
        load_published(tmp_path / "nothing.pth", build("resnet152", {"width": 4}))
    with pytest.raises(ValueError, match="densenet121, densenet161 and resnet152"):
        load_published(tmp_path / "nothing.pth", build("cnn-1", {"width": 2}))
