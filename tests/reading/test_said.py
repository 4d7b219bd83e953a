"""What a script says: each case with the look-alike that must stay silent."""

from __future__ import annotations

import pytest

from tightlip.judgement.judge import Judge
from tightlip.reading.pieces import Piece
from tightlip.reading.said import Said, said
from tightlip.reading.scripts import script
from tightlip.rulebook.book import load_rulebook

JUDGE = Judge(load_rulebook().vocabulary)


def heard(text: str, name: str = "deploy.sh") -> list[Said]:
    return list(said(list(script(Piece.of(text, 0, len(text)))), JUDGE, name, text))


def lines(text: str, name: str = "deploy.sh") -> list[tuple[int, str]]:
    return [(text.count("\n", 0, each.at.start) + 1, each.what) for each in heard(text, name)]


PASSWORD = "`$DB_PASSWORD`"
EVERYTHING = "the whole environment"


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ('echo "$DB_PASSWORD"', PASSWORD),
        ("echo ${DB_PASSWORD}", PASSWORD),
        ('echo "password: ${DB_PASSWORD:-none}"', PASSWORD),
        ('printf "%s\\n" "$DB_PASSWORD" >&2', PASSWORD),
        ('echo "$DB_PASSWORD" > /dev/stderr', PASSWORD),
        ('echo "$DB_PASSWORD" | tee -a log', PASSWORD),
        ("cat <<EOF\nuser $DB_PASSWORD\nEOF", PASSWORD),
        ('cat <<< "$DB_PASSWORD"', PASSWORD),
        ("bash -c 'echo $DB_PASSWORD'", PASSWORD),
        ('ssh host sh -c "echo \\$DB_PASSWORD"', PASSWORD),
        ("show() { echo $DB_PASSWORD; }\nshow", PASSWORD),
        ('if true; then echo "$DB_PASSWORD"; fi | sort', PASSWORD),
        ("DB_PASSWORD=$(cat /run/secrets/db)\necho $DB_PASSWORD", PASSWORD),
        ("read -s DB_PASSWORD\necho $DB_PASSWORD", PASSWORD),
        ("printenv DB_PASSWORD", "`DB_PASSWORD`"),
        ("echo $TOKEN", "`$TOKEN`"),
        ("env", EVERYTHING),
        ("sudo env", EVERYTHING),
        ("printenv | sort", EVERYTHING),
        ("export -p", EVERYTHING),
        ("declare -x", EVERYTHING),
        ("set", EVERYTHING),
        ('set -x\n[ "$DB_PASSWORD" = "" ]', PASSWORD),
        ("sh -c env", EVERYTHING),
        ("case $1 in\n a) env ;;\nesac", EVERYTHING),
        ("case $1 in\n a) (set) ;;\nesac", EVERYTHING),
        ("curl https://api.example/x?token=$API_TOKEN", "`$API_TOKEN`"),
        ('curl "https://api.example/x?a=1&api_key=$(cat key)"', "the value of `api_key`"),
        ("docker build --build-arg NPM_TOKEN=$NPM_TOKEN .", "`NPM_TOKEN`"),
        ("docker build --build-arg NPM_TOKEN .", "`NPM_TOKEN`"),
        ("aws secretsmanager get-secret-value --secret-id a", "the secret from AWS Secrets Manager"),
        ("aws ssm get-parameter --name a --with-decryption", "the decrypted parameter"),
        ("set -x\nlogin $DB_PASSWORD", PASSWORD),
        ("set -euxo pipefail\nexport DB_PASSWORD=$(get it)", PASSWORD),
        ("#!/bin/bash -x\n[ -z $DB_PASSWORD ]", PASSWORD),
        ("(set -x; login $DB_PASSWORD)", PASSWORD),
    ],
)
def test_said(text: str, what: str) -> None:
    assert [each.what for each in heard(text)] == [what]


