"""What a bundle is made of, and that nothing is in it that must not be given away."""

import dataclasses
import json
import subprocess
import sys

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
    ("library", "content", "name", "good"),
    [
        (
            "torch/lib/libtorch_cpu.so",
            b"..Intel(R) oneAPI Math Kernel Library",
            "Intel oneMKL",
            True,
        ),
        ("cv2/cv2.abi3.so", b"..ippicv_get", "Intel IPP ICV", True),
        ("cv2.libs/libavcodec-0.so.62", b"--enable-gpl", "FFmpeg with its GPL parts", False),
        ("cv2/.dylibs/libavutil.59.dylib", b"--enable-gpl", "FFmpeg with its GPL parts", False),
        ("cv2/opencv_ffmpeg500.dll", b"--enable-gpl", "FFmpeg with its GPL parts", False),
    ],
)
def test_what_is_linked_into_a_library_is_a_part_too(tmp_path, library, content, name, good):
    file = tmp_path / library
    file.parent.mkdir(parents=True)
    file.write_bytes(b"")
    assert name not in found(tmp_path)
    file.write_bytes(b"another library")
    assert name not in found(tmp_path)
    file.write_bytes(content)
    part = found(tmp_path)[name]
    assert part.texts
    assert (licences.problems([part], TABLES) == []) is good


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


@pytest.fixture
def parts_list():
    """A function from parts to the document, where the published schema is here to judge it."""
    pytest.importorskip("cyclonedx", reason="only a build has the schema of CycloneDX")
    return lambda parts: json.loads(json.dumps(sbom.bill_of_materials(parts, "0.1.0")))


def test_the_parts_list_has_what_cyclonedx_requires(parts_list):
    cpu = dataclasses.replace(MIT, name="torch", version="2.0+cpu")
    font = Component("Noto Sans", "", "OFL-1.1", "font")
    document = parts_list([MIT, cpu, font])
    assert sbom.problems(document) == []
    assert [c["purl"] for c in document["components"]] == [
        "pkg:pypi/good@1.0",
        "pkg:pypi/torch@2.0%2Bcpu",
        "pkg:generic/noto-sans",
    ]
    assert parts_list([MIT, cpu, font])["serialNumber"] == document["serialNumber"]
    assert parts_list([MIT])["serialNumber"] != document["serialNumber"]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"specVersion": 1.6}, "1.6"),
        ({"serialNumber": "1"}, "'1'"),
        ({"version": 0}, "minimum"),
        ({"components": [{"type": "library", "bom-ref": "a"}]}, "'name' is a required property"),
        ({"components": [{"type": "thing", "name": "a", "bom-ref": "a"}]}, "'thing'"),
        ({"components": [{"type": "library", "name": "a"}]}, "bom-ref"),
        ({"dependencies": [{"ref": "nobody"}]}, "unknown bom-ref"),
        ({"colour": "red"}, "'colour'"),
    ],
)
def test_a_wrong_parts_list_is_found(parts_list, change, said):
    document = parts_list([MIT]) | change
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
    assert {c["name"] for c in document["components"]} == names


def test_the_bundles_parts_list_holds_to_the_published_schema(bundle):
    pytest.importorskip("cyclonedx", reason="only a build has the schema of CycloneDX")
    document = json.loads((bundle / "medviewer.cdx.json").read_text(encoding="utf-8"))
    assert sbom.problems(document) == []


def test_the_video_libraries_say_themselves_that_they_are_without_gpl_parts(bundle):
    """FFmpeg tells its licence and how it was configured; asked in the library that is inside."""
    if sys.platform != "linux":
        pytest.skip("the libraries of Linux")
    code = """
import ctypes, sys
library = ctypes.CDLL(sys.argv[1])
for name in ("avcodec_license", "avcodec_configuration"):
    function = getattr(library, name)
    function.restype = ctypes.c_char_p
    print(function().decode())
"""
    (codecs,) = {file.resolve() for file in (bundle / "_internal").rglob("libavcodec*.so*")}
    done = subprocess.run(
        [sys.executable, "-c", code, codecs],
        env={"LD_LIBRARY_PATH": f"{codecs.parent}:{bundle / '_internal'}"},
        capture_output=True,
        text=True,
    )
    licence, configuration = done.stdout.splitlines()
    assert licence == "LGPL version 2.1 or later"
    assert "--enable-gpl" not in configuration
    assert "--enable-nonfree" not in configuration
