"""No output ever holds a secret: known ones go in by every door, and no byte of any output holds a piece of them."""

from __future__ import annotations

import base64
import json
import random
import string
import subprocess
import sys
from html import escape
from pathlib import Path
from urllib.parse import quote

import pytest

import more_samples
from conftest import Repository
from expansion import make
from tightlip.commands.reports import FORMATS

PIECE = 8
_RANDOM = random.Random(20_260_101)


def _password(length: int = 24, extra: str = "") -> str:
    return "".join(_RANDOM.choices(string.ascii_letters + string.digits + extra, k=length))


# The last is weak, and no card's example: SARIF brings the pages of the cards along.
PASSWORDS = [_password(), _password(16), _password(12), _password(40, "!#%&*+?@^~"), "our-staging-" + "sesame-98765"]
AWKWARD = _password(20, "\"'\\@/:$é€")
WORDS = "correct-horse-" + "battery-staple-9"
TOKENS = [make(token, 7) for token in ("github-pat", "stripe-secret-key", "npm-access-token", "aws-secret-access-key")]
KEY = more_samples.armour("RSA PRIVATE KEY", more_samples.pkcs1(7))
SECRETS = [*PASSWORDS, AWKWARD, WORDS, *TOKENS, *KEY.splitlines()[1:-1]]


def encoded(secret: str) -> str:
    """As Kubernetes and many a header have it."""
    return base64.b64encode(secret.encode()).decode()


def files() -> dict[str, str]:
    """Every kind of file, with every secret in it in one way or another."""
    one, two, three, four, five = PASSWORDS
    return {
        "app/settings.py": "\n".join(
            [
                "import logging, os, requests",
                *(f"password_{index} = {secret!r}" for index, secret in enumerate(SECRETS)),
                f"a = os.getenv('DB_PASSWORD', {one!r})",
                f"b = dict(password={two!r}, other={three!r}, plain={four!r})",
                f"API_KEY = {one[:9]!r} {one[9:]!r}",
                f"API_KEY = ({two[:5]!r}\n    {two[5:]!r}\n)",
                f"API_KEY = {three[:6]!r} + {three[6:]!r}",
                f"api_key = {''.join(f'{chr(92)}x{ord(char):02x}' for char in three)!r}".replace("\\\\", "\\"),
                f"PRIVATE_KEY = {KEY!r}",
                f'PRIVATE_KEY = """{KEY}"""',
                f"DATABASE_URL = 'postgres://app:{quote(AWKWARD, safe='')}@db.corp.net/orders'",
                f"requests.get(f'https://api.corp.net/?token={one}')",
                f"logging.info('secret %s of %s', password, {one!r})",
                f"logging.info(f'{{password}} {one}', extra={{'x': {two!r}}})",
                f"print(password if password == {three!r} else {four!r})",
                f"print(os.environ, {one!r})",
                f"# {one} {two} {three} {five}",
                f"headers = {{'Authorization': 'Bearer {one}'}}",
                f"config = {json.dumps({'password': AWKWARD, 'token': two})!r}",
                f"x = 1;{'y = 2;' * 400}password = {one!r};{'z = 3;' * 400}",
            ]
        ),
        "app/broken.py": "def f(:\n" + "\n".join(f"password = {secret!r}" for secret in SECRETS),
        "app/templates.py": "{% if x %}\n" + "\n".join(f'db_password = "{secret}"' for secret in PASSWORDS),
        "Dockerfile": "FROM python:3.12\n"
        + "\n".join(f"ENV DB_PASSWORD_{index}={secret}" for index, secret in enumerate(PASSWORDS))
        + f"\nARG TOKEN={one}\nRUN curl -u app:{two} https://app:{three}@corp.net && export API_KEY={four}\n",
        ".env": "\n".join(f"SECRET_{index}={json.dumps(secret)}" for index, secret in enumerate(SECRETS)),
        ".env.local": "\n".join(f"export PASSWORD_{index}={secret}" for index, secret in enumerate(PASSWORDS)),
        "deploy/values.yaml": "\n".join(
            f"password{index}: {json.dumps(secret)}" for index, secret in enumerate(SECRETS)
        )
        + f"\nkey: |\n{''.join(f'  {line}{chr(10)}' for line in KEY.splitlines())}\nurl: redis://:{one}@cache.corp.net\n",
        "deploy/secret.yaml": "apiVersion: v1\nkind: Secret\ndata:\n"
        + "\n".join(f"  password{index}: {encoded(secret)}" for index, secret in enumerate(SECRETS)),
        "app/encoded.py": "\n".join(
            [
                "import base64, logging",
                *(f"password_{index} = {encoded(secret)!r}" for index, secret in enumerate(SECRETS)),
                *(f"api_key = base64.b64decode({encoded(secret)!r})" for secret in SECRETS),
                *(f"db_password = unquote({quote(secret, safe='')!r})" for secret in SECRETS),
                *(f"headers = {{'Authorization': 'Basic {encoded(f'app:{secret}')}'}}" for secret in PASSWORDS),
                *(f"logging.info('%s %s', password, {encoded(secret)!r})" for secret in SECRETS),
                *(f"url = 'https://app:{quote(secret, safe='')}@db.corp.net/'" for secret in PASSWORDS),
            ]
        ),
        "deploy/task.json": json.dumps(
            {"environment": [{"name": f"API_KEY_{index}", "value": secret} for index, secret in enumerate(SECRETS)]},
            indent=2,
        ),
        "deploy/min.json": json.dumps({f"password{index}": secret for index, secret in enumerate(SECRETS)}),
        "deploy/main.tf": "\n".join(f"password = {json.dumps(secret)}" for secret in PASSWORDS),
        "run.sh": "\n".join(f"export API_TOKEN={secret}" for secret in PASSWORDS) + f"\ncurl -H 'X-Api-Key: {one}' x\n",
        "notes.md": "\n".join(f"The password is `{secret}`." for secret in SECRETS),
        "id_rsa": KEY,
    }


