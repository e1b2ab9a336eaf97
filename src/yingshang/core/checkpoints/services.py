"""A long job remembers how far it came, and finds it again after it was killed."""

from collections.abc import Mapping

from django.db import connection, transaction

from yingshang.core.checkpoints.models import Checkpoint


def reached(name: str, state: Mapping[str, object]) -> None:
    """Note how far the job came, in the transaction of the batch that brought it there.

    Errors: `TransactionManagementError` outside a transaction: the note would say nothing.
    """
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError("a checkpoint belongs to its batch")
    Checkpoint.objects.update_or_create(name=name, defaults={"state": dict(state)})


def checkpoint(name: str) -> dict[str, object] | None:
    """Where the job stands; None before its first batch."""
    return Checkpoint.objects.filter(name=name).values_list("state", flat=True).first()
