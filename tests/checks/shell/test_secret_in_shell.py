"""secret-in-shell: each way onto a command line, and beside it what looks alike and is none."""

from __future__ import annotations

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from more_samples import run
from tightlip.engine import make_plan, scan
from tightlip.model import Document, Finding, Severity
from tightlip.rulebook.book import load_rulebook
from tightlip.settings import Settings

PLAN = make_plan(load_rulebook(), frozenset({"secret-in-shell", "secret-echoed-in-shell"}), Settings())
WEAK = "Tr0ub4dor-and-3-horses"
STRONG = run(7, 24, string.ascii_letters + string.digits)


def findings(text: str, path: str = "deploy.sh") -> tuple[Finding, ...]:
    scanned = scan(PLAN, Document(path, text.replace("WEAK", WEAK).replace("STRONG", STRONG).encode()))
    assert not scanned.skipped
    return scanned.findings


def only(text: str, path: str = "deploy.sh") -> Finding:
    (found,) = findings(text, path)
    return found


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("export DB_PASSWORD=WEAK", "`DB_PASSWORD` is set"),
        ("DB_PASSWORD='WEAK' make", "`DB_PASSWORD` is set"),
        ("local -r db_password=WEAK", "`db_password` is set"),
        ("declare -x DB_PASSWORD=WEAK", "`DB_PASSWORD` is set"),
        (": ${DB_PASSWORD:=WEAK}", "`DB_PASSWORD` has a default"),
        ("export DB_PASSWORD=${DB_PASSWORD:-WEAK}", "`DB_PASSWORD` is set"),
        ("curl -u admin:${ADMIN_PASSWORD:-WEAK} http://a", "`ADMIN_PASSWORD` has a default"),
        ("MYSQL_PWD=WEAK mysql", "`MYSQL_PWD` is set"),
        ("mysql -pWEAK", "a password is given to `mysql`"),
        ("sshpass -p 'WEAK' ssh a", "a password is given to `sshpass`"),
        ("sudo curl -u ci:WEAK http://a", "a password is given to `curl`"),
        ("curl -H 'X-Api-Key: WEAK' http://a", "a header `X-Api-Key` is given to `curl`"),
        ("curl -H 'Authorization: Bearer STRONG' http://a", "a header `Authorization` is given to `curl`"),
        ("curl 'http://a/?x=1&access_token=WEAK'", "`access_token` is in the address given to `curl`"),
        ("docker login -u ci -p WEAK", "a password is given to `docker`"),
        ("docker run -e DB_PASSWORD=WEAK app", "`DB_PASSWORD` is given to `docker`"),
        ("docker run --env=DB_PASSWORD=WEAK app", "`DB_PASSWORD` is given to `docker`"),
        ("docker build --build-arg API_TOKEN=WEAK .", "`API_TOKEN` is given to `docker`"),
        ("helm install a --set a=b,auth.password=WEAK", "`auth.password` is given to `helm`"),
        ("kubectl create secret generic a --from-literal=password=WEAK", "`password` is given to `kubectl`"),
        ("gh secret set A --body WEAK", "a password is given to `gh`"),
        ("az keyvault secret set --name a --value WEAK", "a password is given to `az`"),
        ("aws secretsmanager update-secret --secret-id a --secret-string WEAK", "`--secret-string` is given to `aws`"),
        (
            'aws secretsmanager put-secret-value --secret-string \'{"a":1,"password":"WEAK"}\'',
            "`password` is in the text of `aws`",
        ),
        ("aws ssm put-parameter --type SecureString --value WEAK", "a password is given to `aws`"),
        ("bash -c 'DB_PASSWORD=WEAK make'", "`DB_PASSWORD` is set"),
        ("X=$(DB_PASSWORD=WEAK make)", "`DB_PASSWORD` is set"),
        ("cat > a <<EOF\n[db]\npassword = WEAK\nEOF", "`password` is in the text of `cat`"),
        ("echo root:WEAK | chpasswd", "a password is told to `chpasswd`"),
    ],
)
def test_found(text: str, message: str) -> None:
    found = only(text)
    assert (found.rule, found.message) == ("secret-in-shell", f"{message}: its value stands here")
    line = text.replace("WEAK", WEAK).replace("STRONG", STRONG).split("\n")[found.span.line - 1]
    assert line[found.span.column - 1 : found.span.end_column - 1] in (WEAK, STRONG)


