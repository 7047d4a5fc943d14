"""Entry of the program: one command line for the window and for scripts."""

import argparse
import importlib
import os
import sys
from collections.abc import Sequence

from medviewer.domain.errors import KnownError

# Each command is a module of medviewer.app.commands with add_arguments(parser) and
# run(args) -> int; its first docstring line is the help text. Modules import what they need
# inside run(), so that `medviewer --help` and the window start without torch.
COMMANDS = (
    "predict",
    "info",
    "train",
    "evaluate",
    "packs",
    "report",
    "accounts",
    "audit",
    "backup",
    "restore",
    "selftest",
    "demo",
    "deidentify",
)


_NO_TRAINING = (
    "the installed program reads scans, it does not train or evaluate packs; for that install "
    "the Python package with pip install 'medviewer[train]'."
)


class _Version(argparse.Action):
    """Collects the versions only when they are asked for."""

    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> None:
        from medviewer.app.versions import installed_versions

        print(installed_versions())
        parser.exit()


def build_parser() -> argparse.ArgumentParser:
    """The parser with every command; without one the window opens."""
    parser = argparse.ArgumentParser(
        prog="medviewer",
        description="Read medical scans with AI. Without a command the window opens "
        "(medviewer [PATH ...]). Not for diagnostic use.",
    )
    parser.add_argument(
        "--version", action=_Version, nargs=0, help="what this installation is made of"
    )
    commands = parser.add_subparsers(dest="command", metavar="COMMAND")
    for name in COMMANDS:
        module = importlib.import_module(f"medviewer.app.commands.{name}")
        summary = (module.__doc__ or "").strip()
        sub = commands.add_parser(
            name,
            help=summary.splitlines()[0],
            description=summary,
            formatter_class=argparse.RawDescriptionHelpFormatter,
        )
        module.add_arguments(sub)
        sub.set_defaults(run=module.run)
    return parser


def opens_window(arguments: Sequence[str]) -> bool:
    """Whether this command line asks for the window: no command, and no question."""
    first = next((a for a in arguments if not a.startswith("-")), None)
    return first not in COMMANDS and not {"-h", "--help", "--version"} & set(arguments)


def _open_window(arguments: Sequence[str]) -> int:
    try:
        from medviewer.app.window import open_window
    except ImportError as error:
        from medviewer.app.desktop_libraries import missing_library

        said = missing_library(error)
        if said is None:
            raise
        print(f"medviewer: {said}", file=sys.stderr)
        return 2
    return open_window(arguments)


def main(argv: Sequence[str] | None = None) -> int:
    """Run a command or open the window.

    Returns:
        0 all fine, 1 some cases failed or were refused, 2 wrong use.
    """
    arguments = list(sys.argv[1:] if argv is None else argv)
    if opens_window(arguments):
        return _open_window(arguments)
    parser = build_parser()
    args = parser.parse_args(arguments)
    try:
        return int(args.run(args))
    except KnownError as error:
        print(f"medviewer: {error}", file=sys.stderr)
        return 2
    except ModuleNotFoundError as error:
        # The installed program is without the training room and what only that needs.
        if not (error.name or "").startswith("medviewer.training"):
            raise
        print(f"medviewer: {_NO_TRAINING}", file=sys.stderr)
        return 2
    except BrokenPipeError:
        # Whoever read our output has gone (`| head`); nothing more can be said there.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except KeyboardInterrupt:
        print("medviewer: stopped.", file=sys.stderr)
        return 1
