"""The schema of a place's published figures (figures.yaml), and its check."""

from typing import Annotated, Literal

from pydantic import Field

from yingshang.core.catalogue.items import Item, Items, ListedItem
from yingshang.core.catalogue.kinds import KINDS, RowKind, RowKinds
from yingshang.core.catalogue.problems import ListError
from yingshang.core.catalogue.schemas import Code, Text
from yingshang.core.measures.period import Period, WrongPeriod
from yingshang.core.measures.registry import is_known


class Figure(ListedItem):
    """One published figure, and the measure that counts it here, if there is one.

    `value` is as published (a ratio as decimals, a range in words). `origin`: `operated` is counted
    from what the platform itself handles, `reported` comes as a dated data set, `capacity` is a
    planned size. `capability` owns it; `missing` says in words why nothing can be counted yet.
    """

    code: Annotated[str, Field(pattern=r"^[a-z]\.[a-z0-9_]{1,60}$")]
    what: Text
    what_en: Text
    value: int | Text
    unit: Text
    unit_en: Text
    period: Text | None = None
    capability: Code
    origin: Literal["operated", "reported", "capacity"]
    measure: Text | None = None
    note: Text | None = None
    note_en: Text | None = None
    missing: Text | None = None
    missing_en: Text | None = None


def register_figure_kind(*, kinds: RowKinds = KINDS) -> None:
    """Make published figures known to the catalogue's reader."""
    kinds.register(RowKind("figure", "figures.yaml", Figure, rows="figures", check=check_figures))


def check_figures(items: Items) -> list[ListError]:
    """A figure names a measure that exists or none, and a period that can be read or none."""
    errors = []
    for figure in items.of("figure", Figure):
        if figure.model.measure is not None and not is_known(figure.model.measure):
            errors.append(_unknown_measure(figure))
        if figure.model.period is not None and not _is_period(figure.model.period):
            errors.append(_wrong_period(figure))
    return errors


def _is_period(text: str) -> bool:
    try:
        Period.parse(text)
    except WrongPeriod:
        return False
    return True


def _unknown_measure(figure: Item[Figure]) -> ListError:
    return figure.error(
        "measures.unknown_measure",
        "measure",
        found=figure.model.measure,
        expected="a registered measure, or none",
        zh="没有“{found}”这个指标；还不能计算的，不要写 measure。",
        en="There is no measure “{found}”; leave it out where nothing can be counted yet.",
    )


def _wrong_period(figure: Item[Figure]) -> ListError:
    return figure.error(
        "measures.wrong_period",
        "period",
        found=figure.model.period,
        expected="2022-01/2022-07",
        zh="“{found}”不是统计时段。",
        en="“{found}” is no period.",
    )
