"""The public guide of a service: what, who, how long, what it takes, and where to complain."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from yingshang.city.matters.listing import MATTER_TYPES, Bundle, Matter
from yingshang.city.matters.listing.matter import Material
from yingshang.city.matters.lists import Service, ServiceMissing, offered, service
from yingshang.city.matters.pages import words
from yingshang.city.matters.pages.material_cards import formats_text
from yingshang.city.matters.queries.offers import offices_named, usual_plan
from yingshang.core.catalogue.places import place_code
from yingshang.core.models import Office


@dataclass(frozen=True)
class MatterRow:
    """A member as the guide lists it."""

    matter: Matter
    office: str
    type: str
    promised: str
    statutory: str
    statutory_law: str
    laws: tuple[str, ...]
    fee: str
    channels: str
    results: str
    after: str
    can_wait: bool
    stages: str


@dataclass(frozen=True)
class MaterialRow:
    """A material as the guide lists it, once for all members that need it."""

    material: Material
    source: str
    formats: str
    used_by: str
    is_conditional: bool


def service_guide(request: HttpRequest, code: str) -> HttpResponse:
    """The guide of a bundle or of one service; open to everybody. Errors: `ServiceMissing`."""
    place = place_code()
    what = service(place, code)
    if what.item.pk not in {item.pk for item in offered(place, on=timezone.localdate())}:
        raise ServiceMissing
    offices = offices_named(place, [m.responsible for m in what.matters.values()])
    plan = usual_plan(what)
    context = {
        "service": what,
        "plan": plan,
        "is_bundle": len(what.bundle.members) > 1,
        "rows": [_matter_row(what, code, offices) for code in _codes(what.bundle)],
        "materials": _material_rows(what),
        "for_whom": _for_whom(what.bundle),
        "before": what.bundle.before,
        "before_source": source_text(what.bundle.before.source) if what.bundle.before else "",
        "is_charged": any(matter.fee_fen for matter in what.matters.values()),
        "source": source_text(what.item.source),
    }
    return render(request, "matters/services/guide.html", context)


def source_text(source: str) -> str:
    """Where a list comes from; what we made up says so."""
    return source.replace("illustrative", _("示例（非官方清单）"))


def _codes(bundle: Bundle) -> list[str]:
    return [member.matter for member in bundle.members]


def _matter_row(what: Service, code: str, offices: Mapping[str, Office]) -> MatterRow:
    matter, member = what.matters[code], what.bundle.member(code)
    office = offices.get(matter.responsible)
    statutory = matter.statutory_limit
    needs = [words.said(what.matters[n]) for n in (member.needs if member else ())]
    return MatterRow(
        matter=matter,
        office=words.said(office) if office else "",
        type=MATTER_TYPES[matter.type][1 if words.is_english() else 0],
        promised=words.period_text(matter.promised_limit),
        statutory=words.period_text(statutory) if statutory else "",
        statutory_law=words.law_text(statutory.law) if statutory else "",
        laws=tuple(words.law_text(law) for law in matter.legal_basis),
        fee=_fee(matter),
        channels=_("、").join(_channels()[c] for c in matter.channels),
        results=_("、").join(words.said(result) for result in matter.results),
        after=_("、").join(needs),
        can_wait=bool(member and member.deferrable),
        stages=" → ".join(words.said(stage, "role") for stage in matter.stages),
    )


def _fee(matter: Matter) -> str:
    if not matter.fee_fen:
        return _("不收费")
    return _("%(yuan)s 元") % {"yuan": f"{matter.fee_fen / 100:,.2f}"}


def _material_rows(what: Service) -> list[MaterialRow]:
    users: dict[str, list[str]] = {}
    first: dict[str, Material] = {}
    for code in _codes(what.bundle):
        for material in what.matters[code].materials:
            first.setdefault(material.code, material)
            users.setdefault(material.code, []).append(words.said(what.matters[code]))
    return [
        MaterialRow(
            material=material,
            source=_source(material, what),
            formats=formats_text(material.formats) if material.source == "applicant" else "",
            used_by=_("、").join(users[code]),
            is_conditional=bool(material.when),
        )
        for code, material in first.items()
    ]


def _source(material: Material, what: Service) -> str:
    """Who brings it: the applicant, an office, or another member of the same application."""
    source = material.source
    if material.of is not None:
        if material.of.matter in what.matters:
            return _("前面的事项办好后自动转来")
        source = material.otherwise or source
    if source == "government":
        return _("部门共享，不用您交")
    return _("您提供")


def _for_whom(bundle: Bundle) -> str:
    if bundle.subject == "person":
        return _("个人")
    return _("企业，或准备开办企业的人；可以委托他人代办")


def _channels() -> Mapping[str, str]:
    return {
        "online": _("网上"), "desk": _("窗口"), "mail": _("邮寄"), "terminal": _("自助终端"),
    }  # fmt: skip
