"""Many cases by one press: claimed, handed over, printed, delivered; permits are decided singly."""

import io

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from pypdf import PdfReader

from tests.cast import NOW, login, serve
from tests.city.matters.desk.making import applied, received, step
from yingshang.city.matters.desk import DeskStep
from yingshang.city.matters.models import Licence
from yingshang.city.matters.tools import printing
from yingshang.city.matters.tools.bulk import take_in_bulk
from yingshang.city.matters.tools.models import PrintRun, SavedFilter
from yingshang.city.matters.tools.tasks import print_many
from yingshang.core.access.models import Role
from yingshang.core.ids import new_id
from yingshang.core.ledger.queries import entries_of


@pytest.fixture
def colleague(cast):
    return serve(login("colleague", "同事"), cast.office("market_regulation"), Role.HANDLER)


def chosen(cases) -> list[str]:
    for case in cases:
        case.refresh_from_db()
    return [f"{case.pk}:{case.version}" for case in cases]


def test_permits_are_never_decided_in_bulk_and_other_matters_are(cast):
    permits = received(cast, count=2, code="food_business_licence")
    others = received(cast, count=2)
    for case in (*permits, *others):
        step(case, "accept", cast.clerk)
        step(case, "handle", cast.approver, opinion="材料齐全")
    for case in permits:
        if "review" in {stage["stage"] for stage in case.item.body["stages"]}:
            step(case, "review", cast.approver, opinion="同意")
    grants = [DeskStep(case.pk, "grant", opinion="同意。") for case in (*permits, *others)]
    outcome = take_in_bulk(grants, user=cast.approver, at=permits[0].opened_at)
    assert {row.case_id for row in outcome.moved} == {case.pk for case in others}
    assert [row.code for row in outcome.refused] == ["matters.no_bulk_decision"] * 2
    singly = take_in_bulk(grants[:1], user=cast.approver, at=permits[0].opened_at)
    assert [row.state for row in singly.moved] == ["granted"]
    assert entries_of([others[0].pk])[-1].data is not None
    assert any((e.data or {}).get("bulk") == 4 for e in entries_of([others[0].pk]))


def test_a_case_goes_to_the_colleague_who_is_named(cast, enter, colleague):
    cases = received(cast, count=2)
    client = enter(cast.approver)
    client.post("/desk/batch/", {"step": "claim", "case": chosen(cases)})
    form = {"step": "transfer", "text": "请接办", "to": str(colleague.pk), "case": chosen(cases)}
    assert client.post("/desk/batch/", form).status_code == 302
    for case in cases:
        case.refresh_from_db()
        assert case.handler_id == colleague.pk
    page = enter(colleague).get("/desk/?state=mine")
    assert [row.case.pk for row in page.context["rows"]] == [case.pk for case in cases]


def test_nobody_gets_a_case_for_which_they_have_no_post(cast, enter):
    (case,) = received(cast)
    for to in (str(cast.tax_approver.pk), str(cast.stranger.pk), "nonsense"):
        form = {"step": "transfer", "text": "请接办", "to": to, "case": chosen([case])}
        page = enter(cast.approver).post("/desk/batch/", form)
        assert "没有办理这个办件的岗位" in page.content.decode()
    case.refresh_from_db()
    assert case.handler_id is None


def test_few_papers_are_printed_at_once_and_many_by_the_worker(cast, enter, monkeypatch):
    cases = received(cast, count=3)
    for case in cases:
        step(case, "accept", cast.clerk)
    client = enter(cast.approver)
    page = client.post("/desk/print/", {"kind": "acceptance", "case": chosen(cases)}, follow=True)
    assert "下载合并的 PDF" in page.content.decode()
    run = PrintRun.objects.get()
    pdf = PdfReader(io.BytesIO(client.get(f"/desk/prints/{run.pk}/file.pdf").content))
    assert len(pdf.pages) == 3
    assert all("受" in page.extract_text() for page in pdf.pages)
    assert enter(cast.tax_approver).get(f"/desk/prints/{run.pk}/").status_code == 404
    monkeypatch.setattr(printing, "AT_ONCE", 2)
    page = client.post("/desk/print/", {"case": chosen(cases)}, follow=True)
    assert "正在后台生成" in page.content.decode()
    waiting = PrintRun.objects.get(state="waiting")
    assert client.get(f"/desk/prints/{waiting.pk}/file.pdf").status_code == 404
    print_many(run=str(waiting.pk))
    assert client.get(f"/desk/prints/{waiting.pk}/file.pdf").status_code == 200
    assert printing.forget_prints(at=run.expires_at) == 2
    assert [e.data["papers"] for e in entries_of([run.pk])] == [3]


def test_results_are_delivered_together_each_to_its_recipient(cast, enter):
    cases = [applied(cast), applied(cast)]
    for case in cases:
        step(case, "accept", cast.clerk)
        step(case, "handle", cast.approver, opinion="材料齐全")
        step(case, "grant", cast.approver, opinion="同意。")
        if not case.licences.exists():
            _result(case)
    client = enter(cast.clerk)
    asked = client.post("/desk/deliver/", {"case": chosen(cases)})
    assert [p.received_by for p in asked.context["parcels"]] == [cast.company.name] * 2
    form = {"case": chosen(cases), "confirmed": "1", "by": "desk",
            f"received_by:{cases[0].pk}": "李收件", f"received_by:{cases[1].pk}": ""}  # fmt: skip
    wrong = client.post("/desk/deliver/", form)
    assert wrong.status_code == 422
    assert "请填写收件人姓名" in wrong.content.decode()
    form[f"received_by:{cases[1].pk}"] = "王收件"
    assert client.post("/desk/deliver/", form).status_code == 302
    assert {case.state for case in _again(cases)} == {"delivered"}
    said = [e.data for e in entries_of([cases[1].pk]) if e.action == "matter.deliver"]
    assert [data["received_by"] for data in said] == ["王收件"]


def test_a_filter_is_saved_under_a_name_and_dropped(cast, enter):
    received(cast)
    client = enter(cast.clerk)
    form = {"name": "要紧的", "query": "matter=company_registration&page=3&next=//evil"}
    saved = client.post("/desk/filters/", form)
    assert saved["Location"] == "/desk/?matter=company_registration"
    assert "要紧的" in client.get("/desk/").content.decode()
    other = enter(cast.approver)
    assert "要紧的" not in other.get("/desk/").content.decode()
    found = SavedFilter.objects.get()
    other.post(f"/desk/filters/{found.pk}/forget/")
    assert SavedFilter.objects.count() == 1
    client.post(f"/desk/filters/{found.pk}/forget/")
    assert SavedFilter.objects.count() == 0
    assert "起名" in client.post("/desk/filters/", {"name": ""}, follow=True).content.decode()


def test_a_bulk_step_takes_as_many_statements_for_thirty_as_for_eight(cast):
    def statements(count: int) -> int:
        steps = [DeskStep(case.pk, "claim") for case in received(cast, count=count)]
        with CaptureQueriesContext(connection) as found:
            assert len(take_in_bulk(steps, user=cast.approver, at=NOW).moved) == count
        return len(found)

    statements(1)
    assert statements(3) + 1 == statements(8) == statements(30)  # a few go without COPY


def _again(cases):
    for case in cases:
        case.refresh_from_db()
    return cases


def _result(case):
    Licence.objects.create(
        place=case.place, case=case, holder=case.party, kind="business_licence",
        number=str(new_id())[:20], token=str(new_id()), body={"name": "营业执照"},
        issued_at=case.opened_at,
    )  # fmt: skip
