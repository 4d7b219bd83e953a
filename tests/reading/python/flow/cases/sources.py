import getpass
import json
import logging
import os
from urllib.parse import urlparse

import boto3
import click
import hvac
import jwt
import keyring
import streamlit as st
from azure.keyvault.secrets import SecretClient
from decouple import config
from dotenv import dotenv_values
from google.cloud import secretmanager

from app import config as settings_module
from app.config import MAX_TOKENS, SENDGRID_API_KEY, Settings
from app.config import DATABASE_URL as url
from django.conf import settings

log = logging.getLogger(__name__)
sm = boto3.client("secretsmanager", region_name="us-west-1")


def stores(name, api):
    a = sm.get_secret_value(SecretId=name)["SecretString"]
    log.info(a)  # leak: secret-in-log
    b = json.loads(a)
    log.info(b)  # leak: secret-in-log
    log.info(b["client_secret"])  # leak: secret-in-log
    log.info(b["client_id"])  # ok
    log.info(b.get("host"))  # ok
    for k, v in b.items():
        log.info(k)  # ok
        log.info(v)  # leak: secret-in-log
    c = boto3.client("ssm").get_parameter(Name=name, WithDecryption=True)["Parameter"]["Value"]
    log.info(c)  # leak: secret-in-log
    d = boto3.client("ssm").get_parameter(Name=name)["Parameter"]["Value"]
    log.info(d)  # ok
    e = boto3.client("kms").decrypt(CiphertextBlob=b"")["Plaintext"]
    log.info(e)  # leak: secret-in-log
    f = boto3.client("sts").assume_role(RoleArn=name)
    log.info(f["Credentials"]["SecretAccessKey"])  # leak: secret-in-log
    log.info(f["Credentials"]["AccessKeyId"])  # ok
    g = hvac.Client().secrets.kv.v2.read_secret_version(path=name)
    log.info(g["data"]["data"])  # leak: secret-in-log
    log.info(g["data"]["data"]["password"])  # leak: secret-in-log
    h = secretmanager.SecretManagerServiceClient().access_secret_version(name=name)
    log.info(h.payload.data.decode("UTF-8"))  # leak: secret-in-log
    log.info(h.name)  # ok
    i = SecretClient("x", "y").get_secret(name)
    log.info(i.value)  # leak: secret-in-log
    log.info(i.name)  # ok
    log.info(i.properties.version)  # ok
    log.info(keyring.get_password("app", "user"))  # leak: secret-in-log
    j = getpass.getpass()
    log.info(j)  # leak: secret-in-log
    k = click.prompt("Key", hide_input=True)
    log.info(k)  # leak: secret-in-log
    l = click.prompt("Name")
    log.info(l)  # ok
    log.info(st.secrets["x"])  # leak: secret-in-log
    log.info(config("SECRET_KEY"))  # leak: secret-in-log
    log.info(config("DEBUG"))  # ok
    log.info(dotenv_values()["API_KEY"])  # leak: secret-in-log
    log.info(dotenv_values()["HOST"])  # ok
    log.info(api.key.get_secret_value())  # leak: secret-in-log
    log.info(jwt.encode({"a": 1}, "x"))  # leak: secret-in-log
    log.info(sm.list_secrets())  # ok
    log.info(sm.describe_secret(SecretId=name)["Name"])  # ok
    log.info(get_secret("prod/db/password"))  # leak: secret-in-log
    log.info(get_secret(name))  # ok
    log.info(vault.get_api_key())  # leak: secret-in-log
    with open("/run/secrets/db") as file:
        log.info(file.read().strip())  # leak: secret-in-log
        log.info(file.name)  # ok
    log.info(Path("/run/secrets/db").read_text())  # leak: secret-in-log
    log.info(Path("/run/secrets/db"))  # ok
    log.info(open("/etc/hostname").read())  # ok
    log.info(urlparse(os.environ["DATABASE_URL"]).password)  # leak: secret-in-log
    log.info(urlparse(os.environ["DATABASE_URL"]).hostname)  # ok
    log.info(urlparse(url).path)  # ok


