"""Shapes of figures: what was published beside what is counted."""

from pydantic import Field

from yingshang.core.measures.figures import FigureRow
from yingshang.core.measures.types import Measure, Part
from yingshang.core.schemas import Shape, said


class PartOut(Shape):
    """One part of a counted value, such as one office's."""

    name: str
    value: float | None
    n: int

    @classmethod
    def of(cls, part: Part) -> "PartOut":
        """The shape of a part."""
        value = None if part.value is None else float(part.value)
        return cls(name=said(part.zh, part.en), value=value, n=part.n)


class MeasureOut(Shape):
    """The named query behind a counted value, and what it counts."""

    id: str = Field(examples=["matters.bundle_cases"])
    name: str
    unit: str
    definition: str

    @classmethod
    def of(cls, measure: Measure) -> "MeasureOut":
        """The shape of a measure."""
        return cls(
            id=measure.id,
            name=said(measure.zh, measure.en),
            unit=measure.unit,
            definition=said(measure.definition_zh, measure.definition_en),
        )


class FigureOut(Shape):
    """A published figure; `measure` is null where nothing can be counted yet.

    `counted` is null, and never 0 or 100 %, where no row stands behind it.
    """

    code: str
    name: str
    published: str
    period: str
    measure: MeasureOut | None
    counted: float | None
    n: int
    parts: list[PartOut]

    @classmethod
    def of(cls, row: FigureRow) -> "FigureOut":
        """The shape of a figure."""
        value = row.counted.value if row.counted else None
        return cls(
            code=row.code,
            name=said(row.body["what"], row.body["what_en"]),
            published=row.published_text,
            period=row.period.text,
            measure=MeasureOut.of(row.measure) if row.measure else None,
            counted=None if value is None else float(value),
            n=row.counted.n if row.counted else 0,
            parts=[PartOut.of(part) for part in row.counted.parts] if row.counted else [],
        )


class Figures(Shape):
    """The place's figures, by capability and code."""

    items: list[FigureOut]
