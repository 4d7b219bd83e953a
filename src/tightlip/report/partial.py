"""Json reports read back, and the parts of a run that was split put together again."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from typing import Any

from tightlip import __version__
from tightlip.model import Absent, Finding, Outcome, Severity, Skipped, Snippet, Span, Step
from tightlip.report.json import VERSION

# What may be repeated of a text that only seems to be a report.
_RELEASE = re.compile(r"\d{1,4}(?:\.\d{1,4}){1,3}(?:[.a-z]{1,4}\d{1,4})?")


class PartError(ValueError):
    """A report that cannot be read, or parts that make no whole: the message says which, and why."""


def parse(text: str, name: str) -> Outcome:
    """The outcome that the json report `text` tells of; `PartError` calls it `name`."""
    try:
        report = json.loads(text)
        made_by = report["tool"]["version"]
        if report["version"] == VERSION and made_by == __version__:
            return _outcome(report)
        if not _RELEASE.fullmatch(made_by):
            raise ValueError
    except (ValueError, KeyError, TypeError, AttributeError):
        raise PartError(f"{name}: no report that `tightlip check --output-format json` has made") from None
    raise PartError(f"{name}: made by tightlip {made_by}, and this is {__version__}: make all parts with one version")


def merged(parts: Mapping[str, Outcome]) -> Outcome:
    """The outcome of the whole run, from those of all its parts by the names of their reports."""
    _check_complete({name: part.shard for name, part in parts.items()})
    outcomes = parts.values()
    accepted = None
    if any(part.accepted is not None for part in outcomes):
        accepted = _in_order(finding for part in outcomes for finding in part.accepted or ())
    return Outcome(
        _in_order(finding for part in outcomes for finding in part.findings),
        # What is wrong with the whole project, every part has to say.
        tuple(sorted({skipped for part in outcomes for skipped in part.skipped}, key=lambda part: part[:2])),
        sum(part.waived for part in outcomes),
        sum(part.checked for part in outcomes),
        max(part.status for part in outcomes),
        accepted,
        tuple(absent for part in outcomes for absent in part.absent),
    )


def _check_complete(shards: Mapping[str, tuple[int, int]]) -> None:
    names: dict[tuple[int, int], str] = {}
    (first, (_, count)), *_ = shards.items()
    for name, shard in shards.items():
        if shard[1] != count:
            raise PartError(f"{first} is {_called(*shards[first])}, and {name} is {_called(*shard)}: not of one run")
        if shard in names:
            raise PartError(f"{names[shard]} and {name} are both {_called(*shard)}")
        names[shard] = name
    missing = [f"{number}/{count}" for number in range(1, count + 1) if (number, count) not in names]
    if missing:
        raise PartError(f"not all parts are here: {', '.join(missing)} missing")


def _called(number: int, count: int) -> str:
    return f"part {number}/{count}" if count > 1 else "a whole run"


def _in_order(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    return tuple(sorted(findings, key=lambda finding: (finding.path, finding.span, finding.rule)))


def _outcome(report: Any) -> Outcome:
    summary, baseline, shard = report["summary"], report.get("baseline"), report.get("shard")
    return Outcome(
        tuple(map(_finding, report["findings"])),
        tuple(Skipped(**part) for part in summary["skipped"]),
        int(summary["waived"]),
        int(summary["checked"]),
        int(summary["status"]),
        None if baseline is None else tuple(map(_finding, baseline["accepted"])),
        () if baseline is None else tuple(Absent(**absent) for absent in baseline["absent"]),
        (1, 1) if shard is None else (int(shard["number"]), int(shard["count"])),
    )


def _finding(found: Any) -> Finding:
    snippet = found["snippet"]
    return Finding(
        found["rule"],
        Severity.parse(found["severity"]),
        found["path"],
        _span(found),
        found["message"],
        found["redacted"],
        found["fingerprint"],
        Snippet(int(snippet["line"]), tuple(snippet["lines"]), int(snippet["column"])),
        found["why"],
        found["how_to_fix"],
        tuple(Step(_span(step), step["text"]) for step in found["trace"]),
    )


def _span(place: Any) -> Span:
    return Span(*(int(place[key]) for key in ("line", "column", "end_line", "end_column")))
