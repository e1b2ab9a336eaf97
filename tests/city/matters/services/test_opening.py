"""A company is opened: one form, six members, in the order that their outputs demand."""

from uuid import uuid4

import pytest

from tests.city.matters.services.story import COMPANY
from yingshang.city.matters.applications import drafting, submission
from yingshang.city.matters.applications.errors import (
    ApplicationIncomplete,
    ApplicationMissing,
    NameTaken,
    NoLongerDraft,
    NotYourSignature,
    SignedContentChanged,
    StalePage,
)
from yingshang.city.matters.models import Application, Licence, Paper
from yingshang.core.ledger.queries import entries_of
from yingshang.core.models import Case, Commitment, DocumentUse, Notice, Party

pytestmark = pytest.mark.django_db


def test_only_what_needs_nothing_is_received_at_once(town):
    bundle = town.signed()
    assert town.states(bundle) == {
        "company_registration": "received",
        "seal_making": "waiting",
        "invoice_first_issue": "waiting",
        "social_insurance_enrolment": "waiting",
        "housing_fund_employer": "waiting",
        "bank_account_booking": "waiting",
    }


def test_members_start_when_the_licence_exists_and_the_bank_waits_for_the_seal(town):
    bundle = town.signed()
    town.granted(town.member(bundle, "company_registration"), "clerk", "approver")
    assert town.states(bundle)["seal_making"] == "waiting"
    town.exchange()
    states = town.states(bundle)
    assert states["company_registration"] == "delivered"
    assert states["seal_making"] == "ordered"
    assert states["invoice_first_issue"] == "received"
    assert states["bank_account_booking"] == "waiting"
    town.exchange()
    assert town.states(bundle)["bank_account_booking"] == "ordered"


def test_the_whole_bundle_is_done_and_every_promise_kept(town):
    bundle = town.signed()
    town.granted(town.member(bundle, "company_registration"), "clerk", "approver")
    town.exchange()
    town.granted(town.member(bundle, "invoice_first_issue"), "tax", "tax")
    for _ in range(3):
        town.exchange()
    bundle.refresh_from_db()
    assert bundle.state == "done"
    assert set(town.states(bundle).values()) == {"delivered", "done"}
    promises = Commitment.objects.filter(case__parent=bundle) | bundle.commitments.all()
    assert promises.count() >= 8
    assert not promises.filter(met_at__isnull=True, cancelled_at__isnull=True).exists()
    company = Party.objects.get(name=COMPANY)
    assert company.credit_code is not None
    licence = Licence.objects.get(holder=company, kind="business_licence")
    assert licence.number == company.credit_code
    assert licence.body["is_simulated"]


def test_a_material_that_two_members_need_was_uploaded_once(town):
    bundle = town.signed()
    uses = DocumentUse.objects.filter(case__parent=bundle, material="id_copies")
    assert uses.values("case").distinct().count() >= 2
    assert uses.values("document").distinct().count() == 1


def test_the_second_submit_of_the_same_form_is_done_once(town):
    draft, key = town.filled(), uuid4()
    owner = town.cast["owner"]
    first = submission.submit(draft.pk, user=owner, key=key, at=town.now)
    again = submission.submit(draft.pk, user=owner, key=key, at=town.later())
    assert again.submitted_at == first.submitted_at
    with pytest.raises(NoLongerDraft):
        submission.submit(draft.pk, user=owner, key=uuid4(), at=town.now)


def test_an_empty_form_is_told_everything_at_once(town):
    draft = town.draft()
    with pytest.raises(ApplicationIncomplete) as caught:
        submission.submit(draft.pk, user=town.cast["owner"], key=uuid4(), at=town.now)
    fields = {problem.field for problem in caught.value.problems}
    assert {"company_name", "shareholders", "material.charter"} <= fields
    assert Case.objects.filter(kind="bundle").count() == 0


def test_wrong_values_are_named_by_field_and_nothing_is_kept(town):
    draft = town.draft()
    wrong = {
        "company_name": "湘潭示例甲有限公司",
        "registered_capital_fen": "-5",
        "contact_phone": "12",
        "legal_representative": {"name": "李", "id_number": "110105194912310021"},
    }
    with pytest.raises(ApplicationIncomplete) as caught:
        drafting.fill(draft.pk, wrong, user=town.cast["owner"], at=town.now)
    assert {problem.field for problem in caught.value.problems} == set(wrong) - {"company_name"}
    assert Application.objects.get(pk=draft.pk).fields == {}


