"""An export: asked for, written in the background, fetched, gone; each an entry."""

import json
from datetime import timedelta
from uuid import uuid4

import pytest
import time_machine
from django.test import Client

from tests.cast import NOW, PLACE, Cast, login, person
from tests.core.cases.factory import opening
from tests.core.exports.reading import sheets
from tests.core.search.placing import place_all
from yingshang.core.access.decorators import StaffOnly
from yingshang.core.cases.opening import open_cases
from yingshang.core.exports import writing
from yingshang.core.exports.errors import (
    AlreadyEnded,
    Expired,
    ExportMissing,
    NotReady,
    PurposeNeeded,
    TooManyAtOnce,
)
from yingshang.core.exports.files import export_store, scratch_folder
from yingshang.core.exports.models import Export
from yingshang.core.exports.registry import ExporterMissing
from yingshang.core.exports.services import Order, ask, cancel, open_file
from yingshang.core.exports.writing import sweep, write_export
from yingshang.core.models import Case, EntryContent
from yingshang.core.search.indexing import index_new

pytestmark = pytest.mark.django_db
ALL = Order("matters.desk_queue", {"state": "all"})


@pytest.fixture
def cast(settings, tmp_path) -> Cast:
    settings.FILES_FOLDER = tmp_path
    with time_machine.travel(NOW, tick=False):
        yield Cast()


def opened(cast: Cast, *names: str, code: str = "company_registration") -> list[Case]:
    rows = [
        opening(cast, code=code, party_id=person(name).pk, title=f"办理：{name}") for name in names
    ]
    open_cases(rows)
    return [Case.objects.get(pk=row.case_id) for row in rows]


def written(order: Order, user) -> Export:
    export = ask(order, user=user, at=NOW)
    write_export(export.pk)
    export.refresh_from_db()
    return export


def rows_of(export: Export) -> list[list[str]]:
    with export_store().open(export.sha256) as file:
        return sheets(file)["列表"]


def entries_about(export: Export) -> list[tuple[str, dict]]:
    bodies = [
        json.loads(bytes(body)) for body in EntryContent.objects.values_list("body", flat=True)
    ]
    mine = [body for body in bodies if body["subject"]["id"] == str(export.pk)]
    return [(body["action"], body["data"]) for body in mine]


def test_the_queue_is_exported_as_the_asker_sees_it(cast):
    opened(cast, "张三例", "李四例")
    opened(cast, "王五例", code="invoice_first_issue")
    export = written(ALL, cast.approver)
    assert (export.state, export.row_count) == ("done", 2)
    head, *rows = rows_of(export)
    assert head[:3] == ["编号", "事项", "申请人"]
    assert {row[2] for row in rows} == {"张*例", "李*例"}
    assert {row[1] for row in rows} == {"企业设立登记"}


def test_names_are_whole_only_with_a_purpose_and_only_at_ones_own_office(cast):
    opened(cast, "张三例")
    opened(cast, "王五例", code="invoice_first_issue")
    whole = Order("matters.desk_queue", {"state": "all"}, is_whole=True, purpose="电话回访")
    with pytest.raises(PurposeNeeded):
        ask(Order("matters.desk_queue", {}, is_whole=True), user=cast.approver, at=NOW)
    assert [row[2] for row in rows_of(written(whole, cast.approver))[1:]] == ["张三例"]
    seen = {row[2] for row in rows_of(written(whole, cast.supervisor))[1:]}
    assert seen == {"张*例", "王*例"}  # a supervisor handles nobody's case


def test_the_ledger_says_who_exported_what_and_how_much(cast):
    opened(cast, "张三例")
    export = written(Order("matters.desk_queue", {"state": "all", "search": "办理"}), cast.approver)
    with open_file(export.pk, user=cast.approver, at=NOW).file as file:
        assert file.read(2) == b"PK"
    told = entries_about(export)
    assert [action for action, _ in told] == ["export.ask", "export.done", "export.fetch"]
    assert told[0][1] == {
        "list": "matters.desk_queue",
        "filter": {"state": "all", "search": "办理"},
        "names": "masked",
    }
    assert told[1][1] == {
        "rows": 1, "sha256": export.sha256, "size_bytes": export.size_bytes,
    }  # fmt: skip


def test_a_search_is_exported_with_everything_it_finds(cast):
    opened(cast, *(f"示例{n}号" for n in "甲乙丙"), "别人")
    place_all()
    index_new(PLACE)
    export = written(Order("core.search", {"text": "示例"}), cast.supervisor)
    assert [row[2] for row in rows_of(export)[1:]] == ["示**号", "示**号", "示**号"]


def test_a_post_that_ended_meanwhile_exports_nothing(cast):
    opened(cast, "张三例")
    export = ask(ALL, user=cast.approver, at=NOW)
    cast.approver.posts.update(valid_until=NOW)
    write_export(export.pk)
    export.refresh_from_db()
    assert (export.state, export.row_count) == ("done", 0)
    with pytest.raises(StaffOnly):
        open_file(export.pk, user=cast.approver, at=NOW)


