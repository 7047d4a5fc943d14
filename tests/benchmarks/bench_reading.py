"""Opening scans beside the bare library: index, first image, whole series, colour film, memory.

The bare loops do less: no grouping, no geometry, no hash of the content, no colour conversion.
Runs take turns, so that what else the machine does falls on both alike; the least time of
each counts, with the files in the system's cache, and beside it the least time of the processor,
which a busy machine does not change. The CT series is a public one where it lies beside the
checkout, else a written phantom of the same size. ``dcmdump`` of DCMTK and SimpleITK (the extra
``bench``) are measured where they are installed. Nothing is asserted.
"""

import io
import os
import shutil
import subprocess
import sys
import tempfile
import threading
import time
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from medviewer.domain.image import ImageVolume

ROUNDS = 3
INDEXED = 5000
SLICES = 119
LONG = 1000
FILM = 60
_MEASURE = """
import os, sys
from pathlib import Path
from medviewer.imaging.index import IndexedSeries, scan_paths
from medviewer.imaging.registry import default_registry, read_series

def held():
    return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")

folder = Path(sys.argv[1])
default_registry().read(next(folder.iterdir())).frame(0)
before = held()
item = next(i for i in scan_paths([folder]) if isinstance(i, IndexedSeries))
volume = read_series(item)
headers = held()
size = sum(volume.frame(i).nbytes for i in range(len(volume)))
print(before, headers, held(), size)
"""


def main() -> int:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        _index(folder)
        _series(folder)
        _film(folder)
        _threads(folder)
        _memory(folder)
    return 0


def _turns(steps: dict[str, Callable[[], object]], title: str) -> None:
    """Least seconds of each step over rounds in turn, and how many times the first it is."""
    best = {name: (float("inf"), float("inf")) for name in steps}
    for _ in range(ROUNDS):
        for name, step in steps.items():
            begin, worked = time.perf_counter(), _worked()
            step()
            took = time.perf_counter() - begin, _worked() - worked
            best[name] = min(best[name][0], took[0]), min(best[name][1], took[1])
    print(f"{title}: seconds, and seconds of the processor, least of {ROUNDS}")
    bare = next(iter(best.values()))
    for name, (seconds, worked) in best.items():
        times = (
            f"{seconds:8.3f}  x {seconds / bare[0]:<6.2f}{worked:8.3f}  x {worked / bare[1]:.2f}"
        )
        print(f"  {name:<44}{times}", flush=True)


def _worked() -> float:
    """Seconds of the processor of this process and of those that it has ended."""
    now = os.times()
    return now.user + now.system + now.children_user + now.children_system


def _index(folder: Path) -> None:
    from pydicom import dcmread

    from medviewer.imaging.index import scan_paths

    many = folder / "many"
    write_ct(many, INDEXED, rows=64)
    files = sorted(many.iterdir())

    def bare() -> None:
        for path in files:
            dcmread(path, stop_before_pixels=True)

    steps = {
        "pydicom, headers only": bare,
        "index": lambda: list(scan_paths([many])),
    } | _dcmdump(files)
    _turns(steps, f"index of {INDEXED:,} files")


def _dcmdump(files: list[Path]) -> dict[str, Callable[[], object]]:
    """DCMTK reads and prints the same headers; one process for all files."""
    if shutil.which("dcmdump") is None:
        print("dcmdump of DCMTK is not installed: nothing measured beside it")
        return {}
    command = ["dcmdump", "-q", "+sb", "7FE0,0010", *map(str, files)]
    return {"dcmdump": lambda: subprocess.run(command, stdout=subprocess.DEVNULL, check=True)}


