"""Registers the kinds that core itself owns, and their checks."""

from typing import Any

from yingshang.core.catalogue.items import Item, Items
from yingshang.core.catalogue.kinds import KINDS, RowKind, RowKinds
from yingshang.core.catalogue.problems import ListError
from yingshang.core.catalogue.schemas import CalendarYear, Office, Parameter, Place, Region
from yingshang.errors import Sentence
from yingshang.worktime.calendar import Calendar


def register_common_kinds(*, kinds: RowKinds = KINDS) -> None:
    """Make regions, places, offices, calendars and parameters known."""
    kinds.register(RowKind("region", "regions.yaml", Region, rows="regions", check=check_regions))
    kinds.register(
        RowKind("calendar", "calendar/*.yaml", CalendarYear, check=check_calendars, code_of=_year)
    )
    kinds.register(RowKind("place", "place.yaml", Place, check=check_places))
    kinds.register(RowKind("office", "offices.yaml", Office, rows="offices", check=check_offices))
    kinds.register(RowKind("parameter", "parameters.yaml", Parameter, rows="parameters"))


def _year(model: Any) -> str:
    return str(model.year)


def check_calendars(items: Items) -> list[ListError]:
    """Whatever `worktime` finds wrong with the years, each at its file and line."""
    years = items.of("calendar", CalendarYear)
    errors = []
    for path, message in Calendar.problems([year.document.data for year in years]):
        year, inside = years[int(path[0])], path[1:]
        errors.append(
            year.document.error(
                "catalogue.calendar", inside, found="", expected="worktime", sentence=message
            )
        )
    return errors


def check_regions(items: Items) -> list[ListError]:
    """Every parent is in the list."""
    return [
        _unknown_region(region, "parent", region.model.parent)
        for region in items.of("region", Region)
        if region.model.parent is not None and not items.has("region", region.model.parent)
    ]


def check_places(items: Items) -> list[ListError]:
    """There is a place, it is in a known region, and its office hours run forward."""
    errors = []
    places = items.of("place", Place)
    if not places and not items.is_incomplete("place"):
        errors.append(_no_place())
    for place in places:
        if not items.has("region", place.model.region):
            errors.append(_unknown_region(place, "region", place.model.region))
        errors += _hours(place)
    return errors


def check_offices(items: Items) -> list[ListError]:
    """Offices are in known regions, external executors say their trade, supervisors exist."""
    errors = []
    for office in items.of("office", Office):
        if not items.has("region", office.model.region):
            errors.append(_unknown_region(office, "region", office.model.region))
        if office.model.supervised_by and not items.has("office", office.model.supervised_by):
            errors.append(
                office.error(
                    "catalogue.missing_office",
                    "supervised_by",
                    found=office.model.supervised_by,
                    expected="an office in offices.yaml",
                    zh="机构清单里没有“{found}”。",
                    en="There is no office “{found}” in the list.",
                )
            )
        if (office.model.kind == "external") != (office.model.trade is not None):
            errors.append(
                office.error(
                    "catalogue.external_trade",
                    "trade",
                    found=office.model.trade,
                    expected="kind: external <=> trade",
                    zh="外部承办单位（external）要写行业（trade），部门则不写。",
                    en="An external executor names its trade, and an office does not.",
                )
            )
    return errors


def _hours(place: Item[Place]) -> list[ListError]:
    hours = place.model.office_hours
    times = [*hours.morning, *hours.afternoon]
    if times == sorted(set(times)):
        return []
    return [
        place.error(
            "catalogue.office_hours",
            "office_hours",
            found=" ".join(times),
            expected="opens < closes < opens < closes",
            zh="办公时间应依次向后：{found}。",
            en="Office hours must run forward: {found}.",
        )
    ]


def _no_place() -> ListError:
    return ListError(
        "catalogue.no_place", "place.yaml", 1, "", "", "place.yaml", Sentence(
            "这个地方的文件夹里没有 place.yaml，请写明名称、区划和办公时间。",
            "The place's folder has no place.yaml: give its name, region and office hours there.",
        )
    )  # fmt: skip


def _unknown_region(item: Item[Any], field: str, found: str) -> ListError:
    return item.error(
        "catalogue.missing_region",
        field,
        found=found,
        expected="a region in regions.yaml",
        zh="行政区划清单里没有“{found}”。",
        en="There is no region “{found}” in the list.",
    )
