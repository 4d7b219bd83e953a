import argparse
import asyncio
import contextlib
import functools
import getpass
import json
import logging
import os
import re
import subprocess
import sys
from dataclasses import dataclass
from typing import Optional

import click
import hvac
import jwt
import keyring
import requests
from django.conf import settings
from django.contrib.auth import get_user_model
from pydantic import BaseModel, SecretStr
from pydantic_settings import BaseSettings

logger = logging.getLogger(__name__)
PASSWORD = os.environ["APP_PASSWORD"]
API_KEY = os.getenv("API_KEY")
_cache = {}


def use_globals():
    logger.info("pw %s", PASSWORD)  # leak: secret-in-log
    print(API_KEY)  # leak: secret-in-output
    _cache["password"] = PASSWORD
    print(_cache)  # leak: secret-in-output


def ternary(debug, password):
    shown = password if debug else "***"
    print(shown)  # leak: secret-in-output
    shown = "***" if not debug else "hidden"
    print(shown)  # ok
    print(f"Password: {'*' * 8}")  # ok
    print(f"Password: {'set' if password else 'missing'}")  # ok
    print("Password: " + ("*" * len(password)))  # ok
    print(f"Password length: {len(password)}")  # ok


def loops(passwords, accounts):
    for account in accounts:
        line = f"{account.name}:{account.password}"
        print(line)  # leak: secret-in-output
    for i, pw in enumerate(passwords):
        print(i, pw)  # leak: secret-in-output
    for name, pw in zip(["a"], passwords):
        print(name)  # ok
        print(pw)  # leak: secret-in-output
    out = []
    for account in accounts:
        out.append(account.password)
    logger.info("all: %s", out)  # leak: secret-in-log
    table = {a.name: a.api_key for a in accounts}
    logger.info("table %s", table)  # leak: secret-in-log
    print(sum(len(p) for p in passwords))  # ok
    print(any(p == "x" for p in passwords))  # ok
    print(len([p for p in passwords if p]))  # ok


def string_building(user, password):
    s = "user=" + user
    s = s + " password=" + password
    logger.info(s)  # leak: secret-in-log
    parts = ["user", user]
    parts.append(password)
    logger.info(" ".join(parts))  # leak: secret-in-log
    parts2 = ["user", user]
    logger.info(" ".join(parts2))  # ok
    template = "user {u} password {p}"
    logger.info(template.format(u=user, p=password))  # leak: secret-in-log
    logger.info("user {u}".format(u=user, p=password))  # ok
    logger.info("%s:%s", user, password)  # leak: secret-in-log
    logger.info("%s:%s", *(user, password))  # leak: secret-in-log
    logger.info(*("%s:%s", user, password))  # leak: secret-in-log
    args = (user, password)
    logger.info("%s:%s", *args)  # leak: secret-in-log
    logger.info(f"{user}:{password:.2}")  # leak: secret-in-log note
    buffer = io.StringIO()
    buffer.write(password)
    print(buffer.getvalue())


def structures(creds, account):
    user, pw = creds
    print(user)  # ok
    print(pw)  # leak: secret-in-output
    (a, b), c = (("u", account.password), "z")
    print(a, c)  # ok
    print(b)  # leak: secret-in-output
    data = {"auth": {"user": "u", "password": pw}, "n": 1}
    print(data["auth"]["user"])  # ok
    print(data["auth"]["password"])  # leak: secret-in-output
    print(data["auth"])  # leak: secret-in-output
    print(data["n"])  # ok
    data["auth"]["password"] = "***"
    print(data["n"])  # ok
    safe = {k: v for k, v in data.items() if k != "auth"}
    copy = dict(data)
    copy.pop("auth")
    print(copy.get("n"))  # ok
    redacted = {**account.__dict__, "password": "***"}
    print(redacted["name"])  # ok


