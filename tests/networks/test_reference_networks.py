"""What every reference network promises: sizes, gradients, one answer, a plain refusal."""

import subprocess
import sys
from typing import Any

import pytest
import torch

from medviewer.inference.engine import fold_batch_norm
from medviewer.networks import ARCHITECTURES, build, predict

NARROW: dict[str, dict[str, Any]] = {
    "unet-valid": {"width": 4, "levels": 2, "tile": 20},
    "attention-unet": {"width": 4, "levels": 3},
    "mask-classifier": {"width": 4},
    "cascade": {
        "mask_network": "unet-10",
        "mask_arguments": {"width": 4, "segments": 2},
        "width": 4,
        "threshold": None,  # at any threshold an untrained mask is all one value
    },
    "unet-10": {"width": 4},
    "cnn-1": {"width": 8},
    "cnn-2": {"width": 8},
    "cnn-3": {"width": 8},
    "densenet121": {"width": 8},
    "densenet161": {"width": 8, "channels": 3},
    "resnet152": {"width": 4},
    "flair-unet": {"width": 4},
    "tumour-unet": {"width": 4},
}
SEGMENTS = {
    "unet-valid": 1,
    "attention-unet": 1,
    "cascade": 2,
    "unet-10": 1,
    "flair-unet": 1,
    "tumour-unet": 1,
}
CLASSES = {
    "mask-classifier": 3,
    "cascade": 3,
    "cnn-1": 2,
    "cnn-2": 2,
    "cnn-3": 2,
    "densenet121": 2,
    "densenet161": 2,
    "resnet152": 2,
}
THREE_CHANNELS = ("densenet161", "flair-unet", "tumour-unet")


@pytest.fixture(autouse=True)
def one_thread() -> None:
    torch.set_num_threads(1)


def narrow(name: str) -> torch.nn.Module:
    torch.manual_seed(3)
    return build(name, NARROW[name])


def pictures(name: str, rows: int, columns: int) -> torch.Tensor:
    channels = 3 if name in THREE_CHANNELS else 1
    return torch.rand(2, channels, rows, columns, generator=torch.Generator().manual_seed(5))


def tuned(name: str, size: int = 64) -> torch.nn.Module:
    """In evaluation mode, with batch-norm statistics that are not their start values."""
    network = narrow(name).train()
    with torch.no_grad():
        network(pictures(name, size, size))
    return network.eval()


def test_every_reference_network_is_registered() -> None:
    assert set(NARROW) == set(ARCHITECTURES) - {"joint-unet", "residual-classifier"}
    assert set(SEGMENTS) | set(CLASSES) == set(NARROW)


@pytest.mark.parametrize("name", sorted(ARCHITECTURES))
def test_builds_with_its_default_arguments(name: str) -> None:
    with torch.device("meta"):
        network = build(name, {})
    assert all(p.is_meta for p in network.parameters())
    assert sum(p.numel() for p in network.parameters()) > 100_000


@pytest.mark.parametrize(
    ("name", "channels", "rows"),
    [
        ("unet-valid", 1, 572),
        ("attention-unet", 1, 256),
        ("mask-classifier", 1, 256),
        ("cascade", 1, 256),
        ("unet-10", 1, 512),
        ("cnn-1", 1, 256),
        ("cnn-2", 1, 256),
        ("cnn-3", 1, 256),
        ("densenet121", 1, 256),
        ("densenet161", 1, 256),
        ("resnet152", 1, 256),
        ("flair-unet", 3, 256),
        ("tumour-unet", 3, 240),
    ],
)
def test_full_width_answers_at_the_size_it_was_made_for(
    name: str, channels: int, rows: int
) -> None:
    with torch.device("meta"):
        output = build(name, {}).eval()(torch.zeros(1, channels, rows, rows))
    shapes = {key: tuple(value.shape) for key, value in output.items()}
    expected: dict[str, tuple[int, ...]] = {}
    if name in SEGMENTS:
        expected["mask_logits"] = (1, 1, rows, rows)
    if name in CLASSES:
        expected["class_logits"] = (1, CLASSES[name])
    assert shapes == expected


@pytest.mark.parametrize("size", [(64, 64), (70, 61), (33, 97)])
@pytest.mark.parametrize("name", sorted(NARROW))
def test_any_size_in_evaluation(name: str, size: tuple[int, int]) -> None:
    masks, logits, _ = predict(narrow(name).eval(), pictures(name, *size), flips=True)
    assert (masks is not None) == (name in SEGMENTS)
    assert (logits is not None) == (name in CLASSES)
    if masks is not None:
        assert masks.shape == (2, SEGMENTS[name], *size)
        assert masks.isfinite().all()
    if logits is not None:
        assert logits.shape == (2, CLASSES[name])
        assert logits.isfinite().all()


@pytest.mark.parametrize("name", sorted(NARROW))
def test_the_gradient_reaches_every_parameter(name: str) -> None:
    network = narrow(name).train()
    size = network.input_size(24) if name == "unet-valid" else 64
    output = network(pictures(name, size, size))
    sum((value**2).sum() for value in output.values()).backward()
    for key, parameter in network.named_parameters():
        assert parameter.grad is not None, key
        assert parameter.grad.isfinite().all(), key
        if parameter.ndim > 1:  # a bias before a batch norm has none in principle
            assert parameter.grad.abs().sum() > 0, key


@pytest.mark.parametrize("name", sorted(NARROW))
def test_the_same_picture_gets_the_same_answer(name: str) -> None:
    network = tuned(name)
    picture = pictures(name, 70, 61)
    with torch.inference_mode():
        first, second = network(picture), network(picture)
        alone = network(picture[:1])
    for key in first:
        assert torch.equal(first[key], second[key])
        # No picture's answer hangs on the others of its batch.
        torch.testing.assert_close(first[key][:1], alone[key], rtol=1e-4, atol=1e-4)


@pytest.mark.parametrize("name", sorted(NARROW))
def test_folded_for_prediction_it_answers_the_same(name: str) -> None:
    network = tuned(name)
    picture = pictures(name, 70, 61)
    with torch.inference_mode():
        expected = network(picture)
        folded = fold_batch_norm(network)(picture)
    assert folded.keys() == expected.keys()
    for key in expected:
        torch.testing.assert_close(folded[key], expected[key], rtol=1e-3, atol=1e-4)


@pytest.mark.parametrize("name", ["Unet-valid", "vgg16", ""])
def test_an_unknown_name_is_answered_with_the_known_ones(name: str) -> None:
    with pytest.raises(ValueError, match="no network") as error:
        build(name, {})
    assert all(known in str(error.value) for known in NARROW)


@pytest.mark.parametrize("name", sorted(NARROW))
def test_unknown_arguments_are_said(name: str) -> None:
    with pytest.raises(ValueError, match=f"{name}.*wdith"):
        build(name, {"wdith": 3})


def test_importing_the_networks_imports_no_monai() -> None:
    code = "import sys, medviewer.networks; sys.exit('monai' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


@pytest.mark.parametrize(
    ("name", "module"), [("attention-unet", "attentionunet"), ("resnet152", "resnet")]
)
def test_without_monai_it_says_what_to_install(
    name: str, module: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, f"monai.networks.nets.{module}", None)
    with pytest.raises(ValueError, match=r"medviewer\[train\]"):
        build(name, NARROW[name])
