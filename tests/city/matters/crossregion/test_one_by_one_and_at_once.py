"""Handing in and carrying letters one by one, and all at once, leaves the same rows behind.

All but ids, moments of recording, and what is sealed or signed anew each time.
"""

import json
import re
from collections import Counter
from contextlib import suppress

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from tests.cast import serve
from tests.city.matters.batches.test_one_by_one_and_in_batches import (
    BY_CHANCE,
    UUIDS,
    Undone,
    plain,
    rows_of,
    tables,
)
from tests.city.matters.crossregion.places import HEIHE, XIANGTAN
from yingshang.city.matters.crossregion.models import CrossFile
from yingshang.city.matters.crossregion.online import Applying, apply_all, apply_online
from yingshang.city.matters.crossregion.opening import Wanted
from yingshang.city.matters.crossregion.reporting import report
from yingshang.city.matters.desk import DeskAct, DeskStep, take_all, take_step
from yingshang.core.access.models import Role
from yingshang.core.exchange.services import turn, turn_of_letters
from yingshang.core.models import Office, User

pytestmark = pytest.mark.django_db
FUND = "heihe_housing_fund_transfer"
MANY = 3
ANEW_IN_TEXT = re.compile(r"[A-Za-z0-9+/]{60,}={0,2}|(?<=/check/)[\w-]+")
"""What is sealed or signed, and the token of a licence."""
ANEW = {"signature", "receipt_signature", "dropped_at", "args", "scheduled_at"}


class Fund:
    """People who move their housing fund to Xiangtan, and who decides in Heihe."""

    def __init__(self, places) -> None:
        self.places, self.at = places, places.now
        self.user = User.objects.get(username=places.cast["client"].username)
        self.officer = places.heihe_officer_of("housing_fund")
        serve(self.officer, Office.objects.get(place=HEIHE, code="housing_fund"), Role.CLERK)

    def wanted(self, n: int) -> Wanted:
        return Wanted(FUND, {"contact_phone": "13800000001", "company_name": f"示例厂 {n}"})

    def one_by_one(self) -> None:
        for n in range(MANY):
            apply_online(self.user, self.wanted(n), place=XIANGTAN, at=self.at)
            turn(self.at)
        turn(self.at)
        for step in ("accept", "handle", "grant"):
            for case in self.cases():
                take_step(DeskStep(case, step), user=self.officer, at=self.at)
                turn(self.at)
        turn(self.at)

    def at_once(self) -> None:
        rows = [Applying(self.user.pk, self.wanted(n), self.at) for n in range(MANY)]
        apply_all(XIANGTAN, rows)
        turn_of_letters(self.at)
        for step in ("accept", "handle", "grant"):
            take_all([DeskAct(DeskStep(pk, step), self.officer.pk, self.at) for pk in self.cases()])
            report(self.cases(), at=self.at)
            turn_of_letters(self.at)

    def cases(self) -> list:
        rows = CrossFile.objects.filter(place=HEIHE, role="home").order_by("case__number")
        return list(rows.values_list("case_id", flat=True))


@pytest.fixture
def fund(places) -> Fund:
    return Fund(places)


def left_by(work) -> dict[str, Counter[str]]:
    with suppress(Undone), transaction.atomic():
        work()
        found = {table: Counter(map(same, rows_of(table))) for table in tables()}
        raise Undone
    return found


def same(row: dict[str, object]) -> str:
    kept = {name: plain(row[name]) for name in row.keys() - BY_CHANCE - ANEW}
    text = json.dumps(kept, ensure_ascii=False, sort_keys=True, default=str)
    return ANEW_IN_TEXT.sub("*", UUIDS.sub("*", text))


def test_letters_one_by_one_and_all_at_once_leave_the_same_rows(fund):
    single, batch = left_by(fund.one_by_one), left_by(fund.at_once)
    assert sum(batch["matters_crossfile"].values()) == 2 * MANY
    assert sum(batch["core_placeletter"].values()) >= 4 * MANY
    differing = {
        table: (single[table] - batch[table], batch[table] - single[table])
        for table in single
        if single[table] != batch[table]
    }
    assert differing == {}


def test_the_number_of_statements_does_not_grow_with_the_letters(fund):
    def statements(many: int) -> int:
        rows = [Applying(fund.user.pk, fund.wanted(n), fund.at) for n in range(many)]
        with CaptureQueriesContext(
            connection,
        ) as seen:
            apply_all(XIANGTAN, rows)
            turn_of_letters(fund.at)
        return len(seen)

    statements(1)
    assert statements(MANY) == statements(2)
