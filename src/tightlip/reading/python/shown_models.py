"""Which classes get a `repr()` that shows their fields, by what decorates them or is their base."""

from __future__ import annotations

DECORATORS = {
    "dataclass": "dataclass",
    "dataclasses.dataclass": "dataclass",
    "pydantic.dataclasses.dataclass": "dataclass",
    **dict.fromkeys(("attr.s", "attr.dataclass", "attr.define", "attr.frozen", "attr.mutable"), "attrs class"),
    **dict.fromkeys(("attrs.define", "attrs.frozen", "attrs.mutable"), "attrs class"),
}
BASES = {
    "typing.NamedTuple": "named tuple",
    "pydantic.BaseModel": "pydantic model",
    "pydantic.BaseSettings": "pydantic model",
    "pydantic_settings.BaseSettings": "pydantic model",
    "sqlmodel.SQLModel": "SQLModel",
    "msgspec.Struct": "struct",
}
OWN_REPR = frozenset({"__repr__", "__str__", "__repr_args__", "__rich_repr__"})
TEXT = frozenset({"str", "bytes"})
