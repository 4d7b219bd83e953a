"""The formats of CI services and programs: their form, what they escape, and that nothing is lost in them.

No package carries a schema of GitLab's code quality report, of reviewdog's Diagnostic Format or of JUnit's XML.
What GitLab and reviewdog document as required is written down here as schemas, and the elements and attributes of
Jenkins's `junit-10.xsd` that we use as tables: a reader that is stricter than its documentation would go unnoticed.
"""

from __future__ import annotations

import importlib
import json
import re
from typing import Any
from xml.etree import ElementTree

import jsonschema
import pytest

from sample_outcome import KEY, OUTCOME, SECRET, finding
from tightlip.commands.reports import FORMATS
from tightlip.model import Outcome, Severity, Skipped
from tightlip.report.style import Style

FOR_PROGRAMS = [name for name in FORMATS if name not in ("full", "concise")]
TRICKY = "100%, a: b"


def render(name: str, outcome: Outcome = OUTCOME) -> str:
    report: str = importlib.import_module(f"tightlip.report.{name.replace('-', '_')}").render(outcome, Style())
    return report


def only(message: str, path: str = "a.py", severity: Severity = Severity.ERROR) -> Outcome:
    return Outcome((finding(path, "x = 1\n", "x", message, severity=severity, fix=""),))


@pytest.mark.parametrize("name", FORMATS)
def test_nothing_of_a_secret_is_in_it(name: str) -> None:
    report = render(name)
    if name == "sarif":  # the pages of its rules show examples; test_sarif.py looks at the rest
        return
    report = report.partition('<section id="rules">')[0]
    for secret in (SECRET, *KEY.splitlines()):
        assert not any(secret[at : at + 8] in report for at in range(len(secret) - 7))


@pytest.mark.parametrize("name", FORMATS)
def test_no_control_character_is_in_it(name: str) -> None:
    assert render(name).replace("\n", "").isprintable()


@pytest.mark.parametrize("name", FOR_PROGRAMS)
def test_every_finding_and_every_failure_is_in_it(name: str) -> None:
    report = render(name)
    for found in OUTCOME.findings:
        assert report.count(found.rule) >= sum(other.rule == found.rule for other in OUTCOME.findings)
    assert "secrets/prod.yaml" in report
    assert "permission denied" in report
    assert "logo.png" not in report or name in ("json", "json-lines", "html")


@pytest.mark.parametrize("name", FOR_PROGRAMS)
def test_it_does_not_end_without_a_line_feed(name: str) -> None:
    assert render(name).endswith("\n")
    nothing = render(name, Outcome())
    assert nothing.endswith("\n") or (name, nothing) == ("github", "")


def test_json_lines_are_the_json_report_in_pieces() -> None:
    lines = [json.loads(line) for line in render("json-lines").splitlines()]
    report = json.loads(render("json"))
    assert [line.pop("type") for line in lines] == ["finding"] * len(OUTCOME.findings) + ["summary"]
    assert lines[:-1] == report["findings"]
    assert lines[-1] == {"version": report["version"], "tool": report["tool"], **report["summary"]}


def annotations(report: str) -> list[tuple[str, dict[str, str], str]]:
    """What GitHub's runner makes of it, by its own rules: the last escape to be undone is the percent sign's."""
    read = []
    for line in report.splitlines():
        match = re.fullmatch(r"::(error|warning|notice) (.*?)::(.*)", line)
        assert match is not None, line
        properties = dict(part.split("=", 1) for part in match[2].split(","))
        undone = {key: _undone(value, "%0D", "%0A", "%3A", "%2C") for key, value in properties.items()}
        read.append((match[1], undone, _undone(match[3], "%0D", "%0A")))
    return read


def _undone(text: str, *escapes: str) -> str:
    for escape in escapes:
        text = text.replace(escape, chr(int(escape[1:], 16)))
    return text.replace("%25", "%")


def test_github_annotates_lines() -> None:
    kinds, properties, texts = zip(*annotations(render("github")))
    assert kinds == ("error", "error", "error", "error", "warning", "notice", "error", "error")
    assert properties[0] == {
        "file": "app/config.py", "line": "18", "endLine": "18", "col": "14", "title": "tightlip: hardcoded-secret",
    }  # fmt: skip
    assert texts[0].splitlines() == [OUTCOME.findings[0].message, OUTCOME.findings[0].fix]
    assert "col" not in properties[3], "GitHub refuses a column where there are several lines"
    assert (properties[3]["line"], properties[3]["endLine"]) == ("1", "10")
    assert (properties[6]["line"], properties[6]["endLine"]) == ("1", "1"), "its line end is no second line"
    assert properties[7] == {"file": "secrets/prod.yaml", "title": "tightlip: not checked"}
    assert texts[7] == "could not be checked: permission denied"


@pytest.mark.parametrize(
    "hostile", [TRICKY, "%0A", "a\r\n::set-output name=x::y", "\n::stop-commands::", "::", "a\x1b[2J"]
)
def test_nothing_in_a_name_is_a_command(hostile: str) -> None:
    spelled = hostile.replace("\r", "\\r").replace("\n", "\\n").replace("\x1b", "\\x1b")
    ((kind, properties, text),) = annotations(render("github", only(hostile, f"src/{hostile}")))
    assert (kind, properties["file"], text) == ("error", f"src/{spelled}", spelled)


GITLAB = {
    "type": "array",
    "items": {
        "type": "object",
        "required": ["description", "check_name", "fingerprint", "severity", "location"],
        "additionalProperties": False,
        "properties": {
            "description": {"type": "string", "minLength": 1},
            "check_name": {"type": "string", "minLength": 1},
            "fingerprint": {"type": "string", "pattern": "^[0-9a-f]{24}$"},
            "severity": {"enum": ["info", "minor", "major", "critical", "blocker"]},
            "location": {
                "type": "object",
                "required": ["path", "lines"],
                "properties": {
                    "path": {"type": "string", "pattern": r"^(?!\./)."},
                    "lines": {"required": ["begin"], "properties": {"begin": {"type": "integer", "minimum": 1}}},
                },
            },
        },
    },
}


