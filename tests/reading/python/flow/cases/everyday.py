#!/usr/bin/env python3
import getpass
import logging
import os
import pathlib
import sys

import flask
from flask import Flask, Response, make_response, redirect, render_template, request, session
from http import cookies

app = Flask("leak")
logger = logging.getLogger(__name__)


def get_password():
    return "password"


def get_cert():
    return "<cert>"


def get_api_key():
    return os.environ["X"]


def get_user():
    return db.query(User).first()


def fetch_secret(name):
    return client.fetch(name)


def log_password():
    logging.info("Password: %s", get_password())  # leak: secret-in-log
    password = get_password()
    logging.warning("Password: %s", password)  # leak: secret-in-log
    logging.log(logging.INFO, "Password: %s", password)  # leak: secret-in-log
    logger.error("Password: " + password)  # leak: secret-in-log
    logger.debug("Cert=%s", get_cert())  # ok
    logger.info(get_password())  # leak: secret-in-log
    logger.debug(f"key {get_api_key()}")  # leak: secret-in-log


def print_password():
    print(get_password())  # leak: secret-in-output
    sys.stdout.write(get_password())  # leak: secret-in-log
    sys.stderr.write(get_password())  # leak: secret-in-log
    print(f"pw: {getpass.getpass()}")  # leak: secret-in-output
    x = getpass.getpass("Enter: ")
    print(x)  # leak: secret-in-output
    print("x", x, sep=": ")  # leak: secret-in-output
    print(get_password(), file=sys.stderr)  # leak: secret-in-output


def fps(account, account_id, user_id, username, email):
    print(account)  # ok
    print(account_id)  # ok
    print(user_id)  # ok
    logger.info("user %s", username)  # ok
    logger.info("email %s", email)  # ok


def config_fields():
    config = {"sleep_timer": 5, "password": get_password()}
    print(config["sleep_timer"])  # ok
    print(config)  # leak: secret-in-output
    print(config["password"])  # leak: secret-in-output
    config = {"sleep_timer": 5, "password": "x" * 3}
    print(config["sleep_timer"])  # ok


class User:
    def __init__(self, name, password):
        self.name = name
        self.password = password
        self.api_key = None

    def show(self):
        print(self.password)  # leak: secret-in-output
        print(self.name)  # ok
        print(self.api_key)  # leak: secret-in-output

    def dump(self):
        logger.debug("user %s", self.__dict__)  # leak: secret-object-dump
        logger.debug("user %s", vars(self))  # leak: secret-object-dump

    def describe(self):
        return f"{self.name}:{self.password}"

    def say(self):
        print(self.describe())  # leak: secret-in-output


def objects(user, settings, cfg, req, form):
    print(user.password)  # leak: secret-in-output
    print(user.credentials.password)  # leak: secret-in-output
    print(user["password"])  # leak: secret-in-output
    print(user.get("password"))  # leak: secret-in-output
    print(user.get_password())  # leak: secret-in-output
    print(user.name)  # ok
    print(user.password_hash)  # ok
    print(user.has_password)  # ok
    print(user.password_changed_at)  # ok
    print(settings.SECRET_KEY)  # leak: secret-in-output
    print(settings.DATABASES["default"]["PASSWORD"])  # leak: secret-in-output
    print(settings.DATABASES["default"]["NAME"])  # ok
    print(cfg["db"]["password"])  # leak: secret-in-output
    print(cfg["db"]["host"])  # ok
    logger.info("password: %s", req.form["password"])  # leak: secret-in-log
    logger.info("password: %s", request.form["password"])  # leak: secret-in-log
    logger.info("password: %s", request.form.get("password"))  # leak: secret-in-log
    logger.info("body: %s", request.json["password"])  # leak: secret-in-log
    logger.info("auth: %s", request.headers["Authorization"])  # leak: secret-in-log
    logger.info("auth: %s", request.headers.get("Authorization"))  # leak: secret-in-log
    logger.info("auth: %s", request.headers.get("X-Api-Key"))  # leak: secret-in-log
    logger.info("auth: %s", request.headers.get("User-Agent"))  # ok
    logger.info("user: %s", request.form["username"])  # ok
    logger.info("auth: %s", request.authorization.password)  # leak: secret-in-log
    logger.info("auth: %s", request.authorization.username)  # ok
    pw = form.cleaned_data["password"]
    logger.info("pw %s", pw)  # leak: secret-in-log
    p = form.password.data
    logger.info("trying %s", p)  # leak: secret-in-log


