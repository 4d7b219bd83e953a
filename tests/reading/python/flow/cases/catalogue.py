import argparse
import asyncio
import base64
import configparser
import dataclasses
import hashlib
import inspect
import json
import logging
import os
import pprint
import re
import subprocess
import sys
import traceback
import urllib.parse
import urllib.request
import warnings
from dataclasses import asdict
from os import environ, getenv

import aiohttp
import azure.identity
import boto3
import click
import decouple
import dotenv
import environs
import fastapi
import flask
import google.colab
import httpx
import hvac
import keyring
import mlflow
import psutil
import requests
import rich
import sentry_sdk
import starlette.config
import streamlit as st
import structlog
import typer
import wandb
import websockets
import yarl
from airflow.models import Connection
from azure.keyvault.secrets import SecretClient
from django.conf import settings
from django.core.mail import send_mail
from django.http import HttpResponse, JsonResponse
from fastapi import HTTPException
from google.cloud import secretmanager
from loguru import logger as loguru_logger
from prefect.blocks.system import Secret
from pydantic import SecretStr
from rich.console import Console
from rich.prompt import Prompt
from slack_sdk import WebClient
from sqlalchemy import create_engine
from twisted.python import log as tlog

logger = logging.getLogger(__name__)
console = Console()


def s_env(path):
    print(os.environ["DB_PASSWORD"])  # leak: secret-in-output
    print(os.environ.get("DB_PASSWORD"))  # leak: secret-in-output
    print(os.environ.pop("DB_PASSWORD"))  # leak: secret-in-output
    print(os.environ.setdefault("DB_PASSWORD", "x"))  # leak: secret-in-output
    print(os.getenv("DB_PASSWORD"))  # leak: secret-in-output
    print(getenv("DATABASE_URL"))  # leak: secret-in-output
    print(environ["API_KEY"])  # leak: secret-in-output
    print(os.environb[b"DB_PASSWORD"])  # leak: secret-in-output
    print(decouple.config("DB_PASSWORD"))  # leak: secret-in-output
    print(environs.Env().str("DB_PASSWORD"))  # leak: secret-in-output
    env = environs.Env()
    print(env("DB_PASSWORD"))  # leak: secret-in-output
    print(env.str("DB_PASSWORD"))  # leak: secret-in-output
    config = starlette.config.Config(".env")
    print(config("DB_PASSWORD"))  # leak: secret-in-output
    print(config("DEBUG"))  # ok
    print(dotenv.get_key(path, "DB_PASSWORD"))  # leak: secret-in-output
    print(dotenv.dotenv_values()["DB_PASSWORD"])  # leak: secret-in-output
    parser = configparser.ConfigParser()
    print(parser.get("db", "password"))  # leak: secret-in-output
    print(parser["db"]["password"])  # leak: secret-in-output
    print(parser.get("db", "host"))  # ok
    print(st.secrets["db_password"])  # leak: secret-in-output
    print(st.secrets["x"])  # leak: secret-in-output
    print(google.colab.userdata.get("HF_TOKEN"))  # leak: secret-in-output
    print(os.environ["HOME"])  # ok
    print(os.getenv("PATH"))  # ok
    print(os.getenv("PASSWORD_FILE"))  # ok
    print(os.getenv("TOKEN_URL"))  # ok
    x = os.getenv("SLACK_TOKEN")
    print("token is", x)  # leak: secret-in-output


