"""Persons of the one form: repeated fieldsets that work without JavaScript.

What was given before is shown masked and stays as it is unless it is typed again; a person who
stands in another field can be chosen instead of typed. Sealed values never leave the server.
"""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from typing_extensions import override

from yingshang.city.matters.applications.values import MOST_PERSONS, person_details, persons_in
from yingshang.city.matters.pages import words
from yingshang.city.matters.shrinking import PlannedField
from yingshang.core.parties.identifiers import checked_id_number, checked_name, checked_phone
from yingshang.errors import DomainError
from yingshang.ui.form_errors import FormError, errors_of
from yingshang.ui.forms import PageForm, plain_words

Kept = Mapping[str, str]
Raw = dict[str, str]
PARTS = ("kept", "known", "name", "id_number", "phone")


def mark_of(person: Kept) -> str:
    """A short mark of a kept person that says nothing about them."""
    return hashlib.sha256(person["index"].encode()).hexdigest()[:16]


def people_of(fields: Mapping[str, object]) -> dict[str, Kept]:
    """Everybody an application names so far, once each, by mark."""
    found: dict[str, Kept] = {}
    for value in fields.values():
        is_person = isinstance(value, list) or (isinstance(value, Mapping) and value.get("name"))
        for person in persons_in(value) if is_person else ():
            found.setdefault(mark_of(person), person)
    return found


class PersonForm(PageForm):
    """Name, ID number and phone of one person; or one who is known already."""

    kept = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, people: Mapping[str, Kept], today: date, **options: Any) -> None:
        self.people, self.today = people, today
        super().__init__(empty_permitted=True, **options)
        kept, others = self.kept_person, self._others()
        if others:
            self.fields["known"] = forms.ChoiceField(
                label=_("选用已填过的人"), required=False, choices=[("", _("另填一人")), *others]
            )
        self.fields["name"] = _text(_("姓名"))
        self.fields["id_number"] = _text(
            _("身份证号"), required=kept is None, hint=_unchanged(kept, "masked")
        )
        self.fields["phone"] = _text(
            _("手机号"), required=False, mode="tel", hint=_unchanged(kept, "phone")
        )
        for field in self.fields.values():
            plain_words(field, label=str(field.label))

    @property
    def kept_person(self) -> Kept | None:
        """The person this row stands for, if it was saved before."""
        mark = self["kept"].value()
        return self.people.get(str(mark)) if mark else None

    @override
    def clean(self) -> dict[str, Any]:
        """Check each part with the identifiers' own rules, unless somebody known is chosen."""
        if self.cleaned_data.get("known"):
            for name in ("name", "id_number"):
                self.errors.pop(name, None)
            return self.cleaned_data
        self._check("name", checked_name)
        self._check("id_number", lambda text: checked_id_number(text, today=self.today))
        self._check("phone", checked_phone)
        return self.cleaned_data

    @property
    def raw(self) -> Raw | None:
        """The person as the service takes it; None for an empty row. Read after `is_valid`."""
        data, kept = self.cleaned_data, self.kept_person
        if known := self.people.get(data.get("known", "")):
            return _raw(known)
        if kept is not None:
            typed = {name: data[name] for name in ("name", "id_number", "phone") if data.get(name)}
            return _raw(kept) | typed
        if not data.get("name"):
            return None
        return {name: data.get(name, "") for name in ("name", "id_number", "phone")}

    def _check(self, name: str, check: Callable[[str], str]) -> None:
        if text := self.cleaned_data.get(name):
            try:
                self.cleaned_data[name] = check(text)
            except DomainError as error:
                self.add_error(name, error.text(words.language()))

    def _others(self) -> list[tuple[str, str]]:
        """Who else the application names, to be chosen instead of typed."""
        mine = self["kept"].value()
        return [
            (mark, f"{person['name']}（{person['masked']}）")
            for mark, person in self.people.items()
            if mark != mine
        ]


