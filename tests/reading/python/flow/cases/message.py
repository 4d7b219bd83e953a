import smtplib
from email.message import EmailMessage
from email.mime.text import MIMEText

import boto3
import discord
import requests
from atlassian import Jira
from django.core.mail import send_mail
from slack_bolt import App
from slack_sdk import WebClient
from slack_sdk.webhook import WebhookClient
from telegram import Bot
from twilio.rest import Client

SLACK_URL = "https://hooks.slack.com/services/"


def slack(token, password, api_key, user, secret_name, SLACK_WEBHOOK_URL):
    client = WebClient(token=token)  # ok
    client.chat_postMessage(channel="#ops", text=f"new password: {password}")  # leak: secret-in-message
    client.chat_postMessage(channel="#ops", blocks=[{"text": api_key}])  # leak: secret-in-message
    client.files_upload_v2(channel="#ops", content=api_key)  # leak: secret-in-message
    WebhookClient(SLACK_URL).send(text=f"key {api_key}")  # leak: secret-in-message
    requests.post(SLACK_URL, json={"text": f"key {api_key}"})  # leak: secret-in-message
    requests.post(SLACK_WEBHOOK_URL, json={"text": f"key {api_key}"})  # leak: secret-in-message
    requests.post(SLACK_URL, json={"text": "hello"}, headers={"Authorization": f"Bearer {token}"})  # ok
    client.chat_postMessage(channel="#ops", text="password changed")  # ok
    client.chat_postMessage(channel="#ops", text=f"secret {secret_name} rotated for {user}")  # ok
    client.chat_postMessage(token=token, channel="#ops", text="hi")  # ok
    requests.post("https://example.com/login", json={"password": password})  # ok


def bolt(say, api_key):
    say(f"key {api_key}")  # leak: secret-in-message
    say("the key was rotated")  # ok


async def chats(channel, bot, message, password, token):
    await channel.send(f"password: {password}")  # leak: secret-in-message
    await bot.send_message(chat_id=1, text=f"password: {password}")  # leak: secret-in-message
    await message.reply_text(password)  # leak: secret-in-message
    Bot(token)  # ok
    await channel.send("password changed")  # ok


def mail(password, api_key, user):
    server = smtplib.SMTP("mail")
    server.login(user, password)  # ok
    server.sendmail("a@example.com", user, f"Your password is {password}")  # leak: secret-in-message
    message = EmailMessage()
    message.set_content(f"password: {password}")  # leak: secret-in-message
    MIMEText(f"Your password is {password}")  # leak: secret-in-message
    send_mail("Welcome", f"Your password is {password}", "a@example.com", [user])  # leak: secret-in-message
    send_mail("Welcome", "Set your password here", "a@example.com", [user], auth_password=password)  # ok
    boto3.client("ses").send_email(Content={"Text": password})  # leak: secret-in-message
    boto3.client("sns").publish(TopicArn="t", Message=f"key {api_key}")  # leak: secret-in-message
    boto3.client("sqs").send_message(QueueUrl="q", MessageBody=api_key)  # leak: secret-in-message
    boto3.client("sns", aws_secret_access_key=api_key).publish(Message="hello")  # ok
    Client("sid", api_key).messages.create(body=f"code {password}", to="1", from_="2")  # leak: secret-in-message


def tickets(repo, jira_client, api_key):
    repo.create_issue(title="broken", body=f"key {api_key}")  # leak: secret-in-message
    jira_client.create_issue(fields={"description": api_key})  # leak: secret-in-message
    Jira(url="x", token=api_key)  # ok
    repo.create_issue(title="rotate the key", body="please")  # ok
