"""Finding cases among millions: how long an officer waits, and what the index costs.

    python -m bench.search [--cases 2000000] [--keep] [--plans] [--users 16] [--seconds 60]

Invented cases (a bundle and three members each, of invented firms, a thousand services and forty
offices) are copied into a database of its own on the embedded cluster of `bench/` and indexed by
the code that indexes real ones. Then the same questions are asked through the service, and through
HTTP by officers with a second of thought between, on the same machine. `--keep` uses what is there.
"""

import argparse
import http.client
import os
import random
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import median, quantiles
from urllib.parse import urlencode
from uuid import UUID

from bench import cases as base

NAME = "bench_search"
PLACE = "430300"
START = datetime(2022, 1, 1, 1, 0, tzinfo=UTC)
OFFICES, SERVICES, MEMBERS = 40, 1000, 3
LOG_PLACES_A_CASE = 6
CHUNK = 10_000
CITIES = ("湘潭", "韶山", "湘乡", "雨湖", "岳塘", "昭山")
FIRST = (
    "金木水火土天地日月星辰山川河海云风雨雪春夏秋冬东南西北中华国泰民安"
    "福禄寿喜康宁和平正大光明永恒盛世兴隆鸿运通达"
)
TRADES = ("食品", "科技", "建材", "餐饮", "物流", "机械", "医药", "服装", "装饰", "农业",
          "文化传媒", "电子商务", "汽车服务", "教育咨询", "环保工程", "五金", "家具")  # fmt: skip
FORMS = ("有限公司", "有限责任公司", "个体工商户", "经营部", "合作社")
VERBS = ("设立登记", "变更登记", "注销登记", "许可核发", "许可变更", "备案", "年度报告", "参保登记")
THINGS = ("企业", "食品经营", "烟草零售", "道路运输", "特种设备", "公共场所卫生", "户外广告",
          "排水", "人力资源服务", "医疗器械", "危险化学品", "民办学校")  # fmt: skip


def firm_name(chance: random.Random) -> str:
    """An invented firm."""
    middle = "".join(chance.choices(FIRST, k=2))
    return f"{chance.choice(CITIES)}{middle}{chance.choice(TRADES)}{chance.choice(FORMS)}"


