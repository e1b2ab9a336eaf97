"""What pages do case by case and what a batch does at once leave the same rows behind.

All but ids, moments of recording, salts, hashes and tokens: those differ between any two runs.
"""

import io
import json
import os
import re
from collections import Counter
from contextlib import suppress
from uuid import uuid4

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from psycopg import sql

from tests.cast import PLACE, login, serve
from yingshang.city.matters.applications import drafting, materials
from yingshang.city.matters.applications.errors import ApplicationIncomplete
from yingshang.city.matters.applications.handing_in import HandIn, hand_in
from yingshang.city.matters.applications.receiving import Material
from yingshang.city.matters.applications.submission import submit
from yingshang.city.matters.desk import DeskAct, DeskStep, take_all, take_step
from yingshang.city.matters.many_applicants import ApplicantAct, act_all
from yingshang.core.access.models import Role
from yingshang.core.documents.formats import Format
from yingshang.core.documents.services import store
from yingshang.core.ledger.acts import CLOCK
from yingshang.core.models import Case, Document, Office, Party
from yingshang.simulation.files import illustrative_pdf

pytestmark = pytest.mark.django_db
CASES = int(os.environ.get("YINGSHANG_TEST_CASES", "40"))
"""A hundred take ten seconds; fewer show the same."""
CODE, MATERIAL = "signboard_setting", "sign_design"
UUIDS = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}|[0-9a-f]{64}")
BY_CHANCE = {"xid", "recorded_at", "salt", "commitment_hash", "token", "id", "body_hash"}


class Undone(Exception):
    """Rolls a run back."""


class Shop:
    """A firm that puts up signs, its head, her drawing, and who decides."""

    def __init__(self, town) -> None:
        self.town = town
        self.head = town.cast["client"]
        self.firm = Party.objects.get(kind="enterprise")
        office = Office.objects.get(place=PLACE, code="city_management")
        self.officer = serve(login("signs", "招牌"), office, Role.HANDLER, Role.APPROVER)
        self.clerk = town.cast["clerk"]
        self.drawing = store(
            io.BytesIO(illustrative_pdf("招牌")), name="招牌.pdf", kind=MATERIAL, owner=self.firm,
            place=PLACE, origin=Document.Origin.APPLICANT, allowed=[Format.PDF],
            max_size_bytes=10**6, actor=CLOCK, at=town.now,
        )  # fmt: skip
        self.keys = [uuid4() for _ in range(CASES)]

    def values(self, n: int) -> dict[str, object]:
        return {
            "contact_phone": "13800000001",
            "shop_name": f"示例店 {n}",
            "shop_address": f"示例路 {n} 号",
            "sign_size": "2 米",
        }

    def one_by_one(self) -> None:
        at = self.town.now
        for n, key in enumerate(self.keys):
            draft = drafting.start_draft(PLACE, CODE, user=self.head, at=at, enterprise=self.firm)
            drafting.answer(draft.pk, {}, user=self.head, at=at)
            drafting.fill(draft.pk, self.values(n), user=self.head, at=at)
            materials.reuse(draft.pk, MATERIAL, self.drawing.pk, user=self.head, at=at)
            submit(draft.pk, user=self.head, key=key, at=at)
        for step, who in self.steps():
            for case in self.members():
                take_step(DeskStep(case, step), user=who, at=at)

    def at_once(self) -> None:
        at = self.town.now
        hand_in(PLACE, [self.application(n, key, at) for n, key in enumerate(self.keys)])
        for step, who in self.steps():
            take_all([DeskAct(DeskStep(case, step), who.pk, at) for case in self.members()])

    def application(self, n, key, at, **more) -> HandIn:
        given = {
            "values": self.values(n),
            "materials": (Material(MATERIAL, self.drawing.pk, at),),
            "enterprise_id": self.firm.pk,
        }
        return HandIn(key, CODE, self.head.pk, self.firm.pk, at, **(given | more))

    def steps(self):
        return (("accept", self.clerk), ("handle", self.officer), ("grant", self.officer))

    def members(self) -> list:
        return list(
            Case.objects.filter(kind="matter").order_by("number").values_list("pk", flat=True)
        )


