"""The network as a run begins: built, perhaps with weights taken over, parts of it held."""

import dataclasses
from collections.abc import Callable
from pathlib import Path

import torch
from torch import nn

from medviewer.networks import build, load_weights
from medviewer.networks.published import load_published
from medviewer.packs.pack import PACK_FILE, ModelPack, load_pack, verify_weights
from medviewer.packs.registry import find_pack
from medviewer.training.recipe import NetworkRecipe, Recipe, TrainingError
from medviewer.training.transfer import take_over

_MASK_NETWORK = "mask_network"  # of the cascade


def find_beside(name: str | None, folder: Path) -> ModelPack | None:
    """The pack in a folder beside the one to be made, else of that folder or id anywhere.

    Args:
        name: folder or id; None for no pack.
        folder: that the pack to be made lies in.

    Raises:
        PackError: there is none, or it is damaged.
    """
    if name is None:
        return None
    return load_pack(folder / name) if (folder / name / PACK_FILE).is_file() else find_pack(name)


def with_mask_pack(recipe: Recipe, beside: Path) -> Recipe:
    """A cascade's recipe with the network of its mask pack filled in.

    Args:
        recipe: any; without ``mask_pack`` it is given back as it is.
        beside: folder that a relative ``mask_pack`` lies in.

    Raises:
        PackError: there is no such pack, or it is damaged.
        TrainingError: it makes no mask, or it sees pictures otherwise.
    """
    pack = find_beside(recipe.network.mask_pack, beside)
    if pack is None:
        return recipe
    if not pack.segments:
        raise TrainingError(f"{pack.folder}: the mask pack makes no mask; name another.")
    if pack.input != recipe.input.rule(recipe.training.stages[-1].size):
        rule = pack.input
        raise TrainingError(
            f"{pack.folder}: the mask pack sees pictures otherwise than the recipe ("
            f"{rule.channels} x {rule.rows} x {rule.columns}, {rule.resize}, {rule.intensity}); "
            "give the recipe the same input and size."
        )
    arguments = recipe.network.arguments | {
        _MASK_NETWORK: pack.network_name,
        "mask_arguments": dict(pack.network_arguments),
    }
    network = dataclasses.replace(
        recipe.network, arguments=arguments, mask_pack=str(pack.folder.resolve())
    )
    return dataclasses.replace(recipe, network=network)


def new_network(
    recipe: Recipe, start: ModelPack | None, report: Callable[[str], None]
) -> nn.Module:
    """The recipe's network, with the weights that it takes over and its held parts held.

    Args:
        recipe: what to build.
        start: the pack whose weights it begins with.
        report: gets a line where weights are taken over.

    Raises:
        PackError: weights to begin with are missing or changed.
        TrainingError: the network cannot be built, answers no pictures of these sizes, or the
            weights to begin with are another network's.
    """
    network = plain_network(recipe)
    chosen = recipe.network
    if start is not None:
        taken, of = take_over(network, start)
        report(f"Starting from {start.id} {start.version}: {taken:,} of {of:,} values.")
    try:
        if chosen.published is not None:
            load_published(Path(chosen.published), network)
        if chosen.mask_pack is not None:
            pack = load_pack(Path(chosen.mask_pack))
            verify_weights(pack)
            load_weights(network.get_submodule(_MASK_NETWORK), pack.weights_file)
    except ValueError as error:
        raise TrainingError(f"The weights to begin with cannot be used: {error}.") from None
    except OSError as error:
        raise TrainingError(f"{chosen.published}: {error.strerror or 'cannot be read'}.") from None
    names = [name for name, _ in network.named_modules()]
    for beginning in chosen.frozen:
        if not any(f"{name}.".startswith(f"{beginning}.") for name in names):
            raise TrainingError(f"The recipe holds {beginning!r}, which the network has not.")
    if chosen.frozen and not held(chosen):
        report("No weights to begin with were given, so the whole network learns.")
    return network


def plain_network(recipe: Recipe) -> nn.Module:
    """The recipe's network with untrained weights.

    Raises:
        TrainingError: it cannot be built, or answers no pictures of these sizes.
    """
    try:
        network = build(recipe.network.name, recipe.network.arguments)
        # Only unpadded networks ask for certain sizes.
        if (output_size := getattr(network, "output_size", None)) is not None:
            for stage in recipe.training.stages:
                output_size(stage.size)
    except (ValueError, RuntimeError) as error:
        raise TrainingError(f"The recipe's network cannot be made: {error}.") from None
    return network


def held(network: NetworkRecipe) -> tuple[str, ...]:
    """Beginnings of the names of modules that stay as they were taken over."""
    if network.mask_pack is not None:
        return (*network.frozen, _MASK_NETWORK)
    taken_over = network.start_from is not None or network.published is not None
    return network.frozen if taken_over else ()


def load_state(network: nn.Module, state: dict[str, torch.Tensor], file: Path) -> None:
    """Fill a network from a checkpoint.

    Raises:
        TrainingError: the checkpoint is of another network.
    """
    try:
        network.load_state_dict(state)
    except RuntimeError:
        raise TrainingError(
            f"{file}: the checkpoint is of another network than the recipe's."
        ) from None
