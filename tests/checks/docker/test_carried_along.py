"""`COPY . .` and what lies beside the Dockerfile: real folders, read as a run reads them."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from tightlip.engine import make_plan, scan
from tightlip.model import Document, Finding, Severity
from tightlip.rulebook.book import load_rulebook
from tightlip.settings import Settings
from tightlip.sources.files import Entry, read

RULEBOOK = load_rulebook()
PLAN = make_plan(RULEBOOK, frozenset(RULEBOOK.cards), Settings())
COPIES = "FROM python:3.12\nCOPY requirements.txt .\nCOPY . .\n"


def check(folder: Path, files: Mapping[str, str], dockerfile: str = COPIES) -> tuple[Finding, ...]:
    for name, text in {"requirements.txt": "", "Dockerfile": dockerfile, **files}.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    document = read(Entry(str(folder / "Dockerfile"), "Dockerfile"), 1 << 20)
    assert isinstance(document, Document)
    return scan(PLAN, document).findings


def test_the_file_is_named(tmp_path: Path) -> None:
    (found,) = check(tmp_path, {".env.local": "", "app.py": ""})
    assert (found.rule, found.severity, found.span[:2]) == ("secret-in-image", Severity.WARNING, (3, 6))
    assert found.message.startswith("`.env.local`, an env file, is copied into the image")
    assert found.message.endswith("there is no .dockerignore")


@pytest.mark.parametrize(
    "copy", ["COPY . .", "ADD . /app", "COPY --chown=app ./ /app/", 'COPY [".", "/app"]', "COPY * ./"]
)
def test_ways_to_copy_a_folder(tmp_path: Path, copy: str) -> None:
    assert len(check(tmp_path, {".env": ""}, f"FROM x\n{copy}\n")) == 1


def test_a_dockerignore_that_lets_it_through(tmp_path: Path) -> None:
    (found,) = check(tmp_path, {".env.local": "", ".env": "", "id_rsa": "", ".dockerignore": ".env\n.git\n"})
    assert "`.env.local` and 1 more" in found.message
    assert found.message.endswith(".dockerignore does not keep it out")


@pytest.mark.parametrize("ignored", [".env*", "*\n!app", "**/.env.*", ".*"])
def test_a_dockerignore_that_keeps_it_out(tmp_path: Path, ignored: str) -> None:
    assert check(tmp_path, {".env.local": "", ".dockerignore": ignored}) == ()


def test_one_of_its_own_goes_first(tmp_path: Path) -> None:
    files = {".env": "", ".dockerignore": ".env", "Dockerfile.dockerignore": "docs"}
    (found,) = check(tmp_path, files)
    assert found.message.endswith("Dockerfile.dockerignore does not keep it out")


@pytest.mark.parametrize(
    "files", [{".env.example": ""}, {"app.py": ""}, {"server.pub": "", "fullchain.pem": ""}, {".env.template": ""}]
)
def test_nothing_secret_beside_it(tmp_path: Path, files: Mapping[str, str]) -> None:
    assert check(tmp_path, files) == ()


@pytest.mark.parametrize(
    "dockerfile",
    [
        "FROM x\nCOPY app /app\n",
        "FROM x AS build\nFROM y\nCOPY --from=build . .\n",
        "FROM x\nCOPY --exclude=.env* . .\n",
        "FROM x\nCOPY services/api/requirements.txt .\nCOPY . .\n",  # built from another folder
    ],
)
def test_other_copies(tmp_path: Path, dockerfile: str) -> None:
    assert check(tmp_path, {".env": ""}, dockerfile) == ()


def test_a_build_stage_is_milder(tmp_path: Path) -> None:
    (found,) = check(tmp_path, {".env": ""}, "FROM x AS build\nCOPY . .\nFROM y\nCOPY --from=build /a /a\n")
    assert found.severity is Severity.NOTE


def test_what_is_not_known_is_not_said() -> None:
    assert scan(PLAN, Document("Dockerfile", COPIES.encode())).findings == ()
