"""The other ways of a matter across regions: corrected, online, asked, withdrawn, refused, late."""

import io

import pytest

from tests.city.matters.crossregion.places import FOOD, HEIHE, OWNER, XIANGTAN, Places, log
from yingshang.city.matters.clockwork import deem_accepted
from yingshang.city.matters.crossregion import attaching, elsewhere, letters
from yingshang.city.matters.crossregion.asking import ask, reply
from yingshang.city.matters.crossregion.attaching import Given
from yingshang.city.matters.crossregion.errors import (
    CannotAsk,
    CrossFieldMissing,
    CrossMaterialMissing,
    NotAtTheCrossWindow,
)
from yingshang.city.matters.crossregion.models import CrossFile, Inquiry
from yingshang.city.matters.crossregion.modes import MODES, days_before, duties_of
from yingshang.city.matters.crossregion.offers import CrossServiceMissing
from yingshang.city.matters.crossregion.online import apply_online
from yingshang.city.matters.crossregion.opening import Wanted
from yingshang.city.matters.crossregion.receiving import Checked, forward, receive
from yingshang.city.matters.crossregion.reporting import report
from yingshang.core.cases.types import StepRefused
from yingshang.core.exchange.places.errors import LetterTooLarge
from yingshang.core.ledger.queries import entries_of
from yingshang.core.models import Case, Commitment, Entry, Item, Message, Notice
from yingshang.simulation.files import illustrative_pdf

pytestmark = pytest.mark.django_db
LEASE = Given("lease_contract", tracking="SF0001")
SHOP = {"shop_name": "示例小店", "shop_address": "黑河市示例路", "contact_phone": "13800005678"}


def accepted(places: Places) -> tuple[CrossFile, Case]:
    file = places.forwarded()
    places.post()
    case = places.home(file).case
    places.heihe(case, "accept", places.heihe_officer)
    return file, case


def test_what_the_home_misses_is_supplemented_through_the_window(places):
    file = places.forwarded()
    places.post()
    case = places.home(file).case
    places.heihe(case, "ask_correction", places.heihe_officer, points=("平面图没有标注尺寸",))
    places.post()
    here = places.fresh(file)
    assert (here.case.state, here.told["reason"]) == ("correction", "平面图没有标注尺寸")
    assert Notice.objects.filter(template="cross_correction", subject_id=here.case_id).exists()
    plan = Given("floor_plan", io.BytesIO(illustrative_pdf("floor_plan 2")), "plan.pdf")
    clerk = places.cast["clerk"]
    elsewhere.supplement(here.case_id, [plan], text="已标注", user=clerk, at=places.later())
    places.post(4)
    case.refresh_from_db()
    assert case.state == "received"
    assert case.document_uses.filter(material="floor_plan").count() == 2
    assert places.fresh(file).case.state == "at_home"
    assert Commitment.objects.filter(case=case, clock="intake", met_at__isnull=True).count() == 1
    assert [line[1] for line in log(here)][-3:] == ["correction", "supplement", "arrived"]
    assert log(here) == log(places.home(file))


def test_online_throughout_no_window_looks_at_it(places):
    assert {mode: duties_of(mode).window_checks for mode in MODES} == {
        "online": False, "received_here": True, "joint": True,
    }  # fmt: skip
    owner = places.cast["owner"]
    values = {"contact_phone": "13800005678", "company_name": "黑河示例公司"}
    wanted = Wanted("heihe_housing_fund_transfer", values)
    file = apply_online(owner, wanted, place=XIANGTAN, at=places.later())
    places.post(4)
    home = places.home(file)
    assert (home.mode, home.checks) == ("online", {"identity": "by_login"})
    for step in ("accept", "handle", "grant"):
        places.heihe(home.case, step, places.heihe_officer_of("housing_fund"))
    places.post()
    here = places.fresh(file)
    assert here.case.state == "delivered", "the home delivers electronically"
    assert [line[1] for line in log(here)] == [
        "received", "forwarded", "arrived", "accepted", "granted", "delivered",
    ]  # fmt: skip
    with pytest.raises(StepRefused) as refused:
        apply_online(owner, Wanted(FOOD, *more()), place=XIANGTAN, at=places.later())
    assert refused.value.code == "matters.cross_not_online"


