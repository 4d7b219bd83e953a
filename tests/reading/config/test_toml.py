from __future__ import annotations

from tightlip.reading.config.nodes import Scalar, Table
from tightlip.reading.config.toml import parse


def test_a_comment_behind_a_value_is_not_the_value() -> None:
    (document,), whole = parse('password = "a" # why\nport = 1\n')
    assert whole
    assert isinstance(document, Table)
    values = [pair.value for pair in document.pairs]
    assert [value.value for value in values if isinstance(value, Scalar)] == ["a", "1"]
