"""secret-in-image: each way into an image, and beside it what looks alike and is none."""

from __future__ import annotations

import string
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from more_samples import run
from tightlip.engine import make_plan, scan
from tightlip.model import Document, Finding, Severity
from tightlip.rulebook.book import read_rulebook
from tightlip.rulebook.home import rules_folder
from tightlip.settings import Settings

PLAN = make_plan(read_rulebook(rules_folder()), frozenset({"secret-in-image"}), Settings())
WEAK = "Tr0ub4dor-and-3-horses"
STRONG = run(7, 24, string.ascii_letters + string.digits)
ERROR, WARNING, NOTE = Severity.ERROR, Severity.WARNING, Severity.NOTE


def findings(text: str, path: str = "Dockerfile") -> tuple[Finding, ...]:
    scanned = scan(PLAN, Document(path, text.replace("WEAK", WEAK).replace("STRONG", STRONG).encode()))
    assert not scanned.skipped
    return scanned.findings


def only(text: str, path: str = "Dockerfile") -> Finding:
    (finding,) = findings(text, path)
    return finding


@pytest.mark.parametrize(
    ("text", "severity", "message"),
    [
        ("ENV DB_PASSWORD=STRONG", ERROR, "`DB_PASSWORD` is set in ENV"),
        ("ENV DB_PASSWORD=WEAK", WARNING, "`DB_PASSWORD` is set in ENV"),
        ("ENV DB_PASSWORD WEAK", WARNING, "`DB_PASSWORD` is set in ENV"),
        ("ENV A=b \\\n # c\n DB_PASSWORD='WEAK'", WARNING, "`DB_PASSWORD` is set in ENV"),
        ("ENV DB_PASSWORD=${DB_PASSWORD:-WEAK}", WARNING, "`DB_PASSWORD` is set in ENV"),
        ("ONBUILD ENV DB_PASSWORD=WEAK", WARNING, "`DB_PASSWORD` is set in ENV"),
        ("ARG API_KEY=STRONG", ERROR, "`API_KEY` has its value in ARG"),
        ("LABEL a=b db.password=WEAK", WARNING, "`db.password` is in a LABEL"),
        ("ARG NPM_TOKEN", NOTE, "`NPM_TOKEN` is a build argument"),
        ("ARG JDK_TOKEN", NOTE, "`JDK_TOKEN` is a build argument"),
        ("ARG NPM_TOKEN=<your-token>", NOTE, "`NPM_TOKEN` is a build argument"),
        ('ARG NPM_TOKEN=""', NOTE, "`NPM_TOKEN` is a build argument"),
        ("ARG NPM_TOKEN\nENV NPM_TOKEN=$NPM_TOKEN", WARNING, "the build argument `NPM_TOKEN` is kept in ENV"),
        ("ARG NPM_TOKEN\nENV T ${NPM_TOKEN}", WARNING, "the build argument `NPM_TOKEN` is kept in ENV"),
    ],
)
def test_names_that_are_bound(text: str, severity: Severity, message: str) -> None:
    finding = only(text)
    assert (finding.severity, finding.message.partition(":")[0]) == (severity, message)


@pytest.mark.parametrize(
    "text",
    [
        "ENV DB_PASSWORD_FILE=/run/secrets/db DB_PASSWORD= TOKEN_VERSION=1.2.3",
        'ENV DB_PASSWORD=""',
        "ENV DB_PASSWORD=$OTHER",
        "ENV API_KEY=<your-api-key>",
        "ENV GPG_KEY=7169605F62C751356D054A26A821E680E5FA6305",
        "ENV PASSWORD_HASH_ALGORITHM=argon2id-2024",
        "ENV PUBLIC_KEY=STRONG",
        "ENV SECRET_NAME=orders/prod/db",
        "ENV DB_PASSWORD=arn:aws:secretsmanager:eu-west-1:123456789012:secret:db",
        "ENV MAX_TOKENS=4096 TOKENIZER=bert-base-2",
        "# ENV DB_PASSWORD=WEAK",
        "ARG TOKEN_TYPE=bearer-2",
        "ARG NPM_TOKEN_FILE",
        "ARG KEY_ID",
        "LABEL maintainer=WEAK",
        "RUN echo WEAK",
    ],
)
def test_names_that_are_bound_to_no_secret(text: str) -> None:
    assert findings(text) == ()


