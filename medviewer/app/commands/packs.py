"""List, show, verify and compare the model packs, and teach one what to refuse."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from medviewer.packs.pack import ModelPack


def add_arguments(parser: argparse.ArgumentParser) -> None:
    actions = parser.add_subparsers(dest="action", metavar="ACTION", required=True)
    actions.add_parser("list", help="the installed packs, a line each")
    show = actions.add_parser("show", help="everything a pack says of itself")
    show.add_argument("pack", metavar="ID", help="id of an installed pack, or a pack's folder")
    verify = actions.add_parser("verify", help="check weights and gate against their SHA-256")
    verify.add_argument(
        "pack",
        metavar="ID",
        nargs="?",
        help="one pack, by id or folder, or a folder of packs; without it all installed ones",
    )
    measured = actions.add_parser(
        "table",
        help="the measured table: every pack's figures beside the published ones",
        description="Make the table of published.toml and the packs' evaluation.json; print it, "
        "or write it into documents that have its marks. Needs the extra 'train'.",
    )
    measured.add_argument(
        "--packs",
        type=Path,
        metavar="DIR",
        help="folder with published.toml and the packs (default: the program's own)",
    )
    measured.add_argument(
        "--write", type=Path, nargs="+", default=[], metavar="FILE", help="documents to write into"
    )
    gate = actions.add_parser(
        "gate",
        help="teach a pack to refuse pictures it was not made for",
        description="Fit the gate of a pack, by which it refuses pictures it was not made for, "
        "measure it, and write gate.safetensors, pack.toml, evaluation.json and MODEL_CARD.md. "
        "The weights stay as they are. Needs the extra 'train'.",
    )
    gate.add_argument("pack", metavar="ID", help="id of an installed pack, or a pack's folder")
    gate.add_argument(
        "--data",
        type=Path,
        nargs="+",
        required=True,
        metavar="DIR",
        help="the data it was trained on, each folder with a manifest.csv",
    )
    gate.add_argument(
        "--others", type=Path, nargs="+", required=True, metavar="DIR", help="data of other tasks"
    )
    gate.add_argument("--device", choices=("auto", "cpu", "cuda", "mps"), default="auto")


def run(args: argparse.Namespace) -> int:
    from medviewer.packs.pack import PACK_FILE
    from medviewer.packs.registry import PackRegistry, find_pack

    if args.action == "show":
        _show(find_pack(args.pack))
        return 0
    if args.action == "gate":
        return _gate(args)
    if args.action == "table":
        return _table(args)
    registry = PackRegistry()
    if args.action == "verify" and args.pack:
        if not any(Path(args.pack).glob(f"*/{PACK_FILE}")):
            return _verify([find_pack(args.pack)])
        registry = PackRegistry([Path(args.pack)])
    if args.action == "list":
        for pack in registry.all():
            print(f"{pack.id}  {pack.version}  {pack.title}: {pack.task}")
    bad = _verify(registry.all()) if args.action == "verify" else 0
    for problem in registry.problems:
        print(problem)
    if not registry.all() and not registry.problems:
        print("No model pack is installed.")
    return 1 if bad or registry.problems else 0


def _show(pack: "ModelPack") -> None:
    rule = pack.input
    presence = pack.presence_gate
    lines = [
        ("id", pack.id),
        ("version", pack.version),
        ("title", pack.title),
        ("task", pack.task),
        (
            "modalities",
            ", ".join(pack.modalities) + (" and plain pictures" if pack.accepts_pictures else ""),
        ),
        (
            "input",
            f"{rule.channels} x {rule.rows} x {rule.columns}, {rule.resize.value}, "
            f"{rule.intensity.value}",
        ),
        ("network", f"{pack.network_name} {dict(pack.network_arguments)}"),
        ("classes", ", ".join(c.title for c in pack.classes) or "none"),
        (
            "segments",
            ", ".join(f"{s.segment.title} (probability >= {s.threshold:g})" for s in pack.segments)
            or "none",
        ),
        ("temperature", f"{pack.temperature:g}"),
        (
            "outline gate",
            f"none where P({presence.absent_class}) >= {presence.threshold:g}"
            if presence
            else "none",
        ),
        (
            "refuses",
            f"likeness to others over {pack.gate.foreignness_limit:g}, distance over "
            f"{pack.gate.distance_limit:g}"
            if pack.gate
            else "by modality and size only",
        ),
        ("weights SHA-256", pack.weights_sha256),
        ("folder", str(pack.folder)),
    ]
    for name, value in lines:
        print(f"{name + ':':<17}{value}")
    print("operating points:")
    for point in pack.operating_points:
        mark = " (default)" if point.name == pack.default_operating_point else ""
        print(f"  {point.name}{mark}: {point.meaning}")
        if point.sensitivity is not None and point.specificity is not None:
            print(
                f"    sensitivity {point.sensitivity:.3f}, specificity {point.specificity:.3f} "
                f"on {point.n} pictures, {point.measured_on}"
            )
    print("limits:")
    for sentence in pack.limits:
        print(f"  - {sentence}")
    print("Not for diagnostic use.")


def _gate(args: argparse.Namespace) -> int:
    from medviewer.packs.registry import find_pack
    from medviewer.training.install_gate import install_gate
    from medviewer.training.manifest import read_manifests, read_others
    from medviewer.training.run import choose_device, require_extra

    require_extra()
    pack = find_pack(args.pack)
    own = read_manifests(args.data, pack.class_labels, pack.truth)
    others = read_others(args.others, own)
    install_gate(pack, own, others, choose_device(args.device).type)
    return 0


def _table(args: argparse.Namespace) -> int:
    from medviewer.resources import pack_folders
    from medviewer.training.ledger import measured_table, write_tables
    from medviewer.training.run import require_extra

    require_extra()
    folder = args.packs or pack_folders()[-1]
    if not args.write:
        print(measured_table(folder))
    for file in args.write:
        print(f"{file}: {'written' if write_tables(file, folder) else 'up to date'}.")
    return 0


def _verify(packs: "list[ModelPack]") -> int:
    from medviewer.domain.errors import PackError
    from medviewer.packs.gate import verify_gate
    from medviewer.packs.pack import verify_weights

    bad = 0
    for pack in packs:
        try:
            verify_weights(pack)
            verify_gate(pack)
            gate = f", gate as measured ({pack.gate.sha256[:12]}...)" if pack.gate else ", no gate"
            print(
                f"{pack.id} {pack.version}: weights as measured ({pack.weights_sha256[:12]}...)"
                + gate
            )
        except PackError as error:
            print(error)
            bad += 1
    return 1 if bad else 0
