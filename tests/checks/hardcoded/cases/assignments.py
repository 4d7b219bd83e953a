import base64
import codecs
import os
from dataclasses import dataclass, field

from pydantic import BaseSettings, Field, SecretStr

# Names and values, in every form in which a statement binds one to the other.
password = "kR7vq2Lw9zT4"  # leak: hardcoded-secret error
db_password: str = "kR7vq2Lw9zT4"  # leak: hardcoded-secret error
dbPassword = "kR7vq2Lw9zT4"  # leak: hardcoded-secret error
unrelated = API_KEY = "kR7vq2Lw9zT4"  # leak: hardcoded-secret error
user, passwd = "orders", "kR7vq2Lw9zT4"  # leak: hardcoded-secret error
[user, (port, auth_token)] = ["orders", (5432, "kR7vq2Lw9zT4")]  # leak: hardcoded-secret error
if client_secret := "kR7vq2Lw9zT4":  # leak: hardcoded-secret error
    pass
client_secret += "kR7vq2Lw9zT4"  # leak: hardcoded-secret error
app.secret_key = "kR7vq2Lw9zT4"  # leak: hardcoded-secret error
self.session.password = "kR7vq2Lw9zT4"  # leak: hardcoded-secret error
app.config["JWT_SECRET_KEY"] = "kR7vq2Lw9zT4"  # leak: hardcoded-secret error
connection["prod"]["password"] = "kR7vq2Lw9zT4"  # leak: hardcoded-secret error
os.environ["DB_PASSWORD"] = "kR7vq2Lw9zT4"  # leak: hardcoded-secret error
os.environ.setdefault("DB_PASSWORD", "kR7vq2Lw9zT4")  # leak: hardcoded-secret error
os.environ.update(DB_PASSWORD="kR7vq2Lw9zT4")  # leak: hardcoded-secret error
os.environ.update({"DB_PASSWORD": "kR7vq2Lw9zT4"})  # leak: hardcoded-secret error
setattr(settings, "password", "kR7vq2Lw9zT4")  # leak: hardcoded-secret error

# Names that end in a secret's word, however they begin.
passphrase = b"kR7vq2Lw9zT4"  # leak: hardcoded-secret error
credentials = "kR7vq2Lw9zT4"  # leak: hardcoded-secret error
REDIS_SENTINEL_PASSWORD = "kR7vq2Lw9zT4"  # leak: hardcoded-secret error
WRONGSECRETS_PASSWORD = "kR7vq2Lw9zT4"  # leak: hardcoded-secret error
aws_secret_access_key = "kR7vq2Lw9zT4kR7vq2Lw9zT4"  # leak: hardcoded-secret error
slackBotToken = "kR7vq2Lw9zT4"  # leak: hardcoded-secret error
api_app_key = "kR7vq2Lw9zT4mB"  # leak: hardcoded-secret error
DB_PASSWORD_PROD = "kR7vq2Lw9zT4"  # leak: hardcoded-secret error
_pass = "kR7vq2Lw9zT4"  # leak: hardcoded-secret error
SECRET = "kR7vq2Lw9zT4"  # leak: hardcoded-secret error
encryption_key = "6b52377671324c77397a54346d42386e"  # leak: hardcoded-secret error

# The literal, in every dress.
password = "kR7vq2" "Lw9zT4"  # leak: hardcoded-secret error
password = "kR7vq2" + "Lw9zT4"  # leak: hardcoded-secret error
password = f"kR7vq2Lw9zT4"  # leak: hardcoded-secret error
password = r'kR7vq2Lw9zT4'  # leak: hardcoded-secret error
password = """kR7vq2Lw9zT4"""  # leak: hardcoded-secret error
password = ("kR7vq2Lw9zT4")  # leak: hardcoded-secret error
password = (  # the literal's own line counts
    "kR7vq2Lw9zT4"  # leak: hardcoded-secret error
)
password = "kR7vq2Lw9zT4".encode()  # leak: hardcoded-secret error
password = bytes("kR7vq2Lw9zT4", "utf-8")  # leak: hardcoded-secret error
password = base64.b64decode("a1I3dnEyTHc5elQ0")  # leak: hardcoded-secret error
password = base64.b64decode(b"a1I3dnEyTHc5elQ0").decode()  # leak: hardcoded-secret error
password = bytes.fromhex("6b52377671324c77397a5434")  # leak: hardcoded-secret error
password = codecs.decode("xE7id2Yj9mG4", "rot13")  # leak: hardcoded-secret error
password = "4Tz9wL2qv7Rk"[::-1]  # leak: hardcoded-secret error
password = "".join(["kR7vq2", "Lw9zT4"])  # leak: hardcoded-secret error
password = "kR7vq2Lw9zT4" if PROD else os.environ["DB_PASSWORD"]  # leak: hardcoded-secret error
password = SecretStr("kR7vq2Lw9zT4")  # leak: hardcoded-secret error
PASSWORDS = ["kR7vq2Lw9zT4", "kR7vq2Lw9zT4"]  # leak: hardcoded-secret error, hardcoded-secret error
password = "kR7$(vq2!Lw9&zT4"  # leak: hardcoded-secret error
SECRET_KEY = "t7$(k2m)v9=xq4w&zr1!p8d3#hs6y_bn5c@g0jf-l%e$u7iw2z"  # leak: hardcoded-secret error
SECRET_KEY = "q*d7f2=k9v!w3m)*x5z(r8#p1h6&n4^y0c@b%(j)s_g-s4^t1v"  # leak: hardcoded-secret error