def s_envall():
    print(os.environ)  # leak: environ-dump
    print(os.environ.copy())  # leak: environ-dump
    print(dict(os.environ))  # leak: environ-dump
    print({**os.environ})  # leak: environ-dump
    print(os.environ | {"a": 1})  # leak: environ-dump
    for k, v in os.environ.items():
        print(k, v)  # leak: environ-dump
    for v in os.environ.values():
        print(v)  # leak: environ-dump
    for k in os.environ:
        print(k, os.environ[k])  # leak: environ-dump
    for k in sorted(os.environ):
        print(f"{k}={os.environ[k]}")  # leak: environ-dump
    for k in sorted(os.environ.keys()):
        print("%s=%s" % (k, os.environ.get(k)))  # leak: environ-dump
    for k, v in sorted(os.environ.items()):
        print(k, v)  # leak: environ-dump
    print(dotenv.dotenv_values())  # leak: environ-dump
    print(psutil.Process().environ())  # leak: environ-dump
    subprocess.run(["env"])  # leak: environ-dump
    subprocess.run("printenv", shell=True)  # leak: environ-dump
    subprocess.check_call(["printenv"])  # leak: environ-dump
    os.system("env")  # leak: environ-dump
    print(subprocess.check_output(["env"]))  # leak: environ-dump
    logger.debug("%s", {**os.environ})  # leak: environ-dump
    logger.info(f"{os.environ=}")  # leak: environ-dump
    print(json.dumps(dict(os.environ), indent=2))  # leak: environ-dump
    pprint.pprint(os.environ.copy())  # leak: environ-dump
    pprint.pprint(dict(os.environ), width=1)  # leak: environ-dump
    logger.info("env: %s", "\n".join(f"{k}={v}" for k, v in os.environ.items()))  # leak: environ-dump
    raise RuntimeError(f"bad environment {os.environ}")  # leak: environ-dump


def s_envall_ok(names):
    print(sorted(os.environ))  # ok
    print(list(os.environ))  # ok
    print(os.environ.keys())  # ok
    print("HOME" in os.environ)  # ok
    print(len(os.environ))  # ok
    subprocess.run(["make"], env=os.environ)  # ok
    subprocess.run(["env"], capture_output=True)  # ok
    subprocess.run(["env", "FOO=1", "cmd"])  # ok
    subprocess.Popen(["x"], env=dict(os.environ, A="1"))  # ok
    print({k: v for k, v in os.environ.items() if k.startswith("CI_")})  # ok
    for k, v in os.environ.items():
        if k in names:
            print(k, v)  # ok
    print(", ".join(os.environ))  # ok


@flask.Flask("x").route("/env")
def env_view():
    return flask.jsonify(dict(os.environ))  # leak: environ-dump


def s_aws(name):
    client = boto3.client("secretsmanager")
    response = client.get_secret_value(SecretId=name)
    print(response["SecretString"])  # leak: secret-in-output
    print(response["SecretBinary"])  # leak: secret-in-output
    print(response["ARN"], response["Name"], response["VersionId"])  # ok
    print(response)  # leak: secret-object-dump
    print(response.get("SecretString"))  # leak: secret-in-output
    data = json.loads(response["SecretString"])
    print(data)  # leak: secret-in-output
    print(data["username"])  # ok
    print(data["password"])  # leak: secret-in-output
    many = client.batch_get_secret_value(SecretIdList=[name])
    print(many["SecretValues"])  # leak: secret-in-output
    for one in many["SecretValues"]:
        print(one["SecretString"])  # leak: secret-in-output
        print(one["Name"])  # ok
    ssm = boto3.client("ssm")
    value = ssm.get_parameter(Name=name, WithDecryption=True)["Parameter"]["Value"]
    print(value)  # leak: secret-in-output
    plain = ssm.get_parameter(Name=name)["Parameter"]["Value"]
    print(plain)  # ok
    kms = boto3.client("kms")
    print(kms.decrypt(CiphertextBlob=b"x")["Plaintext"])  # leak: secret-in-output
    print(kms.decrypt(CiphertextBlob=b"x")["KeyId"])  # ok
    sts = boto3.client("sts")
    creds = sts.assume_role(RoleArn="r", RoleSessionName="s")["Credentials"]
    print(creds["SecretAccessKey"])  # leak: secret-in-output
    print(creds["SessionToken"])  # leak: secret-in-output
    print(creds["Expiration"])  # ok
    print(creds)  # leak: secret-in-output
    iam = boto3.client("iam")
    made = iam.create_access_key(UserName="u")
    print(made["AccessKey"]["SecretAccessKey"])  # leak: secret-in-output
    print(boto3.client("rds").generate_db_auth_token("h", 1, "u"))  # leak: secret-in-output
    print(boto3.client("ecr").get_authorization_token()["authorizationData"])  # leak: secret-in-output
    credentials = boto3.Session().get_credentials()
    print(credentials.secret_key)  # leak: secret-in-output
    print(credentials.token)  # leak: secret-in-output
    from aws_lambda_powertools.utilities import parameters

    print(parameters.get_secret(name))  # leak: secret-in-output
    from aws_secretsmanager_caching import SecretCache

    print(SecretCache().get_secret_string(name))  # leak: secret-in-output


