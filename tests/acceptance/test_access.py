"""A stranger sees nothing anywhere: every route, for every role, from one table."""

import re
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
import time_machine
from django.conf import settings
from django.test import Client
from django.urls import URLPattern, get_resolver

from tests.acceptance.routes import EVERYBODY, ROUTES, Route
from tests.cast import NOW
from tests.city.benefits.matching.things import benefit_things
from tests.city.matters.services.story import COMPANY, Town, town_cast
from tests.city.matters.undertakings.things import promised_things
from tests.city.requests.hall import reported_things
from tests.core.facts.contested import fact_things
from tests.portal.openness.sealed import log_folder, seal_all_of
from tests.scenes import Told, fixture_of, scene
from yingshang.city.matters.prereview.services import ask_pre_review
from yingshang.core.exports.services import Order, ask
from yingshang.core.exports.writing import write_export
from yingshang.core.ids import new_id
from yingshang.core.models import Case, Document, Draw, Entry, User, WindowService
from yingshang.core.ratings.opinions import Opinion
from yingshang.core.ratings.rating import rate
from yingshang.simulation.draws import ensure_draws

SECRETS = (COMPANY, "李示例", "潭开办")
ROLES = sorted(EVERYBODY)
KEPT = frozenset(
    {"code", "page", "name", "step", "material", "act", "path", "kind", "dataset", "policy"}
)
"""Parts of addresses that name no object of the town's own."""
CHECKED = re.compile("afterchecks|correction")


def patterns(resolver=None, prefix: str = "") -> Iterator[str]:
    for entry in (resolver or get_resolver()).url_patterns:
        path = prefix + str(entry.pattern)
        if isinstance(entry, URLPattern):
            yield path
        else:
            yield from patterns(entry, path)


def test_every_route_stands_in_the_table():
    assert set(patterns()) == {route.pattern for route in ROUTES}


@scene(on=town_cast, at=NOW)
def access_things(_: None, __: time_machine.Traveller) -> dict[str, dict[str, object]]:
    """What there is in the town since yesterday: a granted registration, a draft, a licence."""
    town = Town()
    town.now -= timedelta(days=1)
    bundle = town.signed()
    case = town.member(bundle, "company_registration")
    town.granted(case, "clerk", "approver")
    town.exchange()
    values = {
        "code": "company_opening",
        "page": "company",
        "name": "matters.bundle_cases",
        "step": "claim",
        "material": "charter",
        "application_id": town.draft().pk,
        "case_id": case.pk,
        "document_id": Document.objects.filter(kind="charter").get().pk,
        "paper_id": case.papers.first().pk,
        "licence_id": case.licences.get().pk,
        "token": case.licences.get().token,
        "service_id": WindowService.objects.create(
            place=case.place, office=case.office, ticket="A001",
            day=town.now.date(), taken_at=town.now,
        ).pk,
        **{name: new_id() for name in ("run_id", "objection_id", "entitlement_id")},  # none here
        **{name: new_id() for name in ("trial_id", "note_id")},
        "kind": "matters.desk_queue",
        "export_id": exported(town.cast["supervisor"], at=town.now),
        "entry_id": Entry.objects.get(subject_id=case.pk, action="case.open").pk,
        **_open_to_all(case.place, town.now),
        **reported_things(town),
        **fact_things(case.place, owner=town.cast["owner"], officer=town.cast["approver"],
                      at=town.now),
        **benefit_things(case.place, owner=town.cast["owner"], at=town.now),
    }  # fmt: skip
    values["review_id"] = ask_pre_review(
        values["application_id"], question="", user=town.cast["owner"], at=town.now
    ).pk
    promise = promised_things(case, town.now)
    values |= promise
    rating = rate(case.pk, Opinion(1), user=town.cast["owner"], at=town.later())
    return {
        "values": values,
        "followup": {**values, "case_id": rating.followup_case_id},
        "aftercheck": {**values, "case_id": promise["check_id"]},
        "watch": {**values, "case_id": Case.objects.get(kind="permit_watch").pk},
        "signed": {**values, "application_id": bundle.application.pk},
    }


