"""Values of the form's fields: how raw input becomes what is kept, and what a reader is shown.

Kept values are JSON. Of a person, ID number and phone are sealed; beside them stand the name, the
masked number and the blind index. *Units*: money is kept in fen.
"""

import base64
import json
import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import cast

from yingshang.city.matters.applications.errors import FieldInvalid
from yingshang.city.matters.shrinking import PlannedField
from yingshang.core.parties.identifiers import (
    checked_credit_code,
    checked_id_number,
    checked_name,
    checked_phone,
)
from yingshang.core.parties.masking import mask_id_number, mask_phone
from yingshang.core.parties.secrets import blind_index, seal, unseal
from yingshang.errors import DomainError, Sentence

Raw = object
Stored = object
ABOUT = "matters.application.person"
MOST_PERSONS = 50
MOST_YUAN = Decimal(10) ** 13
AMOUNT_LENGTH = 40
_AMOUNT = re.compile(r"([0-9]+|[0-9]{1,3}(,[0-9]{3})+)(\.[0-9]{1,2}0*)?")
"""Digits, in groups of three or not: a comma elsewhere may be meant as a decimal point."""
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\u202a-\u202e\u2066-\u2069]")


def clean(field: PlannedField, raw: Raw, *, today: date) -> Stored | None:
    """What is kept of `raw`; None for an empty answer. Errors: `FieldInvalid` with the remedy."""
    if raw is None or raw in ("", [], {}) or (isinstance(raw, str) and not raw.strip()):
        return None
    return _CLEANERS[field.type](field, raw, today)


def shown(field: PlannedField, value: Stored | None) -> str:
    """A kept value in words for whoever may see the application: numbers of persons masked."""
    if value is None:
        return "—"
    if field.type == "money_fen":
        return f"{Decimal(cast(int, value)) / 100:,.2f}"
    if field.type == "choice":
        return next((c.label for c in field.choices if c.value == value), str(value))
    if field.type == "boolean":
        return "是" if value == "yes" else "否"
    if field.type == "person":
        return _person_text(cast("Mapping[str, str]", value))
    if field.type == "persons":
        return "；".join(_person_text(p) for p in cast("Sequence[Mapping[str, str]]", value))
    return str(value)


def person_details(value: Mapping[str, str]) -> tuple[str, str, str]:
    """Name, ID number and phone of a kept person, unsealed: for registering the party only."""
    hidden = json.loads(unseal(base64.b64decode(value["sealed"]), about=ABOUT))
    return value["name"], hidden["id_number"], hidden["phone"]


def persons_in(value: Stored | None) -> list[Mapping[str, str]]:
    """The persons of a person or persons field."""
    if value is None:
        return []
    return [value] if isinstance(value, Mapping) else list(cast("list[Mapping[str, str]]", value))


def _person_text(value: Mapping[str, str]) -> str:
    return f"{value['name']}（{value['masked']}）"


def _refuse(field: PlannedField, zh: str, en: str) -> FieldInvalid:
    return FieldInvalid(
        field=field.meaning, name=Sentence(field.name, field.name_en), problem=Sentence(zh, en)
    )


def _text(field: PlannedField, raw: Raw, today: date) -> str:
    if not isinstance(raw, str):
        raise _refuse(field, "应为文字。", "must be text.")
    value = raw.strip()
    longest = field.max_length or 500
    if len(value) > longest:
        raise _refuse(field, f"不能超过 {longest} 字。", f"may have {longest} characters at most.")
    if _CONTROL.search(value):
        raise _refuse(field, "含有看不见的控制字符，请重新输入。",
                      "contains invisible control characters; type it again.")  # fmt: skip
    if field.pattern and not re.fullmatch(field.pattern, value):
        raise _refuse(field, "格式不对，请按提示填写。", "has the wrong form; follow the hint.")
    return value


def _number(field: PlannedField, raw: Raw, today: date) -> int:
    text = str(raw).strip()
    if isinstance(raw, bool) or not re.fullmatch(r"[0-9]{1,9}", text):
        raise _refuse(field, "应为 0 到 999999999 的整数，例如 12。",
                      "must be a whole number from 0 to 999999999, such as 12.")  # fmt: skip
    return int(text)


