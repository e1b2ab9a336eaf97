"""Slow and fast writers at once: cursors over ids or times lose late commits, the feed does not."""

import random
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from tests.core.ledger.test_concurrent_writers import SlowWriter
from tests.core.ledger.town import PLACE, seal_up_to, write
from yingshang.core.feed.reading import page_behind
from yingshang.core.feed.scope import Scope
from yingshang.core.ledger.sealing import seal


class Naive:
    """What a subscriber does who has only the table: rows behind the last one it saw."""

    def __init__(self, order: str) -> None:
        self.order, self.last = order, None
        self.seen: list[str] = []

    def read(self) -> None:
        with connection.cursor() as cursor:
            cursor.execute(
                f"SELECT id, {self.order} FROM ledger_entry"  # noqa: S608 - a column of the test
                f" WHERE place = %s AND (%s::text IS NULL OR {self.order}::text > %s)"
                f" ORDER BY {self.order}",
                [PLACE, self.last, self.last],
            )
            for entry_id, value in cursor.fetchall():
                self.seen.append(str(entry_id))
                self.last = str(value)


class Follower:
    """A subscriber to the feed, small pages at a time."""

    def __init__(self) -> None:
        self.next, self.seen = 0, []

    def read(self) -> None:
        while True:
            page = page_behind(self.next, Scope(PLACE), limit=3)
            self.seen += [str(item["id"]) for item in page.items]
            self.next = page.next
            if page.is_end:
                return


@pytest.fixture
def pool():
    with ThreadPoolExecutor(8) as pool:
        yield pool


def test_a_naive_cursor_loses_a_late_commit_and_the_feed_does_not(town, pool):
    naive, follower = [Naive("id"), Naive("recorded_at")], Follower()
    slow = SlowWriter(pool)
    (fast,) = write()
    seal(PLACE)
    for reader in (*naive, follower):
        reader.read()
    late = str(slow.finish())
    seal_up_to(2)
    for reader in (*naive, follower):
        reader.read()
    assert [reader.seen for reader in naive] == [[str(fast)]] * 2, "else this shows nothing"
    assert follower.seen == [late, str(fast)]


def test_a_storm_of_writers_comes_out_whole_in_order_and_once(town, pool):
    chance = random.Random(7)  # noqa: S311 - for interleavings, not for secrets
    follower, written, slow = Follower(), [], []
    for _ in range(12):
        slow.append(SlowWriter(pool, saves=chance.random() < 0.5, keeps=chance.random() < 0.8))
        written += write(chance.randrange(3))
        while len(slow) > 5:
            late = slow.pop(chance.randrange(len(slow)))
            written += [late.finish()] if late.keeps else []
            late.keeps or late.finish()
        seal(PLACE)
        follower.read()
    for rest in slow:
        entry_id = rest.finish()
        written += [entry_id] if rest.keeps else []
    seal_up_to(len(written))
    follower.read()
    assert sorted(follower.seen) == sorted(map(str, written))
    assert follower.seen == [str(entry_id) for entry_id in town.placed()]
    again = Follower()
    again.next = follower.next - 4
    again.read()
    assert again.seen == follower.seen[-4:]
