"""Grab the window in its main states: ``python -m tests.gallery [--out DIR] [--only LOOK ...]``.

The pictures of ``resources/screenshots`` come from here (``make gallery``): both themes at 100 and
200 % and high contrast, phantoms and drawings only, in few colours so that they stay small.
Without a display Qt draws into memory.
"""

import argparse
import json
import os
import sys
from pathlib import Path

FOLDER = Path(__file__).resolve().parents[2] / "resources" / "screenshots"
# Name of the folder: theme, percent, size of the window, states (none: all of them).
_FEW = ("sign-in", "empty", "predicted", "edited", "queue", "settings-display", "three-planes")
LOOKS: dict[str, tuple[str, int, tuple[int, int], tuple[str, ...]]] = {
    "dark-100": ("dark", 100, (1280, 800), ()),
    "light-100": ("light", 100, (1280, 800), _FEW),
    "dark-200": ("dark", 200, (1920, 1080), _FEW),
    "light-200": ("light", 200, (1920, 1080), _FEW),
    "high-contrast": ("high contrast", 100, (1280, 800), ("predicted", "palette")),
}


def main() -> int:
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    os.environ.setdefault("QT_LOGGING_RULES", "default.warning=false")
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=FOLDER)
    parser.add_argument("--only", nargs="*", choices=sorted(LOOKS), default=sorted(LOOKS))
    parser.add_argument("--language", default="en")
    args = parser.parse_args()
    for name in args.only:
        _write(name, args.out / name, args.language)
    from tests.gallery.likeness import drawn_with

    told = json.dumps(drawn_with(), indent=1) + "\n"
    (args.out / "drawn-with.json").write_text(told, encoding="utf-8")
    return 0


def _write(name: str, folder: Path, language: str) -> None:
    from tests.gallery.likeness import few_colours
    from tests.gallery.states import walk

    theme, scale, size, wanted = LOOKS[name]
    folder.mkdir(parents=True, exist_ok=True)
    for state, picture in walk(theme, scale, size, language):
        if not wanted or state in wanted:
            path = folder / f"{state}.png"
            few_colours(picture).save(path, optimize=True)
            print(f"{path} {path.stat().st_size // 1024} KiB", flush=True)


if __name__ == "__main__":
    sys.exit(main())