def test_what_is_cancelled_stops_at_the_next_part_and_leaves_no_file(cast, monkeypatch):
    opened(cast, "张三例")
    export = ask(ALL, user=cast.approver, at=NOW)
    monkeypatch.setattr(
        writing, "_facts",
        lambda *_: [("取消", str(cancel(export.pk, user=cast.approver, at=NOW).state))],
    )  # fmt: skip
    write_export(export.pk)
    export.refresh_from_db()
    assert (export.state, export.sha256) == ("cancelled", "")
    assert list(export_store().files()) == []
    assert list(scratch_folder().iterdir()) == []
    with pytest.raises(AlreadyEnded):
        cancel(export.pk, user=cast.approver, at=NOW)
    with pytest.raises(NotReady):
        open_file(export.pk, user=cast.approver, at=NOW)


def test_the_file_goes_when_its_time_is_over(cast):
    opened(cast, "张三例")
    export = written(ALL, cast.approver)
    later = NOW + timedelta(hours=24)
    with pytest.raises(Expired):
        open_file(export.pk, user=cast.approver, at=later)
    sweep(at=later)
    export.refresh_from_db()
    assert (export.state, list(export_store().files())) == ("expired", [])


def test_a_writer_that_was_killed_is_followed_by_another_three_times_at_most(cast):
    opened(cast, "张三例")
    export = ask(ALL, user=cast.approver, at=NOW)
    at = NOW
    for attempt in (1, 2, 3):
        Export.objects.filter(pk=export.pk).update(state="running", attempts=attempt, touched_at=at)
        at += timedelta(minutes=4)
        sweep(at=at)
        export.refresh_from_db()
        assert export.state == ("waiting" if attempt < 3 else "failed")
    assert export.problem == "exports.interrupted"


def test_the_same_key_is_one_export_and_more_than_three_at_once_are_refused(cast):
    key = uuid4()
    assert ask(ALL, user=cast.approver, at=NOW, key=key).pk == key
    assert ask(ALL, user=cast.approver, at=NOW, key=key).pk == key
    ask(ALL, user=cast.approver, at=NOW)
    ask(ALL, user=cast.approver, at=NOW)
    with pytest.raises(TooManyAtOnce):
        ask(ALL, user=cast.approver, at=NOW)
    ask(ALL, user=cast.clerk, at=NOW)


def test_others_learn_nothing_and_who_serves_nowhere_exports_nothing(cast):
    export = ask(ALL, user=cast.approver, at=NOW)
    for act in (cancel, open_file):
        with pytest.raises(ExportMissing):
            act(export.pk, user=cast.clerk, at=NOW)
    with pytest.raises(StaffOnly):
        ask(ALL, user=login("nobody", "没有岗位"), at=NOW)
    with pytest.raises(ExporterMissing):
        ask(Order("no.such", {}), user=cast.clerk, at=NOW)


@pytest.fixture
def browser(cast, settings):
    def entered(user) -> Client:
        client = Client()
        settings.DEMO_MODE = True
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        return client

    return entered


def test_from_the_list_to_the_file_through_the_pages(cast, browser):
    opened(cast, "张三例")
    client = browser(cast.approver)
    page = client.get("/exports/new/matters.desk_queue/?state=all&page=2&search=办理")
    assert page.context["facts"] == [("搜索", "办理"), ("状态", "全部在办")]
    form = {"submission_key": str(uuid4())}
    wrong = client.post("/exports/new/matters.desk_queue/?state=all", {**form, "is_whole": "on"})
    assert wrong.status_code == 422
    assert "请写明用途" in wrong.content.decode()
    going = client.post("/exports/new/matters.desk_queue/?state=all", form, follow=True)
    assert "排队" in going.content.decode()
    export = Export.objects.get()
    assert client.get(f"/exports/{export.pk}/file/").status_code == 409
    write_export(export.pk)
    part = client.get(f"/exports/{export.pk}/", headers={"HX-Request": "true"})
    assert "下载文件" in part.content.decode()
    assert "<html" not in part.content.decode()
    answer = client.get(f"/exports/{export.pk}/file/")
    assert b"".join(answer.streaming_content)[:2] == b"PK"
    assert "已生成" in client.get("/exports/").content.decode()
    assert browser(cast.clerk).get(f"/exports/{export.pk}/").status_code == 404
    assert browser(cast.stranger).get("/exports/").status_code == 403


def test_an_export_is_cancelled_by_a_button(cast, browser):
    client = browser(cast.approver)
    export = ask(ALL, user=cast.approver, at=NOW)
    assert "取消导出" in client.get(f"/exports/{export.pk}/").content.decode()
    page = client.post(f"/exports/{export.pk}/cancel/", follow=True)
    assert "已取消导出" in page.content.decode()
