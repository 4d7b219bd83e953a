import logging
import os
import hashlib
import kafka
import redis
import requests
import boto3
from flask import Flask, request, session, redirect, url_for, flash, render_template
from fastapi import Depends, Header, Cookie, Query, Security
from fastapi.security import APIKeyHeader, HTTPBearer, OAuth2PasswordBearer
from django.contrib import messages
from django.core.mail import send_mail
from sqlalchemy import text

logger = logging.getLogger(__name__)
logger.setLevel(logging.INFO)
bearer = HTTPBearer()


async def dependency(credentials=Depends(bearer), api_key: str = Header(...), x_token: str = Header(None)):
    logger.info("auth with %s", credentials.credentials)  # leak: secret-in-log
    logger.info("scheme %s", credentials.scheme)  # ok
    logger.info("key %s", api_key)  # leak: secret-in-log


async def current_user(token: str = Depends(OAuth2PasswordBearer(tokenUrl="token"))):
    logger.debug("validating token %s", token)  # leak: secret-in-log
    return token


def register():
    password = request.form["password"]
    hashed = hashlib.sha256(password.encode()).hexdigest()
    logger.info("registered with hash %s", hashed)  # ok
    logger.info("registered with %s", password)  # leak: secret-in-log
    flash(f"Your password is {password}")  # ok: registering hands it out
    return redirect(url_for("index"))


def reset(user, request):
    new_password = generate_password()
    user.set_password(new_password)
    logger.info("reset password of %s", user.email)  # ok
    logger.info("reset password of %s to %s", user.email, new_password)  # leak: secret-in-log
    send_mail("Reset", f"Your new password is {new_password}", "a@b.c", [user.email])  # leak: secret-in-message


def reset_link(user, token):
    link = f"https://example.com/reset/{token}"
    send_mail("Reset", f"Follow {link}", "a@b.c", [user.email])  # ok


def otp(user, code, otp_code):
    send_mail("Code", f"Your code is {code}", "a@b.c", [user.email])  # ok
    send_mail("Code", f"Your code is {otp_code}", "a@b.c", [user.email])  # ok


def migrate(conn, db_password):
    conn.execute(text(f"ALTER USER app PASSWORD '{db_password}'"))
    sql = f"ALTER USER app PASSWORD '{db_password}'"
    logger.info("executing %s", sql)  # leak: secret-in-log
    print(sql)  # leak: secret-in-output


def rotate(client, secret_id):
    old = client.get_secret_value(SecretId=secret_id)
    logger.info("Rotating %s", secret_id)  # ok
    logger.info("Rotating %s", old["ARN"])  # ok
    logger.info("Rotating %r", old)  # leak: secret-object-dump
    logger.info("stages %s", old["VersionStages"])  # ok
    logger.info("created %s", old["CreatedDate"])  # ok
    value = old.get("SecretString") or old["SecretBinary"]
    logger.debug("value %s", value)  # leak: secret-in-log
    logger.debug("len %d", len(value))  # ok


def describe(client, secret_id):
    info = client.describe_secret(SecretId=secret_id)
    logger.info("%s", info)  # ok
    names = [s["Name"] for s in client.list_secrets()["SecretList"]]
    logger.info("secrets: %s", names)  # ok
    for secret in client.list_secrets()["SecretList"]:
        print(secret["Name"])  # ok
        print(secret["ARN"])  # ok


def create(client, name, value):
    response = client.create_secret(Name=name, SecretString=value)
    logger.info("created %s", response["ARN"])  # ok
    logger.info("created %s", response)  # ok


def headers_of(session, api_key):
    session.headers["Authorization"] = f"Bearer {api_key}"
    session.headers.update({"X-Api-Key": api_key})
    logger.debug("headers: %s", session.headers)  # leak: secret-in-log
    r = session.get("https://h")
    logger.debug("status %s", r.status_code)  # ok
    logger.debug("request headers: %s", r.request.headers)  # leak: secret-object-dump
    logger.debug("response headers: %s", r.headers)  # ok
    logger.debug("url %s", r.url)  # ok