def walrus_and_match(event, env):
    if key := env.get("API_KEY"):
        print(key)  # leak: secret-in-output
    match event:
        case {"password": pw}:
            print(pw)  # leak: secret-in-output
        case {"user": name}:
            print(name)  # ok
        case Login(password=p):
            logger.info("login %s", p)  # leak: secret-in-log


class Service:
    api_key: str
    token: Optional[str] = None

    def __init__(self, config):
        self.config = config
        self.key = config["api_key"]
        self.client = hvac.Client(token=config["token"])
        self._password = getpass.getpass()

    def a(self):
        print(self.key)  # leak: secret-in-output
        print(self.config["api_key"])  # leak: secret-in-output
        print(self.config["region"])  # ok
        logger.info("pw %s", self._password)  # leak: secret-in-log
        print(self.client)  # ok

    @property
    def auth(self):
        return ("user", self._password)

    def b(self):
        logger.info("auth %s", self.auth)  # leak: secret-in-log
        logger.info("token %s", self.token)  # leak: secret-in-log

    def _log(self, message):
        logger.info("service: %s", message)

    def c(self):
        self._log(f"key {self.key}")  # leak: secret-in-log
        self._log("fine")  # ok

    @classmethod
    def from_env(cls):
        key = os.environ["SERVICE_API_KEY"]
        print("creating service with", key)  # leak: secret-in-output
        return cls({"api_key": key})

    @staticmethod
    def d(password):
        print(password)  # leak: secret-in-output

    async def e(self, password):
        await asyncio.sleep(0)
        print(await fetch(password))  # ok
        print(password)  # leak: secret-in-output

    def __str__(self):
        return f"Service({self.config})"


class AppSettings(BaseSettings):
    database_url: str
    jwt_secret: SecretStr
    debug: bool = False


def use_settings():
    s = AppSettings()
    print(s.database_url)  # leak: secret-in-output
    print(s.jwt_secret)  # ok
    print(s.jwt_secret.get_secret_value())  # leak: secret-in-output
    print(s.debug)  # ok
    print(s.model_dump())  # leak: secret-object-dump
    print(s.model_dump_json())  # leak: secret-object-dump
    print(s.dict())  # leak: secret-object-dump
    print(s.json())  # leak: secret-object-dump
    logger.info("settings: %s", vars(s))  # leak: secret-object-dump
    print(s.model_dump(exclude={"database_url"}))  # ok
    print(settings.DEBUG)  # ok
    print(settings.SECRET_KEY)  # leak: secret-in-output


def django_things(request, form):
    print(request.POST)  # ok
    logger.debug("password %s", request.POST.get("password"))  # leak: secret-in-log
    logger.debug("user %s", request.user)  # ok
    user = get_user_model().objects.create(username="x")
    user.set_password(form.cleaned_data["password1"])
    logger.debug("new password %s", form.cleaned_data["password1"])  # leak: secret-in-log
    print(request.session.session_key)


def cli():
    parser = argparse.ArgumentParser()
    parser.add_argument("--api-key")
    parser.add_argument("--name")
    args = parser.parse_args()
    print(args.api_key)  # leak: secret-in-output
    print(args.name)  # ok
    logging.info("Arguments: %s", args)  # leak: secret-object-dump
    logging.info("Arguments: %s", vars(args))  # leak: secret-object-dump


@click.command()
@click.option("--password", prompt=True, hide_input=True)
@click.option("--user")
def click_cli(user, password):
    click.echo(f"Hello {user}")  # ok
    click.echo(f"Your password is {password}")  # leak: secret-in-output


@click.command("get-key")
def get_key():
    click.echo(os.environ["API_KEY"])  # leak: secret-in-output note


@contextlib.contextmanager
def session(password):
    logger.debug("open %s", password)  # leak: secret-in-log
    yield connect(password)


@functools.lru_cache
def load():
    value = keyring.get_password("svc", "user")
    logger.debug("loaded %s", value)  # leak: secret-in-log
    return value


def use_load():
    print(load())  # leak: secret-in-output
    v = load()
    print(v)  # leak: secret-in-output


