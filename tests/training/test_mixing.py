"""Pictures mixed with one another in a batch."""

import torch

from medviewer.training.mixing import LEFT_OUT, mixed


def batch(count: int = 8) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
    """Picture n has the value n everywhere, its mask n / count."""
    number = torch.arange(count, dtype=torch.float32)
    picture = number.reshape(-1, 1, 1, 1).expand(-1, 2, 32, 48).clone()
    return picture, picture[:, :1] / count, torch.arange(count)


def test_mask_and_label_go_with_the_picture() -> None:
    torch.manual_seed(3)
    picture, mask, label = batch()
    found, found_mask, found_label = mixed(picture, mask, label, 1.0)
    changed = 0
    for number, (one, one_mask) in enumerate(zip(found, found_mask, strict=True)):
        values = one.unique().tolist()
        torch.testing.assert_close(one[:1] / len(picture), one_mask)
        torch.testing.assert_close(one[0], one[1])
        if values == [number]:
            assert found_label[number] == number
            continue
        changed += 1
        other = next(v for v in values if v != number)
        share = float((one[0] == other).float().mean())
        assert number in values
        assert 0.05 < share < 0.5
        assert found_label[number] == LEFT_OUT
    assert changed >= 6


def test_what_was_given_stays_as_it_was() -> None:
    given = batch()
    mixed(*given, 1.0)
    for one, before in zip(given, batch(), strict=True):
        assert torch.equal(one, before)


def test_without_chance_nothing_is_mixed() -> None:
    for one, before in zip(mixed(*batch(), 0.0), batch(), strict=True):
        assert torch.equal(one, before)


def test_the_same_seed_mixes_the_same() -> None:
    found = []
    for _ in range(2):
        torch.manual_seed(7)
        found.append(mixed(*batch(), 0.5)[0])
    assert torch.equal(*found)
    assert not torch.equal(found[0], batch()[0])
