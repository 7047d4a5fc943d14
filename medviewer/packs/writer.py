"""Write ``pack.toml``: the other direction of ``load_pack``."""

from dataclasses import asdict
from enum import Enum
from typing import Any

from medviewer.domain.errors import PackError
from medviewer.files import why, write_atomically
from medviewer.packs.pack import PACK_FILE, ModelPack, load_pack


def save_pack(pack: ModelPack) -> ModelPack:
    """Write ``pack.toml`` into ``pack.folder``, whose weights file must already be there.

    Returns:
        The pack as read back from the file.

    Raises:
        PackError: the folder cannot be written, or the pack does not hold together.
    """
    import tomli_w

    path = pack.folder / PACK_FILE
    try:
        pack.folder.mkdir(parents=True, exist_ok=True)
        write_atomically(path, tomli_w.dumps(_table(pack), multiline_strings=False).encode())
    except OSError as error:
        raise PackError(f"{path} was not written: {why(error)}") from None
    return load_pack(pack.folder)


def _table(pack: ModelPack) -> dict[str, Any]:
    """The pack as TOML tables: scalars first, what is None left out."""
    fields = {key: value for key, value in vars(pack).items() if key != "folder"}
    network = {
        "name": fields.pop("network_name"),
        "weights_sha256": fields.pop("weights_sha256"),
        "arguments": dict(fields.pop("network_arguments")),
    }
    segments = fields.pop("segments")
    table = {"schema": fields.pop("schema")}
    for key in ("id", "version", "title", "task"):
        table[key] = fields.pop(key)
    presence, gate = fields.pop("presence_gate"), fields.pop("gate")
    for key in ("input", "classes", "operating_points"):
        value = fields.pop(key)
        fields[key] = [asdict(v) for v in value] if isinstance(value, tuple) else asdict(value)
    fields["truth"] = asdict(fields["truth"])
    table |= fields
    for name, rule in (("presence_gate", presence), ("gate", gate)):
        if rule is not None:
            table[name] = asdict(rule)
    table["network"] = network
    table["segments"] = [
        asdict(s.segment)
        | {
            "threshold": s.threshold,
            "minimum_area": s.minimum_area,
            "largest_part": s.largest_part,
        }
        for s in segments
    ]
    cleaned: dict[str, Any] = _without_none(table)
    return cleaned


def _without_none(value: Any) -> Any:
    if isinstance(value, dict):
        return {k: _without_none(v) for k, v in value.items() if v is not None}
    if isinstance(value, list | tuple):
        return [_without_none(v) for v in value]
    return value.value if isinstance(value, Enum) else value
