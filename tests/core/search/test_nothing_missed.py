"""A case whose transaction commits late is missed by a naive cursor, and not by the index."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from uuid import UUID

from django.db import connection, transaction

from tests.cast import PLACE, Cast
from tests.core.cases.factory import opening
from tests.core.search.placing import place_all
from tests.portal.openness.sealed import log_folder, seal_all_of
from yingshang.core.cases.opening import open_cases
from yingshang.core.models import Entry, SearchCursor, SearchRow
from yingshang.core.search.indexing import index_new


@contextmanager
def opened_but_not_committed(case) -> Iterator[None]:
    """A second officer's transaction, which commits when the block ends."""
    written, may_commit = threading.Event(), threading.Event()

    def slow() -> None:
        try:
            with transaction.atomic():
                open_cases([case])
                written.set()
                assert may_commit.wait(30)
        finally:
            connection.close()

    thread = threading.Thread(target=slow)
    thread.start()
    assert written.wait(30)
    yield
    may_commit.set()
    thread.join(30)


def seen_behind(last: UUID | None) -> list[UUID]:
    """What a cursor over the entries' ids (or their times: made before the commit too) sees."""
    entries = Entry.objects.filter(action="case.open").order_by("id")
    return list((entries.filter(id__gt=last) if last else entries).values_list("id", flat=True))


def test_what_a_slow_transaction_commits_behind_the_cursor_is_indexed(
    real_database, settings, tmp_path
):
    settings.FILES_FOLDER = tmp_path
    settings.LOG_FOLDER = log_folder()
    cast = Cast()
    slow, quick = opening(cast, title="慢"), opening(cast, number_prefix="潭快", title="快")
    with opened_but_not_committed(slow):
        open_cases([quick])
        (naive_last,) = seen_behind(None)
        index_new(PLACE)
        assert SearchRow.objects.filter(pk=slow.case_id).count() == 0
    assert seen_behind(naive_last) == []  # the naive one has missed the slow case for ever
    seal_all_of(PLACE)
    assert index_new(PLACE, chunk=1) == 2
    assert set(SearchRow.objects.values_list("pk", flat=True)) == {slow.case_id, quick.case_id}


def test_a_killed_turn_is_done_again_and_nothing_is_indexed_twice(real_database):
    cast = Cast()
    open_cases([opening(cast, title="一"), opening(cast, title="二")])
    place_all()
    with transaction.atomic():
        assert index_new(PLACE) == 2
        transaction.set_rollback(True)
    assert (SearchRow.objects.count(), SearchCursor.objects.count()) == (0, 0)
    assert index_new(PLACE) == 2
    assert index_new(PLACE) == 0
