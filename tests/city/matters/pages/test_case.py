"""The page of a case: where it stands, who holds it, what stops it, the record; and its ledger."""

import pytest
from django.utils import timezone

from tests.city.matters.pages import applicant as page
from yingshang.city.matters.desk import DeskStep, take_step
from yingshang.core.models import Case


@pytest.fixture
def registration(bundle):
    return Case.objects.get(parent=bundle, item__code="company_registration")


def test_the_heading_answers_first(bundle, cast, browse):
    shown = page.text(browse(cast["owner"]).get(page.address("case_page", bundle.pk)))
    assert "承诺 1 个工作日，" in shown
    assert "已办结 0/3" in shown
    assert "为什么是这一天" in shown


def test_members_say_who_holds_them_and_what_stops_them(bundle, cast, browse):
    shown = page.text(browse(cast["owner"]).get(page.address("case_page", bundle.pk)))
    assert "湘潭市市场监督管理局 · 已收件" in shown
    assert "等“企业设立登记”；它的结果由系统转交" in shown


def test_every_act_has_its_entry_and_its_hash(bundle, cast, browse):
    from yingshang.core.ledger.queries import entries_of

    entry = entries_of([bundle.pk])[0]
    owner = browse(cast["owner"])
    shown = page.text(owner.get(page.address("case_page", bundle.pk)))
    assert entry.hash_hex[:16] in shown
    ledger = page.text(owner.get(page.address("case_ledger", bundle.pk)))
    assert entry.hash_hex in ledger
    assert str(entry.id) in ledger
    assert "完好" in ledger
    assert "对不上" not in ledger.replace("内容对不上摘要", "")


def test_what_was_saved_still_says_that_the_name_was_asked_once(bundle, cast, browse):
    shown = page.text(browse(cast["owner"]).get(page.address("case_page", bundle.pk)))
    assert "“企业名称”有 3 个事项要用，只填一次。" in shown
    assert "平台已有您的“企业名称”" not in shown


def test_papers_lead_to_their_pdf(registration, bundle, cast, browse):
    take_step(DeskStep(registration.pk, "accept"), user=cast["clerk"], at=timezone.now())
    shown = page.text(browse(cast["owner"]).get(page.address("case_page", bundle.pk)))
    assert "受理通知书" in shown
    assert "出具受理通知书" in shown


def test_a_member_has_its_own_page_under_its_bundle(registration, bundle, cast, browse):
    shown = page.text(browse(cast["owner"]).get(page.address("case_page", registration.pk)))
    assert page.address("case_page", bundle.pk) in shown
    assert "企业设立登记" in shown


def test_the_number_of_statements_does_not_grow_with_what_happened(
    registration, bundle, cast, browse, django_assert_max_num_queries
):
    owner = browse(cast["owner"])
    url = page.address("case_page", bundle.pk)
    owner.get(url)
    with django_assert_max_num_queries(45) as before:
        owner.get(url)
    take_step(DeskStep(registration.pk, "accept"), user=cast["clerk"], at=timezone.now())
    with django_assert_max_num_queries(len(before.captured_queries)):
        owner.get(url)


def test_the_page_reads_english(bundle, cast, browse):
    owner = browse(cast["owner"])
    owner.cookies["django_language"] = "en"
    shown = page.text(owner.get(page.address("case_page", bundle.pk)))
    assert "1 working day promised" in shown
    assert "Company registration" in shown
