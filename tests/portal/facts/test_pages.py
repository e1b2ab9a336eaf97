"""Pages of facts: handing in, mending, the firm's own view, contesting and answering."""

import re
from datetime import date

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from tests.cast import NOW, PLACE, Cast
from tests.core.facts.contested import CREDIT_LISTS, contested_by, credit_lists
from tests.core.facts.contested import listed_as_discredited as listed
from tests.core.facts.delivering import code, with_code
from yingshang.core.facts import submitting
from yingshang.core.models import Case, ContestedFact, Snapshot, Submission

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


@pytest.fixture
def clock():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def cast() -> Cast:
    cast = Cast()
    with_code(cast.company)
    return cast


def reading(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


def send(client: Client, content: bytes, *, name="名单.csv", **more):
    url = reverse("facts_deliver", args=[CREDIT_LISTS])
    page = client.get(url).content.decode()
    key = re.search(r'name="submission_key" value="([^"]+)"', page)[1]
    file = SimpleUploadedFile(name, content)
    data = {"submission_key": key, "as_of": "2026-11-01", "file": file} | more
    return client.post(url, data, follow=True)


def test_a_bad_file_is_told_line_by_line_and_the_good_rows_are_kept_on_request(cast):
    officer = reading(cast.approver)
    page = send(officer, credit_lists(code(1)))
    text = page.content.decode()
    assert "未入库" in text
    assert "2 行，其中 1 行有错" in text
    assert "没有代码" in text
    assert "统一社会信用代码不对" in text
    row = Submission.objects.get()
    report = officer.get(reverse("facts_faults", args=[row.pk]))
    assert report["Content-Disposition"] == (
        'attachment; filename="credit_lists-2026-11-01-faults.csv"'
    )
    assert "3,统一社会信用代码,没有代码" in report.content.decode()
    assert not Snapshot.objects.exists()
    page = send(officer, credit_lists(code(1)), accept_good="on")
    assert "已入库" in page.content.decode()
    kept = Snapshot.objects.get()
    assert (kept.as_of, kept.rows, kept.left_out) == (date(2026, 11, 1), 1, 1)


def test_a_large_file_shows_that_it_is_under_way_and_the_part_renews_itself(cast, monkeypatch):
    monkeypatch.setattr(submitting, "AT_ONCE_BYTES", 10)
    officer = reading(cast.approver)
    page = send(officer, credit_lists(code(1))).content.decode()
    assert "排队" in page
    assert 'hx-trigger="every 2s"' in page
    row = Submission.objects.get()
    part = officer.get(reverse("facts_submission", args=[row.pk]), headers={"HX-Request": "true"})
    assert part.content.decode().startswith('<div id="submission"')


def test_a_delivery_without_a_file_or_of_a_day_to_come_is_sent_back_with_the_field(cast):
    officer = reading(cast.approver)
    url = reverse("facts_deliver", args=[CREDIT_LISTS])
    assert officer.post(url, {"as_of": "2026-11-01"}).status_code == 422
    page = send(officer, credit_lists(), as_of="2027-01-01")
    assert page.status_code == 422
    assert "晚于今天" in page.content.decode()
    assert not Submission.objects.exists()


def test_the_office_sees_its_datasets_their_snapshots_and_the_manifest(cast):
    row = listed(PLACE, cast.company, by=cast.approver, at=NOW)
    for language, words in (("zh-hans", "信用名单"), ("en", "Credit lists")):
        officer = reading(cast.approver)
        officer.cookies["django_language"] = language
        for name, args in (("facts_desk", []), ("facts_dataset", [CREDIT_LISTS]),
                           ("facts_snapshot", [row.snapshot_id]),
                           ("facts_submission", [row.pk])):  # fmt: skip
            assert words in officer.get(reverse(name, args=args)).content.decode(), name
    officer = reading(cast.approver)
    manifest = officer.get(reverse("facts_manifest", args=[row.snapshot_id])).json()
    assert (manifest["rows"], manifest["as_of"]) == (1, "2026-11-24")
    template = officer.get(reverse("facts_template", args=[CREDIT_LISTS])).content.decode()
    assert template == "\ufeff统一社会信用代码,僵尸企业,严重失信\r\n"
    other = reading(cast.tax_approver)
    assert "信用名单" not in other.get(reverse("facts_desk")).content.decode()
    assert other.get(reverse("facts_dataset", args=[CREDIT_LISTS])).status_code == 404


def test_the_firm_sees_what_is_said_who_read_it_and_contests_it(cast):
    listed(PLACE, cast.company, by=cast.approver, at=NOW)
    owner = reading(cast.owner)
    page = owner.get(reverse("my_facts")).content.decode()
    for words in ("严重失信", "是", "市场监督管理局", "2026-11-24", "核对优惠政策条件", "登记审批"):
        assert words in page
    found = re.search(r'href="(/my/facts/contest/[^"]+is_discredited)"', page)
    url = found[1].replace("&amp;", "&")
    form = owner.get(url).content.decode()
    key = re.search(r'name="submission_key" value="([^"]+)"', form)[1]
    bad = owner.post(url, {"submission_key": key, "claimed": "否", "grounds": ""})
    assert bad.status_code == 422
    told = {"submission_key": key, "claimed": "否", "grounds": "已于六月移出名单"}
    page = owner.post(url, told, follow=True).content.decode()
    assert "待核实" in page
    assert "10" in page
    assert "有异议" in owner.get(reverse("my_facts")).content.decode()
    again = owner.post(url, {**told, "submission_key": str(Case.objects.get().pk)[:-4] + "0000"})
    assert again.status_code == 422
    assert "正在处理" in again.content.decode()


def test_the_office_answers_and_the_firm_reads_the_reason(cast):
    listed(PLACE, cast.company, by=cast.approver, at=NOW)
    case = contested_by(PLACE, cast.company, user=cast.owner, at=NOW)
    officer = reading(cast.approver)
    assert case.number in officer.get(reverse("fact_contests")).content.decode()
    url = reverse("fact_contest", args=[case.pk])
    assert "已于六月移出名单" in officer.get(url).content.decode()
    act = reverse("fact_contest_act", args=[case.pk, "uphold"])
    silent = officer.post(act, {"answer-version": 1, "answer-reason": ""})
    assert silent.status_code == 422
    page = officer.post(
        act, {"answer-version": 1, "answer-reason": "名单至十二月有效"}, follow=True
    )
    assert "维持原数据" in page.content.decode()
    assert ContestedFact.objects.get().is_open is False
    mine = reading(cast.owner).get(reverse("my_fact_contest", args=[case.pk])).content.decode()
    assert "名单至十二月有效" in mine
    assert "登记审批" not in mine.split("<main")[1]
    for user in (cast.tax_approver, cast.stranger):
        assert reading(user).get(url).status_code in {403, 404}


def test_the_firm_takes_it_back(cast):
    listed(PLACE, cast.company, by=cast.approver, at=NOW)
    case = contested_by(PLACE, cast.company, user=cast.owner, at=NOW)
    url = reverse("my_fact_contest_withdraw", args=[case.pk])
    assert reading(cast.stranger).post(url).status_code == 404
    assert "已撤回" in reading(cast.owner).post(url, follow=True).content.decode()
    case.refresh_from_db()
    assert case.state == "withdrawn"


def test_an_agent_for_single_services_and_a_stranger_see_no_facts_of_the_firm(cast):
    listed(PLACE, cast.company, by=cast.approver, at=NOW)
    for user in (cast.agent, cast.stranger):
        page = reading(user).get(reverse("my_facts"), {"client": str(cast.company.pk)})
        assert "没有可以查看的企业" in page.content.decode()
        new = {"client": str(cast.company.pk), "dataset": CREDIT_LISTS, "element": "is_zombie"}
        assert reading(user).get(reverse("my_fact_contest_new"), new).status_code == 404


def test_the_pages_of_facts_ask_a_fixed_number_of_statements(cast, django_assert_max_num_queries):
    listed(PLACE, cast.company, by=cast.approver, at=NOW)
    owner = reading(cast.owner)
    owner.get(reverse("my_facts"))
    with django_assert_max_num_queries(28):
        owner.get(reverse("my_facts"))
