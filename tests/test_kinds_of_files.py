"""The kind of a file is told by its name; what is only *about* a Dockerfile or an env file is none."""

from __future__ import annotations

import pytest

from tightlip import paths


@pytest.mark.parametrize(
    "name",
    "Dockerfile Dockerfile.prod Dockerfile-alpine.template Dockerfile_19c Dockerfile.go dockerfile.dev app.dockerfile "
    "Containerfile Containerfile.build api.Containerfile DOCKERFILE".split(),
)
def test_dockerfiles(name: str) -> None:
    assert paths.kind_of(f"build/{name}") == paths.DOCKERFILE


@pytest.mark.parametrize(
    "name", "dockerfile_test.go dockerfile.go Dockerfile_test.py dockerfile-llb.md Dockerfile.md dockerfiles".split()
)
def test_what_is_about_dockerfiles(name: str) -> None:
    assert paths.kind_of(f"pkg/{name}") != paths.DOCKERFILE


@pytest.mark.parametrize(
    "name",
    [
        ".env",
        ".env.local",
        ".env.prod",
        ".envrc",
        ".env.prod.local",
        "prod.env",
        "api.env.local",
        ".flaskenv",
        ".env.keys",
    ],
)
def test_env_files(name: str) -> None:
    assert paths.kind_of(f"services/api/{name}") == paths.DOTENV


@pytest.mark.parametrize("name", [".env.example", ".env.sample", ".env.dist", "api.env.template", "example.env"])
def test_env_templates(name: str) -> None:
    assert paths.kind_of(name) == paths.ENV_TEMPLATE


@pytest.mark.parametrize(
    "name", [".env.ts", ".env.d.ts", "vite-env.d.ts", "process.env.ts", ".env.json", ".env.py", ".environment", "env"]
)
def test_what_only_sounds_like_an_env_file(name: str) -> None:
    assert paths.kind_of(name) not in (paths.DOTENV, paths.ENV_TEMPLATE)


@pytest.mark.parametrize("path", [".env.test", "api/.env.test.local", ".env.ci", "test.env", "api.test.env"])
def test_env_files_for_tests_are_test_like(path: str) -> None:
    assert paths.is_test_like(path)


@pytest.mark.parametrize(
    "path",
    """
    tests/a.py src/test/java/Login.java auth/auth_test.go spec/models/user_spec.rb lib/user_spec.rb parse_test.rs
    src/TestLogin.java src/LoginTest.kt src/LoginTests.cs Shop.Tests/Login.cs unit-tests/a.yml LoginIT.java
    Login.test.ts app/create_test_data.py app/mocks.py
    """.split(),
)
def test_tests_of_any_language(path: str) -> None:
    assert paths.is_test_like(path)


@pytest.mark.parametrize(
    "path",
    """
    src/Contest.java src/latest.go src/Testimony.java src/Tester.go attest.rb contests/a.py src/Spec.java
    app/config_example.py
    """.split(),
)
def test_what_only_sounds_like_a_test(path: str) -> None:
    assert not paths.is_test_like(path)


@pytest.mark.parametrize("path", [".env", ".env.local", "latest.env", ".env.testimony", "prod.env"])
def test_other_env_files_are_not(path: str) -> None:
    assert not paths.is_test_like(path)


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("deploy.sh", paths.SHELL),
        (".bashrc", paths.SHELL),
        ("tests/run.bats", paths.SHELL),
        ("Makefile", paths.MAKEFILE),
        ("build/rules.mk", paths.MAKEFILE),
        ("Procfile", paths.PROCFILE),
        ("Procfile.dev", paths.PROCFILE),
        ("makefile.py", paths.PYTHON),
        ("Makefile.md", paths.MARKDOWN),
        ("procfile_test.go", "go"),
        ("src/.env.ts", "javascript"),
        ("web/Login.vue", "component"),
        ("build.gradle.kts", "kotlin"),
        ("locales/de.ts", paths.TEXT),
    ],
)
def test_scripts(path: str, kind: str) -> None:
    assert paths.kind_of(path) == kind


@pytest.mark.parametrize(
    ("start", "kind"),
    [
        (b"#!/bin/sh\necho", paths.SHELL),
        (b"#! /usr/bin/env bash\n", paths.SHELL),
        (b"#!/usr/bin/env -S bash -eu\n", paths.SHELL),
        (b"#!/bin/bash -ex", paths.SHELL),
        (b"#!/usr/bin/python3.11\n", paths.PYTHON),
        (b"#!/usr/bin/env python3\n", paths.PYTHON),
        (b"#!/usr/bin/env node\n# sh\n", paths.TEXT),
        (b"#!/usr/bin/fish\n", paths.TEXT),
        (b"\n#!/bin/sh\n", paths.TEXT),
        (b"#!/bin/shoo\n", paths.TEXT),
    ],
)
def test_a_script_without_a_suffix_names_its_interpreter(start: bytes, kind: str) -> None:
    assert paths.kind_of("bin/deploy", start) == kind
    assert paths.kind_of("notes.json", start) == paths.JSON
