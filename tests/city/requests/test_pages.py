"""The pages of the unresolved-matter desk, for each who uses them."""

import pytest
import time_machine

from tests.cast import NOW
from tests.city.requests.hall import WHAT
from yingshang.city.requests.lifecycle import IMPROVEMENT, UNRESOLVED
from yingshang.city.requests.unresolved.models import CallBack, Unresolved
from yingshang.city.requests.unresolved.receipts import receipt_code
from yingshang.core.models import Case

pytestmark = pytest.mark.django_db
DESK, TASKS = "/desk/unresolved/", "/desk/tasks/"
KEY = "6f8f57c6-0d1e-4b59-9a4f-3f7ad13a2f4e"


@pytest.fixture(autouse=True)
def _clock():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def as_user(client):
    def enter(user):
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        return client

    return enter


def text(answer) -> str:
    return answer.content.decode()


def post(client, url, group, **values):
    data = {f"{group}-{name}": value for name, value in values.items()}
    return client.post(url, data)


def test_a_visitor_reports_gets_a_receipt_and_follows_it(client, hall):
    asked = client.post("/unresolved/", {"submission_key": KEY, "what": WHAT})
    assert (asked.status_code, "请填写“联系电话”。" in text(asked)) == (422, True)
    told = {"submission_key": KEY, "what": WHAT, "name": "示例来人", "phone": "13800000000"}
    answer = client.post("/unresolved/", told)
    case = Case.objects.get(kind=UNRESOLVED.kind)
    code = receipt_code(case.pk)
    assert answer.url == f"/unresolved/{case.pk}/receipt/{code}/"
    shown = text(client.get(answer.url))
    assert case.number in shown
    assert code in shown
    assert "13800000000" not in shown
    found = client.post("/unresolved/follow/", {"number": case.number, "code": code})
    assert found.url == answer.url
    wrong = {"number": case.number, "code": "aaaa"}
    assert client.post("/unresolved/follow/", wrong).status_code == 404
    assert client.get(f"/unresolved/{case.pk}/receipt/aaaa/").status_code == 404


def test_the_guide_leads_to_the_report_about_its_service(client, hall):
    guide = text(client.get("/services/company_registration/"))
    assert "/unresolved/?item=company_registration" in guide
    form = text(client.get("/unresolved/?item=company_registration"))
    assert '<option value="company_registration" selected' in form


def test_from_the_desk_to_the_office_to_the_call_by_pages(hall, as_user):
    case = hall.reported()
    hall.caller, hall.approver  # noqa: B018 - both serve from the start
    url = f"{DESK}{case.pk}/"
    client = as_user(hall.clerk)
    assert case.number in text(client.get(DESK))
    facts = {"conditions_met": "yes", "is_litigation": "no", "is_unlawful": "no"}
    mute = post(client, f"{url}accept/", "take", version=1, conditions_met="yes")
    assert (mute.status_code, "还不能判断是否受理" in text(mute)) == (422, True)
    post(client, f"{url}accept/", "take", version=1, matter_class="transferred", **facts)
    post(client, f"{url}send/", "send", version=2, offices=["market_regulation"], note="请尽快")
    task = hall.task(case)
    client = as_user(hall.approver)
    assert task.number in text(client.get(TASKS))
    at_office = f"{TASKS}{task.pk}/"
    assert WHAT in text(client.get(at_office))
    assert client.get(url).status_code == 404
    post(client, f"{at_office}take/", "take", version=1)
    post(client, f"{at_office}answer/", "answer", version=2, answer="已收件", cause="extra_demand")
    client = as_user(hall.caller)
    assert case.number in text(client.get(DESK))
    who = client.post(f"{url}contact/")
    assert "示例业主" in text(who)
    assert "示例业主" not in text(client.get(url))
    post(client, f"{url}call/", "call", version=4, outcome="satisfied", said="办成了，满意")
    assert CallBack.objects.get().outcome == "satisfied"
    client = as_user(hall.supervisor)
    post(client, f"{url}improve/", "improve", version=5, office="market_regulation", what="改指南")
    improvement = Case.objects.get(kind=IMPROVEMENT.kind)
    page = f"/desk/improvements/{improvement.pk}/"
    assert "清单以外的材料或条件" in text(client.get(page))
    client = as_user(hall.approver)
    post(client, f"{page}report/", "report", version=1, reason="已改")
    improvement.refresh_from_db()
    assert improvement.state == "reported"
    client = as_user(hall.owner)
    assert case.number in text(client.get("/my/"))
    mine = text(client.get(f"/unresolved/{case.pk}/"))
    assert "已收件" in mine
    assert "请尽快" not in mine
    public = text(client.get("/unresolved/figures/?period=2026"))
    assert "100.0%" in public
    assert "n = 1" in public
    client.cookies["django_language"] = "en"
    english = text(client.get(f"/unresolved/{case.pk}/"))
    assert "Satisfied, closed" in english


def test_the_window_writes_down_and_a_stale_page_is_told(hall, as_user):
    client = as_user(hall.clerk)
    told = {"submission_key": KEY, "what": WHAT, "name": "示例来人", "phone": "13800000000"}
    answer = client.post(f"{DESK}new/", told)
    case = Unresolved.objects.get().case
    assert f"/unresolved/{case.pk}/receipt/" in answer.url
    stale = post(client, f"{DESK}{case.pk}/redirect/", "take", version=9, is_litigation="yes",
                 way="court")  # fmt: skip
    assert stale.status_code == 409
    post(client, f"{DESK}{case.pk}/redirect/", "take", version=1, is_litigation="yes", way="court")
    case.refresh_from_db()
    assert case.state == "redirected"
    assert client.post(f"{DESK}{case.pk}/fly/").status_code == 404


def test_pages_of_other_capabilities_do_not_show_a_reported_matter(hall, as_user):
    case = hall.sent()
    hall.clerk, hall.approver  # noqa: B018 - both serve from the start
    for user, pages in (
        (hall.owner, (f"/cases/{case.pk}/", f"/api/v1/cases/{case.pk}")),
        (hall.clerk, (f"/desk/cases/{case.pk}/", f"/desk/cases/{hall.task(case).pk}/")),
        (hall.approver, (f"/desk/cases/{hall.task(case).pk}/",)),
    ):
        client = as_user(user)
        for page in pages:
            assert client.get(page).status_code == 404, page


@pytest.mark.parametrize("who", ["owner", "leader", "approver", "tax_approver"])
def test_others_find_nothing(hall, as_user, who):
    case = hall.sent()
    client = as_user(getattr(hall, who))
    answers = [
        client.get(DESK), client.get(f"{DESK}{case.pk}/"), client.get(f"{DESK}new/"),
        client.post(f"{DESK}{case.pk}/contact/"), client.post(f"{DESK}{case.pk}/accept/"),
    ]  # fmt: skip
    assert {answer.status_code for answer in answers} <= {403, 404}
    if who != "owner":
        assert client.get(f"/unresolved/{case.pk}/").status_code == 404
