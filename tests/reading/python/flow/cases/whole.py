import logging
import os
import pprint
import subprocess
import sys
import traceback
import urllib.request
import urllib.parse

import boto3
import httpx
import paramiko
import psycopg2
import requests
import sqlalchemy
import structlog
import typer
from app.config import settings, config
from fastapi import FastAPI, HTTPException, Response
from fastapi.responses import JSONResponse, PlainTextResponse
from rich import print as rprint
from rich.console import Console

logger = structlog.get_logger()
logging.basicConfig(level=logging.DEBUG)
app = FastAPI()


def dumps():
    print(vars(settings))  # leak: secret-object-dump
    print(settings.__dict__)  # leak: secret-object-dump
    print(settings.model_dump())  # leak: secret-object-dump
    print(settings.dict())  # leak: secret-object-dump
    logger.info("settings", **settings.model_dump())  # leak: secret-object-dump
    logger.info("config", config=config.__dict__)  # ok
    print(settings.model_dump(exclude={"jwt_secret"}))  # ok
    print(vars(module))  # ok
    pprint.pprint(vars(settings))  # leak: secret-object-dump


@app.get("/settings")
def get_settings():
    return settings.model_dump()  # ok


@app.get("/env")
def get_env():
    return dict(os.environ)  # leak: environ-dump


@app.get("/env2")
def get_env2():
    return {k: v for k, v in os.environ.items()}  # leak: environ-dump


@app.get("/env3")
def get_env3():
    return {"env": os.environ}  # leak: environ-dump


@app.get("/db")
async def get_db():
    try:
        psycopg2.connect(os.environ["DATABASE_URL"])
    except Exception as e:
        raise HTTPException(status_code=500, detail=f"cannot connect to {os.environ['DATABASE_URL']}: {e}")  # leak: secret-in-response
    return PlainTextResponse(os.environ["DATABASE_URL"])  # leak: secret-in-response


@app.get("/key")
def show_stripe():
    return JSONResponse(content={"stripe_secret_key": settings.STRIPE_SECRET_KEY})  # leak: secret-in-response


def run_env():
    result = subprocess.run(["printenv"], capture_output=True, text=True)
    print(result.stdout)  # leak: environ-dump
    out = subprocess.check_output("env | sort", shell=True)
    print(out)  # leak: environ-dump
    print(subprocess.getoutput("env"))  # leak: environ-dump
    print(os.popen("printenv").read())  # leak: environ-dump
    print(f"{os.environ['DB_PASSWORD']}")  # leak: secret-in-output
    print("%(PATH)s" % os.environ)  # ok
    print("{DB_PASSWORD}".format(**os.environ))  # leak: environ-dump
    print(str(os.environ)[:100])  # leak: environ-dump
    print(repr(dict(sorted(os.environ.items()))))  # leak: environ-dump
    [print(k, v) for k, v in os.environ.items()]  # leak: environ-dump
    print(*[f"{k}={v}" for k, v in os.environ.items()], sep="\n")  # leak: environ-dump
    sys.stderr.write(str(os.environ))  # leak: environ-dump
    for key in ["PATH", "HOME"]:
        print(key, os.environ.get(key))  # ok
    for key in ("DB_PASSWORD", "API_KEY"):
        print(key, os.environ[key])  # leak: secret-in-output
    for key in ("DB_PASSWORD", "API_KEY"):
        print(key, key in os.environ)  # ok
    required = ["DB_PASSWORD", "API_KEY"]
    missing = [name for name in required if name not in os.environ]
    print("missing", missing)  # ok


def structured(password, api_key, user):
    logger.info("login", user=user, password=password)  # leak: secret-in-log
    logger.bind(user=user).info("x", key=api_key)  # leak: secret-in-log
    log = logger.bind(api_key=api_key)  # leak: secret-in-log
    logger.info("login", user=user)  # ok
    logger.info("login", password="***")  # ok
    logger.info("login", has_password=bool(password))  # ok
    logger.warning("weak", password_length=len(password))  # ok


def rich_output(password, token):
    rprint(f"[red]{password}")  # leak: secret-in-output
    Console(stderr=True).print("pw", password)  # leak: secret-in-output
    Console().print({"password": password})  # leak: secret-in-output
    typer.echo(f"Password: {password}", err=True)  # leak: secret-in-output