@pytest.mark.parametrize(
    "text",
    [
        'echo "set DB_PASSWORD first"',
        "echo 'set $DB_PASSWORD first'",
        'echo "set \\$DB_PASSWORD first"',
        "cat <<'EOF'\nuser $DB_PASSWORD\nEOF",
        'echo "$DB_PASSWORD" | docker login --password-stdin',
        'echo "$DB_PASSWORD" | tee /etc/secret > /dev/null',
        'echo "$DB_PASSWORD" > file',
        "cat > .env <<EOF\nDB_PASSWORD=$DB_PASSWORD\nEOF",
        '{ echo "$DB_PASSWORD"; echo "$DB_PASSWORD"; } | passwd root',
        '(echo "$DB_PASSWORD") > file',
        'for i in 1 2; do echo "$DB_PASSWORD"; done >> file',
        'diff <(echo "$DB_PASSWORD") other',
        'X=$(echo "$DB_PASSWORD" | base64)',
        'value() { echo "$DB_PASSWORD"; }\nX=$(value)',
        'value() { echo "$DB_PASSWORD"; }\nvalue | login',
        'function value { echo "$DB_PASSWORD"; }',  # nobody here calls it
        "echo ${#DB_PASSWORD} ${DB_PASSWORD:+set} ${DB_PASSWORD//?/*}",
        "echo ::add-mask::$DB_PASSWORD",
        "printf -v LINE %s $DB_PASSWORD",
        "echo $PWD $TOKEN_FILE $PASSWORD_MIN_LENGTH $SECRET_NAME $MAX_TOKENS",
        "DB_PASSWORD=changeme\necho $DB_PASSWORD",
        "for TOKEN in a b; do echo $TOKEN; done",
        'PASSPHRASE=no\nread PASSPHRASE\necho "$PASSPHRASE"',
        'echo "using the registry secret $REGISTRY_SECRET"',
        "set -x\n[ $INSTALL_SSHPASS ]",
        "set -x\n[[ $DIDNT_CREATE_CREDS = 1 ]] || make",
        "case $1 in\n ( set ) shift ;;\n env|x) true ;;\nesac",
        'echo "${SSH_PRIVATE_KEY} is empty"\n[ -s "$SSH_PRIVATE_KEY" ]',
        "upload_token=$(curl http://a)\necho $upload_token",
        "echo $GOOGLE_APPLICATION_CREDENTIALS",
        "env A=1 make",
        "env -i make",
        "env | grep ^PATH=",
        "env | cut -d= -f1",
        "env > saved",
        "X=$(env)",
        "printenv HOME",
        "set -e",
        "set -- $DB_PASSWORD",
        "export DB_PASSWORD",
        "declare -x NAME=value",
        'curl -H "Authorization: Bearer $API_TOKEN" https://api.example/x?page_token=$NEXT',
        'curl --data-raw "grant_type=x&client_secret=$DATA" https://api.example',
        "curl 'https://api.example/x?token=$API_TOKEN'",
        "docker build --build-arg VERSION=$VERSION --secret id=npm .",
        "docker run --build-arg NPM_TOKEN=$NPM_TOKEN",
        "V=$(aws secretsmanager get-secret-value --secret-id a)",
        "aws secretsmanager get-secret-value --secret-id a --query ARN",
        "aws secretsmanager get-secret-value --secret-id a | jq -r .SecretString > /run/x",
        "aws secretsmanager describe-secret --secret-id a",
        "aws secretsmanager list-secrets",
        "aws ssm get-parameter --name a",
        "set -x\nmake\nset +x\nlogin $DB_PASSWORD",
        "set -x\nmake\n{ set +x; } 2>/dev/null\nlogin $DB_PASSWORD",
        "(set -x; make)\nlogin $DB_PASSWORD",
        '[ -n "$DEBUG" ] && set -x\nlogin $DB_PASSWORD',
        'if [ "$TRACE" ]; then set -x; fi\nlogin $DB_PASSWORD',
        "set -x\nlogin '$DB_PASSWORD'",
    ],
)
def test_not_said(text: str) -> None:
    assert heard(text) == []


def test_a_trace_is_told_from_where_it_was_switched_on() -> None:
    (found,) = heard("make\nset -x\nlogin $DB_PASSWORD $DB_PASSWORD\nlogin $DB_PASSWORD")
    assert (found.through, found.since and found.since.start) == ("`set -x`", 5)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("echo $DB_PASSWORD", "print-password.sh"),
        ("show_password() { echo $DB_PASSWORD; }\nshow_password", "db.sh"),
        ("DB_PASSWORD=$(openssl rand -hex 16)\necho $DB_PASSWORD", "install.sh"),
    ],
)
def test_what_is_there_to_show_is_meant(text: str, name: str) -> None:
    assert [each.meant for each in heard(text, name)] == [True]
    assert [each.meant for each in heard("echo $DB_PASSWORD", "deploy.sh")] == [False]


def test_a_part_is_only_a_part() -> None:
    assert [each.partial for each in heard("echo ${DB_PASSWORD:0:4}; echo ${DB_PASSWORD:-x}")] == [True, False]


def test_everything_that_is_said_is_found_where_it_stands() -> None:
    text = "x=1\necho a \\\n  $DB_PASSWORD\nenv"
    assert lines(text) == [(3, PASSWORD), (4, EVERYTHING)]