def s_store(api):
    vault = hvac.Client()
    read = vault.secrets.kv.v2.read_secret_version(path="x")
    print(read["data"]["data"])  # leak: secret-in-output
    print(read["data"]["data"]["password"])  # leak: secret-in-output
    print(read["data"]["metadata"])  # ok
    print(vault.secrets.kv.v1.read_secret(path="x")["data"]["key"])  # leak: secret-in-output
    google_client = secretmanager.SecretManagerServiceClient()
    version = google_client.access_secret_version(request={"name": "x"})
    print(version.payload.data.decode("UTF-8"))  # leak: secret-in-output
    print(version.name)  # ok
    kv = SecretClient(vault_url="x", credential=None)
    print(kv.get_secret("x").value)  # leak: secret-in-output
    print(kv.get_secret("x").name)  # ok
    print(azure.identity.DefaultAzureCredential().get_token("scope").token)  # leak: secret-in-output
    print(keyring.get_password("a", "b"))  # leak: secret-in-output
    print(api.read_namespaced_secret("n", "ns").data)  # leak: secret-in-output
    conn = Connection.get_connection_from_secrets("x")
    print(conn.password)  # leak: secret-in-output
    print(conn.login)  # ok
    print(Secret.load("x").get())  # leak: secret-in-output
    print(open("/run/secrets/db").read())  # leak: secret-in-output
    with open("/run/secrets/db") as f:
        print(f.read())  # leak: secret-in-output


def s_input(form: "OAuth2PasswordRequestForm", request):
    print(click.prompt("x", hide_input=True))  # leak: secret-in-output
    print(typer.prompt("x", hide_input=True))  # leak: secret-in-output
    print(Prompt.ask("x", password=True))  # leak: secret-in-output
    print(click.prompt("x"))  # ok
    print(form.password)  # leak: secret-in-output
    print(request.POST["password"])  # leak: secret-in-output
    print(request.POST.get("password"))  # leak: secret-in-output
    print(request.json["password"])  # leak: secret-in-output
    print(request.headers["Cookie"])  # leak: secret-in-output
    print(request.META["HTTP_AUTHORIZATION"])  # leak: secret-in-output
    print(request.headers["X-Request-Id"])  # ok


@click.command()
@click.option("--pin", hide_input=True, prompt=True)
def login(pin):
    click.echo(pin)  # leak: secret-in-output


def s_unwrap(password: SecretStr, url, dsn):
    print(password)  # ok
    print(f"{password}")  # ok
    print(password.get_secret_value())  # leak: secret-in-output
    engine = create_engine(url)
    print(engine.url.render_as_string(hide_password=False))  # leak: secret-in-output
    print(engine.url.render_as_string())  # ok
    print(engine.url)  # ok
    print(repr(engine.url))  # ok
    print(urllib.parse.urlparse(url).password)  # leak: secret-in-output
    print(urllib.parse.urlparse(url).hostname)  # ok
    print(yarl.URL(url).password)  # leak: secret-in-output
    print(yarl.URL(url).with_password(None))  # ok


def s_cfg(app):
    print(settings.SECRET_KEY)  # leak: secret-in-output
    print(settings.EMAIL_HOST_PASSWORD)  # leak: secret-in-output
    print(settings.DATABASES["default"]["PASSWORD"])  # leak: secret-in-output
    print(app.config["SECRET_KEY"])  # leak: secret-in-output
    print(app.secret_key)  # leak: secret-in-output
    print(app.config["DEBUG"])  # ok


