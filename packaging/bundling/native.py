"""Shared libraries: what they need, and which of them nobody needs."""

import importlib.util
import re
import subprocess
from collections.abc import Container, Iterable, Mapping
from pathlib import Path

from bundling.distributions import TocEntry


class BundleError(Exception):
    """The bundle cannot be made or must not be given away; the text says why and what to do."""


def require_cpu_torch() -> None:
    """A bundle is for desks of every kind: the build of torch without CUDA, a tenth of the size.

    Raises:
        BundleError: torch is missing or is the CUDA build.
    """
    spec = importlib.util.find_spec("torch")
    if spec is None or spec.origin is None:
        raise BundleError("torch is not installed here; run `make bundle`, which installs it.")
    text = (Path(spec.origin).parent / "version.py").read_text(encoding="utf-8")
    if not re.search(r"^cuda[^=]*= None$", text, re.MULTILINE):
        raise BundleError(
            "The torch that is installed here is the CUDA build, several gigabytes large. "
            "Install the CPU build of the same version into this environment, then build again."
        )


def needed(library: Path) -> frozenset[str]:
    """Names of the shared libraries that an ELF file asks for by itself (DT_NEEDED)."""
    done = subprocess.run(
        ["objdump", "-p", str(library)], capture_output=True, text=True, check=False
    )
    return frozenset(re.findall(r"^\s+NEEDED\s+(\S+)$", done.stdout, re.MULTILINE))


def glibc_floor(libraries: Iterable[Path]) -> str:
    """The oldest glibc under which all these ELF files load, e.g. ``2.34``."""
    newest = (0, 0)
    for library in libraries:
        done = subprocess.run(
            ["objdump", "-p", str(library)], capture_output=True, text=True, check=False
        )
        for major, minor in re.findall(r"GLIBC_(\d+)\.(\d+)", done.stdout):
            newest = max(newest, (int(major), int(minor)))
    return f"{newest[0]}.{newest[1]}"


def not_needed(sources: Mapping[str, Path], candidates: Iterable[str]) -> set[str]:
    """Those of the candidates that no other library needs, directly or through one that stays.

    Args:
        sources: every library of the bundle, its place there -> the file it comes from.
        candidates: places that may go (libraries of the system that came along by themselves).
    """
    needs = {place: needed(file) for place, file in sources.items()}
    gone: set[str] = set()
    while True:
        asked = {name for place in sources if place not in gone for name in needs[place]}
        more = {c for c in candidates if c not in gone and Path(c).name not in asked}
        if not more:
            return gone
        gone |= more


def without_unneeded(entries: Iterable[TocEntry], left_to_system: Container[str]) -> list[TocEntry]:
    """The files without the libraries the desktop brings, nor what only those had need of.

    Nor the libraries of Qt that only a left-out plugin asked for, nor links to any of these.
    """
    kept = {e[0]: e for e in entries if Path(e[0]).name not in left_to_system}
    binary = ("BINARY", "EXTENSION")
    sources = {place: Path(e[1]) for place, e in kept.items() if e[2] in binary}
    may_go = [
        place
        for place, file in sources.items()
        if file.parts[1] in ("lib", "lib64", "usr") or "Qt/lib/" in place
    ]
    gone = not_needed(sources, may_go)
    names = {Path(place).name for place in gone}
    return [
        entry
        for place, entry in kept.items()
        if place not in gone and not (entry[2] == "SYMLINK" and Path(place).name in names)
    ]
