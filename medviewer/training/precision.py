"""In which number format the forward pass computes."""

import torch

from medviewer.training.fitting import Precision

_NATIVE = ("avx512_bf16", "amx_bf16", "arm_bf16", "bf16")


def uses_bf16(wanted: Precision, device: torch.device) -> bool:
    """Whether the forward pass is in bf16.

    ``auto`` takes it on CUDA and on processors with instructions for it; where it has to be
    emulated it is slower than fp32. Weights, losses and steps stay in fp32 either way.
    """
    if wanted is not Precision.AUTO:
        return wanted is Precision.BF16
    if device.type == "cuda":
        return True
    return device.type == "cpu" and cpu_has_bf16()


def cpu_has_bf16() -> bool:
    """Whether this processor has instructions for bf16."""
    known = torch.cpu.get_capabilities() if hasattr(torch.cpu, "get_capabilities") else {}
    return any(known.get(name) for name in _NATIVE)
