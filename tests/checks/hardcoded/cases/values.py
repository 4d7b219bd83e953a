import os

# A sensitive name, and nothing in it: what a reader would not call a secret.
password = ""  # ok
password = None  # ok
password = " "  # ok
password = "***"  # ok
password = "********"  # ok
password = "password"  # ok
api_key = "api_key"  # ok
token = "Bearer"  # ok
secret = "True"  # ok
api_token = "8192"  # ok
api_key = "bcrypt"  # ok
secret = "HS256"  # ok
api_key = "x-api-key"  # ok
api_key = "<your-api-key>"  # ok
api_key = "YOUR_API_KEY_2"  # ok
api_key = "your-api-key-here"  # ok
api_key = "[redacted]"  # ok
api_key = "REDACTED"  # ok
api_key = "sg_live_xxxxxxxxxxxxxxxxxxxxx"  # ok
api_key = "sg_test_xxx_not_real_xxx"  # ok
api_key = "..."  # ok
api_key = "dummy-key-1"  # ok
api_key = "replace-me-2"  # ok
api_key = "TODO"  # ok
api_token = "${API_TOKEN}"  # ok
api_token = "$API_TOKEN"  # ok
api_token = "$(cat /run/secrets/token2)"  # ok
api_token = "{{ api_token }}"  # ok
api_token = "{{resolve:secretsmanager:orders:SecretString:kR7vq2}}"  # ok
api_token = "{api_token}"  # ok
api_token = "%(api_token)s"  # ok
api_token = "%API_TOKEN%"  # ok
api_token = "op://orders/prod/kR7vq2"  # ok
api_token = "vault:secret/data/orders#kR7vq2"  # ok
api_token = "arn:aws:secretsmanager:eu-west-1:123456789012:secret:orders"  # ok
api_token = "projects/orders/secrets/kR7vq2/versions/1"  # ok
api_token = "@Microsoft.KeyVault(SecretUri=https://orders.vault.azure.net/secrets/a1)"  # ok
api_token = "ENC[AES256_GCM,data:kR7vq2Lw9zT4,type:str]"  # ok
api_token = "file:///run/secrets/token2"  # ok
password = "/run/secrets/db_password2"  # ok
password = "./secrets/db_password2"  # ok
password = "config/secrets2.yml"  # ok
JWT_SECRET = "JWT_SECRET_KEY"  # ok
JWT_SECRET = "ORDERS_JWT_SECRET_2"  # ok
SECRET_KEY = "settings.SECRET_KEY"  # ok
secret = "https://vault.corp.net/v1/orders2"  # ok
password = "Unexpected API response received"  # ok
password = "^[a-z0-9]{8,}$"  # ok
password = r"(?P<password>\w+)"  # ok
password = "$2b$12$kR7vq2Lw9zT4kR7vq2Lw9uT4kR7vq2Lw9zT4kR7vq2Lw9zT4kR7vq"  # ok
password = "pbkdf2_sha256$600000$kR7vq2Lw9zT4$kR7vq2Lw9zT4kR7vq2Lw9zT4kR7vq2Lw9zT4"  # ok
private_key = "-----BEGIN PUBLIC KEY-----"  # ok
credentials = "orders@corp.net"  # ok
password = "#ff00aa"  # ok
token = "2024-11-24"  # ok
token = "1.2.3-rc1"  # ok
password = os.environ["DB_PASSWORD"]  # ok
password = os.getenv("DB_PASSWORD", "")  # ok
password = os.getenv("DB_PASSWORD") or None  # ok
password = getpass.getpass("Password for orders2: ")  # ok
password = keyring.get_password("orders2", "service1")  # ok
password = f"{prefix}-kR7vq2{suffix}"  # ok
secret = config.get("orders", "signing_key2")  # ok
if password == "":  # ok
    pass
