import logging

import psycopg2
import redis
import requests
from sqlalchemy import create_engine

log = logging.getLogger(__name__)


def connect(url):
    log.info("connecting to %s", url)  # leak: secret-in-log
    log.info("connecting to %s", url.split("@")[-1])  # ok
    engine = create_engine(url)
    log.info("connected to %s", engine.url)  # ok: masked by sqlalchemy
    return engine


def connect_or_raise(db_uri):
    try:
        return psycopg2.connect(db_uri)
    except psycopg2.Error:
        raise RuntimeError(f"cannot connect to {db_uri}")  # leak: secret-in-exception


class Cache:
    def __init__(self, url):
        self.url = url

    def open(self):
        log.debug("cache at %s", self.url)  # leak: secret-in-log
        return redis.from_url(self.url)


def from_settings(config):
    url = config.read("cache")
    log.debug("cache at %s", url)  # leak: secret-in-log
    redis.Redis.from_url(url)


def fetch(url):
    log.info("fetching %s", url)  # ok
    return requests.get(url)


def local(path):
    url = f"sqlite:///{path}"
    log.info("opening %s", url)  # ok
    return create_engine(url)


def named_otherwise(host, options):
    log.info("opening %s", host)  # ok
    return create_engine(host), psycopg2.connect(host=host, **options)


def of_a_server(server, api_url):
    log.info("serving %s", api_url)  # ok
    return server.from_url(api_url)
