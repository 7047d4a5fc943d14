"""The phantom simulator against what is known of speckle, beams and breast lesions."""

from dataclasses import replace

import cv2
import numpy as np
import pytest
from scipy import ndimage

from medviewer.domain.geometry import SpacingSource
from medviewer.imaging.phantoms import KINDS, Scanner, simulate_ultrasound
from medviewer.imaging.phantoms.beam import Tissue, compress, envelope
from medviewer.imaging.phantoms.lesion import ellipse

QUIET = Scanner(steering_degrees=(0.0,), compensation_db_per_mm=0.0, noise_db=-200.0)
SEEDS = (1, 2)


def uniform(rows: int = 240, columns: int = 320, loss: float = 0.0) -> Tissue:
    return Tissue(np.zeros((rows, columns), np.float32), np.full((rows, columns), loss, np.float32))


def decibel(ratio: float) -> float:
    return float(20 * np.log10(ratio))


def longest_diameter(mask: np.ndarray) -> float:
    """Largest distance between two points of a mask's pixels' edges, in pixels."""
    ys, xs = np.nonzero(mask)
    corners = np.concatenate([np.stack([xs + dx, ys + dy], 1) for dx in (0, 1) for dy in (0, 1)])
    hull = cv2.convexHull(corners.astype(np.int32))[:, 0].astype(float)
    return float(np.sqrt(((hull[:, None] - hull[None]) ** 2).sum(-1).max()))


@pytest.fixture(scope="module")
def phantoms() -> dict:
    return {(kind, seed): simulate_ultrasound(kind, seed) for kind in KINDS for seed in SEEDS}


def test_speckle_is_fully_developed():
    # Wagner et al. 1983: mean / standard deviation of a Rayleigh envelope is 1.91.
    amplitude = envelope(uniform(400, 600), QUIET, np.random.default_rng(1))[20:-20]
    assert amplitude.mean() / amplitude.std() == pytest.approx(1.913, abs=0.06)
    assert np.mean(amplitude**2) == pytest.approx(1, rel=0.08)
    below_median = np.sqrt(np.log(2))  # of a Rayleigh variable of unit mean square
    assert np.mean(amplitude < below_median) == pytest.approx(0.5, abs=0.03)


def test_ten_scatterers_a_resolution_cell():
    assert Scanner().scatterers_per_cell >= 10


def test_compounding_smooths_speckle():
    compound = replace(QUIET, steering_degrees=Scanner().steering_degrees)
    amplitude = envelope(uniform(), compound, np.random.default_rng(1))[:, 40:-40]
    assert amplitude.mean() / amplitude.std() > 2.6


@pytest.mark.parametrize("depth_mm", [5.0, 15.0, 30.0])
def test_a_point_shows_the_point_spread_function(depth_mm):
    empty = uniform(450, 200)
    row = depth_mm / QUIET.pixel
    point = np.array([[100, row, 1.0]], np.float32)
    tissue = Tissue(empty.echo_db - 300, empty.attenuation, (point,))
    shown = envelope(tissue, QUIET, np.random.default_rng(0))
    peak = np.unravel_index(shown.argmax(), shown.shape)
    assert abs(peak[0] - row) <= 1
    assert peak[1] == 100
    # a Gaussian's full width at half maximum, from its second moment
    across, along = shown[peak[0]], shown[:, peak[1]]
    lateral = 2.355 * np.sqrt(np.average((np.arange(200) - 100) ** 2, weights=across))
    axial = 2.355 * np.sqrt(np.average((np.arange(450) - peak[0]) ** 2, weights=along))
    expected = QUIET.lateral_fwhm(np.array([depth_mm]))[0]
    assert lateral * QUIET.pixel == pytest.approx(expected, rel=0.05)
    assert axial * QUIET.pixel == pytest.approx(QUIET.pulse_length, rel=0.25)


def test_the_beam_widens_away_from_the_focus():
    at = QUIET.lateral_fwhm(np.array([QUIET.focus_depth, QUIET.focus_depth + QUIET.focus_length]))
    assert at[1] == pytest.approx(2 * at[0])


def test_attenuation_and_time_gain():
    scanner = replace(QUIET, compensation_db_per_mm=0.4)
    amplitude = envelope(uniform(400, 500, loss=0.7), scanner, np.random.default_rng(2))
    level = 20 * np.log10(np.sqrt((amplitude**2).mean(1)))
    slope = np.polyfit(np.arange(400) * scanner.pixel, level, 1)[0]
    assert slope == pytest.approx(-(0.7 - 0.4), abs=0.02)


def test_echogenicity_keeps_its_decibels():
    tissue = uniform()
    tissue.echo_db[80:160, 100:220] = -12
    amplitude = envelope(tissue, QUIET, np.random.default_rng(3))
    inside = np.sqrt((amplitude[90:150, 110:210] ** 2).mean())
    outside = np.sqrt((amplitude[90:150, :80] ** 2).mean())
    assert decibel(inside / outside) == pytest.approx(-12, abs=0.8)


def test_compression_to_60_decibels():
    scanner = Scanner(gain_db=20, dynamic_range_db=60)
    amplitude = np.array([1e-9, 10**-2, 10**-0.5, 10.0, 100.0], np.float32)
    assert compress(amplitude, scanner).tolist() == [0, 0, 128, 255, 255]


@pytest.mark.parametrize("kind", KINDS)
def test_the_same_seed_gives_the_same_picture(kind, phantoms):
    again = simulate_ultrasound(kind, 1)
    assert np.array_equal(again.picture, phantoms[kind, 1].picture)
    assert np.array_equal(again.mask, phantoms[kind, 1].mask)
    assert not np.array_equal(again.picture, phantoms[kind, 2].picture)


