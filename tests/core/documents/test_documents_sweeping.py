"""Nothing is lost that a row speaks of, and nothing stays that none does."""

import hashlib
import os
import threading
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connections, transaction

from tests.core.documents import papers
from tests.core.documents.conftest import files_in
from yingshang.core.documents.models import Document
from yingshang.core.documents.services import sweep_orphans
from yingshang.core.documents.stores import chosen_store

HOUR = timedelta(hours=1)


def later(hours=2):
    return datetime.now(UTC) + hours * HOUR


def orphan(folder, content):
    path = folder.parent / "loose"
    path.write_bytes(content)
    sha256 = hashlib.sha256(content).hexdigest()
    chosen_store().put(sha256, path)
    return sha256


@pytest.mark.django_db
def test_files_without_a_row_go_after_an_hour_and_others_stay(hand_in, folder):
    kept = hand_in(papers.pdf()).blob_id
    lost = orphan(folder, b"of a transaction that failed")
    assert sweep_orphans(now=later(0)).removed == []
    assert sweep_orphans(now=later()).removed == [lost]
    assert files_in(folder) == [kept]
    assert sweep_orphans(now=later()).removed == []


@pytest.mark.django_db
def test_a_retry_makes_an_old_file_young_and_keeps_it(hand_in, folder, cast):
    assert cast.company  # made before what is rolled back
    with transaction.atomic():
        sha256 = hand_in(papers.pdf()).blob_id
        transaction.set_rollback(True)
    path = folder / sha256[:2] / sha256[2:4] / sha256
    os.utime(path, (0, 0))
    assert hand_in(papers.pdf()).blob_id == sha256
    assert sweep_orphans(now=later(0)).removed == []
    assert sweep_orphans(now=later()).removed == []
    assert path.exists()


@pytest.mark.django_db
def test_uploads_that_a_crash_left_behind_go_too(folder):
    incoming = folder / "incoming"
    incoming.mkdir(parents=True)
    (incoming / "upload-x").write_bytes(b"half")
    assert sweep_orphans(now=later(0)).unfinished == []
    assert sweep_orphans(now=later()).unfinished == ["upload-x"]
    assert files_in(folder) == []


@pytest.mark.django_db
def test_rows_without_a_file_are_reported_and_kept(hand_in, caplog):
    document = hand_in(papers.pdf())
    chosen_store().delete(document.blob_id)
    assert sweep_orphans(now=later()).lost == [document.blob_id]
    assert document.blob_id in caplog.text
    assert Document.objects.filter(id=document.id).exists()


@pytest.mark.django_db
def test_more_orphans_than_one_part_holds_all_go(folder, monkeypatch):
    monkeypatch.setattr("yingshang.core.documents.sweeping.PART", 7)
    hashes = {orphan(folder, b"%d" % n) for n in range(30)}
    assert set(sweep_orphans(now=later()).removed) == hashes


def test_a_sweep_passes_over_a_file_that_is_being_stored(real_database, folder, hand_in, cast):
    swept = []

    def sweep():
        swept.append(sweep_orphans(now=later()))
        connections.close_all()

    assert cast.company  # made before the transaction below
    with transaction.atomic():
        document = hand_in(papers.pdf())
        thread = threading.Thread(target=sweep)
        thread.start()
        thread.join()
    assert swept[0].removed == []
    assert files_in(folder) == [document.blob_id]
    assert sweep_orphans(now=later()).removed == []


def test_sweeps_without_end_take_nothing_from_those_who_store(
    real_database, folder, hand_in, cast, monkeypatch
):
    # The sweeps below take everything for old; uploads under way are not their matter here.
    monkeypatch.setattr("yingshang.core.documents.sweeping._remove_unfinished", lambda _: [])
    assert cast.company
    papers_of = [papers.pdf(text=str(n % 3)) for n in range(24)]
    errors, done = [], threading.Event()

    def keep_storing(part):
        try:
            for paper in part:
                hand_in(paper)
        except Exception as error:  # noqa: BLE001 - the test looks at every error
            errors.append(error)
        finally:
            connections.close_all()

    def keep_sweeping():
        while not done.is_set():
            sweep_orphans(timedelta(0), now=later())
        connections.close_all()

    sweeper = threading.Thread(target=keep_sweeping)
    writers = [threading.Thread(target=keep_storing, args=(papers_of[n::4],)) for n in range(4)]
    for thread in (sweeper, *writers):
        thread.start()
    for thread in writers:
        thread.join()
    done.set()
    sweeper.join()
    assert errors == []
    assert Document.objects.count() == 24
    assert sweep_orphans(now=later()).lost == []
    assert len(files_in(folder)) == 3
