"""The script that starts the program on Linux, and says where not even Python can start."""

from pathlib import Path

from bundling.contents import PACKAGING

# What is loaded before the program can look at its own installation.
_EARLY = (
    "medviewer.bin",
    "_internal/base_library.zip",
    "_internal/libpython3*",
    "_internal/python3*/lib-dynload/*.so",
)


def write_launcher(bundle: Path) -> Path:
    """Write ``medviewer`` into the bundle, with the sizes that Python's files have there.

    Raises:
        FileNotFoundError: the bundle is without one of these files.
    """
    lines = []
    for pattern in _EARLY:
        files = sorted(bundle.glob(pattern))
        if not files:
            raise FileNotFoundError(f"no {pattern} in {bundle}")
        lines += [f"{f.stat().st_size} {f.relative_to(bundle).as_posix()}" for f in files]
    text = (PACKAGING / "linux" / "medviewer.sh").read_text(encoding="utf-8")
    target = bundle / "medviewer"
    target.write_text(text.replace("@FILES@", "\n".join(lines)), encoding="utf-8")
    target.chmod(0o755)
    return target
