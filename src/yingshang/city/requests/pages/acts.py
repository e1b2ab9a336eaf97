"""What can be done on a case's page: groups of a form with its buttons, each button one act.

A page lists its groups; who may take which act is asked of the rule that `advance` applies, and
the service judges again.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import forms
from django.http import HttpRequest
from django.utils.functional import Promise

from yingshang.city.requests.pages.forms import add_domain_error
from yingshang.core.access.doors import CaseMissing
from yingshang.core.access.models import Role, User
from yingshang.core.access.posts import may_serve
from yingshang.core.cases.types import StepRefused
from yingshang.core.models import Case
from yingshang.errors import Conflict, Invalid, Kind

Call = Callable[[Case, Any, User, datetime], object]
Text = str | Promise


@dataclass(frozen=True)
class Button:
    """One act of a group: its name in the address, its words, and the service behind it."""

    act: str
    label: Text
    call: Call
    kind: str = ""


@dataclass(frozen=True)
class Group:
    """A form and its buttons, offered in some states to some roles."""

    key: str
    title: Text
    form: Callable[..., forms.Form]
    states: frozenset[str]
    roles: frozenset[Role]
    buttons: tuple[Button, ...]


@dataclass(frozen=True)
class Shown:
    """A group as a page shows it."""

    key: str
    title: Text
    form: forms.Form
    buttons: Sequence[Button]


def shown_groups(
    groups: Sequence[Group],
    case: Case,
    user: User,
    *,
    at: datetime,
    bound: Mapping[str, forms.Form] | None = None,
) -> list[Shown]:
    """The groups that the case's state and the reader's posts allow; `bound` forms keep errors."""
    found = []
    for group in groups:
        form = (bound or {}).get(group.key)
        if form is None and not _is_offered(group, case, user, at):
            continue
        form = form or make(group, case)
        found.append(Shown(group.key, group.title, form, group.buttons))
    return found


def find(groups: Sequence[Group], act: str) -> tuple[Group, Button]:
    """The group and button of an act. Errors: `CaseMissing` for one that there is not."""
    for group in groups:
        for button in group.buttons:
            if button.act == act:
                return group, button
    raise CaseMissing


def make(group: Group, case: Case, data: Any = None) -> forms.Form:
    """The group's form, empty or with what was posted."""
    initial = {"version": case.version}
    return group.form(data, prefix=group.key, initial=initial, place=case.place)


def is_done(form: forms.Form, call: Callable[[], object]) -> bool:
    """Whether the act was done; if not, the form says why. What is denied or stale is raised."""
    if not form.is_valid():
        return False
    try:
        call()
    except StepRefused as refused:
        if refused.kind is not Kind.INVALID:
            raise
        add_domain_error(form, refused)
        return False
    except (Invalid, Conflict) as error:
        add_domain_error(form, error)
        return False
    return True


def reader(request: HttpRequest) -> User:
    """The reader, whom the decorator let in."""
    if not isinstance(request.user, User):
        raise CaseMissing
    return request.user


def _is_offered(group: Group, case: Case, user: User, at: datetime) -> bool:
    return case.state in group.states and may_serve(user, case.pk, roles=group.roles, at=at)
