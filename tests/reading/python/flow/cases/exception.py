import argparse

import click
import pytest


def forms(password, api_key, user, token, secret_name, parser):
    if user:
        raise ValueError(f"bad password {password}")  # leak: secret-in-exception
    if user.a:
        raise ValueError("bad password %s" % password)  # leak: secret-in-exception
    if user.b:
        raise RuntimeError("bad key: " + api_key)  # leak: secret-in-exception
    if user.c:
        raise AuthError("cannot log in with {}".format(api_key)) from None  # leak: secret-in-exception
    if user.d:
        error = RuntimeError(f"key {api_key}")
        raise error  # leak: secret-in-exception
    if user.e:
        raise click.ClickException(f"wrong key {api_key}")  # leak: secret-in-exception
    if user.f:
        raise MyError(message=f"wrong key {api_key}")  # leak: secret-in-exception
    if user.g:
        raise PermissionError(f"token {user.access_token} refused")  # leak: secret-in-exception
    assert user, f"no user for {password}"  # leak: secret-in-exception
    assert password == user.password, password  # leak: secret-in-exception
    pytest.fail(f"got {api_key}")  # leak: secret-in-exception
    arguments = argparse.ArgumentParser()
    arguments.error(f"wrong password {password}")  # leak: secret-in-exception
    try:
        use(api_key)
    except ValueError as error:
        error.add_note(f"with {api_key}")  # leak: secret-in-exception
        raise
    if user.h:
        raise ValueError("password too short")  # ok
    if user.i:
        raise KeyError("API_KEY")  # ok
    if user.j:
        raise ValueError(f"unexpected token {token}")  # ok
    if user.k:
        raise SyntaxError("unexpected token: %s" % parser.token)  # ok
    if user.l:
        raise InvalidPassword(user=user.name, password=password)  # ok
    if user.m:
        raise LookupError(f"no secret called {secret_name}")  # ok
    if user.n:
        raise ValueError(f"password has {len(password)} characters, at least 8 are needed")  # ok
    if not isinstance(password, str):
        raise TypeError(f"password must be text, not {password!r}")  # ok
    if password is None:
        raise ValueError(f"password is {password}")  # ok
    if not api_key:
        raise ValueError(f"invalid api key: {api_key!r}")  # ok
    if api_key == "none":
        raise ValueError(f"invalid api key: {api_key!r}")  # ok
    assert password, "a password is needed"  # ok
    raise PageError(f"bad page token {user.next_page_token}")  # ok


def minutes(key: bytes, secret: str, credentials: Credentials):
    raise LookupError(f"Secret {secret} not defined")  # ok


def objects(credentials: Credentials, password: SecretStr):
    raise ValueError(f"cannot use {credentials}: {password}")  # ok


class OwnError(Exception):
    def __init__(self, cause, secret):
        message = str(cause).replace(secret, "***")
        super().__init__(message)


class PlainError(Exception):
    def __init__(self, cause, value):
        super().__init__(f"{cause}: {value}")
        self.value = value


class KeptError(Exception):
    def __init__(self, cause, value):
        self.cause = cause


def own_errors(api_key, cause, number):
    if number == 1:
        raise OwnError(cause, api_key)  # ok: it hides it
    if number == 2:
        raise PlainError(cause, api_key)  # leak: secret-in-exception
    if number == 3:
        raise PlainError(cause, number)  # ok
    raise KeptError(cause, api_key)  # leak: secret-in-exception