def more() -> tuple[dict[str, object], list[Given]]:
    from tests.city.matters.crossregion.places import VALUES, materials

    return VALUES, materials()


def test_several_places_together_the_home_asks_and_decides_after_the_answer(places):
    file = places.forwarded("heihe_individual_business", values=SHOP, given=[LEASE])
    places.post()
    home = places.home(file)
    assert home.materials == [
        {"code": "lease_contract", "name": "房屋租赁合同", "way": "post", "tracking": "SF0001"}
    ]
    officer, clerk = places.heihe_officer, places.cast["clerk"]
    with pytest.raises(CannotAsk):
        ask(home.case_id, question="？", user=officer, at=places.later())
    places.heihe(home.case, "accept", officer)
    ask(home.case_id, question="申请人在湘潭有无同名商户？", user=officer, at=places.later())
    with pytest.raises(CannotAsk):
        ask(home.case_id, question="？", user=clerk, at=places.later())
    with pytest.raises(StepRefused) as refused:
        places.heihe(home.case, "grant", officer)
    assert refused.value.code == "matters.asked_elsewhere"
    places.post()
    question = Inquiry.objects.get(file=file)
    assert question.case.kind == "assist"
    assert Commitment.objects.get(case=question.case).clock == "response"
    reply(question.case_id, answer="没有", user=clerk, at=places.later())
    places.post()
    assert home.inquiries.get().answer == "没有"
    places.heihe(home.case, "grant", officer)
    places.post()
    assert places.fresh(file).case.state == "granted"
    assert [line[1:] for line in log(file)][4:] == [
        ("accepted", HEIHE), ("asked", XIANGTAN), ("replied", HEIHE), ("granted", HEIHE),
    ]  # fmt: skip
    assert log(file) == log(places.home(file))


def test_a_withdrawal_comes_in_time_or_too_late(places):
    owner = places.cast["owner"]
    early, case = accepted(places)
    places.post()
    elsewhere.withdraw(early.case_id, user=owner, at=places.later(), reason="不办了")
    assert places.fresh(early).case.state == "withdrawing"
    places.post(4)
    case.refresh_from_db()
    assert (case.state, places.fresh(early).case.state) == ("withdrawn", "withdrawn")
    late, case = accepted(places)
    for step in ("handle", "grant"):
        places.heihe(case, step, places.heihe_officer)
    elsewhere.withdraw(late.case_id, user=owner, at=places.later())
    places.post(4)
    case.refresh_from_db()
    assert (case.state, places.fresh(late).case.state) == ("granted", "granted")
    assert not Message.objects.filter(state="dead").exists()
    here = places.received()
    elsewhere.withdraw(here.case_id, user=owner, at=places.later())
    assert places.fresh(here).case.state == "withdrawn"


def test_a_refusal_reaches_the_applicant_with_its_reason(places):
    file, case = accepted(places)
    places.heihe(case, "handle", places.heihe_officer)
    places.heihe(
        case, "refuse", places.heihe_officer, reason="场所不符合要求", legal_basis="食品安全法"
    )
    places.post()
    here = places.fresh(file)
    assert (here.case.state, here.told["reason"]) == ("refused", "场所不符合要求")
    notice = Notice.objects.get(template="cross_refused", subject_id=here.case_id)
    assert notice.data["reason"] == "场所不符合要求"


def test_what_the_home_does_not_offer_comes_back_with_the_reason(places):
    file = places.forwarded()
    Item.objects.filter(place=HEIHE, kind="cross_region").update(is_current=False)
    places.post(4)
    here = places.fresh(file)
    assert here.case.state == "ended"
    assert not CrossFile.objects.filter(role="home").exists()
    assert Notice.objects.filter(template="cross_ended", subject_id=here.case_id).count() == 1
    assert [line[1] for line in log(here)][-1] == "ended"


def test_silence_accepts_there_and_the_sweep_tells_it_here(places):
    file = places.forwarded()
    places.post()
    places.days(10)
    assert deem_accepted(at=places.now) == 1
    assert places.fresh(file).accepted_at is None
    assert report(at=places.now) == 1
    assert report(at=places.now) == 0
    places.post()
    here = places.fresh(file)
    assert here.case.state == "accepted"
    assert days_before(here.handed_in_at, here.accepted_at) == 0, "as of the day of receipt"


