"""Damaged files: no crash, no hang, nothing but plain sentences, no memory for empty claims.

Seeded mutations of small files built here, and of public ones where they are there. Each is
opened in another process that is ended where it takes too long.
"""

import io
import json
import os
import queue
import random
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import nibabel
import nrrd
import numpy as np
import pytest
from PIL import Image
from pydicom import dcmread
from pydicom.encaps import encapsulate
from pydicom.uid import (
    HEVCMP51,
    MPEG2MPML,
    MPEG4HP41,
    DeflatedExplicitVRLittleEndian,
    ExplicitVRBigEndian,
    ImplicitVRLittleEndian,
    JPEG2000Lossless,
    JPEGBaseline8Bit,
    JPEGLSLossless,
    RLELossless,
)

WORKER = Path(__file__).with_name("fuzz_worker.py")
SECONDS = 5.0
MEGABYTES = 700  # of the whole process: a few times the largest file after unpacking
PICTURE = np.arange(48 * 40, dtype=np.uint16).reshape(48, 40)
NUMBERS = ("Rows", "Columns", "NumberOfFrames", "BitsAllocated", "BitsStored", "SamplesPerPixel")
WILD = (0, 1, 3, 7, 8, 9, 16, 31, 255, 1000, 60000, 65535)


class Worker:
    """The other process; started anew after it died or was ended."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[str] | None = None
        self._lines: queue.Queue[str] = queue.Queue()

    def look(self, path: Path) -> dict:
        if self._process is None:
            self._process = subprocess.Popen(
                [sys.executable, str(WORKER)],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                text=True,
                bufsize=1,
                env=os.environ | {"PYTHONPATH": str(WORKER.parents[2])},  # the code beside it
            )
            self._lines = queue.Queue()
            threading.Thread(target=self._listen, args=(self._process,), daemon=True).start()
            self._answer(60)
        assert self._process.stdin is not None
        self._process.stdin.write(f"{path}\n")
        self._process.stdin.flush()
        return self._answer(4 * SECONDS)  # two passes, and machines that do other things

    def _listen(self, process: subprocess.Popen[str]) -> None:
        lines = self._lines
        assert process.stdout is not None
        for line in process.stdout:
            lines.put(line)
        lines.put("")

    def _answer(self, seconds: float) -> dict:
        try:
            line = self._lines.get(timeout=seconds)
        except queue.Empty:
            line = None
        if not line:
            self.close()
            return {"outcome": "hang" if line is None else "crash", "seconds": 0, "peak_kb": 0}
        return json.loads(line)

    def close(self) -> None:
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            self._process = None


@pytest.fixture(scope="module")
def worker() -> Iterator[Worker]:
    worker = Worker()
    yield worker
    worker.close()


# --- what is mutated ------------------------------------------------------------------------


def dicom_phantoms(folder: Path, build: Callable[..., Path]) -> list[Path]:
    """One small file for each way that pixels are stored."""
    made = [
        build(folder / "implicit.dcm", PICTURE, syntax=ImplicitVRLittleEndian, WindowCenter=9),
        build(folder / "big.dcm", PICTURE, syntax=ExplicitVRBigEndian),
        build(folder / "deflated.dcm", PICTURE, syntax=DeflatedExplicitVRLittleEndian),
        build(folder / "film.dcm", np.stack([PICTURE] * 4), frames=4, FrameTime=40),
        build(folder / "colour.dcm", np.dstack([PICTURE.astype(np.uint8)] * 3), photometric="RGB"),
    ]
    for name, syntax in {
        "rle": RLELossless,
        "ls": JPEGLSLossless,
        "j2k": JPEG2000Lossless,
    }.items():
        path = build(folder / f"{name}.dcm", np.stack([PICTURE] * 2), frames=2)
        ds = dcmread(path)
        ds.compress(syntax)
        ds.save_as(path)
        made.append(path)
    path = build(folder / "jpeg.dcm", PICTURE.astype(np.uint8))
    ds, stream = dcmread(path), io.BytesIO()
    Image.fromarray(PICTURE.astype(np.uint8)).save(stream, "JPEG")
    ds.file_meta.TransferSyntaxUID = JPEGBaseline8Bit
    ds.PixelData = encapsulate([stream.getvalue()])
    ds["PixelData"].VR = "OB"
    ds.save_as(path)
    return [
        *made,
        path,
        _lossless_jpeg(folder, build),
        *_rich(folder, build),
        *_films(folder, build),
    ]


def _lossless_jpeg(folder: Path, build: Callable[..., Path]) -> Path:
    import gdcm

    plain, path = build(folder / "plain.dcm", PICTURE), folder / "lossless.dcm"
    reader = gdcm.ImageReader()
    reader.SetFileName(str(plain))
    assert reader.Read()
    change = gdcm.ImageChangeTransferSyntax()
    change.SetTransferSyntax(gdcm.TransferSyntax(gdcm.TransferSyntax.JPEGLosslessProcess14_1))
    change.SetInput(reader.GetImage())
    assert change.Change()
    writer = gdcm.ImageWriter()
    writer.SetFileName(str(path))
    writer.SetFile(reader.GetFile())
    writer.SetImage(change.GetOutput())
    assert writer.Write()
    plain.unlink()
    return path


def _rich(folder: Path, build: Callable[..., Path]) -> list[Path]:
    """Headers with sequences, tables, regions and overlays to damage."""
    from pydicom.dataset import Dataset
    from pydicom.sequence import Sequence

    lut, region, group, place = Dataset(), Dataset(), Dataset(), Dataset()
    lut.LUTDescriptor, lut.LUTData = [16, 0, 8], np.arange(16, dtype="<u2").tobytes()
    region.RegionSpatialFormat = region.RegionDataType = 1
    region.RegionLocationMinX0 = region.RegionLocationMinY0 = 0
    region.RegionLocationMaxX1 = region.RegionLocationMaxY1 = 20
    region.PhysicalUnitsXDirection = region.PhysicalUnitsYDirection = 3
    region.PhysicalDeltaX = region.PhysicalDeltaY = 0.01
    place.ImagePositionPatient = [0, 0, 1]
    group.PlanePositionSequence = Sequence([place])
    path = build(
        folder / "rich.dcm",
        np.stack([PICTURE] * 2),
        frames=2,
        VOILUTSequence=Sequence([lut]),
        ModalityLUTSequence=Sequence([lut]),
        SequenceOfUltrasoundRegions=Sequence([region]),
        PerFrameFunctionalGroupsSequence=Sequence([group, group]),
        ImageOrientationPatient=[1, 0, 0, 0, 1, 0],
        FrameTimeVector=[0, 40],
        PixelPaddingValue=3,
    )
    ds = dcmread(path)
    ds.add_new((0x6000, 0x0010), "US", 8)
    ds.add_new((0x6000, 0x0011), "US", 8)
    ds.add_new((0x6000, 0x0050), "SS", [1, 1])
    ds.add_new((0x6000, 0x3000), "OW", bytes(range(8)))
    ds.save_as(path)
    palette = build(folder / "palette.dcm", PICTURE.astype(np.uint8), photometric="PALETTE COLOR")
    ds = dcmread(palette)
    for number in range(3):  # red, green, blue
        table = np.arange(0, 65536, 256, dtype="<u2").tobytes()
        ds.add_new((0x0028, 0x1101 + number), "US", [256, 0, 16])
        ds.add_new((0x0028, 0x1201 + number), "OW", table)
    ds.save_as(palette)
    return [path, palette]


def _films(folder: Path, build: Callable[..., Path]) -> list[Path]:
    made = []
    for name, syntax in {
        "h264.mp4": MPEG4HP41,
        "mpeg2.mpg": MPEG2MPML,
        "hevc.ts": HEVCMP51,
    }.items():
        path = build(folder / f"{name}.dcm", np.zeros((48, 64, 3), np.uint8), photometric="RGB")
        ds = dcmread(path)
        ds.file_meta.TransferSyntaxUID, ds.NumberOfFrames, ds.FrameTime = syntax, 12, 40
        ds.PixelData = encapsulate([(WORKER.with_name("films") / name).read_bytes()])
        ds["PixelData"].VR = "OB"
        ds.save_as(path)
        made.append(path)
    return made


def other_phantoms(folder: Path) -> list[Path]:
    """One small file of every other format."""
    grey, stack = PICTURE.astype(np.uint8), np.stack([PICTURE.astype(np.int16)] * 3)
    pages = [Image.fromarray(grey)] * 2
    for name in "a.png", "a.jpg", "a.bmp", "a.tif":
        Image.fromarray(grey).save(folder / name)
    pages[0].save(folder / "pages.tif", save_all=True, append_images=pages[1:])
    image = nibabel.Nifti1Image(stack.T, np.diag([-1, -1, 2, 1]), dtype=np.int16)
    nibabel.save(image, folder / "a.nii")
    across = nibabel.Nifti1Image(stack.T, np.eye(4)[[2, 0, 1, 3]], dtype=np.int16)
    nibabel.save(across, folder / "across.nii")
    nibabel.save(across, folder / "a.nii.gz")
    np.save(folder / "a.npy", stack)
    np.savez_compressed(folder / "a.npz", stack)
    nrrd.write(str(folder / "a.nrrd"), stack.T, {"encoding": "gzip"})
    header = "ObjectType = Image\nNDims = 3\nDimSize = 40 48 3\nElementSpacing = 1 1 2\n"
    header += "ElementType = MET_SHORT\nElementDataFile = LOCAL\n"
    (folder / "a.mha").write_bytes(header.encode() + stack.tobytes())
    return sorted(p for p in folder.iterdir() if p.suffix != ".dcm")


def mutated(content: bytes, rng: random.Random) -> bytes:
    """Bytes with one to a few things wrong, mostly near the beginning."""
    out = bytearray(content)
    for _ in range(rng.choice((1, 1, 2, 8))):
        reach = len(out) if rng.random() < 0.4 else min(len(out), 2048)
        at = rng.randrange(max(reach, 1))
        kind = rng.randrange(7)
        if kind == 0:
            out[at : at + 1] = bytes([rng.randrange(256)])
        elif kind == 1:
            out[at : at + 4] = rng.choice((b"\xff" * 4, b"\0" * 4, b"\xff\xff\xff\x7f"))
        elif kind == 2:
            del out[at:]
        elif kind == 3:
            out[at:at] = rng.randbytes(rng.randrange(1, 40))
        elif kind == 4:
            del out[at : at + rng.randrange(1, 40)]
        elif kind == 5:
            length = rng.randrange(1, 200)
            out[at : at + length] = out[:length]
        else:
            out[at : at + 2] = rng.choice(WILD).to_bytes(2, rng.choice(("little", "big")))
        if not out:
            break
    return bytes(out)


def renumbered(path: Path, rng: random.Random) -> bytes:
    """A DICOM file that is whole but says wild things of its pixels."""
    ds = dcmread(path)
    for keyword in rng.sample(NUMBERS, rng.choice((1, 1, 2))):
        setattr(ds, keyword, rng.choice(WILD))
    stream = io.BytesIO()
    ds.save_as(stream)
    return stream.getvalue()


def opened(worker: Worker, files: list[Path], folder: Path, count: int, seed: int) -> list[str]:
    """What goes wrong with ``count`` mutations of each file; [] where nothing does."""
    wrong = []
    rng = random.Random(seed)
    for path in files:
        content = path.read_bytes()
        for number in range(count):
            whole = path.suffix == ".dcm" and number % 4 == 3
            bad = renumbered(path, rng) if whole else mutated(content, rng)
            target = folder / f"bad{number}{''.join(path.suffixes)}"
            target.write_bytes(bad)
            found = worker.look(target)
            outcome, megabytes = found["outcome"], found["peak_kb"] / 1024
            if megabytes > MEGABYTES:
                outcome = f"escaped: {megabytes:.0f} MB"
                worker.close()
            slow = found["seconds"] > 2 * SECONDS
            if slow or outcome.startswith(("escaped", "crash", "hang")):
                wrong.append(f"{path.name}, mutation {number}: {outcome}, {found['seconds']:.1f} s")
    return wrong


@pytest.fixture
def seeds(tmp_path) -> tuple[Path, Path]:
    folder, bad = tmp_path / "good", tmp_path / "bad"
    folder.mkdir()
    bad.mkdir()
    return folder, bad


def test_damaged_dicom_is_opened_or_refused(seeds, build_dicom, worker):
    files = dicom_phantoms(seeds[0], build_dicom)
    untouched = [worker.look(path)["outcome"] for path in files]
    assert untouched == ["opens"] * len(files)
    assert opened(worker, files, seeds[1], count=16, seed=1) == []


def test_damaged_files_of_other_formats_are_opened_or_refused(seeds, worker):
    files = other_phantoms(seeds[0])
    untouched = [worker.look(path)["outcome"] for path in files]
    assert untouched == ["opens"] * len(files)
    assert opened(worker, files, seeds[1], count=16, seed=2) == []


@pytest.mark.slow
def test_public_files_that_are_damaged_are_opened_or_refused(seeds, shared_data, worker):
    files = sorted(p for p in (shared_data / "dicom").rglob("*") if p.is_file())
    small = [p for p in files if 128 < p.stat().st_size < 600_000 and p.suffix != ".csv"]
    assert len(small) > 100
    wrong = []
    for path in small:
        rng = random.Random(path.name)
        for number in range(10):
            target = seeds[1] / "bad.dcm"
            target.write_bytes(mutated(path.read_bytes(), rng))
            outcome = worker.look(target)["outcome"]
            if outcome.startswith(("escaped", "crash", "hang")):
                wrong.append(f"{path.name}, mutation {number}: {outcome}")
    assert wrong == []


@pytest.mark.parametrize("frames", [1, 1000])
def test_a_claim_far_beyond_the_file_is_refused_before_anything_is_allocated(
    seeds, build_dicom, frames
):
    """64k x 64k (x 1,000 frames) in 2 kB, in every encoding, and never much memory."""
    paths = dicom_phantoms(seeds[0], build_dicom)
    for path in paths:
        ds = dcmread(path)
        ds.Rows = ds.Columns = 65535
        ds.NumberOfFrames = frames
        ds.save_as(path)
    worker = Worker()
    try:
        found = [worker.look(path) for path in paths]
    finally:
        worker.close()
    assert [f["outcome"][:7] for f in found] == ["refused"] * len(paths)
    assert max(f["peak_kb"] for f in found) < 300 * 1024