@pytest.fixture
def shop(town) -> Shop:
    return Shop(town)


def left_by(work) -> dict[str, Counter[str]]:
    """The rows of every table after the work, which is then undone."""
    with suppress(Undone), transaction.atomic():
        work()
        found = {table: Counter(map(same, rows_of(table))) for table in tables()}
        raise Undone
    return found


def tables() -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace"
            " WHERE n.nspname = 'public' AND c.relkind IN ('r', 'p') AND NOT c.relispartition"
            " AND c.relname ~ '^(core|matters|ledger|requests)_' ORDER BY 1"
        )
        return [name for (name,) in cursor]


def rows_of(table: str) -> list[dict[str, object]]:
    with connection.cursor() as cursor:
        cursor.execute(sql.SQL("SELECT * FROM {}").format(sql.Identifier(table)))
        names = [column.name for column in cursor.description]
        return [dict(zip(names, row, strict=True)) for row in cursor]


def same(row: dict[str, object]) -> str:
    kept = {name: plain(value) for name, value in row.items() if name not in BY_CHANCE}
    return UUIDS.sub("*", json.dumps(kept, ensure_ascii=False, sort_keys=True, default=str))


def plain(value: object) -> object:
    return (
        bytes(value).decode("utf-8", "replace") if isinstance(value, memoryview | bytes) else value
    )


def test_many_cases_leave_the_same_rows_either_way(shop):
    one_by_one, at_once = left_by(shop.one_by_one), left_by(shop.at_once)
    assert one_by_one["core_case"].total() == 2 * CASES
    assert one_by_one["matters_paper"].total() == 4 * CASES
    differing = {
        table: (rows - at_once[table], at_once[table] - rows)
        for table, rows in one_by_one.items()
        if rows != at_once[table]
    }
    assert differing == {}


def test_statements_do_not_grow_with_the_batch(shop):
    counts = []
    for size in (8, 8, 40):  # the first fills what a process keeps; a few go without COPY
        keys = [uuid4() for _ in range(size)]
        with suppress(Undone), transaction.atomic():
            with CaptureQueriesContext(connection) as seen:
                hand_in(PLACE, [shop.application(n, k, shop.town.now) for n, k in enumerate(keys)])
                for step, who in shop.steps():
                    acts = [
                        DeskAct(DeskStep(case, step), who.pk, shop.town.now)
                        for case in shop.members()
                    ]
                    take_all(acts)
            raise Undone
        counts.append(len(seen))
    assert counts[2] <= counts[1]


def test_an_application_that_lacks_something_stops_the_batch_and_a_key_is_done_once(shop):
    at, (first, second, *_) = shop.town.now, shop.keys
    whole = shop.application(1, first, at)
    with pytest.raises(ApplicationIncomplete) as refused:
        hand_in(PLACE, [whole, shop.application(2, second, at, materials=())])
    assert [problem.field for problem in refused.value.problems] == [f"material.{MATERIAL}"]
    assert not Case.objects.exists()
    (once,) = hand_in(PLACE, [whole])
    assert hand_in(PLACE, [whole, shop.application(2, second, at)])[0] == once
    assert Case.objects.filter(kind="bundle").count() == 2


def test_applicants_withdraw_many_and_strangers_none(shop):
    at = shop.town.later()
    hand_in(PLACE, [shop.application(n, key, at) for n, key in enumerate(shop.keys[:3])])
    cases = shop.members()
    users = [shop.head.pk, shop.head.pk, shop.town.cast["citizen"].pk]
    outcome = act_all(
        [ApplicantAct(case, "withdraw", user, at) for case, user in zip(cases, users, strict=True)]
    )
    assert [row.state for row in outcome.moved] == ["withdrawn"] * 2
    assert [refusal.code for refusal in outcome.refused] == ["cases.not_yours"]
    assert Case.objects.filter(kind="bundle", state="partly_done").count() == 2
