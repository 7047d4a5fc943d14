"""Compile the Windows installer. ``python -m bundling.windows``, on Windows, after the bundle."""

import subprocess
import sys

from bundling.contents import PACKAGING, version

SCRIPT = PACKAGING / "windows" / "medviewer.iss"


def command() -> list[str]:
    """The compiler's command line, with the program's version."""
    return ["iscc", f"/DAppVersion={version()}", str(SCRIPT)]


if __name__ == "__main__":
    print(" ".join(command()))
    sys.exit(subprocess.call(command()))
