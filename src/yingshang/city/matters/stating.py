"""Laws and remedies as a matter's list has them, and what is wrong with a step that says others."""

from typing import ClassVar, NamedTuple

from yingshang.city.matters.listing import Law, Matter
from yingshang.city.matters.listing.limits import LICENSING_LAW
from yingshang.errors import Conflict, Invalid


class LawNotListed(Invalid):
    """A refusal rests on a law that the matter's list does not have."""

    code: ClassVar[str] = "matters.law_not_listed"
    zh: ClassVar[str] = "法律依据须出自事项清单：{listed}。“{basis}”不在其中。"
    en: ClassVar[str] = "The legal basis is one of the list's: {listed}. “{basis}” names none."


class ProcedureNotListed(Invalid):
    """A special procedure that the matter's list does not have."""

    code: ClassVar[str] = "matters.procedure_not_listed"
    zh: ClassVar[str] = "事项清单只列有这些特别程序：{listed}。"
    en: ClassVar[str] = "The list has these special procedures and no others: {listed}."


class LongerThanListed(Invalid):
    """A special procedure is announced to take longer than the list says it may."""

    code: ClassVar[str] = "matters.procedure_too_long"
    zh: ClassVar[str] = "清单写明这项特别程序最长 {most}，请改早预计结束日期。"
    en: ClassVar[str] = "The list gives this procedure {most} at most. Choose an earlier end."


class ToldOnce(Conflict):
    """A second deficiency notice names something that was there to be told the first time."""

    code: ClassVar[str] = "matters.told_once"
    zh: ClassVar[str] = (
        "补正内容只能一次告知。第二次只能写上次已告知而仍未补正的，或者这次补交的内容中新出现的问题"
        "（须指明是哪一项）；其余的应当受理。"
    )
    en: ClassVar[str] = (
        "What is missing is told once. A second notice names points told before and still open, or"
        " what is wrong with something newly handed in, and says which. Otherwise accept."
    )


class Remedy(NamedTuple):
    """What one can do against a decision, in both languages."""

    zh: str
    en: str


def laws_of(matter: Matter) -> tuple[Law, ...]:
    """The laws that the list gives the matter, the licensing law for every permit."""
    found = [*matter.legal_basis]
    if matter.statutory_limit is not None:
        found.append(matter.statutory_limit.law)
    if matter.type == "permit":
        found.append(LICENSING_LAW)
    return tuple({_short(law.law): law for law in found}.values())


def names_a_law(matter: Matter, text: str) -> bool:
    """Whether a text names one of the matter's laws, by its name with or without 中华人民共和国."""
    return any(_short(law.law) in text for law in laws_of(matter))


def remedies_of(matter: Matter | None) -> Remedy:
    """Reconsideration within 60 days or an action within 6 months; where, if the list says so.

    *Source*: 行政复议法（2023 修订）Art. 20, 行政诉讼法 Art. 46, 行政许可法 Art. 38.
    """
    listed = matter.remedies if matter else None
    to = f"向{listed.reconsideration}" if listed else "依法"
    court = f"向{listed.court}" if listed and listed.court else "依法向人民法院"
    to_en = f" to {listed.reconsideration_en}" if listed else ""
    court_en = listed.court_en if listed and listed.court_en else "the people's court"
    return Remedy(
        f"如不服本决定，可以自收到之日起六十日内{to}申请行政复议，"
        f"或者自收到之日起六个月内{court}提起行政诉讼。",
        f"If you disagree, you may apply{to_en} for administrative reconsideration within 60 days,"
        f" or bring an action before {court_en} within six months, of receiving this.",
    )


def _short(law: str) -> str:
    name = law.strip("《》").partition("（")[0]
    return name.removeprefix("中华人民共和国")
