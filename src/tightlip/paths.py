"""What a path alone says about a file: its kind, and whether it is a test, a fixture or a document."""

from __future__ import annotations

import re
from functools import lru_cache

PYTHON, STUB, NOTEBOOK = "python", "python-stub", "notebook"
DOCKERFILE, DOTENV, ENV_TEMPLATE = "dockerfile", "dotenv", "env-template"
YAML, JSON, TOML, INI, HCL, XML = "yaml", "json", "toml", "ini", "hcl", "xml"
SHELL, MAKEFILE, PROCFILE = "shell", "makefile", "procfile"
MARKDOWN, LOCK, SQL, TEXT = "markdown", "lock", "sql", "text"
# Code of other languages: `rules/vocabulary/languages.toml` says how each is written.
_CODE_SUFFIXES = {
    "javascript": ".js .jsx .mjs .cjs .ts .tsx .mts .cts .json5", "component": ".vue .svelte",
    "go": ".go", "java": ".java",
    "kotlin": ".kt .kts", "scala": ".scala .sbt", "groovy": ".groovy .gradle", "csharp": ".cs", "swift": ".swift",
    "ruby": ".rb .rake .gemspec", "php": ".php .phtml .php5 .inc", "rust": ".rs",
    "c": ".c .h .cc .cpp .cxx .hpp .hh .m .mm .ino",
}  # fmt: skip
CODE = tuple(_CODE_SUFFIXES)
KEY_STORE = "key-store"  # which no path tells: a file of keys that is no text

_BY_SUFFIX = {
    ".py": PYTHON, ".pyw": PYTHON, ".pyi": STUB, ".ipynb": NOTEBOOK,
    ".dockerfile": DOCKERFILE, ".containerfile": DOCKERFILE,
    ".yml": YAML, ".yaml": YAML, ".json": JSON, ".toml": TOML,
    ".ini": INI, ".cfg": INI, ".conf": INI, ".properties": INI, ".service": INI,
    ".xml": XML, ".config": XML, ".plist": XML, ".pubxml": XML,
    ".sql": SQL,
    ".tf": HCL, ".tfvars": HCL, ".hcl": HCL,
    ".sh": SHELL, ".bash": SHELL, ".zsh": SHELL, ".ksh": SHELL, ".bats": SHELL, ".mk": MAKEFILE,
    ".md": MARKDOWN, ".mdx": MARKDOWN, ".rst": MARKDOWN, ".lock": LOCK,
    **{suffix: kind for kind, suffixes in _CODE_SUFFIXES.items() for suffix in suffixes.split()},
}  # fmt: skip
_BY_NAME = {
    **dict.fromkeys(
        "package-lock.json npm-shrinkwrap.json pnpm-lock.yaml go.sum go.work.sum pipfile.lock yarn.lock "
        "poetry.lock uv.lock pdm.lock cargo.lock composer.lock gemfile.lock flake.lock bun.lock".split(),
        LOCK,
    ),
    **dict.fromkeys(".npmrc .yarnrc .pypirc .netrc _netrc .pgpass .git-credentials .s3cfg .boto".split(), INI),
    **dict.fromkeys(
        ".profile .bash_profile .bashrc .bash_login .bash_aliases .zshrc .zshenv .zprofile .zlogin .kshrc "
        ".xprofile".split(),
        SHELL,
    ),
    **dict.fromkeys("makefile gnumakefile makefile.am makefile.in".split(), MAKEFILE),
    "procfile": PROCFILE,
}
_OF_KEYS = (
    ".pem", ".key", ".ppk", ".p12", ".pfx", ".kdbx", ".tfstate", "netrc", ".npmrc", ".pypirc", ".git-credentials",
    ".pgpass", "kubeconfig", "credentials.json", "account.json", ".ssh", ".aws", ".gnupg",
)  # fmt: skip
_DOCKERFILE = re.compile(r"(?:docker|container)file(?:[.\-_].+)?$", re.I)
_ENV_FILE = re.compile(r"(?:\.env(?:rc)?|\.flaskenv)(?:[.\-_].+)?$|[^/]+\.env(?:\.[^/.]+)?$", re.I)
# Programs and pages about them: `dockerfile_test.go`, `dockerfile-llb.md`, `.env.ts`. `Dockerfile.go` is a Dockerfile.
# A string, compiled when it is first asked about, as `_TESTING` is: most clean files never are, and it takes 1 ms.
_ABOUT_ONE = (
    r"\.(?:md|rst|ya?ml|json|toml|html?)$"
    r"|(?:\.env(?:(?!\.env)[^/])*|^(?=[a-z]+file)[^/]*|[_-][^/_-]*)\.(?:go|py|pyi|rs|rb|java|kt|php|cs|sh|[cm]?[jt]sx?)$"
)
_INTERPRETER = rb"#![ \t]*(?:/\S*/)?(?:env[ \t]+(?:-\S+[ \t]+)*)?((?:ba|z|k|da|a)?sh|python[\d.]*)\b"
_ENV_TEMPLATE = re.compile(r"(?:^|[.\-_])(?:example|sample|template|tpl|tmpl|dist|defaults?|schema|default)\b", re.I)
# Texts for people: "password" is a label there. 1,262 of 1,753 false rows of labelled configuration files stand in
# translations, and they can be nine in ten of a project's files.
_FOR_PEOPLE = frozenset(
    "locale locales i18n l10n lang langs language languages translation translations messages strings".split()
)
_DATA = frozenset((YAML, JSON, TOML, INI, XML, *CODE))
_TESTING = (
    r"(?:^|/)(?:tests?|testing|test_?data|test-?utils?|fixtures?|mocks?|__(?:mocks|tests|fixtures)__|specs?|cypress|e2e|integration_tests?|unittests?|"
    r"examples?|samples?|demos?|docs?|documentation|tutorials?|cassettes|snapshots)(?:/|$)"
    r"|(?:^|/)(?:test_[^/]*|[^/]*_tests?|tests?|conftest|[^/]*_fixtures?)\.py$"
    r"|\.(?:md|rst|adoc|mdx|bats)$|\.(?:\w*tests?|spec|stories|cy)\.[cm]?[jt]sx?$"
    r"|(?:^|/)(?:\.env[.\-_](?:test|testing|ci|e2e)(?:[.\-_][^/]*)?|(?:[^/]*[.\-_])?(?:test|testing|ci|e2e)\.env)$"
    # `create_test_data.py`; but people do run `config_example.py`, as it is or copied.
    r"|(?:^|[/_.\-])(?:test_?data|mocks?)\.\w+$"
    # Other languages: `auth_test.go`, `user_spec.rb`, `TestLogin.java`, `LoginTests.cs`, `Shop.Tests/Login.cs`.
    r"|[._\-]tests?/|_(?:tests?|spec)\.(?:go|rb|rs|php|exs|dart|lua|c|cc|cpp)$"
    r"|(?-i:(?:^|/)(?:Test[A-Z]\w*|\w*[a-z0-9](?:Tests?|IT|Spec))\.(?:java|kt|scala|groovy|cs|swift|php))$"
)


