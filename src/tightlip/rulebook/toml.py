"""TOML, from the standard library where it has it (3.11) and from `tomli` where it does not."""

from __future__ import annotations

import sys
from typing import Any

# What a value must be, for messages.
IN_WORDS = {
    str: "a text", int: "a whole number", float: "a number", bool: "true or false", list: "a list", dict: "a table",
}  # fmt: skip


class TomlError(ValueError):
    """Text that is not TOML; the message says where."""


def parse_toml(text: str) -> dict[str, Any]:
    """`text` as a dictionary; `TomlError` says what is wrong and on which line."""
    # Imported here: a hook run with no settings file never needs it (7 ms).
    if sys.version_info >= (3, 11):
        import tomllib
    else:
        import tomli as tomllib
    try:
        table: dict[str, Any] = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise TomlError(str(error)) from None
    return table
