import os

import flask
from aiohttp import web
from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from fastapi import APIRouter, HTTPException
from fastapi.responses import JSONResponse
from flask import abort, jsonify
from rest_framework.response import Response

from app.config import settings

router = APIRouter()


@router.get("/debug")
def debug(password, user):
    return {"password": password, "user": user}  # leak: secret-in-response


@router.get("/config")
async def configuration():
    return {"database": settings.DATABASE_URL}  # leak: secret-in-response


@app.route("/key")
def show():
    return os.environ["STRIPE_API_KEY"]  # leak: secret-in-response


@router.get("/admin/config")
async def admin_configuration(user=Depends(get_admin_user)):
    return {"database": settings.DATABASE_URL}  # leak: secret-in-response note


@router.get("/users")
def users(user):
    return {"user": user, "has_password": bool(user.password)}  # ok


@router.post("/login")
def login(user):
    access_token = create_access_token(user)
    return {"access_token": access_token, "token_type": "bearer"}  # ok


@router.post("/keys")
def create_key(user):
    api_key = make_key()
    return {"api_key": api_key}  # ok


@router.get("/me")
def me(user):
    return {"token": user.token, "id": user.id}  # ok


def errors(request, token, password, api_key, auth_token):
    if request.a:
        raise HTTPException(status_code=401, detail=f"bad password {password}")  # leak: secret-in-response
    if request.b:
        raise HTTPException(401, f"key {api_key} is not known")  # leak: secret-in-response
    if request.c:
        raise HTTPException(401, detail={"error": f"token {auth_token} expired"})  # leak: secret-in-response
    if request.d:
        abort(403, f"wrong key {api_key}")  # leak: secret-in-response
    if request.e:
        raise HTTPException(401, detail="Invalid password")  # ok
    if request.f:
        raise HTTPException(401, headers={"WWW-Authenticate": "Bearer"})  # ok
    abort(401)  # ok


def answers(request, password):
    jsonify(password=password)  # leak: secret-in-response
    jsonify({"key": settings.SECRET_KEY})  # leak: secret-in-response
    JSONResponse({"password": password})  # leak: secret-in-response
    HttpResponse(f"your password is {password}")  # leak: secret-in-response
    JsonResponse({"db": os.environ["DATABASE_URL"]})  # leak: secret-in-response
    Response({"password": password})  # leak: secret-in-response
    web.json_response({"password": password})  # leak: secret-in-response
    render(request, "page.html", {"password": password})  # leak: secret-in-response
    flask.make_response(password)  # leak: secret-in-response
    jsonify(user=request.user, password_set=True)  # ok
    JSONResponse({"token": request.token})  # ok
    HttpResponse("Your password was changed.")  # ok
    render(request, "login.html", {"form": request.form})  # ok
