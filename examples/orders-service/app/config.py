"""Settings: what ECS puts into the environment from AWS Secrets Manager."""

import json
import os

from dotenv import load_dotenv

load_dotenv(".env.local")  # a laptop has no ECS

# Good: the environment has them, the code does not.
DATABASE_URL = os.environ["DATABASE_URL"]
SENDGRID_API_KEY = os.getenv("SENDGRID_API_KEY")
OAUTH_CREDENTIALS = json.loads(os.getenv("OAUTH_CREDENTIALS", "{}"))
PASSWORD_RESET_URL = "https://orders.example/reset"
MAX_TOKENS = 4096

# Bad: the secret is in the code, and in git's history for good.
JWT_SECRET = "my-super-secret-key-12345"

# Bad: a fallback that works is a secret that ships.
WEBHOOK_SECRET = os.getenv("WEBHOOK_SECRET", "w3bhook-S1gning-9f4Kq2")