def test_gitlab_has_the_form_it_documents() -> None:
    issues = json.loads(render("gitlab"))
    jsonschema.validate(issues, GITLAB)
    assert json.loads(render("gitlab", Outcome())) == []
    fingerprints = [issue["fingerprint"] for issue in issues]
    assert len(set(fingerprints)) == len(fingerprints) == len(OUTCOME.findings) + 1
    severities = [issue["severity"] for issue in issues]
    assert severities == ["critical", "critical", "critical", "critical", "major", "info", "critical", "critical"]
    assert issues[2]["location"] == {"path": "app/名前.py", "lines": {"begin": 2}}


def test_gitlab_tells_failures_apart() -> None:
    failed = [Skipped(path, reason, failed=True) for path in ("a", "b") for reason in ("gone", "permission denied")]
    issues = json.loads(render("gitlab", Outcome(skipped=tuple(failed))))
    assert len({issue["fingerprint"] for issue in issues}) == 4


POSITION = {
    "type": "object",
    "required": ["line"],
    "additionalProperties": False,
    "properties": {key: {"type": "integer", "minimum": 1} for key in ("line", "column")},
}
RDJSON: dict[str, Any] = {
    "type": "object",
    "required": ["diagnostics"],
    "additionalProperties": False,
    "properties": {
        "source": {"type": "object", "required": ["name"], "properties": {"name": {"type": "string"}}},
        "diagnostics": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["message", "location"],
                "additionalProperties": False,
                "properties": {
                    "message": {"type": "string", "minLength": 1},
                    "severity": {"enum": ["ERROR", "WARNING", "INFO"]},
                    "code": {"type": "object", "required": ["value"], "additionalProperties": False,
                             "properties": {"value": {"type": "string"}}},
                    "location": {
                        "type": "object",
                        "required": ["path"],
                        "additionalProperties": False,
                        "properties": {
                            "path": {"type": "string", "minLength": 1},
                            "range": {"type": "object", "required": ["start"], "additionalProperties": False,
                                      "properties": {"start": POSITION, "end": POSITION}},
                        },
                    },
                },
            },
        },
    },
}  # fmt: skip


def test_rdjson_has_the_form_it_documents() -> None:
    report = json.loads(render("rdjson"))
    jsonschema.validate(report, RDJSON)
    assert json.loads(render("rdjson", Outcome()))["diagnostics"] == []
    assert [entry["severity"] for entry in report["diagnostics"]][3:6] == ["ERROR", "WARNING", "INFO"]
    ranges = [entry["location"].get("range") for entry in report["diagnostics"]]
    assert ranges[3] == {"start": {"line": 1}, "end": {"line": 10}}
    assert ranges[6] == {"start": {"line": 1}, "end": {"line": 1}}
    assert ranges[7] is None


CHILDREN = {
    "testsuites": {"testsuite"},
    "testsuite": {"testcase"},
    "testcase": {"failure", "error", "skipped"},
}
ATTRIBUTES = {
    "testsuites": {"name"},
    "testsuite": {"name", "tests", "failures", "errors", "skipped"},
    "testcase": {"name", "classname"},
    **{kind: {"type", "message"} for kind in ("failure", "error", "skipped")},
}


def junit(outcome: Outcome = OUTCOME) -> ElementTree.Element:
    """The only test suite, read back from bytes as a CI service would."""
    root = ElementTree.fromstring(render("junit", outcome).encode())
    assert root.tag == "testsuites"
    for element in root.iter():
        assert {child.tag for child in element} <= CHILDREN.get(element.tag, set())
        assert element.attrib.keys() == ATTRIBUTES[element.tag]
    (suite,) = root
    for kind in ("failure", "error"):
        assert suite.get(f"{kind}s") == str(len(list(suite.iter(kind))))
    assert suite.get("skipped") == str(len(list(suite.iter("skipped"))))
    assert suite.get("tests") == str(len(suite))
    return suite


def test_junit_has_a_test_case_a_finding() -> None:
    suite = junit()
    assert [case[0].tag for case in suite] == [*["failure"] * 5, "skipped", "failure", "error"]
    first = suite[0]
    assert first.attrib == {"classname": "app/config.py", "name": "hardcoded-secret, line 18, column 14"}
    assert first[0].get("message") == OUTCOME.findings[0].message
    assert 'JWT_SECRET = "***' in (first[0].text or "")
    assert "fix: Read it from" in (first[0].text or "")
    assert suite[-1].attrib == {"classname": "secrets/prod.yaml", "name": "not checked"}
    assert len({tuple(case.attrib.items()) for case in suite}) == len(suite)


def test_junit_without_findings_has_one_that_passed() -> None:
    (case,) = junit(Outcome(checked=3))
    assert len(case) == 0
    (case,) = junit(Outcome(skipped=(Skipped("a", "gone", failed=True),)))
    assert case[0].tag == "error"


@pytest.mark.parametrize("hostile", ["a\0b\x1b[2J\ufffe", '"><failure/>', "]]>", "&amp;", TRICKY, "鍵 🔑"])
def test_junit_is_well_formed_whatever_names_say(hostile: str) -> None:
    (case,) = junit(only(hostile, f"src/{hostile}"))
    spelled = hostile.replace("\0", "\\x00").replace("\x1b", "\\x1b").replace("\ufffe", "\\ufffe")
    assert (case.get("classname"), case[0].get("message")) == (f"src/{spelled}", spelled)
