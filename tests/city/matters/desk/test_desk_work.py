"""The offices' work beside the queue: templates, opinions, the head, substitutes, signs."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.cast import NOW, login, serve
from tests.city.matters.desk.conftest import posted
from tests.city.matters.desk.making import LATER, applied, in_days, received, step
from yingshang.city.matters.applicants import withdraw
from yingshang.city.matters.models import Paper
from yingshang.city.matters.opinions.errors import NotUnderReview
from yingshang.city.matters.opinions.models import AskedOpinion
from yingshang.city.matters.opinions.services import Asking, ask, recall_needless
from yingshang.city.matters.signs.finding import find_signs
from yingshang.city.matters.signs.models import GamingSign
from yingshang.city.matters.tools.errors import UnknownPlaceholder
from yingshang.city.matters.tools.models import ReplyTemplate
from yingshang.city.matters.tools.templates import Draft, make_template
from yingshang.core.access.models import Role, Substitution
from yingshang.core.ledger.queries import entries_of
from yingshang.core.models import Case, WindowService
from yingshang.core.watch.warning import warn

TEXT = "{申请人}的“{事项}”（{编号}），请补齐第三页。"


@pytest.fixture
def colleague(cast):
    return serve(login("colleague", "同事"), cast.office("market_regulation"), Role.HANDLER)


def written(office, **more) -> dict[str, str]:
    return {"office": str(office.pk), "step": "transfer", "name": "缺页", "text": TEXT, **more}


def test_a_template_is_filled_for_the_case_and_its_version_is_kept_in_the_entry(cast, enter):
    office, client = cast.office("market_regulation"), enter(cast.approver)
    wrong = client.post("/desk/templates/", written(office, text="您好 {姓名}，{"))
    assert "不认识的占位符：{姓名}、{。" in wrong.content.decode()
    assert client.post("/desk/templates/", written(office)).status_code == 302
    first = ReplyTemplate.objects.get()
    url = f"/desk/templates/{first.pk}/"
    assert client.post(url, written(office, text=TEXT + "谢谢。")).status_code == 302
    stale = client.post(url, written(office)).content.decode()
    assert "现为第 2 版" in stale
    second = ReplyTemplate.objects.get(retired_at__isnull=True)
    assert (second.version, second.code) == (2, first.code)
    (case,) = received(cast)
    step(case, "claim", cast.approver)
    form_url = f"/desk/cases/{case.pk}/steps/transfer/?template={second.pk}"
    page = client.get(form_url).content.decode()
    assert f"示例食品有限公司的“企业设立登记”（{case.number}），请补齐第三页。谢谢。" in page
    client.post(form_url, posted(case.version, reason="x", template=str(second.pk)))
    said = entries_of([case.pk])[-1].data
    assert said["template_version"] == 2
    client.post(f"/desk/templates/{second.pk}/retire/")
    assert "缺页" not in client.get("/desk/templates/").content.decode()
    actions = [e.action for e in entries_of([first.code])]
    assert actions == ["template.write", "template.write", "template.retire"]


def test_another_offices_templates_are_not_hers(cast, enter):
    office = cast.office("market_regulation")
    template = make_template(
        office, Draft("handle", "常用", "符合条件。"), user=cast.approver, at=LATER
    )
    stranger = enter(cast.tax_approver)
    assert stranger.get(f"/desk/templates/{template.pk}/").status_code == 404
    assert stranger.post("/desk/templates/", written(office)).status_code == 422
    with pytest.raises(UnknownPlaceholder):
        make_template(office, Draft("handle", "坏", "{谁}"), user=cast.approver, at=LATER)


def test_offices_are_asked_each_with_its_own_date_and_the_main_one_decides(cast, enter):
    case = applied(cast)
    step(case, "accept", cast.clerk)
    tax, fund = cast.office("tax"), cast.office("housing_fund")
    client = enter(cast.approver)
    form = {"question": "是否欠税？", "offices": [str(tax.pk), str(fund.pk)],
            f"days:{tax.pk}": "2", f"days:{fund.pk}": "5"}  # fmt: skip
    url = f"/desk/cases/{case.pk}/opinions/"
    assert client.post(url, form).status_code == 302
    dues = {o.case.office.code: o.case.commitments.get().due_at
            for o in AskedOpinion.objects.select_related("case__office")}  # fmt: skip
    assert dues["tax"] < dues["housing_fund"]
    assert "还有一份没有答复" in client.post(url, form).content.decode()
    wrong = {**form, f"days:{tax.pk}": "99", "offices": [str(tax.pk)]}
    assert "1 至 30 个工作日" in client.post(url, wrong).content.decode()
    asked = AskedOpinion.objects.get(case__office=tax)
    officer = enter(cast.tax_approver)
    assert case.number in officer.get(f"/desk/opinions/{asked.pk}/").content.decode()
    assert enter(cast.clerk).get(f"/desk/opinions/{asked.pk}/").status_code == 404
    assert enter(cast.owner).get(f"/cases/{asked.pk}/").status_code == 404
    answer = {"answer": "没有欠税。", "version": asked.case.version}
    assert officer.post(f"/desk/opinions/{asked.pk}/", answer).status_code == 302
    page = client.get(f"/desk/cases/{case.pk}/").content.decode()
    assert "没有欠税。" in page
    assert "待答复" in page
    step(case, "handle", cast.approver, opinion="材料齐全")
    step(case, "grant", cast.approver, opinion="同意。")
    assert recall_needless(at=LATER) == 1
    states = Case.objects.filter(kind="opinion").values_list("office__code", "state")
    assert dict(states) == {"tax": "answered", "housing_fund": "recalled"}
    with pytest.raises(NotUnderReview):
        ask(case.pk, [Asking(tax.pk, 1)], "?", user=cast.approver, at=LATER)


def test_an_officer_of_another_office_asks_nobody(cast, enter):
    (case,) = received(cast)
    step(case, "accept", cast.clerk)
    form = {"question": "?", "offices": [str(cast.office("tax").pk)]}
    assert enter(cast.clerk).post(f"/desk/cases/{case.pk}/opinions/", form).status_code == 403


def test_the_head_sees_the_load_and_gives_a_red_case_to_another(cast, enter, colleague):
    mine, red = received(cast, count=2)
    for case in (mine, red):
        step(case, "accept", cast.clerk)
        step(case, "claim", cast.approver)
    red.commitments.update(due_at=LATER + timedelta(hours=1), budget=10, unit="working_day")
    mine.commitments.update(due_at=in_days(20))
    warn(at=LATER)
    client = enter(cast.head)
    page = client.get("/desk/office/")
    loads = {load.name: (load.open, load.red) for load in page.context["loads"]}
    assert loads[cast.approver.display_name] == (2, 1)
    assert loads["同事"] == (0, 0)
    assert [row.case.pk for row in page.context["rows"]] == [red.pk]
    form = {"case": f"{red.pk}:{red.version}", "to": str(colleague.pk), "reason": "来不及"}
    assert client.post("/desk/office/", form).status_code == 302
    red.refresh_from_db()
    assert red.handler_id == colleague.pk
    assert entries_of([red.pk])[-1].action == "matter.assign"
    form |= {"case": f"{red.pk}:{red.version}", "to": str(cast.tax_approver.pk)}
    assert client.post("/desk/office/", form).status_code == 409
    assert enter(cast.approver).get("/desk/office/").status_code == 403
    queue = enter(colleague).get("/desk/?state=red")
    assert [row.case.pk for row in queue.context["rows"]] == [red.pk]
    assert "红灯 1" in queue.content.decode()


def test_the_heads_page_takes_as_many_statements_for_many_cases(cast, enter):
    client = enter(cast.head)

    def statements() -> int:
        with CaptureQueriesContext(connection) as found:
            assert client.get("/desk/office/?show=all").status_code == 200
        return len(found)

    received(cast)
    statements()
    few = statements()
    received(cast, count=20)
    assert statements() == few


def test_a_colleague_stands_in_during_leave_and_ends_it(cast, enter, colleague):
    (case,) = received(cast)
    client = enter(cast.approver)
    post = cast.approver.posts.get(role=Role.APPROVER)
    form = {"posts": [str(post.pk)], "substitute": str(colleague.pk), "first": "2026-11-24",
            "last": "2026-11-27", "reason": "休假"}  # fmt: skip
    assert client.post("/desk/substitutes/", form).status_code == 302
    assert "正在代岗" in enter(colleague).get("/desk/substitutes/").content.decode()
    Substitution.objects.update(valid_from=NOW)
    found = Substitution.objects.get()
    url = f"/desk/substitutes/{found.pk}/end/"
    assert enter(cast.tax_approver).post(url).status_code == 403
    step(case, "accept", colleague)
    assert enter(colleague).post(url).status_code == 302
    found.refresh_from_db()
    assert found.valid_until == LATER
    wrong = client.post("/desk/substitutes/", {**form, "last": "2026-11-20"})
    assert "须晚于" in wrong.content.decode()


def test_signs_of_gaming_are_found_once_and_listed_for_supervisors(cast, enter):
    (quick,) = received(cast, code="food_business_licence")
    (lying,) = received(cast, at=NOW - timedelta(days=14))
    often, ended = received(cast, count=2)
    for seconds, name in enumerate(("accept", "handle", "review", "grant")):
        by = cast.clerk if name == "accept" else cast.approver
        step(quick, name, by, at=NOW + timedelta(seconds=seconds), opinion="好")
    step(often, "ask_correction", cast.clerk, points=("章程缺第三页",))
    given = often.papers.get()
    Paper.objects.create(
        place=often.place, case=often, kind="deficiency_notice", number="潭补 2", body=given.body,
        issued_at=NOW + timedelta(minutes=5),
    )  # fmt: skip
    step(ended, "accept", cast.clerk)
    ended.commitments.update(due_at=LATER + timedelta(hours=1))
    withdraw(ended.pk, user=cast.owner, at=LATER - timedelta(minutes=1))
    WindowService.objects.create(
        place=quick.place, office=quick.office, ticket="A1", case_id=quick.pk,
        day=NOW.date() - timedelta(days=1), taken_at=NOW - timedelta(days=1),
    )  # fmt: skip
    assert find_signs(quick.place, at=LATER) == 5
    assert find_signs(quick.place, at=LATER) == 0
    assert dict(GamingSign.objects.values_list("kind", "case")) == {
        "in_seconds": quick.pk,
        "not_accepted": lying.pk,
        "repeated_supplements": often.pk,
        "last_moment": ended.pk,
        "late_registration": quick.pk,
    }
    client = enter(cast.supervisor)
    page = client.get("/desk/signs/")
    counted = {row["name"]: row["n"] for row in page.context["rows"]}
    assert counted["超过五个工作日未受理"] == 1
    cases = client.get("/desk/signs/not_accepted/").content.decode()
    assert lying.number in cases
    assert quick.number not in cases
    assert client.get("/desk/signs/nonsense/").status_code == 404
    assert enter(cast.approver).get("/desk/signs/").status_code == 403
