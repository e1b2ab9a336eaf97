"""Exports in the background."""

from uuid import UUID

from django.utils import timezone
from procrastinate.contrib.django import app

from yingshang.core.exports.writing import sweep, write_export


@app.task(name="core.export")
def export(export_id: str) -> None:
    """Write one file."""
    write_export(UUID(export_id))


@app.periodic(cron="* * * * *")
@app.task(name="core.sweep_exports", queueing_lock="core.sweep_exports")
def sweep_exports(timestamp: int) -> None:
    """Every minute: expired files go, interrupted writing begins again."""
    sweep(at=timezone.now())