def names(user, form, options, request, entry):
    log.info(SENDGRID_API_KEY)  # leak: secret-in-log
    log.info(MAX_TOKENS)  # ok
    log.info(url)  # leak: secret-in-log
    log.info(settings.SECRET_KEY)  # leak: secret-in-log
    log.info(settings_module.DB_PASSWORD)  # leak: secret-in-log
    log.info(settings.DATABASES["default"]["PASSWORD"])  # leak: secret-in-log
    log.info(Settings.api_key)  # leak: secret-in-log
    log.info(form["password"])  # leak: secret-in-log
    log.info(form.get("client_secret", ""))  # leak: secret-in-log
    log.info(options.token)  # leak: secret-in-log
    log.info(options.pwd)  # leak: secret-in-log
    log.info(request.headers["Authorization"])  # leak: secret-in-log
    log.info(request.headers.get("X-Api-Key"))  # leak: secret-in-log
    log.info(request.headers["Content-Type"])  # ok
    log.info(entry.data[CONF_PASSWORD])  # leak: secret-in-log
    log.info(entry.data.get(CONF_API_KEY))  # leak: secret-in-log
    log.info(entry.data[CONF_HOST])  # ok
    log.info(CONF_PASSWORD)  # ok
    log.info(user.credentials.token)  # leak: secret-in-log
    log.info(user.client.secret)  # leak: secret-in-log
    log.info(user.gift_card.secret)  # ok
    log.info(form["secret"])  # ok
    log.info(user.dbPassword)  # leak: secret-in-log
    log.info(user.passwordHash)  # ok


def weak(token, key, pwd, secret, dsn, auth, lexer, auth_header):
    log.info(token)  # ok
    log.info(key)  # ok
    log.info("%s", pwd)  # ok
    log.info(f"{secret}")  # ok
    log.info("Secret %s not found", secret)  # ok
    log.info(f"dsn {dsn}")  # ok
    log.info("token: %s", token)  # ok: where there is a lexer
    log.info(f"Access token: {token}")  # leak: secret-in-log
    log.info("auth token=%s", token)  # leak: secret-in-log
    log.info("password: %s", pwd)  # leak: secret-in-log
    log.info("client secret is " + secret)  # leak: secret-in-log
    log.info("directory: %s", pwd)  # ok
    log.info("key: %s", key)  # ok


def objects(token, user):
    if token.expires_at:
        log.info(f"deleting the access token {token}")  # ok: shown as its class is
    for refresh_token in user.refresh_tokens:
        log.info("deleting token %s of %s", refresh_token, user)  # leak: secret-in-log
    password = user.password
    log.info("password %s of %s", password.strip(), password)  # leak: secret-in-log


def lexing(lexer):
    for token in lexer:
        log.info(f"unexpected token {token}")  # ok
        log.info(f"auth token {token}")  # ok
        log.info(token.value)  # ok


def witnessed(token, secret, pwd):
    connect(api_token=token, password=pwd)
    log.info("using %s", token)  # leak: secret-in-log
    log.info("using %s", pwd)  # leak: secret-in-log
    sm.get_secret_value(SecretId=secret)
    log.info("reading %s", secret)  # ok


def bearer(token):
    send(headers={"Authorization": f"Bearer {token}"})
    log.info("sent with %s", token)  # leak: secret-in-log


class AuthClient:
    def refresh(self, token):
        log.info("new token: %s", token)  # leak: secret-in-log


class Parser:
    def next(self, token):
        log.info("next: %s", token)  # ok


def queueing(limiter):
    token = limiter.acquire()
    log.info("token: %s", token)  # ok: a place in a queue


def renewing(client):
    token = client.renew()
    log.info("token: %s", token)  # leak: secret-in-log


def paths_and_rows(folder, db, user, private_key, secret_key):
    access_key = os.path.join(folder, "access.pem")
    log.info(access_key)  # ok: a path
    if not os.path.exists(private_key):
        log.info(private_key)  # ok: a path
    access_token = AccessToken(user)
    log.info("%r", access_token)  # ok: an object
    refresh_token = db.tokens.find(user)
    db.session.delete(refresh_token)
    log.info("deleted %s", refresh_token)  # ok: a row
    log.info(secret_key)  # leak: secret-in-log


class Tokens:
    def revoke(self):
        self.access_token.revoke()
        self.refresh_token.strip()

    def show(self):
        log.info("revoked %r", self.access_token)  # ok: it can be revoked
        log.info("revoked %r", self.refresh_token)  # leak: secret-in-log


def budgets(row_token, client):
    log.info("over budget: token %s", row_token.token)  # ok: its id
    token = client.hash_token(row_token.value)
    log.info("token %s", token)  # ok: a hash


def labelled(listing, token):
    print(f"Next page token: {listing.token}")  # ok
    print(f"Continuation token: {token}")  # ok
    print(f"New token: {token}")  # leak: secret-in-output
