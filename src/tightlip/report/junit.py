"""JUnit's XML, which Jenkins, GitLab and most other CI services show as test results."""

from __future__ import annotations

from collections import Counter
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from tightlip.model import Outcome, Severity
from tightlip.report import full
from tightlip.report.plain import failures
from tightlip.report.style import Style, printable


def render(outcome: Outcome, _: Style) -> str:
    """The report of `outcome`: a test case a finding, or a single one that passed.

    A note is a skipped test: that is shown, and fails nothing. XML 1.0 has no way to write most control
    characters, so names are spelled as in the reports for people.
    """
    suites = Element("testsuites", name="tightlip")
    suite = SubElement(suites, "testsuite", name="tightlip")
    kinds: Counter[str] = Counter()
    for finding in outcome.findings:
        kind = "skipped" if finding.severity is Severity.NOTE else "failure"
        place = f"{finding.rule}, line {finding.span.line}, column {finding.span.column}"
        text = full.render(Outcome((finding,)), Style(quiet=True))
        kinds[kind] += 1
        _case(suite, finding.path, place, kind, finding.severity.word, printable(finding.message), text)
    for path, text in failures(outcome):
        kinds["error"] += 1
        _case(suite, path, "not checked", "error", "error", text, text)
    if not kinds:
        SubElement(suite, "testcase", classname="tightlip", name="no findings")
    suite.attrib |= {
        "tests": str(len(suite)),
        "failures": str(kinds["failure"]),
        "errors": str(kinds["error"]),
        "skipped": str(kinds["skipped"]),
    }
    indent(suites)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{tostring(suites).decode("ascii")}\n'


def _case(suite: Element, path: str, name: str, kind: str, severity: str, message: str, text: str) -> None:
    case = SubElement(suite, "testcase", classname=printable(path), name=name)
    SubElement(case, kind, type=severity, message=message).text = text
