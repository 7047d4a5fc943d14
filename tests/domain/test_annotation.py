"""What a reader draws, and how it is kept."""

import json

import pytest

from medviewer.domain.annotation import (
    Annotation,
    AnnotationKind,
    RegionStatistics,
    decode,
    encode,
)
from medviewer.domain.errors import KnownError

KINDS = list(AnnotationKind)


def drawn(kind: AnnotationKind, **changes) -> Annotation:
    points = tuple((i + 0.1, 10 / 3 + i) for i in range(kind.fewest_points))
    return Annotation("a1", kind, 3, **({"points": points} | changes))


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_comes_back_to_the_bit(kind):
    statistics = RegionStatistics(7, 1 / 3, None, -1024.0, 5.5, "HU")
    one = drawn(kind, text="Łäsion „2“ 腫", statistics=statistics if kind.is_region else None)
    assert decode(encode(one)) == one


def test_the_kept_form_is_json_with_a_version():
    tree = json.loads(encode(drawn(AnnotationKind.DISTANCE)))
    assert tree["version"] == 1
    assert tree["kind"] == "distance"
    assert tree["points"][0] == [0.1, 10 / 3]


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\xff\xfe",
        b"[]",
        b"{}",
        b'{"version": 1, "id": "a", "kind": "spiral", "frame": 0, "points": [], "text": ""}',
        encode(drawn(AnnotationKind.DISTANCE)).replace(b"0.1", b'"x"'),
        encode(drawn(AnnotationKind.DISTANCE)).replace(b"0.1", b"NaN"),
        encode(drawn(AnnotationKind.DISTANCE)).replace(b'"frame": 3', b'"frame": -3'),
        encode(drawn(AnnotationKind.ANGLE)).replace(b'"angle"', b'"distance"'),
        encode(drawn(AnnotationKind.ELLIPSE, statistics=RegionStatistics(1))).replace(
            b'"mean"', b'"meen"'
        ),
    ],
)
def test_damage_is_one_plain_sentence(data):
    with pytest.raises(KnownError, match="damaged"):
        decode(data)


def test_a_newer_form_is_refused_by_name():
    data = encode(drawn(AnnotationKind.NOTE)).replace(b'"version": 1', b'"version": 2')
    with pytest.raises(KnownError, match="newer"):
        decode(data)


@pytest.mark.parametrize("count", [0, 1, 3])
def test_a_distance_has_two_points(count):
    with pytest.raises(ValueError, match="points"):
        Annotation("a", AnnotationKind.DISTANCE, 0, ((1.0, 2.0),) * count)


def test_what_was_measured_on_pixels_does_not_follow_a_moved_region():
    one = drawn(AnnotationKind.ELLIPSE, statistics=RegionStatistics(4, 2.0))
    assert one.moved(1, 2).points == ((1.1, 10 / 3 + 2), (2.1, 10 / 3 + 3))
    assert one.moved(1, 2).statistics is None
    assert one.with_point(1, (0.0, 0.0)).statistics is None
