import hashlib
import hmac
import logging
import re

import bcrypt
from pydantic import SecretStr
from sqlalchemy.engine import make_url

log = logging.getLogger(__name__)


def silent(password, api_key, token, db_url, user, key: SecretStr, other):
    log.info(len(password))  # ok
    log.info(bool(password))  # ok
    log.info(type(password))  # ok
    log.info(id(password))  # ok
    log.info(isinstance(password, str))  # ok
    log.info(password is None)  # ok
    log.info(password is not None)  # ok
    log.info(not password)  # ok
    log.info(password == other)  # ok
    log.info(password != "x")  # ok
    log.info("x" in password)  # ok
    log.info(any(password))  # ok
    log.info(hash(password))  # ok
    log.info(hashlib.sha256(password.encode()).hexdigest())  # ok
    log.info(hmac.new(b"k", password, "sha256").hexdigest())  # ok
    log.info(bcrypt.hashpw(password, bcrypt.gensalt()))  # ok
    log.info(mask(password))  # ok
    log.info(redact(password))  # ok
    log.info(utils.mask_secret(password))  # ok
    log.info(self._redacted(password))  # ok
    log.info(obfuscate_key(api_key))  # ok
    log.info(scrub({"password": password}))  # ok
    log.info(sanitize_url(db_url))  # ok
    log.info(hash_token(api_key))  # ok
    log.info("*" * len(password))  # ok
    log.info("*" * 8)  # ok
    log.info(password and "***")  # ok
    log.info("set" if password else "unset")  # ok
    log.info("<hidden>" if api_key else None)  # ok
    log.info(re.sub(r".", "*", password))  # ok
    log.info(re.sub(r":[^@]+@", ":***@", db_url))  # ok
    log.info(f"mysql -p{password}".replace(password, "***"))  # ok
    log.info(key)  # ok
    log.info(SecretStr(password))  # ok
    log.info(db_url.split("@")[-1])  # ok
    log.info(db_url.rsplit("@", 1)[1])  # ok
    log.info(db_url.partition("@")[2])  # ok
    log.info(make_url(db_url).host)  # ok
    log.info(password.startswith("x"))  # ok
    log.info(password.isdigit())  # ok
    log.info(password.count("x"))  # ok
    log.info(api_key.find("x"))  # ok
    log.info(f"{password is not None}")  # ok
    log.info(f"{len(password)} characters")  # ok
    log.info(f"{bool(api_key)=}")  # ok
    log.info("%s", "yes" if password else "no")  # ok
    log.info("has password: %s", bool(password))  # ok
    log.info({"password": bool(password)})  # ok
    log.info({"password": "***", "user": user})  # ok
    log.info({"password": mask(password)})  # ok
    log.info({"password": "set" if password else None})  # ok
    log.info({"token": hash_token(token), "user": user})  # ok
    log.info(bcrypt.checkpw(password, other))  # ok
    log.info(check_password(password))  # ok
    log.info(authenticate(user, password))  # ok
    log.info(connect(user, password=password))  # ok
    password_hash = hashlib.md5(password).hexdigest()
    log.info(password_hash)  # ok
    password = hash_password(password)
    log.info(password)  # ok
    api_key = mask(api_key)
    log.info(api_key)  # ok
    masked = "*" * 4 + str(len(other.password))
    log.info(masked)  # ok
    key_name = other.api_key_name
    log.info(key_name)  # ok
    digest = hashlib.sha256()
    digest.update(other.password)
    log.info(digest.hexdigest())  # ok


def without_its_password(db_url):
    parts = urlparse(db_url)
    if parts.password:
        shown = parts._replace(netloc=f"{parts.username}:***@{parts.hostname}").geturl()
    else:
        shown = db_url
    log.info("Connecting to %s", shown)  # ok
    log.info("Connecting to %s", db_url)  # leak: secret-in-log


def partial(api_key, password):
    log.info(api_key[:4])  # leak: secret-in-log note
    log.info(api_key[-4:])  # leak: secret-in-log note
    log.info("key %s...", api_key[:8])  # leak: secret-in-log note
    log.info(f"{api_key[:4]}****")  # leak: secret-in-log note
    log.info("%.4s", api_key)  # leak: secret-in-log note
    log.info(f"{api_key:.4}")  # leak: secret-in-log note
    log.info(api_key[:30])  # leak: secret-in-log
    log.info(api_key[4:])  # leak: secret-in-log


class Settings:
    api_key: SecretStr
    host: str

    def show(self):
        log.info(self.api_key)  # ok
        log.info(self.api_key.get_secret_value())  # leak: secret-in-log


def censored_by_key(headers, config, token):
    shown = dict(config)
    shown["api_key"] = token
    shown.update(access_token=token)
    for key in ("api_key", "access_token"):
        if key in shown:
            shown[key] = "REDACTED"
    log.info(shown)  # ok
    for name, value in {"access_token": token, "user": "x"}.items():
        if name not in ("access_token",):
            log.info("%s=%s", name, value)  # ok
    log.info({k: "***" if k in SECRET else v for k, v in {"access_token": token}.items()})  # ok
    for name, value in {"access_token": token, "user": "x"}.items():
        log.info("%s=%s", name, value)  # leak: secret-in-log
    api_key = config["keyfile"]
    log.info(api_key)  # ok: a path
    api_key = config["value"]
    log.info(api_key)  # leak: secret-in-log
