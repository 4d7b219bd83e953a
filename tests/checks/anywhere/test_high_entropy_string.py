"""Generated strings, and everything that is random without being a secret."""

from __future__ import annotations

import base64
import os
import random
import subprocess
import sys
import time
import uuid

import pytest

import more_samples as made
import samples
from tightlip.engine import make_plan, scan
from tightlip.model import Document, Finding
from tightlip.rulebook.book import read_rulebook
from tightlip.rulebook.home import rules_folder
from tightlip.settings import Settings

PLAN = make_plan(read_rulebook(rules_folder()), frozenset({"high-entropy-string"}), Settings())
RUN = made.SAMPLES["random-base64-40"](3)
HEX40, HEX48, HEX64 = (made.SAMPLES[f"random-hex-{size}"](3) for size in (40, 48, 64))


def found(text: str, path: str = "app/main.py") -> tuple[Finding, ...]:
    return scan(PLAN, Document(path, text.encode())).findings


@pytest.mark.parametrize(
    ("kind", "at_least"),
    [
        ("random-base64-40", 0.85),
        ("random-base64-64", 0.95),
        ("random-urlsafe-43", 0.85),
        ("random-alnum-32", 0.85),
        ("random-base36-32", 0.9),
        ("random-hex-48", 0.95),
    ],
)
def test_most_generated_strings_are_found(kind: str, at_least: float) -> None:
    hits = sum(len(found(f'thing = "{made.SAMPLES[kind](seed)}"\n')) for seed in range(100))
    assert hits >= 100 * at_least


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("app/main.py", f'f("{RUN}")'),
        ("app/main.py", f"x = {{'thing': '{RUN}'}}"),
        ("app/main.py", f'thing = """{RUN}"""'),
        ("app/main.py", f'thing = b"{RUN}"'),
        ("web/app.ts", f"const thing = `{RUN}`;"),
        ("conf/app.json", f'{{"thing": "{RUN}"}}'),
        ("conf/app.yaml", f"thing: {RUN}"),
        ("compose.yaml", f"      - THING={RUN}"),
        (".env", f"THING={RUN}"),
        (".env.production", f"export THING={RUN}  # in use since May"),
        ("Dockerfile", f"ENV THING={RUN}"),
        ("run.sh", f"THING={RUN} ./serve"),
        ("app.ini", f"thing = {RUN}"),
    ],
)
def test_every_place(path: str, text: str) -> None:
    (finding,) = found(f"\n{text}\n", path)
    assert finding.severity.word == "warning"
    assert text[finding.span.column - 1 : finding.span.end_column - 1] == RUN
    assert RUN not in repr(finding)


def test_in_tests_it_is_a_note() -> None:
    (finding,) = found(f'thing = "{RUN}"\n', "tests/test_main.py")
    assert finding.severity.word == "note"


def test_hexadecimal_digests_need_a_secrets_name() -> None:
    for size in (32, 40, 64):
        value = made.run(5, size, "0123456789abcdef")
        assert not found(f'thing = "{value}"\n')
        assert found(f'session_secret = "{value}"\n')
    assert found(f'thing = "{HEX48}"\n')


@pytest.mark.parametrize(
    "text",
    [
        f'"{uuid.UUID(int=random.Random(1).getrandbits(128), version=4)}"',
        '"0123456789abcdefghijklmnopqrstuvwxyz"',
        '"A1b2C3d4E5f6G7h8I9j0K1l2M3"',
        '"a1b2c3d4a1b2c3d4a1b2c3d4"',
        '"qpzry9x8gf2tvdw0s3jn54khce6mua7l"',
        '"00000000000000000000a1b2c3"',
        '"2024-05-17T10h20m30s4a5b6c"',
        '"nvidia/Qwen3-VL-235B-A22B-Instruct-NVFP4"',
        '"application/x2-vnd/1a/2b/3c/4d"',
        '"oauth2TokenProviderV2ForSha256Clients3b4c"',
        '"content_v2_schema3_migration4_table5b6"',
        f'"{base64.b64encode(b"Order:5f2b:line 3b of 4a").decode()}"',
        f'"iVBORw0KGgo{RUN}"',
        f'"MIID{RUN}"',
        f'"sha256-{RUN}"',
        f'COMMIT = "{HEX48}"',
        f'voice_id = "{RUN}"',
        f'userId: "{RUN}",',
        f'"etag": "{RUN}"',
        f'"checksum": "{RUN}"',
        f'encryptedSecret = "{RUN}"',
        f'password_sha256 = "{HEX64}"',
        f'publicKey = "{RUN}"',
        f'"b": "{RUN}"',
        f'pin(sha256, "{RUN}")',
        f'  // was "{RUN}"',
        f'# thing = "{RUN}"',
        f'x = (\n    "{RUN}"\n    "{RUN[::-1]}"\n)',
        f'x = "{RUN}" +\n    "{RUN[::-1]}"',
        f'etag W/"{RUN}"',
        f'test vector 3: "{RUN}"',
        f'icon: "data:image/png;base64,{RUN}"',
        f'src = "data:font/woff2;base64," + "{RUN}"',
        f'"azp": "{RUN}"',
        f'"NextToken": "{RUN}"',
        f'uid_organization = "{RUN}"',
        f'"challenge": "{RUN}"',
        f'RUDDER_WRITE_KEY = "{RUN}"',
        f"siteKey: '{RUN}',",
        f'{{"name": "GITHUB_CLIENT_ID", "value": "{RUN}"}}',
        f'{{\n  "name": "GITHUB_CLIENT_ID",\n  "value": "{RUN}"\n}}',
        "x" * 1100 + f' "{RUN}"',
        f'"{RUN}" ' + "x" * 1100,
    ],
)
def test_what_is_random_and_no_secret(text: str) -> None:
    for path in ("web/app.js", "app/main.py"):
        assert not found(f"{text}\n", path)


