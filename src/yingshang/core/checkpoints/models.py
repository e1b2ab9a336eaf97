"""How far a long job has come: written in the transaction of its batch, so that both hold."""

from django.db import models
from typing_extensions import override


class Checkpoint(models.Model):
    """The place in a long job, by its name; `state` is the job's own."""

    name = models.CharField(primary_key=True, max_length=80)
    state = models.JSONField(default=dict)
    at = models.DateTimeField(auto_now=True)

    @override
    def __str__(self) -> str:
        return self.name
