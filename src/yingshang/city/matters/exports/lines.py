"""A case as a line of a spreadsheet."""

from collections.abc import Iterator
from itertools import islice

from django.db.models import QuerySet

from yingshang.city.matters.desk_pages.dues import Promises, promises_of
from yingshang.city.matters.desk_pages.words import said, state_name
from yingshang.core.catalogue.names import item_names
from yingshang.core.exports.naming import Naming
from yingshang.core.exports.types import Column, Line, Wanted
from yingshang.core.models import Case

PART = 2000

COLUMNS = (
    Column("编号", "Number", 26),
    Column("事项", "Service", 32),
    Column("申请人", "Applicant", 32),
    Column("状态", "State", 12),
    Column("单位", "Office", 28),
    Column("签收人", "Claimed by", 14),
    Column("收件时间", "Received", 17),
    Column("办结时间", "Closed", 17),
    Column("到期", "Due", 17),
    Column("期限情况", "How it stands", 20),
)


def parts_of(cases: QuerySet[Case], wanted: Wanted) -> Iterator[list[Line]]:
    """The lines of the cases, in their order, read through a server-side cursor part by part."""
    joined = cases.select_related("item", "party", "office", "handler").defer("item__body")
    rows = joined.iterator(chunk_size=PART)
    while part := list(islice(rows, PART)):
        yield _lines(part, wanted)


def _lines(cases: list[Case], wanted: Wanted) -> list[Line]:
    names = item_names(case.item_id for case in cases)
    promises = promises_of(cases, place=cases[0].place, at=wanted.at)
    return [_line(case, names[case.item_id], promises, wanted.naming) for case in cases]


def _line(case: Case, name: tuple[str, str], promises: Promises, naming: Naming) -> Line:
    running, due = promises.running.get(case.pk), promises.view(case.pk)
    return (
        case.number,
        said(*name),
        naming.of(case),
        state_name(case.kind, case.state),
        said(case.office.name, case.office.name_en),
        case.handler.display_name if case.handler else "",
        case.opened_at,
        case.closed_at,
        running.due_at if running else None,
        due.tag if due else "",
    )
