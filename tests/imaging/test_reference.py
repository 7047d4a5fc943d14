"""Reference masks beside scans of any kind."""

import numpy as np
import pytest
from PIL import Image

from medviewer.imaging.reference import masked_picture, reference_masks
from medviewer.imaging.registry import default_registry

PIXELS = np.arange(12, dtype=np.uint8).reshape(3, 4)
DRAWN = np.array([[0, 1, 1, 0], [0, 1, 0, 0], [0, 0, 0, 0]], dtype=bool)


def save_mask(path, mask=DRAWN):
    Image.fromarray(mask.astype(np.uint8) * 255).save(path)
    return path


@pytest.mark.parametrize("name", ["X.dcm", "X", "IM.0001", "X.DCM"])
def test_a_mask_beside_dicom_is_its_reference(write_dicom, tmp_path, name):
    path = write_dicom(name, PIXELS)
    stem = name[:-4] if name.lower().endswith(".dcm") else name
    mask = save_mask(tmp_path / f"{stem}_mask.png")
    assert masked_picture(mask) == path
    assert reference_masks(path) == [mask]
    volume = default_registry().read(path)
    assert np.array_equal(volume.reference_mask, DRAWN)
    assert volume.warnings == ()


def test_several_masks_are_joined_and_those_that_do_not_fit_are_told(write_dicom, tmp_path):
    path = write_dicom("X.dcm", PIXELS)
    save_mask(tmp_path / "X_mask.png")
    save_mask(tmp_path / "X_mask_1.png", np.rot90(DRAWN, 2))
    save_mask(tmp_path / "X_mask_2.png", np.ones((5, 5), bool))
    (tmp_path / "X_mask_3.png").write_bytes(b"\x89PNG\r\n\x1a\nnothing more")
    volume = default_registry().read(path)
    assert np.array_equal(volume.reference_mask, DRAWN | np.rot90(DRAWN, 2))
    assert volume.warnings == (
        "reference mask X_mask_2.png has another size and is left out",
        "reference mask X_mask_3.png cannot be read and is left out",
    )


def test_a_film_has_no_reference(write_dicom, tmp_path):
    path = write_dicom("X.dcm", np.stack([PIXELS, PIXELS]), frames=2)
    save_mask(tmp_path / "X_mask.png")
    assert default_registry().read(path).reference_mask is None


def test_a_mask_beside_another_kind_of_file_is_a_picture(tmp_path):
    (tmp_path / "X").write_text("notes")
    assert masked_picture(save_mask(tmp_path / "X_mask.png")) is None
    assert masked_picture(save_mask(tmp_path / "._mask.png")) is None
