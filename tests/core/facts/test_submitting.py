"""An officer hands in a file: judged at once or by the worker, kept whole or refused by line."""

from datetime import timedelta

import pytest
from django.conf import settings

from tests.cast import LONG_AGO, NOW, PLACE, Cast, login, serve
from tests.core.facts.delivering import code, handed, insurer, row
from yingshang.core.access.models import Post, Role
from yingshang.core.facts import judging, submitting
from yingshang.core.facts.doors import (
    DatasetMissing,
    DeliveryMissing,
    datasets_seen,
    get_snapshot_for,
    get_submission_for,
    may_deliver,
)
from yingshang.core.facts.errors import AsOfInFuture, TooLarge
from yingshang.core.facts.judging import judge, sweep
from yingshang.core.facts.models import Snapshot, Submission
from yingshang.core.facts.submitting import submit
from yingshang.core.ledger.models import Entry

State = Submission.State
PREMIUMS = "social_insurance_premiums"

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _own_folder(monkeypatch, tmp_path):
    """Nobody else's files are left behind here."""
    monkeypatch.setattr(settings, "FACTS_FOLDER", tmp_path)


def left_behind() -> list[str]:
    folder = settings.FACTS_FOLDER / "incoming"
    return [path.name for path in folder.iterdir()] if folder.exists() else []


def test_a_good_file_is_kept_and_its_copy_is_gone():
    row_ = submit(handed(row(1), row(2)), user=insurer(), at=NOW)
    assert (row_.state, row_.rows, row_.good, row_.wrong) == (State.KEPT, 2, 2, 0)
    assert row_.snapshot is not None
    assert (row_.snapshot.file_name, row_.snapshot.rows) == ("file.csv", 2)
    assert Entry.objects.filter(action="facts.deliver").get().actor_id == row_.actor_id
    assert left_behind() == []


def test_a_bad_row_refuses_all_until_the_officer_accepts_the_good_ones():
    officer = insurer()
    bad = submit(handed(row(1), row(2, months="13")), user=officer, at=NOW)
    assert (bad.state, bad.rows, bad.good, bad.wrong) == (State.REFUSED, 2, 1, 1)
    assert bad.faults == [[3, "缴费月数", "high", "13"]]
    assert "全部未入库" in bad.problem_zh
    assert not Snapshot.objects.exists()
    good = submit(handed(row(1), row(2, months="13"), accept_good=True), user=officer, at=NOW)
    assert (good.state, good.snapshot.rows, good.snapshot.left_out) == (State.KEPT, 1, 1)
    assert good.faults == bad.faults
    assert left_behind() == []


def test_the_same_key_twice_is_one_delivery_and_the_same_rows_are_kept_once():
    officer, first = insurer(), handed(row(1))
    one = submit(first, user=officer, at=NOW)
    again = submit(first, user=officer, at=NOW)
    assert one == again
    same = submit(handed(row(1)), user=officer, at=NOW)
    assert (same.state, Snapshot.objects.count()) == (State.SAME, 1)
    other = serve(login("other", "同事"), Cast().office("social_insurance"), Role.HANDLER)
    with pytest.raises(DeliveryMissing):
        submit(first, user=other, at=NOW)


def test_a_large_file_waits_for_the_worker_and_a_killed_worker_is_followed_by_another(monkeypatch):
    monkeypatch.setattr(submitting, "AT_ONCE_BYTES", 10)
    waiting = submit(handed(row(1)), user=insurer(), at=NOW)
    assert waiting.state == State.WAITING
    Submission.objects.update(state=State.CHECKING, attempts=1)  # killed while it was checked
    sweep(at=NOW + timedelta(minutes=1))
    assert Submission.objects.get().state == State.CHECKING
    sweep(at=NOW + timedelta(minutes=11))
    assert Submission.objects.get().state == State.KEPT
    judge(waiting.pk)  # a second job finds nothing to do
    assert Snapshot.objects.count() == 1
    assert left_behind() == []


def test_after_three_interruptions_or_without_its_file_it_has_failed(monkeypatch):
    monkeypatch.setattr(submitting, "AT_ONCE_BYTES", 10)
    officer = insurer()
    first, second = (submit(handed(row(n)), user=officer, at=NOW) for n in (1, 2))
    Submission.objects.filter(pk=first.pk).update(state=State.CHECKING, attempts=3)
    judging.waiting_file(second.pk, second.file_name).unlink()
    sweep(at=NOW + timedelta(minutes=11))
    assert set(Submission.objects.values_list("state", flat=True)) == {State.FAILED}
    assert not Snapshot.objects.exists()
    assert left_behind() == []


def test_only_a_handling_post_at_the_dataset_s_office_delivers_and_others_find_nothing():
    cast, officer = Cast(), insurer()
    kept = submit(handed(row(1)), user=officer, at=NOW)
    boss = serve(login("boss", "社保负责人"), cast.office("social_insurance"), Role.HEAD)
    named = login("named", "另一事项")
    serve(named, cast.office("social_insurance"), Role.HANDLER, items=("something_else",))
    assert may_deliver(officer, PLACE, PREMIUMS, at=NOW)
    assert PREMIUMS in datasets_seen(boss, at=NOW)[PLACE]
    assert get_submission_for(boss, kept.pk, at=NOW) == kept
    for user in (boss, named, cast.approver, cast.clerk, cast.supervisor, cast.owner):
        with pytest.raises(DatasetMissing):
            submit(handed(row(2)), user=user, at=NOW)
    for user in (named, cast.approver, cast.clerk, cast.supervisor, cast.owner):
        for getter, pk in ((get_submission_for, kept.pk), (get_snapshot_for, kept.snapshot_id)):
            with pytest.raises(DeliveryMissing):
                getter(user, pk, at=NOW)
    Post.objects.filter(user=officer).update(valid_until=LONG_AGO + timedelta(days=1))
    assert not may_deliver(officer, PLACE, PREMIUMS, at=NOW)


def test_what_cannot_be_taken_in_is_refused_before_anything_is_kept(monkeypatch):
    officer = insurer()
    with pytest.raises(AsOfInFuture):
        submit(handed(row(1), as_of=NOW.date() + timedelta(days=1)), user=officer, at=NOW)
    monkeypatch.setattr("yingshang.core.facts.incoming.MOST_BYTES", 20)
    with pytest.raises(TooLarge):
        submit(handed(row(1)), user=officer, at=NOW)
    assert (Submission.objects.count(), left_behind()) == (0, [])


def test_a_nul_in_the_file_does_not_break_the_report():
    officer = insurer()
    bad = submit(handed(row(1, months="1\0003")), user=officer, at=NOW)
    assert (bad.state, bad.faults) == (State.REFUSED, [[2, "缴费月数", "type", "1\ufffd3"]])
    strange = submit(handed(f"{code(1)}\0", head="统一社会信用代码\0"), user=officer, at=NOW)
    assert strange.problem == "facts.wrong_headings"
