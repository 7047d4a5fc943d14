"""Other languages: complete, sound, and switched while the program runs."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import medviewer.ui

UI = Path(medviewer.ui.__file__).parent

# Calls whose words nobody sees.
_UNSEEN = frozenset(
    [
        "setObjectName",
        "setProperty",
        "property",
        "getattr",
        "setattr",
        "set_icon",
        "icon",
        "resource_path",
        "Template",
        "TypeVar",
        "cast",
        "getLogger",
        "info",
        "warning",
        "debug",
        "exception",
        "compile",
        "split",
        "startswith",
        "endswith",
        "replace",
        "join",
        "strip",
        "rstrip",
        "get",
        "pop",
        "toString",
        "import_module",
        "QKeySequence",
        "write_text",
        "read_text",
        "encode",
        "decode",
        "addTest",
        "with_name",
        "drop_into",
    ]
)


def seen_texts(file: Path) -> Iterator[str]:
    """The words of a module that may come to the screen; ``{name}`` where something is put in."""
    tree = ast.parse(file.read_text(encoding="utf-8"))
    unseen: set[int] = set()
    for node in ast.walk(tree):
        for part in _unseen_parts(node):
            unseen |= {id(inner) for inner in ast.walk(part)}
    for node in ast.walk(tree):
        if id(node) in unseen:
            continue
        if isinstance(node, ast.JoinedStr):
            unseen |= {id(inner) for inner in node.values}
            text = _pattern(node)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            text = node.value
        else:
            continue
        if _is_words(text):
            yield text


def _unseen_parts(node: ast.AST) -> Iterator[ast.AST]:
    """What of a node is certainly not shown: docstrings, annotations, keys, names of things."""
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
        yield node
    elif isinstance(node, ast.Call):
        name = getattr(node.func, "attr", getattr(node.func, "id", ""))
        if name in _UNSEEN:
            yield from node.args
    elif isinstance(node, ast.Dict):
        yield from (key for key in node.keys if key is not None)
    elif isinstance(node, ast.Subscript):
        yield node.slice
    elif isinstance(node, ast.Compare):
        yield from node.comparators
    elif isinstance(node, (ast.arg, ast.AnnAssign)) and node.annotation is not None:
        yield node.annotation
    elif isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)) and node.returns is not None:
        yield node.returns
    elif (
        isinstance(node, ast.Assign)
        and any(getattr(target, "id", "") == "__all__" for target in node.targets)
        or isinstance(node, ast.Raise)
    ):
        yield node


def _pattern(node: ast.JoinedStr) -> str:
    parts, names = [], []
    for value in node.values:
        if isinstance(value, ast.Constant):
            parts.append(str(value.value))
            continue
        assert isinstance(value, ast.FormattedValue)
        inner = value.value
        name = getattr(inner, "attr", getattr(inner, "id", "")) or "value"
        name = name.strip("_")
        while name in names:
            name += "2"
        names.append(name)
        parts.append("{" + name + "}")
    return "".join(parts)


def _is_words(text: str) -> bool:
    bare = re.sub(r"\{\w+\}", "", text)
    if len(re.findall(r"[A-Za-z]", bare)) < 2 or re.search(r"[<>=#]|^[\w.]+\.\w+$", text):
        return False
    return bool(re.match(r"\W*[A-Z]", bare.strip())) or " " in bare.strip()
