"""How far a run has come, each part told on the one before it."""

from tests.cast import PLACE
from tests.city.benefits.desk import FIRST_DAY, REFUND, Desk
from yingshang.city.benefits.runs import ordering, publishing, reviewing
from yingshang.city.benefits.runs.evaluating import work
from yingshang.city.benefits.runs.models import Run
from yingshang.city.benefits.runs.opening import open_run


def opened(desk: Desk, *, on=FIRST_DAY) -> Run:
    return open_run(PLACE, REFUND, on=on, user=desk.reviewer, at=desk.later())


def listed(desk: Desk, **more) -> Run:
    run = opened(desk, **more)
    work(run.pk, at=desk.later())
    return fresh(run)


def published(desk: Desk, **more) -> Run:
    run = listed(desk, **more)
    reviewing.confirm(run.pk, user=desk.reviewer, at=desk.later())
    publishing.publish(run.pk, user=desk.chief, at=desk.later())
    return fresh(run)


def ordered(desk: Desk, **more) -> Run:
    run = published(desk, **more)
    publishing.end_notice(run.pk, user=desk.chief, at=desk.later(days=9))
    ordering.order(run.pk, user=desk.chief, at=desk.later())
    return fresh(run)


def released(desk: Desk, **more) -> Run:
    run = ordered(desk, **more)
    ordering.fund(run.pk, user=desk.payer, at=desk.later())
    ordering.release(run.pk, user=desk.payer, at=desk.later())
    ordering.release(run.pk, user=desk.second_payer, at=desk.later())
    return fresh(run)


def fresh(run: Run) -> Run:
    return Run.objects.select_related("case__office", "item").get(pk=run.pk)