@pytest.mark.parametrize(
    ("command", "how"),
    [
        ("export DB_PASSWORD=WEAK && make", "`DB_PASSWORD` is set"),
        ("DB_PASSWORD=WEAK make", "`DB_PASSWORD` is set"),
        ("sudo env DB_PASSWORD=WEAK make", "`DB_PASSWORD` is set"),
        ("export \\\n  DB_PASSWORD=\\\nWEAK", "`DB_PASSWORD` is set"),
        ("deploy --password=WEAK", "`password` is given to `deploy`"),
        ("/usr/bin/deploy --api-key 'WEAK'", "`--api-key` is given to `deploy`"),
        ("mvn -Ddb.password=WEAK package", "`Ddb.password` is given to `mvn`"),
        ("docker build --build-arg API_TOKEN=WEAK .", "`API_TOKEN` is given to `docker`"),
        ('curl -H "X-Api-Key: WEAK" https://x', "a header `X-Api-Key` is given to `curl`"),
        ('curl -H "Authorization: Bearer STRONG" https://x', "a header `Authorization` is given to `curl`"),
        ("curl -u me:WEAK https://x", "a password is given to `curl`"),
        ("curl --user 'me:WEAK' https://x", "a password is given to `curl`"),
        ("mysql -uroot -pWEAK", "a password is given to `mysql`"),
        ("redis-cli -a WEAK ping", "a password is given to `redis-cli`"),
        ("sshpass -p WEAK scp a b:", "a password is given to `sshpass`"),
        ("docker login -u me -p WEAK", "a password is given to `docker`"),
        ("openssl rsa -passin pass:WEAK -in a", "a password is given to `openssl`"),
        ("openssl passwd -6 WEAK", "a password is given to `openssl`"),
        ("htpasswd -bc /etc/users me WEAK", "a password is given to `htpasswd`"),
        ("keytool -import -storepass WEAK", "a password is given to `keytool`"),
        ("aws configure set aws_secret_access_key STRONG", "a setting is given to `aws`"),
        ("npm config set //r/:_password WEAK", "a setting is given to `npm`"),
        ("poetry config http-basic.password WEAK", "a setting is given to `poetry`"),
        ('echo "machine h login me password WEAK" > ~/.netrc', "a password is in the text of `echo`"),
        ('echo "//r/:_password=WEAK" >> .npmrc', "`_password` is in the text of `echo`"),
        ("""printf '{"password": "WEAK"}' > a.json""", "`password` is in the text of `printf`"),
        ("printf 'password: WEAK' > a.yaml", "`password` is in the text of `printf`"),
        ('echo "root:WEAK" | chpasswd', "a password is told to `chpasswd`"),
        ("""mysql -e "ALTER USER me IDENTIFIED BY 'WEAK'" """, "a password is in the text of `mysql`"),
        ("""psql -c "CREATE ROLE me PASSWORD 'WEAK'" """, "a password is in the text of `psql`"),
        ("x=$(curl -u me:WEAK https://x)", "a password is given to `curl`"),
        ("if true; then export DB_PASSWORD=WEAK; fi", "`DB_PASSWORD` is set"),
    ],
)
@pytest.mark.parametrize("keyword", ["RUN", "CMD", "ENTRYPOINT"])
def test_command_lines(keyword: str, command: str, how: str) -> None:
    finding = only(f"{keyword} {command}")
    assert finding.message.startswith(f"{how} in {keyword}: ")
    assert WEAK not in str(finding)
    assert STRONG not in str(finding)