@dataclass
class PersonGroup:
    """The rows of one field; `problems` are those of the field as a whole."""

    field: PlannedField
    rows: list[PersonForm]
    kept_count: int
    problems: list[str]

    @property
    def is_many(self) -> bool:
        """Whether persons can be added and removed."""
        return self.field.type == "persons"

    @property
    def may_grow(self) -> bool:
        """Whether another row fits."""
        return self.is_many and len(self.rows) < MOST_PERSONS

    @property
    def target(self) -> str:
        """The id of the control that mends a problem of the whole field."""
        return self.rows[0]["name"].id_for_label

    def is_valid(self, *, is_strict: bool) -> bool:
        """Every row is well formed, and one is there where the field is `is_strict`ly required."""
        valid = [row.is_valid() for row in self.rows]  # each says all that is wrong with it
        rows_are = all(valid)
        if rows_are and is_strict and self.field.required and not self.people():
            self.problems.append(_("请填写“%(label)s”。") % {"label": words.said(self.field)})
        return rows_are and not self.problems

    def people(self) -> list[Raw]:
        """The persons as the service takes them, empty rows left out."""
        return [raw for row in self.rows if (raw := row.raw) is not None]

    @property
    def value(self) -> object:
        """What goes to the service: a person, a list of them, or nothing."""
        people = self.people()
        return people if self.is_many else (people[0] if people else None)

    @property
    def is_unchanged(self) -> bool:
        """Whether exactly what was kept stands there, untouched."""
        kept = [row for row in self.rows if row.kept_person is not None]
        others = [row for row in self.rows if row.kept_person is None and row.raw is not None]
        same = len(kept) == self.kept_count and not others
        return same and not any(row.has_changed() for row in kept)

    def errors(self) -> list[FormError]:
        """Every problem with the control that mends it."""
        whole = [FormError(text, self.target) for text in self.problems]
        return whole + [error for row in self.rows for error in errors_of(row)]


def kept_group(field: PlannedField, fields: Mapping[str, object], today: date) -> PersonGroup:
    """The rows as they were saved, or one empty row."""
    kept = persons_in(fields.get(field.meaning))
    people = people_of(fields)
    initials: Sequence[dict[str, str]] = [_initial(person) for person in kept] or [{}]
    rows = [_row(field, n, people, today, initial=i) for n, i in enumerate(initials)]
    return PersonGroup(field, rows, len(kept), [])


def posted_group(
    field: PlannedField, fields: Mapping[str, object], today: date, data: Mapping[str, Any]
) -> PersonGroup:
    """The rows as they were sent, to be checked."""
    people = people_of(fields)
    rows = []
    for number in range(_count(field, data)):
        mark = str(data.get(f"{field.meaning}-{number}-kept", ""))
        initial = _initial(people[mark]) if mark in people else {}
        rows.append(_row(field, number, people, today, initial=initial, data=data))
    return PersonGroup(field, rows, len(persons_in(fields.get(field.meaning))), [])


def changed_group(
    field: PlannedField,
    fields: Mapping[str, object],
    today: date,
    data: Mapping[str, Any],
    *,
    add: bool = False,
    remove: int | None = None,
) -> PersonGroup:
    """The rows as they were sent, one more or one fewer, not yet checked and nothing lost."""
    people = people_of(fields)
    sent = [
        {part: str(data.get(f"{field.meaning}-{number}-{part}", "")) for part in PARTS}
        for number in range(_count(field, data))
        if number != remove
    ]
    if (add and len(sent) < MOST_PERSONS) or not sent:
        sent.append({})
    rows = [_row(field, n, people, today, initial=i) for n, i in enumerate(sent)]
    return PersonGroup(field, rows, len(persons_in(fields.get(field.meaning))), [])


def _row(
    field: PlannedField, number: int, people: Mapping[str, Kept], today: date, **options: Any
) -> PersonForm:
    return PersonForm(people, today, prefix=f"{field.meaning}-{number}", **options)


def _count(field: PlannedField, data: Mapping[str, Any]) -> int:
    text = str(data.get(f"{field.meaning}-count", "1"))
    count = int(text) if text.isdecimal() and len(text) < 4 else 1
    most = MOST_PERSONS if field.type == "persons" else 1
    return min(max(count, 1), most)


def _initial(person: Kept) -> dict[str, str]:
    return {"kept": mark_of(person), "name": person["name"]}


def _raw(person: Kept) -> Raw:
    name, id_number, phone = person_details(person)
    return {"name": name, "id_number": id_number, "phone": phone}


def _text(
    label: str, *, required: bool = True, mode: str = "text", hint: str = ""
) -> forms.CharField:
    widget = forms.TextInput(attrs={"inputmode": mode, "autocomplete": "off"})
    return forms.CharField(label=label, required=required, help_text=hint, widget=widget)


def _unchanged(kept: Kept | None, part: str) -> str:
    if kept is None or not kept[part]:
        return ""
    return _("已填：%(masked)s，不改就留空。") % {"masked": kept[part]}
