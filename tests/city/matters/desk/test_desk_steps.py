"""An officer takes the steps of a case on its pages, once, and learns when she was too late."""

import uuid
from datetime import timedelta

import pytest

from tests.city.matters.desk.conftest import posted
from tests.city.matters.desk.making import LATER, applied, received, step
from yingshang.city.matters.applicants import resubmit
from yingshang.city.matters.archiving.services import archive_ended
from yingshang.city.matters.models import Licence, Paper
from yingshang.core.ids import new_id
from yingshang.core.ledger.queries import entries_of
from yingshang.core.models import Suspension

BASIS = "《市场主体登记管理条例》第十九条"


def url(case, name) -> str:
    return f"/desk/cases/{case.pk}/steps/{name}/"


def take(client, case, name, *, version=None, **more):
    case.refresh_from_db()
    response = client.post(url(case, name), posted(version or case.version, **more))
    case.refresh_from_db()
    return response


def test_a_case_is_accepted_handled_granted_and_goes_its_way(cast, enter):
    case = applied(cast)
    clerk, approver = enter(cast.clerk), enter(cast.approver)
    assert take(clerk, case, "accept").status_code == 302
    assert case.state == "accepted"
    assert take(approver, case, "handle", opinion="材料齐全").status_code == 302
    assert take(approver, case, "grant", opinion="同意。").status_code == 302
    assert case.state == "granted"
    kinds = list(
        Paper.objects.filter(case=case).order_by("issued_at", "id").values_list("kind", flat=True)
    )
    assert kinds == ["acceptance", "decision"]


def test_what_was_done_is_said_on_the_next_page(cast, enter):
    case, client = applied(cast), enter(cast.clerk)
    page = client.post(url(case, "accept"), posted(case.version), follow=True)
    assert f"已受理：{case.number}" in page.content.decode()


@pytest.mark.parametrize(
    ("name", "before"),
    [("claim", ()), ("ask_correction", ()), ("refuse_acceptance", ()), ("accept", ()),
     ("handle", ("accept",)), ("suspend", ("accept",)), ("extend", ("accept",)),
     ("transfer", ("claim",)), ("send_back", ("accept", "handle")),
     ("grant", ("accept", "handle")), ("refuse", ("accept", "handle")),
     ("not_within_permits", ()), ("wrong_office", ()), ("correct_on_spot", ()),
     ("record_visit", ("accept",)), ("ask_supplement", ("accept",)),
     ("decline_extension", ("accept",)), ("miss_delivery", ("accept",)),
     ("terminate", ("accept",))],
)  # fmt: skip
def test_every_step_has_a_page_with_its_form(cast, enter, name, before):
    case = applied(cast)
    for one in before:
        case = step(case, one, cast.approver, opinion="齐全")
    page = enter(cast.approver).get(url(case, name))
    assert page.status_code == 200
    assert f'name="version" value="{case.version}"' in page.content.decode()


@pytest.mark.parametrize(
    ("name", "fields", "wrong"),
    [
        ("handle", {"opinion": " "}, "opinion"),
        ("suspend", {"procedure": "holiday", "reason": "休假", "end": "2026-12-01"}, "procedure"),
        ("suspend", {"procedure": "testing", "reason": "检测", "end": "2026-11-20"}, "end"),
        ("suspend", {"procedure": "testing", "reason": "检测", "end": "明天"}, "end"),
        ("extend", {"reason": ""}, "reason"),
        ("terminate", {"reason": "不办了", "ground": "busy"}, "ground"),
        ("record_visit", {"officers": ["x"], "record": "查"}, "officers"),
    ],
)
def test_a_wrong_form_names_the_field_and_nothing_is_done(cast, enter, name, fields, wrong):
    case = step(applied(cast), "accept", cast.clerk)
    page = take(enter(cast.approver), case, name, **fields)
    assert page.status_code == 422
    assert wrong in page.context["form"].errors
    assert case.version == 2


def test_a_deficiency_notice_names_all_points_at_once(cast, enter):
    case = applied(cast)
    client = enter(cast.clerk)
    empty = take(client, case, "ask_correction", others="  \n ")
    assert empty.status_code == 422
    assert "请至少写一项" in empty.content.decode()
    take(
        client,
        case,
        "ask_correction",
        materials=["charter"],
        others="住所写到门牌号\n\n经营范围第三项删去",
    )
    assert case.state == "correction"
    paper = Paper.objects.get(case=case)
    assert paper.body["points"] == [
        "《公司章程》缺少或不合要求，请重新提交", "住所写到门牌号", "经营范围第三项删去",
    ]  # fmt: skip


