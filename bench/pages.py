"""Pages among a million cases: how long an officer and an applicant wait, through HTTP.

    python -m bench.pages [--cases 1000000] [--keep] [--users 16] [--seconds 60] [--only queue,case]

The invented cases of `bench.search` in a database of their own: nine of ten closed, the others on
their way, each with its promises. Officers see them by posts of a big and a small office, of some
services only, and of the window; applicants act for themselves, for a firm, for forty clients. Each
waits a second between pages; `granian`, the database and the load run on the same processors. First
the statements of each page are counted in this process, and the slowest named. `--keep` uses what
is there.
"""

import argparse
import http.client
import os
import random
import time
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from statistics import median, quantiles
from typing import Any
from urllib.parse import urlencode

from bench import cases as base
from bench import search

NAME = "bench_pages"
WANTED_MS = 50
OPEN = 0.1
CLIENTS = 40
WARM_SECONDS = 10.0
LOOKS, ROUNDS, TOLD = 12, 4, 200
Page = Callable[[random.Random], str]


@dataclass(frozen=True)
class Reader:
    """Somebody with a session, and the pages that she reads."""

    name: str
    user: object
    pages: Mapping[str, Page]


def bring_to_life() -> None:
    """Most cases end, the others stand somewhere, and all have had their promises."""
    from django.db import connections

    with connections["owner"].cursor() as cursor:
        cursor.execute("SET synchronous_commit = off")
        cursor.execute(
            "UPDATE core_case SET state = CASE kind WHEN 'bundle' THEN 'done' ELSE 'delivered' END,"
            " closed_at = opened_at + interval '3 days'"
            " WHERE hashtext(coalesce(parent_id, id)::text) %% 1000 NOT BETWEEN -%s AND %s",
            [int(OPEN * 1000), int(OPEN * 1000)],
        )
        cursor.execute(
            "UPDATE core_case SET state = (ARRAY['received', 'accepted', 'handled', 'reviewed'])"
            "[1 + abs(hashtext(id::text)) % 4] WHERE kind = 'matter' AND closed_at IS NULL"
        )
        for clock, least, most in (("promised", -1, 9), ("statutory", 5, 30)):
            cursor.execute(_PROMISES, {"clock": clock, "least": least, "span": most - least})
        for table in ("core_case", "core_commitment"):
            cursor.execute(f"VACUUM ANALYZE {table}")


_PROMISES = """
INSERT INTO core_commitment (id, place, case_id, clock, office_id, party_id, budget, unit,
    started_at, due_at, original_due_at, is_provisional, calendar_version, met_at)
SELECT gen_random_uuid(), c.place, c.id, %(clock)s, c.office_id, c.party_id, 5, 'working_day',
    c.opened_at, d.due, d.due, false, '2026', c.closed_at
FROM core_case c, LATERAL (SELECT CASE WHEN c.closed_at IS NOT NULL THEN
    c.opened_at + interval '5 days' ELSE now() + make_interval(mins => (%(least)s * 1440
    + abs(hashtext(c.id::text || %(clock)s)) %% (%(span)s * 1440))) END AS due) d
WHERE c.kind = 'matter' OR (c.closed_at IS NULL AND %(clock)s = 'promised')"""


def readers() -> list[Reader]:
    """Officers by their posts, applicants by whom they act for."""
    from tests.cast import login, mandate, person, serve

    from yingshang.core.access.models import Role, User
    from yingshang.core.models import Case, Office, Party

    chosen = tuple(f"bench_service_{n}" for n in range(1, 200, 4))
    made = []
    for name, office, role, items in (
        ("window", "bench0", Role.CLERK, ()),
        ("approver", "bench1", Role.APPROVER, ()),
        ("of some services", "bench1", Role.HANDLER, chosen),
        ("of a small office", "bench39", Role.APPROVER, ()),
    ):
        username = f"pages-{name}"
        known = User.objects.filter(username=username).first()
        user = known or serve(
            login(username, name), Office.objects.get(code=office), role, items=items
        )
        made.append(Reader(name, user, _of_officer(user)))
    firms = list(Party.objects.filter(kind="enterprise").order_by("pk")[: CLIENTS + 1])
    for name, clients in (("owner", firms[:1]), ("agent", firms[1:])):
        user = User.objects.filter(username=f"pages-{name}").first()
        if user is None:
            user = login(f"pages-{name}", name, party=person(name))
            for firm in clients:
                mandate(firm, user.person)
        bundles = Case.objects.filter(party__in=clients, kind="bundle").values_list("pk", flat=True)
        made.append(Reader(name, user, _of_applicant(list(bundles[:200]))))
    return made