def database(user, password, host):
    url = f"postgresql://{user}:{password}@{host}/db"
    engine = sqlalchemy.create_engine(url)
    print(engine.url)  # ok
    print(url)  # leak: secret-in-output
    print(f"Connecting to {host} as {user}")  # ok
    conn = psycopg2.connect(host=host, user=user, password=password)
    print(conn.dsn)  # ok
    print(conn.status)  # ok
    print("Connected with %s" % url.replace(password, "****"))  # ok
    ssh = paramiko.SSHClient()
    ssh.connect(host, username=user, password=password)  # ok
    ssh.exec_command(f"echo {password} | sudo -S ls")  # leak: secret-in-process-arguments


def urllib_things(api_key, q):
    query = urllib.parse.urlencode({"q": q, "key": api_key})
    urllib.request.urlopen(f"https://h/?{query}")  # leak: secret-in-query-string
    req = urllib.request.Request("https://h/?" + query)  # leak: secret-in-query-string
    req = urllib.request.Request("https://h/", headers={"Authorization": api_key})  # ok
    print("https://h/?" + query)  # leak: secret-in-output


async def async_things(api_key):
    async with httpx.AsyncClient() as client:
        r = await client.get("https://h", params={"api_key": api_key})  # leak: secret-in-query-string
        r = await client.get(f"https://h?apikey={api_key}")  # leak: secret-in-query-string
        r = await client.get("https://h", headers={"x-api-key": api_key})  # ok
        r = await client.post("https://h", json={"api_key": api_key})  # ok


class Rotator:
    def rotate(self, secret_id):
        sm = boto3.client("secretsmanager")
        current = sm.get_secret_value(SecretId=secret_id)["SecretString"]
        new = sm.get_random_password()["RandomPassword"]
        sm.put_secret_value(SecretId=secret_id, SecretString=new)
        logging.info("rotated %s", secret_id)  # ok
        logging.info("old %s", current)  # leak: secret-in-log
        logging.info("new %s", new)  # leak: secret-in-log
        self.notify(current)  # leak: secret-in-message

    def notify(self, value):
        boto3.client("sns").publish(TopicArn="t", Message=f"secret is {value}")  # ok: its callers are told


def lambda_handler(event, context):
    print(event)  # ok
    print(event["password"])  # leak: secret-in-output
    print(event["headers"]["Authorization"])  # leak: secret-in-output
    logging.info("event: %s", event)  # ok
    secret = boto3.client("secretsmanager").get_secret_value(SecretId="x")
    logging.info("secret: %s", secret["SecretString"])  # leak: secret-in-log
    logging.info(f"secret {secret['Name']} loaded")  # ok
    return {"statusCode": 200, "body": secret["SecretString"]}


def signing(private_key, key_id, certificate, public_key):
    logging.debug("using key %s", key_id)  # ok
    logging.debug("cert %s", certificate)  # ok
    logging.debug("public %s", public_key)  # ok
    logging.debug("private %s", private_key)  # leak: secret-in-log
    print(open("/run/secrets/db_password").read())  # leak: secret-in-output


def credentials_things(credentials, credential, creds, auth):
    print(f"Using credentials {credentials}")  # ok: it has a user name
    print(creds["password"])  # leak: secret-in-output
    print(auth.password)  # leak: secret-in-output
    print(credentials.username)  # ok
    print(credentials["username"])  # ok
    print(credentials.access_key)  # leak: secret-in-output
    print(creds.get("api_key"))  # leak: secret-in-output
    print(credential.value)  # leak: secret-in-output


def otp_things(otp, pin, cvv, ssn, secret_key, passphrase, seed_phrase, mnemonic, connection_string):
    print(secret_key)  # leak: secret-in-output
    print(passphrase)  # leak: secret-in-output
    print(connection_string)  # leak: secret-in-output
    print(ssn)  # ok
    print(seed_phrase)  # leak: secret-in-output


def storage_things(access_key, account):
    print(access_key)  # leak: secret-in-output


def aws_things(access_key, secret_access_key):
    print(access_key)  # ok: the half of the pair that is no secret
    print(secret_access_key)  # leak: secret-in-output
