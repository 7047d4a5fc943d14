"""Run every benchmark, or those named: ``python -m tests.benchmarks [start predict ...]``.

Each ``bench_NAME.py`` has ``main()``, which prints what it measured beside its baseline. Nothing
here asserts a time: machines differ, ratios against a baseline run in turn are what to read.
"""

import importlib
import os
import platform
import sys
from pathlib import Path


def main() -> int:
    folder = Path(__file__).parent
    names = sys.argv[1:] or sorted(p.stem.removeprefix("bench_") for p in folder.glob("bench_*.py"))
    print(f"{platform.platform()}, {os.cpu_count()} CPUs, Python {platform.python_version()}")
    for name in names:
        print(f"\n== {name}", flush=True)
        importlib.import_module(f"tests.benchmarks.bench_{name}").main()
    return 0


if __name__ == "__main__":
    sys.exit(main())
