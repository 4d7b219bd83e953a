"""Names of secrets: off the house's pattern, or of a form that AWS may take for something else."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tightlip.judgement.judge import Judge
from tightlip.judgement.secret_names import convention
from tightlip.model import Hit, Severity
from tightlip.reading.facts import Reading, SecretRef
from tightlip.reading.secret_names import OPEN

_LIKE_RANDOM = re.compile(r"-[A-Za-z0-9]{6}$")


def check(reading: Reading, judge: Judge) -> Iterator[Hit]:
    """A hit for every name that breaks the pattern, and for every one that ends as ARNs do."""
    pattern = convention(judge)
    for fact in reading.facts:
        if not isinstance(fact, SecretRef) or OPEN in fact.name:
            continue
        if pattern is not None and not pattern.keeps(fact.name):
            yield Hit(
                "secret-name-convention",
                fact.anchor(),
                f"`{fact.name}` is not named like {judge.settings.secret_name_pattern}",
                subject=fact.name,
                severity=Severity.NOTE if reading.in_tests else None,
                fix=f"The nearest such name: `{pattern.nearest(fact.name)}`.",
            )
        if fact.how == "definition" and not reading.in_tests and _LIKE_RANDOM.search(fact.name):
            yield Hit(
                "ambiguous-secret-name",
                fact.anchor(),
                f"`{fact.name}` ends in a hyphen and six characters, as the ARN of a secret does",
                subject=fact.name,
            )
