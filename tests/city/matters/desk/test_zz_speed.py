import time
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.city.matters.desk.conftest import *
from tests.city.matters.desk.making import received
from yingshang.core.cases.advancing import advance
from yingshang.core.cases.types import Move
from yingshang.core.ledger.acts import Actor
from tests.cast import NOW
def test_speed(cast, enter):
    cases = received(cast, count=20000)
    advance([Move(c.pk,"accept",Actor.user(cast.clerk.pk),NOW) for c in cases])
    with connection.cursor() as c: c.execute("ANALYZE core_case"); c.execute("ANALYZE core_commitment"); c.execute("ANALYZE core_item")
    for who in (cast.approver, cast.clerk):
        client = enter(who)
        for q in ("/desk/","/desk/","/desk/?search=000123","/desk/?state=all","/desk/?state=overdue"):
            t=time.perf_counter()
            with CaptureQueriesContext(connection) as f: client.get(q)
            print(who, q, round(time.perf_counter()-t,3), len(f), sorted([(float(x['time']), x['sql'][:150]) for x in f])[-3:])
