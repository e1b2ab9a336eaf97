"""The pages of one firm's benefits, for each who uses them."""

import re

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.cast import login
from tests.city.benefits.desk import REFUND, SPRING, Desk, code, name, officer
from tests.city.benefits.matching.hall import Door, made
from yingshang.city.benefits.matching.models import Application
from yingshang.core.access.models import Role
from yingshang.core.facts.models import Consultation
from yingshang.core.models import Case

KEY = "6f8f57c6-0d1e-4b59-9a4f-3f7ad13a2f4e"
CLEAN = {"is_zombie": "false", "is_discredited": "false"}


@pytest.fixture(autouse=True)
def _clock():
    with time_machine.travel(SPRING, tick=False):
        yield


@pytest.fixture
def door(desk: Desk) -> Door:
    made("instant", mode="on_application", excludes=[REFUND])
    made("review", mode="by_review", is_unsure=True)
    made("declared", mode="self_declared")
    return Door(desk)


@pytest.fixture
def as_user(client):
    def enter(user):
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        return client

    return enter


def text(answer) -> str:
    return answer.content.decode()


def english(client) -> None:
    client.post("/i18n/setlang/", {"language": "en", "next": "/"})


def page(door: Door, n: int, policy: str = "") -> str:
    return f"/my/benefits/{door.desk.firm(n).pk}/{policy + '/' if policy else ''}"


def test_the_owner_sees_what_the_firm_is_due_and_the_best_of_it_with_its_proof(
    door: Door, as_user
) -> None:
    client = as_user(door.owner_of(1))
    assert client.get("/my/benefits/").url == page(door, 1)
    shown = text(client.get(page(door, 1)))
    for words in ("可以享受", "9,090.00 元", "免申即享", "合计最多", "不能同时享受", "至多计"):
        assert words in shown
    assert "还不能确定" not in re.sub("试点", "", shown.split("合计最多")[0].split('id="group-')[1])


def test_what_is_missing_is_asked_for_and_only_that_and_the_answer_changes(
    door: Door, as_user
) -> None:
    client = as_user(door.owner_of(8))
    url = page(door, 8, "made_review")
    shown = text(client.get(url))
    asked = set(re.findall(r'name="(is_\w+|\w+_\w+)"', shown)) - {"submission_key"}
    assert asked == {"is_zombie", "is_discredited"}
    assert "市场监督管理局" in shown
    assert "结论取决于它" in shown
    answer = text(client.post(url, CLEAN | {"submission_key": KEY, "look": "1"}))
    assert "按贵企业自己的声明" in answer.replace("以下按", "按")
    assert "按声明提出申请" in answer
    assert not Case.objects.filter(kind="benefit_application").exists()
    sent = client.post(url, CLEAN | {"submission_key": KEY, "apply": "1"})
    row = Application.objects.get()
    assert sent.url == f"/my/benefits/applications/{row.pk}/"
    mine = text(client.get(sent.url))
    for words in ("已申请，待决定", "企业自己的声明", "僵尸企业", "最迟决定"):
        assert words in mine
    gone = client.post(f"{sent.url}withdraw/")
    assert "已撤回" in text(client.get(gone.url))


def test_why_not_and_what_would_change_it_stand_on_the_policys_page(door: Door, as_user) -> None:
    client = as_user(door.owner_of(6))
    shown = text(client.get(page(door, 6, REFUND)))
    for words in ("现在是 11 个月", "是 12 个月 就可以享受", "截至 2021-12-31", "第 2 条规则"):
        assert words in shown
    assert "提出申请" not in shown
    english(client)
    shown = text(client.get(page(door, 6, REFUND)))
    for words in ("You are not eligible", "Months of premiums",
                  "were it 12 months", "What the rule saw", "as of 2021-12-31"):  # fmt: skip
        assert words in shown


