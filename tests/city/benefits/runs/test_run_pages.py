"""The pages of a run, of its notice and of objections: for whom they are, and for nobody else."""

import uuid

import pytest
from django.test import Client
from django.urls import reverse
from time_machine import travel

from tests.cast import PLACE, mandate
from tests.city.benefits.desk import PAYABLE, UNKNOWN, code, due_firms, name
from tests.city.benefits.runs.story import listed, ordered, published
from yingshang.city.benefits.runs.models import Entitlement, Objection
from yingshang.core.models import Case


def client(user=None) -> Client:
    found = Client()
    if user is not None:
        found.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return found


@pytest.fixture
def at(desk):
    """The clock stands where the story does, so that posts and notices run."""

    def go():
        return travel(desk.now, tick=False)

    return go


def test_an_officer_takes_the_run_through_its_pages(desk, at):
    run = listed(desk)
    url, firms = reverse("benefit_run", args=[run.pk]), reverse("benefit_run_firms", args=[run.pk])
    with at():
        officer = client(desk.reviewer)
        page = officer.get(url).content.decode()
        assert "候选名单待审核" in page
        assert "<svg" in page
        assert "审核通过" in page
        assert run.case.number in officer.get(reverse("benefit_runs")).content.decode()
        rows = officer.get(firms, {"find": code(1)}).content.decode()
        assert name(1) in rows
        assert name(2) not in rows
        why = officer.get(reverse("benefit_run_firm", args=[run.pk, code(1)])).content.decode()
        assert "返还金额" in why
        assert "上年缴纳失业保险费" in why
        done = officer.post(f"{url}confirm/", {"confirm-version": run.case.version})
        assert done.status_code == 302, done.content.decode()[:500]
    run.case.refresh_from_db()
    assert run.case.state == "reviewed"


def test_a_firm_is_struck_only_with_a_reason(desk, at):
    run = listed(desk)
    url = reverse("benefit_run_act", args=[run.pk, "strike"])
    version = Case.objects.get(pk=run.pk).version
    posted = {"strike-version": version, "strike-credit_code": code(1), "strike-reason": ""}
    with at():
        assert client(desk.reviewer).post(url, posted).status_code == 422
        posted["strike-reason"] = "已注销"
        assert client(desk.reviewer).post(url, posted).status_code == 302
        unknown = {**posted, "strike-version": version + 1, "strike-credit_code": "9" * 18}
        assert client(desk.reviewer).post(url, unknown).status_code == 422
    assert Entitlement.objects.get(run=run, credit_code=code(1)).state == "struck"


def test_whoever_has_no_post_there_finds_nothing(desk, at):
    run = listed(desk)
    desk.tax_approver  # noqa: B018 - has a post elsewhere, from a later year
    with at():
        for user in (desk.payer, desk.owner):
            assert client(user).get(reverse("benefit_run", args=[run.pk])).status_code != 200
        missing = client(desk.reviewer).get(reverse("benefit_run", args=[uuid.uuid4()]))
    assert missing.status_code == 404


def test_the_payer_sees_a_run_once_it_is_ordered_and_checks_the_funds(desk, at):
    run = ordered(desk)
    order = Case.objects.get(parent_id=run.pk)
    url = reverse("benefit_run", args=[run.pk])
    with at():
        payer = client(desk.payer)
        assert "预留资金" in payer.get(url).content.decode()
        assert payer.post(f"{url}fund/", {"fund-version": order.version}).status_code == 302
        refused = client(desk.chief).post(f"{url}release/", {"release-version": order.version + 1})
        assert refused.status_code == 403
    order.refresh_from_db()
    assert order.state == "funded"


def test_everybody_reads_the_notice_and_nobody_reads_a_whole_name(desk, at):
    run = published(desk)
    url = reverse("benefit_notice", args=[run.pk])
    with at():
        page = client().get(url).content.decode()
        assert "湘潭示例" in page
        for n in due_firms()[:3]:
            assert code(n) not in page
            assert name(n) not in page
        file = client().get(reverse("benefit_notice_file", args=[run.pk]))
        content = b"".join(file.streaming_content).decode("utf-8-sig")
        assert len(content.splitlines()) == PAYABLE + 1
        assert run.case.title[:6] in client().get(reverse("benefit_notices")).content.decode()
    english = client().get(url, headers={"accept-language": "en"}).content.decode()
    assert "Download" in english


def test_a_passer_by_objects_without_a_log_in_and_follows_it(desk, at):
    run = published(desk)
    url = reverse("benefit_object", args=[run.pk])
    told = {
        "submission_key": str(uuid.uuid4()), "credit_code": code(1), "wish": "strike",
        "text": "这家企业去年裁员一半", "name": "示例来人", "phone": "13800000000",
    }  # fmt: skip
    with at():
        assert client().post(url, told | {"phone": ""}).status_code == 422
        done = client().post(url, told)
        assert done.status_code == 302, done.content.decode()[:2000]
        receipt = client().get(done.url)
        assert "查询码" in receipt.content.decode()
        assert client().post(url, told).url == done.url
        found = Objection.objects.get(run=run)
        office = client(desk.chief)
        case_url = reverse("benefit_objection", args=[found.pk])
        assert "去年裁员一半" in office.get(case_url).content.decode()
        assert "13800000000" not in office.get(case_url).content.decode()
        assert "13800000000" in office.post(f"{case_url}contact/").content.decode()
        answer = {"decide-version": 1, "decide-answer": "属实，剔除"}
        assert client(desk.reviewer).post(f"{case_url}uphold/", answer).status_code == 422
        assert office.post(f"{case_url}uphold/", answer).status_code == 302
        assert "属实，剔除" in client().get(done.url).content.decode()
        wrong = reverse("benefit_objection_receipt", args=[found.pk, "a" * 16])
        assert client().get(wrong).status_code == 404
    assert Entitlement.objects.get(run=run, credit_code=code(1)).state == "struck"


def test_a_firm_sees_where_it_stands_and_gives_up(desk, at):
    firm = desk.firm(1)
    mandate(firm, desk.owner.person)
    firm.mandates_given.update(valid_from=desk.now)
    run = published(desk)
    row = Entitlement.objects.get(run=run, credit_code=code(1))
    with at():
        owner = client(desk.owner)
        lists = owner.get(reverse("benefit_own_lists")).content.decode()
        assert "放弃" in lists
        assert (
            "Give up"
            in owner.get(
                reverse("benefit_own_lists"), headers={"accept-language": "en"}
            ).content.decode()
        )
        give_up = reverse("benefit_give_up", args=[row.pk])
        assert client(desk.stranger).post(give_up).status_code == 404
        assert owner.post(give_up).status_code == 302
    row.refresh_from_db()
    assert row.state == "waived"
    assert UNKNOWN


def test_who_reviews_opens_a_run_on_the_page_and_others_cannot(desk, at):
    from tests.city.benefits.desk import REFUND

    url = reverse("benefit_run_open")
    with at():
        assert client(desk.payer).get(url).status_code == 404
        done = client(desk.reviewer).post(url, {"policy": REFUND, "on": "2022-05-05"})
        assert done.status_code == 302
        again = client(desk.reviewer).post(url, {"policy": REFUND, "on": "2022-05-06"})
        assert again.status_code == 422
        late = client(desk.reviewer).post(url, {"policy": REFUND, "on": "2024-05-06"})
        assert late.status_code == 422
    assert Case.objects.filter(kind="benefit_run", place=PLACE).count() == 1
