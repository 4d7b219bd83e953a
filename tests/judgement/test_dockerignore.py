"""What `.dockerignore` keeps out, by Docker's own rules."""

from __future__ import annotations

import pytest

from tightlip.judgement.dockerignore import keeps_out


@pytest.mark.parametrize(
    ("lines", "path"),
    [
        (".env", ".env"),
        ("/.env", ".env"),
        ("./.env", ".env"),
        (".env*", ".env.local"),
        ("  .env  ", ".env"),
        (".*", ".env"),
        ("*", ".env"),
        ("**", ".env"),
        ("**/.env", ".env"),
        ("**/.env", "a/b/.env"),
        ("**/*.pem", "certs/server.pem"),
        ("certs", "certs/server.pem"),
        ("certs/", "certs/server.pem"),
        ("certs/**", "certs/server.pem"),
        ("*/server.pem", "certs/server.pem"),
        ("id_?sa", "id_rsa"),
        ("id_[rd]sa", "id_rsa"),
        (".env.[^e]*", ".env.local"),
        ("\\.env", ".env"),
        ("!.env\n.env", ".env"),
        ("*\n!app", ".env"),
        (".env\n!.env.example", ".env"),
    ],
)
def test_kept_out(lines: str, path: str) -> None:
    assert keeps_out(lines.splitlines(), path)


@pytest.mark.parametrize(
    ("lines", "path"),
    [
        ("", ".env"),
        ("# .env", ".env"),
        (".env", ".env.local"),
        (".env", "a/.env"),
        ("*.env", "a/.env"),
        ("a/.env", ".env"),
        (".env\n!.env", ".env"),
        ("*\n!.env*", ".env.local"),
        ("certs\n!certs/server.pem", "certs/server.pem"),
        (".env.[^l]*", ".env.local"),
        (".ENV", ".env"),
        ("[", ".env"),
        ("a.nv", "aenv"),
        ("?env", "/env"),
    ],
)
def test_let_through(lines: str, path: str) -> None:
    assert not keeps_out(lines.splitlines(), path)
