"""What a path alone says about a file: its kind, and whether it is a test, a fixture or a document."""

from __future__ import annotations

import re

PYTHON, STUB, NOTEBOOK = "python", "python-stub", "notebook"
DOCKERFILE, DOTENV, ENV_TEMPLATE = "dockerfile", "dotenv", "env-template"
YAML, JSON, TOML, INI, HCL = "yaml", "json", "toml", "ini", "hcl"
SHELL, MAKEFILE, PROCFILE = "shell", "makefile", "procfile"
MARKDOWN, LOCK, TEXT = "markdown", "lock", "text"

_BY_SUFFIX = {
    ".py": PYTHON, ".pyw": PYTHON, ".pyi": STUB, ".ipynb": NOTEBOOK,
    ".dockerfile": DOCKERFILE, ".containerfile": DOCKERFILE,
    ".yml": YAML, ".yaml": YAML, ".json": JSON, ".toml": TOML,
    ".ini": INI, ".cfg": INI, ".conf": INI, ".properties": INI,
    ".tf": HCL, ".tfvars": HCL, ".hcl": HCL,
    ".sh": SHELL, ".bash": SHELL, ".zsh": SHELL, ".ksh": SHELL, ".bats": SHELL, ".mk": MAKEFILE,
    ".md": MARKDOWN, ".mdx": MARKDOWN, ".rst": MARKDOWN, ".lock": LOCK,
}  # fmt: skip
_LOCK_FILES = frozenset(
    "package-lock.json npm-shrinkwrap.json pnpm-lock.yaml go.sum go.work.sum pipfile.lock yarn.lock "
    "poetry.lock uv.lock pdm.lock cargo.lock composer.lock gemfile.lock flake.lock bun.lock".split()
)
_INI_FILES = frozenset(
    {".npmrc", ".yarnrc", ".pypirc", ".netrc", "_netrc", ".pgpass", ".git-credentials", ".s3cfg", ".boto"}
)
_SHELL_FILES = frozenset(
    ".profile .bash_profile .bashrc .bash_login .bash_aliases .zshrc .zshenv .zprofile .zlogin .kshrc .xprofile".split()
)
_MAKEFILES = frozenset(("makefile", "gnumakefile", "makefile.am", "makefile.in"))
_DOCKERFILE = re.compile(r"(?:docker|container)file(?:[.\-_].+)?$", re.I)
_ENV_FILE = re.compile(r"(?:\.env(?:rc)?|\.flaskenv)(?:[.\-_].+)?$|[^/]+\.env(?:\.[^/.]+)?$", re.I)
# Programs and pages about them: `dockerfile_test.go`, `dockerfile-llb.md`, `.env.ts`. `Dockerfile.go` is a Dockerfile.
# A string, compiled when it is first asked about, as `_TESTING` is: most clean files never are, and it takes 1 ms.
_ABOUT_ONE = (
    r"\.(?:md|rst|ya?ml|json|toml|html?)$"
    r"|(?:\.env|^[a-z]+file|[_-])[^/]*\.(?:go|py|pyi|rs|rb|java|kt|php|cs|sh|[cm]?[jt]sx?)$"
)
_ENV_TEMPLATE = re.compile(r"(?:^|[.\-_])(?:example|sample|template|tpl|tmpl|dist|defaults?|schema|default)\b", re.I)
_TESTING = (
    r"(?:^|/)(?:tests?|testing|test_?data|fixtures?|mocks?|__mocks__|specs?|e2e|integration_tests?|unittests?|"
    r"examples?|samples?|demos?|docs?|documentation|tutorials?|cassettes|snapshots)(?:/|$)"
    r"|(?:^|/)(?:test_[^/]*|[^/]*_tests?|tests?|conftest|[^/]*_fixtures?)\.py$"
    r"|\.(?:md|rst|adoc|mdx|bats)$|(?:^|/)[^/]*\.(?:test|spec)\.[jt]sx?$"
    r"|(?:^|/)(?:\.env[.\-_](?:test|testing|ci|e2e)(?:[.\-_][^/]*)?|(?:[^/]*[.\-_])?(?:test|testing|ci|e2e)\.env)$"
    # Other languages: `auth_test.go`, `user_spec.rb`, `TestLogin.java`, `LoginTests.cs`, `Shop.Tests/Login.cs`.
    r"|[._\-]tests?/|_(?:tests?|spec)\.(?:go|rb|rs|php|exs|dart|lua|c|cc|cpp)$"
    r"|(?-i:(?:^|/)(?:Test[A-Z]\w*|\w*[a-z0-9](?:Tests?|IT|Spec))\.(?:java|kt|scala|groovy|cs|swift|php))$"
)


def kind_of(path: str) -> str:
    """The kind of the file at `path` (with `/`), by its name alone; `TEXT` when the name says nothing."""
    name = path.rpartition("/")[2]
    lower = name.lower()
    if lower in _LOCK_FILES:
        return LOCK
    if _DOCKERFILE.match(name) and not re.search(_ABOUT_ONE, name):
        return DOCKERFILE
    if _ENV_FILE.match(name) and not re.search(_ABOUT_ONE, name):
        return ENV_TEMPLATE if _ENV_TEMPLATE.search(name) else DOTENV
    if lower in _INI_FILES or path.lower().endswith(".aws/credentials"):
        return INI
    if lower in _SHELL_FILES:
        return SHELL
    if lower in _MAKEFILES:
        return MAKEFILE
    if lower == "procfile" or lower.startswith("procfile."):
        return PROCFILE
    dot = lower.rfind(".")
    return _BY_SUFFIX.get(lower[dot:], TEXT) if dot >= 0 else TEXT


def is_test_like(path: str) -> bool:
    """Whether `path` is a test, a fixture, an example or documentation, where a weak literal is only a note."""
    return re.search(_TESTING, path, re.I) is not None
