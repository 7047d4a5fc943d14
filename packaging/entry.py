"""Where the installed program starts, with or without a window."""

import sys

from medviewer.app.bundle import start

if __name__ == "__main__":
    sys.exit(start())
