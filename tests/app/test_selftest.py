"""The self-test tells a good installation from a bad one."""

import argparse
import dataclasses

import numpy as np
import pytest

from medviewer import resources
from medviewer.app.commands import selftest
from medviewer.domain.errors import PackError
from medviewer.imaging.phantoms import simulate_ultrasound, write_phantom_dicom
from medviewer.imaging.registry import default_registry
from medviewer.packs.registry import PackRegistry


def run(*arguments: str) -> int:
    parser = argparse.ArgumentParser()
    selftest.add_arguments(parser)
    return selftest.run(parser.parse_args(arguments))


@pytest.fixture
def packs(tmp_path, monkeypatch):
    """The folder of the only packs there are."""
    folder = tmp_path / "packs"
    folder.mkdir()
    monkeypatch.setenv("MEDVIEWER_PACKS", str(folder))
    monkeypatch.setattr(resources, "_ROOT", tmp_path / "nowhere")
    return folder


@pytest.fixture(scope="module")
def scans(tmp_path_factory):
    folder = tmp_path_factory.mktemp("scans")
    phantoms = [simulate_ultrasound(e.kind, e.seed) for e in selftest.EXPECTED]
    paths = [write_phantom_dicom(p, folder / f"{p.kind}.dcm") for p in phantoms]
    volumes = [default_registry().read(path) for path in paths]
    return {p.kind: (e, p, v) for e, p, v in zip(selftest.EXPECTED, phantoms, volumes, strict=True)}


def test_without_packs_it_says_so(packs, capsys):
    assert run() == 1
    lines = capsys.readouterr().out.splitlines()
    failed = [line for line in lines if line.startswith("FAIL")]
    assert len(failed) == 1
    assert "no model pack is installed" in failed[0]
    assert str(packs) in failed[0]
    # all that needs no pack was checked and is in order
    passed = [line for line in lines if line.startswith("PASS")]
    assert sum("measuring" in line for line in passed) == 3
    assert sum("reading" in line for line in passed) == 4
    assert any("store" in line and "encrypted" in line for line in passed)
    assert any("decoders" in line for line in passed)
    assert lines[-1] == f"{len(passed)} of {len(passed) + 1} checks passed."


def test_an_unknown_pack_is_named(packs):
    with pytest.raises(PackError, match="'missing'"):
        run("--pack", "missing")


def test_an_untrained_pack_fails_in_the_open(packs, make_tiny_pack, capsys):
    make_tiny_pack(packs / "tiny")
    assert run("--pack", "tiny", "--device", "cpu") == 1
    lines = {line[6:].split(":")[0]: line for line in capsys.readouterr().out.splitlines()}
    assert lines["tiny, weights"].startswith("PASS")
    for kind in ("cyst", "fibroadenoma", "spiculated"):
        assert lines[f"tiny, {kind}"].startswith("FAIL")
        assert "Dice" in lines[f"tiny, {kind}"]
    assert "mm² outlined (at most 20)" in lines["tiny, nothing"]


def test_changed_weights_fail_and_are_not_asked(packs, make_tiny_pack, scans):
    tiny = make_tiny_pack(packs / "tiny")
    tiny.weights_file.write_bytes(tiny.weights_file.read_bytes()[:-1] + b"\x00\x01")
    found = list(selftest._packs(PackRegistry([packs]), [tiny], list(scans.values()), "cpu"))
    assert [(check.name, check.passed) for check in found] == [("tiny, weights", False)]


class Oracle:
    """Answers with the truth, or with the mask it was given."""

    def __init__(self, phantom, mask=None):
        self.phantom = phantom if mask is None else dataclasses.replace(phantom, mask=mask)

    def predict(self, request):
        return selftest._true_result(self.phantom, request.volume)


@pytest.fixture(scope="module")
def pack(make_tiny_pack, tmp_path_factory):
    return make_tiny_pack(tmp_path_factory.mktemp("pack") / "tiny")


@pytest.mark.parametrize("kind", ["cyst", "fibroadenoma", "spiculated", "nothing"])
def test_the_truth_passes(kind, scans, pack):
    expected, phantom, volume = scans[kind]
    check = selftest._answer(pack, Oracle(phantom), expected, phantom, volume)
    assert check.passed, check
    assert f"says {phantom.label} 100%" in check.detail


@pytest.mark.parametrize("kind", ["cyst", "fibroadenoma", "spiculated"])
def test_wrong_answers_fail(kind, scans, pack):
    expected, phantom, volume = scans[kind]
    wrong = {
        "nothing": np.zeros_like(phantom.mask),
        "shifted": np.roll(phantom.mask, 60, axis=1),
        "half": phantom.mask & (np.arange(470)[:, None] < np.nonzero(phantom.mask)[0].mean()),
        "everything": np.ones_like(phantom.mask),
    }
    for name, mask in wrong.items():
        check = selftest._answer(pack, Oracle(phantom, mask), expected, phantom, volume)
        assert not check.passed, (name, str(check))


def test_an_outline_of_nothing_fails(scans, pack):
    expected, phantom, volume = scans["nothing"]
    mask = np.zeros_like(phantom.mask)
    mask[:60, :60] = True  # 23 mm2
    check = selftest._answer(pack, Oracle(phantom, mask), expected, phantom, volume)
    assert not check.passed
    assert "23.0 mm²" in check.detail
    mask[:, 50:] = False  # 19 mm2 is tiny
    assert selftest._answer(pack, Oracle(phantom, mask), expected, phantom, volume).passed
