"""Results of matters: licences, records, seals and accounts come into being here.

What a vertical register produced is filled back as it said; what we make ourselves is a sample and
says so. *Source*: domain reference section 12 (electronic licences).
"""

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple
from uuid import UUID

import orjson

from yingshang.city.matters.applications.values import persons_in, shown
from yingshang.city.matters.listing import Matter
from yingshang.city.matters.listing.matter import Result
from yingshang.city.matters.lists import matters_of
from yingshang.city.matters.papers.days import day_of
from yingshang.city.matters.papers.entered import RESULT
from yingshang.core.cases.numbers import take_numbers
from yingshang.core.catalogue.places import in_numbers
from yingshang.core.copying import copy_rows, json_text
from yingshang.core.ids import new_id
from yingshang.core.ledger.acts import Act, Actor
from yingshang.core.ledger.services import record
from yingshang.core.models import Office, Party
from yingshang.core.parties.enterprises import fill_credit_code
from yingshang.core.statements import fetch, uuids

NUMBERS = (
    "credit_code", "licence_number", "registration_number", "account_number", "ukey",
    "appointment_number",
)  # fmt: skip
"""Under which names the outside systems tell a result's number, the first that is there counts."""


class Issue(NamedTuple):
    """A case whose results are to be made, with what an outside system said about them."""

    case_id: UUID
    place: str
    parent_id: UUID | None
    item_id: UUID
    party_id: UUID
    office_id: UUID
    actor: Actor
    at: datetime
    answer: Mapping[str, object]


class _Wanted(NamedTuple):
    issue: Issue
    matter: Matter
    result: Result


Said = dict[str, object]
"""What an entry says of a result: the licence's id, its kind and its number."""


def issue_results(issues: Sequence[Issue]) -> None:
    """Make the results of cases and enter each, with what an outside system said about them.

    Errors: those of `make_results`.
    """
    made = make_results(issues)
    record(
        [
            Act(one.place, "matter", one.case_id, one.actor, one.at, RESULT, said)
            for one in issues
            for said in made.get(one.case_id, ())
        ],
        with_ids=False,
    )


def make_results(issues: Sequence[Issue]) -> dict[UUID, list[Said]]:
    """Make every result of each case, once; with it the enterprise gets its credit code.

    Answers what an entry is to say of them. A fixed number of SQL statements, but for credit codes.
    Errors: `CreditCodeTaken` when the register's code is another's.
    """
    if not issues:
        return {}
    matters = matters_of({issue.item_id for issue in issues})
    wanted = [
        _Wanted(issue, matters[issue.item_id], result)
        for issue in issues
        for result in matters[issue.item_id].results
    ]
    own = iter(_own_numbers(wanted))
    about = _About.read(issues)
    rows = []
    made: dict[UUID, list[Said]] = {}
    for want in wanted:
        number = str(_told_number(want.issue.answer) or next(own))
        licence_id = new_id()
        rows.append(_licence(licence_id, want, number, about))
        said: Said = {"licence": str(licence_id), "kind": want.result.code, "number": number}
        made.setdefault(want.issue.case_id, []).append(said)
    copy_rows("matters_licence", _COLUMNS, rows)
    for issue in issues:
        if code := issue.answer.get("credit_code"):
            _fill_credit_code(issue, str(code))
    return made


_COLUMNS = ("id", "place", "case_id", "holder_id", "kind", "number", "token", "body", "state",
            "issued_at", "valid_until")  # fmt: skip


SERIES = "证"
"""The series of the numbers of results. *Source*: illustrative."""


def _own_numbers(wanted: Sequence[_Wanted]) -> list[str]:
    issues = [want.issue for want in wanted]
    own = [issue for issue in issues if not _told_number(issue.answer)]
    return take_numbers([(i.place, in_numbers(i.place, SERIES), i.at) for i in own])


def _told_number(answer: Mapping[str, object]) -> object:
    return next((answer[name] for name in NUMBERS if answer.get(name)), None) if answer else None


@dataclass(frozen=True)
class _About:
    """What stands on licences beside the matter's own words, read once a batch."""

    fields: Mapping[UUID | None, Mapping[str, object]]
    parties: Mapping[UUID, str]
    offices: Mapping[UUID, tuple[str, str]]

    @classmethod
    def read(cls, issues: Sequence[Issue]) -> "_About":
        bundles = {issue.parent_id for issue in issues if issue.parent_id}
        parties = {issue.party_id for issue in issues}
        offices = Office.objects.filter(pk__in={issue.office_id for issue in issues})
        return cls(
            {pk: orjson.loads(fields) for pk, fields in fetch(_FIELDS, [uuids(bundles)])},
            dict(fetch(_NAMES, [uuids(parties)])),
            {pk: (zh, en) for pk, zh, en in offices.values_list("pk", "name", "name_en")},
        )


_FIELDS = "SELECT case_id, fields::text FROM matters_application WHERE case_id = ANY (%s::uuid[])"
_NAMES = "SELECT id, name FROM core_party WHERE id = ANY (%s::uuid[])"


def _licence(licence_id: UUID, want: _Wanted, number: str, about: _About) -> tuple[object, ...]:
    issue, matter, result = want
    day = day_of(issue.at)
    until = _valid_until(result, day)
    office, office_en = about.offices[issue.office_id]
    body = {
        "name": result.name,
        "name_en": result.name_en,
        "kind": result.kind,
        "holder": about.parties[issue.party_id],
        "office": office,
        "office_en": office_en,
        "number": number,
        "issued_on": day.isoformat(),
        "facts": _facts(matter, about.fields.get(issue.parent_id, {}), issue.answer),
        "is_simulated": issue.answer.get("simulated") == "yes",
    }
    return (
        licence_id.hex, issue.place, issue.case_id.hex, issue.party_id.hex, result.code, number,
        secrets.token_urlsafe(24), json_text(body), "valid", issue.at.isoformat(),
        until.isoformat() if until else None,
    )  # fmt: skip


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
    matter: Matter, values: Mapping[str, object], answer: Mapping[str, object]
) -> list[dict[str, str]]:
    """What stands on the paper: public fields of this matter, names of its persons, the answer."""
    facts = []
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


def _fill_credit_code(issue: Issue, code: str) -> None:
    holder = Party.objects.get(pk=issue.party_id)
    if holder.kind == Party.Kind.ENTERPRISE and holder.credit_code is None:
        fill_credit_code(holder, code, place=issue.place, actor=issue.actor, at=issue.at)