@pytest.mark.parametrize(
    "command",
    [
        "export DB_PASSWORD=$(cat /run/secrets/db)",
        'export DB_PASSWORD="$PASSWORD"',
        "deploy --password-file=/run/secrets/db --password $PASSWORD",
        "deploy --password-stdin < WEAK",
        "mysql -uroot -p orders",
        "mkdir -p secret-WEAK",
        "docker run -p 8080:80 orders",
        "cp -u me:WEAK there",
        "curl -u me https://x -o WEAK",
        'curl -H "Authorization: Bearer $(cat /run/secrets/t)" https://x',
        'curl -H "Content-Type: application/json" https://x',
        "htpasswd -c /etc/users WEAK",
        "openssl genrsa -out WEAK",
        "npm config set registry https://r.example/WEAK",
        "sed -i 's/password=.*/password=WEAK/' a",
        "grep 'password: WEAK' a",
        "echo 'Enter your password: ' && read x",
        'echo "root:$(openssl rand -hex 8)" | chpasswd',
        "echo 'Listening on port: WEAK'",
        "SECRET_KEY=WEAK python manage.py collectstatic",
        "SECRET_KEY_BASE=WEAK bundle exec rake assets:precompile",
        "SECRET_KEY=dummy-value-1 python -m app",
    ],
)
@pytest.mark.parametrize("keyword", ["RUN", "CMD"])
def test_command_lines_without_a_secret(keyword: str, command: str) -> None:
    assert findings(f"{keyword} {command}") == ()


def test_a_real_secret_is_one_in_a_build_step_too() -> None:
    assert only("RUN SECRET_KEY=STRONG python manage.py collectstatic").severity is ERROR


@pytest.mark.parametrize(
    ("source", "severity"),
    [
        (".env", ERROR), (".env.local", ERROR), ("deploy/.env.production", ERROR), (".env*", ERROR),
        ("prod.env", ERROR), (".env.docker", WARNING), (".env.test", WARNING), (".envrc", ERROR), ("id_rsa", ERROR),
        ("ssh/id_ed25519", ERROR),
        ("server.key", ERROR), ("privkey.pem", ERROR), ("my-key.pem", ERROR), ("a.p12", ERROR), (".netrc", ERROR),
        (".pypirc", ERROR), (".git-credentials", ERROR), (".aws/credentials", ERROR), (".aws", ERROR), (".ssh/", ERROR),
        ("gcp/credentials.json", ERROR), ("terraform.tfstate", ERROR), (".npmrc", NOTE),
    ],
)  # fmt: skip
def test_files_that_keep_secrets(source: str, severity: Severity) -> None:
    for text in (f"COPY {source} /a/", f"ADD --chown=1 {source} /a/", f'COPY --from=b ["x", "{source}", "/a/"]'):
        finding = only(text)
        assert (finding.severity, finding.message.partition(",")[0]) == (severity, f"`{source}`")
        assert text[finding.span.column - 1 :].startswith(source)


@pytest.mark.parametrize(
    "source",
    [
        ".env.example", ".env.sample", ".env.template", "meta.env", "*.env", "id_rsa.pub", "ca.pem", "fullchain.pem",
        "certs/", "src/secrets/", "app/secrets.py", "known_hosts", "authorized_keys", "https://h/id_rsa", "keys.txt",
        "package.json", ".", "credentials.py", "nginx_signing.key", "environment.yml", "tokenizer.json", "$KEY",
    ],
)  # fmt: skip
def test_files_that_look_alike(source: str) -> None:
    assert findings(f"# .env .pem .ssh token\nCOPY {source} /a/\nADD {source} /a/") == ()


def test_a_destination_tells_what_a_file_is() -> None:
    finding = only("COPY $FILE /root/.aws/credentials")
    assert (finding.severity, finding.message.partition(",")[0]) == (WARNING, "`/root/.aws/credentials`")
    assert findings("COPY hosts /root/.ssh/known_hosts") == ()


def test_removing_a_file_later_is_said_to_be_too_late() -> None:
    late = only("COPY id_rsa /root/.ssh/\nRUN git clone x\nRUN rm -f /root/.ssh/id_rsa")
    assert "removing it in line 3 does not take it out" in late.message
    elsewhere = only("COPY id_rsa /root/.ssh/\nRUN rm -f /root/.ssh/known_hosts")
    assert "removing" not in elsewhere.message


MOUNT = "RUN --mount=type=secret,id=t "


