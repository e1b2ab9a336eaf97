"""Permits told, the green channel and reviews before handing in, as firm and office see them."""

import re
import uuid
from pathlib import Path

import pytest
from django.test import Client

import yingshang
from yingshang.city.matters.permits.models import GreenChannel, PreReview
from yingshang.city.matters.undertakings.models import Undertaking
from yingshang.core.ledger.queries import entries_of
from yingshang.core.models import Case, Commitment, Notice
from yingshang.ui.translations import compile_catalogues

compile_catalogues(Path(yingshang.__file__).parent)
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_noon")]
BACKEND = "django.contrib.auth.backends.ModelBackend"


@pytest.fixture
def enter(town):
    def browser(name: str) -> Client:
        client = Client()
        client.force_login(town.cast[name], backend=BACKEND)
        return client

    return browser


def text_of(answer) -> str:
    return answer.content.decode()


def hidden(html: str, name: str) -> str:
    return re.search(rf'name="{name}" value="([^"]*)"', html)[1]


def take(client, watch, step, **said):
    address = f"/desk/permits/{watch.pk}/steps/{step}/"
    watch.refresh_from_db()
    form = {"version": watch.version, "submission_key": str(uuid.uuid4()), **said}
    answer = client.post(address, form)
    watch.refresh_from_db()
    return answer


def test_the_firm_reads_what_it_needs_and_promises_on_its_page(watch, enter, registered_firm):
    owner = enter("owner")
    inbox = text_of(owner.get("/my/inbox/"))
    assert f"/permits/{watch.pk}/" in inbox
    assert f"/permits/{watch.pk}/" in text_of(
        owner.get(f"/cases/{registered_firm.value['bundle']}/")
    )
    assert "食品经营许可" in text_of(owner.get("/permits/"))
    page = text_of(owner.get(f"/permits/{watch.pk}/"))
    assert "您登记的经营范围有“食品销售”" in page
    assert "/services/food_business_licence/" in page
    form = {"act": "promise", "version": watch.version, "text": hidden(page, "text")}
    assert owner.post(f"/permits/{watch.pk}/", form).status_code == 422
    assert owner.post(f"/permits/{watch.pk}/", {**form, "agree": "yes"}).status_code == 302
    assert Undertaking.objects.get(case=watch).kind == "permit"
    assert "您已承诺" in text_of(owner.get(f"/permits/{watch.pk}/"))
    again = owner.post(f"/permits/{watch.pk}/", {**form, "agree": "yes"})
    assert again.status_code == 409
    assert enter("citizen").get(f"/permits/{watch.pk}/").status_code == 404
    assert enter("approver").get(f"/permits/{watch.pk}/").status_code == 404


def test_the_firm_says_that_it_does_not_trade_in_it(watch, enter):
    form = {"act": "not_trade", "version": watch.version, "reason": ""}
    owner = enter("owner")
    assert "须写明理由" in text_of(owner.post(f"/permits/{watch.pk}/", form))
    assert owner.post(f"/permits/{watch.pk}/", {**form, "reason": "不卖"}).status_code == 302
    watch.refresh_from_db()
    assert watch.state == "not_trading"


def test_the_office_claims_guides_and_flags_on_its_pages(watch, enter):
    desk = enter("approver")
    assert watch.party.name in text_of(desk.get("/desk/permits/?show=claim"))
    page = text_of(desk.get(f"/desk/permits/{watch.pk}/"))
    assert "steps/claim/" in page
    assert "steps/hand_over/" not in page
    assert take(desk, watch, "claim").status_code == 302
    assert take(desk, watch, "guide", record="").status_code == 422
    assert take(desk, watch, "guide", record="电话告知所需材料").status_code == 302
    assert "记录：电话告知所需材料" in text_of(desk.get(f"/desk/permits/{watch.pk}/"))
    assert take(desk, watch, "hand_over", reason="未经提示").status_code == 409
    assert take(desk, watch, "flag", reason="巡查发现已销售").status_code == 302
    assert watch.party.name in text_of(desk.get("/desk/permits/?show=risk"))
    assert enter("tax").get(f"/desk/permits/{watch.pk}/").status_code == 404
    assert "没有要跟踪的企业" in text_of(enter("tax").get("/desk/permits/"))


