"""Breast ultrasound phantoms: pictures that look real and whose truth is known exactly."""

from medviewer.imaging.phantoms.beam import Scanner
from medviewer.imaging.phantoms.files import (
    DEMO_SCANS,
    demo_patient,
    mask_path,
    write_demo_patients,
    write_phantom_dicom,
)
from medviewer.imaging.phantoms.simulate import KINDS, Phantom, PhantomKind, simulate_ultrasound

__all__ = [
    "DEMO_SCANS",
    "KINDS",
    "Phantom",
    "PhantomKind",
    "Scanner",
    "demo_patient",
    "mask_path",
    "simulate_ultrasound",
    "write_demo_patients",
    "write_phantom_dicom",
]
