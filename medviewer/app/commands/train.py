"""Train a model pack by a recipe.

Each --data folder holds a manifest.csv (id, image, mask, label, patient, split) and its
pictures. After every epoch a checkpoint is written to OUT/run; a run that was stopped or
killed goes on with --resume. At the end OUT holds the finished pack with its model card,
evaluation and curves.

RECIPE may be a list of recipes, such as resources/recipes/models.toml: then each pack is made
in OUT/ID, in the list's order. What is finished there is left as it is, what was begun goes on,
and one that fails does not stop the others. --data may then be the folder of all data sets.
A study, such as resources/recipes/transfer.toml, is run in the same way; its tables and picture
are written to OUT at the end.

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
        "--only",
        nargs="+",
        default=[],
        metavar="ID",
        help="of a list of recipes: these alone, by id or group, and what they begin with",
    )
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
        help="take the recipe's small form, for a machine of two processor cores; of a list, "
        "where a recipe has one",
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
    from medviewer.training.several import holds

    if holds(args.recipe, "model") or holds(args.recipe, "study"):
        return _run_list(args)
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


_OF_ONE_RECIPE = ("epochs", "start_from", "fold", "mask_pack", "published", "others")


def _run_list(args: argparse.Namespace) -> int:
    """Train the models of a list or a study; 0 if all of them are finished."""
    from medviewer.training.recipe import TrainingError
    from medviewer.training.several import choose, data_folders, holds, read_list, train_several
    from medviewer.training.study import entries, read_study, write_study

    for name in _OF_ONE_RECIPE:
        if getattr(args, name):
            raise TrainingError(
                f"--{name.replace('_', '-')} goes with one recipe, not with a list of them."
            )
    study = read_study(args.recipe) if holds(args.recipe, "study") else None
    listed = (
        entries(study, args.recipe.parent) if study else read_list(args.recipe, small=args.small)
    )
    chosen = [
        dataclasses.replace(e, recipe=_changed(e.recipe, args)) for e in choose(listed, args.only)
    ]
    outcome = train_several(
        chosen,
        data_folders(args.data),
        args.out,
        device=args.device,
        report=lambda line: print(line, flush=True),
    )
    if outcome.stopped:
        print("Stopped; the same command goes on.")
    print(f"{len(outcome.finished)} of {len(chosen)} models are finished in {args.out}.")
    for name, reason in outcome.failed.items():
        print(f"{name} failed: {reason}")
    if study and outcome.finished:
        print("Written: " + ", ".join(str(f) for f in write_study(study, args.out)))
    return 0 if len(outcome.finished) == len(chosen) else 1


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
        # Published weights take the place of those that the recipe begins with.
        network = dataclasses.replace(network, published=args.published, start_from=None)
    return dataclasses.replace(recipe, training=fitting, network=network)
