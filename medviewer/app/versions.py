"""What this installation is made of: for `medviewer --version` and the About dialog."""

import platform
from dataclasses import dataclass
from importlib import metadata

from medviewer import __version__

# The libraries whose version can change an answer, a file or the look of the program.
_LIBRARIES = (
    ("Qt (PySide6)", "PySide6-Essentials", "window"),
    ("pyqtgraph", "pyqtgraph", "window"),
    ("PyTorch", "torch", "networks"),
    ("NumPy", "numpy", "arrays"),
    ("SciPy", "scipy", "measuring"),
    ("OpenCV", "opencv-python-headless", "image processing"),
    ("pydicom", "pydicom", "reads DICOM"),
    ("highdicom", "highdicom", "writes DICOM"),
    ("GDCM", "python-gdcm", "decodes JPEG Lossless and JPEG Extended"),
    ("CharLS (pyjpegls)", "pyjpegls", "decodes JPEG-LS"),
    ("OpenJPEG (pylibjpeg)", "pylibjpeg-openjpeg", "decodes JPEG 2000"),
    ("pylibjpeg-rle", "pylibjpeg-rle", "decodes RLE Lossless"),
    ("Pillow", "pillow", "decodes JPEG, PNG, TIFF, BMP"),
    ("NiBabel", "nibabel", "reads and writes NIfTI"),
    ("pynrrd", "pynrrd", "reads NRRD"),
    ("cryptography", "cryptography", "keys of the store"),
    ("ReportLab", "reportlab", "writes PDF reports"),
)


@dataclass(frozen=True, slots=True)
class Part:
    """One named thing with its version; ``purpose`` says in a few words what it is for."""

    name: str
    version: str
    purpose: str

    def __str__(self) -> str:
        return f"{self.name} {self.version} ({self.purpose})"


@dataclass(frozen=True, slots=True)
class Versions:
    """What is installed.

    ``system`` is the Python and the platform; ``problems`` holds a sentence for each pack
    that is there but cannot be used.
    """

    program: str
    system: str
    packs: tuple[Part, ...]
    libraries: tuple[Part, ...]
    problems: tuple[str, ...] = ()

    def __str__(self) -> str:
        lines = [f"MedViewer {self.program}", self.system, "", "Model packs:"]
        lines += [f"  {part}" for part in self.packs] or ["  none installed"]
        lines += [f"  {problem}" for problem in self.problems]
        lines += ["", "Libraries:"]
        lines += [f"  {part}" for part in self.libraries]
        return "\n".join(lines)


def installed_versions() -> Versions:
    """Read the versions from the packs and from what the installer noted of each library.

    No library is loaded for it but the store's, which tells the version of its cipher.
    """
    from medviewer.packs.registry import PackRegistry
    from medviewer.store import cipher_version

    registry = PackRegistry()
    libraries = [Part(name, _version(package), what) for name, package, what in _LIBRARIES]
    libraries.append(Part("SQLCipher", cipher_version(), "encrypted store"))
    return Versions(
        program=__version__,
        system=f"Python {platform.python_version()}, {platform.system()} {platform.machine()}",
        packs=tuple(Part(pack.id, pack.version, pack.title) for pack in registry.all()),
        libraries=tuple(libraries),
        problems=tuple(str(problem) for problem in registry.problems),
    )


def _version(package: str) -> str:
    try:
        return metadata.version(package)
    except metadata.PackageNotFoundError:
        return "not installed"
