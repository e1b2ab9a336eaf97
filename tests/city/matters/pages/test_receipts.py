"""A receipt from the ledger page: for who may see the case, and without what stays inside."""

import io
import json
from uuid import uuid4

import pypdf
import pytest
from django.utils import timezone

from tests.cast import PLACE
from tests.city.matters.pages import applicant as page
from tests.city.matters.pages.conftest import _people, pages_bundle
from tests.portal.openness.sealed import log_folder, seal_all_of
from tests.scenes import fixture_of, scene
from yingshang.city.matters.desk import DeskStep, take_step
from yingshang.core.ledger.models import Entry
from yingshang.core.ledger.publishing import check_receipt
from yingshang.core.models import Case

OPINION = "材料齐全，拟准予（内部意见）"


@scene(on=pages_bundle)
def sealed_bundle(waiting):
    """The registration is accepted and handled, with an opinion; the ledger is sealed."""
    people = _people()
    case = Case.objects.get(item__code="company_registration", parent__application=waiting)
    take_step(DeskStep(case.pk, "accept"), user=people["clerk"], at=timezone.now())
    step = DeskStep(case.pk, "handle", opinion=OPINION)
    take_step(step, user=people["approver"], at=timezone.now())
    seal_all_of(PLACE)
    return case.pk


_at_sealed = fixture_of(sealed_bundle)


@pytest.fixture
def case(sealed_bundle, cast, settings):
    settings.LOG_FOLDER = log_folder()
    return Case.objects.get(pk=sealed_bundle.value)


def entry(case, action: str):
    return Entry.objects.get(subject_id=case.pk, action=action).pk


def asked(browser, case, entry_id, name="case_receipt"):
    return browser.get(page.address(name, case.pk, entry_id))


def test_the_owner_takes_home_what_checks_out_anywhere(case, cast, browse):
    answer = asked(browse(cast["owner"]), case, entry(case, "matter.accept"))
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/json")
    assert answer["Cache-Control"] == "private, no-store"
    verdict = check_receipt(answer.content)
    assert verdict.holds
    assert json.loads(verdict.receipt.entry.body)["action"] == "matter.accept"


def test_the_paper_carries_the_file(case, cast, browse):
    owner, accepted = browse(cast["owner"]), entry(case, "matter.accept")
    answer = asked(owner, case, accepted, "case_receipt_pdf")
    assert answer["Content-Type"] == "application/pdf"
    attached = pypdf.PdfReader(io.BytesIO(answer.content)).attachments
    (content,) = (each[0] for each in attached.values())
    assert content == asked(owner, case, accepted).content


def test_an_opinion_stays_inside_and_its_entry_has_no_receipt_outside(case, cast, browse):
    handled = entry(case, "matter.handle")
    for name in ("case_receipt", "case_receipt_pdf"):
        answer = asked(browse(cast["owner"]), case, handled, name)
        assert answer.status_code == 404
        assert OPINION not in answer.content.decode()
    inside = asked(browse(cast["approver"]), case, handled)
    assert OPINION in json.loads(inside.content)["entry"]["body"]


def test_the_ledger_page_links_to_receipts_where_there_are_any(case, cast, browse):
    address = page.address("case_ledger", case.pk)
    owner = browse(cast["owner"]).get(address).content.decode()
    accepted, handled = (
        page.address("case_receipt", case.pk, entry(case, f"matter.{step}"))
        for step in ("accept", "handle")
    )
    assert accepted in owner
    assert handled not in owner
    assert handled in browse(cast["approver"]).get(address).content.decode()


def test_another_cases_entry_and_an_invented_one_are_not_there(case, cast, browse):
    elsewhere = Entry.objects.filter(subject_kind="user").first()
    for entry_id in (uuid4(), elsewhere.pk):
        assert asked(browse(cast["owner"]), case, entry_id).status_code == 404


def test_a_stranger_learns_nothing(case, cast, browse):
    accepted = entry(case, "matter.accept")
    for name in ("case_receipt", "case_receipt_pdf"):
        assert asked(browse(cast["citizen"]), case, accepted, name).status_code == 404
        assert "/login/" in asked(browse(), case, accepted, name)["Location"]
