"""Every form of binding is seen, under the right name; its look-alikes are not."""

from __future__ import annotations

import re
from base64 import b64encode

import pytest

from tightlip.judgement.judge import Judge
from tightlip.reading.facts import Binding
from tightlip.reading.python import forms
from tightlip.reading.python.bindings import bindings
from tightlip.reading.python.parsing import parse
from tightlip.reading.text import SourceText
from tightlip.rulebook.book import read_rulebook
from tightlip.rulebook.home import rules_folder

JUDGE = Judge(read_rulebook(rules_folder()).vocabulary)
VALUE = "kR7vq2Lw9zT4"
BASIC = b64encode(f"bob:{VALUE}".encode()).decode()


def with_value(code: str) -> str:
    return re.sub(r"\bV\b", VALUE, code)


def read(code: str) -> list[Binding]:
    return list(bindings(parse(code), SourceText(code), JUDGE))


def seen(code: str) -> list[tuple[str, str, str]]:
    return [(found.name, found.value, found.form) for found in read(code)]


@pytest.mark.parametrize(
    ("code", "name", "form"),
    [
        ("password = 'V'", "password", forms.ASSIGNMENT),
        ("password: str = 'V'", "password", forms.ASSIGNMENT),
        ("safe = password = 'V'", "password", forms.ASSIGNMENT),
        ("password = safe = 'V'", "password", forms.ASSIGNMENT),
        ("user, password = 'bob', 'V'", "password", forms.ASSIGNMENT),
        ("[user, (a, password)] = ['bob', (1, 'V')]", "password", forms.ASSIGNMENT),
        ("if (password := 'V'): pass", "password", forms.ASSIGNMENT),
        ("password += 'V'", "password", forms.ASSIGNMENT),
        ("self.db.password = 'V'", "password", forms.ASSIGNMENT),
        ("d['password'] = 'V'", "password", forms.ASSIGNMENT),
        ("d[CONF_PASSWORD] = 'V'", "PASSWORD", forms.ASSIGNMENT),
        ("class A:\n  password = 'V'", "password", forms.ASSIGNMENT),
        ("def f(password='V'): pass", "password", forms.PARAMETER),
        ("def f(*, password='V'): pass", "password", forms.PARAMETER),
        ("def f(password='V', /): pass", "password", forms.PARAMETER),
        ("f = lambda password='V': 1", "password", forms.PARAMETER),
        ("password: str = Field(default='V')", "password", forms.PARAMETER),
        ("password: str = field(default_factory=lambda: 'V')", "password", forms.PARAMETER),
        ("password: str = Field('V')", "password", forms.ASSIGNMENT),
        ("password = SecretStr('V')", "password", forms.ASSIGNMENT),
        ("x = SecretStr('V')", "SecretStr", forms.ARGUMENT),
        ("password = str('V').encode().strip()", "password", forms.ASSIGNMENT),
        ("password = b'V'", "password", forms.ASSIGNMENT),
        ("password = codecs.decode('V', 'rot13')", "password", forms.ASSIGNMENT),
        ("# password = 'V'", "password", forms.COMMENT),
        ("x = 1  # connect(password='V')", "password", forms.COMMENT),
        ("'password=V'", "password", forms.DOCSTRING),
        ("def f():\n  '''f(password='V') or so'''", "password", forms.DOCSTRING),
        ("password = f'V'", "password", forms.ASSIGNMENT),
        ("password = 'kR7vq2' 'Lw9zT4'", "password", forms.ASSIGNMENT),
        ("password = ('kR7vq2' + \"Lw9zT4\")", "password", forms.ASSIGNMENT),
        ("password = ''.join(['kR7vq2', 'Lw9zT4'])", "password", forms.ASSIGNMENT),
        ("password = '4Tz9wL2qv7Rk'[::-1]", "password", forms.ASSIGNMENT),
        ("password = base64.b64decode('a1I3dnEyTHc5elQ0')", "password", forms.ASSIGNMENT),
        ("password = bytes.fromhex('6b52377671324c77397a5434').decode()", "password", forms.ASSIGNMENT),
        ("password = typing.cast(str, 'V')", "password", forms.ASSIGNMENT),
        ("connect(password='V')", "password", forms.ARGUMENT),
        ("d = dict(password='V')", "password", forms.ARGUMENT),
        ("jwt.encode(claims, 'V')", "signing_key", forms.KEY),
        ("from jwt import encode as e\ne(claims, key='V')", "signing_key", forms.KEY),
        ("hmac.new(b'V', m, 'sha256')", "hmac_key", forms.ARGUMENT),
        ("from cryptography.fernet import Fernet\nFernet('V')", "encryption_key", forms.ARGUMENT),
        ("HTTPBasicAuth('bob', 'V')", "password", forms.ARGUMENT),
        ("requests.get(u, auth=('bob', 'V'))", "password", forms.ARGUMENT),
        ("requests.get(u, auth=(user, 'V'))", "password", forms.ARGUMENT),
        ("smtp.login('bob', 'V')", "password", forms.ARGUMENT),
        ("pymysql.connect(h, 'bob', 'V', 'db')", "password", forms.ARGUMENT),
        ("Env(name='DB_PASSWORD', value='V')", "DB_PASSWORD", forms.ARGUMENT),
        ("ssm.put_parameter(Name='/db', Type='SecureString', Value='V')", "secret", forms.ARGUMENT),
        ("run(['mysql', '--password', 'V'])", "password", forms.COMMAND),
        ("run(['curl', '-u', 'bob:V', url])", "password", forms.COMMAND),
        ("args = ('tool', '--api-key=V', path)", "api-key", forms.COMMAND),
        ("os.system('mysql -u root -p\"V\" db')", "password", forms.COMMAND),
        ("run(f'curl -u bob:V {url}', shell=True)", "password", forms.COMMAND),
        ("data = [('user', 'bob'), ('password', 'V')]", "password", forms.ELEMENT),
        ("Application.builder().token('V')", "token", forms.ARGUMENT),
        ("ssh.connect(host, 22, 'bob', 'V')", "pwd", forms.ARGUMENT),
        ("auth = ('bob', 'V')", "password", forms.ASSIGNMENT),
        ("auth = (user, 'V')", "password", forms.ASSIGNMENT),
        ("h = b64encode(b'bob:V')", "password", forms.ARGUMENT),
        ("d = {'password': 'V'}", "password", forms.ENTRY),
        ("d = {CONF_PASSWORD: 'V'}", "PASSWORD", forms.ENTRY),
        ("d = {'password': {'value': 'V'}}", "password", forms.ENTRY),
        ("d = {'name': 'API_KEY', 'value': 'V'}", "API_KEY", forms.ENTRY),
        ("os.environ['DB_PASSWORD'] = 'V'", "DB_PASSWORD", forms.ASSIGNMENT),
        ("os.environ.setdefault('DB_PASSWORD', 'V')", "DB_PASSWORD", forms.ASSIGNMENT),
        ("setattr(o, 'password', 'V')", "password", forms.ASSIGNMENT),
        ("monkeypatch.setenv('DB_PASSWORD', 'V')", "DB_PASSWORD", forms.ASSIGNMENT),
        ("mock.patch('app.settings.SECRET_KEY', 'V')", "SECRET_KEY", forms.ASSIGNMENT),
        ("request.add_header('X-Api-Key', 'V')", "X-Api-Key", forms.ASSIGNMENT),
        ("x = os.getenv('DB_PASSWORD', 'V')", "DB_PASSWORD", forms.FALLBACK),
        ("from os import environ as e\nx = e.get('DB_PASSWORD', 'V')", "DB_PASSWORD", forms.FALLBACK),
        ("password = os.getenv('DB_PASSWORD', 'V')", "DB_PASSWORD", forms.FALLBACK),
        ("password = os.getenv('DB', 'V')", "password", forms.FALLBACK),
        ("f(os.getenv('DB_PASSWORD') or 'V')", "DB_PASSWORD", forms.FALLBACK),
        ("x = os.environ['DB_PASSWORD'] if y else 'V'", "DB_PASSWORD", forms.FALLBACK),
        ("x = 'V' if not y else settings.DB_PASSWORD", "DB_PASSWORD", forms.FALLBACK),
        ("x = password or 'V'", "password", forms.FALLBACK),
        ("x = a.api_key or fetch('a') or 'V'", "api_key", forms.FALLBACK),
        ("password = 'V' if local else fetch()", "password", forms.ASSIGNMENT),
        ("x = config('DB_PASSWORD', default='V')", "DB_PASSWORD", forms.PARAMETER),
        ("p.add_argument('-p', '--password', default='V')", "--password", forms.PARAMETER),
        ("x = c.get('db', 'password', fallback='V')", "password", forms.PARAMETER),
        ("if password == 'V': pass", "password", forms.COMPARISON),
        ("if 'V' != r.get('password'): pass", "password", forms.COMPARISON),
        ("if password == safe == 'V': pass", "password", forms.COMPARISON),
        ("hmac.compare_digest(self.password, 'V')", "password", forms.COMPARISON),
        ("match password:\n  case 'a' | 'V': pass", "password", forms.COMPARISON),
        ("def get_password():\n  if x:\n    return 'V'", "get_password", forms.RETURN),
        ("API_KEYS = ['V']", "API_KEYS", forms.ELEMENT),
        ("PASSWORDS = {'alice': 'V'}", "PASSWORDS", forms.ELEMENT),
        ("PASSWORDS = {'user': 1, 'alice': 'V'}", "PASSWORDS", forms.ELEMENT),
        ("token = {'access_token': 'V'}", "access_token", forms.ENTRY),
        ("for password in ('V', x): pass", "password", forms.ELEMENT),
        ("h = {'Authorization': 'Bearer V'}", "Authorization", forms.HEADER),
        (f"h = {{'Authorization': 'Basic {BASIC}'}}", "Authorization", forms.HEADER),
        ('x = \'{"db": [{"password": "V"}]}\'', "password", forms.EMBEDDED),
        ("x = 'Server=db;UID=bob;PWD=V;'", "PWD", forms.EMBEDDED),
        ("x = f'host={h} user=bob password=V'", "password", forms.EMBEDDED),
        ("x = 'grant_type=password&client_secret=V'", "client_secret", forms.EMBEDDED),
        ("x = '[db]\\npassword = V\\n'", "password", forms.TEXT),
        ("x = f\"CREATE USER bob IDENTIFIED BY 'V' {y}\"", "password", forms.TEXT),
        ("run('curl -H \"Authorization: Bearer V\" ' + url)", "Authorization", forms.HEADER),
    ],
)
def test_form(code: str, name: str, form: str) -> None:
    found = [each for each in seen(with_value(code)) if each[1] == VALUE]
    assert found == [(name, VALUE, form)]


