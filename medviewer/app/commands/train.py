"""Train a model pack by a recipe.

Each --data folder holds a manifest.csv (id, image, mask, label, patient, split) and its
pictures. After every epoch a checkpoint is written to OUT/run; a run that was stopped or
killed goes on with --resume. At the end OUT holds the finished pack with its model card,
evaluation and curves.
"""

import argparse
import dataclasses
from pathlib import Path


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
    parser.add_argument("--resume", action="store_true", help="go on from OUT/run's checkpoint")


def run(args: argparse.Namespace) -> int:
    from medviewer.training.recipe import TrainingError, load_recipe
    from medviewer.training.run import train

    recipe = load_recipe(args.recipe)
    if args.epochs is not None:
        if args.epochs < 1:
            raise TrainingError("--epochs must be at least 1.")
        fitting = recipe.training.with_epochs(args.epochs)
        recipe = dataclasses.replace(recipe, training=fitting)
    if args.start_from is not None:
        network = dataclasses.replace(recipe.network, start_from=args.start_from)
        recipe = dataclasses.replace(recipe, network=network)
    finished = train(
        recipe,
        args.data,
        args.out,
        device=args.device,
        resume=args.resume,
        report=lambda line: print(line, flush=True),
    )
    return 0 if finished else 1
