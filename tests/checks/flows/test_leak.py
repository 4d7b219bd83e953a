"""How loud a leak is, what its message says, and the way it explains."""

from __future__ import annotations

from tightlip.checks.flows.leak import check
from tightlip.judgement.judge import Judge
from tightlip.model import GitStatus, Hit, Severity
from tightlip.reading.facts import Reading
from tightlip.reading.python import read
from tightlip.reading.text import SourceText
from tightlip.rulebook.book import read_rulebook
from tightlip.rulebook.home import rules_folder

JUDGE = Judge(read_rulebook(rules_folder()).vocabulary)


def hits(text: str, in_tests: bool = False) -> list[Hit]:
    blank = Reading("app/module.py", "python", SourceText(text), GitStatus.UNKNOWN, in_tests)
    return list(check(read(blank, frozenset({"flows"}), JUDGE), JUDGE))


def only(text: str, in_tests: bool = False) -> Hit:
    (hit,) = hits(text, in_tests)
    return hit


def test_the_message_names_the_secret_and_the_sink() -> None:
    hit = only("print(user.password)\n")
    assert (hit.rule, hit.message) == ("secret-in-output", "`user.password` is printed by `print`")
    assert (hit.span.line, hit.span.column, hit.span.end_column) == (1, 7, 20)


def test_a_part_shown_on_purpose_is_a_note() -> None:
    hit = only("print(api_key[:4])\n")
    assert (hit.severity, hit.message) == (Severity.NOTE, "part of `api_key` is printed by `print`")
    assert only("print(api_key)\n").severity is None


def test_a_made_up_password_in_a_test_is_a_note_but_a_fetched_one_is_real() -> None:
    assert only("print(password)\n", in_tests=True).severity == Severity.NOTE
    assert only("import os\nprint(os.environ['DB_PASSWORD'])\n", in_tests=True).severity is None
    assert only("import os\nprint(os.environ)\n", in_tests=True).severity is None


def test_a_command_that_is_there_to_show_a_key_is_a_note() -> None:
    command = "@click.command()\ndef {}(api_key):\n    click.echo(api_key)\n"
    assert only("import click\n" + command.format("show_key")).severity == Severity.NOTE
    assert only("import click\n" + command.format("deploy")).severity is None


def test_the_value_is_nowhere_in_a_hit() -> None:
    literal = "tr0ub4dor-and-3-more"
    read_it = f"import os\npassword = os.getenv('DB_PASSWORD', '{literal}')\nprint(password)\n"
    found = hits(f"{read_it}password = '{literal}'\nprint(password)\n")
    assert len(found) == 2
    assert all(hit.secret is None and literal not in repr(hit) for hit in found)


def test_the_way_from_the_source_through_names_to_the_sink() -> None:
    text = "import os\nkey = os.environ['API_KEY']\nurl = 'https://x?key=' + key\nprint(url)\n"
    assert [(step.span.line, step.text) for step in only(text).trace] == [
        (2, '`os.environ["API_KEY"]` comes from here'),
        (2, "it passes through `key`"),
        (3, "it passes through `url`"),
        (4, "and reaches `print`"),
    ]


def test_where_all_stands_in_the_sink_there_is_no_way_to_explain() -> None:
    assert only("print(user.password)\n").trace == ()


def test_the_way_into_a_function_of_the_module() -> None:
    text = "import os\ndef connect(url):\n    print('to', url)\nconnect(os.environ['DATABASE_URL'])\n"
    hit = only(text)
    assert hit.span.line == 3
    assert [step.span.line for step in hit.trace] == [4, 4, 3]


def test_a_finding_is_known_again_when_lines_move() -> None:
    assert only("print(password)\n").subject == only("\n\n\nprint(password)\n").subject
    assert only("print(password)\n").subject != only("print(api_key)\n").subject


def test_one_expression_is_one_leak_whatever_number_of_callers() -> None:
    body = "import os\ndef show_it(it):\n    x = it\n    print(x)\n"
    calls = "show_it(os.environ['API_KEY'])\nshow_it(os.environ['DB_PASSWORD'])\n"
    assert [hit.span.line for hit in hits(body + calls)] == [4]
