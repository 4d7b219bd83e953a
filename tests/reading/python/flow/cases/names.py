import os
import logging

log = logging.getLogger(__name__)


def about_a_secret(x, secret_name, secret_id, secret_arn, token_type, token_url, token_count, max_tokens, next_token):
    log.info(secret_name)  # ok
    log.info(secret_id)  # ok
    log.info(f"{secret_arn}")  # ok
    log.info(token_type)  # ok
    log.info(token_url)  # ok
    log.info("%d", token_count)  # ok
    log.info(max_tokens)  # ok
    log.info(next_token)  # ok
    log.info(x.NextToken)  # ok
    log.info(x._starting_token)  # ok
    log.info(x.csrf_token_header)  # ok
    log.info(x.password_field)  # ok
    log.info(PASSWORD_RESET_URL)  # ok
    log.info(x.password_hash)  # ok
    log.info(PASSWORD_RE)  # ok
    log.info(x.passwordless)  # ok
    log.info(x.pass_through)  # ok
    log.info(x.primary_key)  # ok
    log.info(x.sort_key)  # ok
    log.info(x.public_key)  # ok
    log.info(x.keyboard)  # ok
    log.info(x.tokenizer)  # ok
    log.info(x.secretary)  # ok
    log.info(x.secret_key_env_var)  # ok
    log.info(CONF_API_KEY)  # ok
    log.info(x.hashed_token)  # ok
    log.info(x.total_secrets)  # ok
    log.info(x.ENABLE_PASSWORD_AUTH)  # ok
    log.info(PASSWORD_HASH_ALGORITHM)  # ok
    log.info(CUSTOM_API_KEY_HEADER)  # ok
    log.info(x.token_fail_reason)  # ok
    log.info(x.api_key_file)  # ok
    log.info(x.key_id)  # ok
    log.info(x.access_key_id)  # ok
    log.info(x.idempotency_key)  # ok
    log.info(x.encrypted_password)  # ok
    log.info(x.is_password_set)  # ok
    log.info(x.needs_password)  # ok
    log.info(x.author)  # ok
    log.info(x.authority)  # ok
    log.info(x.compass)  # ok
    log.info(x.monkey)  # ok
    log.info(TokenType.PASSWORD)  # ok
    log.info(Scope.SECRET)  # ok
    log.info(UPDATE_USER_PASSWORD)  # ok
    log.info(ERROR_MESSAGES.INCORRECT_PASSWORD)  # ok
    log.info({"api_token": str, "password": Password})  # ok
    for token in x.api_tokens:
        log.info(f"Deleting expired token {token}")  # ok
    log.info(RESOURCE_TYPE_SECRET)  # ok
    log.info(x.roles_from_token)  # ok
    log.info(x.request_count_api_key)  # ok
    log.info(x.webhook_url)  # ok
    log.info(Password)  # ok
    log.info(x.get_password)  # ok
    log.info(x.check_password)  # ok
    log.info(x.input_tokens + x.output_tokens)  # ok
    log.info(x.csrf_token)  # ok
    log.info(x.password_validators)  # ok
    log.info(x.token_expires_at)  # ok
    log.info(x.password_policy)  # ok
    log.info(x.oauth_scopes)  # ok


def labels(x):
    log.info("Invalid password")  # ok
    log.info("password reset for user %s", x)  # ok
    log.info("token expired for client %s", x)  # ok
    log.info("The secret %s was rotated", x)  # ok
    log.info("API key: %s", "missing")  # ok
    log.info("password", extra={"user": x})  # ok
    log.info({"error": "password"})  # ok
    log.info({"password": "password is required"})  # ok
    log.info({"field": "password", "value": None})  # ok


def made_from(api_key, password, database_url):
    safe_url = strip(database_url)
    log.info(safe_url)  # ok
    env_var_name = api_key[1:]
    log.info(env_var_name)  # ok
    log.info("password length: %s", password.x)  # ok
    log.info("credential type: %s", password)  # ok
    log.info("token name=%s", api_key)  # ok


def literals():
    password = ""
    log.info(password)  # ok
    api_key = None
    log.info(api_key)  # ok
    token = "<token>"
    log.info(token)  # ok
    password_label = "password"
    log.info(password_label)  # ok
    password = "password"
    log.info(password)  # ok
    password = "tr0ub4dor-and-3-more"
    log.info(password)  # leak: secret-in-log


def identical_names(password):
    password = len(password)
    log.info(password)  # ok


def said_of_secrets(hardcoded_secrets, ignored_credentials, missing_api_keys, settings, found_secret_keys):
    print(hardcoded_secrets, ignored_credentials, missing_api_keys)  # ok
    print(settings.SENTRY_DSN, settings.ORACLE_DSN, os.environ["SENTRY_DSN"])  # ok
    print(settings.DB_DSN)  # leak: secret-in-output
    print(found_secret_keys)  # leak: secret-in-output
