"""The unpadded U-Net and its tiles."""

import numpy as np
import pytest
import torch
from torch import nn

from medviewer.networks import build
from medviewer.networks.tiling import centre_crop, mirror, overlap_tile, pad_to_multiple


@pytest.fixture(autouse=True)
def one_thread() -> None:
    torch.set_num_threads(1)


def narrow(**changes: object) -> nn.Module:
    torch.manual_seed(1)
    return build("unet-valid", {"width": 2, **changes}).eval()


def test_the_published_shapes() -> None:
    seen: list[tuple[int, ...]] = []
    with torch.device("meta"):
        network = build("unet-valid", {}).train()
        network.down[-1].register_forward_hook(lambda _m, _i, out: seen.append(tuple(out.shape)))
        output = network(torch.zeros(1, 1, 572, 572))
    assert seen == [(1, 1024, 28, 28)]
    assert output["mask_logits"].shape == (1, 1, 388, 388)
    assert network.head.out_channels == 2


def test_twenty_three_convolutional_layers() -> None:
    with torch.device("meta"):
        network = build("unet-valid", {})
    layers = [m for m in network.modules() if isinstance(m, nn.Conv2d | nn.ConvTranspose2d)]
    assert len(layers) == 23
    widths = [1, 64, 128, 256, 512, 1024]
    down = sum(9 * a * b + b + 9 * b * b + b for a, b in zip(widths, widths[1:], strict=False))
    up = sum(4 * 2 * w * w + w + 9 * 2 * w * w + w + 9 * w * w + w for w in widths[1:-1])
    head = 64 * 2 + 2
    assert sum(p.numel() for p in network.parameters()) == down + up + head == 31_030_658


def test_sizes_in_and_out() -> None:
    network = narrow()
    assert network.output_size(572) == 388
    assert network.input_size(388) == 572
    assert network.input_size(1) == 188
    assert [network.output_size(n) for n in (188, 204, 252)] == [4, 20, 68]
    for size in (188, 204, 300):
        with torch.no_grad():
            answer = network.train()(torch.zeros(1, 1, size, 188))["mask_logits"]
        assert answer.shape[-2:] == (size - 184, 4)


@pytest.mark.parametrize(("size", "nearest"), [(256, "252, 268"), (187, "188"), (571, "556, 572")])
def test_a_size_it_cannot_learn_from_is_refused_with_the_nearest(size: int, nearest: str) -> None:
    with pytest.raises(ValueError, match=f"{size} pixels.*: {nearest}$"):
        narrow().train()(torch.zeros(1, 1, size, size))


@pytest.mark.parametrize(("levels", "size", "tile"), [(4, 300, 84), (4, 252, 388), (2, 92, 12)])
def test_tiles_give_the_untiled_answer_inside_the_valid_region(
    levels: int, size: int, tile: int
) -> None:
    network = narrow(levels=levels, tile=tile)
    picture = torch.randn(2, 1, size, size, generator=torch.Generator().manual_seed(2))
    with torch.inference_mode():
        untiled = network.answer(picture)
        tiled = network(picture)["mask_logits"]
    assert tiled.shape[-2:] == (size, size)
    assert untiled.std() > 1e-3
    inside = centre_crop(tiled, *untiled.shape[-2:])
    torch.testing.assert_close(inside, untiled, rtol=1e-4, atol=1e-5)


def test_the_size_of_the_tiles_does_not_matter() -> None:
    small, large = narrow(levels=2, tile=8), narrow(levels=2, tile=388)
    picture = torch.randn(1, 1, 61, 38, generator=torch.Generator().manual_seed(2))
    with torch.inference_mode():
        one, other = small(picture)["mask_logits"], large(picture)["mask_logits"]
    torch.testing.assert_close(one, other, rtol=1e-4, atol=1e-5)


