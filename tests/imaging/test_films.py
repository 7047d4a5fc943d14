"""Video transfer syntaxes: every frame in its place, on demand, and plain words where not."""

import io
from pathlib import Path

import cv2
import numpy as np
import pytest
from pydicom import dcmread
from pydicom.dataset import Dataset
from pydicom.encaps import encapsulate
from pydicom.uid import (
    HEVCMP51,
    MPEG2MPHL,
    MPEG2MPML,
    MPEG4HP41,
    MPEG4HP41BD,
    ExplicitVRLittleEndian,
)

from medviewer.domain.errors import KnownError, ReadError
from medviewer.domain.image import VolumeKind
from medviewer.exchange import deidentify_pixels
from medviewer.exchange.deidentify import deidentify_file
from medviewer.exchange.deidentify_names import Pseudonyms
from medviewer.exchange.deidentify_pixels import MaskRule
from medviewer.imaging.dicom import film
from medviewer.imaging.inspect import inspect_paths
from medviewer.imaging.registry import default_registry

STREAMS = Path(__file__).with_name("films")
FRAMES, ROWS, COLUMNS = 12, 48, 64
ENDOSCOPY = "1.2.840.10008.5.1.4.1.1.77.1.1.1"
KINDS = [
    ("h264.mp4", MPEG4HP41),
    ("h264.mp4", MPEG4HP41BD),
    ("hevc.ts", HEVCMP51),
    ("mpeg2.mpg", MPEG2MPML),
    ("mpeg2.ts", MPEG2MPHL),
]

pytestmark = pytest.mark.skipif(
    not film.can_decode_films(), reason="this OpenCV decodes no video from memory"
)


@pytest.fixture
def write_film(write_dicom):
    def write(
        stream: str | bytes = "h264.mp4", syntax=MPEG4HP41, pieces: int = 1, name="film.dcm", **more
    ) -> Path:
        path = write_dicom(
            name, np.zeros((1, ROWS, COLUMNS, 3), np.uint8), photometric="RGB", frames=1,
            sop_class=ENDOSCOPY, Modality="ES", FrameTime=40,
        )  # fmt: skip
        ds: Dataset = dcmread(path)
        data = (STREAMS / stream).read_bytes() if isinstance(stream, str) else stream
        ds.NumberOfFrames, ds.PhotometricInterpretation = FRAMES, "YBR_PARTIAL_420"
        ds.file_meta.TransferSyntaxUID = syntax
        for keyword, value in more.items():
            setattr(ds, keyword, value)
        ds.PixelData = encapsulate([data], fragments_per_frame=pieces)
        ds["PixelData"].VR = "OB"
        ds.save_as(path, enforce_file_format=True)
        return path

    return write


def is_frame(picture: np.ndarray, index: int) -> bool:
    grey = np.abs(picture[30:, 40:].astype(int) - (20 + 18 * index)).max() <= 4
    red = np.abs(picture[4:20, 4:28].astype(int) - (200, 30, 30)).max() <= 6
    return bool(grey and red)


@pytest.mark.parametrize(("stream", "syntax"), KINDS)
@pytest.mark.parametrize("pieces", [1, 3])
def test_frames_of_every_video_syntax(write_film, stream, syntax, pieces):
    path = write_film(stream, syntax, pieces)
    volume = default_registry().read(path)
    assert (volume.kind, len(volume), volume.colour) == (VolumeKind.CINE, FRAMES, True)
    assert volume.frame_seconds == pytest.approx(0.04)
    assert volume.frame(0).dtype == np.uint8
    assert all(is_frame(volume.frame(i), i) for i in range(FRAMES))
    (line,) = inspect_paths([path], pixels=True)
    assert (line.kind, line.frames, line.transfer_syntax) == ("series", FRAMES, str(syntax))
    assert line.stored is not None
    assert line.stored.colour == "RGB"


def test_frames_in_any_order_are_the_same_frames(write_film, monkeypatch):
    monkeypatch.setattr(film, "_KEPT_BYTES", 3 * ROWS * COLUMNS * 3)  # three frames are kept
    path = write_film()
    frames = next(
        iter([default_registry().read(path).frames._source.stored])  # beneath the cache
    )
    for index in (7, 2, 11, 10, 9, 8, 0, 5, 5, 1):
        array, space = frames.decode(index)
        assert space == "RGB"
        assert is_frame(array, index)
        assert len(frames._recent) <= 3


