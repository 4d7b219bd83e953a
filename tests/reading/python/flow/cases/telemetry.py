import boto3
import mlflow
import newrelic.agent
import sentry_sdk
import wandb
from ddtrace import tracer
from opentelemetry import trace

tracing = trace.get_tracer(__name__)


def report(password, api_key, user, config, run):
    sentry_sdk.capture_message(f"login with {password}")  # leak: secret-in-telemetry
    sentry_sdk.set_tag("api_key", api_key)  # leak: secret-in-telemetry
    sentry_sdk.set_extra("password", password)  # leak: secret-in-telemetry
    sentry_sdk.set_context("login", {"user": user, "password": password})  # leak: secret-in-telemetry
    sentry_sdk.add_breadcrumb(message=f"key {api_key}")  # leak: secret-in-telemetry
    with tracing.start_as_current_span("login") as span:
        span.set_attribute("password", password)  # leak: secret-in-telemetry
        span.set_attribute("user.id", user)  # ok
        span.set_attribute("password.length", len(password))  # ok
    trace.get_current_span().set_attributes({"key": api_key})  # leak: secret-in-telemetry
    tracer.current_span().set_tag("key", api_key)  # leak: secret-in-telemetry
    newrelic.agent.add_custom_attribute("key", api_key)  # leak: secret-in-telemetry
    mlflow.log_param("api_key", api_key)  # leak: secret-in-telemetry
    mlflow.log_params({"rate": 0.1, "api_key": api_key})  # leak: secret-in-telemetry
    wandb.init(config={"api_key": api_key})  # leak: secret-in-telemetry
    sentry_sdk.init(dsn=config.sentry_dsn)  # ok
    sentry_sdk.capture_message("Invalid password")  # ok
    sentry_sdk.set_tag("token_type", user.token_type)  # ok
    mlflow.log_param("max_tokens", config.max_tokens)  # ok
    mlflow.log_params({"rate": 0.1})  # ok
    wandb.login(key=api_key)  # ok