@pytest.mark.parametrize(
    "text",
    [
        "export DB_PASSWORD",
        "export DB_PASSWORD=",
        'export DB_PASSWORD="$1" API_TOKEN=${TOKEN} SECRET=${SECRET:?set SECRET} KEY=`cat key`',
        "export DB_PASSWORD=$(aws secretsmanager get-secret-value --secret-id a --query SecretString)",
        ": ${DB_PASSWORD:?DB_PASSWORD must be set to the password}",
        "export DB_PASSWORD_FILE=/run/secrets/db SECRET_NAME=orders/prod MAX_TOKENS=4096",
        "export DB_PASSWORD=<your-password> API_KEY=your-api-key-here",
        "[ $password = secret ]",
        "mysql -p orders",
        "ssh -p 2222 host",
        "mkdir -pv a-directory-1",
        "docker build --secret id=token-1,src=a.txt .",
        "aws secretsmanager create-secret --secret-string file://secret.json",
        'aws secretsmanager create-secret --secret-string "$VALUE"',
        "aws secretsmanager describe-secret --secret-id orders/prod/database-1",
        "aws ssm put-parameter --type String --value eu-central-1",
        'vault kv put secret/a "x=1 password=$(openssl rand -base64 16)"',
        "curl 'http://a/?page_token=abcdef123&token_type=bearer-1'",
        "sed -i 's/password=.*/password=x1y2z3w4/' a",
        "# export DB_PASSWORD=WEAK",
        'openssl pkcs12 -password "pass:$pfxPassword1"',
        'api "login_token=$Key1,$Key2&x=1"',
        'key="AWS4$Secret1"; kSecret="AWS4$Secret1"',
        'printf "web password: %b%s%b\\n" a b c',
        "cat > a <<EOF\nAPI_KEY=\nAPI_KEY_TEXT=1\nEOF",
        "python3 <<EOF\nlogin(password=smtp_password_1, password)\nEOF",
        "echo 'enter the password:'",
    ],
)
def test_not_found(text: str) -> None:
    assert findings(text) == ()


@pytest.mark.parametrize(
    ("text", "path", "severity"),
    [
        ("export DB_PASSWORD=STRONG", "deploy.sh", Severity.ERROR),
        ("export DB_PASSWORD=WEAK", "deploy.sh", Severity.WARNING),
        ("export DB_PASSWORD=postgres", "deploy.sh", Severity.NOTE),
        ("echo 'say export DB_PASSWORD=WEAK'", "deploy.sh", Severity.NOTE),
        ("echo 'say export DB_PASSWORD=STRONG'", "deploy.sh", Severity.ERROR),
        ("export DB_PASSWORD='$WEAK'", "deploy.sh", Severity.ERROR),
        ("export DB_PASSWORD=STRONG", "tests/run.sh", Severity.ERROR),
        ("export DB_PASSWORD=WEAK", "tests/run.sh", Severity.NOTE),
        ("echo $DB_PASSWORD", "deploy.sh", Severity.WARNING),
        ("echo $DB_PASSWORD", "tests/run.bats", Severity.NOTE),
        ("echo $DB_PASSWORD", "print-password.sh", Severity.NOTE),
        ("```sh\necho $DB_PASSWORD\n```", "README.md", Severity.NOTE),
    ],
)
def test_how_loud(text: str, path: str, severity: Severity) -> None:
    assert only(text, path).severity is severity


def test_a_script_without_a_suffix() -> None:
    assert only("#!/bin/sh\nexport DB_PASSWORD=WEAK", "bin/deploy").span.line == 2
    assert findings("export DB_PASSWORD=WEAK", "bin/deploy") == ()


ALL = make_plan(load_rulebook(), frozenset(load_rulebook().cards), Settings())


