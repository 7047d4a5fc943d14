"""How a pack knows pictures of the kind it was made for, in its own network's features.

Two measures, because each is blind to what the other sees. *Foreignness* is the logit of a small
network taught with pictures of other kinds (outlier exposure: Hendrycks et al., ICLR 2019);
it is sharp about what resembles them. *Distance* is the Mahalanobis distance to the pack's own
training pictures (Lee et al., NeurIPS 2018); it needs no examples of what is foreign. A picture
beyond the limit of either is refused. The limits come from pictures that were not fitted on.
"""

import hashlib
import math
from collections.abc import Sequence
from dataclasses import dataclass, fields
from typing import Self

import numpy as np
import numpy.typing as npt

from medviewer.domain.errors import PackError
from medviewer.packs.pack import GateRule, ModelPack, file_sha256

LEAST_SHARE = 0.25
"""A series is refused where fewer of its pictures than this share are within the limits.

Not all must be: a scan of the trunk holds the liver in a part of its slices only.
"""

FARTHEST = 20.0
"""Spreads from the middle at which a statistic, and a direction, stops to count for more."""

# Where a limit lies hardly beyond what is usual, the way between them is taken to be so long.
_LEAST_ROOM = 0.1

Array = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Likeness:
    """How foreign one picture is to a pack; higher is more foreign in both."""

    foreignness: float
    distance: float


@dataclass(frozen=True)
class PictureGate:
    """The numbers of a gate over D statistics of a network.

    A picture's statistics x are scaled, s = (x - centre) / scale, and seen along K directions,
    p = directions s, neither beyond ``FARTHEST``. Foreignness is
    weights max(layer p + layer_bias, 0) + bias; ``usual`` is its mean over the pictures the gate
    was fitted on. Distance is the length of axes p - middle over the root of A: the A axes are
    independent, with spread 1, in those pictures, so that 1 is usual.

    Shapes: ``centre``, ``scale`` (D,), ``directions`` (K, D), ``layer`` (H, K), ``layer_bias``,
    ``weights`` (H,), ``bias``, ``usual`` (1,), ``axes`` (A, K), ``middle`` (A,); all float32.
    """

    centre: Array
    scale: Array
    directions: Array
    layer: Array
    layer_bias: Array
    weights: Array
    bias: Array
    usual: Array
    axes: Array
    middle: Array

    def __post_init__(self) -> None:
        directions, length = self.directions.shape
        units, axes = len(self.weights), len(self.middle)
        wanted = (
            (length,), (length,), (directions, length), (units, directions), (units,), (units,),
            (1,), (1,), (axes, directions), (axes,),
        )  # fmt: skip
        found = tuple(getattr(self, f.name).shape for f in fields(self))
        if found != wanted:
            raise ValueError(f"shapes {found} do not fit each other")
        if not all(np.isfinite(getattr(self, f.name)).all() for f in fields(self)):
            raise ValueError("holds values that are no numbers")

    def measure(self, statistics: Array) -> list[Likeness]:
        """The likeness of N pictures, from their statistics (N, D).

        Raises:
            ValueError: statistics of another length, from another network.
        """
        if statistics.ndim != 2 or statistics.shape[1] != len(self.centre):
            raise ValueError(f"statistics {statistics.shape} are not of length {len(self.centre)}")
        scaled = np.clip((statistics - self.centre) / self.scale, -FARTHEST, FARTHEST)
        places = np.clip(scaled @ self.directions.T, -FARTHEST, FARTHEST)
        hidden = np.maximum(places @ self.layer.T + self.layer_bias, 0)
        foreign = hidden @ self.weights + self.bias[0]
        away = np.linalg.norm(places @ self.axes.T - self.middle, axis=1)
        away /= np.sqrt(len(self.middle))
        return [Likeness(float(f), float(d)) for f, d in zip(foreign, away, strict=True)]

    def to_bytes(self) -> bytes:
        """As safetensors; the directions in half precision."""
        from safetensors.numpy import save

        arrays = {f.name: getattr(self, f.name) for f in fields(self)}
        return save(arrays | {"directions": self.directions.astype(np.float16)})

    @classmethod
    def from_bytes(cls, data: bytes) -> Self:
        """What ``to_bytes`` gave.

        Raises:
            ValueError: not such a file.
        """
        from safetensors import SafetensorError
        from safetensors.numpy import load

        try:
            arrays = load(data)
        except SafetensorError as error:
            raise ValueError(f"not a safetensors file ({error})") from None
        names = {f.name for f in fields(cls)}
        if arrays.keys() != names or arrays["directions"].ndim != 2:
            raise ValueError("not the numbers of a gate")
        return cls(**{name: array.astype(np.float32) for name, array in arrays.items()})