def exported(user: User, *, at: datetime) -> UUID:
    """A finished export of the user's queue."""
    export = ask(Order("matters.desk_queue", {"state": "all"}), user=user, at=at)
    write_export(export.pk)
    return export.pk


def _open_to_all(place: str, at: datetime) -> dict[str, object]:
    """A draw that is over, and a sealed log."""
    ensure_draws(place, at=at)
    seal_all_of(place)
    draw = Draw.objects.get(place=place, state="drawn")
    return {"draw_id": draw.pk, "act": "announced", "path": "checkpoint"}


_at_things = fixture_of(access_things)


@pytest.fixture
def things(access_things: Told, settings: Any) -> Iterator["Things"]:
    """The addresses, at the moment of the tests."""
    settings.LOG_FOLDER = log_folder()
    with time_machine.travel(NOW, tick=False):
        yield Things(access_things.value)


class Things:
    """The addresses of what there is in the town, and of what there is not."""

    def __init__(self, told: dict[str, dict[str, object]]) -> None:
        self.cast = Town().cast
        self.values, self.followup, self.signed = told["values"], told["followup"], told["signed"]
        self.aftercheck, self.watch = told["aftercheck"], told["watch"]
        self._visitors: dict[str, Client] = {}
        self.missing = {
            name: value if name in KEPT else new_id() for name, value in self.values.items()
        } | {"firm_code": "91430300MA00000000"}

    def visitor(self, role: str) -> Client:
        """Somebody of the role."""
        if role == "nobody":
            return Client()
        if role not in self._visitors:
            self._visitors[role] = Client()
            self._visitors[role].force_login(self.cast[role])
        return self._visitors[role]

    def answer(self, role: str, route: Route) -> Any:
        """What the role is answered there. One log-in serves the whole test, until an answer
        touches its session: a request that changes something may end it."""
        client = self.visitor(role)
        answer = getattr(client, route.method)(self.address(route))
        if settings.SESSION_COOKIE_NAME in answer.cookies:
            self._visitors.pop(role, None)
        return answer

    def still_logged_in(self) -> bool:
        """Whether all are still whom they were, so that each answer was theirs."""
        users = {
            role: client.session.get("_auth_user_id") for role, client in self._visitors.items()
        }
        return users == {role: str(self.cast[role].pk) for role in users}

    def address(self, route: Route, *, exists: bool = True) -> str:
        values = self.signed if "signatures" in route.pattern else self.values
        values = self.followup if "callback" in route.pattern else values
        values = self.watch if "permits/<" in route.pattern else values
        values = self.aftercheck if CHECKED.search(route.pattern) else values
        values = values if exists else {**self.missing, "step": values["step"]}
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


@pytest.mark.parametrize("role", ROLES)
def test_whoever_is_not_in_the_table_learns_nothing(role, things):
    wrong = []
    for route in ROUTES:
        if role in route.may:
            continue
        answer = things.answer(role, route)
        has_learned = learns(answer) and role != "owner"  # her own name stands in the masthead
        if has_learned or not is_closed(answer):
            wrong.append((route.method, route.pattern, answer.status_code, has_learned))
    assert things.still_logged_in()
    assert wrong == [], "\n".join(str(row) for row in wrong)


@pytest.mark.parametrize("role", ["owner", "clerk", "approver", "supervisor", "leader", "citizen"])
def test_whoever_is_in_the_table_gets_in(role, things):
    wrong = []
    for route in ROUTES:
        if role not in route.may or route.method != "get":
            continue
        answer = things.answer(role, route)
        text_of(answer)
        if answer.status_code in {401, 403, 404, 500}:
            wrong.append((route.pattern, answer.status_code))
    assert things.still_logged_in()
    assert wrong == [], "\n".join(str(row) for row in wrong)


def test_hidden_and_missing_answer_alike(things):
    client = Client()
    client.force_login(things.cast["citizen"])
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
