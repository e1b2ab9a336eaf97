"""Who may read what of the feed, what is signed, and how pages are pushed until they are taken."""

import json
from datetime import timedelta

import pytest
from click.testing import CliRunner
from django.test import Client

from tests.cast import Cast, login
from tests.core.cases.factory import opening
from tests.core.ledger.town import NOON, PLACE, settle, write
from yingshang.core.access.models import User
from yingshang.core.cases.opening import open_cases
from yingshang.core.feed import cli
from yingshang.core.feed.errors import NotDead, UnknownOffice, WrongUrl
from yingshang.core.feed.models import Subscription
from yingshang.core.feed.pushing import WAITS
from yingshang.core.feed.services import Wanted, end, push_due, revive, subscribe
from yingshang.core.feed.signing import holds
from yingshang.core.ledger.acts import CLOCK
from yingshang.core.ledger.sealing import seal, sealing_state
from yingshang.core.ledger.sealing.keys import keys_of
from yingshang.core.models import Entry, Notice

XIANGTAN = "430300"
pytestmark = pytest.mark.usefixtures("subscriptions")


def subscribed(place: str = PLACE, *, name: str = "统计局", **more) -> tuple[Subscription, str]:
    owner = User.objects.filter(username="feed_owner").first() or login("feed_owner", "平台管理员")
    wanted = Wanted(name, **more)
    return subscribe(wanted, place=place, owner=owner, actor=CLOCK, at=NOON)


def seal_all(place: str = PLACE) -> None:
    """Seal once nothing that is open on the server holds it up."""
    settle()
    while sealing_state(place).backlog:
        seal(place)


def asked(token: str, **query):
    return Client().get("/api/v1/feed", query, headers={"Authorization": f"Bearer {token}"})


def test_a_subscriber_reads_on_from_where_it_was_and_checks_the_signature(town):
    _, token = subscribed(days=1000)
    first = write(3)
    seal_all()
    answer = asked(token, limit=2)
    page = answer.json()
    assert [item["position"] for item in page["items"]] == [0, 1]
    assert (page["next"], page["head"]) == (2, 4)
    verifier = keys_of(PLACE).verifiers[0]
    assert holds(answer.content, answer["Yingshang-Signature"], verifier)
    assert not holds(answer.content + b" ", answer["Yingshang-Signature"], verifier)
    rest = asked(token, after=2).json()
    ids = [item["id"] for item in page["items"] + rest["items"]]
    assert set(map(str, first)) < set(ids)
    assert len(ids) == 4, "the subscription itself is an entry"
    assert "data" not in rest["items"][0]


def test_no_token_of_a_log_in_and_no_ended_one_opens_the_feed(town):
    row, token = subscribed(days=1000)
    assert asked(token).status_code == 200
    end(row.pk, place=PLACE, actor=CLOCK, at=NOON)
    for secret in (token, "yf_", "ys_" + token[3:], "x"):
        assert asked(secret).status_code == 401
    assert Client().get("/api/v1/feed").status_code == 401
    assert asked(subscribed(name="b", days=1)[1], after=-1).status_code == 422


def test_a_scope_shows_its_offices_cases_and_no_others(town):
    cast = Cast()
    cases = [opening(cast), opening(cast)]
    open_cases(cases)
    seal_all(XIANGTAN)
    mine = {"kinds": ("matter",), "offices": ("market_regulation",), "with_content": True}
    _, token = subscribed(XIANGTAN, days=1000, **mine)
    page = asked(token, limit=1000).json()
    assert [item["subject"] for item in page["items"]] == [str(case.case_id) for case in cases]
    assert {item["office"] for item in page["items"]} == {"market_regulation"}
    assert page["items"][0]["data"]["number"] == page["items"][0]["case"]
    assert page["next"] == page["head"], "what is out of scope is passed over"
    _, other = subscribed(XIANGTAN, name="b", days=1000, offices=("tax",))
    assert asked(other, limit=1000).json()["items"] == []
    with pytest.raises(UnknownOffice):
        subscribed(XIANGTAN, name="c", offices=("nowhere",))


def test_pages_are_pushed_in_order_and_again_until_they_are_taken(town, receiver):
    row, _ = subscribed(url=receiver.url, days=1000)
    written = write(450)
    seal_all()
    receiver.answers = [500, 302]
    assert push_due(NOON) == 0
    assert push_due(NOON) == 0, "it is not due before its wait is over"
    row.refresh_from_db()
    assert (row.attempts, row.position) == (1, 0)
    assert "HTTP 500" in row.last_error
    assert push_due(NOON + WAITS.after(1)) == 0, "a redirect is not followed"
    receiver.answers = [200, 503]
    later = NOON + timedelta(hours=2)
    push_due(later)
    push_due(later + timedelta(hours=2))
    pages = [json.loads(body) for _, body in receiver.taken]
    positions = [item["position"] for page in pages for item in page["items"]]
    assert positions == list(range(len(written) + 1))
    headers, body = receiver.taken[0]
    assert holds(body, headers["Yingshang-Signature"], keys_of(PLACE).verifiers[0])
    row.refresh_from_db()
    assert (row.position, row.attempts, row.last_error) == (451, 0, "")


def test_a_subscriber_that_never_answers_is_given_up_aloud_and_misses_nothing(town, receiver):
    row, _ = subscribed(url=receiver.url, days=1000)
    seal_all()
    receiver.answers, at = [503] * WAITS.tries, NOON
    for _ in range(WAITS.tries):
        at += timedelta(hours=2)
        push_due(at)
    row.refresh_from_db()
    assert (row.state, row.position, receiver.refused) == ("dead", 0, WAITS.tries)
    assert Notice.objects.filter(template="feed_stopped", subject_id=row.pk).count() == 1
    assert Entry.objects.filter(action="subscription.dead", subject_id=row.pk).count() == 1
    assert push_due(at) == 0
    revive(row.pk, place=PLACE, actor=CLOCK, at=at)
    with pytest.raises(NotDead):
        revive(row.pk, place=PLACE, actor=CLOCK, at=at)
    push_due(at)
    assert json.loads(receiver.taken[0][1])["items"][0]["position"] == 0


def test_an_address_is_one_of_the_web_and_production_wants_https(town, settings):
    with pytest.raises(WrongUrl):
        subscribed(url="file:///etc/passwd")
    settings.DEMO_MODE = False
    with pytest.raises(WrongUrl):
        subscribed(url="http://example.invalid/")


def test_the_operator_subscribes_lists_replays_and_ends(town):
    login("operator", "管理员") if not User.objects.filter(username="operator") else None
    made = CliRunner().invoke(
        cli.feed, ["subscribe", PLACE, "税务", "--owner", "operator", "--kind", "case"],
        catch_exceptions=False,
    )  # fmt: skip
    row_id, token = made.output.split()
    assert asked(token).status_code == 200
    CliRunner().invoke(cli.feed, ["revive", PLACE, row_id, "--position", "1"])
    listed = CliRunner().invoke(cli.feed, ["subscriptions", PLACE], catch_exceptions=False)
    assert json.loads(listed.output)["position"] == 1
    CliRunner().invoke(cli.feed, ["end", PLACE, row_id], catch_exceptions=False)
    assert asked(token).status_code == 401
