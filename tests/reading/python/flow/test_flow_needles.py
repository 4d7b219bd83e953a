"""No source of a secret is lost by the first pass: whoever writes its call writes one of its needles."""

from __future__ import annotations

import pytest

from tightlip.needles import Search
from tightlip.reading.python.flow.tables import spread
from tightlip.rulebook.book import load_rulebook

BOOK = load_rulebook()
PREFILTER = Search(BOOK.needles()).groups
NEEDED = frozenset(BOOK.cards["secret-in-log"].needs)
SOURCES = BOOK.vocabulary["sources"]


def written(call: str, given: str = "") -> str:
    """The call as somebody writes it: `aws.kms.decrypt` is `boto3.client("kms").decrypt()`."""
    if call.startswith("aws."):
        _, service, name = call.split(".")
        call = f'boto3.client("{service}").{name}'
    return f"x = {call}({given}=True)" if given else f"x = {call}()"


CALLS = [
    written(name, row.get("given", "")) for row in SOURCES["source"] for call in row["calls"] for name in spread(call)
]


@pytest.mark.parametrize("text", [*CALLS, *(f"x = {n}" for c in SOURCES["environment"]["calls"] for n in spread(c))])
def test_a_source_has_a_needle(text: str) -> None:
    assert NEEDED & PREFILTER(text.encode())


@pytest.mark.parametrize("text", ['subprocess.run(["env"])', "os.system('printenv')", 'os.popen("env | sort")'])
def test_the_environment_of_a_command_has_a_needle(text: str) -> None:
    assert "environ" in PREFILTER(text.encode())


@pytest.mark.parametrize("owner", SOURCES["requests"]["names"])
def test_what_a_client_sent_has_a_needle(owner: str) -> None:
    needed = frozenset(BOOK.cards["secret-object-dump"].needs)
    for part in SOURCES["requests"]["parts"]:
        assert needed & PREFILTER(f"log({owner}.{part})".encode())


@pytest.mark.parametrize("call", [n for c in SOURCES["connectors"]["calls"] for n in spread(c)])
def test_what_opens_a_database_has_a_needle(call: str) -> None:
    imported = {
        "connectionpool.from_url": "redis.ConnectionPool.from_url",
        "aiopika.connect": "aio_pika.x",
        "aiopika.connect_robust": "aio_pika.x",
    }
    assert NEEDED & PREFILTER(f"{imported.get(call, call)}(url)".encode())


def test_most_files_have_none() -> None:
    assert not NEEDED & PREFILTER(b"import os\nprint(os.path.join('a', 'b'), len([1]))\n")