def test_not_accepting_needs_reason_and_legal_basis(cast, enter):
    case = applied(cast)
    client = enter(cast.clerk)
    assert take(client, case, "refuse_acceptance", reason="不属本机关").status_code == 422
    take(client, case, "refuse_acceptance", reason="不属本机关", legal_basis=BASIS)
    assert case.state == "not_accepted"
    assert Paper.objects.get(case=case).body["legal_basis"] == BASIS


def test_a_refusal_tells_the_remedies(cast, enter):
    case = step(step(applied(cast), "accept", cast.clerk), "handle", cast.approver, opinion="缺")
    client = enter(cast.approver)
    shown = client.get(url(case, "refuse")).content.decode()
    assert "六十日内申请行政复议" in shown
    take(client, case, "refuse", reason="名称违法", legal_basis=BASIS, remedies="可复议")
    assert case.state == "refused"
    entry = next(e for e in entries_of([case.pk]) if e.action == "matter.refuse")
    assert entry.data["remedies"] == "可复议"


def test_the_clock_is_stopped_until_the_announced_day_and_resumed(cast, enter):
    case = step(applied(cast), "accept", cast.clerk)
    client = enter(cast.approver)
    take(client, case, "suspend", procedure="expert_review", reason="请三位专家", end="2026-11-27")
    suspension = Suspension.objects.get(case=case)
    assert suspension.expected_end_at.isoformat() == "2026-11-27T16:00:00+00:00"
    assert suspension.reason == "专家评审：请三位专家"
    assert take(client, case, "resume").status_code == 302
    suspension.refresh_from_db()
    assert suspension.ends_at is not None


def test_an_extension_is_proposed_by_the_desk_and_given_once_by_the_head(cast, enter):
    case = step(applied(cast), "accept", cast.clerk)
    desk = enter(cast.approver)
    assert take(desk, case, "extend", reason="案情复杂").status_code == 403
    assert take(desk, case, "propose_extension", reason="股权争议待查").status_code == 302
    client = enter(cast.head)
    listed = client.get("/desk/extensions/").content.decode()
    assert "股权争议待查" in listed
    assert url(case, "extend") in listed
    assert url(case, "extend") not in desk.get("/desk/extensions/").content.decode()
    assert "报请延期：股权争议待查" in client.get(f"/desk/cases/{case.pk}/").content.decode()
    assert "股权争议待查" in client.get(url(case, "extend")).content.decode()
    assert "依法可延长 3 个工作日" in client.get(url(case, "extend")).content.decode()
    assert take(client, case, "extend", reason="案情复杂").status_code == 302
    again = take(client, case, "extend", reason="还要")
    assert again.status_code == 422 or again.status_code == 409
    assert case.extensions.count() == 1
    assert url(case, "extend") not in client.get("/desk/extensions/").content.decode()


def test_a_site_visit_is_recorded_by_two_officers_and_read_on_the_page(cast, enter):
    case = step(applied(cast), "accept", cast.clerk)
    client, two = enter(cast.approver), [str(cast.approver.pk), str(cast.colleague.pk)]
    seen = {"day": "2026-11-24", "hour": "10:00", "where": "示例路 2 号", "record": "门牌相符"}
    assert take(client, case, "record_visit", officers=two[:1], **seen).status_code == 422
    future = take(client, case, "record_visit", officers=two, **{**seen, "day": "2026-11-25"})
    assert "不能晚于现在" in future.content.decode()
    assert take(client, case, "record_visit", officers=two, **seen).status_code == 302
    page = client.get(f"/desk/cases/{case.pk}/").content.decode()
    assert "登记审批、登记同事" in page
    assert "门牌相符" in page
    assert "门牌相符" not in enter(cast.owner).get(f"/cases/{case.pk}/").content.decode()


def test_the_applicant_is_sent_to_the_office_in_charge(cast, enter):
    case, client = applied(cast), enter(cast.clerk)
    empty = take(client, case, "wrong_office", reason="不属本局登记")
    assert "请选择一个机关" in empty.content.decode()
    take(client, case, "wrong_office", reason="不属本局登记", office="tax")
    assert case.state == "wrong_office"
    assert Paper.objects.get(case=case).body["go_to"] == "国家税务总局湘潭市税务局"
    assert "应当向国家税务总局湘潭市税务局申请" in client.get(
        f"/desk/cases/{case.pk}/").content.decode()  # fmt: skip


