"""From a case's other pages to its file across regions, without reading anything."""

from django.urls import reverse

from yingshang.core.models import Case

CAUSE = "cross_region"
"""How the cause of a case begins that another place's letter opened."""


def cross_url(case: Case) -> str:
    """The page with both dates and the responsibility log, or nothing for a case of this place."""
    return reverse("cross_desk_case", args=[case.pk]) if case.cause.startswith(CAUSE) else ""
