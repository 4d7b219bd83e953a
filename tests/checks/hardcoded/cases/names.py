import os
from enum import Enum
from typing import Literal, TypedDict

# About a secret, and none: what the name ends in is not the secret.
secret_name = "orders/prod/db-k7"  # ok
secret_id = "kR7vq2Lw9zT4"  # ok
secret_arn = "arn:aws:secretsmanager:eu-west-1:123456789012:secret:orders-kR7vq2"  # ok
token_type = "kR7vq2Lw9zT4"  # ok
token_url = "https://login.corp.net/oauth2/token"  # ok
token_count = "81922048"  # ok
token_fail_reason = "Unexpected API response received"  # ok
max_tokens = "81922048"  # ok
next_token = "kR7vq2Lw9zT4"  # ok
NextToken = "kR7vq2Lw9zT4"  # ok
_starting_token = "kR7vq2Lw9zT4"  # ok
page_token = "kR7vq2Lw9zT4"  # ok
continuation_token = "kR7vq2Lw9zT4"  # ok
csrf_token_header = "X-CSRFToken2"  # ok
csrf_token = "kR7vq2Lw9zT4"  # ok
password_field = "user_password_2"  # ok
PASSWORD_RESET_URL = "https://orders.corp.net/reset"  # ok
password_hash = "kR7vq2Lw9zT4"  # ok
PASSWORD_RE = "[a-z0-9]{8,}"  # ok
passwordless = "kR7vq2Lw9zT4"  # ok
pass_through = "kR7vq2Lw9zT4"  # ok
passenger = "kR7vq2Lw9zT4"  # ok
compass = "kR7vq2Lw9zT4"  # ok
primary_key = "kR7vq2Lw9zT4"  # ok
sort_key = "kR7vq2Lw9zT4"  # ok
cache_key = "kR7vq2Lw9zT4"  # ok
idempotency_key = "kR7vq2Lw9zT4"  # ok
public_key = "kR7vq2Lw9zT4"  # ok
keyboard = "kR7vq2Lw9zT4"  # ok
monkey = "kR7vq2Lw9zT4"  # ok
tokenizer = "kR7vq2Lw9zT4"  # ok
secretary = "kR7vq2Lw9zT4"  # ok
author = "kR7vq2Lw9zT4"  # ok
key_id = "kR7vq2Lw9zT4"  # ok
api_key_file = "kR7vq2Lw9zT4"  # ok
api_key_env = "kR7vq2Lw9zT4"  # ok
secret_key_env_var = "kR7vq2Lw9zT4"  # ok
CONF_API_KEY = "kR7vq2Lw9zT4"  # ok
ATTR_PASSWORD = "kR7vq2Lw9zT4"  # ok
hashed_token = "kR7vq2Lw9zT4"  # ok
encrypted_password = "kR7vq2Lw9zT4"  # ok
total_secrets = "81922048"  # ok
acquire_token = "kR7vq2Lw9zT4"  # ok
invalid_password = "kR7vq2Lw9zT4"  # ok
wrong_password = "kR7vq2Lw9zT4"  # ok
incorrect_password = "kR7vq2Lw9zT4"  # ok
has_password = "kR7vq2Lw9zT4"  # ok
sentinel_token = "kR7vq2Lw9zT4"  # ok
pwd = "/srv/orders"  # ok
dsn = "device-2"  # ok
token = "identifier"  # ok
key = "kR7vq2Lw9zT4"  # ok
auth = "kR7vq2Lw9zT4"  # ok
a = os.getenv("ENABLE_PASSWORD_AUTH", "True")  # ok
b = os.getenv("PASSWORD_HASH_ALGORITHM", "bcrypt")  # ok
c = os.getenv("CUSTOM_API_KEY_HEADER", "x-api-key")  # ok
d = os.getenv("BRAVE_SEARCH_CONTEXT_TOKENS", "8192")  # ok
e = os.getenv("GITHUB_COPILOT_API_KEY_FILE", "api-key.json")  # ok
f = os.getenv("OAUTH_CREDENTIALS", "{}")  # ok
labels = {"password": "kR7vq2Lw9zT4"}  # ok
help_texts = {"password": "At least 8 characters, 1 digit"}  # ok
error_messages = {"password": "wrong-password-1"}  # ok
maps = {"input_token": "NextToken", "output_token": "NextToken", "limit_key": "MaxResults"}  # ok
secret = client.get_secret_value(SecretId="orders/prod/db-k7")  # ok
version = get_secret("AZURE_API_VERSION")  # ok
if token_type == "rid2":  # ok
    pass
if "password1" in form:  # ok
    pass


class Grant(Enum):
    PASSWORD = "password_2fa"  # ok
    REFRESH_TOKEN = "kR7vq2Lw9zT4"  # ok


class Form(TypedDict):
    password: Literal["kept-v1", "reset-v2"]  # ok


class Model:
    __slots__ = ("password", "api_key1")  # ok
    password = forms.CharField(label="password1", help_text="kR7vq2Lw9zT4")  # ok


def login(password: str = None, *, token: str = "", secret=os.environ["SECRET"]):  # ok
    """login(password="kR7vq2Lw9zT4") is how to call it."""  # leak: hardcoded-secret note
    "login(password=password) and login(password='changeme') are others"  # ok
