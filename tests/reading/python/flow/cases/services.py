import json
import logging
import os
import smtplib
import sys
import traceback
from email.mime.text import MIMEText
from urllib.parse import urlencode, urlparse, urlunparse

import boto3
import httpx
import jwt
import requests
import sentry_sdk
from fastapi import APIRouter, Depends, FastAPI, Header, HTTPException, Request
from flask import Flask, jsonify, request
from app.config import DATABASE_URL, JWT_SECRET_KEY, SENDGRID_API_KEY, SLACK_WEBHOOK_URL

logger = logging.getLogger(__name__)
log = logging.getLogger("x")
app = FastAPI()
router = APIRouter()
flask_app = Flask(__name__)


def tokens(token, access_token, refresh_token, session_token, jwt_token, id_token, bearer):
    logger.info(f"Token: {token}")  # leak: secret-in-log
    logger.debug("Token: %s", token)  # leak: secret-in-log
    print(f"Using token {token}")  # leak: secret-in-output
    print("token =", token)  # leak: secret-in-output
    logger.info("Generated token: " + token)  # leak: secret-in-log
    logger.info("access token %s", access_token)  # leak: secret-in-log
    logger.info("refresh: %s", refresh_token)  # leak: secret-in-log
    logger.info("session %s", session_token)  # leak: secret-in-log
    logger.info("jwt %s", jwt_token)  # leak: secret-in-log
    logger.info("id token %s", id_token)  # leak: secret-in-log


def authenticate(token):
    logger.info("token %s", token)  # leak: secret-in-log
    print(token)  # leak: secret-in-output
    raise ValueError(f"Invalid token: {token}")


def verify_token(token):
    try:
        return jwt.decode(token, JWT_SECRET_KEY)
    except jwt.InvalidTokenError:
        logger.warning("invalid token: %s", token)  # leak: secret-in-log
        raise HTTPException(status_code=401, detail=f"Invalid token {token}")  # ok: the client sent it


def create_jwt(user):
    token = jwt.encode({"sub": user.id}, JWT_SECRET_KEY, algorithm="HS256")
    logger.info("issued token %s for %s", token, user.id)  # leak: secret-in-log
    return token


def call_api(token):
    headers = {"Authorization": f"Bearer {token}"}
    logger.debug("headers: %s", headers)  # leak: secret-in-log
    print(headers)  # leak: secret-in-output
    logger.debug("calling with %s", token)  # leak: secret-in-log
    return requests.get("https://api", headers=headers)


def secrets_by_name(name):
    secret = get_secret("menotime/prod/database/password")
    print(secret)  # leak: secret-in-output
    print(f"Secret: {secret}")  # leak: secret-in-output
    logger.info("secret value %s", secret)  # leak: secret-in-log
    logger.info(f"Fetched {name}: {get_secret(name)}")  # leak: secret-in-log
    creds = load_credentials()
    logger.debug("creds %s", creds)  # leak: secret-in-log
    value = get_secret("menotime/prod/jwt/secret")
    logger.debug("loaded %s", value)  # leak: secret-in-log


def get_secret(secret_name):
    client = boto3.client("secretsmanager", region_name="us-west-1")
    try:
        response = client.get_secret_value(SecretId=secret_name)
        logger.info("got %s", response)  # leak: secret-object-dump
        logger.info("got %s version %s", response["Name"], response["VersionId"])  # ok
        return response["SecretString"]
    except Exception as e:
        print(f"Error fetching secret {secret_name}: {e}")  # ok
        raise


def module_names():
    logger.info("db %s", DATABASE_URL)  # leak: secret-in-log
    print(f"connecting to {DATABASE_URL}")  # leak: secret-in-output
    print("SendGrid key: " + SENDGRID_API_KEY)  # leak: secret-in-output
    logger.info(f"JWT {JWT_SECRET_KEY}")  # leak: secret-in-log
    logger.info("webhook %s", SLACK_WEBHOOK_URL)  # leak: secret-in-log
    raise RuntimeError(f"could not connect to {DATABASE_URL}")  # leak: secret-in-exception


def env_names():
    db_url = os.getenv("DATABASE_URL")
    print("Database URL:", db_url)  # leak: secret-in-output
    u = os.environ["DATABASE_URL"]
    logger.info("Connecting to %s", u)  # leak: secret-in-log
    key = os.environ.get("ENCRYPTION_KEY")
    print(key)  # leak: secret-in-output
    k = os.getenv("STRIPE_SECRET_KEY", "")
    logger.info("stripe %s", k)  # leak: secret-in-log
    aws = os.environ["AWS_SECRET_ACCESS_KEY"]
    print(aws)  # leak: secret-in-output
    region = os.environ["AWS_REGION"]
    print(region)  # ok
    parsed = urlparse(os.environ["DATABASE_URL"])
    print(parsed.hostname, parsed.port, parsed.path)  # ok
    print(parsed.password)  # leak: secret-in-output
    print(parsed.netloc)  # leak: secret-in-output
    print(urlparse(db_url).hostname)  # ok
    host = db_url.split("@")[-1]
    print(host)  # ok
    safe = db_url.split("@")[1]
    print(safe)  # ok
    config = {"db": os.environ["DATABASE_URL"], "debug": os.environ.get("DEBUG")}
    print(config["debug"])  # ok
    print(config)  # leak: secret-in-output
    logger.info("config: %s", json.dumps(config))  # leak: secret-in-log
    for name, value in config.items():
        print(name, value)  # leak: secret-in-output


