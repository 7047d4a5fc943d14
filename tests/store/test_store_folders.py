"""What the store keeps besides results: folders, calibrations, secrets of projects."""

from pathlib import Path

import pytest

from medviewer.domain.errors import StoreError
from medviewer.domain.geometry import PixelCalibration, SpacingSource
from medviewer.store import Store, open_demo_store, open_store, schema

HERE = Path(__file__).resolve().parent
NAME, PASSPHRASE = "Anna Reader", "four unrelated plain words"


@pytest.fixture
def own(tmp_path):
    from medviewer.store import create_store

    with create_store(tmp_path / "store.db", NAME, PASSPHRASE) as opened:
        yield opened


def again(opened: Store) -> Store:
    opened.close()
    return open_store(opened.path, NAME, PASSPHRASE)


def test_blocks_are_found_below_what_is_opened_and_survive(own):
    a, ab, abx, b = (HERE / "a", HERE / "a" / "b", HERE / "a-x", HERE / "b")
    own.folders.save({str(p): p.name.encode() for p in (a, ab, abx, b)})
    own.folders.save({str(b): b"newer"})
    with again(own) as opened:
        assert opened.folders.under([a]) == {str(a): b"a", str(ab): b"b"}
        assert opened.folders.under([b / "one.dcm"]) == {str(b): b"newer"}
        opened.folders.save({str(ab): None})
        assert opened.folders.under([a]) == {str(a): b"a"}


def test_what_was_opened_is_opened_again_until_it_is_closed(own):
    own.folders.note_opened([HERE / "b", HERE / "a"])
    own.folders.note_opened([HERE / "a"])
    own.folders.save({str(HERE / "a"): b"x"})
    with again(own) as opened:
        assert set(opened.folders.opened()) == {HERE / "a", HERE / "b"}
        opened.folders.forget_opened()
        assert opened.folders.opened() == []
        assert opened.folders.under([HERE / "a"]) == {}


def test_names_of_patients_do_not_lie_readable_in_the_store(own):
    own.folders.save({str(HERE): b"Yamada^Tarou"})
    own.close()
    assert b"Yamada" not in own.path.read_bytes()


def test_the_demo_store_remembers_no_folder(tmp_path):
    with open_demo_store(tmp_path / "demo.db") as demo:
        demo.folders.save({str(HERE): b"x"})
        demo.folders.note_opened([HERE])
        assert demo.folders.under([HERE]) == {}
        assert demo.folders.opened() == []


def test_a_calibration_by_a_person_comes_back_and_can_be_taken_back(own):
    scale = PixelCalibration(0.1234567890123, 0.2, SpacingSource.USER)
    own.calibrations.save("c0ffee", PixelCalibration(1.0, 1.0, SpacingSource.USER))
    own.calibrations.save("c0ffee", scale)
    with again(own) as opened:
        assert opened.calibrations.of("c0ffee") == scale
        assert opened.calibrations.of("decaf") is None
        opened.calibrations.save("c0ffee", None)
        assert opened.calibrations.of("c0ffee") is None
        assert [e.action for e in opened.audit.entries()].count("calibration") == 3
        assert opened.audit.verify().ok


def test_only_a_persons_calibration_is_kept(own):
    with pytest.raises(ValueError, match="person"):
        own.calibrations.save("x", PixelCalibration(1.0, 1.0, SpacingSource.PIXEL_SPACING))


def test_a_project_keeps_its_secret(own):
    first = own.projects.secret("Liver  study")
    assert len(first) == 32
    assert own.projects.secret("other") != first
    with again(own) as opened:
        assert opened.projects.secret("Liver study") == first
        assert opened.projects.names() == ["Liver study", "other"]
        with pytest.raises(StoreError, match="name"):
            opened.projects.secret("  ")


@pytest.mark.parametrize("version", range(1, len(schema.MIGRATIONS)))
def test_a_store_of_an_earlier_version_is_brought_up_to_date(tmp_path, monkeypatch, version):
    from medviewer.store import create_store

    path = tmp_path / "old.db"
    with monkeypatch.context() as past:
        past.setattr(schema, "MIGRATIONS", schema.MIGRATIONS[:version])
        create_store(path, NAME, PASSPHRASE).close()
    with open_store(path, NAME, PASSPHRASE) as opened:
        assert schema.schema_version(opened._database) == len(schema.MIGRATIONS)
        opened.folders.save({"x": b"y"})
    assert (tmp_path / f"old.db.before-version-{len(schema.MIGRATIONS)}").exists()


def test_results_of_before_refusals_were_kept_say_that_nothing_was_overridden(
    tmp_path, monkeypatch, scan_of, result_of
):
    from medviewer.store import create_store

    path = tmp_path / "old.db"
    scan = scan_of()
    with monkeypatch.context() as past:
        past.setattr(schema, "MIGRATIONS", schema.MIGRATIONS[:5])
        with create_store(path, NAME, PASSPHRASE) as made:
            made.results.save(result_of(scan), scan)
            # As a file of version 4 is: without the column.
            made._database.run("ALTER TABLE run DROP COLUMN overridden_refusal")
            made._database.run("PRAGMA user_version = 4")
    with open_store(path, NAME, PASSPHRASE) as opened:
        (kept,) = opened.results.for_scan(scan.content_hash)
    assert kept.result.provenance.overridden_refusal is None
    assert kept.result.findings == result_of(scan).findings
