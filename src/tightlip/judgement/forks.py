"""Whether detect-secrets is what it seems: its forks install their package under its name, over it."""

from __future__ import annotations

import os
import re
from functools import cache

_PACKAGE, _DISTRIBUTION = "detect_secrets", "detect-secrets"
_VERSION = re.compile(r"VERSION = [\"']([^\"']+)")


@cache
def fork() -> str:
    """The name of the distribution that has taken the place of detect-secrets; empty where none has.

    What is on the disk is another's when its version is not the one that detect-secrets was installed with.
    """
    from importlib.metadata import PackageNotFoundError, packages_distributions, version

    try:
        if version(_DISTRIBUTION) == _version_on_disk():
            return ""
    except PackageNotFoundError:
        pass
    others = [name for name in packages_distributions().get(_PACKAGE, ()) if name != _DISTRIBUTION]
    return min(others, default="")


def _version_on_disk() -> str:
    """The package's own word, which is read and not imported: that would take 290 ms."""
    from importlib.util import find_spec

    spec = find_spec(_PACKAGE)
    if spec is None or spec.origin is None:
        return ""
    with open(os.path.join(os.path.dirname(spec.origin), "__version__.py"), encoding="utf-8") as file:
        found = _VERSION.search(file.read())
    return found[1] if found else ""