ERRORS = {
    "unterminated": f'password = "{PASSWORDS[0]}\n',
    "unknown key": f'password = "{PASSWORDS[0]}"\n',
    "wrong type": f'ignore = "{PASSWORDS[0]}"\n',
    "wrong word": f'fail-on = "{PASSWORDS[0]}"\n',
}


@pytest.fixture
def project(repository: Repository) -> Path:
    repository.commit()  # an empty one: all lines have changed since then
    for path, text in files().items():
        repository.add(path, text)
    return repository.folder


def tightlip(*arguments: str, stdin: bytes = b"") -> tuple[int, bytes]:
    """The exit status, and all that was written anywhere."""
    command = [sys.executable, "-m", "tightlip", *arguments]
    done = subprocess.run(command, input=stdin, capture_output=True, check=False)
    return done.returncode, done.stdout + done.stderr


def pieces(secret: str) -> set[bytes]:
    spelled = {secret, json.dumps(secret)[1:-1], repr(secret)[1:-1], quote(secret, safe="")}
    spelled |= {encoded(secret), encoded(f"app:{secret}"), secret.encode().hex()}
    plain = {text[at : at + PIECE] for text in spelled for at in range(len(text) - PIECE + 1)}
    return {piece.encode() for piece in plain | set(map(escape, plain))}


BY_PIECE = {piece: secret for secret in SECRETS for piece in pieces(secret)}
LONGER = sorted(piece for piece in BY_PIECE if len(piece) > PIECE)  # some characters take several bytes


def assert_holds_none(output: bytes) -> None:
    """In one pass: there are some ten thousand pieces to look for."""
    held = {output[at : at + PIECE] for at in range(len(output) - PIECE + 1)} & BY_PIECE.keys()
    shown = sorted(held.union(piece for piece in LONGER if piece in output))
    assert not shown, [line for line in output.splitlines() if shown[0] in line][:3]


@pytest.mark.parametrize(
    "arguments",
    [
        *(["--output-format", name] for name in FORMATS),
        ["--verbose"],
        ["--color", "always"],
        ["--statistics"],
        ["--staged"],
        ["--select", "flows"],
        ["--select", "hardcoded-secret"],
        ["--select", "anywhere"],
        ["--since", "HEAD"],
        ["--shard", "1/2", "--output-format", "json"],
    ],
    ids=" ".join,
)
def test_no_report_holds_a_secret(project: Path, arguments: list[str]) -> None:
    status, output = tightlip(*arguments)
    assert status == 1, output[-2_000:].decode()
    assert output.count(b"secret") > 3
    assert_holds_none(output)


