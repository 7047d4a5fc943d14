"""Pictures that no pack was made for, drawn by chance: to fit and to measure a pack's gate.

Nothing here needs a download: scenes, text, patterns and noise are drawn, photographs are cut
out of the few that scikit-learn and Matplotlib bring with them.
"""

from collections.abc import Callable
from functools import cache
from pathlib import Path

import cv2
import numpy as np
import numpy.typing as npt

Picture = npt.NDArray[np.uint8]
Draw = Callable[[np.random.Generator, int, int], npt.NDArray[np.float32]]

_LETTERS = "abcdefghijklmnopqrstuvwxyz    ABCDEFGHIJKLMNOPQRSTUVWXYZ 0123456789.,:%/()-"


def upside_down(picture: Picture) -> Picture:
    return np.ascontiguousarray(picture[::-1])


def half_turn(picture: Picture) -> Picture:
    return np.ascontiguousarray(picture[::-1, ::-1])


def quarter_turn(picture: Picture) -> Picture:
    return np.ascontiguousarray(np.rot90(picture))


def inverted(picture: Picture) -> Picture:
    return 255 - picture


TURNED: dict[str, Callable[[Picture], Picture]] = {
    "upside down": upside_down,
    "half turn": half_turn,
    "quarter turn": quarter_turn,
    "inverted": inverted,
}
"""Ways to show a pack's own pictures wrongly. A mirror image is none: packs take both sides."""

_FAMILIES = (
    ("upside down", "half turn", "quarter turn"),
    ("inverted",),
    ("blank", "noise", "clouds"),
    ("pattern", "text"),
    ("scene", "photograph"),
)


def family(kind: str) -> str:
    """What a kind is left out with: who knows one of a family has an idea of the others.

    Data sets of other tasks are a family too.
    """
    return next((" and ".join(kinds) for kinds in _FAMILIES if kind in kinds), "other data")


def drawn(kind: str, split: str, number: int) -> Picture:
    """The picture of that number of a kind: always the same, another one in each split.

    Returns:
        uint8, (rows, columns); photographs and scenes are RGB half of the time.
    """
    rng = np.random.default_rng([sum(kind.encode()), sum(split.encode()), number])
    rows = int(rng.integers(160, 520))
    columns = int(np.clip(rows * rng.uniform(0.7, 1.6), 120, 700))
    if kind == "photograph":
        return _photograph(rng, _photographs(split)[number % len(_PHOTOGRAPHS[split])])
    picture = DRAWN[kind](rng, rows, columns)
    if picture.ndim == 2 and rng.random() < 0.5:
        picture = _processed(picture, rng)
    return np.rint(np.clip(picture, 0, 1) * 255).astype(np.uint8)


def drawn_from(kind: str, split: str, number: int) -> str:
    """What a drawn picture shares with others of its kind: a photograph, or nothing."""
    if kind != "photograph":
        return f"{split} {number}"
    names = _PHOTOGRAPHS[split]
    return names[number % len(names)]


# --- kinds ----------------------------------------------------------------------------------


def _blank(rng: np.random.Generator, rows: int, columns: int) -> npt.NDArray[np.float32]:
    """Hardly anything: a grey, faint grain, a slope of light, a cover with a bright edge."""
    picture = np.full((rows, columns), rng.random(), np.float32)
    choice = rng.random()
    if choice < 0.4:
        picture += rng.uniform(0.004, 0.02) * rng.standard_normal((rows, columns), np.float32)
    elif choice < 0.8:
        y, x = np.mgrid[:rows, :columns].astype(np.float32)
        slope = rng.uniform(-0.5, 0.5, 2)
        picture += (slope[0] * y / rows + slope[1] * x / columns).astype(np.float32)
        picture += 0.006 * rng.standard_normal((rows, columns), np.float32)
    else:
        edge = int(rng.integers(2, 30))
        picture[:edge] = rng.random()
        picture[:, -edge:] = rng.random()
    return picture