def _of_officer(user) -> dict[str, Page]:
    from django.utils import timezone

    from yingshang.core.access.doors import served_cases

    cases = served_cases(user, at=timezone.now()).filter(kind="matter")
    ids = list(cases.filter(closed_at__isnull=True).values_list("pk", flat=True)[:300])
    filters = (
        {"matter": "bench_service_1", "state": "all"}, {"state": "mine"}, {"state": "overdue"},
        {"state": "yellow"}, {"search": "食品"}, {"sort": "-number", "state": "all"},
        {"search": "0012", "state": "all"}, {"page": "3"},
    )  # fmt: skip
    questions = list(search.QUESTIONS.values())
    return {
        "queue": lambda _: "/desk/",
        "filtered list": lambda chance: "/desk/?" + urlencode(chance.choice(filters)),
        "search": lambda chance: "/search/?" + urlencode({"text": chance.choice(questions)}),
        "case": lambda chance: f"/desk/cases/{chance.choice(ids)}/",
    }


def _of_applicant(bundles: Sequence[object]) -> dict[str, Page]:
    return {
        "my affairs": lambda _: "/my/",
        "my case": lambda chance: f"/cases/{chance.choice(bundles)}/",
    }


def count_statements(everybody: Sequence[Reader], only: Sequence[str]) -> None:
    """Statements and processor time of each page in this process, and the slowest statement."""
    from django.conf import settings
    from django.test import Client

    settings.ALLOWED_HOSTS.append("testserver")
    print(f"{'reader':18} {'page':14} statements; processor ms: ours, server's; slowest statement")
    for reader in everybody:
        client = Client()
        client.force_login(reader.user, backend="django.contrib.auth.backends.ModelBackend")
        for name, page in reader.pages.items():
            if not only or name in only:
                print(f"{reader.name:18} {name:14} {_looked_at(client, page)}", flush=True)


def _looked_at(client: Any, page: Page) -> str:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    chance = random.Random(1)  # noqa: S311 - which page
    addresses = [page(chance) for _ in range(LOOKS)]
    for address in addresses:  # warm
        assert client.get(address).status_code == 200, address
    counts, slowest = [], (0.0, "")
    for address in addresses:
        with CaptureQueriesContext(connection) as seen:
            client.get(address)
        counts.append(len(seen))
        for one in seen.captured_queries:
            told = f"{address}: {' '.join(str(one['sql']).split())}"
            slowest = max(slowest, (float(one["time"]) * 1000, told))
    backend = _backend()
    ours, servers = time.process_time(), _ticks(backend)
    for _ in range(ROUNDS):
        for address in addresses:
            client.get(address)
    pages = ROUNDS * len(addresses)
    used = [(time.process_time() - ours) * 1000, (_ticks(backend) - servers) * 1000]
    return (
        f"{min(counts):3}-{max(counts):3}; {used[0] / pages:5.1f} {used[1] / pages:5.1f};"
        f" {slowest[0]:4.0f} ms {slowest[1][:TOLD]}"
    )


def _backend() -> int:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        return int(cursor.fetchone()[0])


