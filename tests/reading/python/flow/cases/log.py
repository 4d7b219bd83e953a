import logging
import sys
import warnings

import structlog
from absl import logging as absl_logging
from celery.utils.log import get_task_logger
from flask import current_app
from loguru import logger as loguru_logger

logger = logging.getLogger(__name__)
LOGGER = logging.getLogger("app")
_LOGGER = logging.getLogger("app.private")
adapter = logging.LoggerAdapter(logger, {})
task_log = get_task_logger(__name__)
slog = structlog.get_logger()


def forms(password, user_id, api_key, secret_name, e):
    logger.info(f"Connecting with password: {password}")  # leak: secret-in-log
    logger.info(f"{password!r}")  # leak: secret-in-log
    logger.info(f"{password=}")  # leak: secret-in-log
    logger.info(f"{password:>20}")  # leak: secret-in-log
    logger.info("password is %s", password)  # leak: secret-in-log
    logger.info("password is %r for %s", password, user_id)  # leak: secret-in-log
    logger.info("password is %s" % password)  # leak: secret-in-log
    logger.info("%s has password %s" % (user_id, password))  # leak: secret-in-log
    logger.info("%(user)s %(password)s" % {"user": user_id, "password": password})  # leak: secret-in-log
    logger.info("%(user)s %(password)s", {"user": user_id, "password": password})  # leak: secret-in-log
    logger.info("password is {}".format(password))  # leak: secret-in-log
    logger.info("{user} {password}".format(user=user_id, password=password))  # leak: secret-in-log
    logger.info("password is " + password)  # leak: secret-in-log
    logger.info("password is " + str(password) + " for " + user_id)  # leak: secret-in-log
    logger.info(password)  # leak: secret-in-log
    logger.info("connecting", password)  # leak: secret-in-log
    logger.info("connecting", extra={"password": password})  # leak: secret-in-log
    logger.info("connecting", extra=dict(password=password))  # leak: secret-in-log
    logger.log(logging.DEBUG, "using %s", api_key)  # leak: secret-in-log
    logger.exception("could not use %s", api_key)  # leak: secret-in-log
    logger.critical(" ".join(["key", api_key]))  # leak: secret-in-log
    logger.debug("{} {}".format(user_id, api_key))  # leak: secret-in-log
    logger.debug(msg=f"key {api_key}")  # leak: secret-in-log
    logger.info(
        "user %s has key %s",
        user_id,
        api_key,  # leak: secret-in-log
    )
    logger.info("Invalid password")  # ok
    logger.info("password reset for user %s", user_id)  # ok
    logger.info("Connecting to database")  # ok
    logger.info("token expired for client %s", user_id)  # ok
    logger.info(f"Error fetching secret {secret_name}: {e}")  # ok
    logger.info("%(user)s", {"user": user_id, "password": password})  # ok
    logger.info("{user}".format(user=user_id, password=password))  # ok
    logger.info("password length %d", password)  # ok
    logger.info("password for %s", user_id)  # ok
    logger.exception("login failed", exc_info=e)  # ok
    logger.info("api_key")  # ok
    logger.info("api_key=%s", "***")  # ok


def bindings(self, password):
    LOGGER.info("pw %s", password)  # leak: secret-in-log
    _LOGGER.debug("pw %s", password)  # leak: secret-in-log
    logging.info("pw %s", password)  # leak: secret-in-log
    logging.getLogger("x").warning("pw %s", password)  # leak: secret-in-log
    logging.getLogger().error("pw %s", password)  # leak: secret-in-log
    adapter.info("pw %s", password)  # leak: secret-in-log
    task_log.info("pw %s", password)  # leak: secret-in-log
    self.logger.info("pw %s", password)  # leak: secret-in-log
    self.log.info("pw %s", password)  # leak: secret-in-log
    self._logger.info("pw %s", password)  # leak: secret-in-log
    current_app.logger.info("pw %s", password)  # leak: secret-in-log
    absl_logging.info("pw %s", password)  # leak: secret-in-log
    lg = logging.getLogger("y")
    lg.info("pw %s", password)  # leak: secret-in-log
    child = lg.getChild("z")
    child.info("pw %s", password)  # leak: secret-in-log
    say = logger.info
    self.dialog.info("pw", password)  # ok
    self.catalog.error(password)  # ok
    math.log(password)  # ok
    self.client.info(password)  # ok


def others(password, api_key, user_id):
    loguru_logger.info("pw {}", password)  # leak: secret-in-log
    loguru_logger.info("pw {password}", password=password)  # leak: secret-in-log
    loguru_logger.bind(password=password).info("hello")  # leak: secret-in-log
    with loguru_logger.contextualize(api_key=api_key):  # leak: secret-in-log
        pass
    loguru_logger.opt(lazy=True).debug(f"{api_key}")  # leak: secret-in-log
    slog.info("login", password=password)  # leak: secret-in-log
    slog.bind(api_key=api_key)  # leak: secret-in-log
    structlog.get_logger().warning("login", api_key=api_key)  # leak: secret-in-log
    structlog.contextvars.bind_contextvars(api_key=api_key)  # leak: secret-in-log
    warnings.warn(f"using the key {api_key}")  # leak: secret-in-log
    sys.stdout.write(f"{password}\n")  # leak: secret-in-log
    sys.stderr.write("key " + api_key)  # leak: secret-in-log
    loguru_logger.info("user {}", user_id)  # ok
    slog.info("password_changed", user=user_id)  # ok
    slog.bind(user=user_id, has_password=bool(password))  # ok
    warnings.warn("the password argument is deprecated", DeprecationWarning)  # ok
    sys.stdout.write("Password: ")  # ok


def typed(log: logging.Logger, password: str):
    log.info(password)  # leak: secret-in-log


async def asynchronous(api_key):
    await slog.ainfo("x", api_key=api_key)  # leak: secret-in-log
