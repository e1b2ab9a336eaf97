"""Small parts of "my affairs": whose affairs are shown, and where a letter leads."""

from collections.abc import Sequence

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _

from yingshang.core.models import Party
from yingshang.core.notices.types import Letter
from yingshang.ui.components import NavItem

CASES = frozenset({"bundle", "matter", "errand"})


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
        return _address("case_page", letter)
    if letter.subject_kind == "application":
        name = "sign_application" if letter.template == "signature_wanted" else "apply_done"
        return _address(name, letter)
    return ""


def _address(name: str, letter: Letter) -> str:
    try:
        return reverse(name, args=[letter.subject_id])
    except NoReverseMatch:
        return ""
