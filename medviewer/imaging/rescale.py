"""From stored values to those that are shown and measured."""

from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True, slots=True)
class Rescale:
    """Stored value -> value in the volume's unit."""

    slope: float = 1.0
    intercept: float = 0.0

    def apply(self, stored: np.ndarray, bits: int, signed: bool) -> np.ndarray:
        """``stored`` itself where nothing changes, else int16 or int32 where whole, or float32."""
        if self.slope == 1 and self.intercept == 0:
            return stored
        if (
            not (self.slope.is_integer() and self.intercept.is_integer())
            or stored.dtype.kind == "f"
        ):
            values = stored.astype(np.float64) * self.slope + self.intercept
            return values.astype(np.float32)
        low, high = (-(2 ** (bits - 1)), 2 ** (bits - 1) - 1) if signed else (0, 2**bits - 1)
        ends = sorted((low * self.slope + self.intercept, high * self.slope + self.intercept))
        slope, intercept = int(self.slope), int(self.intercept)
        if ends[0] >= -(2**31) and ends[1] < 2**31:
            whole = stored.astype(np.int32) * np.int32(slope) + np.int32(intercept)
            # Headers often allow more than the pixels use: CT stays in 16 bits.
            fits = whole.min() >= -32768 and whole.max() <= 32767
            return whole.astype(np.int16) if fits else whole
        return (stored.astype(np.float64) * self.slope + self.intercept).astype(np.float32)
