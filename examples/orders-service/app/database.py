"""Connects to the orders database."""

import logging
import os

import psycopg

from app.config import DATABASE_URL

log = logging.getLogger("orders.database")


def connect(user: str, password: str) -> psycopg.Connection:
    """A connection for `user`."""
    # Good: says what happens, not with what.
    log.info("Connecting to the database as %s", user)
    log.info("Password given: %s", bool(password))
    # Bad: the password is in the log, and in every place that the log is copied to.
    log.info(f"Connecting with password: {password}")
    return psycopg.connect(DATABASE_URL, user=user, password=password)


def explain() -> None:
    """Help for whoever debugs a deployment."""
    # Good: names only.
    print(sorted(os.environ))
    # Bad: all secrets of the service at once.
    print(os.environ)
