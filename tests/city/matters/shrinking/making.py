"""Makers of matters and bundles in memory, each complete but for what a test says."""

from typing import Any

from yingshang.city.matters.listing import Bundle, Matter, bundle_from, matter_from


def field(meaning: str, **more: Any) -> dict[str, Any]:
    named = {"code": meaning, "meaning": meaning, "name": f"{meaning}名", "name_en": meaning}
    return named | {"type": "text"} | more


def material(code: str, source: str = "applicant", **more: Any) -> dict[str, Any]:
    return {"code": code, "name": f"{code}件", "name_en": code, "source": source} | more


def make_matter(code: str, half_days: int = 2, **more: Any) -> Matter:
    body: dict[str, Any] = {
        "code": code, "name": f"{code}事", "name_en": code, "source": "illustrative",
        "type": "public_service", "office": "registry", "case_type": "promised",
        "promised_limit": {"amount": half_days, "unit": "half_day"},
        "stages": [{"stage": "handle", "role": "承办", "role_en": "Handler"}],
        "channels": ["online"], "visits": 0, "delivery": ["electronic"],
        "results": [{"code": f"{code}_done", "name": "果", "name_en": "Result", "kind": "record"}],
    }  # fmt: skip
    return matter_from(body | more)


def make_bundle(members: list[dict[str, Any]], **more: Any) -> Bundle:
    body: dict[str, Any] = {
        "code": "start", "name": "开办", "name_en": "Start", "source": "illustrative",
        "number_prefix": "示开办", "lead_office": "registry", "members": members,
    }  # fmt: skip
    return bundle_from(body | more)