def _ticks(process: int) -> float:
    """Seconds of processor that a process has used."""
    fields = Path(f"/proc/{process}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def over_http(everybody: Sequence[Reader], args: argparse.Namespace, only: Sequence[str]) -> None:
    """One reader alone, then `users` of them, with a second of thought between pages.

    Each has a connection of her own; the first ten seconds warm up.
    """
    sessions = [(search._cookie(reader.user), reader.pages) for reader in everybody]
    with search.served() as (port, server):
        _visited(port, sessions, args.users, WARM_SECONDS, only)
        for users, length in ((1, args.seconds / 2), (args.users, args.seconds)):
            before = _used(server.pid)
            found = _visited(port, sessions, users, length, only)
            used = {name: spent - before[name] for name, spent in _used(server.pid).items()}
            _tell(users, found, used)


def _visited(
    port: int,
    sessions: Sequence[tuple[str, Mapping[str, Page]]],
    users: int,
    length: float,
    only: Sequence[str],
) -> dict[str, list[float]]:
    ends = time.monotonic() + length
    found: dict[str, list[float]] = defaultdict(list)
    with ThreadPoolExecutor(users) as pool:
        # one alone goes through everybody's pages
        shares = [sessions[n % len(sessions)] for n in range(users)] if users > 1 else sessions
        jobs = (
            [pool.submit(_visit, port, *share, n, ends, only) for n, share in enumerate(shares)]
            if users > 1
            else [pool.submit(_alone, port, shares, length / len(shares), only)]
        )
        for job in jobs:
            for name, spent in job.result():
                found[name].append(spent)
    return found


def _alone(
    port: int, shares: Sequence[tuple[str, Mapping[str, Page]]], length: float, only: Sequence[str]
) -> list[tuple[str, float]]:
    """Each reader after the other."""
    found = []
    for n, share in enumerate(shares):
        found += _visit(port, *share, n, time.monotonic() + length, only)
    return found


def _tell(users: int, found: Mapping[str, Sequence[float]], used: Mapping[str, float]) -> None:
    pages = sum(map(len, found.values()))
    each = ", ".join(f"{name} {spent * 1000 / max(pages, 1):.1f}" for name, spent in used.items())
    load = os.getloadavg()[0]
    print(f"{users} readers, 1 s of thought, load {load:.1f}; wanted: p95 {WANTED_MS} ms")
    print(f"processor ms a page: {each}")
    for name, times in sorted(found.items()):
        p95 = quantiles(times, n=20)[-1] if len(times) > 1 else times[0]
        print(f"{name:14} {len(times):5} pages: p50 {median(times):6.1f} ms, p95 {p95:6.1f} ms")


def _used(server: int) -> dict[str, float]:
    """Seconds of processor of the web server's processes, the database's, and the load's."""
    web = base_ticks = 0.0
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            name = (folder / "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
            parent = int((folder / "stat").read_text().rsplit(")", 1)[1].split()[1])
            if int(folder.name) == server or parent == server:
                web += _ticks(int(folder.name))
            elif name.startswith("postgres: ") and NAME in name:
                base_ticks += _ticks(int(folder.name))
        except (OSError, ValueError, IndexError):
            continue  # it has ended
    return {"web": web, "database": base_ticks, "load": time.process_time()}


def _visit(
    port: int, cookie: str, pages: Mapping[str, Page], number: int, ends: float, only: Sequence[str]
) -> list[tuple[str, float]]:
    chance = random.Random(number)  # noqa: S311 - which page comes next
    names = [name for name in pages if not only or name in only]
    spent: list[tuple[str, float]] = []
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    time.sleep(chance.random())
    while names and time.monotonic() < ends:
        name = chance.choice(names)
        begun = time.perf_counter()
        connection.request("GET", pages[name](chance), headers={"Cookie": cookie})
        answer = connection.getresponse()
        body = answer.read()
        spent.append((name, (time.perf_counter() - begun) * 1000))
        assert answer.status == 200, body[:200]
        time.sleep(1)
    return spent


def main() -> None:
    """Prepare, count, load, print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--cases", type=int, default=1_000_000)
    parser.add_argument("--keep", action="store_true")
    parser.add_argument("--users", type=int, default=16)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--only", default="", help="names of pages, separated by commas")
    chosen = parser.parse_args()
    only = [name for name in chosen.only.split(",") if name]
    base.NAME = search.NAME = NAME
    (search._connect if chosen.keep else base.prepare)()
    if not chosen.keep:
        search._timed("generated", lambda: search.generate(chosen.cases))
        search._timed("indexed", search.index)
        search._timed("brought to life", bring_to_life)
    everybody = readers()
    count_statements(everybody, only)
    if chosen.users:
        from django.db import connections

        connections.close_all()
        over_http(everybody, chosen, only)


if __name__ == "__main__":
    main()
