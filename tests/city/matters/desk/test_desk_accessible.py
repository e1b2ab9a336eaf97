"""The desk in a browser: no accessibility violation in the dark, usable at 360 px."""

import uuid

import pytest
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from tests.city.matters.desk.conftest import BACKEND, posted
from tests.city.matters.desk.making import (
    ID_NUMBER,
    applied,
    in_days,
    received,
    step,
    with_material,
)
from yingshang.city.matters.signs.finding import find_signs
from yingshang.city.matters.tools.models import ReplyTemplate
from yingshang.core.models import Case, WindowService
from yingshang.core.watch.warning import warn

pytestmark = pytest.mark.browser


@pytest.fixture
def pages(cast, enter) -> dict[str, str]:
    """Every page of the desk with something on it, as HTML."""
    late, soon, paused, *_ = received(cast, count=5)
    for case in (late, soon, paused):
        step(case, "accept", cast.clerk)
    step(paused, "suspend", cast.approver, reason="检测：等报告", procedure="testing",
         expected_end=in_days(3))  # fmt: skip
    late.commitments.update(due_at=in_days(-2))
    case = applied(cast)
    with_material(cast, case)
    step(case, "accept", cast.clerk)
    step(case, "handle", cast.approver, opinion="材料齐全，建议准予。")
    officer, clerk = enter(cast.approver), enter(cast.clerk)
    url = f"/desk/cases/{case.pk}/"
    answers = {
        "queue": officer.get("/desk/"),
        "queue-empty": clerk.get("/desk/?state=overdue&search=x"),
        "batch": officer.post("/desk/batch/", {"step": "accept", "case": f"{late.pk}:1"}),
        "case": officer.get(url),
        "case-purpose": officer.post(url + "reveal/", {"purpose": ""}),
        "case-paused": officer.get(f"/desk/cases/{paused.pk}/"),
        "step": officer.get(url + "steps/refuse/"),
        "step-errors": officer.post(url + "steps/refuse/", posted(case.version)),
        "step-suspend": officer.get(f"/desk/cases/{soon.pk}/steps/suspend/"),
        "step-correction": clerk.get(f"/desk/cases/{received(cast)[0].pk}/steps/ask_correction/"),
        "step-conflict": clerk.post(url + "steps/claim/", posted(1)),
    }
    answers |= _window(enter(cast.clerk), Client())
    answers["board"] = enter(cast.supervisor).get("/board/")
    answers["board-cases"] = enter(cast.supervisor).get("/board/matters.open_now/")
    answers |= _work(officer, enter(cast.head), enter(cast.supervisor), cast, case)
    answers["english"] = officer.get(url, headers={"accept-language": "en"})
    return {name: answer.content.decode() for name, answer in answers.items()}


def _work(officer: Client, head: Client, supervisor: Client, cast, case) -> dict[str, HttpResponse]:
    """The pages of the offices' work, each with something on it."""
    office = cast.office("market_regulation")
    template = {
        "office": str(office.pk),
        "step": "grant",
        "name": "常用",
        "text": "{申请人}：同意。",
    }
    officer.post("/desk/templates/", template)
    officer.post("/desk/filters/", {"name": "要紧的", "query": "state=red"})
    tax = cast.office("tax")
    asked = {"question": "是否欠税？", "offices": str(tax.pk), f"days:{tax.pk}": "2"}
    url = f"/desk/cases/{case.pk}/opinions/"
    officer.post(url, asked)
    opinion = Case.objects.get(kind="opinion")
    warn(at=timezone.now())
    find_signs(case.place, at=timezone.now())
    accepted = f"{case.pk}:{case.version}"
    printed = officer.post("/desk/print/", {"case": accepted}, follow=True)
    return {
        "queue-filtered": officer.get("/desk/?state=all"),
        "templates": officer.get("/desk/templates/"),
        "template-wrong": officer.post("/desk/templates/", {**template, "text": "{谁}"}),
        "template": officer.get(f"/desk/templates/{ReplyTemplate.objects.get().pk}/"),
        "step-template": officer.get(f"/desk/cases/{case.pk}/steps/grant/"),
        "ask-opinion": officer.post(url, {"question": ""}),
        "opinion": browser_of(cast.tax_approver).get(f"/desk/opinions/{opinion.pk}/"),
        "opinions": browser_of(cast.tax_approver).get("/desk/opinions/"),
        "office": head.get("/desk/office/?show=all"),
        "extensions": _proposed(head, cast),
        "substitutes": officer.post("/desk/substitutes/", {"reason": ""}),
        "print": printed,
        "signs": supervisor.get("/desk/signs/"),
        "sign-cases": supervisor.get("/desk/signs/not_accepted/"),
    }


def _proposed(head: Client, cast) -> HttpResponse:
    """The list of what the head is to sign, with one on it."""
    case = step(received(cast)[0], "accept", cast.clerk)
    step(case, "propose_extension", cast.approver, reason="股权争议待查")
    return head.get("/desk/extensions/")


def browser_of(user) -> Client:
    client = Client()
    client.force_login(user, backend=BACKEND)
    return client


def _window(clerk: Client, kiosk: Client) -> dict[str, HttpResponse]:
    answers = {"ticket": kiosk.get("/window/ticket/"), "window-empty": clerk.get("/window/")}
    form = {"service": "company_opening", "submission_key": str(uuid.uuid4())}
    answers["ticket-taken"] = kiosk.post("/window/ticket/", form, follow=True)
    kiosk.post("/window/ticket/", {**form, "submission_key": str(uuid.uuid4())})
    answers["window-waiting"] = clerk.get("/window/")
    clerk.post("/window/call/")
    service = WindowService.objects.get(called_at__isnull=False)
    path = f"/window/{service.pk}/"
    answers["window-identify"] = clerk.post(path + "identify/", {"name": "示例来客"})
    person = {"name": "示例来客", "id_number": ID_NUMBER}
    clerk.post(path + "identify/", person)
    answers["window-start"] = clerk.get("/window/")
    clerk.post(path + "start/", {"service": "company_opening"})
    answers["window-draft"] = clerk.get("/window/")
    return answers


def test_axe_finds_nothing_and_no_page_scrolls_sideways(pages, still):
    opened = still("dark", 360)  # light and wide: tests/journeys
    faults = {name: opened.faults(html, picture=f"desk-{name}") for name, html in pages.items()}
    assert not any(faults.values()), faults
