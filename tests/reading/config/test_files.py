from __future__ import annotations

from tightlip.judgement.judge import Judge
from tightlip.model import GitStatus
from tightlip.reading.config import read
from tightlip.reading.facts import Binding, Reading
from tightlip.reading.text import SourceText
from tightlip.rulebook.book import load_rulebook

JUDGE = Judge(load_rulebook().vocabulary)
MANIFEST = """kind: ConfigMap
data:
  app.properties: |
    db.user=orders
    db.password=first-1-secret
  mail.json: |-
    {"smtp": {"password": "second-2-secret"}}
  motd: |
    password=a text
"""


def found(text: str) -> dict[str, tuple[int, str]]:
    """The value, the line and what stands there, of every binding of a password."""
    source = SourceText(text)
    facts = read(Reading("a.yaml", "yaml", source, GitStatus.UNKNOWN, False), frozenset({"bindings"}), JUDGE).facts
    spans = {f.value: f.anchor() for f in facts if isinstance(f, Binding) and f.name.endswith("password")}
    return {value: (at.line, source.line(at.line)[at.column - 1 : at.end_column - 1]) for value, at in spans.items()}


def test_a_file_inside_a_file_is_read_where_it_stands() -> None:
    assert found(MANIFEST) == {
        "first-1-secret": (5, "first-1-secret"),
        "second-2-secret": (7, '"second-2-secret"'),
    }


def test_the_ends_of_lines_do_not_matter() -> None:
    assert found(MANIFEST.replace("\n", "\r\n")).keys() == {"first-1-secret", "second-2-secret"}
