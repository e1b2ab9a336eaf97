"""What every page's frame needs: where one can go, whose log-in it is, how far the ledger is."""

from collections.abc import Sequence

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from yingshang.city.benefits.public import desk_pages
from yingshang.core.access.decorators import is_verified
from yingshang.core.access.held import posts_held
from yingshang.core.access.models import Role, User
from yingshang.core.catalogue.models import Item
from yingshang.core.catalogue.places import place_code
from yingshang.core.ledger.queries import entry_count
from yingshang.errors import DomainError
from yingshang.ui.components import LedgerHead, Link, NavItem
from yingshang.ui.context import look

BOARD_ROLES = frozenset({Role.LEADER, Role.SUPERVISOR})
DESK_ROLES = frozenset({
    Role.CLERK, Role.HANDLER, Role.REVIEWER, Role.APPROVER, Role.HEAD, Role.GOVERNMENT,
    Role.DELIVERY, Role.SUPERVISOR,
})  # fmt: skip
REQUEST_DESK_ROLES = frozenset({Role.CLERK, Role.CALLBACK, Role.SUPERVISOR})
OFFICE_ROLES = frozenset({Role.HANDLER, Role.REVIEWER, Role.APPROVER})
STATISTICS_ROLES = BOARD_ROLES | {Role.HEAD}
READ_EVERY_SECONDS = 60
SECTIONS = {
    "services": ("/services/", "/applications/"),
    "my_affairs": ("/my/", "/cases/", "/signatures/"),
    "desk_queue": ("/desk/",),
    "board": ("/board/",),
    "statistics": ("/statistics/",),
    "search": ("/search/", "/exports/"),
    "window": ("/window/",),
    "benefit_desk": ("/desk/benefits/", "/desk/facts/"),
    "callback_list": ("/desk/callback/",),
    "unresolved_desk": ("/desk/unresolved/", "/desk/tasks/", "/desk/improvements/"),
    "request_tasks": ("/desk/tasks/", "/desk/improvements/"),
    "ratings": ("/ratings/",),
}
"""Which addresses belong to which entry of the navigation."""


def page_frame(request: HttpRequest) -> dict[str, object]:
    """Navigation, demo banner and ledger head for `ui/base.html`."""
    user = getattr(request, "user", None)
    known = user if isinstance(user, User) else None
    return {
        **look(request),
        "demo_mode": settings.DEMO_MODE,
        "nav_items": nav_items(request.path, known),
        "user_label": known.display_name if known else "",
        "footer_links": _footer_links(),
        **_of_the_place(),
    }


def nav_items(here: str, user: User | None) -> list[NavItem]:
    """Where this reader can go; only what is served and hers to open."""
    entries = [("services", _("办事"))]
    if user is not None and user.person_id is not None:
        entries.append(("my_affairs", _("我的")))
    roles = _roles(user)
    if Role.CLERK in roles:
        entries.append(("window", _("窗口")))
    if roles & DESK_ROLES:
        entries.append(("desk_queue", _("工作台")))
    entries += _benefits(user, roles)
    if Role.CALLBACK in roles:
        entries.append(("callback_list", _("回访")))
    if roles & REQUEST_DESK_ROLES:
        entries.append(("unresolved_desk", _("反映")))
    elif roles & OFFICE_ROLES:
        entries.append(("request_tasks", _("反映")))
    if roles & BOARD_ROLES:
        entries.append(("board", _("看板")))
    if roles & STATISTICS_ROLES:
        entries.append(("statistics", _("统计")))
    if roles:
        entries.append(("search", _("查件")))
    entries.append(("ratings", _("公示")))
    found = [item for name, label in entries if (item := _item(name, label, here))]
    return _only_the_nearest(found)


def _benefits(user: User | None, roles: frozenset[str]) -> list[tuple[str, str]]:
    """The way to an officer's work with benefits, if she has any there."""
    if user is None or not roles or not desk_pages(user, at=timezone.now()):
        return []
    return [("benefit_desk", _("惠企"))]


def _only_the_nearest(items: list[NavItem]) -> list[NavItem]:
    """One entry is current: the one whose address is the longest."""
    nearest = max((i for i in items if i.current), key=lambda i: len(i.url), default=None)
    return [NavItem(i.label, i.url, current=i is nearest) for i in items]


def _footer_links() -> list[Link]:
    """What anybody may check, where it is served."""
    known = (
        ("unresolved", _("反映办不成的事")),
        ("check", _("核验证照和文书")),
        ("draws", _("抽取公示")),
        ("log_receipt", _("核验回执")),
    )
    found = (_item(name, label, "") for name, label in known)
    return [Link(item.label, item.url) for item in found if item]


def _roles(user: User | None) -> frozenset[str]:
    """What the reader serves as; nothing before the second factor."""
    if user is None or not is_verified(user):
        return frozenset()
    return frozenset(post.role for post in posts_held(user, at=timezone.now()))


def _item(name: str, label: str, here: str) -> NavItem | None:
    if not (url := _url(name)):
        return None
    return NavItem(label, url, current=_is_within(here, SECTIONS.get(name, (url,))))


def _url(name: str) -> str:
    """An address, or nothing where it is not served."""
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""


def _is_within(here: str, sections: Sequence[str]) -> bool:
    return any(here.startswith(section) for section in sections)


def _of_the_place() -> dict[str, object]:
    """The site's name, and how many entries the ledger holds; read once a minute.

    Nothing before the lists are loaded.
    """
    try:
        place = place_code()
    except DomainError:
        return {}
    key = f"portal.frame.{place}"
    known = cache.get(key)
    if known is None:
        known = (_names(place), entry_count(place))
        cache.set(key, known, READ_EVERY_SECONDS)
    names, count = known
    is_english = (get_language() or "").startswith("en")
    return {
        "site_name": names[is_english],
        "ledger_head": LedgerHead(entries=count, url=_url("log")),
    }


def _names(place: str) -> tuple[str, str]:
    """湘潭营商 and Xiangtan Yingshang."""
    rows = Item.objects.filter(place=place, kind="place", is_current=True)
    body = rows.values_list("body", flat=True).first() or {}
    name = str(body.get("name", "")).removesuffix("市")
    return f"{name}营商", f"{body.get('name_en', '')} Yingshang"