def test_the_green_channel_names_a_manager_and_moves_no_deadline(town, enter, registered_firm):
    case = Case.objects.get(parent=registered_firm.value["bundle"], item__code="seal_making")
    tax = Case.objects.get(parent=registered_firm.value["bundle"], item__code="invoice_first_issue")
    before = list(Commitment.objects.order_by("pk").values_list("pk", "due_at"))
    desk, address = enter("tax"), f"/desk/cases/{tax.pk}/green/"
    assert address in text_of(desk.get(f"/desk/cases/{tax.pk}/"))
    wrong = {"manager": str(town.cast["social"].pk), "reason": "重点项目"}
    assert desk.post(address, wrong).status_code == 422
    right = {"manager": str(town.cast["tax"].pk), "reason": "重点招商项目"}
    assert desk.post(address, right).status_code == 302
    assert "专办员 税务核定员：重点招商项目" in text_of(enter("owner").get(f"/cases/{tax.pk}/"))
    assert tax.number in text_of(desk.get("/desk/green/"))
    assert 'tag kept">绿色通道' in text_of(desk.get("/desk/?state=all"))
    assert desk.post(address, right).status_code == 422  # once
    assert list(Commitment.objects.order_by("pk").values_list("pk", "due_at")) == before
    assert desk.post(address, {"act": "end"}).status_code == 302
    assert GreenChannel.objects.get(case=tax).ended_at is not None
    assert [e.action for e in entries_of([tax.pk])][-2:] == ["green.open", "green.end"]
    assert enter("social").get(address).status_code == 404
    assert enter("clerk").get(f"/desk/cases/{case.pk}/green/").status_code == 404


def test_a_draft_is_reviewed_before_it_is_handed_in_and_nothing_personal_is_shown(
    enter, registered_firm
):
    draft = registered_firm.value["draft"]
    owner, address = enter("owner"), f"/applications/{draft}/pre-review/"
    assert owner.post(address, {"question": "名称可以吗？"}).status_code == 302
    assert owner.post(address, {"question": "再问"}).status_code == 409
    assert "等单位答复" in text_of(owner.get(address))
    review = PreReview.objects.get()
    desk, answer = enter("approver"), f"/desk/pre-reviews/{review.pk}/"
    assert answer in text_of(desk.get("/desk/pre-reviews/"))
    page = text_of(desk.get(answer))
    assert "名称可以吗" in page
    assert "还没有填" in page
    assert desk.post(answer, {"is_ready": "no", "opinion": ""}).status_code == 422
    assert desk.post(answer, {"is_ready": "no", "opinion": "缺章程"}).status_code == 302
    assert desk.get(answer).status_code == 404  # answered
    assert "缺章程" in text_of(owner.get(address))
    assert Notice.objects.filter(template="pre_reviewed").count() == 1
    assert not Commitment.objects.filter(case__opened_at__gt=review.asked_at).exists()
    assert enter("citizen").get(address).status_code == 404


@pytest.mark.browser
def test_axe_finds_nothing_and_no_page_scrolls_sideways(watch, enter, registered_firm, still):
    owner, desk = enter("owner"), enter("approver")
    draft, asked = registered_firm.value["draft"], f"/desk/permits/{watch.pk}/"
    owner.post(f"/applications/{draft}/pre-review/", {"question": "名称可以吗？"})
    review = f"/desk/pre-reviews/{PreReview.objects.get().pk}/"
    registration = Case.objects.get(item__code="company_registration")
    paper = registration.papers.first()
    pages = {
        "list": owner.get("/permits/"),
        "page": owner.get(f"/permits/{watch.pk}/"),
        "page-wrong": owner.post(f"/permits/{watch.pk}/", {"act": "promise", "version": 1}),
        "desk-list": desk.get("/desk/permits/"),
        "desk-case": desk.get(asked),
        "desk-step": desk.post(f"{asked}steps/flag/", {"version": watch.version}),
        "green-list": desk.get("/desk/green/"),
        "pre-review": owner.get(f"/applications/{draft}/pre-review/"),
        "pre-review-desk": desk.get(review),
        "archive": desk.get("/desk/archive/"),
        "serve": desk.get(f"/desk/papers/{paper.pk}/serve/"),
    }
    opened = still("dark", 360)
    faults = {
        name: opened.faults(text_of(page), picture=f"life-{name}") for name, page in pages.items()
    }
    assert not any(faults.values()), faults
