"""A trial from the form to the note: the worker's part, its kills, who may, what is refused."""

import csv
import io
import shutil
from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from time_machine import travel

from tests.cast import PLACE
from tests.city.benefits.desk import LAID_OFF, REFUND, code, due_firms, name
from tests.city.benefits.desk import officer as serving
from yingshang.city.benefits.laboratory.errors import TooManyTrials, TrialNotAllowed
from yingshang.city.benefits.laboratory.models import LaboratoryNote, LaboratoryTrial
from yingshang.city.benefits.laboratory.noting import Trial
from yingshang.city.benefits.laboratory.taking import firm_parts
from yingshang.city.benefits.laboratory.trying import begin_trial
from yingshang.city.benefits.laboratory.working import folder_of, rescue, sweep, work
from yingshang.core.access.models import Post, Role, User
from yingshang.core.exports.naming import Naming
from yingshang.core.exports.types import Wanted
from yingshang.core.facts.models import Consultation
from yingshang.core.ledger.queries import entries_of

BASE = "/desk/benefits/laboratory/"
TRY = f"{BASE}try/{REFUND}/"
ON = "2022-05-05"
UNCHANGED = {"on": ON, "p0": "0.9", "p1": "0.055", "p2": "上海", "p3": "12", "budget": ""}
State = LaboratoryTrial.State


@pytest.fixture
def officer(desk, client):
    """The reviewer of the refund's office at her browser, on the day of the story."""
    client.force_login(desk.reviewer, backend="django.contrib.auth.backends.ModelBackend")
    with travel(desk.now, tick=False):
        yield client


def as_user(client, user):
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def begun(desk, **settings) -> LaboratoryTrial:
    trial = Trial(REFUND, desk.now.date(), settings or {"本地返还比例": "0.8"})
    return begin_trial(PLACE, trial, user=desk.reviewer, at=desk.now)


def done(desk, **settings) -> LaboratoryTrial:
    trial = begun(desk, **settings)
    work(trial.pk)
    trial.refresh_from_db()
    assert trial.state == State.DONE, trial.problem
    return trial


def test_an_officer_changes_a_rate_sees_who_loses_and_keeps_a_note(officer, desk):
    form = officer.get(TRY).content.decode()
    assert "现行：0.9。" in form
    assert "（存疑）" in form
    made = officer.post(TRY, UNCHANGED | {"p0": "0.8", "budget": "1000"})
    trial = LaboratoryTrial.objects.get()
    url = reverse("benefit_trial", args=[trial.pk])
    assert (made.status_code, made["Location"]) == (302, url)
    assert "正在算" in officer.get(url).content.decode()
    work(trial.pk)
    page = officer.get(url).content.decode()
    small = [n for n in due_firms() if n not in {3, 13}]
    assert f'<b>{len(small)}</b><span class="soft small">户得的更少' in page
    assert "0.9 → 0.8" in page
    assert "行业未知" in page
    assert page.count("<svg") >= 2
    kept = officer.post(f"{url}save/")
    note = LaboratoryNote.objects.get()
    assert kept["Location"] == reverse("benefit_note", args=[note.pk])
    assert officer.post(f"{url}save/")["Location"] == kept["Location"]
    assert [e.action for e in entries_of([note.pk])] == ["benefit_note.save"]
    assert note.note_hash in officer.get(kept["Location"]).content.decode()


def test_a_note_is_computed_again_from_its_own_data(officer, desk):
    done(desk)
    trial = LaboratoryTrial.objects.get()
    officer.post(f"{BASE}trials/{trial.pk}/save/")
    note = LaboratoryNote.objects.get()
    for tampered, said in ((False, "与记录一致"), (True, "与记录不一致")):
        if tampered:
            LaboratoryNote.objects.update(budget_fen=7)
        again = officer.post(f"{BASE}notes/{note.pk}/again/")
        work(LaboratoryTrial.objects.get(again_of=note, state=State.WAITING).pk)
        assert said in officer.get(again["Location"]).content.decode()


