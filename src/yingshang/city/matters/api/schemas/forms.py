"""The shape of what an applicant filled in and gave, as the case uses it."""

from yingshang.city.matters.api.schemas.applications import FieldOut, GivenMaterial
from yingshang.core.schemas import Shape


class CaseForm(Shape):
    """Fields and documents of a case; numbers of persons masked."""

    fields: list[FieldOut]
    materials: list[GivenMaterial]
