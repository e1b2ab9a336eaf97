"""The facts of a policy beside its page: who, how, when, from what, paid where."""

from collections.abc import Mapping

from django.utils.translation import gettext as _

from yingshang.city.benefits.listing import Policy
from yingshang.city.benefits.pages import policy_words as words
from yingshang.city.benefits.pages.policy_words import said
from yingshang.city.benefits.policies.reading import Listed
from yingshang.core.catalogue.parameters import ParameterMissing, parameter

Names = Mapping[str, tuple[str, str]]


def office_name(names: Names, code: str) -> str:
    """An office's name; its code where the place has none of that code."""
    return said(*names.get(code, (code, code)))


def facts_of(place: str, listed: Listed, names: Names) -> list[tuple[str, str]]:
    """Label and value, in the reader's language. One SQL statement for each parameter."""
    model = listed.model
    days = f"{model.period.begins_on} – {model.period.ends_on}"
    return [
        (_("牵头单位"), office_name(names, model.owner)),
        (_("办理方式"), str(words.MODES[model.mode])),
        (_("期间"), _("%(name)s（%(days)s）") % {"name": model.period.name, "days": days}),
        (_("复审期限"), f"{model.review_by}"),
        *([(_("到期"), f"{model.expires_on}")] if model.expires_on else []),
        *_money(model, names),
        *_times(place, listed),
    ]


def _money(model: Policy, names: Names) -> list[tuple[str, str]]:
    if model.mode == "self_declared":
        channel = (_("享受渠道"), str(words.CHANNELS[model.channel]))
        return [channel, (_("拨付"), _("不拨付：申报时直接享受"))]
    found = [(_("付款单位"), office_name(names, model.payer or model.owner))]
    if model.fund is not None:
        kept = model.fund.reserve_months
        fund = str(words.FUNDS[model.fund.kind])
        reserve = _("，备付期限要超过 %(months)s 个月") % {"months": kept} if kept else ""
        found.append((_("资金"), fund + reserve))
    found += [
        (_("付到"), str(words.CHANNELS[model.channel])),
        (_("取整"), str(words.ROUNDINGS[model.rounding])),
        (_("发放次数"), str(words.INSTALMENTS[model.instalments])),
    ]
    if model.cap is not None:
        found.append((_("每户上限"), _("%(yuan)s 元") % {"yuan": model.cap}))
    return found


def _times(place: str, listed: Listed) -> list[tuple[str, str]]:
    asked = [(_("公示"), listed.model.public_notice), (_("异议答复"), listed.model.appeal)]
    return [(name, _days(place, code, listed)) for name, code in asked if code is not None]


def _days(place: str, code: str, listed: Listed) -> str:
    try:
        found = parameter(place, code, on=listed.on)
    except ParameterMissing:
        return _("参数没有载入")
    days = _("%(days)s 个工作日") % {"days": found.value}
    return days + (_("（存疑）") if found.is_unsure else "")