def connection(user, password, host, port, dbname):
    dsn = f"postgresql://{user}:{password}@{host}:{port}/{dbname}"
    logger.debug("Connecting to %s", dsn)  # leak: secret-in-log
    conn_string = "host=%s user=%s password=%s" % (host, user, password)
    print(conn_string)  # leak: secret-in-output
    logger.info("Connecting to %s:%s/%s as %s", host, port, dbname, user)  # ok
    safe_dsn = f"postgresql://{user}:***@{host}:{port}/{dbname}"
    logger.debug("Connecting to %s", safe_dsn)  # ok
    logger.debug("Connecting to %s", dsn.replace(password, "***"))  # ok


def errors(api_key, password, user):
    if not api_key.startswith("sk-"):
        raise ValueError(f"Invalid API key: {api_key}")  # leak: secret-in-exception
    if len(password) < 8:
        raise ValueError(f"Password too short: {len(password)} characters")  # ok
    if not user:
        raise KeyError(f"No user for {api_key!r}")  # leak: secret-in-exception
    try:
        login(user, password)
    except LoginError as exc:
        raise RuntimeError(f"login failed for {user} with {password}") from exc  # leak: secret-in-exception
    except Exception:
        logger.exception("login failed for %s with password %s", user, password)  # leak: secret-in-log
        raise
    msg = "bad credentials: {}/{}".format(user, password)
    raise AuthError(msg)  # leak: secret-in-exception


class ApiError(Exception):
    def __init__(self, message, api_key):
        super().__init__(f"{message} (key {api_key})")  # leak: secret-in-exception
        self.api_key = api_key


@app.get("/config")
def show_config():
    return {"database": DATABASE_URL, "debug": True}  # leak: secret-in-response


@app.get("/health")
def health():
    return {"status": "ok", "database": bool(DATABASE_URL)}  # ok


@app.post("/login")
def login_view(username: str, password: str):
    logger.info("Login attempt: %s / %s", username, password)  # leak: secret-in-log
    token = create_jwt(username)
    return {"access_token": token, "token_type": "bearer"}  # ok


@app.exception_handler(Exception)
async def handler(req: Request, exc: Exception):
    logger.error("Headers: %s", dict(req.headers))  # leak: secret-object-dump
    logger.error("Path: %s", req.url.path)  # ok
    return None


@flask_app.route("/debug")
def debug():
    return jsonify({"env": dict(os.environ)})  # leak: environ-dump


@flask_app.route("/debug2")
def debug2():
    return str(os.environ)  # leak: environ-dump


@flask_app.route("/login", methods=["POST"])
def flask_login():
    data = request.get_json()
    logger.info("Login with %s", data["password"])  # leak: secret-in-log
    email = data["email"]
    pwd = data.get("password")
    logger.debug("login %s %s", email, pwd)  # leak: secret-in-log
    logger.debug("login %s", email)  # ok
    print(request.form.get("password"))  # leak: secret-in-output
    print(request.headers.get("Authorization"))  # leak: secret-in-output
    auth = request.headers.get("Authorization", "")
    logger.info("auth header: %s", auth)  # leak: secret-in-log
    return "ok"


def urls(api_key, token, session):
    requests.get(f"https://api.example.com/data?api_key={api_key}")  # leak: secret-in-query-string
    requests.get("https://api.example.com/data", params={"token": token})  # leak: secret-in-query-string
    requests.get("https://api.example.com/data", params={"key": api_key, "q": "a"})  # leak: secret-in-query-string
    httpx.get("https://api.example.com/?" + urlencode({"access_token": token}))  # leak: secret-in-query-string
    client = httpx.Client()
    client.get("https://api.example.com", params={"api_key": os.environ["API_KEY"]})  # leak: secret-in-query-string
    url = "https://api.example.com/data?key=" + os.environ["GOOGLE_API_KEY"]
    requests.get(url)  # leak: secret-in-query-string
    logger.info("GET %s", url)  # leak: secret-in-log
    requests.get("https://api.example.com", headers={"X-Api-Key": api_key})  # ok
    requests.get(f"https://api.example.com/users/{user_id}?page={page}")  # ok
    callback = f"https://app.example.com/reset?token={token}"
    return callback


