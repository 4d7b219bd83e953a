"""What is called a secret and is a name, a fact or an error; beside each, what is one."""

from __future__ import annotations

import logging
import os
from functools import partial
from pathlib import Path

import flask
import requests
from app import env
from google.auth import environment_vars
from rest_framework import serializers

logger = logging.getLogger(__name__)


class Deployer:
    def fetch(self):
        try:
            return store.get_secret(name=self.config.model_secret)
        except KeyError:
            raise KeyError(f"the secret {self.config.model_secret} is not there")  # ok: it was asked for by this name

    def describe(self):
        raise TypeError(f"the secret {self.config.model_secret} has another form")  # ok: in another method it was

    def connect(self):
        login(secret=self.config.client_secret)
        raise ValueError(f"the secret {self.config.client_secret} was refused")  # leak: secret-in-exception

    def register(self):
        client.register(name=self.config.api_token, secret=self.config.hmac_secret)
        logger.info("registered with %s", self.config.hmac_secret)  # leak: secret-in-log
        logger.info("registered as %s", self.config.api_token)  # leak: secret-in-log


def missing(registry_pass, secrets, registry_password):
    if registry_pass not in secrets:
        raise ValueError("Registry password secret with name '{}' does not exist".format(registry_pass))  # ok
    raise ValueError("no user with password '{}'".format(registry_password))  # leak: secret-in-exception


def not_found(client_secret):
    logger.error("no secret named %s", client_secret)  # ok
    logger.error("no client with secret %s", client_secret)  # leak: secret-in-log


def encryption(settings):
    logger.debug("loading the key from %s", settings.DB_ENCRYPTION_KEY)  # ok: a path
    with open(settings.DB_ENCRYPTION_KEY, "rb") as file:
        return file.read()


def certificate(settings):
    logger.debug("loading %s", settings.SSL_PRIVATE_KEY)  # ok: a path
    return Path(settings.SSL_PRIVATE_KEY).read_text()


def other_encryption(settings):
    logger.debug("loading the key %s", settings.OTHER_ENCRYPTION_KEY)  # leak: secret-in-log
    with open(settings.KEY_FILE, "rb") as file:
        return file.read()


def signed_in(access_key, secret_key):
    logger.info("signing in with %s", access_key)  # ok: the half that names the other
    logger.info("signing in with %s", secret_key)  # leak: secret-in-log


class Session:
    def refresh(self, api_key, secret_key):
        self.access_key = api_key
        logger.info("refreshing (access_key=%s)", self.access_key)  # ok
        logger.info("refreshing (api_key=%s)", api_key)  # leak: secret-in-log


def described(password):
    rows = [{"expiry": entry(password, "expiry")}]
    expiry_value = entry(password, "expiry")
    logger.debug("expires %s", expiry_value)  # ok
    new_value = entry(password, "value")
    logger.debug("now %s", new_value)  # leak: secret-in-log
    return rows


def entry(item, *path):
    for part in path:
        item = item[part]
    return item


def defaults():
    raise LookupError(f"please set {environment_vars.CREDENTIALS}")  # ok: the name of a variable


class PasswordSerializer(serializers.Serializer):
    def validate(self, attrs):
        errors = check(attrs)
        if errors:
            raise serializers.ValidationError({"new_password": errors})  # ok: the field, and what is wrong with it
        raise serializers.ValidationError({"new_password": f"{attrs['new_password']} is too short"})  # leak: secret-in-exception


def refused(errors):
    raise RuntimeError({"new_password": errors})  # leak: secret-in-exception


def steps(conn, data):
    sql = flask.render_template("steps/update.sql", password=conn.password)  # ok: a statement for the database
    conn.execute(sql)
    page = flask.render_template("steps/show.html", password=conn.password)  # leak: secret-in-response
    return page


def get_credentials():
    try:
        return True, read()
    except OSError as e:
        return False, str(e)


def get_client():
    status, credentials = get_credentials()
    if not status:
        return None, credentials
    return make(credentials), None


def subscriptions():
    client, error = get_client()
    if client is None:
        logger.error(error)  # ok
    client, password = get_client()
    logger.error(password)  # leak: secret-in-log


def get_account(password):
    return None, f"no account with the password {password}"


def account(password):
    found, error = get_account(password)
    logger.error(error)  # leak: secret-in-log
    return found


def configured(app):
    app.config["SECRET_KEY"] = generate_secret_key()
    logger.debug("Loaded config", extra={"config": app.config})  # leak: secret-in-log


def token_of_the_environment():
    token = os.getenv(env.API_TOKEN)
    if token == os.getenv("OTHER"):
        raise LookupError(f"{env.API_TOKEN} is set twice")  # ok: the name of the variable
    raise LookupError(f"{env.OTHER_TOKEN} is wrong")  # leak: secret-in-exception


def secret_of_the_environment(settings):
    os.getenv(settings.api_token)
    logger.info(settings.api_token)  # leak: secret-in-log


def links(old_privkey, target, privkey):
    if os.path.islink(old_privkey):
        logger.debug("Following the link %s", old_privkey)  # ok: a path
    logger.debug("Loading the private key from %s", target["privkey"])  # ok: a place
    logger.debug("Changed the private key to %s", privkey)  # leak: secret-in-log


def pod():
    namespace = open("/var/run/secrets/kubernetes.io/serviceaccount/namespace").read()
    print(namespace)  # ok
    token = open("/var/run/secrets/kubernetes.io/serviceaccount/token").read()
    print(token)  # leak: secret-in-output


def private(path, private_key):
    with open(path, "w", opener=partial(os.open, mode=0o600)) as file:
        file.write(private_key)  # ok: only its owner may read it


def public(path, private_key):
    with open(path, "w", encoding="utf-8") as file:
        file.write(private_key)  # leak: secret-in-file
