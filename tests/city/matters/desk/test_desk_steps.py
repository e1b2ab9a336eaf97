"""An officer takes the steps of a case on its pages, once, and learns when she was too late."""

import uuid

import pytest

from tests.city.matters.desk.conftest import posted
from tests.city.matters.desk.making import applied, received, step
from yingshang.city.matters.models import Licence, Paper
from yingshang.core.ids import new_id
from yingshang.core.ledger.queries import entries_of
from yingshang.core.models import Suspension


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
    take(client, case, "refuse_acceptance", reason="不属本机关", legal_basis="行政许可法第三十二条")
    assert case.state == "not_accepted"
    assert Paper.objects.get(case=case).body["legal_basis"] == "行政许可法第三十二条"


def test_a_refusal_tells_the_remedies(cast, enter):
    case = step(step(applied(cast), "accept", cast.clerk), "handle", cast.approver, opinion="缺")
    client = enter(cast.approver)
    shown = client.get(url(case, "refuse")).content.decode()
    assert "六十日内申请行政复议" in shown
    take(
        client, case, "refuse", reason="名称违法", legal_basis="第746号令第十条", remedies="可复议"
    )
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


def test_an_extension_is_given_once(cast, enter):
    case = step(applied(cast), "accept", cast.clerk)
    client = enter(cast.approver)
    assert "依法可延长 3 个工作日" in client.get(url(case, "extend")).content.decode()
    assert take(client, case, "extend", reason="案情复杂").status_code == 302
    again = take(client, case, "extend", reason="还要")
    assert again.status_code == 422 or again.status_code == 409
    assert case.extensions.count() == 1


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
