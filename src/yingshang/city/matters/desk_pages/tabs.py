"""The officers' pages beside the queue, as tabs: what this officer's posts open."""

from collections.abc import Iterable

from django.urls import reverse
from django.utils.translation import gettext as _

from yingshang.city.matters.extending.queries import SIGNING
from yingshang.city.matters.tools.templates import MAKERS
from yingshang.core.access.models import Post, Role
from yingshang.ui.components import NavItem

OFFICE = frozenset({Role.HANDLER, Role.REVIEWER, Role.APPROVER, Role.HEAD})


def desk_tabs(posts: Iterable[Post], *, here: str) -> list[NavItem]:
    """From the queue to the archive; `here` names the page that is open."""
    roles = {post.role for post in posts}
    pages = [("desk_queue", _("待办"))]
    if roles & set(MAKERS):
        pages.append(("desk_opinions", _("会办")))
    if Role.HEAD in roles:
        pages.append(("desk_office", _("本单位")))
    if roles & set(SIGNING):
        pages.append(("desk_extensions", _("延期签批")))
    if roles & set(MAKERS):
        pages.append(("desk_templates", _("回复模板")))
    pages.append(("desk_substitutes", _("代岗")))
    if roles & OFFICE:
        pages += [("permit_desk", _("照后证前")), ("green_list", _("绿色通道"))]
        pages.append(("pre_review_list", _("预审")))
        pages.append(("desk_afterchecks", _("承诺核查")))
    if roles & set(MAKERS):
        pages.append(("cross_desk", _("跨省通办")))
    if roles & OFFICE:
        pages += [("facts_desk", _("数据上报")), ("draw_new", _("公告一次抽取"))]
    pages.append(("archive_list", _("档案")))
    if Role.SUPERVISOR in roles:
        pages.append(("signs", _("异常线索")))
    return [NavItem(label, reverse(name), current=name == here) for name, label in pages]
