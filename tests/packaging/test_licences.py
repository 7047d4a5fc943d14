"""What a bundle is made of, and that nothing is in it that must not be given away."""

import dataclasses
import json

import pytest
from bundling import licences, sbom
from bundling.licences import Component
from bundling.spdx import acceptable

TABLES = licences.load_tables()
MIT = Component("good", "1.0", "MIT", "python", (("LICENSE", "Permission is hereby granted"),))


def pretend(inside, name, lines, text="The text of the licence."):
    """A distribution's metadata as a bundle holds it."""
    folder = inside / f"{name}-1.2.dist-info"
    (folder / "licenses").mkdir(parents=True)
    head = f"Metadata-Version: 2.4\nName: {name}\nVersion: 1.2\n"
    (folder / "METADATA").write_text(head + "".join(f"{line}\n" for line in lines))
    if text:
        (folder / "licenses" / "LICENSE").write_text(text)


def found(inside):
    """What the tool says about the made-up bundle, without Python and the fonts."""
    parts = licences.collect(inside, TABLES)
    return {c.name: c for c in parts if c.kind != "font" and c.name != "Python"}


@pytest.mark.parametrize(
    ("lines", "licence"),
    [
        (["License-Expression: MIT"], "MIT"),
        (["License: Apache 2.0"], "Apache-2.0"),
        (["Classifier: License :: OSI Approved :: MIT License"], "MIT"),
        (["License: UNKNOWN", "Classifier: License :: OSI Approved :: MIT License"], "MIT"),
    ],
)
def test_a_known_licence_is_read_from_wherever_it_stands(tmp_path, lines, licence):
    pretend(tmp_path, "part", lines)
    (part,) = found(tmp_path).values()
    assert part.licence == licence
    assert part.texts == (("licenses/LICENSE", "The text of the licence."),)
    assert licences.problems([part], TABLES) == []


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        ([], "no licence is known"),
        (["License-Expression: GPL-3.0-or-later"], "'GPL-3.0-or-later' is not an accepted one"),
        (["License-Expression: MIT AND AGPL-3.0-only"], "is not an accepted one"),
        (["License: ask me first"], "'ask me first' is not an accepted one"),
        (["Classifier: License :: OSI Approved :: GNU General Public License (GPL)"], "not an"),
        (["License-Expression: MIT AND"], "is not an accepted one"),
    ],
)
def test_what_must_not_be_given_away_is_named(tmp_path, lines, said):
    pretend(tmp_path, "part", lines)
    (problem,) = licences.problems(list(found(tmp_path).values()), TABLES)
    assert problem.startswith("part 1.2: ")
    assert said in problem


def test_a_part_without_the_text_of_its_licence_is_named(tmp_path):
    pretend(tmp_path, "part", ["License-Expression: MIT"], text="")
    (problem,) = licences.problems(list(found(tmp_path).values()), TABLES)
    assert problem == "part 1.2: its metadata brings no licence text."


def test_a_library_inside_a_wheel_is_a_part_of_its_own(tmp_path):
    for name in ("some.libs/libaom-a0d22147.so.3.14.1", "some.libs/libmystery-00112233.so.1"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(b"")
    parts = found(tmp_path)
    assert parts["AOM AV1 codec"].licence == "BSD-2-Clause"
    assert parts["AOM AV1 codec"].version == "3.14.1"
    (problem,) = licences.problems(list(parts.values()), TABLES)
    assert problem.startswith("libmystery-00112233.so.1 1: no licence is known")


@pytest.mark.parametrize(
    ("expression", "good"),
    [
        ("MIT", True),
        ("GPL-2.0-only", False),
        ("MIT OR GPL-2.0-only", True),
        ("MIT AND GPL-2.0-only", False),
        ("GPL-2.0-only OR MIT AND GPL-3.0-only", False),
        ("(GPL-2.0-only OR MIT) AND BSD-3-Clause", True),
        ("GPL-3.0-or-later WITH GCC-exception-3.1", True),
        ("GPL-3.0-or-later WITH Made-up-exception", False),
        ("LGPL-3.0-only OR GPL-2.0-only OR GPL-3.0-only", True),
    ],
)
def test_expressions(expression, good):
    assert acceptable(expression, TABLES.accepted) is good


@pytest.mark.parametrize("expression", ["", "MIT AND", "(MIT", "MIT BSD-3-Clause", "AND MIT"])
def test_what_is_no_expression_is_said(expression):
    with pytest.raises(ValueError, match="licence|expression"):
        acceptable(expression, TABLES.accepted)


def test_no_licence_that_would_bind_the_whole_program_is_on_the_list():
    alone = {licence for licence in TABLES.accepted if " WITH " not in licence}
    assert not {licence for licence in alone if licence.startswith(("GPL", "AGPL", "SSPL"))}


def test_every_text_is_written_once_with_all_its_owners():
    other = dataclasses.replace(MIT, name="other")
    text = licences.document([MIT, other], "MedViewer 1.0")
    assert text.count("Permission is hereby granted") == 1
    assert "good (LICENSE), other (LICENSE)" in text
    assert "GNU LESSER GENERAL PUBLIC LICENSE" in text


def test_the_parts_list_has_what_cyclonedx_requires():
    cpu = dataclasses.replace(MIT, name="torch", version="2.0+cpu")
    font = Component("Noto Sans", "", "OFL-1.1", "font")
    document = json.loads(json.dumps(sbom.bill_of_materials([MIT, cpu, font], "0.1.0")))
    assert sbom.problems(document) == []
    assert [c["purl"] for c in document["components"]] == [
        "pkg:pypi/good@1.0",
        "pkg:pypi/torch@2.0%2Bcpu",
        "pkg:generic/noto-sans",
    ]
    same = sbom.bill_of_materials([MIT, cpu, font], "0.1.0")
    assert same["serialNumber"] == document["serialNumber"]
    assert sbom.bill_of_materials([MIT], "0.1.0")["serialNumber"] != document["serialNumber"]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"specVersion": "1.4"}, "not CycloneDX 1.6"),
        ({"serialNumber": "1"}, "serialNumber"),
        ({"version": 0}, "version"),
        ({"components": [{"type": "library"}]}, "name or type"),
        ({"dependencies": [{"ref": "nobody"}]}, "unknown bom-ref"),
    ],
)
def test_a_wrong_parts_list_is_found(change, said):
    document = sbom.bill_of_materials([MIT], "0.1.0") | change
    assert any(said in problem for problem in sbom.problems(document))


def test_the_bundle_holds_nothing_that_must_not_be_given_away(bundle):
    parts = licences.collect(bundle / "_internal", TABLES)
    assert licences.problems(parts, TABLES) == []
    names = {part.name for part in parts}
    assert {"PySide6_Essentials", "torch", "FFmpeg", "GCC runtime libraries", "numpy"} <= names
    assert not names & {"readline", "gdbm", "x264", "libimagequant"}
    text = (bundle / "THIRD_PARTY_LICENSES.txt").read_text(encoding="utf-8")
    assert [name for name in names if name not in text] == []
    document = json.loads((bundle / "medviewer.cdx.json").read_text(encoding="utf-8"))
    assert sbom.problems(document) == []
    assert {c["name"] for c in document["components"]} == names
