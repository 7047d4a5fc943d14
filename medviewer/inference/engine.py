"""A pack's network on a device. With ``evidence`` the only module here that imports torch."""

import logging
import os
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
import numpy.typing as npt
import torch
from torch import fx, nn
from torch.fx.experimental.optimization import fuse

from medviewer import networks
from medviewer.domain.errors import PackError
from medviewer.packs.pack import ModelPack, verify_weights

_Answer = TypeVar("_Answer")

log = logging.getLogger(__name__)

DEVICES = ("auto", "cpu", "cuda", "mps")

# A network for one picture gains nothing from more threads than this.
_MOST_THREADS = 8


@dataclass(frozen=True)
class NetworkOutput:
    """What a network says of a batch of N prepared pictures.

    ``mask_probability``: float32, (N, S, H, W), 0..1, on the network's grid.
    ``class_logits``: float64, (N, C), before the temperature. ``statistics``: float32, (N, D),
    of the encoder. None without such a head.
    """

    mask_probability: npt.NDArray[np.float32] | None
    class_logits: npt.NDArray[np.float64] | None
    statistics: npt.NDArray[np.float32] | None


def choose_device(wanted: str = "auto") -> tuple[torch.device, str | None]:
    """The device to compute on, and a sentence where it is not the one wanted.

    Args:
        wanted: one of ``DEVICES``; ``auto`` takes CUDA, then Apple's GPU, then the CPU.

    Raises:
        ValueError: no such kind of device.
    """
    if wanted not in DEVICES:
        raise ValueError(f"no device {wanted!r}; known: {', '.join(DEVICES)}")
    present = {
        "cuda": torch.cuda.is_available(),
        "mps": torch.backends.mps.is_available(),
        "cpu": True,
    }
    if wanted == "auto":
        return torch.device(next(name for name, there in present.items() if there)), None
    if present[wanted]:
        return torch.device(wanted), None
    return torch.device("cpu"), f"This machine has no usable {wanted} device; the CPU is used."