@pytest.mark.parametrize(
    "code",
    [
        "user = 'V'",
        "password = os.environ['V']",
        "password = os.getenv('V')",
        "password = get_secret('V')",
        "password = _('V')",
        "password = f'V{x}'",
        "password = 'V' + x",
        "password = 'V' % x",
        "password: 'V' = None",
        "x: Literal['V'] = None\npassword: Literal['V']",
        "# password = os.environ['V']",
        "class A(Enum):\n  PASSWORD = 'V'",
        "class A(models.TextChoices):\n  PASSWORD = 'V', 'W'",
        "help_texts = {'password': 'V'}",
        "class A:\n  error_messages = {'password': {'default': 'V'}}",
        "errors['password'] = 'V'",
        "show(errors={'password': 'V'})",
        "p.add_argument('--password', help='password=V')",
        "x = Field(description='password=V')",
        "x = Field(examples=['V', {'password': 'V'}])",
        "x = get_secret(secret='V')",
        "users = {password: 'V'}",
        "if password in ('V', 'W'): pass",
        "x = 'SELECT * FROM t WHERE password = $V'",
        "x = 'password=%(V)s'",
        "x = 'https://h/?page=2&next=V'",
        "run(['mysql', '--password', password, 'V'])",
        "run(['ls', '-u', 'bob:V'])",
        "os.system(f'mysql -u root -p{V} db')",
        "x = ('V', 'password')",
        "requests.get(u, auth=('V', password))",
        "authors = ('bob', 'V')",
        "__slots__ = ('password', 'V')",
        "def get_password():\n  def inner():\n    return 'V'\n  return inner()",
        "f(password=x)['V']",
        "password = {'hint': 'V'}",
    ],
)
def test_look_alike(code: str) -> None:
    assert [each for each in seen(with_value(code)) if VALUE in each[1]] == []