def test_what_is_said_of_a_phantom(phantoms):
    labels = {kind: phantoms[kind, 1].label for kind in KINDS}
    assert labels == {
        "cyst": "benign",
        "fibroadenoma": "benign",
        "spiculated": "malignant",
        "nothing": "normal",
    }
    for phantom in phantoms.values():
        assert phantom.picture.dtype == np.uint8
        assert phantom.mask.shape == phantom.picture.shape
        assert phantom.calibration.source is SpacingSource.ULTRASOUND_REGION
    assert not phantoms["nothing", 1].mask.any()
    assert phantoms["nothing", 1].diameter_mm is None


def test_an_ellipse_has_the_area_and_diameter_asked_for():
    cyst = simulate_ultrasound("cyst", 5, diameter_mm=11.0, centre_mm=(20.0, 15.0))
    assert cyst.diameter_mm == pytest.approx(11.0)
    shape = ellipse((0, 0), 11.0, 7.0, tilt_degrees=30)
    assert shape.longest_diameter_mm == pytest.approx(11.0, abs=0.01)
    fan = 0.5 * np.sum(shape.radius**2) * 2 * np.pi / len(shape.radius)
    assert fan == pytest.approx(np.pi * 11 * 7 / 4, rel=1e-3)
    ys, xs = np.nonzero(cyst.mask)
    assert (xs.mean() + 0.5) * 0.08 == pytest.approx(20.0, abs=0.05)
    assert (ys.mean() + 0.5) * 0.08 == pytest.approx(15.0, abs=0.05)


@pytest.mark.parametrize("kind", ["cyst", "fibroadenoma", "spiculated"])
@pytest.mark.parametrize("diameter_mm", [8.0, 14.0])
def test_the_mask_measures_the_diameter_asked_for(kind, diameter_mm):
    phantom = simulate_ultrasound(kind, 6, diameter_mm=diameter_mm)
    measured = longest_diameter(phantom.mask) * phantom.calibration.column_mm
    assert phantom.diameter_mm == pytest.approx(diameter_mm, abs=0.01)
    assert measured == pytest.approx(diameter_mm, abs=0.3)


@pytest.mark.parametrize("seed", SEEDS)
def test_the_cyst_measures_true_in_the_picture(seed, phantoms):
    # The dark disc itself, not the mask that was stored with it.
    phantom = phantoms["cyst", seed]
    smooth = ndimage.gaussian_filter(phantom.picture.astype(float), 1.5)
    parts, _ = ndimage.label(smooth < 50)
    ys, xs = np.nonzero(phantom.mask)
    dark = parts == parts[int(ys.mean()), int(xs.mean())]
    found = longest_diameter(dark) * phantom.calibration.column_mm
    assert found == pytest.approx(phantom.diameter_mm, abs=0.5)


def behind(phantom, without) -> float:
    """Mean change in dB over the middle of what lies under the lesion, against no lesion."""
    ys, xs = np.nonzero(phantom.mask)
    quarter = (xs.max() - xs.min()) // 4
    place = np.s_[ys.max() + 8 : ys.max() + 45, int(xs.mean()) - quarter : int(xs.mean()) + quarter]
    change = phantom.picture[place].astype(float) - without.picture[place]
    return change.mean() * Scanner().dynamic_range_db / 255


@pytest.mark.parametrize("seed", SEEDS)
def test_posterior_signs(seed, phantoms):
    without = phantoms["nothing", seed]
    assert 3 < behind(phantoms["cyst", seed], without) < 12  # enhancement
    assert behind(phantoms["spiculated", seed], without) < -8  # shadow
    assert -2 < behind(phantoms["fibroadenoma", seed], without) < 4  # neither


@pytest.mark.parametrize("seed", SEEDS)
def test_lesions_are_darker_than_the_breast_they_lie_in(seed, phantoms):
    def contrast(kind):
        phantom = phantoms[kind, seed]
        without = phantoms["nothing", seed].picture[phantom.mask].astype(float)
        change = phantom.picture[phantom.mask] - without
        return change.mean() * Scanner().dynamic_range_db / 255

    assert contrast("cyst") < -22
    assert -18 < contrast("fibroadenoma") < -8
    assert -26 < contrast("spiculated") < -14


@pytest.mark.parametrize("seed", SEEDS)
def test_shapes_are_those_of_the_lesions(seed, phantoms):
    def box(kind):
        ys, xs = np.nonzero(phantoms[kind, seed].mask)
        return np.ptp(ys) + 1, np.ptp(xs) + 1

    def solidity(kind):
        mask = phantoms[kind, seed].mask.astype(np.uint8)
        (outline,), _ = cv2.findContours(mask, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)
        return cv2.contourArea(outline) / cv2.contourArea(cv2.convexHull(outline))

    tall, wide = box("spiculated")
    assert tall > 1.15 * wide
    tall, wide = box("fibroadenoma")
    assert wide > 1.3 * tall
    assert solidity("cyst") > 0.98
    assert solidity("fibroadenoma") > 0.97
    assert solidity("spiculated") < 0.93


@pytest.mark.parametrize("seed", SEEDS)
def test_the_picture_has_the_brightness_of_a_breast_scan(seed, phantoms):
    # Mean grey of eight horizontal bands; breast pictures fall off from about 130 to 30.
    bands = [b.mean() for b in np.array_split(phantoms["nothing", seed].picture, 8)]
    assert 110 < bands[0] < 150
    assert bands[-1] < 0.5 * bands[0]
    assert 80 < np.mean(bands) < 120