def test_a_stale_page_does_not_overwrite(town):
    draft = town.draft()
    owner = town.cast["owner"]
    drafting.fill(
        draft.pk, {"business_scope": "甲"}, user=owner, at=town.now, version=draft.version
    )
    with pytest.raises(StalePage):
        drafting.fill(
            draft.pk, {"business_scope": "乙"}, user=owner, at=town.now, version=draft.version
        )
    assert Application.objects.get(pk=draft.pk).fields["business_scope"] == "甲"


def test_someone_elses_draft_answers_as_if_it_did_not_exist(town):
    draft = town.draft()
    for call in (drafting.fill, drafting.answer):
        with pytest.raises(ApplicationMissing):
            call(draft.pk, {}, user=town.cast["citizen"], at=town.now)


def test_id_numbers_are_not_kept_in_the_open(town):
    draft = town.filled()
    kept = str(Application.objects.get(pk=draft.pk).fields)
    assert "000000" not in kept.replace("0000000", "")
    assert "李示例" in kept


def test_a_name_in_use_is_refused_with_the_field(town):
    town.signed()
    draft = town.filled()
    with pytest.raises(ApplicationIncomplete) as caught:
        submission.submit(draft.pk, user=town.cast["owner"], key=uuid4(), at=town.now)
    assert [type(problem) for problem in caught.value.problems] == [NameTaken]


def test_nothing_is_received_before_every_shareholder_signed(town):
    application = town.submitted()
    assert application.state == "signing"
    assert application.case is None
    assert Notice.objects.filter(template="signature_wanted").count() == 1


def test_only_who_is_asked_signs_and_only_what_she_was_shown(town):
    application = town.submitted()
    signature = application.signatures.get(state="pending")
    for who in ("citizen", "owner"):
        with pytest.raises(NotYourSignature):
            submission.decide_signature(
                application.pk, user=town.cast[who], content=signature.content_hash, at=town.now,
                agrees=True,
            )  # fmt: skip
    with pytest.raises(SignedContentChanged):
        submission.decide_signature(
            application.pk, user=town.cast["partner"], content="0" * 64, at=town.now, agrees=True
        )


def test_taking_an_application_back_voids_the_signatures(town):
    application = town.submitted()
    submission.take_back(application.pk, user=town.cast["owner"], at=town.now)
    application.refresh_from_db()
    assert application.state == "draft"
    assert not application.signatures.exists()


def test_members_put_off_are_not_opened(town):
    answers = {
        "shareholding": "several", "premises": "rented", "staff_now": "later",
        "account_now": "later",
    }  # fmt: skip
    bundle = town.signed(answers=answers)
    assert set(town.states(bundle)) == {
        "company_registration", "seal_making", "invoice_first_issue",
    }  # fmt: skip


def test_the_promise_is_the_critical_path_and_not_the_sum(town):
    bundle = town.signed()
    promise = bundle.commitments.get(clock="promised")
    assert (promise.budget, promise.unit) == (3, "half_day")


def test_an_agent_applies_for_her_client_and_the_entry_says_for_whom(town):
    agent, client = town.cast["agent"], town.cast["client"].person
    draft = drafting.start_draft(
        "430300", "company_opening", user=agent, at=town.now, applicant=client
    )
    (entry,) = entries_of([draft.pk])
    assert entry.actor_id == agent.pk
    assert entry.on_behalf_of == client.pk


def test_papers_are_numbered_at_each_step(town):
    bundle = town.signed()
    case = town.member(bundle, "company_registration")
    town.granted(case, "clerk", "approver")
    kinds = list(
        Paper.objects.filter(case=case).order_by("issued_at").values_list("kind", flat=True)
    )
    assert kinds == ["acceptance", "decision"]


def test_every_act_of_the_bundle_stands_in_the_ledger(town):
    bundle = town.signed()
    case = town.member(bundle, "company_registration")
    town.granted(case, "clerk", "approver")
    actions = [entry.action for entry in entries_of([case.pk])]
    assert actions[0] == "case.open"
    assert [a for a in actions if a.startswith("matter.") and a != "matter.paper"] == [
        "matter.accept", "matter.handle", "matter.grant",
    ]  # fmt: skip
    assert all(entry.is_intact for entry in entries_of([case.pk]))
