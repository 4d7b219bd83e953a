import json
import logging
import os
from functools import lru_cache

log = logging.getLogger(__name__)
BILLING = os.environ["BILLING_API_KEY"]
LEVEL = os.environ["LOG_LEVEL"]


def assignments(password, user, db):
    a = password
    log.info(a)  # leak: secret-in-log
    b = c = a
    log.info(b)  # leak: secret-in-log
    log.info(c)  # leak: secret-in-log
    d, e = user, password
    log.info(d)  # ok
    log.info(e)  # leak: secret-in-log
    [f, g] = [password, user]
    log.info(f)  # leak: secret-in-log
    log.info(g)  # ok
    if (h := password):
        log.info(h)  # leak: secret-in-log
    text = "user " + user
    log.info(text)  # ok
    text += " password " + password
    log.info(text)  # leak: secret-in-log
    i: str = password
    log.info(i)  # leak: secret-in-log
    j = password if user else "none"
    log.info(j)  # leak: secret-in-log
    k = user or password
    log.info(k)  # leak: secret-in-log
    l = password and "***"
    log.info(l)  # ok
    m = password.strip().lower()
    log.info(m)  # leak: secret-in-log
    n = password.encode("utf-8")
    log.info(n)  # leak: secret-in-log
    o = str(password)
    log.info(o)  # leak: secret-in-log
    p = login(password)
    log.info(p)  # ok
    q = f"{user}:{password}"
    log.info(q)  # leak: secret-in-log
    r = ":".join((user, password))
    log.info(r)  # leak: secret-in-log
    s = "%s:%s" % (user, password)
    log.info(s)  # leak: secret-in-log
    t = "{}:{}".format(user, password)
    log.info(t)  # leak: secret-in-log
    u = json.dumps({"password": password})
    log.info(u)  # leak: secret-in-log
    db.key = password
    log.info(db.key)  # leak: secret-in-log
    log.info(db.name)  # ok


def cleared(password, api_key):
    password = "***"
    log.info(password)  # ok
    key = api_key
    key = None
    log.info(key)  # ok
    api_key = len(api_key)
    log.info(api_key)  # ok


def branches(user, password, flag):
    shown = "hidden"
    if flag:
        shown = password
    log.info(shown)  # leak: secret-in-log
    if flag:
        password = "***"
    else:
        password = "none"
    log.info(password)  # ok


def returning(password, flag):
    if flag:
        password = "***"
        log.info(password)  # ok
        return
    log.info(password)  # leak: secret-in-log


def containers(user, password, api_key, key):
    data = {"user": user, "password": password, "nested": {"key": api_key}}
    log.info(data)  # leak: secret-in-log
    log.info(data["user"])  # ok
    log.info(data["password"])  # leak: secret-in-log
    log.info(data["nested"])  # leak: secret-in-log
    log.info(data["nested"]["key"])  # leak: secret-in-log
    log.info(data.get("user"))  # ok
    log.info(data.get("password"))  # leak: secret-in-log
    log.info(data.keys())  # ok
    log.info(list(data))  # ok: of a mapping, the keys
    log.info(data.values())  # leak: secret-in-log
    for name in data:
        log.info(name)  # ok
    for name, value in data.items():
        log.info(name)  # ok
        log.info(value)  # leak: secret-in-log
    log.info({**data, "x": 1})  # leak: secret-in-log
    other = {}
    other["user"] = user
    log.info(other)  # ok
    other["password"] = password
    log.info(other)  # leak: secret-in-log
    log.info(other["user"])  # ok
    headers = {"Authorization": f"Bearer {api_key}"}
    extra = headers.copy()
    log.debug("headers: %s", extra)  # leak: secret-in-log
    pair = (user, password)
    log.info(pair[0])  # ok
    log.info(pair[1])  # leak: secret-in-log
    log.info(pair)  # leak: secret-in-log
    items = [password for _ in range(3)]
    log.info(items)  # leak: secret-in-log
    log.info([name for name in data])  # ok
    log.info({n: v for n, v in data.items()})  # leak: secret-in-log
    log.info(dict(user=user, password=password))  # leak: secret-in-log
    safe = {**data, "password": "***", "nested": None}
    log.info(safe)  # ok
    del data["password"]
    log.info(data.pop("user"))  # ok


