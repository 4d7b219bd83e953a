import json
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
