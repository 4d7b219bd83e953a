"""Secrets that are said out loud: every flow from a source to a sink inside one module."""

from __future__ import annotations

from collections.abc import Iterator

from tightlip.judgement.judge import Judge
from tightlip.model import Step
from tightlip.reading.facts import Flow
from tightlip.reading.python.flow.analysis import Analysis
from tightlip.reading.python.flow.frame import Leak
from tightlip.reading.python.flow.values import ENVIRONMENT, IN_REPR, NAMED, OBJECT, PARAMETER
from tightlip.reading.python.module import PythonModule, dotted

_ELSEWHERE = ("secret-in-query-string", "secret-in-process-arguments")
_FOR_PEOPLE = ("secret-in-log", "secret-in-output", "secret-in-exception", "secret-in-telemetry")
_RULES = {ENVIRONMENT: "environ-dump", OBJECT: "secret-object-dump"}


def flows(module: PythonModule, judge: Judge) -> Iterator[Flow]:
    """Every secret of `module` that reaches a sink, one flow for an expression and a rule."""
    seen: set[tuple[str, int]] = set()
    for leak in Analysis(module, judge).leaks():
        origin = leak.origin
        whole = origin.kind in _RULES
        if origin.kind == PARAMETER or origin.site is None or (whole and leak.sink.rule in _ELSEWHERE):
            continue
        if origin.noun == IN_REPR and leak.sink.rule not in _FOR_PEOPLE:
            continue
        rule = _RULES.get(origin.kind, leak.sink.rule)
        if (rule, id(origin.site)) not in seen:
            seen.add((rule, id(origin.site)))
            yield _flow(module, leak, rule)


def _flow(module: PythonModule, leak: Leak, rule: str) -> Flow:
    origin = leak.origin
    assert origin.site is not None

    def trace() -> tuple[Step, ...]:
        steps = [Step(module.span(origin.root), f"{origin.text} comes from here")]
        steps += [Step(module.span(hop), f"it passes through `{dotted(hop) or '…'}`") for hop in origin.hops]
        steps.append(Step(module.span(leak.call), f"and reaches `{leak.through}`"))
        # Where all stands in the sink itself there is no way to explain.
        return tuple(steps) if len(steps) > 2 or origin.root is not origin.site else ()

    return Flow(
        rule=rule,
        sink=leak.sink.rule,
        source=origin.text,
        through=leak.through,
        anchor=module.anchor(origin.site),
        trace=trace,
        named=origin.kind == NAMED,
        partial=origin.partial,
        meant=leak.meant,
    )
