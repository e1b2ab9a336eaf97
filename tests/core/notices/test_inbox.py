"""Somebody reads what is addressed to them and to whom they may act for, and nothing else."""

import pytest

from tests.core.notices.cast import NOON, PLACE, after, person, telling, told
from yingshang.core.cases.models import Case
from yingshang.core.catalogue.models import Item
from yingshang.core.ids import new_id
from yingshang.core.notices.queries import inbox_for, inbox_of, unread_count
from yingshang.core.notices.services import Recipient, Telling, mark_read
from yingshang.core.parties.models import Mandate, Office, Party

pytestmark = pytest.mark.django_db


@pytest.fixture
def enterprise():
    return Party.objects.create(kind="enterprise", name="湘潭示例有限公司")


def letters(user, at=NOON, language="zh-hans"):
    return inbox_for(user.id, at=at, language=language)


def mandate(enterprise, holder, kind="agent", scope=(), days=30):
    return Mandate.objects.create(
        kind=kind,
        principal=enterprise,
        holder=holder,
        scope=list(scope),
        valid_from=after(days=-1),
        valid_until=after(days=days),
    )


def case_of(enterprise):
    """A case of any real service in the lists."""
    item = Item.objects.filter(place=PLACE, kind="matter").order_by("code").first()
    office = Office.objects.filter(place=PLACE).first()
    case = Case.objects.create(
        place=PLACE, number=f"T-{new_id()}", kind="matter", state="x", party=enterprise,
        office=office, item=item, opened_at=NOON,
    )  # fmt: skip
    return case, item


def test_a_person_reads_what_is_addressed_to_her_in_her_language():
    party, user = person()
    told(telling(party.id))
    (letter,) = letters(user, language="en")
    assert letter.title == "Accepted: Registration"
    assert not letter.is_read
    assert letters(user)[0].title == "已受理：设立登记"


def test_a_log_in_reads_what_is_addressed_to_it():
    _, user = person()
    told(telling(user.id, template="overdue"))
    assert [letter.template for letter in letters(user)] == ["overdue"]


def test_a_stranger_reads_nothing():
    party, _ = person()
    _, stranger = person("陌生人")
    told(telling(party.id))
    assert letters(stranger) == []
    assert unread_count(stranger.id, at=NOON) == 0


def test_whoever_acts_for_an_enterprise_reads_its_letters(enterprise):
    party, user = person()
    mandate(enterprise, party, kind="legal_representative")
    told(telling(enterprise.id))
    assert len(letters(user)) == 1


def test_an_ended_or_revoked_mandate_opens_nothing(enterprise):
    party, user = person()
    given = mandate(enterprise, party, days=5)
    told(telling(enterprise.id))
    assert len(letters(user, at=after(days=4))) == 1
    assert letters(user, at=after(days=5)) == []
    given.revoked_at = NOON
    given.save()
    assert letters(user, at=after(days=4)) == []


def test_a_mandate_with_a_scope_opens_only_cases_of_that_service(enterprise):
    case, item = case_of(enterprise)
    (agent, agent_user), (other, other_user) = person("代办甲"), person("代办乙")
    mandate(enterprise, agent, scope=[item.code])
    mandate(enterprise, other, scope=["another-service"])
    told(telling(enterprise.id, subject_id=case.id), telling(enterprise.id))
    assert [letter.subject_id for letter in letters(agent_user)] == [case.id]
    assert letters(other_user) == []


def test_a_letter_about_a_case_says_of_it_what_its_row_says(enterprise):
    case, item = case_of(enterprise)
    about = Telling(PLACE, "case_granted", "matter", case.id, (Recipient(enterprise.id),),
                    of_case=True)  # fmt: skip
    told(about)
    (letter,) = inbox_of([enterprise.id], language="en")
    assert letter.title == f"Granted: {item.body['name']}"
    assert letter.text == (
        f"{case.office.name_en} has granted “{item.body['name']}” ({case.number})."
    )


def test_a_switched_off_log_in_reads_nothing():
    party, user = person()
    told(telling(party.id))
    user.is_active = False
    user.save()
    assert letters(user) == []


def test_the_latest_letter_comes_first_and_pages_follow():
    party, user = person()
    for hour in range(5):
        told(telling(party.id, number=f"N{hour}"), at=after(hours=hour))
    first = inbox_for(user.id, at=NOON, language="en", limit=2)
    second = inbox_for(user.id, at=NOON, language="en", limit=2, offset=2)
    assert [letter.at for letter in first + second] == [after(hours=h) for h in (4, 3, 2, 1)]
    assert inbox_of([party.id], language="en", limit=2) == first
    assert inbox_of([party.id], language="en", limit=2, offset=2) == second


def test_a_read_letter_is_no_longer_counted():
    party, user = person()
    told(telling(party.id), telling(party.id))
    assert unread_count(user.id, at=NOON) == 2
    one = letters(user)[0]
    assert mark_read([one.id], user_id=user.id, at=NOON) == 1
    assert mark_read([one.id], user_id=user.id, at=NOON) == 0
    assert unread_count(user.id, at=NOON) == 1
    assert letters(user)[0].is_read


def test_a_stranger_cannot_mark_a_letter_read():
    party, user = person()
    _, stranger = person("陌生人")
    told(telling(party.id))
    assert mark_read([letters(user)[0].id], user_id=stranger.id, at=NOON) == 0
    assert unread_count(user.id, at=NOON) == 1
