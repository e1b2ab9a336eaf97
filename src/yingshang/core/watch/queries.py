"""Reads of the lights: which open cases have a light now, as the watch has last seen it."""

from django.db.models import Exists, F, OuterRef, QuerySet, Subquery

from yingshang.core.cases.models import Case
from yingshang.core.commitments.models import Suspension
from yingshang.core.watch.models import Alert

Level = Alert.Level


def lit_cases(
    cases: QuerySet[Case], *, at_least: int, at_most: int = Level.BREACHED
) -> QuerySet[Case]:
    """Those whose highest light lies within; a stopped clock shows none.

    An alert for a date that has moved since does not count. At most a minute old.
    """
    running = Alert.objects.filter(
        commitment__case=OuterRef("pk"),
        commitment__met_at__isnull=True,
        commitment__cancelled_at__isnull=True,
        due_at=F("commitment__due_at"),
    )
    paused = Suspension.objects.filter(case=OuterRef("pk"), ends_at__isnull=True)
    found = cases.filter(Exists(running.filter(level__gte=at_least)), ~Exists(paused))
    if at_most < Level.BREACHED:
        found = found.filter(~Exists(running.filter(level__gt=at_most)))
    return found


def with_light(cases: QuerySet[Case]) -> QuerySet[Case]:
    """The cases with `light`: the highest that the running promises show, or none."""
    running = Alert.objects.filter(
        commitment__case=OuterRef("pk"),
        commitment__met_at__isnull=True,
        commitment__cancelled_at__isnull=True,
        due_at=F("commitment__due_at"),
    )
    return cases.annotate(light=Subquery(running.order_by("-level").values("level")[:1]))
