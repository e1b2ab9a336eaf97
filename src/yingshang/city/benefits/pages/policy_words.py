"""How a policy's choices are called on pages."""

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from yingshang.city.benefits.policies.validity import State

MODES = {
    "without_application": _("免申即享"),
    "on_application": _("即申即享"),
    "by_review": _("申报评审"),
    "self_declared": _("申报享受、资料留存备查"),
}
STATES = {
    State.NOT_YET: _("尚未开始"),
    State.IN_FORCE: _("有效"),
    State.REVIEW_DUE: _("有效，待复审"),
    State.WITHDRAWN: _("到期未复审，已自动停止"),
    State.EXPIRED: _("已到期"),
}
TAGS = {
    State.NOT_YET: "act",
    State.IN_FORCE: "kept",
    State.REVIEW_DUE: "soon",
    State.WITHDRAWN: "broken",
    State.EXPIRED: "pause",
}
"""The look of each state."""
FUNDS = {"budget": _("财政预算"), "unemployment_insurance": _("失业保险基金")}
CHANNELS = {
    "bank_account": _("企业对公账户"),
    "tax_account": _("税务部门账户"),
    "tax_return": _("在纳税申报中直接减免"),
}
ROUNDINGS = {"fen": _("四舍五入到分"), "yuan": _("四舍五入到元")}
INSTALMENTS = {"once": _("一次"), "top_up": _("提高标准后补差")}


def is_english() -> bool:
    """Whether the reader reads English."""
    return (get_language() or "zh-hans").startswith("en")


def said(zh: str, en: str) -> str:
    """One of two texts."""
    return en if is_english() else zh