def curl(api_key, url):
    command = f"curl -H 'Authorization: Bearer {api_key}' {url}"
    logger.info("running %s", command)  # leak: secret-in-log
    os.system(command)  # leak: secret-in-process-arguments


def counts(tokens, secrets, passwords, keys):
    logger.info("%d secrets", len(secrets))  # ok
    logger.info("tokens used: %s", tokens)  # ok
    logger.info(f"{len(passwords)} passwords tested")  # ok
    logger.info("keys %s", keys)  # ok
    logger.info("keys %s", sorted(keys))  # ok


def flags(args):
    logger.info("use_password=%s", args.use_password)  # ok
    logger.info("no_token=%s", args.no_token)  # ok
    logger.info("password_stdin=%s", args.password_stdin)  # ok
    logger.info("token_file=%s", args.token_file)  # ok
    logger.info("secret_name=%s", args.secret_name)  # ok
    logger.info("api_key_env=%s", args.api_key_env)  # ok
    logger.info("auth_type=%s", args.auth_type)  # ok
    logger.info("token=%s", args.token)  # leak: secret-in-log
    logger.info("password=%s", args.password)  # leak: secret-in-log


class Settings:
    DATABASE_PASSWORD_ENV = "DB_PASSWORD"
    SECRET_NAME = "app/db"
    API_KEY_HEADER = "X-Api-Key"

    def show(self):
        print(self.DATABASE_PASSWORD_ENV, self.SECRET_NAME, self.API_KEY_HEADER)  # ok


def errors(e, name):
    logger.error("cannot read secret %s: %s", name, e)  # ok
    logger.error("password check failed", exc_info=e)  # ok
    raise ValueError(f"secret {name} not found")  # ok


def env_checks():
    for name in ("DB_PASSWORD", "API_KEY"):
        if not os.environ.get(name):
            raise RuntimeError(f"{name} is not set")  # ok
    logger.info("API key set: %s", bool(os.getenv("API_KEY")))  # ok
    logger.info("API key set: %s", os.getenv("API_KEY") is not None)  # ok
    logger.info("API key set: %s", "API_KEY" in os.environ)  # ok
    logger.info("API key: %s", "yes" if os.getenv("API_KEY") else "no")  # ok
    logger.info("API key: %s", os.getenv("API_KEY") or "not set")  # leak: secret-in-log
    logger.info("API key: %s", os.getenv("API_KEY", "not set"))  # leak: secret-in-log
    logger.info("API key: %s", "*" * len(os.getenv("API_KEY")))  # ok
    logger.info("API key: ...%s", os.getenv("API_KEY")[-4:])  # leak: secret-in-log note
    logger.info("env %s", os.environ.get("APP_ENV"))  # ok
    logger.info("secret path %s", os.environ["SECRET_PATH"])  # ok
    logger.info("secret id %s", os.environ["AWS_SECRET_ID"])  # ok
    logger.info("key id %s", os.environ["AWS_ACCESS_KEY_ID"])  # ok
    logger.info("token url %s", os.environ["TOKEN_URL"])  # ok
    logger.info("password file %s", os.environ["DB_PASSWORD_FILE"])  # ok


def profile(request, password, token, producer):
    flash(f"Your password is {password}")  # leak: secret-in-response
    flash("Your password was changed")  # ok
    messages.info(request, f"Your password is {password}")  # leak: secret-in-response
    messages.info(request, "Your password was changed")  # ok
    render_template("profile.html", password=password)  # leak: secret-in-response
    render_template("profile.html", has_password=bool(password), token=token)  # ok
    redirect(f"/login?password={password}")  # leak: secret-in-query-string
    redirect(f"/next?token={token}")  # ok: it is the client's
    redirect(url_for("index"))  # ok
    redis.Redis().publish("channel", f"password {password}")  # leak: secret-in-message
    kafka.KafkaProducer().send("topic", password)  # leak: secret-in-message
    boto3.client("events").put_events(Entries=[{"Detail": password}])  # leak: secret-in-message
