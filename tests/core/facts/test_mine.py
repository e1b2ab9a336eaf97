"""A firm sees which office says what of it, and who read it for which purpose."""

from datetime import timedelta

import pytest

from tests.cast import NOW, PLACE, Cast, login, mandate, person
from tests.core.facts.delivering import AS_OF, code, hand_in, insurer, row, with_code
from yingshang.core.facts.consulting import Purpose, consult, record_population_read
from yingshang.core.facts.contests.contesting import Contest, contest
from yingshang.core.facts.contests.queries import hides_value
from yingshang.core.facts.errors import FirmMissing, NothingToContest
from yingshang.core.facts.mine import (
    facts_about,
    firm_by_code,
    firms_of,
    readings_of,
    sees_sensitive,
)
from yingshang.core.ids import new_id
from yingshang.core.ledger.acts import Actor
from yingshang.core.parties.models import Party

ACCOUNTS = "统一社会信用代码,户名,开户银行,账号"
RUN = Purpose("批量核对稳岗返还", "job-retention refund", "benefit_run", new_id())

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    cast = Cast()
    with_code(cast.company)
    return cast


def test_the_firm_reads_who_asked_for_it_and_every_run_that_it_stood_in(cast, tmp_path):
    mine, _ = hand_in(tmp_path, row(1), row(2))
    others, _ = hand_in(tmp_path, row(2), row(3), as_of=AS_OF + timedelta(days=1))
    officer = cast.approver
    ask = {"actor": Actor.user(officer.pk), "at": NOW}
    for firm in (code(1), code(2)):
        consult(PLACE, firm, ["insured_at_end"], on=AS_OF, purpose=Purpose("核实"), **ask,
                office=cast.office("market_regulation"))  # fmt: skip
    later = {"actor": Actor.system("runs"), "at": NOW + timedelta(hours=1)}
    record_population_read(PLACE, ["premiums_paid"], [mine], purpose=RUN, **later)
    record_population_read(PLACE, ["premiums_paid"], [others], purpose=Purpose("别家"), **later)
    found = readings_of(PLACE, cast.company)
    assert [(r.consultation.purpose, r.is_run, r.reader) for r in found] == [
        ("批量核对稳岗返还", True, ""), ("核实", False, "登记审批")
    ]  # fmt: skip
    assert [element.code for element in found[1].elements] == ["insured_at_end"]
    assert found[1].consultation.office == cast.office("market_regulation")


def test_what_is_said_of_the_firm_is_the_newest_of_each_dataset(cast, tmp_path):
    hand_in(tmp_path, row(1))
    hand_in(tmp_path, row(1, paid="1.50"), as_of=NOW.date())
    hand_in(tmp_path, row(2), as_of=NOW.date() + timedelta(days=-1), accept_good=True)
    (held,) = facts_about(PLACE, cast.company, on=NOW.date(), is_whole=True)
    assert (held.dataset.code, held.snapshot.as_of) == ("social_insurance_premiums", NOW.date())
    assert {s.element.code: s.plain for s in held.said}["premiums_paid"] == "1.50"
    assert facts_about(PLACE, cast.company, on=NOW.date() - timedelta(days=1), is_whole=True) == []


def test_sensitive_values_are_for_the_legal_representative_and_not_for_agents(cast, tmp_path):
    line = f"{code(1)},示例食品有限公司,示例银行湘潭支行,6200000000000000"
    hand_in(tmp_path, line, head=ACCOUNTS, dataset="payee_accounts")
    every = login("every", "全权代办", party=person("全权代办"))
    mandate(cast.company, every.person, kind="agent", valid_until=NOW + timedelta(days=9))
    assert sees_sensitive(cast.owner, cast.company, at=NOW)
    for user, shown in ((cast.owner, "6200000000000000"), (every, "")):
        assert firm_by_code(user, code(1), at=NOW) == cast.company
        is_whole = sees_sensitive(user, cast.company, at=NOW)
        (held,) = facts_about(PLACE, cast.company, on=NOW.date(), is_whole=is_whole)
        account = {s.element.code: s for s in held.said}["payee_account"]
        assert (account.plain, account.is_hidden) == (shown, not shown)
    asked = Contest(new_id(), PLACE, "payee_accounts", "payee_account", "6200000000000001", "换号")
    with pytest.raises(NothingToContest):
        contest(asked, firm=cast.company, user=every, at=NOW)
    case = contest(asked, firm=cast.company, user=cast.owner, at=NOW)
    assert hides_value(every, case, at=NOW)
    assert not hides_value(cast.owner, case, at=NOW)
    assert not hides_value(insurer(), case, at=NOW)


def test_only_whoever_acts_for_the_firm_in_everything_sees_it(cast):
    assert firms_of(cast.owner, at=NOW) == [cast.company]
    for user in (cast.agent, cast.stranger, cast.approver):
        assert firms_of(user, at=NOW) == []
        for asked in (code(1), "91430300MA00000000"):
            with pytest.raises(FirmMissing):
                firm_by_code(user, asked, at=NOW)
    Party.objects.filter(pk=cast.company.pk).update(credit_code=None)
    assert firms_of(cast.owner, at=NOW) == []