def propagators(password, parts):
    print(base64.b64encode(password.encode()))  # leak: secret-in-output
    print(base64.b64encode(f"u:{password}".encode()).decode())  # leak: secret-in-output
    print(urllib.parse.quote(password))  # leak: secret-in-output
    print(urllib.parse.urlencode({"password": password}))  # leak: secret-in-output
    print(json.dumps({"password": password}))  # leak: secret-in-output
    print(str(password), repr(password))  # leak: secret-in-output
    print(bytes(password, "utf-8"))  # leak: secret-in-output
    a, b = "user", password
    print(a)  # ok
    print(b)  # leak: secret-in-output
    print(c := password)  # leak: secret-in-output
    print(c)  # leak: secret-in-output
    print([password])  # leak: secret-in-output
    print({"a": password}["a"])  # leak: secret-in-output
    print(password.strip().lower())  # leak: secret-in-output
    print(password or "none")  # leak: secret-in-output
    print("none" if not password else password)  # leak: secret-in-output
    first, *rest = [password, "a", "b"]
    print(first)  # leak: secret-in-output
    x = y = password
    print(y)  # leak: secret-in-output
    with open("f") as f:
        z = password
    print(z)  # leak: secret-in-output
    print(f"{'pw: ' + password}")  # leak: secret-in-output
    lines = [f"user=x", f"password={password}"]
    print("\n".join(lines))  # leak: secret-in-output
    print(pprint.pformat({"p": password}))  # leak: secret-in-output


def sanitizers(password, api_key, url, key):
    print(hashlib.sha256(password.encode()).hexdigest())  # ok
    print(type(password))  # ok
    print(isinstance(password, str))  # ok
    print(password and "***")  # ok
    print("yes" if password else "no")  # ok
    print(re.sub(r"\w", "*", password))  # ok
    print(redact(password))  # ok
    print(sanitize(password))  # ok
    print(mask_secret(api_key))  # ok
    print(obfuscate_key(api_key))  # ok
    print(bcrypt.hashpw(password, bcrypt.gensalt()))  # ok
    print(fernet.encrypt(password))  # ok
    print(check_password(password))  # ok
    print(validate_password(password))  # ok
    print(verify(password))  # ok
    print(password.startswith("x"))  # ok
    print("x" in password)  # ok
    print(not password)  # ok
    print(any([password]))  # ok
    print(api_key[:4])  # leak: secret-in-output note
    print(api_key[-4:])  # leak: secret-in-output note
    print({**{"a": 1, "password": password}, "password": "***"})  # ok
    print({k: "***" for k in {"password": password}})  # ok


def k_log(password, api_key, user):
    logging.getLogger().info(password)  # leak: secret-in-log
    logging.getLogger("x").debug("key=%s", api_key)  # leak: secret-in-log
    logging.LoggerAdapter(logger, {}).info(password)  # leak: secret-in-log
    logging.fatal(password)  # leak: secret-in-log
    flask.current_app.logger.info(password)  # leak: secret-in-log
    loguru_logger.bind(password=password).info("x")  # leak: secret-in-log
    loguru_logger.opt(depth=1).info("key {}", api_key)  # leak: secret-in-log
    loguru_logger.info("key {key}", key=api_key)  # leak: secret-in-log
    structlog.get_logger().info("x", password=password)  # leak: secret-in-log
    structlog.get_logger().bind(api_key=api_key)  # leak: secret-in-log
    tlog.msg(password)  # leak: secret-in-log
    warnings.warn(f"bad {password}")  # leak: secret-in-log
    sys.stdout.write(f"{password}\n")  # leak: secret-in-log
    logger.info("x", extra={"token": api_key})  # leak: secret-in-log
    logger.info("login", extra={"user": user})  # ok
    logger.log(10, "%s", password)  # leak: secret-in-log
    logger.warning("%s: %s", "password", password)  # leak: secret-in-log
    logger.info("%(password)s", {"password": password})  # leak: secret-in-log
    logger.info("%(user)s", {"password": password, "user": user})  # ok
    log = logging.getLogger("a")
    log.info(password)  # leak: secret-in-log
    LOG = logging.getLogger("a")
    LOG.info(password)  # leak: secret-in-log
    l = logging.getLogger("a")
    l.info(password)  # leak: secret-in-log
    logger.handlers[0].emit(password)  # ok
    warnings.warn("password is deprecated")  # ok