def test_a_second_deficiency_notice_offers_only_what_may_still_be_said(cast, enter):
    case, client = applied(cast), enter(cast.clerk)
    take(client, case, "ask_correction", others="章程缺第三页")
    resubmit(case.pk, {"business_scope": "食品零售"}, user=cast.owner, at=LATER)
    page = client.get(url(case, "ask_correction")).content.decode()
    assert "补正内容只能一次告知" in page
    assert 'value="章程缺第三页"' in page
    assert "经营范围" in page
    late = take(client, case, "ask_correction", others="再补一份租约")
    assert late.status_code == 422
    assert "补正内容只能一次告知" in late.content.decode()
    take(client, case, "ask_correction", still_open=["章程缺第三页"])
    assert case.state == "correction"


def test_how_a_paper_was_served_is_recorded(cast, enter):
    case, client = applied(cast), enter(cast.clerk)
    take(client, case, "refuse_acceptance", reason="住所不符", legal_basis=BASIS)
    paper = Paper.objects.get(case=case)
    address = f"/desk/papers/{paper.pk}/serve/"
    assert address in client.get(f"/desk/cases/{case.pk}/").content.decode()
    lost = {"way": "mail", "arrived": "no", "submission_key": str(uuid.uuid4())}
    assert client.post(address, lost).status_code == 422
    lost |= {"reason": "地址不详，退回", "tracking": "EX123"}
    assert client.post(address, lost).status_code == 302
    taken = {"way": "desk", "arrived": "yes", "received_by": "示例业主"}
    assert client.post(address, {**taken, "submission_key": str(uuid.uuid4())}).status_code == 302
    page = client.get(f"/desk/cases/{case.pk}/").content.decode()
    assert "未送达：地址不详，退回" in page
    assert "已送达：示例业主" in page
    assert enter(cast.tax_approver).get(address).status_code == 404
    assert [e.action for e in entries_of([case.pk])].count("paper.serve") == 2


def test_the_archive_lists_what_lies_at_ones_posts(cast, enter):
    case = step(applied(cast), "refuse_acceptance", cast.clerk, reason="不符", legal_basis=BASIS)
    archive_ended(case.place, at=LATER + timedelta(days=31))
    page = enter(cast.clerk).get("/desk/archive/").content.decode()
    assert "潭档" in page
    assert case.number in page
    assert "定期 10 年" in enter(cast.approver).get(f"/desk/cases/{case.pk}/").content.decode()
    assert "没有档案" in enter(cast.tax_approver).get("/desk/archive/").content.decode()
    assert "没有档案" in enter(cast.clerk).get("/desk/archive/?show=soon").content.decode()


def test_mail_needs_the_number_by_which_it_can_be_found(cast, enter):
    case = _granted(cast)
    client = enter(cast.clerk)
    wrong = take(client, case, "deliver", by="mail", received_by="示例业主")
    assert wrong.status_code == 422
    assert take(client, case, "deliver", by="desk", received_by="示例业主").status_code == 302
    assert case.state == "delivered"
    entry = next(e for e in entries_of([case.pk]) if e.action == "matter.deliver")
    assert (entry.data["by"], entry.data["received_by"]) == ("desk", "示例业主")
    assert Paper.objects.get(case=case, kind="delivery").body["received_by"] == "示例业主"


def test_a_stale_page_says_what_happened_meanwhile(cast, enter):
    case = applied(cast)
    seen = case.version
    step(case, "ask_correction", cast.approver, points=("缺章程",))
    page = take(enter(cast.clerk), case, "accept", version=seen)
    assert page.status_code == 409
    text = page.content.decode()
    assert "办件在您打开之后已有变化" in text
    assert [event.act for event in page.context["events"]] == ["补正告知"]
    assert "登记审批" in text


def test_the_same_form_sent_twice_is_done_once(cast, enter):
    case, client = applied(cast), enter(cast.clerk)
    form = posted(case.version)
    client.post(url(case, "accept"), form)
    again = client.post(url(case, "accept"), form, follow=True)
    assert "没有重复办理" in again.content.decode()
    assert [e.action for e in entries_of([case.pk])].count("matter.accept") == 1