def chat(webhook_url, slack_client, password, api_key, db_password):
    requests.post(webhook_url, json={"text": f"New password: {password}"})  # leak: secret-in-message
    requests.post(SLACK_WEBHOOK_URL, json={"text": f"Key: {api_key}"})  # leak: secret-in-message
    slack_client.chat_postMessage(channel="#ops", text=f"DB password is {db_password}")  # leak: secret-in-message
    slack_client.chat_postMessage(channel="#ops", text="Rotated the DB password")  # ok
    msg = MIMEText(f"Your API key: {api_key}")  # leak: secret-in-message
    server = smtplib.SMTP("localhost")
    server.login("user", password)  # ok
    server.sendmail("a", "b", f"Subject: x\n\npassword: {password}")  # leak: secret-in-message
    payload = {"text": "pw " + password}
    requests.post("https://hooks.slack.com/services/T/B/x", json=payload)  # leak: secret-in-message
    requests.post(webhook_url, data=json.dumps({"text": password}))  # leak: secret-in-message


def tickets(jira, repo, api_key):
    jira.create_issue(project="OPS", summary="Key", description=f"The key is {api_key}")  # leak: secret-in-message
    repo.create_issue(title="Leak", body=f"key={api_key}")  # leak: secret-in-message


class Client:
    def __init__(self, api_key=None, base_url="https://x"):
        self.api_key = api_key or os.environ.get("API_KEY")
        self._token = None
        self.base_url = base_url
        self.headers = {"Authorization": f"Bearer {self.api_key}"}
        logger.info("Initialized client with key %s", self.api_key)  # leak: secret-in-log

    def request(self, path):
        logger.debug("GET %s headers=%s", path, self.headers)  # leak: secret-in-log
        logger.debug("GET %s%s", self.base_url, path)  # ok
        return requests.get(self.base_url + path, headers=self.headers)

    def __repr__(self):
        return f"Client(api_key={self.api_key})"

    def authenticate(self):
        self._token = self._fetch_token()
        logger.debug("got token %s", self._token)  # leak: secret-in-log

    def refresh(self):
        print(f"Refreshing with {self.refresh_token}")  # leak: secret-in-output


def telemetry(api_key, password):
    sentry_sdk.set_context("config", {"api_key": api_key})  # leak: secret-in-telemetry
    sentry_sdk.capture_message(f"Failed with key {api_key}")  # leak: secret-in-telemetry
    sentry_sdk.set_extra("password", password)  # leak: secret-in-telemetry


def comprehension(users, keys):
    print([u.password for u in users])  # leak: secret-in-output
    print({u.name: u.password for u in users})  # leak: secret-in-output
    print([u.name for u in users])  # ok
    for u in users:
        print(u.name, u.password)  # leak: secret-in-output
    print(", ".join(u.api_key for u in users))  # leak: secret-in-output
    print(*(u.api_key for u in users))  # leak: secret-in-output
    print(list(map(lambda u: u.password, users)))  # leak: secret-in-output


def nested(password):
    def inner():
        print(password)  # leak: secret-in-output

    inner()
    show = lambda: print(password)  # leak: secret-in-output
    show()


def trace(password):
    logger.debug("locals: %s", locals())  # leak: secret-object-dump
    print(traceback.format_exc())  # ok
    print(sys.argv)  # ok


def lookalikes(password_field, token_count, secret_name, user, max_tokens, prompt_tokens, response):
    logger.info("password field %s", password_field)  # ok
    logger.info("used %d tokens", token_count)  # ok
    logger.info("tokens: %s", prompt_tokens)  # ok
    logger.info("max %s", max_tokens)  # ok
    logger.info("password reset for %s", user.email)  # ok
    logger.info("secret %s rotated", secret_name)  # ok
    logger.info("password changed: %s", user.password_changed)  # ok
    logger.info("api key id %s", user.api_key_id)  # ok
    logger.info("token type %s", response["token_type"])  # ok
    logger.info("expires %s", response["expires_in"])  # ok
    logger.info("token expires at %s", user.token_expiry)  # ok
    logger.info("usage %s", response.usage.total_tokens)  # ok
    logger.info("public key %s", user.public_key)  # ok
    logger.info("key %s", key)  # ok
    logger.info("cache key %s", cache_key)  # ok
    logger.info("primary key %s", primary_key)  # ok
    logger.info("keys: %s", list(keys))  # ok
    logger.info("password strength: %s", password_strength)  # ok
    logger.info("auth method: %s", auth_method)  # ok
    logger.info("auth url: %s", auth_url)  # ok
    logger.info("token url: %s", token_url)  # ok
    logger.info("secret arn %s", secret_arn)  # ok
    logger.info("secrets: %s", secret_names)  # ok
    logger.info("found %d secrets", len(secrets))  # ok
    logger.info("hash %s", password_hash)  # ok
    logger.info("has_password=%s", has_password)  # ok
    logger.info("Password required: %s", password_required)  # ok
    logger.info("Loaded %s", "API_KEY")  # ok
    logger.info("missing %s", missing_secrets)  # ok
    logger.info("next token %s", next_token)  # ok
    logger.info("pwd %s", os.getcwd())  # ok
    logger.info("password policy: %s", password_policy)  # ok
    logger.info("api key header: %s", API_KEY_HEADER)  # ok
    logger.info("token masked: %s", masked_token)  # ok
    logger.info("tokenizer %s", tokenizer)  # ok
    logger.info("csrf %s", csrf_token)  # ok
    logger.info("session id %s", session_id)  # ok
