import json
import logging
import os
import pprint
import subprocess
from os import environ
from os import environ as env

import sentry_sdk
from dotenv import dotenv_values
from flask import jsonify

log = logging.getLogger(__name__)


def dumps():
    print(os.environ)  # leak: environ-dump
    print(environ)  # leak: environ-dump
    print(env)  # leak: environ-dump
    print(dict(os.environ))  # leak: environ-dump
    print(os.environ.copy())  # leak: environ-dump
    print({**os.environ})  # leak: environ-dump
    print({**os.environ, "A": "b"})  # leak: environ-dump
    print(os.environ | {"A": "b"})  # leak: environ-dump
    print(f"{os.environ=}")  # leak: environ-dump
    print(f"env: {os.environ}")  # leak: environ-dump
    print(json.dumps(dict(os.environ), indent=2))  # leak: environ-dump
    print(str(os.environ))  # leak: environ-dump
    print(os.environ.items())  # leak: environ-dump
    print(list(os.environ.items()))  # leak: environ-dump
    print(sorted(os.environ.items()))  # leak: environ-dump
    print(os.environ.values())  # leak: environ-dump
    pprint.pprint(dict(os.environ), width=1)  # leak: environ-dump
    log.debug("%s", os.environ)  # leak: environ-dump
    log.debug("environment: %s", {**os.environ})  # leak: environ-dump
    log.info("started", extra={"env": dict(os.environ)})  # leak: environ-dump
    sentry_sdk.set_context("env", dict(os.environ))  # leak: environ-dump
    print("\n".join(f"{k}={v}" for k, v in os.environ.items()))  # leak: environ-dump
    print({k: v for k, v in os.environ.items()})  # leak: environ-dump
    print(dotenv_values(".env"))  # leak: environ-dump
    for k, v in os.environ.items():
        print(k, v)  # leak: environ-dump
    for k, v in sorted(os.environ.items()):
        log.info("%s=%s", k, v)  # leak: environ-dump
    for k in os.environ:
        print(k, os.environ[k])  # leak: environ-dump
    for k in sorted(os.environ):
        print(f"{k} = {os.environ.get(k)}")  # leak: environ-dump
    current = os.environ.copy()
    current["PATH"] = "/bin"
    log.debug("running with %s", current)  # leak: environ-dump
    with open("env.json", "w") as f:
        json.dump(dict(os.environ), f)  # leak: environ-dump
    raise RuntimeError(f"bad environment {os.environ}")  # leak: environ-dump


def answer():
    return jsonify(dict(os.environ))  # leak: environ-dump


def processes():
    subprocess.run(["env"])  # leak: environ-dump
    subprocess.run("printenv", shell=True)  # leak: environ-dump
    subprocess.call(["printenv"])  # leak: environ-dump
    os.system("env")  # leak: environ-dump
    os.system("env | sort")  # leak: environ-dump
    print(subprocess.check_output(["env"]))  # leak: environ-dump
    subprocess.run(["env", "-i", "ls"])  # ok
    subprocess.run(["env", "FOO=bar", "ls"])  # ok
    out = subprocess.run(["env"], capture_output=True)  # ok
    subprocess.run(["ls"], env=os.environ)  # ok
    subprocess.run(["ls"], env={**os.environ, "A": "b"})  # ok
    subprocess.check_output(["env"])  # ok


def silent(name):
    print(os.environ["HOME"])  # ok
    print(os.environ.get("PATH"))  # ok
    print(os.getenv("USER"))  # ok
    print(sorted(os.environ))  # ok
    print(list(os.environ))  # ok
    print(os.environ.keys())  # ok
    print(len(os.environ))  # ok
    print("K" in os.environ)  # ok
    print(", ".join(os.environ))  # ok
    print(os.environ.get(name))  # ok
    for k in os.environ:
        print(k)  # ok
    for k, v in os.environ.items():
        if k.startswith("APP_"):
            print(k, v)  # ok
    print({k: v for k, v in os.environ.items() if k in ("PATH", "HOME")})  # ok
    print({k: ("***" if "KEY" in k else v) for k, v in os.environ.items()})  # ok
    print({k: os.environ[k] for k in ("PATH", "HOME")})  # ok
    print([k for k in os.environ])  # ok
    log.info("environment has %d variables", len(os.environ))  # ok
    log.info("the environment")  # ok
    copy = dict(os.environ)
    print(copy["HOME"])  # ok
    print(copy.get("LANG", ""))  # ok


def named():
    print(os.environ["DB_PASSWORD"])  # leak: secret-in-output
    print(os.environ.get("GITHUB_TOKEN"))  # leak: secret-in-output
    print(os.getenv("TOKEN"))  # leak: secret-in-output
    log.info("key %s", environ["API_KEY"])  # leak: secret-in-log
