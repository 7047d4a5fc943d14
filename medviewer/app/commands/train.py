"""Train a model pack by a recipe.

Each --data folder holds a manifest.csv (id, image, mask, label, patient, split) and its
pictures. After every epoch a checkpoint is written to OUT/run; a run that was stopped or
killed goes on with --resume. At the end OUT holds the finished pack with its model card,
evaluation and curves.

Several graphics cards, or processes, share each batch when started by torchrun:
torchrun --nproc-per-node 2 -m medviewer train ...
"""

import argparse
import dataclasses
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from medviewer.training.recipe import Recipe


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("recipe", type=Path, help="recipe (TOML), e.g. resources/recipes/X.toml")
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
        help="data of other tasks, each with a manifest.csv: teaches the finished pack to refuse "
        "such pictures (see `medviewer packs gate`)",
    )
    parser.add_argument(
        "--out", type=Path, required=True, metavar="PACKDIR", help="folder of the finished pack"
    )
    parser.add_argument(
        "--epochs",
        type=int,
        metavar="N",
        help="run the recipe's course in N epochs; with --resume and N already "
        "reached the pack is finished from what there is",
    )
    parser.add_argument(
        "--start-from",
        metavar="PACK",
        help="begin with the weights of this pack (its folder, or the id of an installed one) "
        "instead of what the recipe names",
    )
    parser.add_argument("--device", choices=("auto", "cpu", "cuda", "mps"), default="auto")
    parser.add_argument(
        "--small",
        action="store_true",
        help="take the recipe's small form, for a machine of two processor cores",
    )
    parser.add_argument(
        "--fold",
        metavar="I/K",
        help="cross-validation: train without fold I of K of the training part and validate on "
        "it; folds are by patient, the data's own validation and test parts are left out",
    )
    parser.add_argument(
        "--precision",
        choices=("auto", "fp32", "bf16"),
        help="number format of the forward pass, in place of the recipe's; auto: bf16 on CUDA "
        "and on processors with instructions for it",
    )
    parser.add_argument(
        "--mask-pack",
        metavar="PACK",
        help="for a cascade: the pack (its folder, or the id of an installed one) whose masks are "
        "read, in place of the recipe's",
    )
    parser.add_argument(
        "--published",
        metavar="FILE",
        help="published weights of a DenseNet or ResNet to begin with (.safetensors or .pth)",
    )
    parser.add_argument("--resume", action="store_true", help="go on from OUT/run's checkpoint")


def run(args: argparse.Namespace) -> int:
    from medviewer.training.folds import parse_fold
    from medviewer.training.recipe import load_recipe
    from medviewer.training.run import train

    finished = train(
        _changed(load_recipe(args.recipe, small=args.small), args),
        args.data,
        args.out,
        others=args.others,
        device=args.device,
        resume=args.resume,
        fold=parse_fold(args.fold) if args.fold else None,
        report=lambda line: print(line, flush=True),
    )
    return 0 if finished else 1


def _changed(recipe: "Recipe", args: argparse.Namespace) -> "Recipe":
    """The recipe with what the command line says in its place."""
    from medviewer.training.fitting import Precision
    from medviewer.training.recipe import TrainingError

    fitting, network = recipe.training, recipe.network
    if args.epochs is not None:
        if args.epochs < 1:
            raise TrainingError("--epochs must be at least 1.")
        fitting = fitting.with_epochs(args.epochs)
    if args.precision is not None:
        fitting = dataclasses.replace(fitting, precision=Precision(args.precision))
    if args.start_from is not None:
        network = dataclasses.replace(network, start_from=args.start_from)
    if args.mask_pack is not None:
        if network.name != "cascade":
            raise TrainingError("--mask-pack goes with a recipe of a cascade.")
        network = dataclasses.replace(network, mask_pack=args.mask_pack)
    if args.published is not None:
        network = dataclasses.replace(network, published=args.published)
    return dataclasses.replace(recipe, training=fitting, network=network)