def k_print(password, request):
    pprint.pprint(password)  # leak: secret-in-output
    pprint.pp({"p": password})  # leak: secret-in-output
    rich.print(password)  # leak: secret-in-output
    Console().print(password)  # leak: secret-in-output
    console.log(password)  # leak: secret-in-output
    click.echo(f"pw {password}")  # leak: secret-in-output
    click.secho(password, fg="red")  # leak: secret-in-output
    typer.echo(password)  # leak: secret-in-output
    typer.secho(password)  # leak: secret-in-output
    st.write(password)  # leak: secret-in-output
    sys.exit(f"bad password {password}")  # leak: secret-in-output
    input(f"is {password} right?")  # leak: secret-in-output
    print("enter password")  # ok
    input("password: ")  # ok
    click.echo("password saved")  # ok


class Command:
    def handle(self, password):
        self.stdout.write(password)  # leak: secret-in-output
        self.stdout.write("done")  # ok


def k_raise(password, api_key, e, name):
    if a:
        raise ValueError(f"bad {password}")  # leak: secret-in-exception
    if b:
        raise ValueError("bad %s" % password)  # leak: secret-in-exception
    if c:
        err = RuntimeError("key " + api_key)
        raise err  # leak: secret-in-exception
    assert password == "x", f"got {password}"  # leak: secret-in-exception
    e.add_note(f"used {api_key}")  # leak: secret-in-exception
    pytest.fail(f"wrong {api_key}")  # leak: secret-in-exception
    parser = argparse.ArgumentParser()
    parser.error(f"bad {password}")  # leak: secret-in-exception
    if d:
        raise click.UsageError(f"bad {password}")  # leak: secret-in-exception
    if d:
        raise click.ClickException("bad " + password)  # leak: secret-in-exception
    if f:
        raise ValueError("password too short")  # ok
    if g:
        raise KeyError("API_KEY")  # ok
    if h:
        raise PartialCredentialsError(cred_var=mapping["secret_key"])  # ok
    if i:
        raise ValueError(f"no secret {name}")  # ok
    if j:
        raise ValueError("bad") from e  # ok
    assert password, "password needed"  # ok


def k_http(password, token, api_key):
    if x:
        raise HTTPException(status_code=400, detail=f"bad {password}")  # leak: secret-in-response
    if x:
        raise HTTPException(401, f"bad key {api_key}")  # leak: secret-in-response
    if x:
        flask.abort(400, f"bad {password}")  # leak: secret-in-response
    if x:
        raise HTTPException(status_code=400, detail="bad password")  # ok
    fastapi.responses.JSONResponse({"password": password})  # leak: secret-in-response
    flask.jsonify(password=password)  # leak: secret-in-response
    HttpResponse(f"your password {password}")  # leak: secret-in-response
    JsonResponse({"secret_key": settings.SECRET_KEY})  # leak: secret-in-response
    JsonResponse({"user": "x"})  # ok


