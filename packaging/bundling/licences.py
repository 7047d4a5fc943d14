"""The licences of what is really inside a bundle: collected, checked, written out."""

import mmap
import re
import subprocess
import sys
import sysconfig
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path
from typing import Any

from bundling.contents import PACKAGING
from bundling.spdx import acceptable

TABLES = PACKAGING / "licences.toml"
_LICENCE_FILE = re.compile(r"(?i)(licen[cs]e|copying|notice|copyright)")
_LIBRARY = re.compile(r"^lib[\w+-]+?(-[0-9a-f]{6,8}|_-[0-9a-f]{8})?\.so[\d.a-z]*$")
_SHARED_TEXTS = {
    "LGPL-2.1": "licences/LGPL-2.1.txt",
    "LGPL-3.0": "licences/LGPL-3.0.txt",
    "GPL-3.0": "licences/GPL-3.0.txt",
}
"""Texts that several parts need; the LGPL of version 3 adds to the text of the GPL."""


@dataclass(frozen=True, slots=True)
class Component:
    """One part of the bundle that others wrote.

    ``licence`` is an SPDX expression, or the metadata's own words where they are unknown, or
    "" where there are none. ``texts`` are licence texts with the names of their files.
    """

    name: str
    version: str
    licence: str
    kind: str
    texts: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Tables:
    """The content of ``licences.toml``."""

    accepted: frozenset[str]
    spelling: Mapping[str, str]
    distributions: Mapping[str, str]
    texts: Mapping[str, str]
    libraries: Mapping[str, Sequence[str]]
    embedded: Sequence[Mapping[str, Any]]
    parts: Sequence[Mapping[str, str]]


def load_tables(path: Path = TABLES) -> Tables:
    with path.open("rb") as stream:
        table: dict[str, Any] = tomllib.load(stream)
    accepted = [*table["accepted"], *table["accepted_binary"], *table["accepted_exceptions"]]
    return Tables(
        accepted=frozenset(accepted),
        spelling=table["spelling"],
        distributions=table["distributions"],
        texts=table["texts"],
        libraries=table["libraries"],
        embedded=table["embedded"],
        parts=table["parts"],
    )


def collect(inside: Path, tables: Tables) -> list[Component]:
    """Every part of the bundle whose files are in ``inside``, by kind and name."""
    found = [_python(), *_distributions(inside, tables), *_libraries(inside, tables)]
    found += [_listed(p, "library") for p in tables.embedded if _is_embedded(inside, p)]
    found += [_listed(part, "font") for part in tables.parts]
    return sorted(found, key=lambda c: (c.kind, c.name.lower(), c.version))


def problems(components: Sequence[Component], tables: Tables) -> list[str]:
    """A sentence for each component that must not be given away as it is."""
    said = []
    for component in components:
        who = f"{component.name} {component.version}".strip()
        if not component.licence:
            said.append(f"{who}: no licence is known; look it up and add it to licences.toml.")
            continue
        try:
            good = acceptable(component.licence, tables.accepted)
        except ValueError:
            good = False
        if not good:
            said.append(f"{who}: the licence {component.licence!r} is not an accepted one.")
        elif component.kind == "python" and not component.texts and not _shared(component.licence):
            said.append(f"{who}: its metadata brings no licence text.")
    return said


def document(components: Sequence[Component], program: str) -> str:
    """The text for THIRD_PARTY_LICENSES: a table, then every licence text once."""
    width = max(len(f"{c.name} {c.version}") for c in components)
    lines = [
        f"What {program} is made of besides its own code (Apache-2.0, LICENSE.txt).",
        "",
        *(f"{f'{c.name} {c.version}':<{width}}  {c.licence}" for c in components),
    ]
    owners: dict[str, list[str]] = {}
    for component in components:
        for name, text in component.texts:
            owners.setdefault(text.strip(), []).append(f"{component.name} ({name})")
    for licence, file in _SHARED_TEXTS.items():
        text = (PACKAGING / file).read_text(encoding="utf-8").strip()
        owners.setdefault(text, []).append(f"parts under the {licence}")
    for text, names in owners.items():
        lines += ["", "=" * 80, ", ".join(dict.fromkeys(names)), "=" * 80, text]
    return "\n".join(lines) + "\n"


