import argparse
import ftplib
import hashlib
import hmac
import smtplib

import boto3
import click
import flask
import jwt
import paramiko
import psycopg2
import pymysql
import redis
import requests
import typer
from cryptography.fernet import Fernet
from decouple import config
from itsdangerous import URLSafeTimedSerializer
from ldap3 import Connection
from requests.auth import HTTPBasicAuth

# Keywords of any call.
psycopg2.connect(host="db", user="orders", password="kR7vq2Lw9zT4")  # leak: hardcoded-secret error
redis.Redis(host="cache", password="kR7vq2Lw9zT4")  # leak: hardcoded-secret error
paramiko.SSHClient().connect("host", username="orders", password="kR7vq2Lw9zT4")  # leak: hardcoded-secret error
boto3.client("s3", aws_secret_access_key="kR7vq2Lw9zT4kR7vq2Lw9zT4")  # leak: hardcoded-secret error
WebClient(token="kR7vq2Lw9zT4mB8n")  # leak: hardcoded-secret error
OpenAI(api_key="kR7vq2Lw9zT4")  # leak: hardcoded-secret error
dict(user="orders", password="kR7vq2Lw9zT4")  # leak: hardcoded-secret error
app.config.update(SECRET_KEY="kR7vq2Lw9zT4")  # leak: hardcoded-secret error
app.config.from_mapping(SECRET_KEY=b"kR7vq2Lw9zT4")  # leak: hardcoded-secret error
app.add_middleware(SessionMiddleware, secret_key="kR7vq2Lw9zT4")  # leak: hardcoded-secret error
parser.set_defaults(password="kR7vq2Lw9zT4")  # leak: hardcoded-secret error
secretsmanager.create_secret(Name="orders/prod/db/url", SecretString="kR7vq2Lw9zT4")  # leak: hardcoded-secret error
secretsmanager.put_secret_value(SecretId=name, SecretString='{"password": "kR7vq2Lw9zT4"}')  # leak: hardcoded-secret error
ssm.put_parameter(Name="/orders/db", Type="SecureString", Value="kR7vq2Lw9zT4")  # leak: hardcoded-secret error
V1EnvVar(name="DB_PASSWORD", value="kR7vq2Lw9zT4")  # leak: hardcoded-secret error

# Arguments by position, of callables that everybody knows.
jwt.encode(claims, "kR7vq2Lw9zT4", algorithm="HS256")  # leak: hardcoded-secret error
jwt.decode(token, "secret", algorithms=["HS256"])  # leak: hardcoded-secret warning
hmac.new(b"kR7vq2Lw9zT4", message, hashlib.sha256)  # leak: hardcoded-secret error
Fernet("kR7vq2Lw9zT4mB8nkR7vq2Lw9zT4mB8nkR7vq2Lw9zT=")  # leak: hardcoded-secret error
URLSafeTimedSerializer("kR7vq2Lw9zT4")  # leak: hardcoded-secret error
HTTPBasicAuth("orders", "kR7vq2Lw9zT4")  # leak: hardcoded-secret error
requests.get(url, auth=("orders", "kR7vq2Lw9zT4"))  # leak: hardcoded-secret error
session.auth = ("orders", "kR7vq2Lw9zT4")  # leak: hardcoded-secret error
smtplib.SMTP("mail").login("orders", "kR7vq2Lw9zT4")  # leak: hardcoded-secret error
ftplib.FTP("files", "orders", "kR7vq2Lw9zT4")  # leak: hardcoded-secret error
pymysql.connect("db", "orders", "kR7vq2Lw9zT4", "orders")  # leak: hardcoded-secret error
Connection(server, "cn=orders", "kR7vq2Lw9zT4")  # leak: hardcoded-secret error
user.set_password("kR7vq2Lw9zT4")  # leak: hardcoded-secret error
SecretValue.unsafe_plain_text("kR7vq2Lw9zT4")  # leak: hardcoded-secret error

# The literal under a name that says nothing, and then where it is used.
K1 = "kR7vq2Lw9zT4"  # leak: hardcoded-secret error
jwt.encode(claims, K1)
k2 = b"kR7vq2Lw9zT4"  # leak: hardcoded-secret error
hmac.new(k2, message, hashlib.sha256)
other = "kR7vq2Lw9zT4"  # leak: hardcoded-secret error
psycopg2.connect(host="db", user="orders", password=other)
word = "orders"  # leak: hardcoded-secret warning
jwt.decode(token, word, algorithms=["HS256"])
user1 = "kR7vq2Lw9zT4"  # ok
psycopg2.connect(host="db", user=user1, password=password)
label = "orders password"  # ok
connect(password=label)
again = "kR7vq2Lw9zT4"  # ok
again = os.environ["ORDERS"]
connect(password=again)
hidden = "kR7vq2Lw9zT4"  # ok


def hide(hidden):
    connect(password=hidden)


# Options of programs.
argparse.ArgumentParser().add_argument("-p", "--password", default="kR7vq2Lw9zT4")  # leak: hardcoded-secret error
config("SECRET_KEY", default="kR7vq2Lw9zT4")  # leak: hardcoded-secret error
env.str("SECRET_KEY", "kR7vq2Lw9zT4")  # leak: hardcoded-secret error


@click.option("--api-token", default="kR7vq2Lw9zT4")  # leak: hardcoded-secret error
def main(api_token): ...


def run(password: str = typer.Option("kR7vq2Lw9zT4")): ...  # leak: hardcoded-secret error


# Dictionaries and headers.
settings = {"user": "orders", "password": "kR7vq2Lw9zT4"}  # leak: hardcoded-secret error
DATABASES = {
    "default": {
        "USER": "orders",
        "PASSWORD": "kR7vq2Lw9zT4",  # leak: hardcoded-secret error
    }
}
requests.post(url, json={"client_secret": "kR7vq2Lw9zT4"})  # leak: hardcoded-secret error
requests.get(url, headers={"Authorization": "Bearer kR7vq2Lw9zT4"})  # leak: hardcoded-secret error
requests.get(url, headers={"Authorization": "Basic b3JkZXJzOmtSN3ZxMkx3OXpUNA=="})  # leak: known-token error
requests.get(url, headers={"X-Api-Key": "kR7vq2Lw9zT4"})  # leak: hardcoded-secret error
session.headers["Authorization"] = "token kR7vq2Lw9zT4"  # leak: hardcoded-secret error
session.headers.update({"private-token": "kR7vq2Lw9zT4"})  # leak: hardcoded-secret error
request.add_header("Authorization", "Bearer kR7vq2Lw9zT4")  # leak: hardcoded-secret error
env = [{"name": "JWT_SECRET", "value": "kR7vq2Lw9zT4"}]  # leak: hardcoded-secret error

# A section of a configuration, an option in it, and its value.
parser.set("password", "length", "long-enough-12")  # ok
parser.set("database", "password", "kR7vq2Lw9zT4")  # leak: hardcoded-secret error
settings.set("password", "kR7vq2Lw9zT4")  # leak: hardcoded-secret error
parser.get("password", "forbidden-words-1", default=None)  # ok
parser.get("password", "kR7vq2Lw9zT4")  # leak: hardcoded-secret error
