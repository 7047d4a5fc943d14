"""Pictures: what is read, and what bad ones say."""

import os
import struct
import zlib
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from medviewer.domain.errors import ReadError
from medviewer.domain.geometry import SpacingSource
from medviewer.domain.image import VolumeKind
from medviewer.imaging.reader import hash_files
from medviewer.imaging.registry import default_registry


@pytest.fixture
def registry():
    return default_registry()


def save(path: Path, array: np.ndarray, **options) -> Path:
    Image.fromarray(array).save(path, **options)
    return path


GREY = np.arange(12, dtype=np.uint8).reshape(3, 4) * 20
COLOUR = np.arange(36, dtype=np.uint8).reshape(3, 4, 3) * 7


@pytest.mark.parametrize("suffix", [".png", ".bmp", ".tif"])
@pytest.mark.parametrize("array", [GREY, COLOUR], ids=["grey", "colour"])
def test_lossless_pictures_are_read_as_they_are(tmp_path, registry, suffix, array):
    volume = registry.read(save(tmp_path / f"picture{suffix}", array))
    assert np.array_equal(volume.frame(0), array)
    assert volume.colour == (array.ndim == 3)
    assert (volume.geometry.rows, volume.geometry.columns) == (3, 4)
    assert volume.geometry.calibration.source is SpacingSource.NONE
    assert volume.kind is VolumeKind.PICTURE


@pytest.mark.parametrize("suffix", [".png", ".tif"])
def test_sixteen_bits_are_kept(tmp_path, registry, suffix):
    deep = np.array([[0, 1, 65535], [300, 40000, 7]], dtype=np.uint16)
    frame = registry.read(save(tmp_path / f"deep{suffix}", deep)).frame(0)
    assert frame.dtype == np.uint16
    assert np.array_equal(frame, deep)


def test_jpeg_is_read(tmp_path, registry):
    flat = np.full((16, 16), 77, dtype=np.uint8)
    assert np.all(registry.read(save(tmp_path / "flat.jpg", flat)).frame(0) == 77)


def test_equal_channels_are_grey(tmp_path, registry):
    volume = registry.read(save(tmp_path / "a.png", np.dstack([GREY] * 3)))
    assert not volume.colour
    assert np.array_equal(volume.frame(0), GREY)


def test_transparency_lies_on_black(tmp_path, registry):
    alpha = np.full((3, 4), 255, dtype=np.uint8)
    alpha[0, 0] = 0
    volume = registry.read(save(tmp_path / "a.png", np.dstack([COLOUR + 3, alpha])))
    assert volume.frame(0)[0, 0].tolist() == [0, 0, 0]
    assert np.array_equal(volume.frame(0)[1], COLOUR[1] + 3)


def test_exif_rotation_is_applied(tmp_path, registry):
    exif = Image.Exif()
    exif[0x0112] = 6  # turned a quarter clockwise to be upright
    path = save(tmp_path / "turned.png", GREY, exif=exif)
    assert registry.describe(path).rows == 4
    assert np.array_equal(registry.read(path).frame(0), np.rot90(GREY, -1))


def test_pages_of_a_tiff_are_a_stack(tmp_path, registry):
    pages = [Image.fromarray(GREY + n) for n in range(3)]
    pages[0].save(tmp_path / "pages.tif", save_all=True, append_images=pages[1:])
    volume = registry.read(tmp_path / "pages.tif")
    assert (len(volume), volume.kind) == (3, VolumeKind.STACK)
    assert [int(volume.frame(n)[0, 0]) for n in range(3)] == [0, 1, 2]


def test_one_pixel_is_a_picture(tmp_path, registry):
    volume = registry.read(save(tmp_path / "dot.png", np.array([[9]], dtype=np.uint8)))
    assert volume.frame(0).tolist() == [[9]]


def test_a_picture_names_nobody(tmp_path, registry):
    path = save(tmp_path / "lesion 7.png", GREY)
    context = registry.read(path).context
    digest = hash_files([path])
    assert context.patient.patient_id == f"lesion 7-{digest[:8]}"
    assert not context.patient.identified
    assert context.series.modality is None
    assert registry.describe(path).context == context


