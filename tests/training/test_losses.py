"""Losses against what can be worked out by hand."""

import math

import pytest
import torch

from medviewer.networks import build
from medviewer.training.fitting import (
    Augmentation,
    ClassLoss,
    Fitting,
    LossRecipe,
    MaskLoss,
    Stage,
)
from medviewer.training.losses import Criterion, class_weights, dice_loss, mask_loss
from medviewer.training.recipe import TrainingError

NOTHING = torch.zeros(2, 1, 4, 4)


def criterion(
    masks: dict[MaskLoss, float] | None = None,
    classes: dict[ClassLoss, float] | None = None,
    weights: torch.Tensor | None = None,
) -> Criterion:
    """The joint loss, or these."""
    joint = LossRecipe()
    loss = LossRecipe(
        joint.masks if masks is None else masks, joint.classes if classes is None else classes
    )
    fitting = Fitting(Augmentation.ULTRASOUND, 1, 1, 1, 1.0, (Stage(32, 1),), loss=loss)
    return Criterion(fitting, weights)


def logit(p: float) -> float:
    return math.log(p / (1 - p))


def test_dice_loss_counts_only_pictures_with_a_lesion() -> None:
    sure = torch.tensor([[[[20.0, -20.0]]], [[[20.0, 20.0]]]])
    target = torch.tensor([[[[1.0, 0.0]]], [[[0.0, 0.0]]]])
    assert dice_loss(sure, target).item() == pytest.approx(0.0, abs=1e-5)
    assert dice_loss(-sure, target).item() == pytest.approx(1 - 1 / 3, abs=1e-5)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        (MaskLoss.DICE, 1 - 2 * 0.8 / (0.8 + 0.4 + 1)),
        (MaskLoss.DICE_SQUARED, 1 - 2 * 0.8 / (0.8**2 + 0.4**2 + 1)),
        (MaskLoss.MSE, (0.2**2 + 0.4**2) / 2),
        (MaskLoss.BCE, -(math.log(0.8) + math.log(0.6)) / 2),
    ],
)
def test_mask_losses_by_hand(name: MaskLoss, expected: float) -> None:
    logits = torch.tensor([[[[logit(0.8), logit(0.4)]]]])
    target = torch.tensor([[[[1.0, 0.0]]]])
    assert mask_loss(name)(logits, target).item() == pytest.approx(expected, rel=1e-4)


def test_both_forms_of_dice_take_the_batch_as_one() -> None:
    """A picture with nothing to find then adds only what was found in it."""
    logits = torch.tensor([[[[30.0]]], [[[-30.0]]]])
    target = torch.tensor([[[[1.0]]], [[[0.0]]]])
    for name in (MaskLoss.DICE, MaskLoss.DICE_SQUARED):
        assert mask_loss(name)(logits, target).item() == pytest.approx(0, abs=1e-4)


def test_an_uncertain_label_trains_the_mask_alone() -> None:
    output = {"mask_logits": torch.zeros(1, 1, 2, 2), "class_logits": torch.tensor([[9.0, 0.0]])}
    mask = torch.ones(1, 1, 2, 2)
    unlabelled, right, wrong = (
        criterion()(output, mask, torch.tensor([label])) for label in (-100, 0, 1)
    )
    assert unlabelled.item() == pytest.approx(right.item(), abs=1e-3)
    assert (wrong - unlabelled).item() == pytest.approx(9.0, abs=1e-2)


def test_without_a_mask_the_loss_is_the_cross_entropy_alone() -> None:
    output = {"class_logits": torch.tensor([[0.0, 2.0], [1.0, 1.0]], requires_grad=True)}
    expected = (math.log(1 + math.exp(-2)) + math.log(2)) / 2
    label = torch.tensor([1, 0])
    assert criterion()(output, NOTHING, label).item() == pytest.approx(expected)
    none = criterion()(output, NOTHING, torch.tensor([-100, -100]))
    none.backward()
    assert none.item() == 0