def generate(count: int) -> None:
    """Firms, offices, services and cases, copied."""
    from django.db import connection

    from yingshang.core.ids import new_id

    chance = random.Random(7)  # noqa: S311  # invented names
    offices = [new_id() for _ in range(OFFICES)]
    items = [new_id() for _ in range(SERVICES)]
    firms = [(new_id(), firm_name(chance)) for _ in range(count // 10)]
    services = [
        f"{chance.choice(THINGS)}{chance.choice(VERBS)}（{n:03d}类）" for n in range(SERVICES)
    ]
    with connection.cursor() as cursor:
        with cursor.copy("COPY core_office (id, place, code, name, name_en, kind, is_open)"
                         " FROM STDIN") as copy:  # fmt: skip
            for n, office in enumerate(offices):
                name = f"基准单位{n:02d}"
                copy.write_row((str(office), PLACE, f"bench{n}", name, name, "office", True))
        cursor.execute("CREATE TEMP TABLE made (id uuid, code text, name text);")
        with cursor.copy("COPY made FROM STDIN") as copy:
            for n, item in enumerate(items):
                copy.write_row((str(item), f"bench_service_{n}", services[n]))
        columns = _item_columns(cursor)
        cursor.execute(
            f"INSERT INTO core_item (id, code, body, {columns})"  # noqa: S608  # names of columns
            f" SELECT m.id, m.code, i.body || jsonb_build_object('name', m.name), {columns}"
            " FROM made m, core_item i"
            " WHERE i.code = 'company_registration' AND i.is_current AND i.kind = 'matter'"
        )
        with cursor.copy("COPY core_party (id, kind, name, created_at) FROM STDIN") as copy:
            for firm, name in firms:
                copy.write_row((str(firm), "enterprise", name, START.isoformat()))
        with cursor.copy(
            "COPY core_case (id, place, number, kind, state, version, party_id, office_id,"
            " item_id, parent_id, cause, title, opened_at) FROM STDIN"
        ) as copy:
            for row in _cases(count, chance, firms, offices, items, services):
                copy.write_row(row)


def _item_columns(cursor) -> str:
    cursor.execute(
        "SELECT string_agg(column_name, ', ') FROM information_schema.columns"
        " WHERE table_name = 'core_item' AND column_name NOT IN ('id', 'code', 'body')"
    )
    return str(cursor.fetchone()[0])


def _cases(count, chance, firms, offices, items, services) -> Iterator[tuple[object, ...]]:
    from yingshang.core.ids import new_id

    for n in range(0, count, MEMBERS + 1):
        at = START + timedelta(seconds=n * 9)
        firm, name = chance.choice(firms)
        month, bundle = f"{at:%Y-%m}", new_id()
        yield (str(bundle), PLACE, f"潭基准 {month}-{n:07d}", "bundle", "running", 1, str(firm),
               str(offices[0]), str(items[0]), None, "", f"企业开办一件事：{name}",
               at.isoformat())  # fmt: skip
        for m in range(1, MEMBERS + 1):
            k = min(int(chance.expovariate(1 / 120)), SERVICES - 1)
            yield (str(new_id()), PLACE, f"潭基准件 {month}-{n + m:07d}", "matter", "received", 1,
                   str(firm), str(offices[k % OFFICES]), str(items[k]), str(bundle), "",
                   f"{services[k]}：{name}", at.isoformat())  # fmt: skip


def index() -> float:
    """Index everything in the order of its ids; cases a second."""
    from django.db import connection, transaction

    from yingshang.core.search.indexing import documents_of, write
    from yingshang.core.search.models import SearchCursor

    begun, last, position, total = time.perf_counter(), UUID(int=0), 0, 0
    while True:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT id FROM core_case WHERE id > %s ORDER BY id LIMIT %s", [last, CHUNK]
            )
            ids = [row[0] for row in cursor.fetchall()]
        if not ids:
            break
        positions = {}
        for case_id in ids:
            position += LOG_PLACES_A_CASE
            positions[case_id] = position
        with transaction.atomic():
            write(documents_of(ids), positions)
        last, total = ids[-1], total + len(ids)
    SearchCursor.objects.update_or_create(place=PLACE, defaults={"position": position})
    return total / (time.perf_counter() - begun)


def reindex() -> None:
    """The index made anew, as after a change of its lexemes; its GIN last, which is quicker."""
    from django.db import connections

    with connections["owner"].cursor() as cursor:
        cursor.execute("TRUNCATE core_searchrow")
        cursor.execute("DROP INDEX search_tokens")
    index()
    with connections["owner"].cursor() as cursor:
        cursor.execute("SET maintenance_work_mem = '512MB'")
        cursor.execute(
            "CREATE INDEX search_tokens ON core_searchrow USING gin (tokens)"
            " WITH (gin_pending_list_limit = 1024)"
        )
        cursor.execute("VACUUM ANALYZE core_searchrow")


def officers() -> dict[str, object]:
    """A clerk who sees the place, an officer of a big office and one of a small one."""
    from tests.cast import login, serve

    from yingshang.core.access.models import Role, User
    from yingshang.core.models import Office

    made = {}
    for name, office, role in (
        ("clerk", "bench0", Role.CLERK),
        ("big office", "bench1", Role.APPROVER),
        ("small office", "bench39", Role.APPROVER),
    ):
        username = f"bench-{name}"
        known = User.objects.filter(username=username).first()
        made[name] = known or serve(login(username, name), Office.objects.get(code=office), role)
    return made


QUESTIONS = {
    "a word in every second case": "有限公司",
    "a word in one of twenty": "食品",
    "two words": "韶山 物流",
    "a sentence": "湘潭食品公司设立登记",
    "three characters of a name": "金木食",
    "the end of a number": "123456",
    "part of a number": "0012",
    "pinyin initials": "jmsp",
    "nothing that exists": "量子纠缠",
    "two that hardly meet": "合作社 有限公司",
    "one character": "酒",
}


def ask(users: dict[str, object], rounds: int) -> None:
    """Each question by each officer: hits, milliseconds that passed, and of processors used.

    Processor time is ours and the server's together, which other work disturbs least.
    """
    from django.db import connection
    from django.utils import timezone

    from yingshang.core.search.finding import Search, find

    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        backend = int(cursor.fetchone()[0])
    print(f"{'question: hits, ms, processor ms':34}" + "".join(f"{name:>24}" for name in users))
    passed: list[float] = []
    used: list[float] = []
    for name, text in QUESTIONS.items():
        line = f"{name:34}"
        for user in users.values():
            find(user, Search(text, only_served=True), at=timezone.now())
            times, before = [], _processor(backend)
            for _ in range(rounds):
                begun = time.perf_counter()
                page = find(user, Search(text, only_served=True), at=timezone.now())
                times.append((time.perf_counter() - begun) * 1000)
            used.append((_processor(backend) - before) * 1000 / rounds)
            passed += times
            line += f"{len(page.cases):>7} {median(times):7.1f} {used[-1]:7.1f} "
        print(line, flush=True)
    for what, values in (("passed", passed), ("of processors", used)):
        p50, p95 = median(values), quantiles(values, n=20)[-1]
        print(f"{what}: p50 {p50:.1f} ms, p95 {p95:.1f} ms")
    connection.close()


def _processor(backend: int) -> float:
    """Seconds that this process and its server process have run."""
    fields = Path(f"/proc/{backend}/stat").read_text().rsplit(")", 1)[1].split()
    ticks = int(fields[11]) + int(fields[12])
    return time.process_time() + ticks / os.sysconf("SC_CLK_TCK")


def plans(users: dict[str, object]) -> None:
    """What the server does, for the reader of the figures."""
    from django.db import connection
    from django.utils import timezone

    from yingshang.core.search import finding

    for text in ("有限公司", "金木食", "量子纠缠"):
        condition = finding.condition_of(users["clerk"], finding.Search(text), at=timezone.now())
        windows = list(finding.rungs(finding._beginning(finding.Search(text))))
        statement = " UNION ALL ".join([finding._WINDOW] * len(windows))
        parameters: list[object] = []
        for rung in windows:
            joined = finding.all_of([condition, rung.blocks])
            parameters += [joined, rung.least, rung.below, 51]
        with connection.cursor() as cursor:
            cursor.execute(
                f"EXPLAIN (ANALYZE, BUFFERS, COSTS OFF) SELECT * FROM ({statement}) w LIMIT 51",  # noqa: S608
                parameters,
            )
            print(f"\n-- {text}")
            for (line,) in cursor.fetchall():
                print(line if len(line) < 160 else line[:157] + "…")


@contextmanager
def served() -> Iterator[tuple[int, subprocess.Popen[bytes]]]:
    """The site by two workers of `granian` on a free port of loopback: the port and the server."""
    port = _free_port()
    command = [
        sys.executable, "-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1", "--port",
        str(port), "--workers", "2", "--blocking-threads", "1", "--no-access-log", "--log-level",
        "warning", "yingshang.config.wsgi:application",
    ]  # fmt: skip
    server = subprocess.Popen(command)  # noqa: S603  # ours
    try:
        _wait_for(port)
        yield port, server
    finally:
        server.terminate()
        server.wait(20)


def over_http(users: dict[str, object], count: int, seconds: float) -> None:
    """`count` officers with a second of thought, each with a connection of her own."""
    cookies = [_cookie(user) for user in users.values()]
    with served() as (port, _server), ThreadPoolExecutor(count) as pool:
        for length in (10.0, seconds):  # the first is to warm up
            ends = time.monotonic() + length
            jobs = [
                pool.submit(_visit, port, cookies[n % len(cookies)], n, ends) for n in range(count)
            ]
            times = [spent for job in jobs for spent in job.result()]
    p50, p95 = median(times), quantiles(times, n=20)[-1]
    print(
        f"{len(times)} searches by {count} officers through HTTP, 1 s of thought: "
        f"p50 {p50:.1f} ms, p95 {p95:.1f} ms, slowest {max(times):.0f} ms"
    )


def _visit(port: int, cookie: str, number: int, ends: float) -> list[float]:
    chance, times = random.Random(number), []  # noqa: S311  # which question comes next
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    time.sleep(chance.random())
    while time.monotonic() < ends:
        path = "/search/?" + urlencode({"text": chance.choice(list(QUESTIONS.values()))})
        begun = time.perf_counter()
        connection.request("GET", path, headers={"Cookie": cookie})
        answer = connection.getresponse()
        body = answer.read()
        times.append((time.perf_counter() - begun) * 1000)
        assert answer.status == 200, body[:200]
        time.sleep(1)
    return times


def _cookie(user: object) -> str:
    from django.conf import settings
    from django.test import Client

    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return f"sessionid={client.cookies[settings.SESSION_COOKIE_NAME].value}"


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_for(port: int) -> None:
    for _ in range(300):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise TimeoutError("the server did not start")


def sizes() -> str:
    """How big the index is."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*), pg_size_pretty(pg_table_size('core_searchrow')),"
            " pg_size_pretty(pg_relation_size('search_tokens')),"
            " pg_size_pretty(pg_total_relation_size('core_case')) FROM core_searchrow"
        )
        rows, table, tokens, of_cases = cursor.fetchone()
    return f"{rows:,} rows: table {table}, tokens {tokens}; core_case with indexes {of_cases}"


def main() -> None:
    """Prepare, ask, print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--cases", type=int, default=2_000_000)
    parser.add_argument("--rounds", type=int, default=20)
    parser.add_argument("--keep", action="store_true")
    parser.add_argument("--reindex", action="store_true")
    parser.add_argument("--plans", action="store_true")
    parser.add_argument("--users", type=int, default=16)
    parser.add_argument("--seconds", type=float, default=60)
    chosen = parser.parse_args()
    base.NAME = NAME
    (_connect if chosen.keep else base.prepare)()
    if not chosen.keep:
        _timed("generated", lambda: generate(chosen.cases))
        print(f"indexed {index():,.0f} cases/s")
        from django.db import connections

        with connections["owner"].cursor() as cursor:
            cursor.execute("VACUUM ANALYZE core_searchrow")
            cursor.execute("VACUUM ANALYZE core_case")
    if chosen.reindex:
        _timed("indexed anew", reindex)
    print(sizes())
    users = officers()
    if chosen.plans:
        plans(users)
    ask(users, chosen.rounds)
    if chosen.users:
        over_http(users, chosen.users, chosen.seconds)


def _timed(what: str, work: Callable[[], None]) -> None:
    begun = time.perf_counter()
    work()
    print(f"{what} in {time.perf_counter() - begun:.0f} s")


def _connect() -> None:
    """The database of an earlier run."""
    from yingshang.config.postgres import Cluster

    cluster = Cluster.for_checkout(base.CHECKOUT / "var" / "bench")
    cluster.start()
    os.environ["DATABASE_URL"] = cluster.url("app", NAME)
    os.environ["DATABASE_OWNER_URL"] = cluster.url("owner", NAME)
    os.environ["DJANGO_SETTINGS_MODULE"] = "yingshang.config.settings"
    import django

    django.setup()


if __name__ == "__main__":
    main()
