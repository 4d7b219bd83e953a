"""What a first run finds: nobody should meet it in the hook, or mend it all before anything else."""

from __future__ import annotations

from collections.abc import Sequence

from tightlip.model import Finding, Severity
from tightlip.paths import is_test_like

_KEY = "private-key"


def advice(findings: Sequence[Finding]) -> list[str]:
    """A remark on those of the `findings` that would fail a run; they are outside the baseline, if there is one."""
    failing = [finding for finding in findings if finding.severity > Severity.NOTE]
    if not failing:
        return []
    in_tests = [finding for finding in failing if is_test_like(finding.path)]
    keys = sum(finding.rule == _KEY for finding in in_tests)
    which = f", {keys} of which {'are private keys' if keys > 1 else 'is a private key'}" if keys else ""
    whose = f" ({len(in_tests)} in tests and examples{which})"
    return [
        f"see what is found today with `tightlip check`, {_counted(len(failing))}{whose if in_tests else ''}; "
        "revoke what opens anything, and accept the rest with `tightlip baseline create`"
    ]


def _counted(number: int) -> str:
    return f"{number} errors and warnings" if number > 1 else "one error or warning"
