"""A stranger sees nothing anywhere: every route, for every role, from one table."""

import re
from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import URLPattern, get_resolver

from tests.acceptance.routes import EVERYBODY, ROUTES, Route
from tests.city.matters.services.story import COMPANY, Town
from yingshang.core.ids import new_id
from yingshang.core.models import Document, WindowService
from yingshang.core.ratings.opinions import Opinion
from yingshang.core.ratings.rating import rate

SECRETS = (COMPANY, "李示例", "潭开办")
ROLES = sorted(EVERYBODY)


def patterns(resolver=None, prefix: str = "") -> Iterator[str]:
    for entry in (resolver or get_resolver()).url_patterns:
        path = prefix + str(entry.pattern)
        if isinstance(entry, URLPattern):
            yield path
        else:
            yield from patterns(entry, path)


def test_every_route_stands_in_the_table():
    assert set(patterns()) == {route.pattern for route in ROUTES}


class Things:
    """The addresses of what there is in the town: a granted registration, a draft, a licence."""

    def __init__(self, town: Town) -> None:
        bundle = town.signed()
        self.case = town.member(bundle, "company_registration")
        town.granted(self.case, "clerk", "approver")
        town.exchange()
        signed = bundle.application
        self.draft = town.draft()
        self.values = {
            "code": "company_opening",
            "page": "company",
            "name": "matters.bundle_cases",
            "step": "accept",
            "material": "charter",
            "application_id": self.draft.pk,
            "case_id": self.case.pk,
            "document_id": Document.objects.filter(kind="charter").get().pk,
            "paper_id": self.case.papers.first().pk,
            "licence_id": self.case.licences.get().pk,
            "token": self.case.licences.get().token,
            "service_id": WindowService.objects.create(
                place=self.case.place, office=self.case.office, ticket="A001",
                day=town.now.date(), taken_at=town.now,
            ).pk,
        }  # fmt: skip
        rating = rate(self.case.pk, Opinion(1), user=town.cast["owner"], at=town.later())
        self.followup = {**self.values, "case_id": rating.followup_case_id}
        self.signed = {**self.values, "application_id": signed.pk}
        self.missing = {
            name: value if name in {"code", "page", "name", "step", "material"} else new_id()
            for name, value in self.values.items()
        }

    def address(self, route: Route, *, exists: bool = True) -> str:
        values = self.signed if "signatures" in route.pattern else self.values
        values = self.followup if "callback" in route.pattern else values
        values = values if exists else self.missing
        filled = re.sub(
            r"<(?:\w+:)?(\w+)>", lambda found: str(values.get(found[1], "none")), route.pattern
        )
        return "/" + filled


def is_closed(answer) -> bool:
    """The visitor learns nothing: not there, or log in first (with the second factor)."""
    if answer.status_code in {301, 302}:
        return "/login/" in answer["Location"]
    # an ill-formed request is refused before anybody looks whether its object exists
    is_ill_formed = answer.status_code in {400, 422} and answer.wsgi_request.method != "GET"
    return is_ill_formed or answer.status_code in {401, 403, 404}


def text_of(answer) -> str:
    """The whole body; a streamed one is read to its end, which closes it."""
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return body.decode("utf-8", "replace")


def learns(answer) -> bool:
    text = text_of(answer)
    return any(secret in text for secret in SECRETS)


@pytest.mark.django_db
@pytest.mark.parametrize("role", ROLES)
def test_whoever_is_not_in_the_table_learns_nothing(role):
    town = Town()
    town.now -= timedelta(days=1)
    things = Things(town)
    wrong = []
    for route in ROUTES:
        if role in route.may:
            continue
        client = Client()
        if role != "nobody":
            client.force_login(town.cast[role])
        answer = getattr(client, route.method)(things.address(route))
        has_learned = learns(answer) and role != "owner"  # her own name stands in the masthead
        if has_learned or not is_closed(answer):
            wrong.append((route.method, route.pattern, answer.status_code, has_learned))
    assert wrong == [], "\n".join(str(row) for row in wrong)


@pytest.mark.django_db
@pytest.mark.parametrize("role", ["owner", "clerk", "approver", "supervisor", "leader", "citizen"])
def test_whoever_is_in_the_table_gets_in(role):
    town = Town()
    town.now -= timedelta(days=1)
    things = Things(town)
    wrong = []
    for route in ROUTES:
        if role not in route.may or route.method != "get":
            continue
        client = Client()
        client.force_login(town.cast[role])
        answer = client.get(things.address(route))
        text_of(answer)
        if answer.status_code in {401, 403, 404, 500}:
            wrong.append((route.pattern, answer.status_code))
    assert wrong == [], "\n".join(str(row) for row in wrong)


@pytest.mark.django_db
def test_hidden_and_missing_answer_alike():
    town = Town()
    things = Things(town)
    client = Client()
    client.force_login(town.cast["citizen"])
    for route in ROUTES:
        if "<" not in route.pattern or route.method != "get" or "citizen" in route.may:
            continue
        hidden = client.get(things.address(route))
        missing = client.get(things.address(route, exists=False))
        assert hidden.status_code == missing.status_code, route.pattern
        assert without_ids(hidden.content) == without_ids(missing.content), route.pattern


def without_ids(body: bytes) -> str:
    """The page but for what differs in every answer: addresses, tokens, reference numbers."""
    text = body.decode("utf-8", "replace")
    text = re.sub(r"[0-9a-f]{8}-[0-9a-f-]{27}", "ID", text)
    return re.sub(r'(csrfmiddlewaretoken" value=)"[^"]*"', r"\1", text)