def k_url(api_key, password, token, user, page_token, csrf_token):
    requests.get("https://h/x", params={"api_key": api_key})  # leak: secret-in-query-string
    requests.get(f"https://h/x?api_key={api_key}")  # leak: secret-in-query-string
    requests.get("https://h/x?key=" + api_key)  # leak: secret-in-query-string
    requests.get("https://h/x?key=%s" % api_key)  # leak: secret-in-query-string
    requests.get("https://h/x?key={}".format(api_key))  # leak: secret-in-query-string
    httpx.get("https://h/x", params={"access_token": api_key})  # leak: secret-in-query-string
    url = f"https://h/x?u={user}"
    url += "&api_key=" + api_key
    requests.get(url)  # leak: secret-in-query-string
    urllib.request.urlopen("https://h?" + urllib.parse.urlencode({"key": api_key}))  # leak: secret-in-query-string
    websockets.connect(f"wss://h?access_token={api_key}")  # leak: secret-in-query-string
    params = {"apikey": api_key, "q": "x"}
    requests.get("https://h", params=params)  # leak: secret-in-query-string
    s = requests.Session()
    s.get("https://h", params=dict(password=password))  # leak: secret-in-query-string
    requests.get("https://h", headers={"Authorization": f"Bearer {api_key}"})  # ok
    requests.get("https://h", auth=("u", password))  # ok
    requests.post("https://h", json={"password": password})  # ok
    requests.post("https://h", data={"password": password})  # ok
    requests.get("https://h", params={"page_token": page_token})  # ok
    requests.get("https://h", params={"csrf": csrf_token})  # ok
    requests.get(f"https://h/{user}")  # ok


async def k_url_async(api_key):
    async with aiohttp.ClientSession() as session:
        async with session.get("https://h", params={"api_key": api_key}) as resp:  # leak: secret-in-query-string
            return await resp.json()


def k_argv(password, token, url):
    subprocess.run(["mysql", f"-p{password}"])  # leak: secret-in-process-arguments
    subprocess.run(["curl", "-u", f"u:{password}", url])  # leak: secret-in-process-arguments
    subprocess.run(f"mysql -p{password}", shell=True)  # leak: secret-in-process-arguments
    subprocess.check_call(["docker", "login", "-p", password])  # leak: secret-in-process-arguments
    os.system("mysql -p" + password)  # leak: secret-in-process-arguments
    subprocess.run(["psql"], env={"PGPASSWORD": password})  # ok
    subprocess.run(["login"], input=password.encode())  # ok
    cmd = ["sshpass", "-p", password, "ssh", "h"]
    subprocess.Popen(cmd)  # leak: secret-in-process-arguments
    cmd2 = ["x"]
    cmd2.append(password)
    subprocess.run(cmd2)  # leak: secret-in-process-arguments
    cmd3 = ["x"]
    cmd3.extend(["-p", password])
    subprocess.run(cmd3)  # leak: secret-in-process-arguments
    cmd4 = ["x"]
    cmd4 += ["--password", password]
    subprocess.run(cmd4)  # leak: secret-in-process-arguments
    subprocess.run(["x", "--password-file", password_file])  # ok


def k_obs(password, api_key, span):
    sentry_sdk.capture_message(f"bad {password}")  # leak: secret-in-telemetry
    sentry_sdk.set_tag("key", api_key)  # leak: secret-in-telemetry
    sentry_sdk.set_context("db", {"password": password})  # leak: secret-in-telemetry
    with sentry_sdk.push_scope() as scope:
        scope.set_extra("key", api_key)  # leak: secret-in-telemetry
    span.set_attribute("api_key", api_key)  # leak: secret-in-telemetry
    mlflow.log_param("api_key", api_key)  # leak: secret-in-telemetry
    mlflow.log_params({"lr": 1, "api_key": api_key})  # leak: secret-in-telemetry
    wandb.init(config={"api_key": api_key})  # leak: secret-in-telemetry
    wandb.config.update({"key": api_key})  # leak: secret-in-telemetry
    sentry_sdk.init(dsn=dsn)  # ok
    wandb.login(key=api_key)  # ok
    mlflow.log_param("lr", 1)  # ok
    sentry_sdk.set_tag("user", user.id)  # ok


def k_chat(password, token, channel, issue, smtp, tmp_password):
    slack = WebClient(token=token)  # ok
    slack.chat_postMessage(channel=channel, text=f"pw: {password}")  # leak: secret-in-message
    slack.chat_postMessage(channel=channel, text="deploy done")  # ok
    requests.post("https://hooks.slack.com/services/x", json={"text": f"pw {password}"})  # leak: secret-in-message
    send_mail("Your password", f"It is {password}", "a@b", ["c@d"])  # leak: secret-in-message
    smtp.login("u", password)  # ok
    issue.create_comment(f"key is {password}")  # leak: secret-in-message
    sns = boto3.client("sns")
    sns.publish(TopicArn="x", Message=f"password {password}")  # leak: secret-in-message


