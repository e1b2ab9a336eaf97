"""The schema of a place's list of services handled across regions (cross_region.yaml), its check.

A place lists what it receives for other places and what it decides for people elsewhere: both are
published for its cross-region window. Later the other place is another instance, so that whatever
the window needs stands in the row itself.
"""

import json
from collections.abc import Iterator, Mapping
from typing import Annotated, Any, Literal

from pydantic import Field

from yingshang.city.matters.listing.matter import FormField, Matter
from yingshang.city.matters.listing.vocabulary import fill_from_vocabulary
from yingshang.core.catalogue.items import Item, Items, ListedItem, ListModel
from yingshang.core.catalogue.kinds import KINDS, RowKind, RowKinds
from yingshang.core.catalogue.problems import ListError
from yingshang.core.catalogue.schemas import Code, Place, RegionCode, Text

Mode = Literal["online", "received_here", "joint"]
PLAIN = frozenset({"text", "number", "date", "choice", "uscc", "phone", "address", "boolean"})
"""What a letter can carry; other persons than the applicant are named in the home's own form."""


class CrossMaterial(ListModel):
    """A document that the home asks for; `original` has to come by post."""

    code: Code
    name: Text
    name_en: Text
    required: bool = True
    original: bool = False
    sensitivity: str = "public"
    hint: Text | None = None
    hint_en: Text | None = None


class CrossService(ListedItem):
    """A service that one place receives and another decides; `home` is who decides.

    `matter` is its code in the home's list. Where this place is the home, `fields` and `materials`
    are what its letters bring; else they are what the window here takes from the applicant.
    """

    code: Code
    name: Text
    name_en: Text
    summary: Text | None = None
    summary_en: Text | None = None
    home: RegionCode
    home_name: Text
    home_name_en: Text
    matter: Code
    mode: Mode
    office: Code
    number_prefix: Annotated[str, Field(min_length=2, max_length=12)]
    fields: tuple[FormField, ...] = ()
    materials: tuple[CrossMaterial, ...] = ()


def cross_service_from(body: Mapping[str, Any]) -> CrossService:
    """The service in a stored row's body."""
    return CrossService.model_validate_json(json.dumps(body))


def register_cross_kind(*, kinds: RowKinds = KINDS) -> None:
    """Make the list known; it is read after the vocabulary and the matters."""
    kinds.register(
        RowKind(
            "cross_region", "cross_region.yaml", CrossService, rows="services",
            check=check_cross_services, prepare=fill_from_vocabulary,
        )
    )  # fmt: skip


def check_cross_services(items: Items) -> list[ListError]:
    """Offices exist; the home lists the matter; a letter can carry every field."""
    places = {place.model.region for place in items.of("place", Place)}
    matters = {matter.code for matter in items.of("matter", Matter)}
    errors: list[ListError] = []
    for service in items.of("cross_region", CrossService):
        errors += _office(service, items)
        errors += _fields(service)
        if service.model.home in places and service.model.matter not in matters:
            errors.append(
                service.error(
                    "matters.cross_matter_missing", "matter", found=service.model.matter,
                    expected="a matter of this place",
                    zh="本地决定的通办事项“{found}”不在事项清单里。",
                    en="This place decides “{found}”, which is not in its list of matters.",
                )
            )  # fmt: skip
    return errors


def _office(service: Item[CrossService], items: Items) -> Iterator[ListError]:
    if not items.has("office", service.model.office):
        yield service.error(
            "matters.missing_office", "office", found=service.model.office, expected="an office",
            zh="机构清单（offices.yaml）里没有“{found}”。",
            en="offices.yaml has no “{found}”.",
        )  # fmt: skip


def _fields(service: Item[CrossService]) -> Iterator[ListError]:
    for index, field in enumerate(service.model.fields):
        if field.type not in PLAIN:
            yield service.error(
                "matters.cross_field", "fields", index, "type", found=field.type,
                expected=", ".join(sorted(PLAIN)),
                zh="通办函件不能带“{found}”类型的字段，可用的有：{expected}。",
                en="A letter carries no field of type “{found}”; it carries: {expected}.",
            )  # fmt: skip
