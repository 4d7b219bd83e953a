# What was found missing by writing services without a look at the rules: each way to say a secret beside its twin.
import os

import click
import grpc
import httpx
import requests
import syslog
import yaml
from datadog import statsd
from fastapi import Cookie, Header
from flask import current_app, flash, jsonify, redirect
from sanic import json

API_TOKEN = os.environ["API_TOKEN"]

os.environ["STAGE"] = "test"
os.environ["COPY"] = API_TOKEN
print(os.environ)  # leak: environ-dump
print(dict(os.environ))  # leak: environ-dump
print(os.environ["STAGE"], len(os.environ), sorted(os.environ))  # ok
print(os.environ["COPY"])  # leak: secret-in-output
os.environ["COPY"] = "none"
print(os.environ["COPY"])  # ok

syslog.syslog(API_TOKEN)  # leak: secret-in-log
syslog.syslog(syslog.LOG_ERR, f"with {API_TOKEN}")  # leak: secret-in-log
syslog.syslog("Invalid token")  # ok
click.echo(click.style(API_TOKEN, fg="red"))  # leak: secret-in-output
click.echo(click.style("token", fg="red"))  # ok
httpx.Client(params={"key": API_TOKEN})  # leak: secret-in-query-string
httpx.Client(params={"page": 1}, headers={"key": API_TOKEN})  # ok
statsd.increment("a", tags=[f"key:{API_TOKEN}"])  # leak: secret-in-telemetry
statsd.increment("a", tags=[f"key:{bool(API_TOKEN)}"])  # ok


def tell(host, issue, password):
    url = os.environ["TEAMS_WEBHOOK_URL"]
    requests.post(url, json={"text": password})  # leak: secret-in-message
    requests.post(url, json={"text": "changed"})  # ok
    requests.post(os.environ["SERVICE_URL"], json={"text": password})  # ok
    requests.post(f"https://{host}/rest/api/2/issue/{issue}/comment", json={"body": password})  # leak: secret-in-message
    requests.post(f"https://{host}/rest/api/2/issue", json={"body": "a"}, auth=("a", password))  # ok
    requests.post(f"https://{host}/login", json={"password": password})  # ok


def save(scope, password, path):
    with open(path, "w") as file:
        yaml.safe_dump({"password": password}, file)  # leak: secret-in-file
        yaml.dump(data={"password": password}, stream=file)  # leak: secret-in-file
        yaml.safe_dump({key.value: f"{scope}:{key.secret_key}" for key in Keys}, file)  # ok
    with create_private(path) as file:
        yaml.safe_dump({"password": password}, file)  # ok
    return yaml.safe_dump({"password": password})  # ok


def headers(authorization: str = Header(None), x_token: str = Header(), session_cookie: str = Cookie()):
    print(authorization)  # leak: secret-in-output
    print(session_cookie)  # leak: secret-in-output
    print(authorization is None)  # ok


def no_headers(authorization, cookie):
    print(authorization, cookie)  # ok


def fill(self, given):
    print("%(user)s:%(password)s" % given)  # leak: secret-in-output
    print("%(user)s:%(password)s" % self.given)  # leak: secret-in-output
    print("%(user)s:%(password_length)s" % given)  # ok
    print("%(user)s:%(password)s" % {"user": 1, "password": "***"})  # ok
    print("%(user)s:%(password)s" % mask(given))  # ok


@app.route("/login")
def login(password, access_token):
    flash(f"wrong {password}")  # leak: secret-in-response
    redirect(f"/start?password={password}")  # leak: secret-in-query-string
    return jsonify(access_token=access_token)  # ok


@app.route("/password/new")
def new_password(password):
    return jsonify(password=password)  # ok


@app.route("/keys")
def keys():
    if debug:
        return {"jwt": JWT_SECRET_KEY}  # leak: secret-in-response
    return {"jwt": JWT_PUBLIC_KEY}  # ok


@app.route("/configuration")
def configuration():
    print(current_app.config["STAGE"], current_app.config.get("STAGE"))  # ok
    for name in current_app.config:
        print(name)  # ok
    for name, value in current_app.config.items():
        print(name, value)  # leak: secret-object-dump
    return jsonify(dict(current_app.config))  # leak: secret-object-dump


class Accounts:
    def Login(self, request, context):
        context.set_details(f"bad {request.password}")  # leak: secret-in-response
        context.set_details("bad password")  # ok
        context.abort(grpc.StatusCode.INTERNAL, request.password)  # leak: secret-in-response


async def status(request):
    return json({"key": os.environ["STRIPE_API_KEY"]})  # leak: secret-in-response
