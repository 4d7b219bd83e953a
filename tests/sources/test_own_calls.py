"""A project's own sources, sinks and sanitizers: from the settings to a finding, and refused by name when wrong."""

from __future__ import annotations

import pickle
from pathlib import Path

import pytest

from tightlip.engine import Plan, make_plan, scan
from tightlip.model import Document
from tightlip.rulebook.book import load_rulebook
from tightlip.rulebook.own_calls import with_own_calls
from tightlip.settings import Settings, SettingsError
from tightlip.sources.config import load
from tightlip.sources.project import find

BOOK = load_rulebook()
RULES = frozenset(card.id for card in BOOK.cards.values() if card.family == "flows")
OWN = """
sanitizers = ["acme.privacy.scrub_it", "cover_up"]

[[sources]]
call = "acme.strongroom.read"
what = "the content of the strongroom"

[[sources]]
call = "*.open_strongbox"
fields = ["gold"]

[[sinks]]
call = "acme.audit.write"
rule = "secret-in-log"
arguments = [1, "detail"]

[[sinks]]
call = "shout"
rule = "secret-in-message"
"""


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def settings(content: str) -> Settings:
    Path("tightlip.toml").write_text(content, encoding="utf-8")
    return load(find(), BOOK)


@pytest.fixture
def plan() -> Plan:
    return make_plan(BOOK, RULES, settings(OWN))


def found(plan: Plan, text: str, path: str = "acme/app.py") -> list[tuple[int, str]]:
    findings = scan(plan, Document(path, text.encode())).findings
    return [(finding.span.line, finding.rule) for finding in findings]


@pytest.mark.parametrize(
    ("imported", "call"),
    [
        ("import acme.audit", "acme.audit.write"),
        ("from acme import audit as a", "a.write"),
        ("from acme.audit import write as w", "w"),
        ("from .audit import write", "write"),
        ("from ..audit import write", "write"),
        ("from . import audit", "audit.write"),
    ],
)
def test_a_sink_under_any_import(plan: Plan, imported: str, call: str) -> None:
    text = f"{imported}\n\n\ndef f(password):\n    {call}(1, password)\n    {call}(password, 1)\n"
    assert found(plan, text) == [(5, "secret-in-log")]
    assert found(make_plan(BOOK, RULES, Settings()), text) == []


def test_a_sinks_arguments(plan: Plan) -> None:
    text = (
        "import acme.audit as a\n\n\ndef f(password):\n    a.write(1, detail=password)\n    a.write(1, who=password)\n"
    )
    assert found(plan, text) == [(5, "secret-in-log")]


def test_a_bare_name_is_any_functions_and_methods(plan: Plan) -> None:
    text = (
        "from bells import shout\n\n\ndef f(password, bell):\n"
        "    shout(password)\n    bell.shout(password)\n    bell.shouts(password)\n"
    )
    assert found(plan, text) == [(5, "secret-in-message"), (6, "secret-in-message")]


def test_a_file_without_a_sensitive_word_is_read_for_a_source(plan: Plan) -> None:
    text = "import acme.strongroom\n\nprint(acme.strongroom.read())\nprint(acme.other.read())\n"
    assert found(plan, text) == [(3, "secret-in-output")]
    assert found(make_plan(BOOK, RULES, Settings()), text) == []
    assert found(plan, "box = bank.open_strongbox()\nprint(box['gold'])\nprint(box['lead'])\n") == [
        (2, "secret-in-output")
    ]


def test_a_sources_message_says_what_it_is(plan: Plan) -> None:
    document = Document("acme/app.py", b"from acme.strongroom import read\nprint(read())\nraise ValueError(x)\n")
    (finding,) = scan(plan, document).findings
    assert finding.message == "the content of the strongroom is printed by `print`"
    (finding,) = scan(plan, Document("a.py", b"print(bank.open_strongbox().gold)\n")).findings
    assert finding.message == "the result of `*.open_strongbox` is printed by `print`"


def test_a_sanitizer(plan: Plan) -> None:
    text = (
        "from acme.privacy import scrub_it\nfrom acme.other import scrub_them\n\n\ndef f(password, x):\n"
        "    print(scrub_it(password))\n    print(x.cover_up(password))\n    print(scrub_them(password))\n"
        "    print(str(password))\n"
    )
    assert found(plan, text) == [(9, "secret-in-output")]


def test_a_plan_keeps_them_in_another_process(plan: Plan) -> None:
    again = pickle.loads(pickle.dumps(plan))
    text = "import acme.strongroom as s\nimport acme.audit as a\n\na.write(0, s.read())\n"
    assert found(again, text) == found(plan, text) == [(4, "secret-in-log")]


def test_the_calls_are_put_into_the_vocabulary_once() -> None:
    once = with_own_calls(BOOK.vocabulary, settings(OWN))
    assert with_own_calls(once, settings(OWN)) == once
    assert with_own_calls(BOOK.vocabulary, Settings()) == BOOK.vocabulary != once


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        (('rule = "secret-in-log"', 'rule = "secret-in-logs"'), "sinks: acme.audit.write: `rule` must be one of "),
        (('rule = "secret-in-log"', 'rule = "secret-in-logs"'), "did you mean `secret-in-log`?"),
        (('rule = "secret-in-log"', 'rule = "environ-dump"'), "sinks: acme.audit.write: `rule` must be one of "),
        (('rule = "secret-in-log"', ""), "sinks: acme.audit.write: `rule` must be one of "),
        (("arguments =", "argument ="), "sinks: there is no key `argument`; did you mean `arguments`?"),
        (('[1, "detail"]', "[-1]"), "sinks: acme.audit.write: `arguments` must be a list of positions and keywords"),
        (('[1, "detail"]', "[]"), "sinks: acme.audit.write: `arguments` must be a list of positions and keywords"),
        (('[1, "detail"]', "[true]"), "sinks: acme.audit.write: `arguments` must be a list of positions and keywords"),
        (('[1, "detail"]', "1"), "sinks: acme.audit.write: `arguments` must be a list of positions and keywords"),
        (("what =", "whats ="), "sources: there is no key `whats`; did you mean `what`?"),
        (
            ('what = "the content of the strongroom"', "what = 1"),
            "sources: acme.strongroom.read: `what` must be a text",
        ),
        (('["gold"]', '"gold"'), "sources: *.open_strongbox: `fields` must be a list of names"),
        (('["gold"]', "[1]"), "sources: *.open_strongbox: `fields` must be a list of names"),
        (("acme.strongroom.read", "a.b"), "sources: a.b: too short a name to look for in every file"),
        (("acme.strongroom.read", "acme.read()"), 'sources: `acme.read()` is not the name of a call, such as "acme'),
        (('call = "acme.strongroom.read"', ""), "sources: each needs a `call`"),
        (("acme.audit.write", "acme.*"), "sinks: `acme.*` is not the name of a call"),
        (("acme.privacy.scrub_it", ""), "sanitizers: `` is not the name of a call"),
        (('["acme.privacy.scrub_it", "cover_up"]', '"cover_up"'), "sanitizers: must be a list of calls"),
        (('"cover_up"]', "1]"), "sanitizers: `1` is not the name of a call"),
        (("[[sinks]]", "[sinks]"), ""),
    ],
)
def test_a_wrong_one_is_named(change: tuple[str, str], complaint: str) -> None:
    content = OWN.replace(*change, 1) if complaint else '[sinks]\ncall = "x"\n'
    with pytest.raises(SettingsError) as raised:
        settings(content)
    assert str(raised.value).startswith("tightlip.toml: ")
    assert (complaint or "sinks: must be a list of tables: [[sinks]]") in str(raised.value)