def _series(folder: Path) -> None:
    from pydicom import dcmread

    from medviewer.imaging.index import IndexedSeries, scan_paths
    from medviewer.imaging.registry import read_series

    source, files = _ct_files(folder)
    item = next(i for i in scan_paths(files) if isinstance(i, IndexedSeries))

    def first_bare() -> None:
        read = [dcmread(p, stop_before_pixels=True) for p in files]
        _ = dcmread(read[0].filename).pixel_array

    def first() -> None:
        item = next(i for i in scan_paths(files) if isinstance(i, IndexedSeries))
        read_series(item).frame(len(files) // 2)

    def whole_bare() -> None:
        for path in files:
            ds = dcmread(path)
            _ = ds.pixel_array * float(ds.RescaleSlope) + float(ds.RescaleIntercept)

    def whole() -> None:
        volume = read_series(item)
        for index in range(len(volume)):
            volume.frame(index)

    title = f"{len(files)} CT slices ({source})"
    steps = {"pydicom: all headers, pixels of one": first_bare, "index, volume, one frame": first}
    _turns(steps, f"first image of {title}")
    _turns(
        {"pydicom: all pixels, rescaled": whole_bare, "volume and all its frames": whole}
        | _itk(files),
        f"whole series of {title}",
    )


def _itk(files: list[Path]) -> dict[str, Callable[[], object]]:
    try:
        import SimpleITK
    except ImportError:
        print("SimpleITK (the extra bench) is not installed: nothing measured beside it")
        return {}
    names = [str(p) for p in files]
    return {"SimpleITK": lambda: SimpleITK.ReadImage(names)}


def _film(folder: Path) -> None:
    from pydicom import dcmread
    from pydicom.pixels import pixel_array

    from medviewer.imaging.registry import default_registry

    path = folder / "film.dcm"
    write_film(path, FILM)

    def ours() -> None:
        volume = default_registry().read(path)
        for index in range(len(volume)):
            volume.frame(index)

    steps = {
        "pydicom: pixel_array as RGB": lambda: pixel_array(dcmread(path)),
        "volume and all its frames": ours,
        "volume and its first frame": lambda: default_registry().read(path).frame(0),
    }
    _turns(steps, f"colour film, {FILM} frames of 600 x 800, JPEG baseline")


def _threads(folder: Path) -> None:
    """Whether decoders let other threads run: only then does decoding side by side pay."""
    from pydicom import dcmread
    from pydicom.uid import JPEG2000Lossless, JPEGLSLossless

    from medviewer.imaging.registry import default_registry

    source = folder / "large"
    write_ct(source, 1, rows=2048)
    (plain,) = source.iterdir()
    print("time of the processor that another thread had while one frame was decoded")
    for name, syntax in {"JPEG-LS": JPEGLSLossless, "JPEG 2000": JPEG2000Lossless}.items():
        ds = dcmread(plain)
        ds.compress(syntax, generate_instance_uid=False)
        ds.save_as(folder / "packed.dcm")
        volume = default_registry().read(folder / "packed.dcm")
        took: list[float] = []
        thread = threading.Thread(target=_decode, args=(volume, took))
        begin = time.thread_time()
        thread.start()
        while not took:
            pass
        shared = (time.thread_time() - begin) / took[0]
        thread.join()
        print(f"  {name:<44}{shared:8.0%} of that of decoding")


def _decode(volume: "ImageVolume", took: list[float]) -> None:
    begin = time.thread_time()
    volume.frame(0)
    took.append(time.thread_time() - begin)


def _memory(folder: Path) -> None:
    """What another process holds that opens a long CT and keeps every frame."""
    if not Path("/proc/self/statm").exists():
        print("memory is measured on Linux only")
        return
    long = folder / "long"
    write_ct(long, LONG, rows=512)
    done = subprocess.run(
        [sys.executable, "-c", _MEASURE, str(long)], capture_output=True, text=True, check=True
    )
    before, headers, after, size = (int(n) for n in done.stdout.split())
    print(f"memory of {LONG:,} CT slices, {size / 2**20:.0f} MB of pixels")
    print(f"  {'headers and geometry, MB':<52}{(headers - before) / 2**20:8.1f}")
    print(f"  {'all frames, times their pixels':<52}{(after - before) / size:8.2f}")


def _ct_files(folder: Path) -> tuple[str, list[Path]]:
    data = Path(os.environ.get("MEDVIEWER_DATA", Path(__file__).parents[3] / "shared" / "data"))
    for archive in sorted((data / "liver" / "originals").glob("*.zip")):
        with zipfile.ZipFile(archive) as packed:
            names = [n for n in packed.namelist() if "PATIENT_DICOM/image" in n]
            if len(names) == SLICES:
                packed.extractall(folder / "ct", names)
                return archive.stem, sorted(p for p in (folder / "ct").rglob("*") if p.is_file())
    write_ct(folder / "ct", SLICES, rows=512)
    return "phantom", sorted((folder / "ct").iterdir())


def write_ct(folder: Path, count: int, rows: int) -> None:
    """Axial slices of one series, written fast: one file, with its numbers patched."""
    from pydicom.dataset import Dataset, FileMetaDataset
    from pydicom.uid import ExplicitVRLittleEndian

    folder.mkdir()
    rng = np.random.default_rng(1)
    ds = Dataset()
    ds.file_meta = FileMetaDataset()
    ds.file_meta.TransferSyntaxUID = ExplicitVRLittleEndian
    ds.SOPClassUID = "1.2.840.10008.5.1.4.1.1.2"
    ds.SOPInstanceUID = "1.2.3.77700000"
    ds.StudyInstanceUID, ds.SeriesInstanceUID = "1.2.3", "1.2.3.4"
    ds.Modality, ds.PatientID, ds.PatientName = "CT", "P1", "Bench^Mark"
    ds.StudyDate, ds.StudyTime, ds.SeriesNumber, ds.InstanceNumber = "20250101", "1200", 1, 88800000
    ds.ImagePositionPatient = [0, 0, "99900000"]
    ds.ImageOrientationPatient = [1, 0, 0, 0, 1, 0]
    ds.PixelSpacing, ds.SliceThickness = [0.7, 0.7], 2
    ds.Rows = ds.Columns = rows
    ds.SamplesPerPixel, ds.PhotometricInterpretation = 1, "MONOCHROME2"
    ds.BitsAllocated, ds.BitsStored, ds.HighBit, ds.PixelRepresentation = 16, 12, 11, 0
    ds.RescaleSlope, ds.RescaleIntercept, ds.RescaleType = 1, -1024, "HU"
    ds.WindowCenter, ds.WindowWidth = 40, 400
    ds.PixelData = rng.integers(0, 4096, (rows, rows), dtype=np.uint16).tobytes()
    ds["PixelData"].VR = "OW"
    stream = io.BytesIO()
    ds.save_as(stream, enforce_file_format=True)
    whole = stream.getvalue()
    for n in range(count):
        out = whole
        for mark in (b"777", b"888", b"999"):
            out = out.replace(mark + b"00000", b"1%07d" % (n * 2), 2)
        (folder / f"slice{n:05d}.dcm").write_bytes(out)


def write_film(path: Path, frames: int) -> None:
    """An ultrasound film in colour, JPEG baseline as machines write it."""
    from PIL import Image
    from pydicom.dataset import Dataset, FileMetaDataset
    from pydicom.encaps import encapsulate
    from pydicom.uid import JPEGBaseline8Bit

    rng = np.random.default_rng(2)
    grain = rng.integers(0, 255, (600, 800, 3), dtype=np.uint8)
    streams = []
    for n in range(frames):
        stream = io.BytesIO()
        smooth = Image.fromarray(np.roll(grain, n, axis=0)).resize((400, 300)).resize((800, 600))
        smooth.save(stream, "JPEG", quality=90)
        streams.append(stream.getvalue())
    ds = Dataset()
    ds.file_meta = FileMetaDataset()
    ds.file_meta.TransferSyntaxUID = JPEGBaseline8Bit
    ds.SOPClassUID, ds.SOPInstanceUID = "1.2.840.10008.5.1.4.1.1.3.1", "1.2.3.5"
    ds.StudyInstanceUID, ds.SeriesInstanceUID, ds.Modality = "1.2.3", "1.2.3.6", "US"
    ds.Rows, ds.Columns, ds.NumberOfFrames, ds.FrameTime = 600, 800, frames, 33
    ds.SamplesPerPixel, ds.PhotometricInterpretation = 3, "YBR_FULL_422"
    ds.PlanarConfiguration, ds.PixelRepresentation = 0, 0
    ds.BitsAllocated, ds.BitsStored, ds.HighBit = 8, 8, 7
    ds.PixelData = encapsulate(streams)
    ds["PixelData"].VR = "OB"
    ds.save_as(path, enforce_file_format=True)


if __name__ == "__main__":
    sys.exit(main())
