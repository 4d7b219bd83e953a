"""One value in two environments, over real folders and in every way that files can be read."""

from __future__ import annotations

import os
import pickle
import string
from itertools import permutations
from pathlib import Path

import pytest

from more_samples import run as random_run
from one_rule import BOOK, only
from tightlip.engine import Candidate, closer_look, conclude, first_pass, make_plan
from tightlip.model import Document, Finding, Observation
from tightlip.run import Effort, run
from tightlip.settings import Settings
from tightlip.sources import Request

RULE = "shared-secret-across-environments"
ONE, TWO = (random_run(seed, 24, string.ascii_letters + string.digits) for seed in (5, 6))
ARN = "arn:aws:secretsmanager:us-west-1:123456789012:secret:"
by_name = only(RULE)


def observed(path: str, text: str, salt: bytes = b"0123456789abcdef") -> tuple[Observation, ...]:
    plan = make_plan(BOOK, frozenset({RULE}), Settings(), salt)
    seen = first_pass(plan, Document(path, text.encode()))
    return closer_look(plan, seen).observations if isinstance(seen, Candidate) else ()


def concluded(files: dict[str, str]) -> list[Finding]:
    plan = make_plan(BOOK, frozenset({RULE}), Settings())
    return list(conclude(plan, [each for path, text in files.items() for each in observed(path, text)]))


def report(folder: Path, *paths: str, jobs: int = 1) -> list[tuple[str, str]]:
    """The path and the message of each finding of a run over `paths` (none: all) in `folder`."""
    done = run(Request(paths or (".",)), {"select": [RULE]}, None, True, Effort(jobs, cache=False))
    return [(finding.path, finding.message) for finding in done.outcome.findings]


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "deploy").mkdir()
    (tmp_path / "deploy/.env.prod").write_text(f"DEBUG=0\nDB_PASSWORD={ONE}\nAPI_TOKEN={TWO}\n", encoding="utf-8")
    (tmp_path / "deploy/.env.staging").write_text(f"PG_PASSWORD={ONE}\n", encoding="utf-8")
    return tmp_path


SHARED = ("deploy/.env.prod", "`DB_PASSWORD` has the same value in deploy/.env.staging, line 1")


def test_one_finding_at_productions_value_whatever_its_name(project: Path) -> None:
    assert report(project) == [SHARED]


def test_never_from_a_file_that_was_not_passed(project: Path) -> None:
    assert report(project, "deploy/.env.prod") == []
    assert report(project, "deploy/.env.staging") == []
    assert report(project, "deploy/.env.staging", "deploy/.env.prod") == [SHARED]


def test_in_processes_of_their_own(project: Path) -> None:
    for number in range(300):
        (project / f"x{number}.py").write_text(f"PASSWORD = 'x{number}'\n" * 40, encoding="utf-8")
    assert report(project, jobs=2) == [SHARED]


def test_a_comment_in_either_file_accepts_it(project: Path) -> None:
    staging = project / "deploy/.env.staging"
    staging.write_text(f"PG_PASSWORD={ONE}  # tightlip: ignore[{RULE}] a sandbox\n", encoding="utf-8")
    assert report(project) == []