def verify_gate(pack: ModelPack) -> None:
    """Check the gate's file against the hash the pack was written with.

    Raises:
        PackError: the file is missing or differs. A pack without a gate passes.
    """
    if pack.gate is None:
        return
    found = file_sha256(pack.gate_file)
    if found != pack.gate.sha256:
        raise PackError(
            f"{pack.gate_file}: the gate is not the one the pack {pack.id} was measured with "
            f"(SHA-256 {found[:12]}…, expected {pack.gate.sha256[:12]}…); install the pack again."
        )


def load_gate(pack: ModelPack) -> PictureGate | None:
    """The gate of a pack, checked against its SHA-256; None where the pack has none.

    Raises:
        PackError: the file is missing, changed or not a gate's.
    """
    if pack.gate is None:
        return None
    verify_gate(pack)
    try:
        return PictureGate.from_bytes(pack.gate_file.read_bytes())
    except (OSError, ValueError) as error:
        raise PackError(
            f"{pack.gate_file}: the gate of the pack {pack.id} cannot be loaded ({error}); "
            "install the pack again."
        ) from None


def measure_statistics(
    pack: ModelPack, gate: PictureGate, statistics: Array | None
) -> list[Likeness]:
    """The likeness of N pictures, from what the network of a pack says of them.

    Raises:
        PackError: its gate is another network's, or its network gives no statistics.
    """
    try:
        if statistics is None:
            raise ValueError("its network gives no statistics")
        return gate.measure(statistics)
    except ValueError as error:
        raise PackError(
            f"{pack.gate_file}: the gate does not fit the network of the pack {pack.id} "
            f"({error}); install the pack again."
        ) from None


def gate_sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def within(likeness: Likeness, rule: GateRule) -> bool:
    """Whether a picture is one of the kind the pack was made for."""
    return (
        likeness.foreignness <= rule.foreignness_limit and likeness.distance <= rule.distance_limit
    )


def margin(likeness: Likeness, gate: PictureGate, rule: GateRule) -> float:
    """How far inside its limits a picture is, in a measure that compares with other packs'.

    Returns:
        1 where it is as foreign and as far as the pack's own pictures are on average, 0 at the
        limit that is nearer, less than 0 outside.
    """
    foreign = _inside(likeness.foreignness, rule.foreignness_limit, float(gate.usual[0]))
    return min(foreign, _inside(likeness.distance, rule.distance_limit, 1.0))


def _inside(value: float, limit: float, usual: float) -> float:
    return (limit - value) / max(limit - usual, _LEAST_ROOM)


def margin_of_series(margins: Sequence[float]) -> float:
    """The margin of a scan from those of its pictures, at least one.

    It is 0 or more where ``verdict`` takes the scan.
    """
    needed = max(math.ceil(LEAST_SHARE * len(margins)), 1)
    return sorted(margins, reverse=True)[needed - 1]


def verdict(likenesses: Sequence[Likeness], rule: GateRule) -> str | None:
    """Why a scan is refused, in plain words with what was measured; None where it is not.

    Args:
        likenesses: of its pictures, blank ones left out; one for a single picture.
        rule: the pack's limits.
    """
    accepted = sum(within(one, rule) for one in likenesses)
    if accepted and accepted >= LEAST_SHARE * len(likenesses):
        return None
    if len(likenesses) > 1:
        return (
            f"only {accepted} of {len(likenesses)} pictures of the series are like those it was "
            f"made for, and at least {LEAST_SHARE:.0%} have to be"
        )
    (one,) = likenesses
    parts = []
    if one.foreignness > rule.foreignness_limit:
        parts.append(
            f"likeness to other kinds of pictures {one.foreignness:.1f}, "
            f"limit {rule.foreignness_limit:.1f}"
        )
    if one.distance > rule.distance_limit:
        parts.append(
            f"distance from the pictures it was made for {one.distance:.1f}, "
            f"limit {rule.distance_limit:.1f}"
        )
    return "; ".join(parts)
