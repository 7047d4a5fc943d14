"""The order of file names."""

import re


def natural_key(name: str) -> list[tuple[int, int, str]]:
    """Sort key by which img2 comes before img10."""
    parts = re.split(r"(\d+)", name.casefold())
    return [(1, int(p), "") if p.isdecimal() else (0, 0, p) for p in parts if p]
