"""The parts list of a bundle as a CycloneDX 1.6 document (ECMA-424)."""

import datetime as dt
import json
import os
import re
import uuid
from collections.abc import Mapping, Sequence
from typing import Any

from bundling.licences import Component

_NAMESPACE = uuid.UUID("5d3b3b5e-6a0e-5f0c-9a52-7f0e7a3c1c11")


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
    """What the published JSON schema of CycloneDX 1.6 finds wrong, and links to nothing."""
    # Only a build has this library.
    from cyclonedx.schema import SchemaVersion
    from cyclonedx.validation.json import JsonStrictValidator

    validator = JsonStrictValidator(SchemaVersion.V1_6)
    found = validator.validate_str(json.dumps(document), all_errors=True)
    said = [str(error.data.message) for error in found or ()]
    entries = [document.get("metadata", {}).get("component", {}), *document.get("components", ())]
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