def t5(api_key):
    try:
        r = requests.get("https://h/x", params={"api_key": api_key})  # leak: secret-in-query-string
        r.raise_for_status()
    except requests.RequestException as e:
        logger.error("request failed: %s", e)  # leak: secret-in-log
    try:
        requests.get("https://h/x", params={"page": 1})
    except requests.RequestException as e:
        logger.error("request failed: %s", e)  # ok
    try:
        requests.get("https://h/x", headers={"Authorization": api_key})
    except requests.RequestException as e:
        logger.error("request failed: %s", e)  # ok
    try:
        requests.get(f"https://h/x?token={api_key}")  # leak: secret-in-query-string
    except Exception as e:
        print(f"failed {type(e).__name__}")  # ok
    try:
        requests.get(f"https://h/x?token={api_key}")  # leak: secret-in-query-string
    except Exception as e:
        print(f"failed {e}")  # leak: secret-in-output
        raise RuntimeError(str(e))  # leak: secret-in-exception


def t5_traceback(api_key, page):
    try:
        requests.get("https://h/x", params={"api_key": api_key})  # leak: secret-in-query-string
    except requests.RequestException:
        logger.exception("request failed")  # leak: secret-in-log
        logger.error("request failed", exc_info=True)  # leak: secret-in-log
        logger.exception("request failed", exc_info=False)  # ok
        logger.error("request failed")  # ok
    except ValueError:
        logger.exception("no JSON")  # ok
    logger.exception("request failed")  # ok: nothing is being handled
    try:
        requests.get("https://h/x", params={"page": page})
    except requests.RequestException:
        logger.exception("request failed")  # ok


def names(secret_name, secret_id, secret_arn, token_type, token_url, token_count, max_tokens, next_token, password_field):
    print(secret_name, secret_id, secret_arn)  # ok
    print(token_type, token_url, token_count, max_tokens, next_token)  # ok
    print(password_field, PASSWORD_RESET_URL, password_hash, PASSWORD_RE)  # ok
    print(passwordless, pass_through, primary_key, sort_key, public_key)  # ok
    print(keyboard, tokenizer, secretary, secret_key_env_var, CONF_API_KEY)  # ok
    print(hashed_token, total_secrets, ENABLE_PASSWORD_AUTH, PASSWORD_HASH_ALGORITHM)  # ok
    print(CUSTOM_API_KEY_HEADER, page_token, continuation_token, stop_token)  # ok


def dumps(args, settings, config, form):
    print(locals())  # ok
    password = getpass.getpass()
    print(locals())  # leak: secret-object-dump


@dataclasses.dataclass
class Settings:
    host: str
    password: str


@dataclasses.dataclass
class Masked:
    host: str
    password: str = dataclasses.field(repr=False)


def more_dumps():
    s = Settings("h", "p")
    print(s)  # leak: secret-object-dump
    print(Masked("h", "p"))  # ok
    print(asdict(s))  # leak: secret-object-dump
    print(vars(s))  # leak: secret-object-dump
    print(s.__dict__)  # leak: secret-object-dump
    print(s.host)  # ok
    logger.info("settings %s", s)  # leak: secret-object-dump
    parser = argparse.ArgumentParser()
    parser.add_argument("--password")
    args = parser.parse_args()
    print(args)  # leak: secret-object-dump
    print(vars(args))  # leak: secret-object-dump
    logger.info("args: %s", args)  # leak: secret-object-dump
    print(args.host)  # ok


def headers(request, session):
    print(request.headers)  # leak: secret-object-dump
    logger.debug("headers %s", dict(request.headers))  # leak: secret-object-dump
    print(request.headers["Host"])  # ok
    print(session.headers)  # ok
    print(request.headers.keys())  # ok