@pytest.mark.parametrize("name", ClassLoss)
def test_class_losses_by_hand(name: ClassLoss) -> None:
    share = [0.5, 0.3, 0.2]
    output = {"class_logits": torch.tensor([share, share, share]).log()}
    label = torch.tensor([0, -100, 2])
    one = {
        ClassLoss.CROSS_ENTROPY: [-math.log(0.5), -math.log(0.2)],
        ClassLoss.BCE: [
            -(math.log(0.5) + math.log(0.7) + math.log(0.8)) / 3,
            -(math.log(0.5) + math.log(0.7) + math.log(0.2)) / 3,
        ],
        ClassLoss.MSE: [(0.25 + 0.09 + 0.04) / 3, (0.25 + 0.09 + 0.64) / 3],
    }[name]
    even = criterion(classes={name: 2.0})(output, NOTHING, label)
    assert even.item() == pytest.approx(2 * sum(one) / 2, rel=1e-5)
    weights = torch.tensor([1.0, 1.0, 3.0])
    uneven = criterion(classes={name: 2.0}, weights=weights)(output, NOTHING, label)
    assert uneven.item() == pytest.approx(2 * (one[0] + 3 * one[1]) / 4, rel=1e-5)


def test_two_classes_have_the_usual_binary_cross_entropy() -> None:
    """With the logits (0, z) of a network that has one output."""
    z = torch.tensor([0.3, -1.2])
    output = {"class_logits": torch.stack([torch.zeros(2), z], 1)}
    label = torch.tensor([1, 0])
    expected = torch.nn.functional.binary_cross_entropy_with_logits(z, label.float())
    for name in (ClassLoss.BCE, ClassLoss.CROSS_ENTROPY):
        found = criterion(classes={name: 1.0})(output, NOTHING, label)
        torch.testing.assert_close(found, expected)


def test_sums_are_weighted() -> None:
    logits, mask = torch.full((1, 1, 2, 2), 0.7), torch.ones(1, 1, 2, 2)
    masks = {MaskLoss.BCE: 0.25, MaskLoss.MSE: 3.0}
    both = criterion(masks)({"mask_logits": logits}, mask, torch.tensor([-100]))
    parts = [weight * mask_loss(name)(logits, mask) for name, weight in masks.items()]
    torch.testing.assert_close(both, parts[0] + parts[1])


def test_the_target_is_cropped_to_what_an_unpadded_network_answers() -> None:
    network = build("unet-valid", {"width": 2, "levels": 2}).train()
    output = network(torch.rand(1, 1, 60, 60))
    mask = torch.zeros(1, 1, 60, 60)
    assert output["mask_logits"].shape[-1] == 20
    mask[..., 20:40, 20:40] = 1  # the middle, all of it
    inside = criterion({MaskLoss.BCE: 1.0})(output, mask, torch.tensor([-100]))
    ones = torch.ones_like(output["mask_logits"])
    torch.testing.assert_close(inside, mask_loss(MaskLoss.BCE)(output["mask_logits"], ones))


def test_deep_maps_count_half_each() -> None:
    mask = torch.ones(1, 1, 2, 2)
    deep = torch.stack([torch.full_like(mask, 1.0), torch.full_like(mask, 2.0)])
    output = {"mask_logits": torch.zeros(1, 1, 2, 2), "deep_mask_logits": deep}
    losses = [math.log(1 + math.exp(-z)) for z in (0.0, 1.0, 2.0)]
    expected = (4 * losses[0] + 2 * losses[1] + losses[2]) / 7
    found = criterion({MaskLoss.BCE: 1.0})(output, mask, torch.tensor([-100]))
    assert found.item() == pytest.approx(expected, rel=1e-5)


def test_a_joint_network_gives_deep_maps_in_training_alone() -> None:
    network = build("joint-unet", {"width": 4, "depths": [1, 1, 1, 1], "deep": 2})
    picture = torch.rand(2, 1, 48, 40)
    assert network.train()(picture)["deep_mask_logits"].shape == (2, 2, 1, 48, 40)
    assert "deep_mask_logits" not in network.eval()(picture)
    with pytest.raises(ValueError, match="at most 2 levels"):
        build("joint-unet", {"width": 4, "depths": [1, 1, 1, 1], "deep": 3})


def test_balanced_classes_weigh_alike() -> None:
    labels, found = ("a", "b", "c"), ["a"] * 6 + ["b"] * 3
    weights = class_weights(LossRecipe(balanced=True), labels, found)
    assert weights is not None
    assert weights.tolist() == pytest.approx([0.5, 1.0, 3.0])
    assert class_weights(LossRecipe(), labels, found) is None
    given = class_weights(LossRecipe(class_weights={"b": 2.0}), labels, found)
    assert given is not None
    assert given.tolist() == [1.0, 2.0, 1.0]


def test_a_recipe_that_trains_no_head_is_told() -> None:
    output = {"mask_logits": torch.zeros(1, 1, 2, 2)}
    with pytest.raises(TrainingError, match="trains no head"):
        criterion(masks={})(output, torch.ones(1, 1, 2, 2), torch.tensor([0]))