@pytest.mark.parametrize(
    ("text", "path", "expected"),
    [
        ('python -c "from app.config import API_KEY; print(API_KEY)"', "a.sh", [("secret-in-output", 1)]),
        ("python3 - <<'EOF'\nimport os\nprint(os.environ)\nEOF", "a.sh", [("environ-dump", 3)]),
        ("docker exec a python -c 'import os; print(dict(os.environ))'", "a.sh", [("environ-dump", 1)]),
        ("run:\n\t@python -c 'import os; print(os.environ)'", "Makefile", [("environ-dump", 2)]),
        ("python manage.py shell -c 'print(1)' < password", "a.sh", []),
        ('python -c "import os; print(sorted(os.environ))"', "a.sh", []),
        ("cat > a.py <<'EOF'\nprint(os.environ)\nEOF", "a.sh", []),
        ("python -c \"print('$PASSWORD', \"", "a.sh", []),  # no Python, for us
    ],
)
def test_python_in_a_script(text: str, path: str, expected: list[tuple[str, int]]) -> None:
    scanned = scan(ALL, Document(path, text.encode()))
    assert [(found.rule, found.span.line) for found in scanned.findings] == expected


class TestMakefile:
    @pytest.mark.parametrize(
        ("text", "line"),
        [
            ("DB_PASSWORD = WEAK", 1),
            ("export DB_PASSWORD ?= WEAK  # for now", 1),
            ("run: DB_PASSWORD := WEAK", 1),
            ("DB_PASSWORD ::= ${DB_PASSWORD:-WEAK}", 1),
            ("run:\n\t@docker run -e A=$(A) \\\n\t  -e DB_PASSWORD=WEAK a", 3),
            ("run:\n\t-@echo $$DB_PASSWORD", 2),
            ("run:\n\techo $(DB_PASSWORD)", 2),
            ("run:\n\t@env", 2),
            ("run:\n\tcurl http://a/?token=${API_TOKEN}", 2),
        ],
    )
    def test_found(self, text: str, line: int) -> None:
        assert only(text, "Makefile").span.line == line

    @pytest.mark.parametrize(
        "text",
        [
            "DB_PASSWORD = $(shell cat /run/secrets/db)",
            "DB_PASSWORD ?=",
            "PASSWORD_FILE = /run/secrets/db-1",
            "# DB_PASSWORD = WEAK",
            "run:\n\t@echo 'set DB_PASSWORD'",
            "run:\n\tenv A=1 $(MAKE)",
            "run:\n\t@echo $(DB_PASSWORD) | docker login --password-stdin",
            "env: build\n\ttrue",
            "set:\n\ttrue",
        ],
    )
    def test_not_found(self, text: str) -> None:
        assert findings(text, "Makefile") == ()


class TestDocuments:
    @pytest.mark.parametrize(
        ("text", "path", "line"),
        [
            ("```bash\nexport DB_PASSWORD=STRONG\n```", "README.md", 2),
            ("~~~ sh\nexport DB_PASSWORD=STRONG\n~~~", "README.md", 2),
            ("- do\n\n  ```console\n  $ export DB_PASSWORD=STRONG\n  ok\n  ```", "README.md", 4),
            ("> ```sh\n> mysql \\\n>   -pSTRONG\n> ```", "docs/a.md", 3),
            ("```{.shell}\nexport DB_PASSWORD=STRONG", "README.md", 2),
            ("```env\nDB_PASSWORD=STRONG\n```", "README.md", 2),
            (".. code-block:: bash\n   :linenos:\n\n   export DB_PASSWORD=STRONG\n", "docs/a.rst", 4),
        ],
    )
    def test_found(self, text: str, path: str, line: int) -> None:
        assert only(text, path).span.line == line

    @pytest.mark.parametrize(
        "text",
        [
            "```bash\nexport DB_PASSWORD=WEAK\n```",
            "export DB_PASSWORD=STRONG",  # prose
            "```\nexport DB_PASSWORD=STRONG\n```",  # who knows what this is
            "```console\n$ login\nDB_PASSWORD=STRONG\n```",  # what was printed
            "```bash\nexport DB_PASSWORD=$STRONG\n```",
        ],
    )
    def test_not_found(self, text: str) -> None:
        assert findings(text, "README.md") == ()


_PARTS = [
    *"$( ) ` ' \" \\ { } ( <<EOF EOF | ; && if fi done esac PASSWORD= ${TOKEN:-x} $PASSWORD f() # env é ```sh".split(),
    *"set echo -x case in function".split(),
    *"\n\t ",
]


@given(
    st.lists(st.sampled_from(_PARTS), max_size=40), st.sampled_from(["a.sh", "Makefile", "Procfile", "a.md", "a.rst"])
)
def test_nothing_breaks_it(parts: list[str], path: str) -> None:
    scanned = scan(PLAN, Document(path, "".join(parts).encode()))
    assert not [part for part in scanned.skipped if part.failed]