def test_a_film_is_read_block_by_block_and_nothing_is_written(write_film, monkeypatch, tmp_path):
    monkeypatch.setattr(film, "_BLOCK", 300)
    path = write_film("mpeg2.ts", MPEG2MPHL, pieces=4)
    before = sorted(tmp_path.rglob("*"))
    volume = default_registry().read(path)
    assert is_frame(volume.frame(9), 9)
    assert sorted(tmp_path.rglob("*")) == before


def test_pieces_of_a_file_are_one_stream(tmp_path, monkeypatch):
    monkeypatch.setattr(film, "_BLOCK", 5)
    path = tmp_path / "a"
    path.write_bytes(bytes(range(40)))
    stream = film._Pieces(path, [(3, 7), (20, 1), (30, 6)])
    whole = bytes([*range(3, 10), 20, *range(30, 36)])
    assert stream.read() == whole
    for at in range(len(whole) + 2):
        assert stream.seek(at) == min(at, len(whole))
        assert stream.read(4) == whole[at : at + 4]
    assert stream.seek(-2, io.SEEK_END) == 12
    path.unlink()
    assert film._Pieces(path, [(3, 7)]).read() == b""


def test_a_damaged_film_says_which_frame_is_missing(write_film):
    data = (STREAMS / "mpeg2.ts").read_bytes()
    volume = default_registry().read(write_film(data[: len(data) // 2 // 2 * 2], MPEG2MPHL))
    with pytest.raises(ReadError, match=r"Frame 12 of film\.dcm is missing or damaged"):
        volume.frame(11)
    assert is_frame(volume.frame(0), 0)


@pytest.mark.parametrize(
    "data",
    [
        b"#EXTM3U\n#EXTINF:1,\nfile:///etc/passwd\n",
        b"ffconcat version 1.0\nfile /etc/passwd\n#",
        bytes(4000),
        b"\0\0\1\xba" + bytes(2000),
    ],
)
def test_what_is_no_film_is_not_given_to_the_decoder_or_says_so(write_film, data):
    (line,) = inspect_paths([write_film(data)])
    assert line.kind == "error"
    assert "film.dcm" in line.reason


def test_a_film_of_another_size_than_the_header_says_is_refused(write_film):
    with pytest.raises(ReadError, match="another size"):
        default_registry().read(write_film(Rows=96)).frame(0)


def test_a_moved_film_says_so(write_film):
    path = write_film()
    volume = default_registry().read(path)
    path.unlink()
    with pytest.raises(ReadError, match="moved or deleted"):
        volume.frame(3)


def test_which_syntaxes_are_decoded_can_be_asked(monkeypatch, write_film):
    found = default_registry().decoders()
    assert found[MPEG2MPML.name] == found[HEVCMP51.name] == film.DECODER
    path = write_film()
    monkeypatch.setattr(cv2.videoio_registry, "getStreamBufferedBackends", lambda: ())
    assert default_registry().decoders()[MPEG4HP41.name] == ""
    (line,) = inspect_paths([path])
    assert line.kind == "error"
    assert "MPEG-4 AVC/H.264" in line.reason


def test_a_deidentified_film_is_frames_without_sound(write_film, tmp_path, monkeypatch):
    path = write_film("h264.mp4", MPEG4HP41)
    done = deidentify_file(path, tmp_path / "out", Pseudonyms(bytes(32)), masking=MaskRule.NONE)
    assert b"ftyp" not in done.path.read_bytes()
    volume = default_registry().read(done.path)
    assert len(volume) == FRAMES
    assert all(is_frame(volume.frame(i), i) for i in range(FRAMES))
    monkeypatch.setattr(deidentify_pixels, "_LARGEST_FILM", 1000)
    with pytest.raises(KnownError, match="too long"):
        deidentify_file(path, tmp_path / "new", Pseudonyms(bytes(32)), masking=MaskRule.NONE)
    assert not list((tmp_path / "new").rglob("*.dcm"))


def test_the_syntax_of_frames_is_no_film():
    assert not film.is_film(ExplicitVRLittleEndian)
    assert not film.is_film(None)
