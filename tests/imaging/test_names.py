"""Names in the character sets of the standard (PS3.5 6.1, H to K), from file to label."""

import csv

import pytest

from medviewer.imaging.index import walk
from medviewer.imaging.reader import FileHeader

# What a reader sees: component groups in the order of the file (alphabetic, ideographic,
# phonetic), family name first, in the order of writing; the screen turns right-to-left itself.
LABELS = {
    "chrArab": "قباني لنزار",
    "chrFren": "Buc Jérôme",
    "chrFrenMulti": "Buc Jérôme",
    "chrGerm": "Äneas Rüdiger",
    "chrGreek": "Διονυσιος",
    "chrH31": "Yamada Tarou / 山田 太郎 / やまだ たろう",
    "chrHbrw": "שרון דבורה",
    "chrI2": "Hong Gildong / 洪 吉洞 / 홍 길동",
    "chrJapMulti": "やまだ たろう",
    "chrRuss": "Люкceмбypг",
    "chrX1": "Wang XiaoDong / 王 小東",
    "chrX2": "Wang XiaoDong / 王 小东",
}


@pytest.fixture(scope="module")
def patients(shared_data):
    found = walk([shared_data / "dicom" / "charset"])
    return {h.path.stem: h.context.patient for h in found if isinstance(h, FileHeader)}


@pytest.mark.parametrize("name", LABELS)
def test_the_label_is_the_name_in_its_own_script(patients, name):
    assert patients[name].display_name == LABELS[name]


def test_the_name_keeps_its_groups_as_the_manifest_has_them(patients, shared_data):
    with (shared_data / "dicom" / "manifest.csv").open(encoding="utf-8", newline="") as stream:
        rows = {r["file"]: r["patient_name"] for r in csv.DictReader(stream)}
    for stem, patient in patients.items():
        assert patient.name == rows[f"charset/{stem}.dcm"]
