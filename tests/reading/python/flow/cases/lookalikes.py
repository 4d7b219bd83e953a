"""Look-alikes from everyday code."""
import argparse
import ast
import logging
import re
import secrets
import string
import token as token_module
import tokenize
import uuid

logger = logging.getLogger(__name__)


def lex(source):
    for tok in tokenize.generate_tokens(source):
        print(tok)  # ok
        print(tok.string)  # ok
    for token in lexer.tokens():
        print("token:", token)  # ok
        logger.debug("Unexpected token %s", token)  # ok
        raise SyntaxError(f"unexpected token {token!r}")  # ok


def paging(client):
    token = None
    while True:
        page = client.list(page_token=token)
        token = page.next_page_token
        logger.debug("next page token %s", token)  # ok
        next_token = page.get("NextToken")
        logger.debug("token %s", next_token)  # ok
        continuation_token = page.continuation_token
        logger.debug("continuing from %s", continuation_token)  # ok
        if not token:
            break


def llm(response, prompt_tokens, completion_tokens, max_tokens, tokens, tokenizer):
    logger.info("tokens: %d + %d", prompt_tokens, completion_tokens)  # ok
    logger.info(f"max_tokens={max_tokens}")  # ok
    logger.info("usage: %s", response.usage)  # ok
    logger.info("total: %s", response.usage.total_tokens)  # ok
    logger.info("tokens/s: %.2f", tokens / 2)  # ok
    logger.info("eos token %s", tokenizer.eos_token)  # ok
    logger.info("pad token id %s", tokenizer.pad_token_id)  # ok
    special_tokens = ["<s>", "</s>"]
    print("special tokens", special_tokens)  # ok
    print(tokenizer.decode(tokens))  # ok
    for token in tokens:
        print(token, end=" ")  # ok
    print(f"first token: {tokens[0]}")  # ok


def dictionary(d, key, keys, primary_key, foreign_key, cache_key, sort_key, partition_key, idempotency_key):
    print(key, d[key])  # ok
    print(keys)  # ok
    print(primary_key, foreign_key, cache_key, sort_key, partition_key, idempotency_key)  # ok
    for key, value in d.items():
        print(key, value)  # ok
        logger.info("key=%s value=%s", key, value)  # ok
    raise KeyError(key)  # ok


def crypto(public_key, key_id, key_size, key_type, fingerprint, certificate, cert, csr, signature, nonce, salt, iv):
    print(public_key, key_id, key_size, key_type, fingerprint)  # ok
    print(certificate, cert, csr)  # ok
    print(signature)  # ok
    print(key_id)  # ok
    logger.info("using key %s", key_id)  # ok
    logger.info("cert path %s", cert)  # ok


def auth(auth_url, auth_method, auth_type, auth_provider, author, authority, authorization_endpoint, authenticated):
    print(auth_url, auth_method, auth_type, auth_provider)  # ok
    print(author, authority, authorization_endpoint, authenticated)  # ok
    logger.info("authenticated: %s", authenticated)  # ok
    logger.info("author: %s", author)  # ok


def accounts(account, account_id, user, username, email, session_id, request_id, client_id, tenant_id, pwd):
    print(account, account_id, user, username, email)  # ok
    print(session_id, request_id, client_id, tenant_id)  # ok
    logger.info("cwd %s", pwd)  # ok


def validators(password, min_length, errors):
    if len(password) < min_length:
        raise ValueError(f"password must have at least {min_length} characters")  # ok
    if not re.search(r"\d", password):
        raise ValueError("password needs a digit")  # ok
    logger.info("password ok: %s", not errors)  # ok
    logger.info("strength %s", password_strength(password))  # ok
    logger.info("score %d", zxcvbn(password)["score"])  # ok
    logger.info("matches: %s", password == "x")  # ok
    logger.info("hash: %s", hash_password(password))  # ok
    logger.info("verified: %s", verify_password(password, "x"))  # ok
    logger.info("user: %s", authenticate("u", password))  # ok
    logger.info("user: %s", User(name="x", password=password))  # ok
    logger.info("client: %s", Client(api_key="x", password=password).name)  # ok
    logger.info("response: %s", login(password).status_code)  # ok


def config_keys(CONF_PASSWORD, ATTR_TOKEN, FIELD_SECRET, PASSWORD_KEY):
    print(CONF_PASSWORD, ATTR_TOKEN, FIELD_SECRET, PASSWORD_KEY)  # ok
    print("password" in {"password": 1})  # ok
    print({"password": "str", "token": str})  # ok
    schema = {"password": {"type": "string"}, "api_key": {"type": "string", "required": True}}
    print(schema)  # ok
    fields = ["username", "password"]
    print(fields)  # ok
    help_text = "your password"
    print(help_text)  # ok
    password_label = "Password"
    print(password_label)  # ok
    print("--password PASSWORD")  # ok
    labels = {"password": "Passwort"}
    print(labels["password"])  # ok


def lists(tokens_per_minute, token_limit, token_budget, secrets_count, passwords_checked):
    print(tokens_per_minute, token_limit, token_budget, secrets_count, passwords_checked)  # ok


class PasswordField:
    def __init__(self, name, password_char):
        self.name = name
        self.password_char = password_char

    def __repr__(self):
        return f"PasswordField({self.name}, {self.password_char})"

    def show(self):
        print(self)  # ok
        print(self.password_char)  # ok


def events(event):
    logger.info("%s", event.TOKEN_REFRESHED)  # ok
    logger.info("%s", EventType.PASSWORD_CHANGED)  # ok
    logger.info("%s", Permission.READ_SECRETS)  # ok
    logger.info("%s", Status.INVALID_TOKEN)  # ok
    logger.info("%s", ErrorCode.MISSING_API_KEY)  # ok


def uuids():
    correlation_token = uuid.uuid4()
    logger.info("started %s", correlation_token)  # ok
    nonce = secrets.token_hex(8)
    logger.info("nonce %s", nonce)  # ok
    boundary = secrets.token_hex(8)
    logger.info("boundary %s", boundary)  # ok


def semaphores(limiter, lock):
    token = limiter.acquire()
    logger.debug("got %s", token)  # ok
    lock_token = lock.acquire()
    logger.debug("lock token %s", lock_token)  # ok


def context_vars(var):
    token = var.set(1)
    logger.debug("token %s", token)
    var.reset(token)


def translations(_):
    print(_("Forgot your password?"))  # ok
    print(_("Enter password for %s") % "x")  # ok
    print(gettext("API key") + ": ")  # ok


def sql(cursor, password):
    cursor.execute("SELECT * FROM users WHERE password = %s", (password,))  # ok
    logger.debug("query: %s", "SELECT * FROM users WHERE password = %s")  # ok
    logger.debug("rows %s", cursor.rowcount)  # ok
