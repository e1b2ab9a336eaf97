"""Files are made and handed over in the background; a killed worker's are handed over again."""

from uuid import UUID

from django.utils import timezone
from procrastinate.contrib.django import app

from yingshang.city.benefits.payments.batching import make_batches, resume
from yingshang.city.benefits.payments.models import Batch
from yingshang.city.benefits.runs.models import Run
from yingshang.core.ledger.acts import Actor


@app.task(name="benefits.make_files")
def make_files(run_id: str, user_id: str) -> None:
    """The payment files of one run, on behalf of whoever asked for them."""
    make_batches(Run.objects.get(pk=UUID(run_id)), Actor.user(UUID(user_id)), timezone.now())


@app.periodic(cron="* * * * *")
@app.task(name="benefits.hand_over", queueing_lock="benefits.hand_over")
def hand_over_files(timestamp: int) -> None:
    """Every minute: files whose worker was killed before it had handed them over."""
    waiting = Batch.objects.filter(handed_at__isnull=True).order_by()
    for place in waiting.values_list("place", flat=True).distinct():
        resume(place, at=timezone.now())


def begin(run: Run, user_id: UUID) -> None:
    """Let the worker make the files."""
    app.configure_task("benefits.make_files", lock=f"benefits:{run.pk}").defer(
        run_id=str(run.pk), user_id=str(user_id)
    )
