import sys
from pprint import pprint

import click
import rich
import typer
from rich.console import Console

console = Console()


def forms(password, api_key, user, args):
    print(password)  # leak: secret-in-output
    print("password:", password)  # leak: secret-in-output
    print(f"password: {password}")  # leak: secret-in-output
    print("password: %s" % password)  # leak: secret-in-output
    print("password: " + password, file=sys.stderr)  # leak: secret-in-output
    print(*[user, password])  # leak: secret-in-output
    pprint({"user": user, "password": password})  # leak: secret-in-output
    rich.print(f"[bold]{api_key}[/bold]")  # leak: secret-in-output
    console.print("key", api_key)  # leak: secret-in-output
    console.log(api_key)  # leak: secret-in-output
    click.echo(f"Using {api_key}")  # leak: secret-in-output
    click.secho(api_key, fg="red")  # leak: secret-in-output
    typer.echo(api_key)  # leak: secret-in-output
    print(args.password)  # leak: secret-in-output
    print(args.token)  # leak: secret-in-output
    print(user["password"])  # leak: secret-in-output
    print(user.get("api_key"))  # leak: secret-in-output
    print(getattr(user, "password"))  # leak: secret-in-output
    print(user.credentials.token)  # leak: secret-in-output
    print(get_api_key())  # leak: secret-in-output
    print(password[:4])  # leak: secret-in-output note
    print(f"{api_key[-4:]}")  # leak: secret-in-output note
    print(f"...{api_key[:6]}")  # leak: secret-in-output note
    print(password[2:])  # leak: secret-in-output
    sys.exit(f"wrong password {password}")  # leak: secret-in-output
    print("password changed")  # ok
    print("Enter password:", end="")  # ok
    print(len(password))  # ok
    print(user.password_hash)  # ok
    print(user.has_password)  # ok
    print(password, file=open("/tmp/report", "w"))  # leak: secret-in-file
    print(f"Error fetching secret {args.secret_name}: {args.error}")  # ok
    print(user["password_policy"])  # ok
    print(get_password_policy())  # ok
    print(get_secret("AZURE_API_VERSION"))  # ok
    print("token:", user.next_page_token)  # ok
    click.echo("Password updated")  # ok
    console.print("api_key", style="red")  # ok
    print(password == user.password)  # ok
    print("set" if password else "unset")  # ok
    sys.exit(1)  # ok


@click.command()
def show_token(api_key):
    click.echo(api_key)  # leak: secret-in-output note


@app.command()
def generate_key():
    api_key = make()
    typer.echo(f"Your key: {api_key}")  # leak: secret-in-output note


@click.command()
def deploy(api_key):
    click.echo(f"Deploying with {api_key}")  # leak: secret-in-output


class GetLoginPassword(BasicCommand):
    def run(self, password):
        print(password)  # leak: secret-in-output note


class Configure(BasicCommand):
    def run(self, password):
        print(password)  # leak: secret-in-output
