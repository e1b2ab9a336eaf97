"""Callers of the API in the tests: a browser session with its cookie, JSON in and JSON out."""

import json
from typing import Any

from django.http import HttpResponse
from django.test import Client

from yingshang.core.access.models import User

API = "/api/v1"


class Caller:
    """Somebody who calls; an answer that is not the expected one fails with what was answered."""

    def __init__(self, user: User | None = None, **headers: str) -> None:
        self.client = Client()
        self.headers = headers
        if user is not None:
            self.client.force_login(user, "django.contrib.auth.backends.ModelBackend")

    def ask(self, method: str, path: str, body: Any = None, **headers: str) -> HttpResponse:
        """Any call; a body goes as JSON."""
        given = {} if body is None else {
            "data": json.dumps(body), "content_type": "application/json",
        }  # fmt: skip
        return self.client.generic(method, API + path, headers={**self.headers, **headers}, **given)

    def get(self, path: str, *, status: int = 200, **headers: str) -> Any:
        return told(self.ask("GET", path, **headers), status)

    def post(self, path: str, body: Any = None, *, status: int = 200, **headers: str) -> Any:
        return told(self.ask("POST", path, body or {}, **headers), status)

    def put(self, path: str, body: Any, *, status: int = 200) -> Any:
        return told(self.ask("PUT", path, body), status)

    def patch(self, path: str, body: Any, *, status: int = 200) -> Any:
        return told(self.ask("PATCH", path, body), status)

    def delete(self, path: str, *, status: int = 204) -> Any:
        return told(self.ask("DELETE", path), status)

    def upload(self, path: str, file: Any, *, status: int = 201) -> Any:
        return told(self.client.post(API + path, {"file": file}, headers=self.headers), status)


def told(response: HttpResponse, status: int) -> Any:
    """The JSON of an answer that has the expected status and the content type that goes with it."""
    assert response.status_code == status, response.content.decode()
    if status == 204:
        assert response.content == b""
        return None
    kind = response["Content-Type"].split(";")[0]
    assert kind == ("application/json" if status < 400 else "application/problem+json")
    return json.loads(response.content)
