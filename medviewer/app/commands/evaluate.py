"""Measure a model pack on the pictures of a data set.

Every picture takes the path that `medviewer predict` takes. The table shows each figure with
the number of pictures it was measured on and its 95 % interval. Each --data folder holds a
manifest.csv with a split for every picture.
"""

import argparse
from pathlib import Path


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("pack", help="id of an installed pack, or a pack's folder")
    parser.add_argument(
        "--data",
        type=Path,
        action="append",
        required=True,
        metavar="DIR",
        help="folder with a manifest.csv; give it once a data set",
    )
    parser.add_argument("--split", choices=("train", "val", "test"), default="test")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write everything measured")
    parser.add_argument("--device", choices=("auto", "cpu", "cuda", "mps"), default="auto")


def run(args: argparse.Namespace) -> int:
    from medviewer.packs.registry import find_pack
    from medviewer.training.evaluation import evaluate_pack, table
    from medviewer.training.finish import evaluation, write_json
    from medviewer.training.manifest import read_manifests, select
    from medviewer.training.run import choose_device, require_extra

    require_extra()
    pack = find_pack(args.pack)
    records = select(read_manifests(args.data, pack.class_labels, pack.truth), args.split)
    groups = evaluate_pack(pack, records, choose_device(args.device).type)
    print(f"{pack.title} ({pack.id} {pack.version}), split {args.split}, {len(records)} pictures")
    rows = [("data", "figure", "n", "value (95 % interval)")]
    rows += [(g, what, str(n), value) for g, what, n, value in table(groups)]
    widths = [max(len(row[i]) for row in rows) for i in range(4)]
    for row in rows:
        print(
            "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
        )
    if args.json:
        write_json(evaluation(pack, {args.split: groups}), args.json)
        print(f"Everything measured is in {args.json}.")
    return 0
