"""DenseNet and ResNet, and their published weights from a local file."""

import pickle
import re
from collections import OrderedDict
from collections.abc import Sequence
from pathlib import Path

import torch
from torch import nn

from medviewer.networks.monai_nets import monai_nets

# Older files of DenseNet say norm.1 where newer ones say norm1.
_DENSE_LAYER = re.compile(r"(denselayer\d+)\.(norm|conv)\.?([12])\.")
_HEADS = ("classifier.", "fc.")


class PublishedClassifier(nn.Module):
    """A published body and a linear head for our classes.

    The bodies take three colours. A grey picture (``channels`` = 1) is given to all three,
    as is usual where a body trained on photographs reads X-rays.

    Args:
        body: maps (N, 3, H, W) to features (N, F).
        features: F.
        classes: classes named.
        channels: channels of the picture, 1 or 3.
    """

    def __init__(self, body: nn.Module, features: int, classes: int, channels: int) -> None:
        super().__init__()
        if channels not in (1, 3):
            raise ValueError(f"channels: 1 or 3 is needed, not {channels}")
        self.body = body
        self.head = nn.Linear(features, classes)
        self.channels = channels

    def forward(self, pictures: torch.Tensor) -> dict[str, torch.Tensor]:
        """Map (N, C, H, W), 32 pixels a side at least, to ``class_logits`` (N, K)."""
        if self.channels == 1:
            pictures = pictures.expand(-1, 3, -1, -1)
        return {"class_logits": self.head(self.body(pictures))}


def densenet121(width: int = 64, classes: int = 2, channels: int = 1) -> PublishedClassifier:
    """DenseNet-121 (Huang et al., CVPR 2017): dense blocks of 6, 12, 24 and 16 layers.

    7,978,856 parameters with 1,000 classes, as published. MONAI's layers.

    Args:
        width: channels after the first convolution; the growth of each layer is half of it.
        classes: classes named.
        channels: channels of the picture, 1 or 3.

    Raises:
        ValueError: MONAI is not installed.
    """
    return _densenet(width, (6, 12, 24, 16), classes, channels)


def densenet161(width: int = 96, classes: int = 2, channels: int = 1) -> PublishedClassifier:
    """DenseNet-161 (Huang et al., CVPR 2017): dense blocks of 6, 12, 36 and 24 layers.

    28,681,000 parameters with 1,000 classes, as published. MONAI's layers.

    Args:
        width: channels after the first convolution; the growth of each layer is half of it.
        classes: classes named.
        channels: channels of the picture, 1 or 3.

    Raises:
        ValueError: MONAI is not installed.
    """
    return _densenet(width, (6, 12, 36, 24), classes, channels)


def resnet152(width: int = 64, classes: int = 2, channels: int = 1) -> PublishedClassifier:
    """ResNet-152 (He et al., CVPR 2016): bottleneck blocks 3, 8, 36 and 3, stride in their 3x3.

    60,192,808 parameters with 1,000 classes, as published. MONAI's layers.

    Args:
        width: channels after the first convolution.
        classes: classes named.
        channels: channels of the picture, 1 or 3.

    Raises:
        ValueError: MONAI is not installed.
    """
    body = monai_nets("resnet").ResNet(
        block="bottleneck",
        layers=[3, 8, 36, 3],
        block_inplanes=[width * 2**stage for stage in range(4)],
        spatial_dims=2,
        n_input_channels=3,
        conv1_t_size=7,
        conv1_t_stride=2,
        feed_forward=False,
        bias_downsample=False,
    )
    return PublishedClassifier(body, 32 * width, classes, channels)


def load_published(file: Path, network: nn.Module) -> None:
    """Fill the body of a DenseNet or ResNet with weights in torchvision's published layout.

    The file's own head, made for its own classes, is left out; ``network``'s stays as it is.
    Training then holds the module ``body`` while the head learns.

    Args:
        file: a state dict as safetensors, or as ``torch.save`` writes it (.pth), of which
            tensors alone are read. DenseNets with the older ``norm.1`` names are taken too.
        network: built as ``densenet121``, ``densenet161`` or ``resnet152``, at full width.

    Raises:
        ValueError: no such network, no weights file, or the weights of another network.
        OSError: the file cannot be read.
    """
    if not isinstance(network, PublishedClassifier):
        raise ValueError("only densenet121, densenet161 and resnet152 take published weights")
    state = {
        _own_name(key): value
        for key, value in _read_state(file).items()
        if not key.startswith(_HEADS)
    }
    own = network.body.state_dict()
    # Files of early PyTorch lack this counter, which nothing here reads.
    needed = {key for key in own if not key.endswith("num_batches_tracked")}
    wrong = sorted(key for key in state if key not in own or state[key].shape != own[key].shape)
    missing = sorted(needed - state.keys())
    if wrong or missing:
        raise ValueError(
            f"{file}: the weights belong to another network "
            f"({len(missing)} missing, {len(wrong)} unknown or of another shape, "
            f"the first: {(wrong or missing)[0]})"
        )
    network.body.load_state_dict({**own, **state})


def _densenet(
    width: int, blocks: Sequence[int], classes: int, channels: int
) -> PublishedClassifier:
    features = (
        monai_nets("densenet")
        .DenseNet(2, 3, 1, init_features=width, growth_rate=width // 2, block_config=blocks)
        .features
    )
    body = nn.Sequential(
        OrderedDict(
            features=features,
            relu=nn.ReLU(inplace=True),
            pool=nn.AdaptiveAvgPool2d(1),
            flatten=nn.Flatten(1),
        )
    )
    return PublishedClassifier(body, features.norm5.num_features, classes, channels)


def _own_name(key: str) -> str:
    """MONAI's name of one of torchvision's tensors: ResNet's are the same."""
    return _DENSE_LAYER.sub(r"\1.layers.\2\3.", key)


def _read_state(file: Path) -> dict[str, torch.Tensor]:
    from safetensors import SafetensorError
    from safetensors.torch import load_file

    try:
        if file.suffix == ".safetensors":
            return load_file(file)
        state = torch.load(file, map_location="cpu", weights_only=True)
    except (SafetensorError, pickle.UnpicklingError, RuntimeError, EOFError, KeyError) as error:
        cause = str(error).splitlines()[0][:100] if str(error) else "it is cut short"
        raise ValueError(f"{file}: not a file of weights ({cause})") from None
    if not isinstance(state, dict) or not all(isinstance(v, torch.Tensor) for v in state.values()):
        raise ValueError(f"{file}: not a state dict, one tensor a name")
    return state