def get_config():
    return {"host": "h", "password": os.environ["DB_PASSWORD"]}


def use_config():
    c = get_config()
    print(c["host"])  # ok
    print(c["password"])  # leak: secret-in-output
    print(c)  # leak: secret-in-output
    print(get_config()["host"])  # ok


def build_url(host, key):
    return f"https://{host}/api?key={key}"


def use_url(api_key):
    url = build_url("h", api_key)
    print(url)  # leak: secret-in-output
    requests.get(url)  # leak: secret-in-query-string
    logger.info("calling %s", url.split("?")[0])  # ok


def mask_value(v):
    return v[:2] + "***"


def redact(v):
    return "***"


def use_masks(password, api_key):
    print(mask_value(password))  # ok
    print(redact(api_key))  # ok
    print(f"key=...{api_key[-4:]}")  # leak: secret-in-output note
    masked_key = api_key[:3] + "..."
    print(masked_key)  # ok
    print(re.sub("(?<=:).*(?=@)", "***", password))  # ok
    preview = f"{api_key[:4]}****"
    print(preview)  # leak: secret-in-output note


def overwritten(password):
    password = "***"
    print(password)  # ok
    password = hash(password)
    print(password)  # ok


def deleted(password):
    password = None
    print(password)  # ok


def guarded(password, token):
    if not password:
        print(f"no password: {password}")  # ok
        raise ValueError(f"missing password {password!r}")  # ok
    if password is None:
        logger.info("password is %s", password)  # ok
    if isinstance(password, SecretStr):
        print(password)  # ok
    assert isinstance(password, str), f"password is {type(password)}"  # ok


def process(password, db_url, repo, token):
    subprocess.run(["psql", db_url])  # leak: secret-in-process-arguments
    subprocess.run(["git", "clone", f"https://x:{token}@github.com/{repo}"])
    subprocess.check_output(f"mysqldump -u root -p{password} db > f", shell=True)  # leak: secret-in-process-arguments
    os.popen("curl -H 'Authorization: Bearer %s' url" % password)  # leak: secret-in-process-arguments
    subprocess.run("mysql", env={**os.environ, "MYSQL_PWD": password})  # ok


def raising(api_key, user, secret):
    try:
        connect(api_key)
    except ConnectionError as e:
        raise RuntimeError(f"Cannot connect with key {api_key}: {e}")  # leak: secret-in-exception
    raise PermissionError("key %s of %s denied" % (api_key, user))  # leak: secret-in-exception


def exit_codes(password):
    sys.exit("wrong password " + password)  # leak: secret-in-output
    sys.exit("wrong password")  # ok
    sys.exit(1)  # ok


def debug_flag(debug, api_key):
    if debug:
        print("DEBUG api_key:", api_key)  # leak: secret-in-output
    if os.environ.get("DEBUG"):
        print("DEBUG", {"api_key": api_key})  # leak: secret-in-output


def json_things(resp, api_key):
    body = resp.json()
    print(body["access_token"])  # leak: secret-in-output
    print(body["user"])  # ok
    logger.debug("token response: %s", body["refresh_token"])  # leak: secret-in-log
    data = json.loads(resp.text)
    logger.debug("secret: %s", data["client_secret"])  # leak: secret-in-log
    logger.debug("id: %s", data["client_id"])  # ok
    payload = {"client_id": "x", "client_secret": os.environ["CLIENT_SECRET"]}
    logger.debug("payload: %s", payload)  # leak: secret-in-log
    logger.debug("payload: %s", json.dumps(payload, indent=2))  # leak: secret-in-log
    logger.debug("keys: %s", list(payload))  # ok
    logger.debug("keys: %s", payload.keys())  # ok
    logger.debug("id: %s", payload["client_id"])  # ok
    requests.post("https://h/token", data=payload)  # ok
    r = requests.post("https://h/token", json=payload)
    logger.debug("status %s", r.status_code)  # ok