class Client:
    default_key = os.environ["CLIENT_SECRET"]

    def __init__(self, host, api_key):
        self.host = host
        self.key = api_key
        self.shown = "key " + api_key

    def show(self):
        log.info(self.host)  # ok
        log.info(self.key)  # leak: secret-in-log
        log.info(self.shown)  # leak: secret-in-log
        log.info(self.default_key)  # leak: secret-in-log
        log.info(self.url())  # leak: secret-in-log
        log.info(self.name())  # ok

    def url(self):
        return f"https://example.com?key={self.key}"

    def name(self):
        return f"client of {self.host}"


class Store:
    def __init__(self, host):
        self.settings = {"db": {"password": os.getenv("DB_PASSWORD"), "host": host}}

    @property
    def dsn(self):
        return f"postgresql://u:{self.settings['db']['password']}@h"

    @property
    def place(self):
        return self.settings["db"]["host"]

    def show(self):
        log.info(self.settings)  # leak: secret-in-log
        log.info(self.settings["db"]["host"])  # ok
        log.info(self.dsn)  # leak: secret-in-log
        log.info(self.place)  # ok
        say_it = log.info
        say_it(self.dsn)  # leak: secret-in-log
        say_it(self.place)  # ok


def global_names():
    log.info(BILLING)  # leak: secret-in-log
    log.info(LEVEL)  # ok


@lru_cache
def read_it():
    return os.environ["DB_PASSWORD"]


def read_level():
    return os.environ["LEVEL"]


def get_password():
    return "***"


def call_results():
    it = read_it()
    log.info(it)  # leak: secret-in-log
    log.info(read_level())  # ok
    log.info(f"{read_it()}")  # leak: secret-in-log
    log.info(get_password())  # ok


def url_to_path(url):
    return url.removeprefix("sqlite://")


def facts_about(database_url):
    log.info("database at %s", url_to_path(database_url))  # ok
    dbpath = database_url.removeprefix("sqlite://")
    log.info("database at %s", dbpath)  # ok


def show_url(url):
    log.debug("url: %s", url)  # leak: secret-in-log


def quiet(url):
    log.debug("url: %s", len(url))  # ok


def say(text, *, level=1):
    print(text)


def calls(user):
    show_url(os.environ["DATABASE_URL"])
    quiet(os.environ["DATABASE_URL"])
    say("using " + BILLING)  # leak: secret-in-output
    say("hello " + user)  # ok
    say(text=BILLING)  # leak: secret-in-output
    say("hello", level=BILLING)  # ok


def other_statements(password, path, user):
    try:
        a = password
    except ValueError as error:
        log.info("failed: %s", error)  # ok
        a = "nothing"
    finally:
        log.info("done")  # ok
    log.info(a)  # leak: secret-in-log
    with open(path) as f:
        b = password
        log.info(b)  # leak: secret-in-log
    while user:
        c = password
        log.info(c)  # leak: secret-in-log
    match user:
        case {"password": found}:
            log.info(found)  # leak: secret-in-log
        case Login(password=p, name=n):
            log.info(p)  # leak: secret-in-log
            log.info(n)  # ok
        case [x, y]:
            log.info(x)  # ok
    show = lambda: log.info(password)  # leak: secret-in-log
    g = (log.info(v) for v in [password])  # leak: secret-in-log

    def inner():
        log.info(password)  # leak: secret-in-log

    inner()


async def asynchronous(store, password):
    async with store.open() as s:
        secret_key = await s.get("x")
        log.info(secret_key)  # leak: secret-in-log
    async for v in store.values(password):
        log.info(v)  # ok


def outer(password):
    class Inner:
        def run(self):
            log.info(password)  # leak: secret-in-log

    return Inner
