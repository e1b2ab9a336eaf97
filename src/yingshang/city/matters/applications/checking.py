"""What an application still lacks, all of it at once."""

from collections.abc import Collection, Iterator

from yingshang.city.matters.applications.errors import (
    FieldInvalid,
    MaterialMissing,
    NameNotAllowed,
    NameTaken,
)
from yingshang.city.matters.applications.planning import Planned
from yingshang.city.matters.models import Application
from yingshang.city.matters.undertakings.choices import problems_in
from yingshang.core.models import Party
from yingshang.errors import DomainError, Sentence

COMPANY_NAME = "company_name"
FORMS = ("公司", "合伙企业", "工作室", "合作社", "商行", "店")


def problems_of(planned: Planned) -> list[DomainError]:
    """Every missing field and material, a name that cannot be had, a promise that no longer holds;
    in the form's order."""
    return [*_fields(planned), *_materials(planned), *_name(planned), *problems_in(planned)]


def _fields(planned: Planned) -> Iterator[DomainError]:
    kept = planned.application.fields
    for field in planned.plan.fields:
        if field.required and field.meaning not in kept:
            name = Sentence(field.name, field.name_en)
            problem = Sentence("还没有填。", "is not filled in yet.")
            yield FieldInvalid(field=field.meaning, name=name, problem=problem)


def problems_of_fresh(planned: Planned, given: Collection[str]) -> list[DomainError]:
    """The same for an application that is handed in whole, with the materials that it brings."""
    return [*_fields(planned), *_materials_missing(planned, given), *_name(planned)]


def _materials(planned: Planned) -> Iterator[DomainError]:
    given = set(planned.application.materials.values_list("material", flat=True))
    return _materials_missing(planned, given)


def _materials_missing(planned: Planned, given: Collection[str]) -> Iterator[DomainError]:
    for material in planned.plan.materials:
        if material.required and material.code not in given:
            yield MaterialMissing(
                field=f"material.{material.code}",
                name=Sentence(material.name, material.name_en),
                formats=", ".join(material.formats),
            )


def _name(planned: Planned) -> Iterator[DomainError]:
    """Name declaration (名称申报): the form of organisation, and nobody else's name."""
    name = planned.application.fields.get(COMPANY_NAME)
    if not name or planned.application.enterprise_id:
        return
    if not str(name).endswith(FORMS):
        yield NameNotAllowed(field=COMPANY_NAME, name=name)
    elif is_name_taken(str(name), planned.application):
        yield NameTaken(field=COMPANY_NAME, name=name)


def is_name_taken(name: str, application: Application) -> bool:
    """Whether an enterprise, or an application that waits for signatures, has the name."""
    return (
        Party.objects.filter(kind=Party.Kind.ENTERPRISE, name=name).exists()
        or Application.objects.filter(state=Application.State.SIGNING, fields__company_name=name)
        .exclude(pk=application.pk)
        .exists()
    )