def test_a_baseline_accepts_it(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    from tightlip.cli import main

    (project / "tightlip.toml").write_text(f'select = ["{RULE}"]\n', encoding="utf-8")
    assert main(["check"]) == 1
    assert main(["baseline", "create"]) == 0
    assert main(["check"]) == 0
    assert main(["check", "deploy/.env.prod"]) == 0
    assert "no longer" not in capsys.readouterr().out
    (project / "deploy/.env.dev").write_text(f"API_TOKEN={TWO}\n", encoding="utf-8")
    assert main(["check"]) == 1


def test_nothing_of_the_value_gets_out(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    from tightlip.cli import main

    for style in ("full", "json", "sarif"):
        main(["check", "--isolated", "--select", RULE, "--output-format", style])
        shown = capsys.readouterr().out
        assert ".env.staging" in shown
        assert not any(ONE[at : at + 6] in shown for at in range(len(ONE) - 5))


FILES = {
    "values-prod.yaml": f"db:\n  password: {ONE}\n",
    "envs/dev/main.tfvars": f'db_password = "{ONE}"\n',
    "config/staging.json": f'{{"dbPassword": "{ONE}"}}\n',
    "settings/qa.py": f'DATABASES = {{"default": {{"PASSWORD": "{ONE}"}}}}\n',
    "tasks/blue.json": (f'{{"family": "api-staging", "environment": [{{"name": "DB_PASSWORD", "value": "{ONE}"}}]}}\n'),
    ".env.uat": f"DATABASE_URL=postgresql://app:{ONE}@db.uat.internal/app\n",
}


@pytest.mark.parametrize("path", [path for path in FILES if "prod" not in path])
def test_whatever_the_format(path: str) -> None:
    (finding,) = concluded({path: FILES[path], "values-prod.yaml": FILES["values-prod.yaml"]})
    assert finding.path == "values-prod.yaml"
    assert path in finding.message


def test_the_order_of_files_does_not_matter() -> None:
    three = list(FILES.items())[:3]
    assert len({tuple(concluded(dict(order))) for order in permutations(three)}) == 1


@pytest.mark.parametrize(
    "files",
    [
        {".env.prod": f"DB_PASSWORD={ONE}", ".env.staging": f"DB_PASSWORD={TWO}"},
        {".env.prod": f"DB_PASSWORD={ONE}", "deploy/prod/.env": f"DB_PASSWORD={ONE}"},
        {".env.prod": f"DB_PASSWORD={ONE}", ".env.production": f"DB_PASSWORD={ONE}"},
        {".env.prod": f"DB_PASSWORD={ONE}", "app/config.py": f'DB_PASSWORD = "{ONE}"'},  # of no environment
        {".env.prod": f"DB_PASSWORD={ONE}\nPG_PASSWORD={ONE}"},
        {".env.prod": f"BUILD_ID={ONE}", ".env.staging": f"BUILD_ID={ONE}"},
        {".env.prod": f"TOKEN_URL=https://x.io/{ONE}", ".env.staging": f"TOKEN_URL=https://x.io/{ONE}"},
        {".env.prod": "DB_PASSWORD=changeme", ".env.staging": "DB_PASSWORD=changeme"},
        {".env.prod": "DB_PASSWORD=change-me-horse-1", ".env.staging": "DB_PASSWORD=change-me-horse-1"},
        {".env.prod": f"# DB_PASSWORD={ONE}", ".env.staging": f"# DB_PASSWORD={ONE}"},
        {".env.prod.example": f"DB_PASSWORD={ONE}", ".env.staging": f"DB_PASSWORD={ONE}"},
        {"tests/.env.prod": f"DB_PASSWORD={ONE}", "tests/.env.staging": f"DB_PASSWORD={ONE}"},
        {".env.prod": "DB_PASSWORD=${DB_PASSWORD}", ".env.staging": "DB_PASSWORD=${DB_PASSWORD}"},
    ],
)
def test_what_is_not_shared_between_environments(files: dict[str, str]) -> None:
    assert concluded(files) == []


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("config.yaml", f"prod:\n  password: {ONE}\nstaging:\n  password: {ONE}\n"),
        (".env", f"PROD_DB_PASSWORD={ONE}\nSTAGING_DB_PASSWORD={ONE}\n"),
        ("app/config.py", f'PROD_DB_PASSWORD = "{ONE}"\nDEV_DB_PASSWORD = "{ONE}"\n'),
        ("main.tf", f'locals {{\n  prod = {{ password = "{ONE}" }}\n  dev = {{ password = "{ONE}" }}\n}}\n'),
    ],
)
def test_one_file_with_all_environments(path: str, text: str) -> None:
    (finding,) = concluded({path: text})
    assert f"has the same value in {path}, line" in finding.message
    assert concluded({path: text.replace(ONE, TWO, 1)}) == []


def test_what_a_file_is_for_counts_more_than_what_a_name_says() -> None:
    """Production's password in staging's file is shared, and says so."""
    files = {".env.staging": f"PROD_DB_PASSWORD={ONE}", ".env.prod": f"DB_PASSWORD={ONE}"}
    assert [finding.path for finding in concluded(files)] == [".env.prod"]


def test_a_local_env_file_is_an_environment() -> None:
    (finding,) = concluded({".env.local": f"DB_PASSWORD={ONE}", ".env.prod": f"DB_PASSWORD={ONE}"})
    assert finding.path == ".env.prod"


def test_an_observation_holds_a_salted_hash_and_travels() -> None:
    (first,) = observed(".env.prod", f"DB_PASSWORD={ONE}")
    assert pickle.loads(pickle.dumps(first)) == first
    assert ONE.encode() not in pickle.dumps(first)
    (other,) = observed(".env.prod", f"DB_PASSWORD={ONE}", salt=b"another salt....")
    assert other.key != first.key
    assert make_plan(BOOK, frozenset(), Settings()).salt != make_plan(BOOK, frozenset(), Settings()).salt


@pytest.mark.parametrize(
    ("path", "text", "flagged"),
    [
        ("task-def.staging.json", f'{{"valueFrom": "{ARN}app/prod/db-Ab12Cd"}}', True),
        ("task-def.json", f'{{"family": "api-staging", "valueFrom": "{ARN}app/prod/db-Ab12Cd"}}', True),
        ("task-def.json", f'{{"family": "api", "valueFrom": "{ARN}app/prod/db-Ab12Cd"}}', False),
        ("task-def.prod.json", f'{{"valueFrom": "{ARN}app/production/db-Ab12Cd"}}', False),
        ("task-def.prod.json", f'{{"valueFrom": "{ARN}app/shared/db-Ab12Cd"}}', False),
        ("deploy-staging.sh", "aws secretsmanager get-secret-value --secret-id app/prod/db\n", True),
        ("deploy-prod.sh", "aws secretsmanager get-secret-value --secret-id app/prod/db\n", False),
        ("settings/staging.py", 'url = get_secret("app/prod/db")\n', True),
        ("settings/staging.py", 'urls = {"prod": get_secret("app/prod/db")}\n', False),
        (".env.staging", f"DB_SECRET_ARN={ARN}app/prod/db-Ab12Cd\n", True),
        ("envs/dev/main.tf", 'data "aws_secretsmanager_secret" "x" {\n  name = "app/prod/db"\n}\n', True),
        ("docs/staging.sh", "aws secretsmanager get-secret-value --secret-id app/prod/db\n", False),
    ],
)
def test_one_environments_file_that_names_anothers_secret(path: str, text: str, flagged: bool) -> None:
    assert bool(by_name(path, text)) == flagged


def test_paths_are_shown_with_slashes(project: Path) -> None:
    """On every system, also in the part of the message that names another file."""
    assert report(project, os.path.join("deploy", ".env.prod"), os.path.join("deploy", ".env.staging")) == [SHARED]
