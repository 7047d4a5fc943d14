"""What goes into the bundle and what stays out. Read by the build and by the tests."""

import re
import tomllib
from pathlib import Path

PACKAGING = Path(__file__).resolve().parents[1]
ROOT = PACKAGING.parent

# Training is a workshop's matter: it needs data, hours and its own libraries.
TRAINING = ("medviewer.training", "monai", "sklearn", "matplotlib", "tomli_w")

# Imported somewhere below a condition that never holds in this program.
NEVER_USED = (
    "IPython",
    "OpenGL",
    "PyQt5",
    "PyQt6",
    "PySide2",
    "PySide6.QtDBus",
    "PySide6.QtNetwork",
    "_gdbm",  # GPL, and nothing here keeps such a file
    "cupy",
    "defusedxml",  # only the build has it, and Pillow would take it along
    "doctest",
    "functorch",
    "ensurepip",
    "h5py",
    "idlelib",
    "jax",
    "jinja2",
    "lib2to3",
    "numba",
    "numpy.f2py.tests",
    "pandas",
    "pip",
    "pydoc_data",
    "pyqtgraph.examples",
    "pyqtgraph.jupyter",
    "pyqtgraph.opengl",
    "pytest",
    "readline",  # GPL; the program reads lines without it
    "setuptools",
    "tkinter",
    "torch._dynamo",
    "torch._inductor",
    "torch.onnx",
    "torch.utils.benchmark",
    "torch.utils.tensorboard",
    "wheel",
    # What only torch's compiler needs, which is not in the bundle.
    "mpmath",
    "networkx",
    "sympy",
)

EXCLUDED_MODULES = (*TRAINING, *NEVER_USED)

# Qt's plugins that this program can come to use; all others stay out.
QT_PLUGINS = (
    "iconengines/*qsvgicon*",
    "imageformats/*qsvg*",
    "imageformats/*qico*",
    "imageformats/*qjpeg*",
    "platforminputcontexts/*compose*",
    "platforminputcontexts/*ibus*",
    "platforms/*qcocoa*",
    "platforms/*qoffscreen*",
    "platforms/*qwayland*",
    "platforms/*qwindows*",
    "platforms/*qxcb*",
    "platformthemes/*xdgdesktopportal*",
    "styles/*",
    "wayland-decoration-client/*",
    "wayland-graphics-integration-client/*wayland-egl*",
    "wayland-shell-integration/*xdg-shell*",
    "wayland-shell-integration/*qt-shell*",
    "xcbglintegrations/*",
)

# Files that libraries carry for those who develop with them.
_LEFT_OUT = re.compile(
    r"(^|/)(tests?|testing/data|include|cmake|__pycache__)/"
    r"|\.(a|lib|h|hpp|cuh|pyi|cmake|pdb|pxd|prl|qm|f90)$"
    r"|^PySide6/(translations|Qt/translations|Qt/qml|qml)/"
    r"|^torch/(share|test)/"
    r"|^medviewer/_files/model_weights/reference/"  # networks for comparison, for no clinic
    r"|^medviewer/_files/resources/screenshots/"  # for the documents
)


def wanted(target: str) -> bool:
    """Whether a file belongs into the bundle, by its place there."""
    place = target.replace("\\", "/")
    if ".dist-info/" in place:  # names and licences, whatever the files are called
        return True
    if _LEFT_OUT.search(place):
        return False
    plugin = re.search(r"PySide6/(?:Qt/)?plugins/(.+)$", place)
    return plugin is None or any(Path(plugin[1]).match(p) for p in QT_PLUGINS)


def system_libraries() -> dict[str, str]:
    """The libraries that the desktop must bring (Linux): name of the file -> Debian package."""
    with (ROOT / "resources" / "linux-libraries.toml").open("rb") as stream:
        return dict(tomllib.load(stream)["libraries"])


def version() -> str:
    """The program's version, from the one place where it is written."""
    text = (ROOT / "medviewer" / "__init__.py").read_text(encoding="utf-8")
    found = re.search(r'^__version__ = "([^"]+)"', text, re.MULTILINE)
    assert found is not None
    return found[1]
