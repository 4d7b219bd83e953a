import logging
import os
import json
import requests
import boto3
from functools import partial
from contextlib import suppress

log = logging.getLogger(__name__)
info = log.info
say = partial(print, "tag:")


def aliases(password):
    info("pw %s", password)  # leak: secret-in-log
    p = print  # not followed
    p(password)
    out = log.debug
    out("x %s", password)  # leak: secret-in-log
    say(password)


def getattr_things(user, obj):
    print(getattr(user, "password"))  # leak: secret-in-output
    print(getattr(user, "password", None))  # leak: secret-in-output
    getattr(log, "info")("x %s", user.password)
    setattr(obj, "x", user.password)
    print(obj.x)


def nested_calls(password):
    print(str(repr(password.encode().decode()).strip()))  # leak: secret-in-output
    print("".join(reversed(password)))  # leak: secret-in-output
    print(" ".join(f"{c}" for c in password))  # leak: secret-in-output
    print([c for c in password])  # leak: secret-in-output
    print(tuple(password))  # leak: secret-in-output
    print(password * 2)
    print(max(password, "a"))  # leak: secret-in-output
    print(f"{password!s:>10}")  # leak: secret-in-output
    print("%-20s|" % password)  # leak: secret-in-output
    print("{:>{w}}".format(password, w=3))  # leak: secret-in-output
    print("{0!r}".format(password))  # leak: secret-in-output
    print("{p.real}".format(p=password))  # ok
    print(f"{len(password)}")  # ok
    print(f"{password is None}")  # ok
    print(f"{bool(password)=}")  # ok
    print(f"{password:.3}...")  # leak: secret-in-output note
    print(str(hash(password)))  # ok
    print(password.__class__)  # ok
    print(password.isdigit(), password.startswith("x"))  # ok
    print(id(password))  # ok


def dict_flow(password, user):
    d = {"user": user}
    d["password"] = password
    copy = d.copy()
    print(copy)  # leak: secret-in-output
    del d["password"]
    print(d)  # ok
    d["password"], d["key"] = password, user
    del d["password"], user
    print(d)  # ok
    e = {**copy}
    e.pop("password")
    print(e)  # ok
    f = dict(copy)
    f["password"] = "***"
    print(f)  # ok
    g = {k: v for k, v in copy.items() if k != "password"}
    print(g)  # ok
    h = {k: ("***" if k == "password" else v) for k, v in copy.items()}
    print(h)  # ok
    print(copy | {"password": "***"})  # ok
    print({**copy, "password": "***"})  # ok
    print(copy["user"])  # ok
    print(copy.get("user"))  # ok
    print(list(copy.keys()))  # ok
    print(copy.values())  # leak: secret-in-output
    i = copy
    i.clear()
    print(i)  # ok


def try_flow(api_key, url):
    key = None
    try:
        key = api_key
        requests.get(url, headers={"X-Key": key})
    except Exception as e:
        log.error("failed with key %s: %s", key, e)  # leak: secret-in-log
    finally:
        log.debug("used %s", key)  # leak: secret-in-log
    with suppress(Exception):
        log.debug("again %s", key)  # leak: secret-in-log


def return_flow(api_key):
    def inner():
        return api_key

    log.debug(inner())  # leak: secret-in-log

    def masked():
        return api_key[:3] + "***"

    log.debug(masked())
    return {"key": api_key, "id": 1}


def caller(api_key):
    r = return_flow(api_key)
    log.debug(r["id"])  # ok
    log.debug(r["key"])  # leak: secret-in-log
    log.debug(r)  # leak: secret-in-log


def star(*args, **kwargs):
    log.debug("called with %s %s", args, kwargs)  # ok
    log.debug("pw %s", kwargs["password"])  # leak: secret-in-log
    log.debug("pw %s", kwargs.get("password"))  # leak: secret-in-log


def typed(password: str, token: "SecretStr", n_tokens: int, secrets: dict, api_keys: list[str]):
    log.debug("%s", password)  # leak: secret-in-log
    log.debug("%s", token)  # ok
    log.debug("%s", n_tokens)  # ok
    log.debug("%s", api_keys)  # leak: secret-in-log
    log.debug("%s", len(api_keys))  # ok
    for k in api_keys:
        log.debug("using %s", k)  # leak: secret-in-log


def late(password):
    message = "connecting"
    if log.isEnabledFor(logging.DEBUG):
        message += f" with {password}"
    log.debug(message)  # leak: secret-in-log


class Config:
    PASSWORD = os.environ.get("DB_PASSWORD")
    HOST = os.environ.get("DB_HOST")


def class_attributes():
    print(Config.PASSWORD)  # leak: secret-in-output
    print(Config.HOST)  # ok
    c = Config()
    print(c.PASSWORD)  # leak: secret-in-output
    print(c.HOST)  # ok


async def stream(client, password):
    async with client.stream(password=password) as s:
        async for line in s:
            print(line)  # ok
    yield password


def context(password):
    with open("log.txt", "a") as f:
        f.write(f"login {password}\n")  # leak: secret-in-file
    print(f"written", file=f)  # ok


if __name__ == "__main__":
    import getpass

    pw = getpass.getpass()
    print("You typed", pw)  # leak: secret-in-output
    key = input("API key: ")
    print(f"key {key}")
    api_key = input("API key: ")
    print(f"key {api_key}")  # leak: secret-in-output