def test_a_constant_that_is_used_as_a_key_is_a_label() -> None:
    assert [form for *_, form in seen("TOKEN = 'token_v2'\nx = session[TOKEN]")] == [forms.LABEL]
    assert [form for *_, form in seen("TOKEN = 'token_v2'\nx = session[OTHER]")] == [forms.ASSIGNMENT]
    assert [form for *_, form in seen("class A:\n  TOKEN = 't'\n  x = d.get(self.TOKEN)")] == [forms.LABEL]
    assert [form for *_, form in seen("class A:\n  token = 't'\n  x = d.get(self.token)")] == [forms.ASSIGNMENT]


def test_an_escape_that_python_would_refuse_costs_only_itself() -> None:
    assert seen(f"x = '\\x2q'\npassword = '{VALUE}'") == [("password", VALUE, forms.ASSIGNMENT)]
    assert seen("password = '\\x2q'") == [("password", "\\x2q", forms.ASSIGNMENT)]


@pytest.mark.parametrize(
    ("code", "form"),
    [
        ("k = 'V'\nconnect(password=k)", forms.CONSTANT),
        ("def f():\n  k: str = 'V'\n  return {'password': k}", forms.CONSTANT),
        ("k = 'V'\njwt.encode(claims, k)", forms.KEY),
        ("connect(password=k)\nk = 'V'", forms.CONSTANT),
    ],
)
def test_a_literal_that_is_handed_on(code: str, form: str) -> None:
    ((_, value, found),) = seen(with_value(code))
    assert (value, found) == (VALUE, form)