def test_beyond_the_first_policies_the_list_says_why_not_and_what_would_change_it_is_a_page_away(
    door: Door, as_user, monkeypatch
) -> None:
    monkeypatch.setattr("yingshang.city.benefits.pages.matching.IN_FULL", 1)
    client, change = as_user(door.owner_of(6)), "现在是 11 个月；是 12 个月 就可以享受"
    shown = text(client.get(page(door, 6)))
    brief = shown.split("其余各项只列结论和条件")[1].split("</section>")[0]
    listed = re.findall(
        r'<li><a href="(/my/benefits/[^"]+)">.*?<div class="small">(.+?)</div>', brief
    )
    assert f"({len(listed) + 1})" in shown.split('id="group-ineligible"')[1][:200]
    assert shown.count(change) == 1
    url, words = next((url, words) for url, words in listed if "made_review" in url)
    assert "“缴费足月”为否" in words
    assert "依据存疑" in words
    assert change in text(client.get(url))
    whole = text(client.get(f"{page(door, 6)}?all=1"))
    assert whole.count(change) == len(listed) + 1
    assert "其余各项" not in whole


def test_an_officer_decides_and_the_firm_reads_it(door: Door, as_user) -> None:
    desk = door.desk
    owner = door.owner_of(1)
    sent = as_user(owner).post(page(door, 1, "made_review"), {"submission_key": KEY, "apply": "1"})
    case = Case.objects.get(kind="benefit_application")
    client = as_user(desk.chief)
    assert case.number in text(client.get("/desk/benefits/applications/"))
    url = f"/desk/benefits/applications/{case.pk}/"
    refused = client.post(url, {"version": 1, "act": "refuse", "reason": ""})
    assert (refused.status_code, "请写明理由" in text(refused)) == (422, True)
    assert client.post(url, {"version": 1, "act": "grant"}).url == url
    assert "9,090.00 元" in text(client.get("/desk/benefits/applications/?stage=done"))
    assert "同意享受" in text(as_user(owner).get(sent.url))
    stale = as_user(desk.chief).post(url, {"version": 1, "act": "grant"})
    assert stale.status_code in (409, 422)


def test_the_window_explains_and_the_firm_can_see_who_looked(door: Door, as_user) -> None:
    clerk = officer("window", "窗口一", door.desk.office("service_centre"), Role.CLERK)
    client = as_user(clerk)
    assert client.get("/desk/benefits/explain/").status_code == 200
    asked = {"credit_code": code(6), "purpose": "企业来窗口咨询"}
    shown = text(client.post("/desk/benefits/explain/", asked))
    assert "现在是 11 个月" in shown
    assert "这次查询已记录" in shown
    read = Consultation.objects.get()
    assert (read.credit_code, read.actor_id) == (code(6), clerk.pk)
    assert "企业来窗口咨询" in read.purpose
    nothing = client.post("/desk/benefits/explain/", {"credit_code": code(6), "purpose": ""})
    assert nothing.status_code == 422
    assert Consultation.objects.count() == 1


def test_without_a_log_in_one_tries_a_policy_by_answering(door: Door, client) -> None:
    url = "/benefits/try/job-retention-refund-2022/"
    shown = text(client.get(url))
    assert 'name="premium_months"' in shown
    assert "enterprise_name" not in shown
    answers = {"insured_kind": "企业", "relief_size_class": "小型", "insured_at_start": "200",
               "insured_at_end": "199", "natural_attrition": "0", "insured_average": "199.5",
               "premium_months": "12", "premiums_paid": "10000", **CLEAN}  # fmt: skip
    assert "9,000.00 元" in text(client.post(url, answers))
    assert "不能享受" in text(client.post(url, answers | {"premium_months": "3"}))
    wrong = client.post(url, answers | {"premium_months": "twelve"})
    assert (wrong.status_code, "应当填整数" in text(wrong)) == (422, True)
    assert client.get("/benefits/try/no_such/").status_code == 404


def test_others_find_nothing(door: Door, as_user, client) -> None:
    firm = page(door, 1)
    assert client.get(firm).status_code == 302
    door.owner_of(1)
    stranger = login("nobody", "路人乙")
    for user in (stranger, door.desk.stranger, door.desk.chief):
        for url in (firm, page(door, 1, REFUND), "/desk/benefits/explain/"):
            assert as_user(user).get(url).status_code in (403, 404)
    assert name(1) not in text(as_user(door.desk.stranger).get("/my/benefits/"))


def test_the_list_takes_a_fixed_number_of_statements(door: Door, as_user) -> None:
    client = as_user(door.owner_of(1))
    client.get(page(door, 1))
    with CaptureQueriesContext(connection) as few:
        client.get(page(door, 1))
    for number in range(6):
        made(str(number), mode="on_application")
    client.get(page(door, 1))
    with CaptureQueriesContext(connection) as many:
        client.get(page(door, 1))
    assert len(many) == len(few)
