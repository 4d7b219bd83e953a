import asyncio
import os
import subprocess


def commands(password, api_key, user, token):
    subprocess.run(["mysql", "-u", user, f"-p{password}"])  # leak: secret-in-process-arguments
    subprocess.run(["curl", "-u", f"{user}:{password}", "https://example.com"])  # leak: secret-in-process-arguments
    subprocess.check_call(["docker", "build", "--build-arg", "KEY=" + api_key, "."])  # leak: secret-in-process-arguments
    subprocess.Popen(f"mysql -p{password}", shell=True)  # leak: secret-in-process-arguments
    os.system("mysql -p%s" % password)  # leak: secret-in-process-arguments
    os.popen(f"curl -H 'X-Api-Key: {api_key}' https://example.com")  # leak: secret-in-process-arguments
    command = ["vault", "login"]
    command += [api_key]
    subprocess.run(command)  # leak: secret-in-process-arguments
    os.execvp("psql", ["psql", f"postgresql://{user}:{password}@db/x"])  # leak: secret-in-process-arguments
    subprocess.run(["psql"], env={"PGPASSWORD": password})  # ok
    subprocess.run(["docker", "login", "--password-stdin"], input=password.encode())  # ok
    subprocess.run(["vault", "login", "-no-print"], input=api_key, text=True)  # ok
    subprocess.run(["echo", "password"])  # ok
    subprocess.run(["passwd", user])  # ok


async def asynchronous(password):
    await asyncio.create_subprocess_exec("mysql", f"-p{password}")  # leak: secret-in-process-arguments
    await asyncio.create_subprocess_shell(f"mysql -p{password}")  # leak: secret-in-process-arguments
