"""A checked licence in the words of the result page, in the reader's language."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from yingshang.city.matters.licences.checking import Checked
from yingshang.city.matters.licences.states import Status
from yingshang.city.matters.papers.days import day_en, day_zh
from yingshang.ui.components import Fact, State

COLOURS = {
    Status.VALID: State.KEPT,
    Status.SUSPENDED: State.PAUSE,
    Status.CANCELLED: State.BROKEN,
    Status.REVOKED: State.BROKEN,
    Status.EXPIRED: State.SOON,
}


@dataclass(frozen=True, slots=True)
class Shown:
    """What the page says of a licence: its name, state, colour, sentence and facts."""

    name: str
    state: str
    colour: State
    sentence: str
    facts: tuple[Fact, ...]
    is_simulated: bool


def shown(checked: Checked) -> Shown:
    """The licence for the reader of this request."""
    state, sentence = _words(checked.status)
    return Shown(
        name=_spoken(checked.name, checked.name_en),
        state=state,
        colour=COLOURS[checked.status],
        sentence=sentence,
        facts=tuple(_facts(checked)),
        is_simulated=checked.is_simulated,
    )


def _facts(checked: Checked) -> list[Fact]:
    until = checked.valid_until
    return [
        Fact(_("编号"), checked.number),
        Fact(_("持有人"), checked.holder),
        *(Fact(_spoken(f.zh, f.en), f.value) for f in checked.facts),
        Fact(_("核发机关"), _spoken(checked.office, checked.office_en)),
        Fact(_("核发日期"), _day(checked.issued_on)),
        Fact(_("有效期至"), _day(until) if until else _("长期")),
    ]


def _words(status: Status) -> tuple[str, str]:
    words = {
        Status.VALID: (_("有效"), _("本平台核发过这份证照，现在有效。")),
        Status.SUSPENDED: (_("暂扣"), _("本平台核发过这份证照，但它已被暂扣，现在不能使用。")),
        Status.CANCELLED: (_("注销"), _("本平台核发过这份证照，但它已被注销，不再有效。")),
        Status.REVOKED: (_("撤销"), _("本平台核发过这份证照，但它已被撤销，不再有效。")),
        Status.EXPIRED: (_("过期"), _("本平台核发过这份证照，但它已过有效期。")),
    }
    return words[status]


def _spoken(zh: str, en: str) -> str:
    return en if _is_english() and en else zh


def _day(day: date) -> str:
    return day_en(day) if _is_english() else day_zh(day)


def _is_english() -> bool:
    return (get_language() or "").startswith("en")
