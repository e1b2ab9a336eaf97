"""Received in Xiangtan, decided in Heihe: two cases, one log, two dates, only letters between."""

import pytest

from tests.city.matters.crossregion.places import HEIHE, XIANGTAN, log
from yingshang.city.matters.crossregion.elsewhere import hand_over
from yingshang.core.ledger.queries import entries_of
from yingshang.core.models import Commitment, Notice

pytestmark = pytest.mark.django_db


def test_a_licence_is_received_in_one_place_and_decided_in_the_other(places):
    file = places.forwarded()
    places.post()
    home = places.home(file)
    assert (home.case.place, home.case.kind, home.case.state) == (HEIHE, "matter", "received")
    assert home.case.number.startswith("黑跨办")
    assert home.case.party.name == "李示例"
    assert home.fields["contact_phone"] == "+8613800005678"
    assert [use.material for use in home.case.document_uses.order_by("material")] == [
        "floor_plan", "food_safety_rules",
    ]  # fmt: skip
    places.post()
    assert places.fresh(file).case.state == "at_home"
    assert not Commitment.objects.filter(case=home.case, clock="statutory").exists()

    places.days(2)
    places.heihe(home.case, "accept", places.heihe_officer)
    accepted = places.now
    places.post()
    here = places.fresh(file)
    assert here.case.state == "accepted"
    assert here.accepted_at == accepted
    assert here.handed_in_at < here.accepted_at
    statutory = Commitment.objects.get(case=home.case, clock="statutory")
    assert statutory.started_at == accepted
    assert here.told["statutory_due"].startswith(statutory.due_at.strftime("%Y-%m-%d"))

    for step in ("handle", "grant"):
        places.heihe(home.case, step, places.heihe_officer)
    places.post()
    here = places.fresh(file)
    assert here.case.state == "granted"
    assert here.told["results"][0]["number"] == home.case.licences.get().number

    hand_over(here.case_id, received_by="李示例", user=places.cast["clerk"], at=places.later())
    places.post()
    assert places.home(file).case.state == "delivered"
    assert places.fresh(file).case.state == "delivered"

    lines = log(here)
    assert lines == log(home)
    assert [line[1:] for line in lines] == [
        ("received", XIANGTAN), ("checked", XIANGTAN), ("forwarded", HEIHE), ("arrived", HEIHE),
        ("accepted", HEIHE), ("granted", HEIHE), ("handed_over", XIANGTAN),
    ]  # fmt: skip


def test_each_place_has_its_own_entries_and_its_own_notices(places):
    file = places.forwarded()
    places.post(4)
    home = places.home(file)
    ours = {entry.action for entry in entries_of([file.case_id])}
    theirs = {entry.action for entry in entries_of([home.case_id])}
    assert {"case.open", "received_elsewhere.forward", "exchange.push"} <= ours
    assert "received_elsewhere.arrive" in ours
    assert {"case.open", "exchange.push"} <= theirs
    assert Notice.objects.filter(subject_id=file.case_id, template="cross_forwarded").exists()
