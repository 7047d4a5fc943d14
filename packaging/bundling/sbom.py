"""The parts list of a bundle as a CycloneDX 1.6 document (ECMA-424)."""

import datetime as dt
import os
import re
import uuid
from collections.abc import Mapping, Sequence
from typing import Any

from bundling.licences import Component

_NAMESPACE = uuid.UUID("5d3b3b5e-6a0e-5f0c-9a52-7f0e7a3c1c11")
_SERIAL = re.compile(r"^urn:uuid:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$")
_TYPES = {"library", "application", "data", "framework", "file"}


def bill_of_materials(components: Sequence[Component], version: str) -> dict[str, Any]:
    """The document for MedViewer of this version and these components.

    The same parts give the same serial number; the time is ``$SOURCE_DATE_EPOCH`` where set.
    """
    listed = [_entry(component) for component in components]
    root = f"pkg:generic/medviewer@{version}"
    parts = "\n".join(entry["bom-ref"] for entry in listed)
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "serialNumber": f"urn:uuid:{uuid.uuid5(_NAMESPACE, root + parts)}",
        "version": 1,
        "metadata": {
            "timestamp": _now().strftime("%Y-%m-%dT%H:%M:%SZ"),
            "component": {
                "type": "application",
                "bom-ref": root,
                "name": "MedViewer",
                "version": version,
                "purl": root,
                "licenses": [{"expression": "Apache-2.0"}],
            },
        },
        "components": listed,
        "dependencies": [{"ref": root, "dependsOn": [entry["bom-ref"] for entry in listed]}],
    }


def problems(document: Mapping[str, Any]) -> list[str]:
    """What of the fields that CycloneDX 1.6 requires is missing or of the wrong form."""
    said = []
    if document.get("bomFormat") != "CycloneDX" or document.get("specVersion") != "1.6":
        said.append("bomFormat or specVersion is not CycloneDX 1.6")
    if not _SERIAL.match(str(document.get("serialNumber"))):
        said.append("serialNumber is no urn:uuid")
    if not isinstance(document.get("version"), int) or document["version"] < 1:
        said.append("version is no number from 1")
    entries = [document.get("metadata", {}).get("component", {}), *document.get("components", ())]
    for entry in entries:
        who = entry.get("name") or "a component without a name"
        if not entry.get("name") or entry.get("type") not in _TYPES:
            said.append(f"{who}: name or type is missing")
        if [set(item) for item in entry.get("licenses", ())] != [{"expression"}]:
            said.append(f"{who}: not one licence expression")
    references = [entry.get("bom-ref") for entry in entries]
    if len(set(references)) != len(references) or not all(references):
        said.append("bom-ref is missing or not unique")
    for link in document.get("dependencies", ()):
        if not {link["ref"], *link.get("dependsOn", ())} <= set(references):
            said.append("a dependency names an unknown bom-ref")
    return said


def _entry(component: Component) -> dict[str, Any]:
    name = re.sub(r"[-_.]+", "-", component.name).lower()
    if component.kind == "python" and name != "python":
        address = f"pkg:pypi/{name}@{component.version.replace('+', '%2B')}"
    else:
        plain = re.sub(r"[^a-z0-9]+", "-", name)
        address = f"pkg:generic/{plain}@{component.version}".removesuffix("@")
    entry = {
        "type": "data" if component.kind == "font" else "library",
        "bom-ref": address,
        "name": component.name,
        "version": component.version,
        "purl": address,
        "licenses": [{"expression": component.licence}],
    }
    return {key: value for key, value in entry.items() if value}


def _now() -> dt.datetime:
    fixed = os.environ.get("SOURCE_DATE_EPOCH")
    return dt.datetime.fromtimestamp(int(fixed), dt.UTC) if fixed else dt.datetime.now(dt.UTC)
