import urllib.parse
import urllib.request
import webbrowser

import aiohttp
import httpx
import requests
import websockets

from app.config import API_KEY, BASE_URL

session = requests.Session()


def addresses(host, api_key, token, page_token, user, client_secret):
    requests.get(f"https://{host}/data?api_key={api_key}")  # leak: secret-in-query-string
    requests.get("https://example.com/data?user=%s&key=%s" % (user, api_key))  # leak: secret-in-query-string
    requests.get("https://example.com/data?key={}".format(api_key))  # leak: secret-in-query-string
    requests.get("https://example.com/data?key=" + api_key)  # leak: secret-in-query-string
    requests.get(BASE_URL + "?key=" + API_KEY, timeout=3)  # leak: secret-in-query-string
    requests.get(url=f"{BASE_URL}?access_token={user.access_token}")  # leak: secret-in-query-string
    requests.get(BASE_URL, params={"api_key": api_key, "page": 1})  # leak: secret-in-query-string
    requests.get(BASE_URL, params={"q": user, "appid": API_KEY})  # leak: secret-in-query-string
    requests.request("GET", f"{BASE_URL}?key={api_key}")  # leak: secret-in-query-string
    requests.request("GET", BASE_URL, params={"key": api_key})  # leak: secret-in-query-string
    session.get(f"{BASE_URL}?key={api_key}")  # leak: secret-in-query-string
    httpx.get(BASE_URL, params={"apikey": api_key})  # leak: secret-in-query-string
    httpx.Client().get(f"{BASE_URL}?key={api_key}")  # leak: secret-in-query-string
    urllib.request.urlopen(f"{BASE_URL}?key={api_key}")  # leak: secret-in-query-string
    urllib.request.urlopen(BASE_URL + "?" + urllib.parse.urlencode({"key": api_key}))  # leak: secret-in-query-string
    webbrowser.open(f"{BASE_URL}?key={api_key}")  # leak: secret-in-query-string
    params = {"q": user}
    params["api_key"] = api_key
    requests.get(BASE_URL, params=params)  # leak: secret-in-query-string
    url = f"{BASE_URL}?q={user}"
    url += f"&access_token={user.access_token}"
    requests.get(url)  # leak: secret-in-query-string
    requests.get(BASE_URL, params={"token": user.auth_token})  # leak: secret-in-query-string
    requests.get(BASE_URL, headers={"Authorization": f"Bearer {api_key}"})  # ok
    requests.get(BASE_URL, auth=(user, client_secret))  # ok
    requests.get(BASE_URL, params={"pageToken": page_token})  # ok
    requests.get(BASE_URL, params={"q": user, "page_token": page_token})  # ok
    requests.post(BASE_URL, data={"password": user.password})  # ok
    requests.post(BASE_URL, json={"client_secret": client_secret})  # ok
    requests.post(BASE_URL, data=urllib.parse.urlencode({"client_secret": client_secret}))  # ok
    requests.get(f"{BASE_URL}/reset/{token}")  # ok
    requests.get(f"{BASE_URL}?q={user}", headers={"X-Api-Key": api_key})  # ok
    requests.get(f"{BASE_URL}?max_tokens={user.max_tokens}")  # ok
    cache.get(f"key?={api_key}")  # ok


async def asynchronous(api_key):
    async with aiohttp.ClientSession() as client:
        await client.get(f"{BASE_URL}?key={api_key}")  # leak: secret-in-query-string
        await client.get(BASE_URL, params={"key": api_key})  # leak: secret-in-query-string
        await client.get(BASE_URL, headers={"X-Api-Key": api_key})  # ok
    await websockets.connect(f"wss://example.com/socket?key={api_key}")  # leak: secret-in-query-string


def passwords_of_addresses(user, password, host, token, port):
    requests.get(f"https://{user}:{password}@{host}/x")  # leak: secret-in-query-string
    requests.get("https://" + user + ":" + password + "@h")  # leak: secret-in-query-string
    requests.get("http://%s:%s@%s/" % (user, password, host))  # leak: secret-in-query-string
    requests.get(f"https://{host}:{port}/x")  # ok
    requests.get(f"https://{host}/x/{token}")  # ok
    requests.get(f"https://{host}/", auth=(user, password))  # ok