def _money(field: PlannedField, raw: Raw, today: date) -> int:
    text = unicodedata.normalize("NFKC", str(raw)).strip()[:AMOUNT_LENGTH]
    yuan = Decimal(text.replace(",", "")) if _AMOUNT.fullmatch(text) else None
    if yuan is None or yuan > MOST_YUAN:
        raise _refuse(field, "应为金额（元，最多两位小数），例如 100000 或 99.50。",
                      "must be an amount in yuan with two decimals at most, such as 99.50."
                      )  # fmt: skip
    return int(yuan * 100)


def _date(field: PlannedField, raw: Raw, today: date) -> str:
    try:
        value = date.fromisoformat(str(raw).strip())
    except ValueError:
        value = None
    if value is None or not 1900 <= value.year <= 2100:
        raise _refuse(field, "应为日期，例如 2026-11-24。", "must be a date such as 2026-11-24.")
    return value.isoformat()


def _choice(field: PlannedField, raw: Raw, today: date) -> str:
    if not isinstance(raw, str) or raw not in {choice.value for choice in field.choices}:
        options = "、".join(choice.label for choice in field.choices)
        english = ", ".join(choice.label_en for choice in field.choices)
        raise _refuse(field, f"请从这些里选：{options}。", f"must be one of: {english}.")
    return str(raw)


def _boolean(field: PlannedField, raw: Raw, today: date) -> str:
    answers = {True: "yes", False: "no", "yes": "yes", "no": "no", "on": "yes", "true": "yes"}
    if not isinstance(raw, (str, bool)) or raw not in answers:
        raise _refuse(field, "请选“是”或“否”。", "must be yes or no.")
    return answers[raw]


def _checked(field: PlannedField, check: Callable[[], str]) -> str:
    """A value by the identifiers' own check, its error moved to this field."""
    try:
        return check()
    except DomainError as error:
        error.field = field.meaning
        raise


def _credit_code(field: PlannedField, raw: Raw, today: date) -> str:
    return _checked(field, lambda: checked_credit_code(str(raw)))


def _id_number(field: PlannedField, raw: Raw, today: date) -> dict[str, str]:
    number = _checked(field, lambda: checked_id_number(str(raw), today=today))
    return _sealed("", number, "")


def _phone(field: PlannedField, raw: Raw, today: date) -> str:
    return _checked(field, lambda: checked_phone(str(raw)))


def _person(field: PlannedField, raw: Raw, today: date) -> dict[str, str]:
    if not isinstance(raw, Mapping):
        raise _refuse(field, "应填姓名、身份证号和手机号。", "needs name, ID number and phone.")
    if raw.keys() >= {"sealed", "masked", "index", "name"}:
        raise _refuse(field, "请重新填写身份证号。", "needs the ID number typed again.")
    name = _checked(field, lambda: checked_name(str(raw.get("name") or "")))
    number = _checked(
        field, lambda: checked_id_number(str(raw.get("id_number") or ""), today=today)
    )
    phone = str(raw.get("phone") or "")
    if phone:
        phone = _checked(field, lambda: checked_phone(phone))
    return _sealed(name, number, phone)


def _persons(field: PlannedField, raw: Raw, today: date) -> list[dict[str, str]]:
    if not isinstance(raw, Sequence) or isinstance(raw, str) or len(raw) > MOST_PERSONS:
        raise _refuse(field, f"应为 1 到 {MOST_PERSONS} 人。",
                      f"needs 1 to {MOST_PERSONS} persons.")  # fmt: skip
    people = [_person(field, one, today) for one in raw]
    if len({person["index"] for person in people}) < len(people):
        raise _refuse(field, "同一个人填了两次。", "names the same person twice.")
    return people


def _sealed(name: str, number: str, phone: str) -> dict[str, str]:
    hidden = json.dumps({"id_number": number, "phone": phone})
    return {
        "name": name,
        "masked": mask_id_number(number),
        "phone": mask_phone(phone) if phone else "",
        "index": blind_index(number, purpose=ABOUT).hex(),
        "sealed": base64.b64encode(seal(hidden, about=ABOUT)).decode(),
    }


_CLEANERS: dict[str, Callable[[PlannedField, Raw, date], Stored]] = {
    "text": _text,
    "address": _text,
    "number": _number,
    "money_fen": _money,
    "date": _date,
    "choice": _choice,
    "boolean": _boolean,
    "uscc": _credit_code,
    "id_number": _id_number,
    "phone": _phone,
    "person": _person,
    "persons": _persons,
}
