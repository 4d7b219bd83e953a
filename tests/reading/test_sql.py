from __future__ import annotations

import pytest

from tightlip.judgement.judge import Judge
from tightlip.model import GitStatus
from tightlip.reading.facts import Binding, Reading
from tightlip.reading.sql import read
from tightlip.reading.text import SourceText
from tightlip.rulebook.book import load_rulebook

JUDGE = Judge(load_rulebook().vocabulary)


def found(text: str) -> list[tuple[str, str]]:
    """The names and values of the bindings in `text`, which stand where they are said to."""
    source = SourceText(text)
    facts = read(Reading("a.sql", "sql", source, GitStatus.UNKNOWN, False), frozenset({"bindings"}), JUDGE).facts
    bindings = [fact for fact in facts if isinstance(fact, Binding)]
    for binding in bindings:
        span = binding.anchor()
        assert text[span.column - 1 : span.end_column - 1].replace("''", "'") == binding.value
    return [(binding.name, binding.value) for binding in bindings]


@pytest.mark.parametrize(
    "statement",
    [
        "CREATE USER a WITH PASSWORD 'x-1-y';",
        "create user a encrypted password 'x-1-y' valid until 'infinity';",
        "ALTER USER a IDENTIFIED WITH caching_sha2_password BY 'x-1-y';",
        "SET PASSWORD FOR 'a'@'%' = 'x-1-y';",
        "SET PASSWORD = PASSWORD('x-1-y');",
        "CREATE LOGIN a WITH PASSWORD=N'x-1-y';",
        "CREATE USER MAPPING FOR a OPTIONS (user 'b', password 'x-1-y');",
    ],
)
def test_a_password_that_is_set(statement: str) -> None:
    assert [value for _, value in found(statement)] == ["x-1-y"]


def test_a_quote_in_it_is_doubled() -> None:
    assert found("ALTER ROLE a PASSWORD 'x''1-y'") == [("PASSWORD", "x'1-y")]


@pytest.mark.parametrize(
    "statement",
    [
        "ALTER ROLE a PASSWORD 'md5" + "0a" * 16 + "';",
        "GRANT ALL ON *.* TO 'a'@'%' IDENTIFIED BY PASSWORD '*" + "0A" * 20 + "';",
        "ALTER USER a IDENTIFIED WITH mysql_native_password AS 'x-1-y';",
        "INSERT INTO t (k) VALUES ('reset_password', 'x-1-y');",
        "INSERT INTO t (password, k) VALUES ('x-1-y', 1);",
        "COMMENT ON COLUMN users.password IS 'x-1-y';",
        "SELECT password FROM users WHERE name = 'x-1-y';",
    ],
)
def test_none_is_set(statement: str) -> None:
    assert found(statement) == []
