from __future__ import annotations

import pytest

from one_rule import only
from tightlip.settings import Settings

RULE = "environment-fixed-in-code"
findings = only(RULE)
FETCH = 'get_secret("app/prod/db/url")'


def lines(text: str, path: str = "app/secrets.py") -> list[int]:
    return [finding.span.line for finding in findings(path, text)]


@pytest.mark.parametrize(
    "text",
    [
        f"url = {FETCH}",
        f"def url():\n    return {FETCH}",
        'def url():\n    return fetch_secret(name="app/prod/db/url")',
        'client.get_secret_value(SecretId="app/prod/db/url")',
        'client.get_secret_value(SecretId="arn:aws:secretsmanager:eu-west-1:123456789012:secret:app/prod/db-Ab12Cd")',
        'secrets.get_secret("prod-database-credentials")',
        'get_secret(f"app/prod/{name}")',
        f"if url is None:\n    url = {FETCH}",
        f"url = os.getenv('DATABASE_URL') or {FETCH}",
        f"if __name__ == '__main__':\n    main({FETCH})",
        f"def f():\n    if not url:\n        return None\n    return {FETCH}",
    ],
)
def test_an_environment_that_is_written_out(text: str) -> None:
    assert len(lines(text)) == 1


@pytest.mark.parametrize(
    "text",
    [
        'get_secret("app/shared/db/url")',
        'get_secret("app/products/url")',
        'get_secret(f"app/{environment}/db/url")',
        'get_secret("PROD_DB_URL")',
        "get_secret(name)",
        'get_secrets("dev")',
        'load_secrets("config/prod.yaml")',
        'read_secret(f"{folder}/prod.env")',
        'get_secret(f"https://prod.example.com/{name}")',
        'get_token("app/prod/db/url")',
        'get_parameter("app/prod/db/url")',
        f"if env == 'prod':\n    url = {FETCH}",
        f"if os.environ['APP_ENV'] == wanted:\n    url = {FETCH}",
        f"if settings.is_production:\n    url = {FETCH}",
        f"url = {FETCH} if stage == 'prod' else None",
        f"def f():\n    if env != 'prod':\n        return None\n    return {FETCH}",
        f"match environment:\n    case 'prod':\n        url = {FETCH}",
        f"urls = {{'prod': {FETCH}}}",
        f"urls['prod'] = {FETCH}",
        f"PROD_URL = {FETCH}",
        f"class ProductionSettings:\n    url = {FETCH}",
        f"def prod_url():\n    return {FETCH}",
        f"Settings(prod={FETCH})",
        "# get_secret('app/prod/db/url')",
        '"""get_secret("app/prod/db/url")"""',
    ],
)
def test_what_is_for_one_environment_or_for_none(text: str) -> None:
    assert lines(text) == []


def test_a_constant_is_followed_to_the_call() -> None:
    text = 'NAME = "app/prod/db/url"\n\n\ndef url():\n    return get_secret(NAME)\n'
    assert lines(text) == [5]
    assert lines(text + 'NAME = "app/dev/db/url"\n') == []


@pytest.mark.parametrize("path", ["app/settings/prod.py", "deploy/production/secrets.py", "tests/test_app.py"])
def test_a_file_for_one_environment_and_tests(path: str) -> None:
    assert lines(f"url = {FETCH}\n", path) == []


def test_environments_are_a_setting() -> None:
    live = only(RULE, Settings(environments=("live",)))
    assert [f.span.line for f in live("app/x.py", f'{FETCH}\nget_secret("app/live/db/url")\n')] == [2]


def test_the_message() -> None:
    (finding,) = findings("app/x.py", 'url = get_secret(f"app/prod/{name}")\n')
    assert finding.message == "`get_secret` fetches `app/prod/…`, the secret of `prod`, wherever this runs"
    assert (finding.span.column, finding.span.end_column) == (7, 17)