def test_content_counts_not_the_name(tmp_path, registry):
    path = save(tmp_path / "x.png", GREY)
    assert np.array_equal(registry.read(path.rename(tmp_path / "x.jpg")).frame(0), GREY)


def test_reference_masks_are_joined(tmp_path, registry):
    path = save(tmp_path / "X.png", GREY)
    first, second = np.zeros((2, 3, 4), dtype=np.uint8)
    first[0, 0], second[2, 3] = 255, 1
    save(tmp_path / "X_mask.png", first)
    save(tmp_path / "X_mask_1.png", second)
    mask = registry.read(path).reference_mask
    assert mask.dtype == bool
    assert np.argwhere(mask).tolist() == [[0, 0], [2, 3]]


def test_a_reference_mask_of_another_size_is_left_out(tmp_path, registry):
    path = save(tmp_path / "X.png", GREY)
    save(tmp_path / "X_mask.png", np.ones((2, 2), dtype=np.uint8))
    volume = registry.read(path)
    assert volume.reference_mask is None
    assert "another size" in volume.warnings[0]


def refused(registry, path: Path) -> str:
    with pytest.raises(ReadError) as caught:
        registry.read(path)
    reason = str(caught.value)
    assert path.name in reason
    assert "Traceback" not in reason
    return reason


def test_an_empty_file_says_so(tmp_path, registry):
    (tmp_path / "empty.png").touch()
    assert "is empty" in refused(registry, tmp_path / "empty.png")


def test_text_named_png_is_no_scan(tmp_path, registry):
    (tmp_path / "notes.png").write_text("lesion seen at 3 o'clock\n" * 50)
    assert "not a scan" in refused(registry, tmp_path / "notes.png")


@pytest.mark.parametrize("kept", [0.3, 0.6, 0.95])
@pytest.mark.parametrize("suffix", [".jpg", ".png", ".tif", ".bmp"])
def test_a_cut_picture_is_not_shown_in_part(tmp_path, registry, suffix, kept):
    noise = np.random.default_rng(0).integers(0, 255, (64, 64), dtype=np.uint8)
    path = save(tmp_path / f"cut{suffix}", noise)
    path.write_bytes(path.read_bytes()[: int(path.stat().st_size * kept)])
    refused(registry, path)


def test_a_header_without_a_picture_is_damaged(tmp_path, registry):
    (tmp_path / "stub.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    assert "damaged" in refused(registry, tmp_path / "stub.png")


def png_claiming(width: int, height: int) -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        body = kind + data
        return struct.pack(">L", len(data)) + body + struct.pack(">L", zlib.crc32(body))

    header = struct.pack(">LLBBBBB", width, height, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"\0" * 99))


@pytest.mark.parametrize(
    ("width", "height", "figure"), [(20_000, 20_000, "400"), (1_000_000, 1_000_000, "megapixels")]
)
def test_a_huge_picture_is_refused_before_it_is_decoded(tmp_path, registry, width, height, figure):
    (tmp_path / "huge.png").write_bytes(png_claiming(width, height))
    reason = refused(registry, tmp_path / "huge.png")
    assert figure in reason
    assert "200" in reason


def test_a_missing_file_and_a_folder_are_told_apart(tmp_path, registry):
    assert "not found" in refused(registry, tmp_path / "gone.png")
    assert "folder" in refused(registry, tmp_path)


@pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() == 0, reason="the superuser may read everything"
)
def test_a_file_without_rights_says_so(tmp_path, registry):
    path = save(tmp_path / "locked.png", GREY)
    path.chmod(0)
    assert "may not be read" in refused(registry, path)


def test_a_picture_named_dcm_is_not_taken_for_dicom(tmp_path, registry):
    path = save(tmp_path / "x.png", GREY).rename(tmp_path / "x.dcm")
    assert "named as DICOM" in refused(registry, path)
