"""YAML, JSON, TOML, HCL and INI become the same nodes, with true places, whatever state the file is in."""

from __future__ import annotations

import importlib
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tightlip.reading.config.nodes import Items, Node, Scalar, Table, tables

YAML = """\
# é: a comment
plain: value
single: 'it''s'
double: "a\\n\\u00e9"
folded: one
  two
block: |
  first
    second
tagged: !Ref Secret
anchor: &a inner
alias: *a
list: [x, {k: v}]
empty:
---
second: document
"""
JSON = '{"plain": "é\\u00e9", "n": 1, "none": null, "list": ["x", {"k": "v"}]}'
TOML = "plain = 'é'\n[a.\"b.c\"]\nk.x = \"v\\n\"\nm = '''\ntext'''\n[[rows]]\nt = {p = 1}\n"
HCL = """\
resource "aws_db" "main" {
  plain  = "é"
  mixed  = "x${var.y}"
  encoded = jsonencode({ A = "b" })
  from_file = file("x")
  heredoc = <<EOF
text
EOF
  nested { on = true }
}
"""
INI = 'top = 1\n[db]\npassword: é=x\n# comment = no\nquoted = "in quotes"\n'


def scalars(node: Node, path: str = "") -> Iterator[tuple[str, Scalar]]:
    if isinstance(node, Scalar):
        yield path, node
    for key, value in node.pairs if isinstance(node, Table) else ():
        yield from scalars(value, f"{path}.{key.value}".lstrip("."))
    for number, value in enumerate(node.items) if isinstance(node, Items) else ():
        yield from scalars(value, f"{path}.{number}")


def parsed(format_name: str, text: str) -> tuple[dict[str, Scalar], bool]:
    nodes, whole = importlib.import_module(f"tightlip.reading.config.{format_name}").parse(text)
    return {path: scalar for node in nodes for path, scalar in scalars(node)}, whole


@pytest.mark.parametrize(
    ("format_name", "text", "expected"),
    [
        (
            "yaml",
            YAML,
            {
                "plain": "value",
                "single": "it's",
                "double": "a\né",
                "folded": "one two",
                "block": "first\n  second",
                "anchor": "inner",
                "list.0": "x",
                "list.1.k": "v",
                "second": "document",
            },
        ),
        ("json", JSON, {"plain": "éé", "n": "1", "none": "", "list.0": "x", "list.1.k": "v"}),
        ("toml", TOML, {"plain": "é", "a.b.c.k.x": "v\n", "a.b.c.m": "text", "rows.t.p": "1"}),
        (
            "hcl",
            HCL,
            {
                "resource.aws_db.main.plain": "é",
                "resource.aws_db.main.encoded.A": "b",
                "resource.aws_db.main.nested.on": "true",
                "resource.aws_db.main.heredoc": "text",
            },
        ),
        ("ini", INI, {"top": "1", "db.password": "é=x", "db.quoted": "in quotes"}),
        ("ini", "machine host login u password p1\n", {"login": "u", "password": "p1"}),
    ],
)
def test_what_is_literal(format_name: str, text: str, expected: dict[str, str]) -> None:
    found, whole = parsed(format_name, text)
    assert whole
    assert {
        path: scalar.value.rstrip("\n") if "heredoc" in path else scalar.value
        for path, scalar in found.items()
        if scalar.literal
    } == expected


@pytest.mark.parametrize(
    ("format_name", "text", "paths"),
    [
        ("yaml", YAML, ["tagged", "alias", "empty"]),
        ("hcl", HCL, ["resource.aws_db.main.mixed", "resource.aws_db.main.from_file"]),
    ],
)
def test_what_is_not(format_name: str, text: str, paths: list[str]) -> None:
    found, _ = parsed(format_name, text)
    assert [path for path, scalar in found.items() if not scalar.literal] == paths


@pytest.mark.parametrize(
    ("format_name", "text"), [("yaml", YAML), ("json", JSON), ("toml", TOML), ("hcl", HCL), ("ini", INI)]
)
def test_places_count_code_points(format_name: str, text: str) -> None:
    found, _ = parsed(format_name, text)
    plain = found["plain"] if "plain" in found else next(iter(found.values()))
    assert text[plain.start : plain.end].strip("\"'") in (plain.value, "é\\u00e9", "1")
    for scalar in found.values():
        assert 0 <= scalar.start <= scalar.end <= len(text)


@pytest.mark.parametrize(
    ("format_name", "text", "path"),
    [
        ("yaml", "good: yes\nbad: : x\n", "good"),
        ("yaml", "good: yes\nother: [1, 2\n", "good"),
        ("json", '{"good": "yes", "bad": tr, }', "good"),
        ("hcl", 'good = "yes"\nbad = = 1\n', "good"),
        ("toml", 'good = "yes"\nbad = = 1\n', "good"),
    ],
)
def test_a_broken_file_says_so_and_the_rest_is_read(format_name: str, text: str, path: str) -> None:
    found, whole = parsed(format_name, text)
    assert not whole
    assert found[path].value == "yes"


@pytest.mark.parametrize(
    ("format_name", "text"), [("yaml", YAML), ("json", JSON), ("toml", TOML), ("hcl", HCL), ("ini", INI)]
)
@given(data=st.data())
def test_no_text_breaks_a_reader(format_name: str, text: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(text)))
    torn = text[:at] + data.draw(st.text(max_size=5)) + text[at + data.draw(st.integers(0, 5)) :]
    found, _ = parsed(format_name, torn)
    for scalar in found.values():
        assert 0 <= scalar.start <= scalar.end <= len(torn)


def test_tables_are_found_with_the_keys_that_lead_to_them() -> None:
    nodes, _ = importlib.import_module("tightlip.reading.config.json").parse('{"a": [{"b": {"c": "d"}}]}')
    assert [path for _, path in tables(nodes[0])] == [(), ("a",), ("a", "b")]
    root = nodes[0]
    assert isinstance(root, Table)
    assert root.get("a", "b") is None
    assert root.text("a") == ""
