import time
from django.db import connection
from tests.city.matters.desk.conftest import *
from tests.city.matters.desk.making import received
from yingshang.core.cases.advancing import advance
from yingshang.core.cases.types import Move
from yingshang.core.ledger.acts import Actor
from yingshang.city.matters.desk_queries import *
from tests.cast import NOW
def test_speed(cast, enter):
    cases = received(cast, count=1000)
    advance([Move(c.pk,"accept",Actor.user(cast.clerk.pk),NOW) for c in cases])
    with connection.cursor() as c: c.execute("ANALYZE core_case"); c.execute("ANALYZE core_commitment"); c.execute("ANALYZE core_item")
    rows = queue_of(cast.approver, Filters(), at=NOW).order_by("due_at","pk")[:50]
    print(rows.explain(analyze=True, buffers=True))
    print(queue_of(cast.approver, Filters(), at=NOW).filter(is_paused=False, due_at__lt=NOW)[:1001].explain(analyze=True) )
