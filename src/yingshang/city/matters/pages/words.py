"""How pages say lists, moments and lengths of time in the reader's language."""

from datetime import datetime
from fractions import Fraction

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from yingshang.city.matters.listing.limits import Law, Period
from yingshang.core.models import Case, Commitment
from yingshang.worktime import Unit
from yingshang.worktime.zone import local, weekday_zh


def language() -> str:
    """The reader's language."""
    return get_language() or "zh-hans"


def is_english() -> bool:
    """Whether the reader reads English."""
    return language().startswith("en")


def said(thing: object, attribute: str = "name") -> str:
    """The text of `attribute` in the reader's language; nothing if the list says nothing."""
    english = getattr(thing, f"{attribute}_en", None)
    chinese = getattr(thing, attribute, None)
    return str((english if is_english() else chinese) or chinese or "")


def said_in(body: dict[str, object], name: str = "name") -> str:
    """The same, of a JSON body."""
    return str((body.get(f"{name}_en") if is_english() else None) or body.get(name) or "")


def case_title(case: Case) -> str:
    """What the case is about and whose it is; comes with item and party."""
    return _("%(title)s：%(text)s") % {"title": said_in(case.item.body), "text": case.party.name}


def day_text(at: datetime) -> str:
    """11月26日（周四） or Thursday 26 November."""
    here = local(at, field="at")
    if is_english():
        return f"{here:%A} {here.day} {here:%B}"
    return f"{here.month}月{here.day}日（{weekday_zh(here)}）"


def moment_text(at: datetime) -> str:
    """11月24日 10:00 or 24 November 10:00."""
    here = local(at, field="at")
    day = f"{here.day} {here:%B}" if is_english() else f"{here.month}月{here.day}日"
    return f"{day} {here:%H:%M}"


def deadline_text(at: datetime) -> str:
    """The day and the time of it: 11月26日（周四）17:00."""
    here = local(at, field="at")
    return f"{day_text(at)} {here:%H:%M}" if is_english() else f"{day_text(at)}{here:%H:%M}"


def length_text(half_days: int | Fraction) -> str:
    """`当场`, `半个工作日`, `2 个工作日`, `1.5 个工作日`. *Units*: half working days."""
    if half_days == 0:
        return _("当场")
    if half_days == 1:
        return _("半个工作日")
    days = Fraction(half_days) / 2
    return _working_days(days)


def days_text(days: Fraction | int) -> str:
    """Whole or half working days as they are read."""
    return length_text(Fraction(days) * 2)


def _working_days(days: Fraction) -> str:
    number = f"{float(days):g}"
    plural = 1 if days == 1 else 2
    return ngettext("%(n)s 个工作日", "%(n)s 个工作日", plural) % {"n": number}


def budget_text(commitment: Commitment) -> str:
    """How much time was promised."""
    if commitment.unit == Unit.HALF_DAY:
        return length_text(commitment.budget)
    return period_text(Period(amount=commitment.budget, unit=commitment.unit))  # type: ignore[arg-type]  # a stored unit


def period_text(period: Period) -> str:
    """A limit of a list as it is read."""
    if period.unit == "half_day":
        return length_text(period.amount)
    if period.unit == "working_day" and period.amount:
        return length_text(period.amount * 2)
    return period.text(language())


def law_text(law: Law) -> str:
    """The law with its article, if the list knows it."""
    name = law.law_en if is_english() else f"{_titled(law.law)}"
    if law.article is None:
        return name
    article, _sep, paragraph = law.article.partition(".")
    if is_english():
        return f"{name}, Art. {article}" + (f"({paragraph})" if paragraph else "")
    return f"{name}第 {article} 条" + (f"第 {paragraph} 款" if paragraph else "")


def _titled(law: str) -> str:
    """《…》 around the law's name, before a document number in brackets."""
    name, bracket, number = law.strip("《》").partition("（")
    return f"《{name}》{bracket}{number}"
