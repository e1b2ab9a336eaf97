"""What an office asks for after acceptance is handed in on the case's page; no clock stops."""

from django.utils import timezone

from tests.city.matters.pages import applicant as page
from tests.city.matters.pages.test_filling import inputs_of
from yingshang.city.matters.desk import DeskStep, take_step
from yingshang.core.ledger.queries import entries_of
from yingshang.core.models import Case, Commitment, DocumentUse


def test_a_supplement_is_asked_for_and_handed_in_while_the_clocks_run(bundle, cast, browse):
    case = Case.objects.get(parent=bundle, item__code="company_registration")
    owner, address = browse(cast["owner"]), page.address("case_correct", case.pk)
    take_step(DeskStep(case.pk, "accept"), user=cast["clerk"], at=timezone.now())
    assert owner.get(address).status_code == 302  # nothing was asked for
    dues = dict(Commitment.objects.filter(case=case).values_list("clock", "due_at"))
    asked = DeskStep(case.pk, "ask_supplement", reason="请补充房屋照片")
    take_step(asked, user=cast["approver"], at=timezone.now())
    assert address in page.text(owner.get(page.address("case_page", bundle.pk)))
    form = page.text(owner.get(address))
    assert "请补充房屋照片" in form
    assert "办理期限照常计算" in form
    empty = owner.post(address, inputs_of(form))
    assert empty.status_code == 422
    data = {**inputs_of(form), "material.charter": page.pdf("补充.pdf")}
    assert owner.post(address, data).status_code == 302
    case.refresh_from_db()
    assert case.state == "accepted"
    assert dict(Commitment.objects.filter(case=case).values_list("clock", "due_at")) == dues
    assert DocumentUse.objects.filter(case=case, document__name="补充.pdf").exists()
    assert entries_of([case.pk])[-1].action == "matter.supply"
    assert address not in page.text(owner.get(page.address("case_page", bundle.pk)))
