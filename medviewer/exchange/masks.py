"""Masks as files: PNG for pictures, NIfTI for volumes, DICOM SEG for the archive."""

from enum import StrEnum
from pathlib import Path

import numpy as np
import numpy.typing as npt

from medviewer.domain.image import ImageVolume, VolumeKind
from medviewer.domain.result import InferenceResult
from medviewer.domain.review import Correction
from medviewer.exchange.files import write_file


class MaskFormat(StrEnum):
    """``PNG`` is for pictures; a cine or a stack is written as NIfTI in its place."""

    PNG = "png"
    NIFTI = "nifti"
    SEG = "seg"


def write_masks(
    result: InferenceResult,
    volume: ImageVolume,
    folder: Path,
    mask_format: MaskFormat = MaskFormat.PNG,
    name: str | None = None,
    correction: Correction | None = None,
) -> dict[str, str]:
    """Write the masks of a result below ``folder/masks``.

    Every segment gets its mask, an empty one too. PNG: 0 / 255 in the input's own rows and
    columns. NIfTI: 0 / 1 on the input's grid and in its geometry. SEG: one DICOM object with
    all segments (``dicom_seg.write_seg``).

    Args:
        result: whose masks.
        volume: the scan they were made on.
        folder: the output folder.
        mask_format: what to write.
        name: of the files, instead of the case's.
        correction: how a person corrected the masks; then those are written.

    Returns:
        Segment label -> path relative to ``folder``, with forward slashes.

    Raises:
        KnownError: a file cannot be written, or a SEG cannot be made of this scan.
    """
    stem = name or result.case
    if mask_format is MaskFormat.SEG:
        from medviewer.exchange.dicom_seg import write_seg

        relative = f"masks/{stem}.seg.dcm"
        write_seg(result, volume, folder / relative, correction)
        return {mask.segment.label: relative for mask in result.masks}
    flat = mask_format is MaskFormat.PNG and volume.kind is VolumeKind.PICTURE
    # One slice that is stored across the file's own slices is no picture there.
    flat &= volume.stored_grid is None or volume.stored_grid.keeps_slices
    written = {}
    for mask in result.masks if correction is None else correction.masks:
        relative = f"masks/{stem}.{mask.segment.label}.{'png' if flat else 'nii.gz'}"
        content = _png(mask.array, volume) if flat else nifti_bytes(mask.array, volume)
        write_file(folder / relative, content)
        written[mask.segment.label] = relative
    return written


def _png(mask: npt.NDArray[np.bool_], volume: ImageVolume) -> bytes:
    import cv2

    picture = volume.on_file_grid(mask)[0].astype(np.uint8) * 255
    _, encoded = cv2.imencode(".png", picture)
    content: bytes = encoded.tobytes()
    return content


def nifti_bytes(mask: npt.NDArray[np.bool_], volume: ImageVolume) -> bytes:
    """A gzipped NIfTI-1 file of a mask, uint8 0 / 1, in the volume's geometry.

    A volume whose file has a grid of its own (NIfTI, NRRD, MetaImage) gets the mask on that grid,
    with that file's affine, whatever way it is shown; points in time are a fourth axis.

    Args:
        mask: bool, (frames, rows, columns); stored as (columns, rows, frames).
        volume: whose geometry; where it has no place in space the header says so (sform and
            qform code 0) and holds the spacing alone, 1 without unit where it is unknown.
    """
    import gzip

    import nibabel

    affine, voxels = nifti_affine(volume), np.transpose(volume.on_file_grid(mask), (2, 1, 0))
    grid = volume.stored_grid
    if grid is not None and voxels.shape[2] > grid.slices:
        voxels = voxels.reshape(*voxels.shape[:2], -1, grid.slices).swapaxes(2, 3)
    image = nibabel.Nifti1Image(voxels.astype(np.uint8), affine)
    scale = volume.geometry.main_calibration()
    if affine is None and scale.row_mm is not None and scale.column_mm is not None:
        image.header.set_zooms((scale.column_mm, scale.row_mm, *[1.0] * (voxels.ndim - 2)))
    if scale.known:
        image.header.set_xyzt_units("mm")
    # The time of writing is left out: the same mask gives the same file.
    return gzip.compress(image.to_bytes(), mtime=0)


def nifti_affine(volume: ImageVolume) -> npt.NDArray[np.float64] | None:
    """From (column, row, slice) to mm in NIfTI's world, (4, 4), None without a place in space.

    Columns, rows and slices are those of the file where it has a grid of its own. DICOM's
    patient axes point to the left and the back (LPS), NIfTI's to the right and the front (RAS):
    the first two change sign.
    """
    grid, geometry = volume.stored_grid, volume.geometry
    if grid is not None and grid.affine is not None:
        return np.diag([-1.0, -1.0, 1.0, 1.0]) @ np.array(grid.affine)
    scale = geometry.main_calibration()
    if (
        geometry.origin_mm is None
        or geometry.direction is None
        or scale.row_mm is None
        or scale.column_mm is None
    ):
        return None
    along_columns, along_rows = (np.asarray(d, float) for d in geometry.direction[:2])
    normal = (
        np.asarray(geometry.direction[2], float)
        if len(geometry.direction) > 2
        else np.cross(along_columns, along_rows)
    )
    affine = np.eye(4)
    affine[:3, 0] = along_columns * scale.column_mm
    affine[:3, 1] = along_rows * scale.row_mm
    affine[:3, 2] = normal * (geometry.slice_spacing_mm or 1.0)
    affine[:3, 3] = geometry.origin_mm
    affine[:2] *= -1
    return affine
