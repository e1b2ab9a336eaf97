"""After the decision by API: papers, licences and their check, inbox, rating, figures."""

from uuid import uuid4

import pytest

from tests.api.callers import Caller
from yingshang.simulation.cast import DemoCast

GONE = str(uuid4())


@pytest.fixture
def bundle(people: DemoCast, finished_bundle: str) -> str:
    return finished_bundle


@pytest.fixture
def owner(people: DemoCast) -> Caller:
    return Caller(people["owner"])


def test_papers_and_licences_are_downloaded_by_who_may_see_the_case(
    owner: Caller, stranger: Caller, bundle: str
) -> None:
    paper = owner.get(f"/cases/{bundle}/papers")["items"][0]
    licence = owner.get("/licences?limit=1")["items"][0]
    for link in (paper["pdf"], licence["pdf"]):
        path = link.removeprefix("/api/v1")
        file = owner.ask("GET", path)
        assert (file.status_code, file["Content-Type"]) == (200, "application/pdf")
        assert file.content.startswith(b"%PDF")
        kind, _, rest = path.lstrip("/").partition("/")
        hidden = stranger.get(path, status=404)
        assert hidden == stranger.get(f"/{kind}/{GONE}/{rest.partition('/')[2]}", status=404)
    assert stranger.get("/licences")["items"] == []


def test_licences_come_in_pages_that_miss_none(owner: Caller, bundle: str) -> None:
    whole = [one["id"] for one in owner.get("/licences")["items"]]
    first = owner.get("/licences?limit=2")
    rest = owner.get(f"/licences?after={first['next']}")
    assert [one["id"] for one in first["items"] + rest["items"]] == whole
    assert len(whole) > 2


def test_anybody_checks_a_licence_and_a_fake_shows(owner: Caller, bundle: str) -> None:
    licences = owner.get("/licences")["items"]
    licence = next(one for one in licences if one["kind"] == "business_licence")
    checked = Caller(**{"Accept-Language": "en"}).get(f"/check/{licence['token']}")
    assert (checked["status"], checked["number"]) == ("valid", licence["number"])
    assert checked["is_sample"] is True
    assert "王示例" not in str(checked["facts"])
    fake = licence["token"][:-1] + ("A" if licence["token"][-1] != "A" else "B")
    assert Caller().get(f"/check/{fake}", status=404)["code"] == "matters.unknown_licence"


def test_the_inbox_tells_what_happened_and_is_read_once(
    owner: Caller, stranger: Caller, bundle: str
) -> None:
    inbox = owner.get("/inbox?limit=2")
    assert inbox["unread"] > 2
    assert inbox["next"] == 2
    ids = [letter["id"] for letter in inbox["items"]]
    assert stranger.post("/inbox/read", {"ids": ids}) == {"marked": 0}
    assert owner.post("/inbox/read", {"ids": ids}) == {"marked": 2}
    assert owner.post("/inbox/read", {"ids": ids}) == {"marked": 0}
    assert owner.get("/inbox")["unread"] == inbox["unread"] - 2
    assert stranger.get("/inbox") == {"items": [], "next": None, "unread": 0}


def test_a_finished_case_is_rated_once_and_its_officers_never_see_by_whom(
    owner: Caller, people: DemoCast, bundle: str
) -> None:
    path = f"/cases/{bundle}/rating"
    assert owner.get(path, status=404)["code"] == "ratings.hidden"
    rated = owner.post(path, {"grade": 2, "reasons": ["many_trips"]}, status=201)
    assert rated["is_followed_up"] is True
    assert owner.get(path) == rated
    assert owner.post(path, {"grade": 5}, status=409)["code"] == "ratings.rated_before"
    Caller(people["clerk"]).get(path, status=404)


def test_a_rating_has_one_of_five_grades_and_listed_reasons(owner: Caller, bundle: str) -> None:
    for body in ({"grade": 6}, {"grade": 3, "reasons": ["rain"]}, {}):
        owner.post(f"/cases/{bundle}/rating", body, status=422)
    twice = {"grade": 3, "reasons": ["fast", "fast"]}
    refused = owner.post(f"/cases/{bundle}/rating", twice, status=422)
    assert refused["code"] == "ratings.wrong_reason"


def test_figures_stand_beside_what_is_counted_for_staff(
    people: DemoCast, stranger: Caller, bundle: str
) -> None:
    assert stranger.get("/figures", status=403)["code"] == "access.staff_only"
    figures = Caller(people["leader"]).get("/figures")["items"]
    assert all(
        one["counted"] is None for one in figures if one["n"] == 0 and one["measure"] is None
    )