@pytest.mark.parametrize(
    "text",
    [
        f'organization_uid_key = "{RUN}"',  # a key for ids
        f'fluid = "{RUN}"',
        f'uid_secret = "{RUN}"',
        f'API_WRITE_TOKEN = "{RUN}"',
        f'{{"name": "thing", "value": "{RUN}"}}',
        f'{{"user_id": 7, "value": "{RUN}"}}',
        f'{{"name": "user_id"}}, {{"value": "{RUN}"}}',
    ],
)
def test_names_that_only_look_harmless(text: str) -> None:
    assert len(found(f"{text}\n")) == 1


def test_an_entry_is_called_by_the_name_that_stands_in_it() -> None:
    (finding,) = found(f'[{{"name": "THING", "value": "{RUN}"}}]\n', "conf/app.json")
    assert finding.message.startswith("`THING` is set to")


def test_backticks_stand_round_words_of_a_text_where_no_literal_has_them() -> None:
    assert not found(f'{{"description": "Look for the project `{RUN}`."}}\n', "conf/app.json")
    assert not found(f"description: look for the project `{RUN}`.\n", "conf/app.yaml")
    assert found(f"const thing = `{RUN}`\n", "web/app.ts")


def test_in_python_only_whole_literals_count() -> None:
    assert not found(f'"""Use `f("{RUN}")`, see `{RUN}`."""\n')
    assert not found(f"x = 'set \"{RUN}\"'\n")
    assert found(f"x = 'it''s'  # quotes: \" ' \nthing = \"{RUN}\"\n")


@pytest.mark.parametrize("path", ["uv.lock", "package-lock.json", "web/locales/de.json", "vendor/a/b.go"])
def test_harmless_files(path: str) -> None:
    assert not found(f'thing = "{RUN}"\n', path)


def test_a_crowd_is_data() -> None:
    runs = [made.SAMPLES["random-base64-64"](seed) for seed in range(12)]
    table = "".join(f'    "{run}",\n' for run in runs)
    assert not found(f"TABLE = [\n{table}]\n")
    assert len(found(f'TABLE = [\n{table}]\nclient_secret = "{RUN}"\n')) == 1
    assert found(f"TABLE = [\n{table.splitlines()[0]}\n]\n")


def test_a_storage_emulators_key_is_everybodys() -> None:
    line = f"AccountName={{}};AccountKey={made.SAMPLES['random-base64-64'](1)}==;x=1\n"
    assert found(line.format("acme"), "app.ini")
    assert not found(line.format("devstoreaccount1"), "app.ini")


def test_only_the_very_shape_of_a_resources_id_is_harmless() -> None:
    digits = made.SAMPLES["random-hex-40"](5)
    assert not found(f'"us-east-1": "ami-{digits[:17]}"\n', "app/cdk.context.json")
    assert found(f'"us-east-1": "ami-{digits[:19]}"\n', "app/cdk.context.json")


def test_detect_secrets_is_imported_only_for_a_candidate() -> None:
    script = (
        "import sys; sys.path[:0] = sys.argv[1:2]; import test_high_entropy_string as t; "
        "t.found('commit = \"' + t.HEX40 + '\"'); assert 'detect_secrets' not in sys.modules; "
        "t.found('thing = \"' + t.RUN + '\"'); assert 'detect_secrets' in sys.modules"
    )
    here, tests = os.path.dirname(__file__), os.path.dirname(made.__file__)
    subprocess.run(
        [sys.executable, "-c", script, here], check=True, env={**os.environ, "PYTHONPATH": tests}, timeout=60
    )


@pytest.mark.parametrize(
    "unit",
    ["a", "1a", '"', "'''", '"""', "=1a2b3c4d5e6f7a8b9c0d1e2f3", f'"{RUN}" ', f'"{RUN}"\n', "1a2b3c4d", "\\", "x = '"],
)
@pytest.mark.parametrize("path", ["a.py", "a.yaml"])
def test_hostile_text_takes_no_time(unit: str, path: str) -> None:
    start = time.process_time()
    found(f'x = "{RUN}"\n' + unit * (1_000_000 // len(unit)), path)
    assert time.process_time() - start < 8


def test_a_secrets_name_in_an_env_file_is_for_the_env_files_rules() -> None:
    assert found(f"API_KEY={RUN}\n", ".env") == ()
    assert len(found(f"THING={RUN}\n", ".env")) == 1


def test_a_publishable_key_is_known_for_what_it_is() -> None:
    book = read_rulebook(rules_folder())
    public = [fmt for fmt in book.tokens.values() if fmt.public]
    assert len(public) > 20
    for fmt in public:
        for seed in range(5):
            token = samples.sample(fmt, seed)
            assert not found(f'{"".join(fmt.context[:1])} = {{"thing": "{token}"}}\n'), fmt.id
    key = samples.sample(book.tokens["stripe-publishable-key"], 1)
    assert len(found(f'thing = "{key}"\nother = "{RUN}"\n')) == 1
    assert found(f'thing = "{key[8:]}A"\n') or key[8:].isalpha()
