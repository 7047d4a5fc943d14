import pytest

from medviewer.reports.bidi import has_rtl, visual_order


@pytest.mark.parametrize(
    ("stored", "seen"),
    [
        ("abc", "abc"),
        ("אבג", "גבא"),
        ("abc אבג def", "abc גבא def"),
        ("אבג abc דה", "הד abc גבא"),
        # Numbers keep their own order, brackets turn with the line (UAX #9, L4).
        ("אב 12.5 גד", "דג 12.5 בא"),
        ("אב (גד) 3", "3 (דג) בא"),
        ("x (אב) y", "x (בא) y"),
        ("ID 7 · אב", "ID 7 · בא"),
        ("", ""),
        # A combining point stays behind its letter.
        ("ש\u05c1ב", "בש\u05c1"),
    ],
)
def test_lines_are_turned_as_the_eye_sees_them(stored, seen):
    assert visual_order(stored) == seen


@pytest.mark.parametrize(
    ("word", "forms"),
    [
        ("ب", "ﺏ"),
        ("بب", "ﺐﺑ"),
        ("ببب", "ﺐﺒﺑ"),
        # alef and ra join only to the right; lam with alef is one sign
        ("باب", "ﺏﺎﺑ"),
        ("دار", "ﺭﺍﺩ"),
        ("لا", "ﻻ"),
        ("سلام", "ﻡﻼﺳ"),
        ("محمد", "ﺪﻤﺤﻣ"),
    ],
)
def test_arabic_letters_join(word, forms):
    assert visual_order(word) == forms


def test_a_vowel_sign_does_not_part_two_letters():
    assert visual_order("ب\u064eب") == "ﺐﺑ\u064e"


def test_only_right_to_left_letters_count():
    assert has_rtl("a ש")
    assert has_rtl("ب")
    assert not has_rtl("a 12 山 ก")