def test_letters_that_overtake_each_other_end_in_the_same_place(places):
    file, case = accepted(places)
    for step in ("handle", "grant"):
        places.heihe(case, step, places.heihe_officer)
    out = Message.objects.filter(place=HEIHE, direction="out", kind=letters.STATE)
    keys = list(out.order_by("created_at").values_list("pk", flat=True))
    for n, pk in enumerate(reversed(keys)):
        Message.objects.filter(pk=pk).update(next_attempt_at=places.later(minutes=n + 1))
        places.post(1)
    places.post()
    here = places.fresh(file)
    assert (here.case.state, here.their_version) == ("granted", 4)
    assert here.accepted_at is not None
    assert [line[1] for line in log(here)] == [line[1] for line in log(places.home(file))]
    assert not Message.objects.filter(state="dead").exists()


def test_what_the_window_may_not_do(places, monkeypatch):
    clerk, wanted = places.cast["clerk"], Wanted(FOOD, *more())
    at = places.later()
    for code in ("signboard_from_elsewhere", "nothing"):
        with pytest.raises(CrossServiceMissing):
            receive(clerk, OWNER, Wanted(code), place=XIANGTAN, at=at)
    for other in (places.heihe_clerk, places.cast["approver"], places.cast["owner"]):
        with pytest.raises(NotAtTheCrossWindow):
            receive(other, OWNER, wanted, place=XIANGTAN, at=at)
    with pytest.raises(CrossFieldMissing):
        receive(clerk, OWNER, Wanted(FOOD, {}, more()[1]), place=XIANGTAN, at=at)
    with pytest.raises(CrossMaterialMissing):
        receive(clerk, OWNER, Wanted(FOOD, more()[0]), place=XIANGTAN, at=at)
    monkeypatch.setattr(attaching, "MOST_BYTES", 1000)
    with pytest.raises(LetterTooLarge):
        receive(clerk, OWNER, Wanted(FOOD, *more()), place=XIANGTAN, at=at)
    monkeypatch.undo()
    assert not CrossFile.objects.exists()
    file = places.received()
    with pytest.raises(StepRefused) as refused:
        forward(file.case_id, Checked(identity=True, form=False), user=clerk, at=at)
    assert refused.value.code == "matters.cross_not_checked"
    elsewhere.give_back(file.case_id, reason="材料是别人的", user=clerk, at=places.later())
    assert places.fresh(file).case.state == "returned"
    assert not Message.objects.filter(kind=letters.APPLICATION).exists()


def test_nobody_of_one_place_sees_the_case_of_the_other(places):
    from yingshang.core.access.doors import visible_cases

    file, case = accepted(places)
    for user, seen in ((places.cast["clerk"], file.case_id), (places.heihe_clerk, case.pk)):
        cases = visible_cases(user, at=places.now).filter(pk__in=[file.case_id, case.pk])
        assert list(cases.values_list("pk", flat=True)) == [seen]
    assert {entry.actor_kind for entry in entries_of([case.pk])} == {"exchange", "user", "system"}
    assert set(Entry.objects.filter(subject_id=case.pk).values_list("place", flat=True)) == {HEIHE}


def test_an_id_number_never_lies_open_in_a_letter(places):
    places.forwarded()
    body = str(Message.objects.get(kind=letters.APPLICATION).body)
    assert OWNER.id_number not in body
    assert "13800005678" not in body
    assert "黑河示例食品店" in body


def test_published_services_and_cases_are_counted_from_the_records(places):
    from yingshang.core.measures.period import Period
    from yingshang.core.measures.registry import measure

    places.forwarded()
    places.post()
    month = Period.parse("2026-11")

    def counted(name: str, place: str) -> tuple[int, list[str]]:
        value = measure(name).compute(place, month)
        return value.n, [part.en for part in value.parts]

    assert counted("matters.cross_region_cases", XIANGTAN) == (
        1, ["received for another place: received here, decided there"],
    )  # fmt: skip
    assert counted("matters.cross_region_cases", HEIHE) == (
        1, ["received elsewhere, decided here: received here, decided there"],
    )  # fmt: skip
    assert counted("matters.cross_region_services", XIANGTAN)[0] == 4
    cases = measure("matters.cross_region_cases").cases
    assert cases is not None
    assert cases(XIANGTAN, month).get().kind == "received_elsewhere"
