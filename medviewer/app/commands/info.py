"""Say what is in these files or folders.

A folder gets a line a series, files named one by one get a line a file. Every file gets an
answer: a damaged one says what is wrong with it and the others go on.

With --decoders it says instead how each format and each DICOM transfer syntax is decoded on
this machine, and which cannot be.

Exit code: 0 everything could be read, 1 something could not, 2 wrong use.
"""

import argparse
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from medviewer.imaging.inspect import Inspection


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "paths", metavar="PATH", nargs="*", type=Path, help="files or folders with scans"
    )
    parser.add_argument(
        "--decoders",
        action="store_true",
        help="list the library that decodes each format and DICOM transfer syntax here",
    )
    parser.add_argument(
        "--json",
        action="store_true",
        help="one JSON object a line (resources/schemas/info.schema.json)",
    )
    parser.add_argument(
        "--pixels",
        action="store_true",
        help="decode every frame and give the least, greatest and mean stored value",
    )


def run(args: argparse.Namespace) -> int:
    if args.decoders:
        return _list_decoders(as_json=args.json)
    if not args.paths:
        print("Name at least one file or folder, or ask for --decoders.", file=sys.stderr)
        return 2
    from medviewer.imaging.inspect import inspect_paths

    failed = False
    for line in inspect_paths(args.paths, pixels=args.pixels):
        failed |= not line.ok
        if args.json:
            print(json.dumps(line.as_json(), ensure_ascii=False), flush=True)
        else:
            print(_readable(line), flush=True)
    return 1 if failed else 0


def _list_decoders(as_json: bool) -> int:
    from medviewer.imaging.registry import default_registry

    found = default_registry().decoders()
    if as_json:
        print(json.dumps(found, ensure_ascii=False))
        return 0
    width = max(len(name) for name in found)
    for name, library in found.items():
        print(f"{name:<{width}}  {library or 'cannot be decoded here'}")
    return 0


def _readable(line: "Inspection") -> str:
    """One line of the table, and one more for each remark."""
    name = str(line.files[0])
    if len(line.files) > 1:
        name += f" and {len(line.files) - 1} more"
    if not line.ok:
        return f"error     {name}\n            {line.reason}"
    if line.kind != "series":
        columns = f"{line.kind:<9} {name}\n            {line.title}"
        remarks = list(line.warnings)
    else:
        size = f"{line.columns} x {line.rows}"
        if (line.frames or 1) > 1:
            size += f" x {line.frames}"
        spacing = "uncalibrated"
        if line.spacing_mm:
            spacing = " x ".join(f"{mm:.4g}" for mm in line.spacing_mm)
            spacing += f" mm ({line.spacing_source})"
        facts = (line.modality or "picture", size, spacing, line.patient_name or "")
        columns = f"series    {name}\n            " + ", ".join(f for f in facts if f)
        remarks = list(line.warnings)
        if line.stored:
            values = line.stored
            kind = f" {values.colour}" if values.colour else ""
            remarks.insert(
                0,
                f"stored{kind} values {values.min:g} to {values.max:g}, mean {values.mean:.6g}",
            )
    return "\n".join([columns, *(f"            {remark}" for remark in remarks)])
