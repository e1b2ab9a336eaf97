"""The worker's part of the officers' tools."""

from uuid import UUID

from django.utils import timezone
from procrastinate.contrib.django import app

from yingshang.city.matters.tools.printing import fail_print, forget_prints, make_print
from yingshang.errors import DomainError


@app.task(name="matters.print")
def print_many(run: str) -> None:
    """Set the papers of a print; once more changes nothing. What cannot be set says so."""
    try:
        make_print(UUID(run))
    except DomainError:
        fail_print(UUID(run))
        raise


@app.periodic(cron="41 * * * *")
@app.task(name="matters.forget_prints", queueing_lock="matters.forget_prints")
def forget_old_prints(timestamp: int) -> None:
    """Every hour: prints that are over go."""
    forget_prints(at=timezone.now())
