"""Many officers press the same button on one case: one succeeds, all others learn what happened.

`YINGSHANG_TEST_OFFICERS=2000` for the number of the programme; a few threads stand for the web's.
"""

import os
import threading
import time
from collections import Counter
from datetime import timedelta

import time_machine
from django.db import connection, connections
from django.test import Client

from tests.api.callers import API
from tests.cast import NOW, PLACE, Cast
from tests.core.cases.factory import opening
from yingshang.core.access.models import ApiToken, Post, Role
from yingshang.core.access.tokens import _digest
from yingshang.core.access.users import LogIn, create_users
from yingshang.core.cases.opening import open_cases
from yingshang.core.ledger.acts import Actor
from yingshang.core.ledger.queries import entries_of
from yingshang.core.models import Case

OFFICERS = int(os.environ.get("YINGSHANG_TEST_OFFICERS", "60"))
AT_ONCE = 12
CLERKS = Actor.system("tests")


def officers(cast: Cast, many: int) -> list[str]:
    """Clerks of the service centre, each with a token; the tokens."""
    names = [LogIn(f"clerk-{n:04d}", f"窗口 {n:04d}", None) for n in range(many)]
    users = create_users(names, is_demo=True, place=PLACE, actor=CLERKS, at=NOW)
    centre = cast.office("service_centre")
    since, until = NOW - timedelta(days=1), NOW + timedelta(days=1)
    Post.objects.bulk_create(
        [Post(user=user, office=centre, role=Role.CLERK, valid_from=since) for user in users]
    )
    secrets = [f"ys_{user.pk}" for user in users]
    ApiToken.objects.bulk_create(
        [
            ApiToken(user=user, digest=_digest(secret), label="test", valid_until=until)
            for user, secret in zip(users, secrets, strict=True)
        ]
    )
    return secrets


def test_one_of_many_officers_succeeds_and_all_others_get_a_clear_refusal(real_database, settings):
    settings.DEMO_MODE = True
    cast = Cast()
    row = opening(cast)
    open_cases([row])
    secrets = officers(cast, OFFICERS)
    with time_machine.travel(NOW, tick=True):
        begun = time.perf_counter()
        answers = pressed(row.case_id, secrets)
        spent = time.perf_counter() - begun
    assert Counter(status for status, _, _ in answers) == {200: 1, 409: OFFICERS - 1}
    refused = [body for status, body, _ in answers if status == 409]
    assert {body["code"] for body in refused} == {"cases.moved_on"}
    assert all("刷新" in body["title"] for body in refused)
    acts = [entry.action for entry in entries_of([row.case_id])]
    assert acts.count("matter.accept") == 1
    assert Case.objects.get(pk=row.case_id).version == 2
    waits = sorted(seconds for _, _, seconds in answers)
    print(f"{OFFICERS} officers in {spent:.1f} s; slowest answer {waits[-1]:.2f} s")  # noqa: T201
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_locks WHERE NOT granted")
        assert cursor.fetchone() == (0,)


def pressed(case_id, secrets: list[str]) -> list[tuple[int, dict[str, str], float]]:
    """What every officer is answered, a few of them at a time."""
    waiting, answers = iter(secrets), []

    def serve() -> None:
        try:
            answers.extend(press(case_id, secret) for secret in waiting)
        finally:
            connections.close_all()

    web = [threading.Thread(target=serve) for _ in range(AT_ONCE)]
    for thread in web:
        thread.start()
    for thread in web:
        thread.join()
    return answers


def press(case_id, secret):
    """One officer, in the version that her page shows."""
    begun = time.perf_counter()
    answer = Client(raise_request_exception=False).post(
        f"{API}/desk/cases/{case_id}/steps", {"step": "accept", "version": 1},
        content_type="application/json", headers={"Authorization": f"Bearer {secret}"},
    )  # fmt: skip
    return answer.status_code, answer.json(), time.perf_counter() - begun
