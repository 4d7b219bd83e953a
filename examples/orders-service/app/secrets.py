"""Reads one secret from AWS Secrets Manager, with a cache that forgets."""

import logging

import boto3

logger = logging.getLogger(__name__)
client = boto3.client("secretsmanager")


def get_secret(secret_name: str) -> str:
    """The current value of the secret called `secret_name`."""
    try:
        response = client.get_secret_value(SecretId=secret_name)
    except Exception as error:
        # Good: the name of a secret is no secret.
        logger.error("Could not fetch secret %s: %s", secret_name, error)
        raise
    # Bad: the whole response holds the value.
    logger.debug("Fetched %s", response["SecretString"])
    return response["SecretString"]
