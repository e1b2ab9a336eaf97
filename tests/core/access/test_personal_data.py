"""Sealed numbers open for those who serve, with an entry that the person can read."""

import pytest
from django.contrib.auth.models import AnonymousUser

from yingshang.core.access.errors import PersonHidden, ReasonNeeded
from yingshang.core.access.personal_data import (
    disclose_id_numbers,
    reads_of,
    reveal_id_number,
    reveal_id_numbers_in,
)
from yingshang.core.ledger.acts import CLOCK, Actor
from yingshang.core.parties.illustrative import illustrative_id_number
from yingshang.core.parties.services import register_person

pytestmark = pytest.mark.django_db
NUMBER = illustrative_id_number(1)
WHY = "核对身份"


@pytest.fixture
def owner(at):
    return register_person("示例甲", NUMBER, place="430302", actor=CLOCK, at=at)


def test_an_officer_reads_the_number_of_whom_she_serves_and_it_is_written_down(town, owner, at):
    case = town.case(owner)
    officer = town.officer("handler")
    assert reveal_id_number(officer, owner, purpose=f" {WHY} ", at=at) == NUMBER
    (read,) = reads_of(owner)
    assert (read.at, read.reader, read.office) == (at, "示例用户", "market")
    assert (read.purpose, read.fields, read.case_number) == (WHY, ("id_number",), case.number)


def test_the_representative_of_an_applicant_can_be_identified_too(town, owner, at):
    enterprise = town.enterprise()
    town.mandate(enterprise, owner)
    town.case(enterprise)
    assert reveal_id_number(town.officer("handler"), owner, purpose=WHY, at=at) == NUMBER


def test_whom_one_does_not_serve_is_hidden_and_nothing_is_written(town, owner, at):
    town.case(owner, office=town.office("tax"))
    stranger = town.user(town.person("示例乙"))
    for reader in (town.officer("handler"), stranger, town.user(owner), AnonymousUser()):
        with pytest.raises(PersonHidden):
            reveal_id_number(reader, owner, purpose=WHY, at=at)
    assert reads_of(owner) == []


def test_an_agent_sees_the_case_and_not_the_number(town, owner, at):
    agent = town.person("示例乙")
    town.mandate(owner, agent)
    case = town.case(owner)
    with pytest.raises(PersonHidden):
        reveal_id_numbers_in(town.user(agent), case.pk, [owner], purpose=WHY, at=at)
    assert reads_of(owner) == []


@pytest.mark.parametrize("purpose", ["", "  ", "长" * 201])
def test_without_a_purpose_nothing_opens(town, owner, at, purpose):
    town.case(owner)
    with pytest.raises(ReasonNeeded) as caught:
        reveal_id_number(town.officer("handler"), owner, purpose=purpose, at=at)
    assert caught.value.field == "purpose"
    assert reads_of(owner) == []


def test_the_persons_of_a_cases_papers_open_together(town, owner, at):
    other = register_person("示例乙", illustrative_id_number(2), place="430302", actor=CLOCK, at=at)
    case = town.case(town.enterprise())
    officer = town.officer("approver")
    numbers = reveal_id_numbers_in(officer, case.pk, [owner, other], purpose=WHY, at=at)
    assert numbers == {owner.pk: NUMBER, other.pk: illustrative_id_number(2)}
    assert len(reads_of(owner)) == len(reads_of(other)) == 1


def test_who_has_no_number_leaves_no_entry_with_anybody(town, owner, at):
    case = town.case(owner)
    with pytest.raises(PersonHidden):
        disclose_id_numbers([owner, town.person()], actor=CLOCK, case=case, purpose=WHY, at=at)
    assert reads_of(owner) == []


def test_what_an_outside_system_was_told_is_written_down_newest_first(town, owner, at):
    case = town.case(owner)
    registry = Actor.exchange("registry")
    for moment, why in ((at, "登记"), (at + town.day, "变更")):
        disclose_id_numbers(
            [owner], actor=registry, case=case, purpose=why, at=moment, recipient="登记系统"
        )
    told = [(read.purpose, read.reader) for read in reads_of(owner)]
    assert told == [("变更", "登记系统"), ("登记", "登记系统")]
