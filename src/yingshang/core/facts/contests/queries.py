"""Contested facts by their two sides: the firm's, and the delivering office's."""

from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from yingshang.core.access.doors import CaseMissing, served_cases, visible_cases
from yingshang.core.access.posts import Reader
from yingshang.core.cases.models import Case
from yingshang.core.facts.contests.lifecycle import KIND
from yingshang.core.facts.dictionary import dictionary_of
from yingshang.core.facts.mine import sees_sensitive
from yingshang.core.parties.models import Party


def contest_of(firm: Party, case_id: UUID) -> Case:
    """One of the firm's own. Errors: `CaseMissing`."""
    found = contests_of(firm).filter(pk=case_id).first()
    if found is None:
        raise CaseMissing
    return found


def contests_of(firm: Party) -> QuerySet[Case]:
    """What a firm has contested, the newest first; the caller has asked whether it may see it."""
    return _cases().filter(party=firm).order_by("-opened_at")


def contests_for(user: Reader, *, at: datetime) -> QuerySet[Case]:
    """What is contested at the offices where the user serves, the oldest first."""
    served = served_cases(user, at=at).filter(kind=KIND).values("pk")
    return _cases().filter(pk__in=served).order_by("opened_at")


def get_contest_for(user: Reader, case_id: UUID, *, at: datetime) -> Case:
    """One of them. Errors: `CaseMissing`, for hidden and missing."""
    found = contests_for(user, at=at).filter(pk=case_id).first()
    if found is None:
        raise CaseMissing
    return found


def contest_seen_by(user: Reader, case_id: UUID, *, at: datetime) -> Case:
    """One that either side sees: the firm, or the office. Errors: `CaseMissing`."""
    seen = visible_cases(user, at=at).filter(kind=KIND, pk=case_id)
    found = _cases().filter(pk__in=seen.values("pk")).first()
    if found is None:
        raise CaseMissing
    return found


def hides_value(user: Reader, case: Case, *, at: datetime) -> bool:
    """Whether the contested value is not for this reader: sensitive, and she is a mere agent."""
    element = dictionary_of(case.place).elements.get(case.contested_fact.element)
    if element is None or element.sensitivity != "sensitive":
        return False
    if sees_sensitive(user, case.party, at=at):
        return False
    return not served_cases(user, at=at).filter(pk=case.pk).exists()


def _cases() -> QuerySet[Case]:
    return Case.objects.filter(kind=KIND).select_related(
        "office", "party", "handler", "item", "contested_fact__snapshot",
        "contested_fact__corrected_in",
    )  # fmt: skip
