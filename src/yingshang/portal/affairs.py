"""Small parts of "my affairs": whose affairs are shown, and where a letter leads."""

from collections.abc import Callable, Mapping, Sequence

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _

from yingshang.core.models import Party
from yingshang.core.notices.types import Letter
from yingshang.ui.components import NavItem

CASES = frozenset({"bundle", "matter", "errand"})
WARNINGS = frozenset({"due_soon", "red_light", "overdue"})
"""What the watch tells officers, who look at another page than whoever reported."""
REQUESTS: Mapping[str, Callable[[Letter], str]] = {
    "unresolved": lambda letter: (
        "unresolved_case" if letter.template in WARNINGS else "unresolved_mine"
    ),
    "request_task": lambda _: "request_task",
    "improvement": lambda _: "improvement",
    "benefit_application": lambda letter: (
        "benefit_decide" if letter.template in WARNINGS else "benefit_application"
    ),
    "fact_contested": lambda letter: (
        "fact_contest" if letter.template in WARNINGS else "my_fact_contest"
    ),
}


def client_tabs(parties: Sequence[Party], chosen: Party | None) -> list[NavItem]:
    """One tab for all and one a client; none for somebody who acts for herself only."""
    if len(parties) < 2:
        return []
    url = reverse("my_affairs")
    every = NavItem(_("全部"), url, current=chosen is None)
    return [every] + [
        NavItem(party.name, f"{url}?client={party.pk}", current=party == chosen)
        for party in parties
    ]


def letter_url(letter: Letter) -> str:
    """The page that a letter is about, or nothing."""
    if letter.subject_kind in CASES:
        to_officers = WARNINGS | {"opinion_given"}
        return _address("desk_case" if letter.template in to_officers else "case_page", letter)
    if letter.subject_kind == "opinion":
        return _address("desk_opinion", letter)
    if letter.subject_kind == "authorisation":
        return reverse("my_authorisations")
    if letter.subject_kind == "received_elsewhere":
        return _address("cross_case", letter)
    if letter.subject_kind == "draft":
        return _address("pre_review", letter)
    if letter.subject_kind == "permit_watch":
        return _address("permit", letter)
    if letter.subject_kind in REQUESTS:
        return _address(REQUESTS[letter.subject_kind](letter), letter)
    if letter.subject_kind == "application":
        name = "sign_application" if letter.template == "signature_wanted" else "apply_done"
        return _address(name, letter)
    return ""


def _address(name: str, letter: Letter) -> str:
    try:
        return reverse(name, args=[letter.subject_id])
    except NoReverseMatch:
        return ""