def test_a_step_that_is_not_the_officers_is_denied(cast, enter):
    case = step(applied(cast), "accept", cast.clerk)
    assert take(enter(cast.clerk), case, "handle", opinion="我来").status_code == 403
    assert case.state == "accepted"


def test_another_office_a_stranger_and_an_unknown_step_find_nothing(cast, enter):
    case = applied(cast)
    assert take(enter(cast.tax_approver), case, "accept").status_code == 404
    assert take(enter(cast.stranger), case, "accept").status_code == 403
    assert enter(cast.clerk).get(url(case, "fly")).status_code == 404
    assert enter(cast.clerk).get(f"/desk/cases/{new_id()}/steps/accept/").status_code == 404


@pytest.mark.parametrize("form", [{}, {"version": "x"}, {"version": "1", "submission_key": "x"}])
def test_a_form_without_its_version_is_not_carried_out(cast, enter, form):
    case = applied(cast)
    page = enter(cast.clerk).post(url(case, "accept"), form)
    case.refresh_from_db()
    assert case.state == "received"
    assert page.status_code in {200, 422}


def test_a_batch_claims_all_and_shows_each_refusal(cast, enter):
    first, second = received(cast, count=2)
    step(second, "claim", cast.clerk)
    client = enter(cast.approver)
    chosen = [f"{first.pk}:1", f"{second.pk}:2", f"{new_id()}:1", "rubbish"]
    page = client.post("/desk/batch/", {"step": "claim", "case": chosen}, follow=True)
    text = page.content.decode()
    assert "办成 1 件" in text
    assert "已由 综合窗口 签收" in text
    assert "没有找到，或不在您的岗位" in text
    first.refresh_from_db()
    assert first.handler == cast.approver


def test_a_batch_of_stale_rows_does_nothing_and_says_so(cast, enter):
    cases = received(cast, count=2)
    form = {"step": "accept", "case": [f"{case.pk}:1" for case in cases]}
    client = enter(cast.clerk)
    assert client.post("/desk/batch/", form).status_code == 302
    again = client.post("/desk/batch/", form)
    assert again.status_code == 409
    assert again.content.decode().count("办件在您打开之后已有变化") == 2


@pytest.mark.parametrize(
    ("form", "said"),
    [({"step": "claim"}, "还没有选中办件"), ({"step": "fly", "case": "x"}, "没有这一步"),
     ({"step": "transfer", "case": f"{uuid.uuid4()}:1"}, "转办须写明理由"),
     ({"step": "handle", "case": f"{uuid.uuid4()}:1", "text": "长" * 501}, "最多 500 字")],
)  # fmt: skip
def test_a_wrong_batch_is_explained(cast, enter, form, said):
    page = enter(cast.clerk).post("/desk/batch/", form)
    assert page.status_code == 422
    assert said in page.content.decode()


def test_another_office_cannot_touch_a_case_by_batch(cast, enter):
    (case,) = received(cast)
    page = enter(cast.tax_approver).post("/desk/batch/", {"step": "accept", "case": f"{case.pk}:1"})
    assert page.status_code == 409
    case.refresh_from_db()
    assert case.state == "received"


def test_the_filtered_list_is_exported_for_a_spreadsheet(cast, enter):
    first, second = received(cast, count=2)
    cast.company.name = "=HYPERLINK(1)"
    cast.company.save()
    client = enter(cast.clerk)
    response = client.get("/desk/export/", {"search": second.number})
    text = response.content.decode("utf-8")
    assert text.startswith("\ufeff编号,事项")
    assert second.number in text
    assert first.number not in text
    assert "'=HYPERLINK(1)" in text
    assert response["Content-Type"] == "text/csv; charset=utf-8"


def test_an_export_holds_only_ones_own(cast, enter):
    received(cast)
    text = enter(cast.tax_approver).get("/desk/export/?state=all").content.decode()
    assert len(text.splitlines()) == 1
    assert enter(cast.stranger).get("/desk/export/").status_code == 403


def _granted(cast):
    case = step(applied(cast), "accept", cast.clerk)
    case = step(case, "handle", cast.approver, opinion="齐")
    case = step(case, "grant", cast.approver, opinion="同意")
    Licence.objects.create(
        place=case.place, case=case, holder=case.party, kind="business_licence", number="1",
        token=uuid.uuid4().hex, body={"name": "营业执照"}, issued_at=case.opened_at,
    )  # fmt: skip
    return case