class Engine:
    """The network of one pack, ready to run.

    The weights are checked against the pack's SHA-256, brought to float32, batch norm is
    folded into the convolutions, and on the CPU the layout is channels last: together about a
    third faster than the network as trained, with answers equal to rounding. When a GPU fails
    (out of memory, too old for this torch) the engine moves to the CPU for good and says so in
    ``note``.

    Args:
        pack: whose weights to load.
        device: one of ``DEVICES``.

    Raises:
        PackError: the weights are missing, changed, or do not fit the network.
        ValueError: no such kind of device.
    """

    def __init__(self, pack: ModelPack, device: str = "auto") -> None:
        self.device, self.note = choose_device(device)
        self._flips = pack.flips_at_test
        self._encoder: fx.GraphModule | None = None
        network = fold_batch_norm(load_network(pack))
        try:
            self._network = self._place(network)
        except RuntimeError as error:
            self._network = self._fall_back(network, error)

    @property
    def device_name(self) -> str:
        """``cpu``, ``cuda`` or ``mps``."""
        return self.device.type

    def infer(self, batch: npt.NDArray[np.float32]) -> NetworkOutput:
        """Run a batch, averaged with its mirror image where the pack asks for it.

        Args:
            batch: float32, (N, C, H, W), as ``packs.preprocess.prepare`` makes them.

        Raises:
            MemoryError: the CPU has not enough memory either.
        """
        return self._tried(self._infer, batch)

    def statistics(self, batch: npt.NDArray[np.float32]) -> npt.NDArray[np.float32] | None:
        """The statistics that ``infer`` would give, at the price of the encoder alone.

        Args:
            batch: as for ``infer``.

        Raises:
            MemoryError: as ``infer``.
        """
        return self._tried(self._statistics, batch)

    def _tried(
        self, run: Callable[[npt.NDArray[np.float32]], _Answer], batch: npt.NDArray[np.float32]
    ) -> _Answer:
        """What ``run`` says of a batch; where a GPU fails in it, what it says on the CPU."""
        try:
            return run(batch)
        except RuntimeError as error:
            self._network = self._fall_back(self._network, error)
        return run(batch)

    def _statistics(self, batch: npt.NDArray[np.float32]) -> npt.NDArray[np.float32] | None:
        if not isinstance(self._network, fx.GraphModule):
            return self._infer(batch).statistics
        if self._encoder is None:
            self._encoder = _statistics_part(self._network)
        if self._encoder is None:
            return None
        with torch.inference_mode():
            found: torch.Tensor = self._encoder(self._placed(batch))["statistics"]
        return found.float().cpu().numpy()

    def _placed(self, batch: npt.NDArray[np.float32]) -> torch.Tensor:
        pictures = torch.from_numpy(batch).to(self.device)
        if self.device.type == "cpu":
            pictures = pictures.contiguous(memory_format=torch.channels_last)
        return pictures

    def _infer(self, batch: npt.NDArray[np.float32]) -> NetworkOutput:
        found = networks.predict(self._network, self._placed(batch), flips=self._flips)
        masks, logits, statistics = (None if v is None else v.float().cpu().numpy() for v in found)
        return NetworkOutput(
            masks, None if logits is None else logits.astype(np.float64), statistics
        )

    def _place(self, network: nn.Module) -> nn.Module:
        if self.device.type == "cpu":
            _limit_threads()
            return network.to(memory_format=torch.channels_last)  # type: ignore[call-overload]
        if self.device.type == "cuda":
            # Same picture, same answer: no reduced-precision products, no algorithm search.
            torch.backends.cuda.matmul.allow_tf32 = False
            torch.backends.cudnn.allow_tf32 = False
            torch.backends.cudnn.benchmark = False
            torch.backends.cudnn.deterministic = True
        return network.to(self.device)

    def _fall_back(self, network: nn.Module, error: RuntimeError) -> nn.Module:
        """The network on the CPU, after a GPU failed; on the CPU there is nowhere to go."""
        if self.device.type == "cpu":
            if "allocate memory" in str(error):
                raise MemoryError(str(error)) from None
            raise error
        cause = str(error).splitlines()[0][:100]
        self.note = f"The {self.device.type} device failed ({cause}); the CPU is used."
        log.info(self.note)
        self.device, self._encoder = torch.device("cpu"), None
        return self._place(network.to(self.device))


def load_network(pack: ModelPack) -> nn.Module:
    """A pack's network as it was trained, in evaluation mode, on the CPU.

    Raises:
        PackError: the weights are missing, changed, or do not fit the network.
    """
    verify_weights(pack)
    try:
        network = networks.build(pack.network_name, pack.network_arguments)
        networks.load_weights(network, pack.weights_file)
    except (ValueError, OSError) as error:
        raise PackError(
            f"{pack.weights_file}: the pack {pack.id} cannot be loaded ({error}); "
            "install the pack again."
        ) from None
    return network.eval()


def fold_batch_norm(network: nn.Module) -> nn.Module:
    """Merge each batch norm into the convolution before it (Jacob et al., CVPR 2018, 3.2).

    A network that cannot be traced, because its path depends on its input, is given back as
    it is: right all the same, only slower.
    """
    try:
        folded: nn.Module = fuse(network)
    except fx.proxy.TraceError:
        log.info("batch norm stays unfolded: the network cannot be traced")
        return network
    return folded


def _statistics_part(network: fx.GraphModule) -> fx.GraphModule | None:
    """What of a traced network leads to its statistics, sharing its weights; None without any."""
    graph = fx.Graph()
    output = graph.graph_copy(network.graph, {})
    if not isinstance(output, dict) or "statistics" not in output:
        return None
    graph.output({"statistics": output["statistics"]})
    part = fx.GraphModule(network, graph)
    part.graph.eliminate_dead_code()
    part.recompile()
    return part


def _limit_threads() -> None:
    """No more threads than cores this process may use, nor than one picture can feed."""
    if hasattr(os, "sched_getaffinity"):
        available = len(os.sched_getaffinity(0))
    else:
        available = os.cpu_count() or 1
    torch.set_num_threads(max(1, min(torch.get_num_threads(), available, _MOST_THREADS)))
