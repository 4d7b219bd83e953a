"""A module that speaks of passwords: "the password is wrong", "token expired"."""
import os
import subprocess

# Strings with a structure of their own.
body = '{"user": "orders", "client_secret": "kR7vq2Lw9zT4"}'  # leak: hardcoded-secret error
query = "grant_type=password&username=orders&password=kR7vq2Lw9zT4"  # leak: credential-in-url error
header = "Authorization: Bearer kR7vq2Lw9zT4"  # leak: hardcoded-secret error
cursor.execute("ALTER USER orders WITH PASSWORD 'kR7vq2Lw9zT4'")  # leak: hardcoded-secret error
cursor.execute("CREATE USER 'orders' IDENTIFIED BY 'kR7vq2Lw9zT4'")  # leak: hardcoded-secret error
subprocess.run(["mysql", "--user", "orders", "--password", "kR7vq2Lw9zT4"])  # leak: hardcoded-secret error
subprocess.run(["mysql", "--password=kR7vq2Lw9zT4"])  # leak: hardcoded-secret error
os.system("curl -u orders:kR7vq2Lw9zT4 https://api.corp.net/orders")  # leak: hardcoded-secret error
template = """
[database]
user = orders
password = kR7vq2Lw9zT4  # leak: hardcoded-secret error
"""

# URLs and connection strings.
DATABASE_URL = "postgresql://orders:kR7vq2Lw9zT4@db.corp.net/orders"  # leak: credential-in-url error
engine = create_engine(f"postgresql://orders:kR7vq2Lw9zT4@{host}/orders")  # leak: credential-in-url error
CELERY_BROKER_URL = "amqp://orders:kR7vq2Lw9zT4@queue.corp.net//"  # leak: credential-in-url error
url = os.getenv("REDIS_URL", "redis://:kR7vq2Lw9zT4@cache.corp.net:6379/0")  # leak: credential-in-url error
pyodbc.connect("Driver=x;Server=db.corp.net;UID=orders;PWD=kR7vq2Lw9zT4;")  # leak: credential-in-url error
psycopg2.connect("host=db.corp.net user=orders password=kR7vq2Lw9zT4")  # leak: credential-in-url error
MongoClient("mongodb+srv://orders:kR7vq2Lw9zT4@db.corp.net/orders")  # leak: credential-in-url error

# Look-alikes: prose, formats, statements with parameters, and what has a place for a password and none there.
log.info("password reset for user %s", user)  # ok
log.warning("Invalid password: at least 8 characters")  # ok
raise ValueError("token expired for client %s" % client)  # ok
print("Password: ")  # ok
print(f"password={password}")  # ok
form = '{"user": "orders", "password": "{password}"}'  # ok
form = '{"name": "", "api_key": ""}'  # ok
schema = '{"properties": {"password": {"type": "string", "format": "password"}}}'  # ok
cursor.execute("UPDATE users SET password = %s WHERE token = $1", row)  # ok
cursor.execute("SELECT password, secret_key2 FROM users WHERE password = :password2")  # ok
cursor.execute("ALTER USER orders WITH PASSWORD '%s'" % password)  # ok
pattern = r"password\s*=\s*(\w+)"  # ok
pattern = re.compile(r"token=[a-z0-9]{32}")  # ok
header = "Authorization: Bearer " + token  # ok
header = f"Authorization: Bearer {token}"  # ok
subprocess.run(["mysql", "--password", password])  # ok
subprocess.run("docker login --password-stdin registry2", shell=True)  # ok
DATABASE_URL = "postgresql://localhost/orders"  # ok
DATABASE_URL = "postgresql://orders@db.corp.net/orders"  # ok
DATABASE_URL = "sqlite:///orders2.db"  # ok
DATABASE_URL = f"postgresql://{user}:{password}@{host}/orders"  # ok
DATABASE_URL = "postgresql://%s:%s@%s/orders" % (user, password, host)  # ok
DATABASE_URL = "postgresql://user:password@localhost/orders"  # ok
DATABASE_URL = "postgresql://${DB_USER}:${DB_PASSWORD}@db.corp.net/orders"  # ok
CONNECTION_STRING = "Server=db.corp.net;Database=orders;Trusted_Connection=yes;"  # ok
usage = "login --user orders --password kR7vq2Lw9zT4"  # ok
