from __future__ import annotations

import pytest

from tightlip.judgement.judge import Judge
from tightlip.judgement.secret_names import Convention, convention
from tightlip.rulebook.book import load_rulebook
from tightlip.settings import Settings


def pattern(text: str) -> Convention:
    found = convention(Judge(load_rulebook().vocabulary, settings=Settings(secret_name_pattern=text)))
    assert found is not None
    return found


GUIDE = pattern("menotime/{environment}/{service}/{secret-type}")


@pytest.mark.parametrize(
    "name",
    [
        "menotime/dev/database/url",
        "menotime/prod/email/sendgrid-api-key",
        "menotime/prod/auth/oauth-google-credentials",
        "menotime/staging/database/password",
    ],
)
def test_names_that_keep_to_it(name: str) -> None:
    assert GUIDE.keeps(name)
    assert GUIDE.nearest(name) == name


@pytest.mark.parametrize(
    ("name", "nearest"),
    [
        ("menotime/database/url", "menotime/{environment}/database/url"),
        ("menotime/jwt/secret", "menotime/{environment}/jwt/secret"),
        ("menotime/prod/jwt-secret", "menotime/prod/jwt/secret"),
        ("menotime/prod/sendgrid-api-key", "menotime/prod/sendgrid/api-key"),
        ("menotime/Prod/jwt/secret", "menotime/prod/jwt/secret"),
        ("menotime/prod/database/user/password", "menotime/prod/database/user-password"),
        ("menotime/prod/jwt", "menotime/prod/{service}/jwt"),
        ("MyDatabase", "menotime/{environment}/{service}/MyDatabase"),
        ("menotime/live/jwt/secret", "menotime/{environment}/live/jwt-secret"),
    ],
)
def test_names_that_break_it(name: str, nearest: str) -> None:
    assert not GUIDE.keeps(name)
    assert GUIDE.nearest(name) == nearest


def test_a_pattern_without_slashes() -> None:
    flat = pattern("{environment}-{service}-{type}")
    assert flat.keeps("prod-db-password")
    assert not flat.keeps("live-db-password")
    assert flat.nearest("live-db-password") == "{environment}-{service}-{type}"


def test_no_pattern_no_convention() -> None:
    assert convention(Judge(load_rulebook().vocabulary)) is None