def kind_of(path: str, start: bytes = b"") -> str:
    """The kind of the file at `path` (with `/`); `TEXT` when its name says nothing.

    Its `start` tells a script whose name says nothing by the interpreter that it asks for.
    """
    kind = _by_path(path)
    if kind == TEXT and start.startswith(b"#!"):
        interpreter = re.match(_INTERPRETER, start)
        return TEXT if interpreter is None else SHELL if interpreter[1].endswith(b"sh") else PYTHON
    return kind


@lru_cache(maxsize=256)  # a file's kind is asked for again at each station on its way through a run
def _by_path(path: str) -> str:
    name = path.rpartition("/")[2]
    lower = name.lower()
    by_name = _BY_NAME.get(lower)
    if by_name is not None:
        return by_name
    # What a name must hold is looked for first: this is asked about every file.
    if "file" in lower and _DOCKERFILE.match(name) and not re.search(_ABOUT_ONE, name):
        return DOCKERFILE
    if "env" in lower and _ENV_FILE.match(name) and not re.search(_ABOUT_ONE, name):
        return ENV_TEMPLATE if _ENV_TEMPLATE.search(name) else DOTENV
    if lower.startswith("procfile."):
        return PROCFILE
    if lower == "credentials" and path.lower().endswith(".aws/credentials"):
        return INI
    dot = lower.rfind(".")
    kind = _BY_SUFFIX.get(lower[dot:], TEXT) if dot >= 0 else TEXT
    return TEXT if kind in _DATA and _is_for_people(path) else kind


def _is_for_people(path: str) -> bool:
    words = path.lower().replace("_", "/").replace(".", "/").replace("-", "/").split("/")
    return not _FOR_PEOPLE.isdisjoint(words)


def may_keep_secrets(name: str) -> bool:
    """Whether a file of that name is there to hold settings of one machine, or a key; a quick look, not a verdict."""
    lower = name.lower()
    return kind_of(name) == DOTENV or lower.startswith("id_") or lower.endswith(_OF_KEYS)


def is_test_like(path: str) -> bool:
    """Whether `path` is a test, a fixture, an example or documentation, where a weak literal is only a note."""
    return re.search(_TESTING, path, re.I) is not None
