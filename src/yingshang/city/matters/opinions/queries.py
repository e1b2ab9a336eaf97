"""Reads of asked opinions, each with the date by which an answer is due."""

from datetime import datetime

from django.db.models import F, OuterRef, QuerySet, Subquery

from yingshang.city.matters.opinions.lifecycle import OPINION
from yingshang.city.matters.opinions.models import AskedOpinion
from yingshang.core.access.doors import served_cases
from yingshang.core.models import Case, Commitment, Office, User

ROWS = ("case__office", "main__office", "main__item", "main__party", "asked_by", "answered_by")


def opinions_on(case: Case) -> list[AskedOpinion]:
    """What was asked about a case, in the order of asking: one SQL statement."""
    return list(_dated(AskedOpinion.objects.filter(main=case)).order_by("case__opened_at", "pk"))


def asked_of(user: User, *, at: datetime) -> QuerySet[AskedOpinion]:
    """What the user's offices were asked and have not answered, what is due first on top."""
    open_ones = served_cases(user, at=at).filter(kind=OPINION.kind, closed_at__isnull=True)
    rows = _dated(AskedOpinion.objects.filter(case__in=open_ones.values("pk")))
    return rows.order_by(F("due_at").asc(nulls_last=True), "pk")


def others_to_ask(case: Case) -> list[Office]:
    """The other offices of the place that serve now."""
    offices = Office.objects.filter(place=case.place, kind=Office.Kind.OFFICE, is_open=True)
    return list(offices.exclude(pk=case.office_id).order_by("code"))


def _dated(rows: QuerySet[AskedOpinion]) -> QuerySet[AskedOpinion]:
    promises = Commitment.objects.filter(case=OuterRef("case_id"), clock="response")
    dated = rows.annotate(due_at=Subquery(promises.order_by("-started_at").values("due_at")[:1]))
    return dated.select_related(*ROWS)
