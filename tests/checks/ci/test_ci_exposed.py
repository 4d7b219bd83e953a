"""CI workflows: each way a secret leaves a job, at its true place, and beside it what looks alike and is none."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tightlip.engine import make_plan, scan
from tightlip.model import Document, Finding, Severity
from tightlip.rulebook.book import load_rulebook
from tightlip.settings import Settings

RULES = frozenset({"secret-in-ci-log", "secret-in-ci-output", "overprovisioned-secrets"})
PLAN = make_plan(load_rulebook(), RULES, Settings())
GITHUB, GITLAB, CIRCLE = ".github/workflows/ci.yml", ".gitlab-ci.yml", ".circleci/config.yml"
AZURE, BITBUCKET = "azure-pipelines.yml", "bitbucket-pipelines.yml"
LOG, OUTPUT, TOO_MANY = "secret-in-ci-log", "secret-in-ci-output", "overprovisioned-secrets"


def findings(text: str, path: str = GITHUB) -> tuple[Finding, ...]:
    scanned = scan(PLAN, Document(path, text.encode()))
    assert not [part for part in scanned.skipped if part.failed]
    return scanned.findings


def step(run: str, env: str = "VALUE: ${{ secrets.DEPLOY_KEY }}") -> str:
    lines = "".join(f"          {line}\n" for line in run.split("\n"))
    return f"jobs:\n  a:\n    steps:\n      - env:\n          {env}\n        run: |\n{lines}"


def job(*lines: str) -> str:
    return "deploy:\n  script:\n" + "".join(f"    - {line}\n" for line in lines)


@pytest.mark.parametrize(
    ("run", "rule", "severity", "at"),
    [
        ("echo $VALUE", LOG, Severity.WARNING, "$VALUE"),
        ('echo "is ${VALUE}"', LOG, Severity.WARNING, "${VALUE}"),
        ("echo 'is ${{ secrets.API_KEY }}'", LOG, Severity.WARNING, "${{ secrets.API_KEY }}"),
        ("echo ${{ secrets['API_KEY'] }}", LOG, Severity.WARNING, "${{ secrets['API_KEY'] }}"),
        ("cat <<'EOF'\n${{ secrets.API_KEY }}\nEOF", LOG, Severity.WARNING, "${{ secrets.API_KEY }}"),
        ("bash -c 'echo $VALUE'", LOG, Severity.WARNING, "$VALUE"),
        ("printenv", LOG, Severity.WARNING, "printenv"),
        ("env | sort", LOG, Severity.WARNING, "env"),
        ("echo $VALUE | base64 -w0", LOG, Severity.ERROR, "$VALUE"),
        ("echo $VALUE | rev | cat", LOG, Severity.ERROR, "$VALUE"),
        ("echo $VALUE | sed 's/./& /g'", LOG, Severity.ERROR, "$VALUE"),
        ("set -x\n./login $VALUE", LOG, Severity.NOTE, "$VALUE"),
        ("curl https://api.example/?key=$VALUE", LOG, Severity.WARNING, "$VALUE"),
        ("x=${{ fromJSON(secrets.DB).password }}", LOG, Severity.WARNING, "fromJSON(secrets.DB)."),
        ("echo v=$VALUE >> $GITHUB_OUTPUT", OUTPUT, Severity.WARNING, "$VALUE"),
        ('echo "v=$VALUE" >> "${GITHUB_STEP_SUMMARY}"', OUTPUT, Severity.WARNING, "$VALUE"),
        ("echo v=$VALUE >> $GITHUB_ENV", OUTPUT, Severity.NOTE, "$VALUE"),
        ("echo ::set-output name=v::$VALUE", OUTPUT, Severity.WARNING, "$VALUE"),
        ("docker build --build-arg NPM_TOKEN=$VALUE .", OUTPUT, Severity.WARNING, "NPM_TOKEN=$VALUE"),
        ("x='${{ toJSON( secrets ) }}'", TOO_MANY, Severity.WARNING, "toJSON( secrets )"),
        ("x=${{ secrets[matrix.key] }}", TOO_MANY, Severity.NOTE, "secrets[matrix.key]"),
    ],
)
def test_said_by_a_step(run: str, rule: str, severity: Severity, at: str) -> None:
    text = step(run)
    (found,) = findings(text)
    assert (found.rule, found.severity) == (rule, severity)
    line = text.split("\n")[found.span.line - 1]
    assert line[found.span.column - 1 : found.span.end_column - 1] == at


@pytest.mark.parametrize(
    "run",
    [
        "echo ::add-mask::$VALUE",
        "echo $VALUE | docker login -u ci --password-stdin",
        "echo $VALUE | base64 -d | gpg --import",
        "echo $VALUE | base64 -d > key.json",
        "ENCODED=$(echo $VALUE | base64)",
        "echo ${VALUE:+set} ${#VALUE}",
        "echo '$VALUE'",
        "echo VALUE",
        "echo ${{ secrets.DOCKERHUB_USERNAME }} ${{ secrets.AWS_REGION }}",
        "echo ${{ secrets.API_KEY != '' }}",
        "echo ${{ steps.token.outputs.token }}",
        "./deploy --token ${{ secrets.API_KEY }}",
        "curl -H 'Authorization: Bearer ${{ secrets.API_KEY }}' https://api.example",
        "env LOG=1 make && env | grep -q CI",
        '[ -n "$VALUE" ] && ./deploy',
        "echo //registry/:_authToken=$VALUE > ~/.npmrc",
        "x='${{ toJSON(github) }} ${{ secrets['API_KEY'] }} ${{ fromJSON(inputs.x).y }}'",
    ],
)
def test_not_said_by_a_step(run: str) -> None:
    assert findings(step(run)) == ()


@pytest.mark.parametrize("name", ["$VALUE", "${VALUE}"])
def test_what_the_runner_was_told_to_hide_may_be_an_output(name: str) -> None:
    assert findings(step(f'echo "::add-mask::{name}"\necho v={name} >> "$GITHUB_OUTPUT"')) == ()


@pytest.mark.parametrize(
    "run",
    [
        "echo v=$VALUE >> $GITHUB_OUTPUT\necho ::add-mask::$VALUE",  # too late
        "echo ::add-mask::$OTHER\necho v=$VALUE >> $GITHUB_OUTPUT",
        "echo ::add-mask::$OTHER\necho v=$OTHER$VALUE >> $GITHUB_OUTPUT",
        "echo ::add-mask::$VALUE\nprintenv VALUE >> $GITHUB_OUTPUT",
        "echo ::add-mask::$VALUE\necho v=$VALUE >> $GITHUB_STEP_SUMMARY",
    ],
)
def test_only_what_the_runner_was_told_before(run: str) -> None:
    assert [finding.rule for finding in findings(step(run))] == [OUTPUT]


@pytest.mark.parametrize("env", ["PASSWORD: postgres", "PASSWORD: ${{ secrets.DB_USER }}", "PASSWORD: ${{ inputs.x }}"])
def test_what_a_workflow_sets_is_known(env: str) -> None:
    assert findings(step("echo $PASSWORD\nenv\nset -x\nlogin $PASSWORD", env)) == ()


def test_a_variable_of_the_whole_workflow_counts_in_each_step() -> None:
    text = "env:\n  X: ${{ secrets.KEY }}\njobs:\n  a:\n    steps:\n      - run: echo $X\n  b:\n    steps: []\n"
    (found,) = findings(text)
    assert found.span.line == 6


def test_other_shells_are_not_read_as_one() -> None:
    assert findings("jobs: {a: {steps: [{shell: python, run: 'env', env: {X: '${{ secrets.A_KEY }}'}}]}}") == ()


def test_a_composite_action_and_settings() -> None:
    assert [
        each.span.line for each in findings("runs:\n  steps:\n    - run: echo ${{ secrets.A_KEY }}\n", "a/action.yml")
    ] == [3]
    text = "jobs:\n  a:\n    uses: ./b.yml\n    secrets: inherit\n    outputs:\n      x: ${{ secrets.A_KEY }}\n"
    assert [(each.span.line, each.rule) for each in findings(text)] == [(4, TOO_MANY), (6, OUTPUT)]
    assert findings(text, "docs/ci.yml") == ()


def test_arguments_of_an_image() -> None:
    text = (
        "jobs:\n  a:\n    steps:\n      - uses: docker/build-push-action@v6\n        with:\n"
        "          build-args: |\n            A=1\n            NPM_TOKEN=${{ secrets.NPM_TOKEN }}\n"
        "          secrets: |\n            NPM_TOKEN=${{ secrets.NPM_TOKEN }}\n"
    )
    (found,) = findings(text)
    assert (found.rule, found.span.line, found.span.column) == (OUTPUT, 8, 13)


@pytest.mark.parametrize(
    ("text", "path", "lines"),
    [
        (job("echo $DB_PASSWORD", "echo $REGION"), GITLAB, [3]),
        (job("set -x", "login $DB_PASSWORD"), GITLAB, [4]),
        (job("env"), GITLAB, [3]),
        ("variables:\n  CI_DEBUG_TRACE: 'true'\n", GITLAB, [2]),
        ("variables:\n  CI_DEBUG_TRACE: 'false'\n", GITLAB, []),
        ("variables:\n  DB_PASSWORD: postgres\n" + job("echo $DB_PASSWORD"), GITLAB, []),
        (job("echo X=$DB_PASSWORD >> a.env") + "  artifacts: {reports: {dotenv: a.env}}\n", GITLAB, [3]),
        (job("echo X=$DB_PASSWORD >> b.env") + "  artifacts: {reports: {dotenv: a.env}}\n", GITLAB, []),
        (job("!reference [.login, script]", "echo hi"), GITLAB, []),
        ("jobs:\n  a:\n    steps:\n      - run: echo $DB_PASSWORD\n", CIRCLE, [4]),
        (
            "jobs:\n  a:\n    steps:\n      - run:\n          command: |\n            cd << pipeline.x >>\n"
            "            env\n",
            CIRCLE,
            [7],
        ),
        ("steps:\n  - bash: echo $(DB_PASSWORD)\n", AZURE, [2]),
        ("steps:\n  - bash: 'echo \"##vso[task.setvariable variable=x]$(DB_PASSWORD)\"'\n", AZURE, [2]),
        ("steps:\n  - bash: 'echo \"##vso[task.setvariable variable=x;issecret=true]$(DB_PASSWORD)\"'\n", AZURE, []),
        ("steps:\n  - script: env\n", AZURE, []),
        ("steps:\n  - script: env\n    env: {DB_PASSWORD: $(db)}\n", AZURE, [2]),
        ("pipelines:\n  default:\n    - step:\n        script:\n          - echo $DB_PASSWORD\n", BITBUCKET, [5]),
    ],
)
def test_other_systems(text: str, path: str, lines: list[int]) -> None:
    assert [each.span.line for each in findings(text, path)] == lines


@settings(max_examples=30, deadline=None)
@given(data=st.data())
def test_no_workflow_breaks_it(data: st.DataObject) -> None:
    text = step("cat <<EOF\n$VALUE\nEOF\necho ${{ secrets.A }} | base64 >> $GITHUB_ENV\n(set -x; x)")
    at = data.draw(st.integers(0, len(text)))
    torn = text[:at] + data.draw(st.text(max_size=5)) + text[at + data.draw(st.integers(0, 5)) :]
    for path in (GITHUB, GITLAB, CIRCLE, AZURE, BITBUCKET):
        scanned = scan(PLAN, Document(path, torn.encode(errors="replace")))
        assert not [part for part in scanned.skipped if part.failed]
