"""Where in a picture a network found what spoke for a class."""

from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from medviewer.domain.image import ImageVolume
from medviewer.domain.result import next_request_number

EVIDENCE_MEANING = (
    "Shows where the network looked, not where the disease is. Coarse: it has no outline and "
    "no measure."
)


@dataclass(frozen=True)
class EvidenceRequest:
    """A question about one frame: what spoke for the class ``label``?"""

    volume: ImageVolume
    pack_id: str
    label: str
    frame: int = 0
    number: int = field(default_factory=next_request_number)


@dataclass(frozen=True)
class Evidence:
    """The answer. ``weights``: float32, (rows, columns) of the scan, 0 to 1 (the most here).

    All zero where nothing in the picture spoke for the class. Never stored: it is no finding.
    """

    content_hash: str
    label: str
    title: str
    frame: int
    weights: npt.NDArray[np.float32]
