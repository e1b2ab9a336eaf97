"""Results of matters: licences, records, seals and accounts come into being here.

What a vertical register produced is filled back as it said; what we make ourselves is a sample and
says so. *Source*: domain reference section 12 (electronic licences).
"""

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from yingshang.city.matters.applications.values import persons_in, shown
from yingshang.city.matters.listing import Matter
from yingshang.city.matters.listing.matter import Result
from yingshang.city.matters.lists import parsed_matter
from yingshang.city.matters.models import Application, Licence
from yingshang.core.cases.numbers import take_numbers
from yingshang.core.ids import new_id
from yingshang.core.ledger.acts import Act, Actor
from yingshang.core.ledger.services import record
from yingshang.core.models import Case, Party
from yingshang.core.parties.enterprises import fill_credit_code
from yingshang.worktime.zone import local

NUMBERS = (
    "credit_code", "licence_number", "registration_number", "account_number", "ukey",
    "appointment_number",
)  # fmt: skip
"""Under which names the outside systems tell a result's number, the first that is there counts."""


@dataclass(frozen=True, slots=True)
class Issue:
    """A case whose results are to be made, with what an outside system said about them."""

    case: Case
    actor: Actor
    answer: Mapping[str, object]


def issue_results(issues: Sequence[Issue], *, at: datetime) -> list[Licence]:
    """Make every result of each case, once; with it the enterprise gets its credit code.

    Cases come with item and party. Errors: `CreditCodeTaken` when the register's code is another's.
    """
    wanted = [
        (issue, parsed_matter(issue.case.item), result)
        for issue in issues
        for result in parsed_matter(issue.case.item).results
    ]
    own = iter(_own_numbers(wanted, at))
    applications = _applications([issue.case for issue in issues])
    licences = []
    for issue, matter, result in wanted:
        application = applications.get(issue.case.parent_id)
        number = str(_told_number(issue.answer) or next(own))
        licences.append(_licence(issue, matter, result, number, application, at))
    Licence.objects.bulk_create(licences)
    for issue in issues:
        if code := issue.answer.get("credit_code"):
            _fill_credit_code(issue, str(code), at)
    record([_act(licence, issue.actor, at) for licence, (issue, _, _) in zip(
        licences, wanted, strict=True)])  # fmt: skip
    return licences


def _own_numbers(wanted: Sequence[tuple[Issue, Matter, Result]], at: datetime) -> list[str]:
    without = [issue.case.place for issue, _, _ in wanted if not _told_number(issue.answer)]
    return take_numbers([(place, "潭证", at) for place in without])


def _told_number(answer: Mapping[str, object]) -> object:
    return next((answer[name] for name in NUMBERS if answer.get(name)), None)


def _applications(cases: Sequence[Case]) -> dict[UUID | None, Application]:
    parents = {case.parent_id for case in cases if case.parent_id}
    rows = Application.objects.filter(case_id__in=parents).select_related("bundle")
    return {row.case_id: row for row in rows}


def _licence(
    issue: Issue,
    matter: Matter,
    result: Result,
    number: str,
    application: Application | None,
    at: datetime,
) -> Licence:
    case = issue.case
    day = local(at, field="at").date()
    return Licence(
        id=new_id(),
        place=case.place,
        case=case,
        holder=case.party,
        kind=result.code,
        number=number,
        token=secrets.token_urlsafe(24),
        body={
            "name": result.name,
            "name_en": result.name_en,
            "kind": result.kind,
            "holder": case.party.name,
            "office": case.office.name,
            "office_en": case.office.name_en,
            "number": number,
            "issued_on": day.isoformat(),
            "facts": _facts(matter, application, issue.answer),
            "is_simulated": issue.answer.get("simulated") == "yes",
        },
        issued_at=at,
        valid_until=_valid_until(result, day),
    )


def _valid_until(result: Result, day: date) -> date | None:
    if result.valid_for is None:
        return None
    months = result.valid_for.amount * (12 if result.valid_for.unit == "year" else 1)
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    last = 29 if month == 1 and year % 4 == 0 and (year % 100 or not year % 400) else 28
    return day.replace(
        year=year, month=month + 1, day=min(day.day, last) if day.day > 28 else day.day
    )


def _facts(
    matter: Matter, application: Application | None, answer: Mapping[str, object]
) -> list[dict[str, str]]:
    """What stands on the paper: public fields of this matter, names of its persons, the answer."""
    facts = []
    values = application.fields if application else {}
    for field in matter.fields:
        value = values.get(field.meaning)
        if value is None or (field.sensitivity != "public" and field.type != "person"):
            continue
        people = persons_in(value) if field.type in {"person", "persons"} else []
        text = "、".join(str(p["name"]) for p in people) or shown(field, value)  # type: ignore[arg-type]  # same shape
        facts.append({"code": field.meaning, "zh": field.name, "en": field.name_en, "value": text})
    facts += [
        {"code": name, "zh": _ANSWERED[name][0], "en": _ANSWERED[name][1], "value": _plain(value)}
        for name, value in answer.items()
        if name in _ANSWERED
    ]
    return facts


_ANSWERED = {
    "credit_code": ("统一社会信用代码", "Unified social credit code"),
    "registration_number": ("登记编号", "Registration number"),
    "account_number": ("登记账号", "Account number"),
    "ukey": ("税务数字证书编号", "Tax certificate number"),
    "invoice_quota": ("每月发票份数", "Invoices a month"),
    "seal_filing_numbers": ("印章备案号", "Seal filing numbers"),
    "appointment_number": ("预约号", "Appointment number"),
}


def _plain(value: object) -> str:
    if isinstance(value, list):
        return "；".join(
            f"{v['seal']} {v['number']}" if isinstance(v, dict) else str(v) for v in value
        )
    return str(value)


def _fill_credit_code(issue: Issue, code: str, at: datetime) -> None:
    holder = issue.case.party
    if holder.kind == Party.Kind.ENTERPRISE and holder.credit_code is None:
        fill_credit_code(holder, code, place=issue.case.place, actor=issue.actor, at=at)


def _act(licence: Licence, actor: Actor, at: datetime) -> Act:
    data = {"licence": str(licence.pk), "kind": licence.kind, "number": licence.number}
    return Act(licence.place, "matter", licence.case_id, actor, at, "matter.result", data)
