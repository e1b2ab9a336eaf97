"""The capability's background jobs."""

from django.utils import timezone
from procrastinate.contrib.django import app

from yingshang.city.matters import clockwork
from yingshang.city.matters.archiving.erasing import erase_due
from yingshang.city.matters.archiving.services import archive_ended
from yingshang.city.matters.crossregion.reporting import BATCH, report
from yingshang.city.matters.opinions.services import recall_needless
from yingshang.city.matters.permits.clockwork import flag_risks
from yingshang.city.matters.procedures import flag_procedures
from yingshang.city.matters.undertakings.clockwork import follow_promises
from yingshang.core.models import Item


@app.periodic(cron="* * * * *")
@app.task(name="matters.clock", queueing_lock="matters.clock", pass_context=False)
def clock(timestamp: int) -> None:
    """Every minute: what silence accepts, what runs over, and what nobody needs any more."""
    now = timezone.now()
    clockwork.deem_accepted(at=now)
    follow_promises(at=now)
    recall_needless(at=now)
    flag_procedures(at=now)


@app.periodic(cron="* * * * *")
@app.task(name="matters.cross_region", queueing_lock="matters.cross_region", pass_context=False)
def cross_region(timestamp: int) -> None:
    """Every minute: tell other places what the clock, a register or a batch did to their cases."""
    while report(at=timezone.now()) == BATCH:
        continue


@app.periodic(cron="20 2 * * *")
@app.task(name="matters.archive", queueing_lock="matters.archive", pass_context=False)
def archive(timestamp: int) -> None:
    """Every night: archive what has ended, and erase what has been kept long enough."""
    now = timezone.now()
    for place in Item.objects.filter(kind="place", is_current=True).values_list("place", flat=True):
        archive_ended(place, at=now)
    while erase_due(at=now):
        pass


@app.periodic(cron="10 * * * *")
@app.task(name="matters.permit_risks", queueing_lock="matters.permit_risks", pass_context=False)
def permit_risks(timestamp: int) -> None:
    """Every hour: firms whose promised permit is not there in time are flagged."""
    flag_risks(at=timezone.now())
