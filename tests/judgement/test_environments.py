from __future__ import annotations

import pytest

from tightlip.judgement.environments import environments
from tightlip.judgement.judge import Judge
from tightlip.rulebook.book import load_rulebook
from tightlip.settings import Settings

KNOWN = environments(Judge(load_rulebook().vocabulary))


@pytest.mark.parametrize(
    ("name", "environment"),
    [
        ("app/prod/database/url", "prod"),
        ("app/production/database", "prod"),
        ("app/Staging/database", "staging"),
        ("myapp-dev-db", "dev"),
        ("prod/dev-team/key", "prod"),  # a whole part says it before a word in one
        ("app/shared/sentry", ""),
        ("app/product/url", ""),
        ("reproduction/key", ""),
        ("device-key", ""),
        ("prod-to-staging-sync", ""),  # both, so neither
    ],
)
def test_of_a_name(name: str, environment: str) -> None:
    assert KNOWN.of_name(name) == environment


@pytest.mark.parametrize(
    ("path", "environment"),
    [
        (".env.prod", "prod"),
        (".env.production.local", "prod"),
        ("deploy/values-staging.yaml", "staging"),
        ("envs/prod/main.tf", "prod"),
        ("prod/overrides/staging.yaml", "staging"),  # the file's name before a folder's
        ("app/settings/dev.py", "dev"),
        ("app/products.py", ""),
        ("devices/main.tf", ""),
        ("app/dev_to_prod.py", ""),
        ("app/config.py", ""),
    ],
)
def test_of_a_path(path: str, environment: str) -> None:
    assert KNOWN.of_path(path) == environment


def test_a_house_has_its_own() -> None:
    own = environments(Judge(load_rulebook().vocabulary, settings=Settings(environments=("live", "blue"))))
    assert own.of_name("app/live/db") == "live"
    assert own.of_name("app/prod/db") == ""
