"""The OpenAPI description: what ninja derives, with the problems that every operation can give."""

import json
from collections.abc import Iterator
from typing import Any

from ninja import NinjaAPI

PROBLEM = {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}
"""Ninja would describe problems as application/json, like everything else."""
TITLES = {
    400: "The body cannot be read 请求体读不出来",
    401: "Nobody known is calling 未登录",
    403: "Known, and not allowed 没有权限",
    404: "Missing, or not the caller's to see 没有找到",
    409: "Somebody was faster, or it is too late 状态冲突",
    413: "Too large 请求太大",
    422: "Wrong input, told all at once 输入有误",
    500: "A defect of ours, with a reference 系统出错",
    503: "A part does not answer now 暂时不可用",
}


def openapi_text(api: NinjaAPI, prefix: str) -> str:
    """The description as the committed file has it: stable order, readable Chinese."""
    described = described_by(api, prefix)
    return json.dumps(described, ensure_ascii=False, indent=1) + "\n"


def described_by(api: NinjaAPI, prefix: str) -> dict[str, Any]:
    """The OpenAPI document of `api` served under `prefix`."""
    raw = dict(NinjaAPI.get_openapi_schema(api, path_prefix=prefix))
    document: dict[str, Any] = json.loads(json.dumps(raw))
    components = document["components"]
    components["schemas"] = dict(sorted(components["schemas"].items()))
    components["responses"] = {
        f"Problem{code}": {"description": title, "content": PROBLEM}
        for code, title in TITLES.items()
    }
    for operation in _operations(document):
        _complete(operation)
    return document


def _operations(document: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for path in document["paths"].values():
        yield from path.values()


def _complete(operation: dict[str, Any]) -> None:
    given = operation["responses"]
    codes = {int(code) for code in given if int(code) >= 400} | set(_general(operation))
    operation["responses"] = {code: given[code] for code in given if int(code) < 400} | {
        str(code): {"$ref": f"#/components/responses/Problem{code}"} for code in sorted(codes)
    }
    for parameter in operation["parameters"]:
        if isinstance(parameter["schema"].get("examples"), dict):
            del parameter["schema"]["examples"]  # they stand beside the schema, where they belong


def _general(operation: dict[str, Any]) -> Iterator[int]:
    yield from (500, 503)
    if operation.get("security"):
        yield from (401, 403)
    if operation.get("parameters") or operation.get("requestBody"):
        yield 422
    if operation.get("requestBody"):
        yield from (400, 413)
