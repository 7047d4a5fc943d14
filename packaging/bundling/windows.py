"""Compile the Windows installer: ``make setup``, on Windows, after the bundle."""

import subprocess
import sys

from bundling.contents import PACKAGING, version
from bundling.native import BundleError

SCRIPT = PACKAGING / "windows" / "medviewer.iss"


def command() -> list[str]:
    """The compiler's command line, with the program's version."""
    return ["iscc", f"/DAppVersion={version()}", str(SCRIPT)]


def compile_installer() -> None:
    """Run the compiler; what it says goes to the terminal.

    Raises:
        BundleError: it is not installed, or refuses.
    """
    try:
        code = subprocess.call(command())
    except FileNotFoundError:
        raise BundleError(
            "Inno Setup's compiler iscc is not on the PATH; install Inno Setup 6.3 or later."
        ) from None
    if code != 0:
        raise BundleError(f"iscc ended with {code}; what it said is above.")


if __name__ == "__main__":
    try:
        compile_installer()
    except BundleError as error:
        sys.exit(str(error))
