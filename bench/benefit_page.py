"""One firm's page under a hundred policies that are all in force today: in process, through HTTP.

Part of `bench.benefits`. The policies are the place's own, again and again under other codes, with
their dates moved so that each is decided; all but the first of each are worth what they are worth.
Owners have a firm each; `granian`, the database and the load run on the same processors.
"""

import http.client
import os
import random
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from hashlib import sha256
from statistics import median, quantiles

import duckdb

from bench import search

PLACE, OWNERS, READERS, SECONDS = "430300", 40, 4, 20.0
WARM_UP = 6.0
WANTED_MS = 150


def lists(listed: int) -> None:
    """So many policies in force today, and no others."""
    from yingshang.core.catalogue.models import Item

    rows = list(Item.objects.filter(place=PLACE, kind="benefit_policy", is_current=True))
    for n in range(listed):
        like, code = rows[n % len(rows)], f"{rows[n % len(rows)].code[:50]}_{n}"
        Item.objects.create(
            place=PLACE, kind=like.kind, code=code, content_hash=sha256(code.encode()).hexdigest(),
            body=_today(like.body) | {"code": code}, source="illustrative", file=like.file,
            edition=like.edition, is_current=True,
        )  # fmt: skip
    Item.objects.filter(pk__in=[row.pk for row in rows]).update(is_current=False)


def _today(body: dict) -> dict:
    """The policy as if it were in force now, its parameters too."""
    today = date.today()  # noqa: DTZ011 - a day is enough
    begins, ends = (str(today + timedelta(days=n)) for n in (-200, 300))
    parameters = [
        p | {"values": [p["values"][-1] | {"valid_from": None, "valid_until": None}]}
        for p in body.get("parameters", [])
    ]
    return body | {
        "period": body["period"] | {"begins_on": begins, "ends_on": ends}, "review_by": ends,
        "expires_on": None, "valid_from": None, "valid_until": None, "parameters": parameters,
    }  # fmt: skip


def owners() -> list[tuple[object, str]]:
    """Somebody who acts for a firm of the snapshots, and the address of its page."""
    from tests.cast import enterprise, login, mandate, person

    from yingshang.core.facts.population import freeze

    made = []
    with duckdb.connect() as connection:
        freeze(connection, PLACE, ["enterprise_name"], on=date.today())  # noqa: DTZ011 - as above
        rows = connection.execute(
            f"SELECT credit_code FROM population USING SAMPLE {OWNERS} (reservoir, 7)"  # noqa: S608 - a number
        ).fetchall()
    for n, (code,) in enumerate(rows):
        firm = enterprise(f"示例{n}")
        firm.credit_code = code
        firm.save()
        user = login(f"bench-owner-{n}", "示例", party=person("示例"))
        mandate(firm, user.person)
        made.append((user, f"/my/benefits/{firm.pk}/"))
    return made


def in_process(made: Sequence[tuple[object, str]]) -> None:
    """The service alone, then the page by the test client, with its statements."""
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    from yingshang.city.benefits.matching.services import match
    from yingshang.core.models import Party

    codes = list(Party.objects.filter(name__startswith="示例", credit_code__isnull=False)
                 .values_list("credit_code", flat=True))  # fmt: skip
    today = date.today()  # noqa: DTZ011 - as above
    measured("matched", lambda n: match(PLACE, codes[n % len(codes)], on=today))
    clients = []
    for user, address in made:
        clients.append((Client(), address))
        clients[-1][0].force_login(user, backend="django.contrib.auth.backends.ModelBackend")

    def read(n: int) -> None:
        client, address = clients[n % len(clients)]
        assert client.get(address, headers={"host": "localhost"}).status_code == 200, address

    read(0)
    with CaptureQueriesContext(connection) as seen:
        read(0)
    measured(f"the page ({len(seen)} statements)", read)


def measured(what: str, act: Callable[[int], object], times: int = 80) -> None:
    """Median and 95th percentile, by the clock and by our processor."""
    act(0)
    walls, used = [], []
    for n in range(times):
        begun, ours = time.perf_counter(), time.process_time()
        act(n)
        walls.append((time.perf_counter() - begun) * 1000)
        used.append((time.process_time() - ours) * 1000)
    told = [f"p50 {median(each):.0f} ms, p95 {quantiles(each, n=20)[-1]:.0f} ms"
            for each in (walls, used)]  # fmt: skip
    print(f"{what}: {told[0]}; of our processor {told[1]}", flush=True)


def over_http(made: Sequence[tuple[object, str]]) -> None:
    """Owners with a second of thought between pages; wanted: p95 at most 150 ms."""
    sessions = [(search._cookie(user), address) for user, address in made]
    with search.served() as (port, _server):
        spent: list[float] = []
        with ThreadPoolExecutor(READERS) as pool:
            for length in (WARM_UP, SECONDS):
                ends = time.monotonic() + length
                jobs = [pool.submit(_visit, port, sessions, n, ends) for n in range(READERS)]
                spent = [ms for job in jobs for ms in job.result()]
    print(
        f"through HTTP, {READERS} readers: {len(spent)} pages, p50 {median(spent):.0f} ms,"
        f" p95 {quantiles(spent, n=20)[-1]:.0f} ms (wanted {WANTED_MS}); load"
        f" {os.getloadavg()[0]:.1f}"
    )


def _visit(port: int, sessions: Sequence[tuple[str, str]], number: int, ends: float) -> list[float]:
    chance, spent = random.Random(number), []  # noqa: S311 - which page comes next
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    while time.monotonic() < ends:
        cookie, address = chance.choice(sessions)
        begun = time.perf_counter()
        connection.request("GET", address, headers={"Cookie": cookie})
        answer = connection.getresponse()
        body = answer.read()
        spent.append((time.perf_counter() - begun) * 1000)
        assert answer.status == 200, body[:300]
        time.sleep(chance.random() * 2)
    return spent
