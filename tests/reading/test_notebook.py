"""Notebooks: every finding stands where it does in the file, and says which cell that is."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tightlip.engine import Scanned, make_plan, scan
from tightlip.model import Document, Finding
from tightlip.rulebook.book import load_rulebook
from tightlip.settings import Settings

RULEBOOK = load_rulebook()
PLAN = make_plan(RULEBOOK, frozenset(RULEBOOK.cards), Settings())
PASSWORD = "Tr0ub4dor" + "-and-3-h0rses!x"


def notebook(*cells: Any, **more: Any) -> str:
    return json.dumps({"cells": cells, "metadata": {}, "nbformat": 4, **more}, indent=1)


def code(*source: str, outputs: Any = ()) -> dict[str, Any]:
    return {"cell_type": "code", "execution_count": 1, "outputs": outputs, "source": list(source)}


def scanned(text: str) -> Scanned:
    return scan(PLAN, Document("work/a.ipynb", text.encode()))


def findings(text: str) -> tuple[Finding, ...]:
    return scanned(text).findings


def rules(text: str) -> list[str]:
    return [finding.rule for finding in findings(text)]


def under(text: str, finding: Finding) -> str:
    """What stands in the file where the finding says that it is."""
    lines = text.split("\n")
    assert finding.span.line == finding.span.end_line
    return lines[finding.span.line - 1][finding.span.column - 1 : finding.span.end_column - 1]


def test_a_finding_in_a_cell_stands_in_the_file() -> None:
    text = notebook(
        {"cell_type": "markdown", "source": ["# ü\n"]},
        code("%matplotlib inline\n", "x = 'ü'\n", f'db_password = "{PASSWORD}"\n', "print(1)"),
    )
    (found,) = findings(text)
    assert found.rule == "hardcoded-secret"
    assert found.message.endswith("(cell 2, line 3)")
    assert under(text, found) == f'"{PASSWORD}\\"'


def test_escapes_in_the_file_move_nothing() -> None:
    text = notebook(code('a = "\\u00e4 \\t \\" \\n"\n', f'db_password = "{PASSWORD}"'))
    (found,) = findings(text)
    assert (under(text, found), found.message[-16:]) == (f'"{PASSWORD}\\"', "(cell 1, line 2)")


def test_a_source_that_is_one_string() -> None:
    text = notebook({"cell_type": "code", "source": f"import os\nif os:\n    api_key = '{PASSWORD}'"})
    (found,) = findings(text)
    assert (under(text, found), found.message[-16:]) == (f"'{PASSWORD}'", "(cell 1, line 3)")


def test_a_flow_goes_from_cell_to_cell() -> None:
    text = notebook(code("import os\n", "line = os.environ['DB_PASSWORD']"), code("print(line)"))
    (found,) = findings(text)
    assert (found.rule, found.trace[0].span.line < found.span.line) == ("secret-in-output", True)


@pytest.mark.parametrize(
    "magic",
    [
        "%matplotlib inline", "!pip install 'x>=1'", "%pip install \\\n  a \\\n  b", "x = !ls -l", "y = %who_ls", "df?",
        "?print", "%%time", "!!ls", "    !ls", "%load_ext dotenv", "await something()",
    ],
)  # fmt: skip
def test_magics_do_not_break_a_cell(magic: str) -> None:
    before = "if 1:\n" if magic.startswith(" ") else ""
    text = notebook(code(f"{before}{magic}\n", f"db_password = '{PASSWORD}'\n"))
    assert rules(text) == ["hardcoded-secret"]
    assert not scanned(text).skipped


def test_python_that_only_looks_like_a_magic() -> None:
    text = notebook(
        code("x = 7\n", "x %= 5\n", 's = """\n', "!echo $DB_PASSWORD\n", '"""\n', "y = (4\n", "     % 3)\n")
    )
    # The last line is one that IPython leaves alone, too: it asks where the statement begins.
    assert rules(text) == []


@pytest.mark.parametrize(
    ("source", "rule"),
    [
        (f"%env OPENAI_API_KEY={PASSWORD}", "secret-in-shell"),
        (f"%set_env OPENAI_API_KEY {PASSWORD}", "secret-in-shell"),
        (f"!export DB_PASSWORD='{PASSWORD}'; make", "secret-in-shell"),
        (f"%%bash\nexport DB_PASSWORD='{PASSWORD}'", "secret-in-shell"),
        ("%env", "secret-echoed-in-shell"),
        ("!echo $DB_PASSWORD", "secret-echoed-in-shell"),
        ("%%bash\nprintenv", "secret-echoed-in-shell"),
        ("%%script bash\nprintenv", "secret-echoed-in-shell"),
    ],
)
def test_shell_in_a_cell(source: str, rule: str) -> None:
    (found,) = findings(notebook(code("x = 1\n"), code(*source.splitlines(keepends=True))))
    assert (found.rule, "(cell 2, line" in found.message) == (rule, True)


@pytest.mark.parametrize(
    "source",
    [
        "%env OPENAI_API_KEY=$KEY",
        "%env OPENAI_API_KEY=<your key>",
        "%env PATH",
        "!echo done",
        "%%html\n<script>password = 'x'</script>",
        f"%%writefile config.py\nprint({PASSWORD!r})",
        "%%sql\nselect password from users",
    ],
)
def test_shell_in_a_cell_that_is_fine(source: str) -> None:
    assert rules(notebook(code(source))) == []


def test_outputs_are_read_as_text_and_pictures_are_not() -> None:
    url = f"postgres://orders:{PASSWORD}@db.orders.io/orders".replace("!", "")
    picture = "iVBOR" + "AAAA://x:" + PASSWORD.replace("!", "") + "@db.orders.io/"
    outputs = [
        {"output_type": "stream", "name": "stdout", "text": ["ready\n", f"at {url}\n"]},
        {"output_type": "display_data", "data": {"image/png": picture, "text/plain": ["<Figure>"]}},
    ]
    (found,) = findings(notebook(code("run()", outputs=outputs)))
    assert (found.rule, found.message[-18:]) == ("credential-in-url", "(output of cell 1)")


def test_one_leak_in_a_cell_is_one_finding() -> None:
    text = notebook(code(f"url = 'postgres://u:{PASSWORD[:-2]}@db.orders.io/x'\n"))
    assert rules(text) == ["credential-in-url"]


def test_text_cells_are_markdown() -> None:
    strong = "q7Xz" + "R2mKt9Wv4Lp8Ns3Hd"
    text = notebook({"cell_type": "markdown", "source": ["```bash\n", f"export DB_PASSWORD={strong}\n", "```\n"]})
    (found,) = findings(text)
    assert (found.rule, found.message[-16:]) == ("secret-in-shell", "(cell 1, line 2)")


def test_a_cell_that_is_no_python_hides_no_other() -> None:
    text = notebook(code("this is: not Python\n", f"password = '{PASSWORD}'\n"), code(f"api_key = '{PASSWORD}'"))
    done = scanned(text)
    assert [finding.message[-16:] for finding in done.findings] == ["(cell 1, line 2)", "(cell 2, line 1)"]
    assert [part.reason for part in done.skipped] == ["cell 1 is not valid Python: checked as text"]


def test_another_language_is_not_read_as_python() -> None:
    text = notebook(code("token <- Sys.getenv('TOKEN')\n"), metadata={"language_info": {"name": "R"}})
    assert (rules(text), scanned(text).skipped) == ([], ())


def test_version_3() -> None:
    cell = {"cell_type": "code", "input": [f"password = '{PASSWORD}'"]}
    (found,) = findings(json.dumps({"nbformat": 3, "worksheets": [{"cells": [cell]}]}))
    assert found.message.endswith("(cell 1, line 1)")


@pytest.mark.parametrize(
    "text",
    [
        "password",
        '{"password": 1}',
        '{"cells": 1, "password": 2}',
        '{"cells": [1, null, {"cell_type": "code", "source": 3}, {"source": [1, "password"]}]}',
        notebook(code(f"password = '{PASSWORD}'\n"))[:-40],
        '{"cells": [{"cell_type": "code", "source": ["password = \\',
        '{"cells": [{"cell_type": "code", "source": ["password = \\u12", "\\ud800"]}]}',
        '[{"cells": [{"cell_type": "code", "source": ["%env", "", "%", "!", "?", "%%", "password\\\\"]}]}]',
        "[" * 5000 + "password",
    ],
)
def test_what_is_broken_is_said_and_nothing_fails(text: str) -> None:
    done = scanned(text)
    assert not [part for part in done.skipped if part.failed]


def test_what_could_not_be_read_is_said() -> None:
    whole = notebook(code(f"password = '{PASSWORD}'\n"), code("x"))
    assert not scanned(whole).skipped
    assert [part.reason for part in scanned(whole[:-60]).skipped] == ["not a valid notebook everywhere: read in part"]