# Classes: attributes, fields, models.
class Settings(BaseSettings):
    secret_key = "kR7vq2Lw9zT4"  # leak: hardcoded-secret error
    api_key: str = "kR7vq2Lw9zT4"  # leak: hardcoded-secret error
    db_password: SecretStr = SecretStr("kR7vq2Lw9zT4")  # leak: hardcoded-secret error
    jwt_secret: str = Field(default="kR7vq2Lw9zT4")  # leak: hardcoded-secret error
    auth_token: str = Field("kR7vq2Lw9zT4", env="AUTH_TOKEN")  # leak: hardcoded-secret error
    smtp_password: SecretStr = Field(default=SecretStr("kR7vq2Lw9zT4"))  # leak: hardcoded-secret error

    def __init__(self):
        self.password = "kR7vq2Lw9zT4"  # leak: hardcoded-secret error


@dataclass
class Account:
    password: str = "kR7vq2Lw9zT4"  # leak: hardcoded-secret error
    api_token: str = field(default="kR7vq2Lw9zT4")  # leak: hardcoded-secret error
    client_secret: str = field(default_factory=lambda: "kR7vq2Lw9zT4")  # leak: hardcoded-secret error


# Defaults and fallbacks: a secret that works is a secret that ships.
def connect(user, password="kR7vq2Lw9zT4"):  # leak: hardcoded-secret error
    return user, password


def positional(password="kR7vq2Lw9zT4", /):  # leak: hardcoded-secret error
    return password


def keyword_only(*, api_key="kR7vq2Lw9zT4"):  # leak: hardcoded-secret error
    return api_key


sign = lambda message, secret="kR7vq2Lw9zT4": (message, secret)  # leak: hardcoded-secret error
a = os.getenv("JWT_SECRET_KEY", "kR7vq2Lw9zT4")  # leak: hardcoded-secret error
b = os.environ.get("DB_PASSWORD", default="kR7vq2Lw9zT4")  # leak: hardcoded-secret error
c = os.getenv("API_TOKEN") or "kR7vq2Lw9zT4"  # leak: hardcoded-secret error
password = options.password or "kR7vq2Lw9zT4"  # leak: hardcoded-secret error
try:
    password = os.environ["DB_PASSWORD"]
except KeyError:
    password = "kR7vq2Lw9zT4"  # leak: hardcoded-secret error
d = row.get("password", "kR7vq2Lw9zT4")  # leak: hardcoded-secret error
e = getattr(settings, "SECRET_KEY", "kR7vq2Lw9zT4")  # leak: hardcoded-secret error

# Comparisons: what is compared need not be in use.
if password == "kR7vq2Lw9zT4":  # leak: hardcoded-secret warning
    pass
if "kR7vq2Lw9zT4" != request.form["password"]:  # leak: hardcoded-secret warning
    pass
if hmac.compare_digest(token, "kR7vq2Lw9zT4"):  # leak: hardcoded-secret warning
    pass
match password:
    case "kR7vq2Lw9zT4" | "pX3nd8Hs5yB6":  # leak: hardcoded-secret warning, hardcoded-secret warning
        pass

# Comments, and code that was commented out: the history has it, whether or not it is in use.
# DB_PASSWORD = "kR7vq2Lw9zT4"  # leak: hardcoded-secret warning
# connect(user="orders", password='kR7vq2Lw9zT4')  # leak: hardcoded-secret warning
retry()  # the staging password: kR7vq2Lw9zT4  # leak: hardcoded-secret warning
# password = os.environ["DB_PASSWORD"]  # ok
# password: the one that orders2 had before  # ok
# the token is base64, key: value, secret = secret_key2  # ok
