"""From the registered scope to the permit: told, promised, claimed, guided, had, or flagged."""

from datetime import timedelta

import pytest

from yingshang.city.matters.desk import DeskStep, take_step
from yingshang.city.matters.permits.clockwork import flag_risks
from yingshang.city.matters.permits.desk import WatchStep, take_watch_steps, watches_for
from yingshang.city.matters.permits.models import PermitWatch
from yingshang.city.matters.permits.promising import (
    WordsChanged,
    get_watch_for,
    not_trade,
    promise,
    to_promise,
)
from yingshang.city.matters.undertakings.models import BadCredit, Undertaking
from yingshang.core.access.doors import CaseMissing
from yingshang.core.access.models import Role
from yingshang.core.cases.opening import open_cases
from yingshang.core.cases.types import Opening, StepRefused
from yingshang.core.ids import new_id
from yingshang.core.ledger.acts import Actor
from yingshang.core.ledger.queries import entries_of
from yingshang.core.models import Commitment, Item, Notice, Post

pytestmark = pytest.mark.django_db


def promised(town, watch) -> Undertaking:
    words = to_promise(watch, at=town.now).words
    return promise(watch.pk, text_hash=words.hash, user=town.cast["owner"], at=town.later())


def step(town, watch, name, **more) -> None:
    steps = [WatchStep(watch.pk, name, **more)]
    take_watch_steps(steps, user=town.cast["approver"], at=town.later())
    watch.refresh_from_db()


def test_the_firm_is_told_what_its_scope_calls_for_with_two_clocks(town, watch):
    assert (watch.state, watch.office.code) == ("told", "market_regulation")
    about = PermitWatch.objects.get(case=watch)
    assert (about.phrases, about.requirement) == (["食品销售"], "依法申请许可")
    assert about.registration.item.code == "company_registration"
    clocks = dict(Commitment.objects.filter(case=watch).values_list("clock", "budget"))
    assert clocks == {"claim": 3, "permit": 20}
    told = Notice.objects.get(template="permit_told")
    assert told.recipient_id == watch.party_id
    assert entries_of([watch.pk])[0].data["phrases"] == ["食品销售"]


def test_it_promises_in_the_words_it_read_and_only_itself(town, watch):
    with pytest.raises(CaseMissing):
        get_watch_for(town.cast["citizen"], watch.pk, at=town.now)
    with pytest.raises(WordsChanged):
        promise(watch.pk, text_hash="0" * 64, user=town.cast["owner"], at=town.now)
    signed = promised(town, watch)
    watch.refresh_from_db()
    assert (watch.state, signed.kind, signed.state) == ("promised", "permit", "open")
    words = to_promise(watch, at=town.now).words
    assert "取得许可前不从事该项经营" in "".join(words.paragraphs)
    with pytest.raises(StepRefused):
        promised(town, watch)


def test_the_office_claims_guides_and_the_permit_ends_the_watch(town, watch):
    signed = promised(town, watch)
    step(town, watch, "claim")
    assert Commitment.objects.get(case=watch, clock="claim").met_at == town.now
    with pytest.raises(StepRefused) as error:
        step(town, watch, "guide")
    assert error.value.code == "cases.datum_needed"
    step(town, watch, "guide", data={"record": "告知所需材料和布局要求"})
    food = Item.objects.get(code="food_business_licence", is_current=True)
    row = Opening(
        new_id(), "matter", "received", watch.place, "潭食", watch.party_id, watch.office_id,
        food.pk, Actor.user(town.cast["owner"].pk), town.now,
    )  # fmt: skip
    open_cases([row])
    for name in ("accept", "handle", "review", "grant"):
        done = DeskStep(row.case_id, name, opinion="符合")
        take_step(done, user=town.cast["approver"], at=town.later())
    watch.refresh_from_db()
    signed.refresh_from_db()
    about = PermitWatch.objects.select_related("licence").get(case=watch)
    assert (watch.state, signed.state) == ("permitted", "kept")
    assert about.licence.kind == "food_licence"
    assert about.licence_no == about.licence.number


def test_a_promised_permit_that_does_not_come_in_time_is_flagged_by_the_rule(town, watch):
    due = Commitment.objects.get(case=watch, clock="permit").due_at
    assert flag_risks(at=due + timedelta(days=3)) == 0  # told, and nobody promised
    promised(town, watch)
    assert flag_risks(at=due - timedelta(hours=1)) == 0
    assert flag_risks(at=due + timedelta(days=3)) == 1
    watch.refresh_from_db()
    assert watch.state == "flagged"
    assert "超过内部时限 20 个工作日" in entries_of([watch.pk])[-1].data["reason"]
    assert Notice.objects.filter(template="permit_flagged").exists()


def test_trading_without_the_permit_breaks_the_promise(town, watch):
    promised(town, watch)
    step(town, watch, "flag", reason="巡查发现已开始销售")
    step(town, watch, "hand_over", reason="无证销售食品，移送查处")
    assert watch.state == "handed_over"
    assert Undertaking.objects.get(case=watch).state == "broken"
    assert BadCredit.objects.get(party=watch.party_id).cause == "无证销售食品，移送查处"


def test_who_does_not_trade_in_it_says_so_and_is_free(town, watch):
    promised(town, watch)
    not_trade(watch.pk, reason="先不卖食品", user=town.cast["owner"], at=town.later())
    watch.refresh_from_db()
    assert watch.state == "not_trading"
    assert Undertaking.objects.get(case=watch).state == "cancelled"
    assert not Commitment.objects.filter(case=watch, met_at=None, cancelled_at=None).exists()


def test_another_office_sees_nothing_of_it(town, watch):
    assert watches_for(town.cast["approver"], at=town.now).get() == watch
    assert not watches_for(town.cast["tax"], at=town.now).exists()
    assert Post.objects.filter(user=town.cast["tax"], role=Role.HANDLER).exists()
    with pytest.raises(StepRefused):
        take_watch_steps([WatchStep(watch.pk, "claim")], user=town.cast["tax"], at=town.now)
