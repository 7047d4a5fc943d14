"""``python -m medviewer``: the same entry as the ``medviewer`` command."""

import sys

from medviewer.app.main import main

if __name__ == "__main__":
    sys.exit(main())