@pytest.mark.parametrize(
    ("text", "file"),
    [
        (f"{MOUNT} cat /run/secrets/t > /a", "/a"),
        (f"{MOUNT} cp /run/secrets/t /a", "/a"),
        (f"{MOUNT} cat /run/secrets/t | base64 -d > /a", "/a"),
        (f"{MOUNT} cat /run/secrets/t | tee /a", "/a"),
        (f"{MOUNT} tee /a < /run/secrets/t", "/a"),
        (f"{MOUNT} T=$(cat /run/secrets/t) && echo $T >> /a", "/a"),
        (f"{MOUNT} export T=`cat /run/secrets/t`; printf '%s' \"${{T}}\" > /a", "/a"),
        (f"{MOUNT} read T < /run/secrets/t && echo $T > /a", "/a"),
        (f'{MOUNT} echo "_auth=$(cat /run/secrets/t)" > ~/.npmrc', "~/.npmrc"),
        (f"{MOUNT} cat <<EOF > /a\nkey=$(cat /run/secrets/t)\nEOF", "/a"),
        (f"{MOUNT} <<EOF\necho $(cat /run/secrets/t) > /a\nEOF", "/a"),
        (f'{MOUNT} sed -i "s/X/$(cat /run/secrets/t)/" /a', "/a"),
        (f'{MOUNT} npm config set //r/:_auth "$(cat /run/secrets/t)"', "the settings of `npm`"),
        (f"{MOUNT} git clone https://x:$(cat /run/secrets/t)@h/r", ".git/config"),
        ("RUN --mount=type=secret,id=t,env=T echo $T > /a", "/a"),
        ("RUN --mount=type=secret,id=t,target=/s/t cp /s/t /a", "/a"),
        ("RUN --mount=type=secret,target=/s/t --mount=type=cache,target=/c cp /s/t /a", "/a"),
        (f"{MOUNT} cat /run/secrets/t > /a && rm /b", "/a"),
    ],
)
def test_a_mounted_secret_that_is_written_to_the_layer(text: str, file: str) -> None:
    assert only(text).message == f"the mounted secret `t` is written to {file}: it stays in the image"


@pytest.mark.parametrize(
    "text",
    [
        f"{MOUNT} cat /run/secrets/t | docker login --password-stdin",
        f"{MOUNT} deploy --token-file /run/secrets/t > /log",
        f'{MOUNT} curl -H "Authorization: Bearer $(cat /run/secrets/t)" https://x > /a',
        f"{MOUNT} T=$(cat /run/secrets/t) make > /log",
        f"{MOUNT} cat /run/secrets/t > /a && make && rm -f /a",
        f"{MOUNT} cat /run/secrets/t > /a/b/c && make && rm -rf /a",
        f"{MOUNT} cat /run/secrets/t > /dev/null",
        f"{MOUNT} git clone https://x:$(cat /run/secrets/t)@h/r && make -C r && rm -rf r",
        f"{MOUNT} git config --global credential.helper '!f() {{ echo password=$(cat /run/secrets/t); }}; f'",
        f"{MOUNT} npm config set //r/:_auth $(cat /run/secrets/t) && npm ci && npm config delete //r/:_auth",
        f"{MOUNT} --mount=type=tmpfs,target=/c cat /run/secrets/t > /c/t",
        f'{MOUNT} test -n "${{T:+set}}" && echo ${{T:+set}} > /a',
        f"{MOUNT} echo done > /a",
        "RUN --mount=type=secret,id=t,env=T pip install --index-url https://x:$T@h/simple a",
        "RUN --mount=type=secret,id=t,env=T echo $TERM > /a",
        "RUN --mount=type=cache,target=/root/.cache cp /root/.cache/secret /a",
    ],
)
def test_a_mounted_secret_that_stays_outside(text: str) -> None:
    assert findings(text) == ()


def test_a_build_stage_is_milder() -> None:
    inner, outer = findings("FROM a AS b\nENV DB_PASSWORD=STRONG\nFROM c\nENV DB_PASSWORD=STRONG")
    assert (inner.severity, outer.severity) == (WARNING, ERROR)
    assert inner.message.endswith("(of the build stage `b`, not of the final image)")
    assert "stage" not in outer.message


def test_a_stage_that_the_final_one_is_built_from_is_not() -> None:
    assert only("FROM a AS b\nENV DB_PASSWORD=STRONG\nFROM b\nRUN make").severity is ERROR


def test_tests_are_milder() -> None:
    assert only("ENV DB_PASSWORD=WEAK", "tests/e2e/Dockerfile").severity is NOTE
    assert only("COPY id_rsa /a/", "tests/e2e/Dockerfile").severity is WARNING