def test_the_firms_near_a_threshold_are_counted_and_named(officer, desk):
    trial = done(desk)
    found = {one["text"]: one for one in trial.result["thresholds"]}
    assert list(found) == [
        "缴费月数 >= 最低缴费月数", "裁员人数 > 裁员率上限 * 裁员率基数",
        "平均参保人数 <= 30",
    ]  # fmt: skip
    months = found["缴费月数 >= 最低缴费月数"]
    assert (months["holding"], months["failing"], months["unknown"]) == (29, 1, 0)
    assert months["near"] == [
        {"percent": 1, "holding": 29, "failing": 0}, {"percent": 5, "holding": 29, "failing": 0},
        {"percent": 10, "holding": 29, "failing": 1},
    ]  # fmt: skip
    laid_off = found["裁员人数 > 裁员率上限 * 裁员率基数"]
    assert (laid_off["holding"], laid_off["failing"]) == (len(LAID_OFF), 30 - len(LAID_OFF))
    page = officer.get(reverse("benefit_trial", args=[trial.pk])).content.decode()
    assert f'{name(6)}<br><span class="small soft num">{code(6)}' in page


def test_tables_and_firms_are_taken_away_and_the_taking_is_recorded(officer, desk):
    trial = done(desk, 最低缴费月数="11")
    url = reverse("benefit_trial", args=[trial.pk])
    tables = b"".join(officer.get(f"{url}tables.csv").streaming_content).decode("utf-8-sig")
    total = list(csv.reader(io.StringIO(tables)))[1]
    assert total[:8] == ["合计", "—", "30", "1", "0", "29", "1", "0"]
    firms = b"".join(officer.get(f"{url}firms.csv").streaming_content).decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(firms)))[1:]
    assert [(row[0], row[5], row[6], row[9]) for row in rows] == [
        (code(6), "缴费不足", "应享", "9540.00")
    ]
    assert "benefit_trial.take_away" in [e.action for e in entries_of([trial.pk])]
    wanted = Wanted(desk.reviewer, {"trial": str(trial.pk)}, desk.now, Naming())
    assert [line[0] for part in firm_parts(wanted) for line in part] == [code(6)]
    shutil.rmtree(folder_of(trial.pk))
    assert officer.get(f"{url}firms.csv").status_code == 404


@pytest.mark.parametrize(
    ("posted", "said"),
    [
        ({}, "没有改动"),
        ({"p0": "八成"}, "不能是“八成”"),
        ({"p0": "1.5"}, "不能是“1.5”"),
        ({"p2": "湖南"}, "只能从所列各项中选择"),
        ({"p3": ""}, "请填写"),
        ({"budget": "很多"}, "不是金额"),
        ({"on": "2022-13-01"}, "不是有效日期"),
        ({"on": "2021-01-01", "p0": "0.8"}, "数据集"),
    ],
)
def test_what_cannot_be_tried_is_said_at_its_field_and_nothing_is_kept(officer, posted, said):
    answer = officer.post(TRY, UNCHANGED | posted)
    assert (answer.status_code, said in answer.content.decode()) == (422, True)
    assert not LaboratoryTrial.objects.exists()
    assert not Consultation.objects.exists()


def test_a_rule_file_that_is_none_is_refused_at_its_field(officer):
    file = SimpleUploadedFile("../我的规则.dmn", b"<definitions")
    answer = officer.post(TRY, UNCHANGED | {"rule": file})
    page = answer.content.decode()
    assert (answer.status_code, "规则文件 我的规则.dmn 不能用于" in page) == (422, True)
    assert not LaboratoryTrial.objects.exists()


