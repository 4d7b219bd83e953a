import os

import jwt

# Weak or meant to be replaced, and in use until somebody does: a warning here, a note in tests.
JWT_SECRET = "my-super-secret-key-12345"  # leak: hardcoded-secret warning
JWT_SECRET_KEY = os.getenv("JWT_SECRET_KEY", "dev-secret-key-change-in-production")  # leak: hardcoded-secret warning
SECRET_KEY = "change-me-in-production"  # leak: hardcoded-secret warning
SECRET_KEY = "dev-secret-key"  # leak: hardcoded-secret warning
ADMIN_PASSWORD = "changeme"  # leak: hardcoded-secret warning
password = "admin"  # leak: hardcoded-secret warning
password = "123456"  # leak: hardcoded-secret warning
passcode = "4821"  # leak: hardcoded-secret warning
db_password = "hunter2"  # leak: hardcoded-secret warning
db_password = "postgres"  # leak: hardcoded-secret warning
password = "Summer2024"  # leak: hardcoded-secret warning
default_password = "orders123"  # leak: hardcoded-secret warning
SECRET_KEY = "you-will-never-guess"  # leak: hardcoded-secret warning
SECRET_KEY = "hard to guess string"  # leak: hardcoded-secret warning
password = "1q2w3e4r"  # leak: hardcoded-secret warning
password = "qwer1234!"  # leak: hardcoded-secret warning
api_key = "abcd1234"  # ok
app.secret_key = "super secret key"  # leak: hardcoded-secret warning
jwt.encode(claims, "secret", algorithm="HS256")  # leak: hardcoded-secret warning
SECRET_KEY = "aaaa"  # a placeholder rather than a key  # ok
SECRET_KEY = "xxxxxxxxxxxxxxxx"  # ok