@app.route("/")
def index():
    password = request.args.get("password")
    resp = make_response(render_template("x.html"))
    resp.set_cookie("password", password)  # leak: secret-in-response
    return resp


@app.route("/2")
def index2():
    password = request.args.get("password")
    resp = Response("hi")
    return resp


@app.route("/3")
def index3():
    username = request.args.get("username")
    resp = make_response("x")
    resp.set_cookie("username", username)  # ok
    resp.set_cookie("session", new_session_id())  # ok
    return resp


def write_password(filename):
    password = get_password()
    path = pathlib.Path(filename)
    path.write_text(password)  # leak: secret-in-file
    path.write_bytes(password.encode("utf-8"))  # leak: secret-in-file
    path.open("w").write(password)  # leak: secret-in-file
    with open(filename, "w") as f:
        f.write(password)  # leak: secret-in-file
        f.writelines([password + "\n"])  # leak: secret-in-file
        f.write("password")  # ok
    with path.open("w") as g:
        g.write(f"{password}\n")  # leak: secret-in-file


def helper(value):
    logger.info("value is %s", value)  # leak: secret-in-log


def helper2(value):
    helper(value)


def deep(password):
    helper2(password)


def identity(x):
    return x


def wrapped(password):
    y = identity(password)
    logger.info(y)  # leak: secret-in-log


def branches(flag, password):
    if flag:
        x = password
    else:
        x = "none"
    print(x)  # leak: secret-in-output
    x = "clean"
    print(x)  # ok
    for p in [password, "a"]:
        print(p)  # leak: secret-in-output
    items = []
    items.append(password)
    print(items)  # leak: secret-in-output
    d = {}
    d["a"] = password
    print(d)  # leak: secret-in-output
    print(d["b"])  # ok
    d2 = dict(user="x", pw=password)
    print(d2)  # leak: secret-in-output
    d.update(password=password)
    print(d)  # leak: secret-in-output
    s = ""
    s += password
    print(s)  # leak: secret-in-output
    while True:
        t = password
        print(t)  # leak: secret-in-output
        break
    try:
        connect(password)
    except Exception as e:
        print(f"failed with {password}: {e}")  # leak: secret-in-output
    print(*[password])  # leak: secret-in-output
    print("%s" % (password,))  # leak: secret-in-output
    print("{0}".format(password))  # leak: secret-in-output
    print("{p}".format_map({"p": password}))  # leak: secret-in-output
    print("{p}".format(**{"p": password}))  # leak: secret-in-output
    print(password.upper())  # leak: secret-in-output
    print(password[::-1])  # leak: secret-in-output
    print(password[0:3] + "...")  # leak: secret-in-output note
    print(password[:2] + "*" * 6)  # leak: secret-in-output note
    print("*" * len(password))  # ok
    print(len(password))  # ok
    print(bool(password))  # ok
    print(password is not None)  # ok
    print("set" if password else "not set")  # ok
    print(password == "x")  # ok
    print(hash_password(password))  # ok
    print(mask(password))  # ok


def masks(password, token, api_key):
    masked = "*" * len(password)
    print(masked)  # ok
    print(re.sub(r".", "*", password))  # ok
    hidden = api_key[:4] + "****" + api_key[-4:]
    print(f"{api_key[:4]}...{api_key[-4:]}")  # leak: secret-in-output note

    print(api_key.replace(api_key[4:], "****"))  # ok
