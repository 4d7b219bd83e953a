import json
import os
import sys
from pathlib import Path

import dotenv


def write(password, api_key, path, user):
    with open(path, "w") as f:
        f.write(f"PASSWORD={password}\n")  # leak: secret-in-file
        json.dump({"user": user, "password": password}, f)  # leak: secret-in-file
        f.write(f"{user}\n")  # ok
    Path(".env").write_text(f"API_KEY={api_key}")  # leak: secret-in-file
    open("key.txt", "w").write(api_key)  # leak: secret-in-file
    dotenv.set_key(".env", "API_KEY", api_key)  # leak: secret-in-file
    path.write_text("the password was changed")  # ok
    json.dump({"password_set": bool(password)}, path)  # ok
    process.stdin.write(password)  # ok
    connection.write(password)  # ok


def printed(password, path, user, process):
    with open(path, "w") as f:
        print(password, file=f)  # leak: secret-in-file
        print(user, file=f)  # ok
    print(password, file=process.stdin)  # ok
    print(password, file=sys.stderr)  # leak: secret-in-output


def private(password, path):
    with open(path, "w") as f:
        f.write(password)  # ok: for its owner only
    os.chmod(path, 0o600)


def _save(text, path):
    with open(path, "w") as f:
        f.write(text)  # leak: secret-in-file


def _save_privately(text, path):
    with os.fdopen(os.open(path, os.O_CREAT, 0o600), "w") as f:
        f.write(text)  # ok


def _save_for_its_owner(text, path):
    with open(os.open(path, os.O_CREAT, 0o600), "w") as f:
        f.write(text)  # ok


def through_helpers(password, path):
    _save_privately(password, path)  # ok
    _save_for_its_owner(password, path)  # ok
    _save(password, path)
