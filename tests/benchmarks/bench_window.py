"""Window drag, next slice and masks on or off: beside a bare ImageItem and beside napari.

Three sizes of picture, each move in milliseconds and frames a second, medians over processes that
take turns; nothing is asserted. All of them draw on the same screen: the one there is, or one in
memory (Xvfb), where napari's OpenGL is drawn by the processor. napari is no part of MedViewer:
install it into an environment of its own and name that Python in ``MEDVIEWER_BENCH_NAPARI``.
"""

import json
import os
import subprocess
import sys
from pathlib import Path

from tests.benchmarks.moves import MOVES, SIDES, middle
from tests.benchmarks.screen import napari_python, screen

ROOT = Path(__file__).resolve().parents[2]
TURNS = 2


def main() -> None:
    """Print a line for each size and move."""
    with screen() as env:
        programs = {"medviewer": sys.executable, "imageitem": sys.executable}
        if napari := napari_python(env):
            programs["napari"] = napari
        spent: dict[tuple[str, int, str], list[float]] = {}
        for _ in range(TURNS):
            for name, python in programs.items():
                for side, moves in _run(python, name, env or {}).items():
                    for move, found in moves.items():
                        spent.setdefault((name, int(side), move), []).extend(found)
    print(f"{'milliseconds (frames a second)':<32}" + "".join(f"{n:>20}" for n in programs))
    for move in MOVES:
        for side in SIDES:
            middles = [middle(spent[name, side, move]) for name in programs]
            cells = "".join(f"{ms:10.1f} ({1000 / ms:5.0f})  " for ms in middles)
            print(f"{move + f', {side} x {side}':<32}{cells}")


def _run(python: str, name: str, env: dict[str, str]) -> dict[str, dict[str, list[float]]]:
    base = os.environ | {"QT_QPA_PLATFORM": "offscreen"} | env
    done = subprocess.run(
        [python, "-m", "tests.benchmarks.moves", name],
        cwd=ROOT,
        env=base,
        capture_output=True,
        text=True,
        timeout=900,
        check=False,
    )
    if done.returncode:
        raise SystemExit(f"{name} did not run:\n{done.stderr[-2000:]}")
    return json.loads(done.stdout.splitlines()[-1])