@pytest.mark.parametrize(
    "code",
    [
        "connect(user=k)",
        "connect(password=other)",
        "k = fetch()\nconnect(password=k)",
        "def f(k):\n  connect(password=k)",
        "for k, x in pairs:\n  connect(password=k)",
        "with get() as k:\n  connect(password=k)",
        "y = [connect(password=k) for k in z]",
        "match z:\n  case {'a': k}:\n    connect(password=k)",
        "(k := fetch())\nconnect(password=k)",
    ],
)
def test_a_literal_that_is_not_surely_what_is_handed_on(code: str) -> None:
    assert [each for each in seen(f"k = '{VALUE}'\n{code}") if VALUE in each[1]] == []


def test_a_hash_in_a_string_begins_no_comment() -> None:
    assert [form for *_, form in seen(f"x = '''\n# password = {VALUE}\n'''\ny = '#'")] == [forms.TEXT]


def test_a_table_of_descriptions_is_not_one_of_secrets() -> None:
    rows = "".join(f"Sensor(api_key='power{n}')\n" for n in range(4))
    assert seen(rows) == []
    assert len(seen("Sensor(api_key='power1')\nSensor(api_key='power2')\n")) == 2
    assert len(seen(rows + f"Sensor(api_key='{VALUE}-x')")) == 1


@pytest.mark.parametrize(
    ("code", "place"),
    [
        ("password = 'kR7vq2Lw9zT4'", (1, 12, 1, 26)),
        ("f(\n  password=(\n    'kR7vq2'\n    'Lw9zT4'\n  ))", (3, 5, 4, 13)),
        ("x = os.getenv('DB_PASSWORD', default=\"kR7vq2Lw9zT4\")", (1, 38, 1, 52)),
        ("password = base64.b64decode(b'a1I3dnEyTHc5elQ0')", (1, 29, 1, 48)),
        ("x = '''\n[db]\npassword = kR7vq2Lw9zT4\n'''", (3, 12, 3, 24)),
        ("x = ('[db]\\n'\n     'password = kR7vq2Lw9zT4')", (2, 18, 2, 30)),
        ("x = 'password = kR7vq2\\x4cw9zT4'", (1, 5, 1, 33)),
        ("é = '…'; password = '''kR7vq2Lw9zT4'''", (1, 21, 1, 39)),
    ],
)
def test_the_anchor_is_the_literal(code: str, place: tuple[int, int, int, int]) -> None:
    (found,) = read(code)
    assert found.anchor() == place