def _listed(part: Mapping[str, Any], kind: str) -> Component:
    file = (PACKAGING / part["text"]).resolve()
    text = (file.name, file.read_text(encoding="utf-8"))
    return Component(part["name"], "", part["licence"], kind, (text,))


def _is_embedded(inside: Path, part: Mapping[str, Any]) -> bool:
    """Whether a library of such a name holds the bytes that only this part has."""
    for file in (f for pattern in part["within"] for f in inside.rglob(pattern)):
        if file.is_file() and file.stat().st_size:
            with (
                file.open("rb") as stream,
                mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ) as content,
            ):
                if content.find(part["bytes"].encode()) >= 0:
                    return True
    return False


def _python() -> Component:
    file = Path(sysconfig.get_path("stdlib"), "LICENSE.txt")
    if not file.is_file():  # Windows keeps it beside the interpreter
        file = Path(sys.base_prefix, "LICENSE.txt")
    texts = [(file.name, file.read_text(encoding="utf-8"))] if file.is_file() else []
    version = ".".join(map(str, sys.version_info[:3]))
    return Component("Python", version, "Python-2.0.1", "python", tuple(texts))


def _distributions(inside: Path, tables: Tables) -> Iterator[Component]:
    for found in metadata.distributions(path=[str(inside)]):
        name = found.name.lower()
        licence = tables.distributions.get(name) or _declared(found.metadata, tables.spelling)
        folder = Path(str(found.locate_file("."))) / _info_folder(found)
        texts = [
            (file.relative_to(folder).as_posix(), file.read_text("utf-8", errors="replace"))
            for file in sorted(folder.rglob("*"))
            if file.is_file() and _LICENCE_FILE.search(file.name)
        ]
        if name in tables.texts:
            own = PACKAGING / tables.texts[name]
            texts.append((own.name, own.read_text(encoding="utf-8")))
        yield Component(found.name, found.version, licence, "python", tuple(texts))


def _info_folder(found: metadata.Distribution) -> str:
    return str(getattr(found, "_path").name)  # noqa: B009 - the one way to a folder without RECORD


def _declared(declared: metadata.PackageMetadata, spelling: Mapping[str, str]) -> str:
    """What the metadata says: the SPDX field, else the old free text, else the classifiers."""
    expression = declared.get("License-Expression")
    if expression:
        return str(expression)
    text = str(declared.get("License") or "").strip()
    if text and "\n" not in text and text.lower() != "unknown":
        return spelling.get(text, text)
    classes = [
        c.removeprefix("License :: ")
        for c in declared.get_all("Classifier") or []
        if c.startswith("License :: ")
    ]
    return " AND ".join(spelling.get(c, c) for c in classes)


def _libraries(inside: Path, tables: Tables) -> Iterator[Component]:
    """Libraries that are no part of a Python package: beside the packages, or vendored."""
    seen = set()
    for file in sorted(inside.rglob("lib*.so*")):
        place = file.relative_to(inside).parts
        fits = max((p for p in tables.libraries if file.name.startswith(p)), key=len, default=None)
        vendored = fits is not None or len(place) == 1 or place[0].endswith(".libs")
        if file.is_symlink() or not vendored or not _LIBRARY.match(file.name):
            continue
        name, licence = tables.libraries[fits] if fits else (file.name, "")
        version = file.name.partition(".so.")[2]
        if (name, version) not in seen:
            seen.add((name, version))
            texts = _debian_text(file.name) if len(place) == 1 else ()
            yield Component(name, version, licence, "library", texts)


def _debian_text(library: str) -> tuple[tuple[str, str], ...]:
    """The copyright file of a library that came from the Debian machine that builds."""
    try:
        done = subprocess.run(
            ["dpkg-query", "--search", f"*/{library}"], capture_output=True, text=True, check=False
        )
    except OSError:
        return ()
    package = done.stdout.partition(":")[0].strip()
    file = Path("/usr/share/doc", package, "copyright")
    if not package or not file.is_file():
        return ()
    return ((f"{package} copyright", file.read_text("utf-8", errors="replace")),)


def _shared(licence: str) -> bool:
    return any(name in licence for name in _SHARED_TEXTS)