def test_others_see_nothing_and_leaders_read_notes_only(officer, desk, client):
    trial = done(desk)
    officer.post(f"{BASE}trials/{trial.pk}/save/")
    note = LaboratoryNote.objects.get()
    urls = {
        "trial": f"{BASE}trials/{trial.pk}/", "note": f"{BASE}notes/{note.pk}/", "try": TRY,
        "firms": f"{BASE}trials/{trial.pk}/firms.csv",
    }  # fmt: skip
    leader = posted(desk, "leader", "human_resources", Role.LEADER)
    stranger = posted(desk, "stranger", "tax", Role.REVIEWER)
    for user, seen in ((leader, {"note"}), (stranger, set()), (desk.payer, set())):
        as_user(client, user)
        found = {key for key, url in urls.items() if client.get(url).status_code == 200}
        assert found == seen, user
        assert client.post(f"{BASE}notes/{note.pk}/again/").status_code in (403, 404)
        missing = client.get(f"{BASE}notes/{uuid4()}/")
        assert missing.status_code == 404
    with pytest.raises(TrialNotAllowed):
        begin_trial(PLACE, Trial(REFUND, desk.now.date(), {"本地返还比例": "0.8"}),
                    user=stranger, at=desk.now)  # fmt: skip


def posted(desk, username: str, office: str, role: Role) -> User:
    return serving(username, username, desk.office(office), role)


def test_a_post_for_other_policies_only_tries_nothing_here(officer, desk):
    Post.objects.filter(user=desk.reviewer).update(items=["small_profit_enterprise"])
    assert officer.get(TRY).status_code == 404


def test_the_list_asks_the_database_as_often_for_many_notes_as_for_one(officer, desk):
    trial = done(desk)
    officer.post(f"{BASE}trials/{trial.pk}/save/")

    def asked() -> int:
        with CaptureQueriesContext(connection) as counted:
            assert officer.get(BASE).status_code == 200
        return len(counted)

    asked()
    one = asked()
    for _ in range(5):
        LaboratoryTrial.objects.create(**_copy(LaboratoryTrial.objects.get(pk=trial.pk)))
        LaboratoryNote.objects.create(**_copy(LaboratoryNote.objects.first()))
    assert officer.get(BASE).content.decode().count("benefits/laboratory/notes/") == 6
    assert asked() == one <= 20


def _copy(row) -> dict[str, object]:
    """The row's own columns but for what there is only once."""
    names = [f.attname for f in row._meta.concrete_fields]
    return {n: getattr(row, n) for n in names if n not in {"id", "saved_as_id"}}


def test_one_person_has_three_trials_under_way_at_most(desk):
    for _ in range(3):
        begun(desk)
    with pytest.raises(TooManyTrials):
        begun(desk)


def test_a_trial_whose_worker_died_begins_anew_and_is_given_up_after_three_times(desk):
    trial = begun(desk)
    LaboratoryTrial.objects.update(state=State.RUNNING, attempts=1)
    later = desk.now + timedelta(minutes=4)
    assert rescue(at=desk.now) == 0
    assert rescue(at=later) == 1
    work(trial.pk)
    trial.refresh_from_db()
    assert (trial.state, trial.attempts) == (State.DONE, 2)
    LaboratoryTrial.objects.update(state=State.COMPARED, attempts=3, touched_at=desk.now)
    rescue(at=later)
    trial.refresh_from_db()
    assert (trial.state, len(trial.problem)) == (State.FAILED, 2)


def test_what_fails_in_the_background_is_said_on_the_page(officer, desk):
    trial = begun(desk)
    LaboratoryTrial.objects.update(before_hash="0" * 64)
    work(trial.pk)
    page = officer.get(reverse("benefit_trial", args=[trial.pk])).content.decode()
    assert "试算没有完成" in page
    assert "000000000000" in page


def test_old_trials_go_with_their_files_and_notes_stay(officer, desk):
    trial = done(desk)
    officer.post(f"{BASE}trials/{trial.pk}/save/")
    assert folder_of(trial.pk).is_dir()
    assert sweep(at=desk.now) == 0
    assert sweep(at=desk.now + timedelta(days=31)) == 1
    assert not folder_of(trial.pk).exists()
    assert LaboratoryNote.objects.count() == 1
