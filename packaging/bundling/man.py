"""The manual page, made from the command line's own help."""

import argparse

from bundling.contents import version
from medviewer.app.main import build_parser


def manual_page() -> str:
    """``medviewer(1)`` in the man macros, with every command and its options."""
    parser = build_parser()
    lines = [
        f'.TH MEDVIEWER 1 "" "MedViewer {version()}" "User commands"',
        ".SH NAME",
        r"medviewer \- read medical scans with AI",
        ".SH SYNOPSIS",
        ".B medviewer",
        r"[\fIPATH\fR ...] [\fB\-\-demo\fR] [\fB\-\-store\fR \fIFILE\fR]",
        ".br",
        ".B medviewer",
        r"\fICOMMAND\fR [\fIoptions\fR]",
        ".SH DESCRIPTION",
        "Without a command the window opens, with the scans or folders that are named. "
        "Not for diagnostic use.",
        ".SH COMMANDS",
    ]
    for name, command in _commands(parser).items():
        lines += [".TP", rf"\fB{name}\fR", *_paragraphs(command.description or "")]
        for action in command._actions:  # noqa: SLF001 - argparse has no other list of them
            if action.help and action.help != argparse.SUPPRESS and action.dest != "help":
                what = ", ".join(action.option_strings) or str(action.metavar or action.dest)
                lines += [".RS", ".TP", rf"\fB{_escaped(what)}\fR", _escaped(action.help), ".RE"]
    lines += [
        ".SH ENVIRONMENT",
        *_entry("MEDVIEWER_STORE", "The store's file, in place of the one in your data folder."),
        *_entry("MEDVIEWER_PACKS", "Further folders with model packs."),
        *_entry("MEDVIEWER_USER, MEDVIEWER_PASSPHRASE", "Sign-in for scripts."),
        ".SH FILES",
        *_entry("~/.local/share/MedViewer", "The encrypted store."),
        *_entry("~/.config/MedViewer", "Settings and your own key map."),
        *_entry("~/.local/state/MedViewer", "The log and crash reports, without patient data."),
        ".SH EXIT STATUS",
        "0 all fine, 1 some cases failed or were refused, 2 wrong use.",
    ]
    return "\n".join(lines) + "\n"


def _commands(parser: argparse.ArgumentParser) -> dict[str, argparse.ArgumentParser]:
    found = (a for a in parser._actions if isinstance(a, argparse._SubParsersAction))  # noqa: SLF001
    return dict(next(found).choices)


def _paragraphs(text: str) -> list[str]:
    """Running text; an empty line begins a paragraph of the same entry."""
    return [_escaped(line) if line.strip() else ".IP" for line in text.splitlines()]


def _entry(name: str, text: str) -> list[str]:
    return [".TP", rf"\fB{_escaped(name)}\fR", _escaped(text)]


def _escaped(text: str) -> str:
    """Text without anything that the man macros would take for their own."""
    plain = text.strip().replace("\\", r"\e").replace("-", r"\-").replace("%%", "%")
    return rf"\&{plain}" if plain.startswith((".", "'")) else plain