def test_the_border_is_answered_from_its_mirror_image() -> None:
    network = narrow(levels=2, tile=388)
    picture = torch.randn(1, 1, 40, 44, generator=torch.Generator().manual_seed(2))
    # Room for the margin of 20 on either side, at a multiple of the pooling step of 4.
    mirrored = torch.from_numpy(
        np.pad(picture.numpy(), ((0, 0), (0, 0), (20, 20), (20, 20)), mode="reflect")
    )
    with torch.inference_mode():
        torch.testing.assert_close(
            network(picture)["mask_logits"], network.answer(mirrored), rtol=1e-4, atol=1e-5
        )


@pytest.mark.parametrize("size", [(1, 1), (2, 3), (5, 40)])
def test_a_picture_smaller_than_the_margin_is_mirrored_again_and_again(
    size: tuple[int, int],
) -> None:
    picture = torch.arange(float(size[0] * size[1])).reshape(1, 1, *size)
    rows, columns = size[0] + 17, size[1] + 11
    ours = mirror(picture, 7, rows, columns)
    after = ((0, 0), (0, 0), (7, rows - 7 - size[0]), (7, columns - 7 - size[1]))
    np.testing.assert_array_equal(ours.numpy(), np.pad(picture.numpy(), after, mode="reflect"))
    with torch.inference_mode():
        assert narrow()(picture)["mask_logits"].shape[-2:] == size


def test_tiles_are_put_where_they_belong() -> None:
    picture = torch.arange(50.0 * 47).reshape(1, 1, 50, 47)
    calls: list[tuple[int, int]] = []

    def middle(part: torch.Tensor) -> torch.Tensor:
        calls.append((part.shape[-2], part.shape[-1]))
        return part[..., 92:-92, 92:-92]

    answer = overlap_tile(middle, picture, margin=92, step=16, tile=20)
    assert torch.equal(answer, picture)
    # 50 and 47 pixels after a lead of 4 need 68 and 52: four and three tiles of 20.
    assert len(calls) == 4 * 3
    assert set(calls) == {(204, 204)}


def test_mask_logits_are_those_of_the_softmax() -> None:
    network = narrow(segments=2, levels=1, tile=388)
    picture = torch.randn(1, 1, 64, 64, generator=torch.Generator().manual_seed(2))
    scores: list[torch.Tensor] = []
    network.head.register_forward_hook(lambda _m, _i, out: scores.append(out))
    with torch.inference_mode():
        logits = network.answer(picture)
    torch.testing.assert_close(logits.sigmoid(), scores[0].softmax(1)[:, 1:])


@pytest.mark.parametrize("tile", [4, 16, 380])
def test_a_tile_that_does_not_fit_is_refused(tile: int) -> None:
    with pytest.raises(ValueError, match="tile: 4 more than a multiple of 16"):
        narrow(tile=tile)


def test_a_picture_without_pixels_is_refused() -> None:
    with pytest.raises(ValueError, match="no pixels"):
        narrow()(torch.zeros(1, 1, 0, 5))


def test_cropping_the_target() -> None:
    target = torch.arange(36.0).reshape(1, 1, 6, 6)
    assert torch.equal(centre_crop(target, 2, 4), target[..., 2:4, 1:5])
    assert torch.equal(centre_crop(target, 6, 6), target)
    with pytest.raises(ValueError, match="hold no 8 x 8"):
        centre_crop(target, 8, 8)


def test_padding_repeats_the_last_row_and_column() -> None:
    padded = pad_to_multiple(torch.tensor([[[[1.0, 2.0], [3.0, 4.0], [5.0, 6.0]]]]), 4)
    expected = [[1.0, 2, 2, 2], [3, 4, 4, 4], [5, 6, 6, 6], [5, 6, 6, 6]]
    assert padded[0, 0].tolist() == expected


@pytest.mark.slow
def test_full_width_tiles_give_the_untiled_answer() -> None:
    torch.manual_seed(1)
    network = build("unet-valid", {"tile": 100}).eval()
    picture = torch.randn(1, 1, 300, 300)
    with torch.inference_mode():
        untiled, tiled = network.answer(picture), network(picture)["mask_logits"]
    inside = centre_crop(tiled, *untiled.shape[-2:])
    torch.testing.assert_close(inside, untiled, rtol=1e-3, atol=1e-4)
