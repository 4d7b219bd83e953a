import argparse
import dataclasses
import logging

import boto3
from pydantic import BaseModel, SecretStr

log = logging.getLogger(__name__)
client = boto3.client("secretsmanager")


class Settings(BaseModel):
    def __init__(self):
        self.host = "db"
        self.password = read()


class Masked(BaseModel):
    db_password: SecretStr
    host: str


def dumps(secret_name, user, credentials, settings):
    response = client.get_secret_value(SecretId=secret_name)
    log.info(response)  # leak: secret-object-dump
    print(f"response: {response}")  # leak: secret-object-dump
    log.info(response["SecretString"])  # leak: secret-in-log
    log.info(response["ARN"])  # ok
    log.info("%s %s", response["Name"], response["VersionId"])  # ok
    log.info(response.get("ARN"))  # ok
    log.info(vars(credentials))  # leak: secret-object-dump
    log.info(credentials.__dict__)  # leak: secret-object-dump
    log.info(dataclasses.asdict(credentials))  # leak: secret-object-dump
    log.info(credentials.model_dump())  # leak: secret-object-dump
    one = Settings()
    print(vars(one))  # leak: secret-object-dump
    print(vars(user))  # ok
    print(user.model_dump())  # ok
    print(user.__dict__)  # ok
    masked = Masked()
    print(masked.db_password)  # ok
    print(masked.host)  # ok


def everything(user, password):
    log.debug("%s", locals())  # leak: secret-object-dump
    print("{user}".format(**locals()))  # ok
    print("{password}".format(**locals()))  # leak: secret-in-output


def nothing(user, path):
    log.debug("%s", locals())  # ok


def arguments():
    parser = argparse.ArgumentParser()
    parser.add_argument("--host")
    parser.add_argument("--password")
    args = parser.parse_args()
    print(vars(args))  # leak: secret-object-dump
    print(args.host)  # ok
    print(args.password)  # leak: secret-in-output


def whoever_calls(value, password):
    print(vars({"a": value}))  # ok
    print(vars({"a": value, "b": password}))  # leak: secret-object-dump
