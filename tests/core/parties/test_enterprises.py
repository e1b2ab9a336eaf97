"""An enterprise before and after it has its credit code."""

import pytest

from yingshang.core.ids import new_id
from yingshang.core.ledger.acts import Actor
from yingshang.core.ledger.queries import entries_of
from yingshang.core.parties.errors import (
    CreditCodeOfAnotherName,
    CreditCodeTaken,
    HolderIsNoPerson,
    RepresentationNeedsProof,
    WrongCreditCode,
)
from yingshang.core.parties.illustrative import illustrative_credit_code
from yingshang.core.parties.models import Mandate, Party
from yingshang.core.parties.services import fill_credit_code, register_enterprise

pytestmark = pytest.mark.django_db
CODE, OTHER = illustrative_credit_code(1), illustrative_credit_code(2)


def test_enterprises_without_a_code_are_each_their_own(act):
    assert register_enterprise("示例企业", **act) != register_enterprise("示例企业", **act)


def test_the_same_credit_code_is_the_same_enterprise(act):
    first = register_enterprise("示例企业", CODE, **act)
    assert register_enterprise("示例企业", CODE.lower(), **act) == first
    assert [entry.action for entry in entries_of([first.pk])] == ["party.register"]
    with pytest.raises(CreditCodeOfAnotherName):
        register_enterprise("另一示例", CODE, **act)


def test_the_code_is_filled_once_and_again_changes_nothing(act):
    enterprise = register_enterprise("示例企业", **act)
    for _ in range(2):
        assert fill_credit_code(enterprise, CODE, **act).credit_code == CODE
    actions = [entry.action for entry in entries_of([enterprise.pk])]
    assert actions == ["party.register", "party.credit_code"]


def test_another_code_for_a_registered_enterprise_is_a_conflict(act):
    enterprise = register_enterprise("示例企业", CODE, **act)
    with pytest.raises(CreditCodeTaken):
        fill_credit_code(enterprise, OTHER, **act)
    assert Party.objects.get(pk=enterprise.pk).credit_code == CODE


def test_the_code_of_another_enterprise_is_a_conflict(act):
    register_enterprise("示例企业", CODE, **act)
    enterprise = register_enterprise("另一示例", **act)
    with pytest.raises(CreditCodeTaken):
        fill_credit_code(enterprise, CODE, **act)
    assert Party.objects.get(pk=enterprise.pk).credit_code is None


def test_a_wrong_code_registers_nothing(act):
    with pytest.raises(WrongCreditCode):
        register_enterprise("示例企业", "123", **act)
    assert not Party.objects.exists()


def test_a_person_gets_no_credit_code(act):
    person = Party.objects.create(kind="person", name="示例甲")
    with pytest.raises(CreditCodeTaken):
        fill_credit_code(person, CODE, **act)


def test_the_founder_represents_the_enterprise_she_is_opening(act):
    founder = Party.objects.create(kind="person", name="示例甲")
    act["actor"] = Actor.user(new_id())
    enterprise = register_enterprise("示例企业", legal_representative=founder, **act)
    mandate = Mandate.objects.get(principal=enterprise)
    assert (mandate.kind, mandate.holder, mandate.valid_until) == (
        "legal_representative", founder, None,
    )  # fmt: skip


def test_a_user_cannot_claim_to_represent_a_registered_enterprise(act):
    founder = Party.objects.create(kind="person", name="示例甲")
    act["actor"] = Actor.user(new_id())
    with pytest.raises(RepresentationNeedsProof):
        register_enterprise("示例企业", CODE, legal_representative=founder, **act)


def test_an_enterprise_is_represented_by_a_person(act):
    other = register_enterprise("另一示例", **act)
    with pytest.raises(HolderIsNoPerson):
        register_enterprise("示例企业", legal_representative=other, **act)
    assert list(Party.objects.all()) == [other]
