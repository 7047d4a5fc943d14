"""What macOS is told about the application, for the last part of the build's description."""

import re
from typing import Any

from bundling.contents import version

BUNDLE_ID = "org.medviewer.MedViewer"

# Uniform type identifier, what it is called, file name endings, and what it is a kind of.
_TYPES = (
    ("org.nema.dicom", "DICOM image", ("dcm", "dicom"), "public.data"),
    ("gov.nih.nifti-1", "NIfTI image", ("nii", "nii.gz"), "public.data"),
    ("net.sourceforge.teem.nrrd", "NRRD image", ("nrrd",), "public.data"),
    ("org.itk.metaimage", "MetaImage", ("mha", "mhd"), "public.data"),
)


def numbers(program: str) -> str:
    """The version as macOS takes it, numbers and points alone: ``1.0rc1`` is ``1.0``."""
    found = re.match(r"\d+(\.\d+)*", program)
    assert found is not None
    return found[0]


def info_plist() -> dict[str, Any]:
    """Info.plist: version, file types, no network or camera to ask for."""
    return {
        "CFBundleName": "MedViewer",
        "CFBundleDisplayName": "MedViewer",
        "CFBundleShortVersionString": numbers(version()),
        "CFBundleVersion": numbers(version()),
        "LSApplicationCategoryType": "public.app-category.medical",
        "LSMinimumSystemVersion": "13.0",
        "NSHighResolutionCapable": True,
        "NSHumanReadableCopyright": "Apache-2.0. Not for diagnostic use.",
        "CFBundleDocumentTypes": [
            {
                "CFBundleTypeName": name,
                "CFBundleTypeRole": "Viewer",
                "LSHandlerRank": "Alternate",
                "LSItemContentTypes": [identifier],
            }
            for identifier, name, _, _ in _TYPES
        ],
        "UTImportedTypeDeclarations": [
            {
                "UTTypeIdentifier": identifier,
                "UTTypeDescription": name,
                "UTTypeConformsTo": [kind],
                "UTTypeTagSpecification": {"public.filename-extension": list(endings)},
            }
            for identifier, name, endings, kind in _TYPES
        ],
    }