def test_one_finding_for_one_secret() -> None:
    assert len(findings('RUN echo "password=STRONG" > a')) == 1
    assert len(findings("RUN keytool -storepass STRONG --password STRONG")) == 2


def test_the_place_is_the_value() -> None:
    text = "FROM ü\nRUN échö 'é' && \\\n  deploy --password='é-WEAK' x"
    finding = only(text)
    line = text.replace("WEAK", WEAK).splitlines()[2]
    assert finding.span[:2] == (3, line.index("é-") + 1)
    assert finding.span[2:] == (3, line.index("' x") + 1)
    assert finding.snippet.lines == (line.replace(f"é-{WEAK}", "*" * len(f"é-{WEAK}")),)


def test_a_url_with_a_password_is_left_to_the_rule_for_urls() -> None:
    assert findings("ENV DATABASE_URL=postgresql://me:STRONG@db.internal/orders") == ()


PARTS = st.sampled_from(
    [
        "FROM a AS b\n",
        "FROM ",
        "ENV A_TOKEN=",
        "ARG NPM_TOKEN",
        "RUN ",
        "COPY ",
        "ADD ",
        ".env",
        " id_rsa",
        " /a/",
        "<<EOF",
        "\n",
        "EOF\n",
        "\\\n",
        "'",
        '"',
        "[",
        '"]',
        "${",
        "$(",
        "`",
        "#",
        " ",
        "=",
        "--mount=type=secret,id=x,env=T ",
        "--mount=",
        "cat /run/secrets/x",
        "$T",
        " > /a",
        "| tee ",
        "git clone ",
        "config ",
        "rm ",
        "echo ",
        "curl -u a:",
        "-p",
        "$NPM_TOKEN",
        "htpasswd -b",
        "openssl passwd",
        "sed -i",
        "read ",
        "export ",
        "LABEL ",
        "HEALTHCHECK ",
        "CMD ",
        "login ",
    ]
)


@given(st.lists(PARTS, max_size=20).map("".join))
def test_any_dockerfile_is_judged(text: str) -> None:
    findings(f"# token\n{text}")


def test_reading_a_dockerfile_imports_nothing_heavy() -> None:
    code = (
        "import sys\n"
        "from tightlip.cli import main\n"
        "assert main(['check', '--isolated', '--stdin-filename', 'Dockerfile']) == 1\n"
        "heavy = {'tree_sitter', 'libcst', 'detect_secrets', 'rich'} & set(sys.modules)\n"
        "assert not heavy, heavy\n"
    )
    text = "FROM a\nENV DB_PASSWORD=Tr0ub4dor-and-3-horses\n"
    done = subprocess.run([sys.executable, "-c", code], input=text, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize(
    ("instructions", "message"),
    [
        ("ARG API_TOKEN\nRUN env | sort", "the whole environment is printed by `env`: it ends up in the build's log"),
        ("RUN --mount=type=secret,id=t,env=API_TOKEN printenv", "the whole environment is printed by `printenv`"),
        ("RUN set -x && login $DB_PASSWORD", "`$DB_PASSWORD` is written to the output by `set -x`"),
        ("RUN echo $DB_PASSWORD", "`$DB_PASSWORD` is printed by `echo`"),
        ("CMD printenv && serve", "the whole environment is printed by `printenv`: it ends up in the container's log"),
        ('ENTRYPOINT ["sh", "-c", "env; exec serve"]', "the whole environment is printed by `env`"),
    ],
)
def test_what_is_printed(instructions: str, message: str) -> None:
    found = findings(f"FROM x\n{instructions}\n")
    assert [one.message.startswith(message) for one in found if one.severity is Severity.WARNING] == [True]


@pytest.mark.parametrize(
    "instruction",
    [
        "RUN env",  # nothing secret is in it
        "RUN env > /dev/null",
        "RUN set -x && make",
        "RUN --mount=type=secret,id=t,env=API_TOKEN env API=1 make",
        'RUN --mount=type=secret,id=t,env=API_TOKEN echo "$API_TOKEN" | login --password-stdin',
        "RUN echo '$DB_PASSWORD'",
        'CMD ["env", "A=1", "serve"]',
    ],
)
def test_what_is_not_printed(instruction: str) -> None:
    assert not findings(f"FROM x\n{instruction}\n")
