"""Measure a model pack on the pictures of a data set.

Every picture takes the path that `medviewer predict` takes. The table shows each figure with
the number of pictures it was measured on and its 95 % interval. Each --data folder holds a
manifest.csv with a split for every picture.
"""

import argparse
from collections.abc import Sequence
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
    parser.add_argument(
        "--others",
        type=Path,
        nargs="+",
        default=[],
        metavar="DIR",
        help="data of other tasks: measure also how many pictures the pack refuses, of its own "
        "wrongly and of these rightly",
    )
    parser.add_argument("--split", choices=("train", "val", "test"), default="test")
    parser.add_argument(
        "--shortcuts",
        action="store_true",
        help="measure too what the pack names from the border alone, with the border blanked, "
        "stretched, and with text in the corners; goes into the pack's evaluation and card",
    )
    parser.add_argument("--json", type=Path, metavar="FILE", help="write everything measured")
    parser.add_argument("--device", choices=("auto", "cpu", "cuda", "mps"), default="auto")


def run(args: argparse.Namespace) -> int:
    from medviewer.packs.registry import find_pack
    from medviewer.training.evaluation import evaluate_pack
    from medviewer.training.finish import evaluation, write_json
    from medviewer.training.gate_figures import PROTOCOL, gate_rows
    from medviewer.training.install_gate import measure_refusals
    from medviewer.training.manifest import read_manifests, read_others, select
    from medviewer.training.run import choose_device, require_extra
    from medviewer.training.shortcuts import measure_shortcuts, record_shortcuts, said
    from medviewer.training.table import table

    require_extra()
    pack = find_pack(args.pack)
    records = select(read_manifests(args.data, pack.class_labels, pack.truth), args.split)
    device = choose_device(args.device).type
    others = read_others(args.others, records)
    groups = evaluate_pack(pack, records, device)
    print(f"{pack.title} ({pack.id} {pack.version}), split {args.split}, {len(records)} pictures")
    _print_table(
        [("data", "figure", "n", "value (95 % interval)")]
        + [(g, what, str(n), value) for g, what, n, value in table(groups)]
    )
    measured = evaluation(pack, {args.split: groups})
    if args.shortcuts:
        found = measure_shortcuts(pack, records, device)
        labels = list(pack.class_labels)
        print(f"\nShortcuts, n {found['n']}")
        _print_table(
            [("view", *(f"AUC {label}" for label in labels))]
            + [(v, *(said(one[k]) for k in labels)) for v, one in found["views"].items()]
        )
        record_shortcuts(pack, args.split, found)
        print(f"They are in the evaluation and the model card in {pack.folder}.")
        measured["shortcuts"] = {args.split: found}
    if others:
        refusals = measure_refusals(pack, records, others, args.split, device)
        measured["gate"] = {"protocol": PROTOCOL, "splits": {args.split: refusals}}
        print("\nRefusals")
        _print_table(
            [("pictures", "figure", "n", "share (95 % interval)")]
            + [(g, what, str(n), value) for g, what, n, value in gate_rows(refusals)]
        )
    if args.json:
        write_json(measured, args.json)
        print(f"Everything measured is in {args.json}.")
    return 0


def _print_table(rows: Sequence[Sequence[str]]) -> None:
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        print("  ".join(c.ljust(w) for c, w in zip(row, widths, strict=True)).rstrip())