def _noise(rng: np.random.Generator, rows: int, columns: int) -> npt.NDArray[np.float32]:
    """Grain of many laws and sizes, without any shape in it."""
    shrink = int(rng.choice([1, 1, 2, 4]))
    size = (rows // shrink + 1, columns // shrink + 1)
    law = rng.integers(0, 5)
    if law == 0:
        grain = rng.standard_normal(size) * rng.uniform(0.03, 0.4) + rng.uniform(0.2, 0.8)
    elif law == 1:
        grain = rng.random(size)
    elif law == 2:
        grain = (rng.random(size) < rng.uniform(0.02, 0.5)).astype(float)
    elif law == 3:
        grain = rng.rayleigh(rng.uniform(0.1, 0.3), size)
    else:
        grain = rng.gamma(rng.uniform(0.5, 3), 0.2, size)
    enlarge = cv2.INTER_NEAREST if rng.random() < 0.5 else cv2.INTER_CUBIC
    picture = cv2.resize(grain.astype(np.float32), (columns, rows), interpolation=enlarge)
    return np.asarray(picture, np.float32)


def _clouds(rng: np.random.Generator, rows: int, columns: int) -> npt.NDArray[np.float32]:
    """Grain whose strength falls with its frequency, as in natural pictures."""
    frequency = np.hypot(np.fft.fftfreq(rows)[:, None], np.fft.rfftfreq(columns)[None])
    frequency[0, 0] = 1 / max(rows, columns)
    spectrum = np.fft.rfft2(rng.standard_normal((rows, columns)))
    picture = np.fft.irfft2(spectrum / frequency ** rng.uniform(0.6, 2.2), (rows, columns))
    spread = (picture - picture.mean()) / max(float(picture.std()), 1e-9)
    return (0.5 + rng.uniform(0.1, 0.3) * spread).astype(np.float32)


def _pattern(rng: np.random.Generator, rows: int, columns: int) -> npt.NDArray[np.float32]:
    """Stripes, chessboards, rings, or shapes thrown about."""
    y, x = np.mgrid[:rows, :columns].astype(np.float32)
    period = rng.uniform(6, 90)
    choice = rng.integers(0, 4)
    if choice == 0:
        angle = rng.uniform(0, np.pi)
        wave = np.sin((x * np.cos(angle) + y * np.sin(angle)) * 2 * np.pi / period)
        return np.asarray(0.5 + 0.5 * (np.sign(wave) if rng.random() < 0.5 else wave), np.float32)
    if choice == 1:
        return np.asarray((x // period + y // period) % 2, np.float32)
    if choice == 2:
        centre = rng.random(2) * (rows, columns)
        return np.asarray(
            0.5 + 0.5 * np.sin(np.hypot(y - centre[0], x - centre[1]) * 2 * np.pi / period),
            np.float32,
        )
    picture = np.full((rows, columns), rng.random(), np.float32)
    for _ in range(int(rng.integers(3, 25))):
        corners = (rng.random(2) * (columns, rows)) + rng.normal(0, 60, (4, 2))
        cv2.fillPoly(picture, [corners.astype(np.int32)], rng.random())
    return picture


def _text(rng: np.random.Generator, rows: int, columns: int) -> npt.NDArray[np.float32]:
    """A page, a form or a screenshot with a chart."""
    dark = rng.random() < 0.4
    ink, paper = (rng.uniform(0.6, 1), rng.uniform(0, 0.2)) if dark else (0.05, rng.uniform(0.8, 1))
    picture = np.full((rows, columns), 255 * paper, np.uint8)
    size = rng.uniform(0.3, 0.9)
    line = int(34 * size) + 2
    for y in range(line, rows, line):
        if rng.random() < 0.8:
            words = "".join(rng.choice(list(_LETTERS), int(rng.integers(5, 90))))
            cv2.putText(
                picture, words, (8, y), cv2.FONT_HERSHEY_SIMPLEX, size, 255 * ink, 1, cv2.LINE_AA
            )
    for _ in range(int(rng.integers(0, 4))):
        left, top = int(rng.random() * columns * 0.7), int(rng.random() * rows * 0.7)
        right, low = left + int(rng.uniform(40, columns / 2)), top + int(rng.uniform(30, rows / 2))
        cv2.rectangle(picture, (left, top), (right, low), 255 * rng.random(), -1)
        xs = np.linspace(left, right, 20)
        ys = top + (low - top) * rng.random(20)
        curve = np.stack([xs, ys], 1).astype(np.int32)
        cv2.polylines(picture, [curve], False, 255 * ink, 1, cv2.LINE_AA)
    return np.divide(picture, 255, dtype=np.float32)


def _scene(rng: np.random.Generator, rows: int, columns: int) -> npt.NDArray[np.float32]:
    """A landscape or a still life: light from above, hills, boxes, shaded balls, texture."""
    colour = rng.random() < 0.5
    top, low = rng.random(3) * 0.5 + 0.45, rng.random(3) * 0.5 + 0.3
    slope = np.linspace(0, 1, rows, dtype=np.float32)[:, None, None]
    picture = np.asarray(top * (1 - slope) + low * slope, np.float32)
    picture = np.repeat(picture, columns, 1)
    x = np.arange(columns)
    for depth in range(int(rng.integers(1, 5))):
        waves = rng.normal(0, 1, 6)[:, None] * np.sin(
            x[None] * 2 * np.pi * np.arange(1, 7)[:, None] / columns + rng.random((6, 1)) * 7
        )
        ridge = rows * (0.35 + 0.15 * depth) + waves.sum(0) * rows * 0.02
        below = np.arange(rows)[:, None] > ridge[None]
        grain = 1 + 0.25 * (_clouds(rng, rows, columns) - 0.5)
        picture[below] = (rng.random(3) * 0.7 * grain[..., None])[below]
    for _ in range(int(rng.integers(1, 8))):
        tone = rng.random(3)
        centre, radius = rng.random(2) * (columns, rows), rng.uniform(0.03, 0.2) * rows
        if rng.random() < 0.5:
            corner = (centre + (radius, 2 * radius)).astype(int).tolist()
            cv2.rectangle(picture, centre.astype(int).tolist(), corner, tone.tolist(), -1)
            continue
        yy, xx = np.mgrid[:rows, :columns]
        away = np.hypot(xx - centre[0], yy - centre[1]) / radius
        light = np.hypot(xx - centre[0] + radius / 3, yy - centre[1] + radius / 3) / radius
        ball = away < 1
        picture[ball] = (tone * np.clip(1.2 - 0.6 * light, 0.05, 1.2)[..., None])[ball]
    picture = cv2.GaussianBlur(picture, (0, 0), rng.uniform(0.4, 2))
    picture += 0.02 * rng.standard_normal(picture.shape, np.float32)
    return picture if colour else picture.mean(2)


DRAWN: dict[str, Draw] = {
    "blank": _blank,
    "noise": _noise,
    "clouds": _clouds,
    "pattern": _pattern,
    "text": _text,
    "scene": _scene,
}
"""What is drawn without any photograph."""

KINDS = (*DRAWN, "photograph")


# --- photographs ----------------------------------------------------------------------------

_PHOTOGRAPHS = {
    "train": ("sklearn:china.jpg", "matplotlib:Minduka_Present_Blue_Pack.png"),
    "val": ("sklearn:flower.jpg",),
    "test": ("matplotlib:grace_hopper.jpg",),
}
"""No photograph is in two splits."""


@cache
def _photographs(split: str) -> tuple[Picture, ...]:
    import matplotlib
    import sklearn.datasets

    folders = {
        "sklearn": Path(sklearn.datasets.__file__).parent / "images",
        "matplotlib": Path(matplotlib.get_data_path()) / "sample_data",
    }
    pictures = []
    for name in _PHOTOGRAPHS[split]:
        library, _, file = name.partition(":")
        data = np.frombuffer((folders[library] / file).read_bytes(), np.uint8)
        picture = cv2.imdecode(data, cv2.IMREAD_COLOR_RGB)
        assert picture is not None
        pictures.append(np.asarray(picture, np.uint8))
    return tuple(pictures)


def _photograph(rng: np.random.Generator, whole: Picture) -> Picture:
    """A part of a photograph, at least a third of each side, sometimes mirrored, half in grey."""
    size = (np.array(whole.shape[:2]) * rng.uniform(0.33, 1, 2)).astype(int)
    top, left = (rng.random(2) * (np.array(whole.shape[:2]) - size + 1)).astype(int)
    part = whole[top : top + size[0], left : left + size[1]]
    if rng.random() < 0.5:
        part = part[:, ::-1]
    scale = rng.uniform(0.7, 1.6) * 300 / max(part.shape[:2])
    part = cv2.resize(np.ascontiguousarray(part), None, fx=scale, fy=scale)
    if rng.random() < 0.5:
        return np.asarray(part, np.uint8)
    grey = cv2.cvtColor(part, cv2.COLOR_RGB2GRAY).astype(np.float32) / 255
    return np.rint(np.clip(_processed(grey, rng), 0, 1) * 255).astype(np.uint8)


def _processed(picture: npt.NDArray[np.float32], rng: np.random.Generator) -> np.ndarray:
    """Other brightness, contrast and sharpness."""
    picture = np.power(np.clip(picture, 0, 1), float(np.exp(rng.uniform(-0.6, 0.6))))
    if rng.random() < 0.4:
        picture = cv2.GaussianBlur(picture, (0, 0), rng.uniform(0.5, 3))
    return np.asarray(picture)


# --- a pack's own pictures, as another hospital would have them -----------------------------


def own_view(picture: Picture, number: int) -> Picture:
    """The picture as another machine or another crop might show it: still one of its kind.

    Cut or with a wider border, stretched, darker or brighter, unevenly lit, softer or grainier,
    compressed; of three series as three colours some may be missing. Never turned.
    """
    rng = np.random.default_rng([7, number])
    if picture.ndim == 3:
        picture = _series_missing(picture, rng)
    picture = _framed(picture, rng)
    stretch = float(np.exp(rng.uniform(-0.2, 0.2)))
    picture = cv2.resize(np.ascontiguousarray(picture), None, fx=stretch, fy=1 / stretch)
    view = np.power(picture.astype(np.float32) / 255, float(np.exp(rng.uniform(-0.5, 0.5))))
    if rng.random() < 0.3:
        view = _unevenly_lit(view, rng)
    view = (view - 0.5) * rng.uniform(0.75, 1.2) + 0.5 + rng.uniform(-0.06, 0.06)
    if rng.random() < 0.4:
        view = cv2.GaussianBlur(view, (0, 0), rng.uniform(0.4, 1.5))
    if rng.random() < 0.4:
        view = view + rng.uniform(0.005, 0.04) * rng.standard_normal(view.shape, np.float32)
    shown = np.rint(np.clip(view, 0, 1) * 255).astype(np.uint8)
    if rng.random() < 0.4:
        colours = shown if shown.ndim == 2 else np.ascontiguousarray(shown[..., ::-1])
        _, stream = cv2.imencode(
            ".jpg", colours, [cv2.IMWRITE_JPEG_QUALITY, int(rng.integers(30, 95))]
        )
        flag = cv2.IMREAD_GRAYSCALE if shown.ndim == 2 else cv2.IMREAD_COLOR_RGB
        shown = np.asarray(cv2.imdecode(stream, flag), np.uint8)
    return shown


def _series_missing(picture: Picture, rng: np.random.Generator) -> Picture:
    """Three series as colours, of which one was never made or covers only a part of the head.

    The middle one stands in for what was never made; 30 % of the time it is alone.
    """
    picture = picture.copy()
    alone = rng.random() < 0.3
    for colour in (0, 2):
        if alone or rng.random() < 0.12:
            picture[..., colour] = picture[..., 1]
    if not alone and rng.random() < 0.2:
        rows, columns = picture.shape[:2]
        angle, edge = rng.uniform(0, 2 * np.pi), rng.uniform(-0.4, 0.5)
        y, x = np.mgrid[:rows, :columns]
        along = (x / columns - 0.5) * np.cos(angle) + (y / rows - 0.5) * np.sin(angle)
        series = picture[..., int(rng.integers(0, 3))]
        series[along > edge] = series.min()
    return picture


def _framed(picture: Picture, rng: np.random.Generator) -> Picture:
    """Another part of the scene: each side cut, or, a third of the time, all of them wider."""
    rows, columns = picture.shape[:2]
    top, low, left, right = (
        int(share * side)
        for share, side in zip(rng.uniform(0, 0.09, 4), (rows, rows, columns, columns), strict=True)
    )
    if rng.random() < 1 / 3:
        darkest = [int(v) for v in np.atleast_1d(picture[[0, 0, -1, -1], [0, -1, 0, -1]].min(0))]
        return np.asarray(
            cv2.copyMakeBorder(picture, top, low, left, right, cv2.BORDER_CONSTANT, value=darkest),
            np.uint8,
        )
    return picture[top : rows - low, left : columns - right]


def _unevenly_lit(
    view: npt.NDArray[np.float32], rng: np.random.Generator
) -> npt.NDArray[np.float32]:
    """Brighter here and darker there, by up to a quarter, as near a coil or a probe."""
    nodes = rng.uniform(0.75, 1.25, (3, 3)).astype(np.float32)
    field = cv2.resize(nodes, view.shape[1::-1], interpolation=cv2.INTER_CUBIC)
    return np.asarray(view * (field if view.ndim == 2 else field[..., None]), np.float32)
