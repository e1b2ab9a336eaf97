"""Links of the navigation, of breadcrumbs and of the footer."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Link:
    """A place to go, in words."""

    label: str
    url: str


@dataclass(frozen=True)
class NavItem(Link):
    """One entry of a navigation; `current` marks the page (or section) the reader is on."""

    current: bool = False