def test_no_diff_of_an_edit_and_nothing_that_is_said_of_one_holds_one(project: Path) -> None:
    every = files()
    for arguments in (["--add-ignore", "--diff"], ["--add-ignore", "--diff", "--select", "flows"]):
        status, output = tightlip(*arguments)
        assert status == 1
        assert output.count(b"tightlip: ignore") > 30
        assert_holds_none(output)
    status, output = tightlip("--add-ignore", "--reason", "kept")
    assert status == 1
    assert b"not ignored" in output
    assert_holds_none(output)
    # The same lines, whose comments are of no use any more: no rule is looked for that would know the secrets.
    Path("app/settings.py").write_text(every["app/settings.py"].replace("\n", "  # tightlip: ignore[private-key]\n"))
    status, output = tightlip("--fix", "--diff", "app/settings.py", "--select", "private-key,unused-suppression")
    assert status == 1
    assert output.count(b"\n-") > 30
    assert_holds_none(output)
    assert_holds_none(tightlip("--fix")[1])


def test_no_report_in_a_file_or_from_standard_input_holds_one(project: Path) -> None:
    status, output = tightlip("--output-file", "report.txt")
    assert (status, output) == (1, b"")
    assert_holds_none(Path("report.txt").read_bytes())
    for path, text in files().items():
        assert_holds_none(tightlip("--stdin-filename", path, stdin=text.encode())[1])


def test_no_baseline_and_nothing_that_is_said_of_one_holds_one(repository: Repository) -> None:
    every = files()
    for path, text in every.items():
        repository.add(path, text)
    for command in ("create", "show", "prune"):
        status, output = tightlip("baseline", command)
        assert status == 0, output.decode()
        assert_holds_none(output)
    accepted = Path(".tightlip-baseline").read_bytes()
    assert accepted.count(b"\n") > 100
    assert_holds_none(accepted)
    # All that is accepted, what is not there any more, and what expired: each format that tells of it.
    rows = accepted.decode().splitlines()
    expired = [json.dumps({**json.loads(row), "expires": "2001-01-01"}) for row in rows[1:40]]
    Path(".tightlip-baseline").write_text("\n".join([rows[0], *expired, *rows[40:]]) + "\n", encoding="utf-8")
    repository.write("app/templates.py", "x = 1\n")
    repository.write("app/new.py", every["app/templates.py"])
    for name in ("sarif", "html", "json", "full"):
        status, output = tightlip("--show-accepted", "--output-format", name)
        assert status == 1
        assert b"unused-suppression" in output
        assert b"was accepted until" in output
        assert_holds_none(output)
    assert_holds_none(tightlip("baseline", "accept", "--all", "--reason", "x", "--verbose")[1])
    assert_holds_none(Path(".tightlip-baseline").read_bytes())


def test_no_part_and_no_merged_report_holds_one(project: Path) -> None:
    names = []
    for number in (1, 2, 3):
        names.append(f"part{number}.json")
        more = ("--report", f"html:{number}.html", "--report", f"sarif:{number}.sarif", "--show-accepted")
        tightlip("--shard", f"{number}/3", "--output-format", "json", "--output-file", names[-1], *more)
        for file in (names[-1], f"{number}.html", f"{number}.sarif"):
            assert_holds_none(Path(file).read_bytes())
    for name in FORMATS:
        status, output = tightlip("merge", *names, "--output-format", name)
        assert status == 1
        assert output.count(b"secret") > 3
        assert_holds_none(output)


def test_no_error_of_a_merge_holds_one(project: Path) -> None:
    """What is handed over as a report may be anything, and is not quoted."""
    password = PASSWORDS[0]
    tool = {"name": "tightlip", "version": password}
    texts = [files()["notes.md"], files()["deploy/task.json"], json.dumps(password), json.dumps([password])]
    texts += [json.dumps({"version": 1, "tool": tool}), json.dumps({"version": password, "tool": password})]
    for text in texts:
        Path("x.json").write_text(text, encoding="utf-8")
        status, output = tightlip("merge", "x.json")
        assert status == 2
        assert_holds_none(output)


@pytest.mark.parametrize("settings", ERRORS.values(), ids=list(ERRORS))
def test_no_error_holds_one(project: Path, settings: str) -> None:
    (project / "tightlip.toml").write_text(settings, encoding="utf-8")
    status, output = tightlip()
    assert status == 2
    assert b"tightlip.toml" in output
    assert_holds_none(output)


def test_the_search_finds_what_it_looks_for() -> None:
    """Only what is long enough to tell is looked for; a report may show a hint of four characters."""
    assert_holds_none(PASSWORDS[0][:4].encode() + "…(24 chars)".encode())
    for secret in SECRETS:
        with pytest.raises(AssertionError):
            assert_holds_none(b"xx" + secret[-PIECE:].encode() + b"xx")
