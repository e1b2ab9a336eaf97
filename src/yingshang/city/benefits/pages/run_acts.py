"""What can be done on the page of a run or an objection, by its state and the reader's posts."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import forms
from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from yingshang.city.benefits.lifecycle import BEFORE_PAYING, REVIEWING
from yingshang.city.benefits.pages.run_forms import (
    ActForm,
    AnswerForm,
    ReasonForm,
    StrikeForm,
    add_domain_error,
)
from yingshang.city.benefits.runs import closing, objecting, ordering, publishing, reviewing
from yingshang.core.access.models import Role, User
from yingshang.core.access.posts import may_serve
from yingshang.core.cases.types import StepRefused
from yingshang.core.models import Case
from yingshang.errors import Conflict, Invalid, Kind, Missing

Call = Callable[[Case, Any, User, datetime], object]
Text = str | Promise


@dataclass(frozen=True)
class Button:
    """One act: its name in the address, its words, and the service behind it."""

    act: str
    label: Text
    call: Call
    kind: str = ""


@dataclass(frozen=True)
class Group:
    """A form and its buttons, offered in some states of a case to some roles at its office."""

    key: str
    title: Text
    form: type[ActForm]
    kind: str
    states: frozenset[str]
    roles: frozenset[str]
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
    cases: Sequence[Case],
    user: User,
    *,
    at: datetime,
    bound: tuple[str, forms.Form] | None = None,
) -> list[Shown]:
    """The groups that the cases' states and the reader's posts allow; `bound` keeps its errors."""
    found = []
    for group in groups:
        case = next((one for one in cases if one.kind == group.kind), None)
        if bound is not None and bound[0] == group.key:
            found.append(Shown(group.key, group.title, bound[1], group.buttons))
        elif case is not None and _is_offered(group, case, user, at):
            found.append(Shown(group.key, group.title, make(group, case), group.buttons))
    return found


def find(groups: Sequence[Group], act: str) -> tuple[Group, Button] | None:
    """The group and button of an act, if there is one."""
    for group in groups:
        for button in group.buttons:
            if button.act == act:
                return group, button
    return None


def make(group: Group, case: Case, data: Any = None) -> forms.Form:
    """The group's form, empty or with what was posted."""
    return group.form(data, prefix=group.key, initial={"version": case.version})


def is_done(form: forms.Form, call: Callable[[], object]) -> bool:
    """Whether the act was done; if not, the form says why. What is denied is raised."""
    if not form.is_valid():
        return False
    try:
        call()
    except StepRefused as refused:
        if refused.kind is not Kind.INVALID and not refused.code.startswith("benefits."):
            raise
        add_domain_error(form, refused)
        return False
    except (Invalid, Conflict) as error:
        add_domain_error(form, error)
        return False
    except Missing as error:
        if error.field is None:
            raise
        add_domain_error(form, error)
        return False
    return True


def reader(request: HttpRequest) -> User:
    """The reader, whom the decorator let in."""
    if not isinstance(request.user, User):
        raise TypeError("the decorator lets in log-ins only")
    return request.user


def _is_offered(group: Group, case: Case, user: User, at: datetime) -> bool:
    return case.state in group.states and may_serve(user, case.pk, roles=group.roles, at=at)


def _plain(service: Callable[..., object]) -> Call:
    """A service of a run that takes nothing but the version."""

    def call(case: Case, form: Any, user: User, at: datetime) -> object:
        return service(run_id(case), user=user, at=at, version=form.cleaned_data["version"])

    return call


def _reasoned(service: Callable[..., object]) -> Call:
    def call(case: Case, form: Any, user: User, at: datetime) -> object:
        kept = form.cleaned_data
        return service(
            run_id(case), reason=kept["reason"], user=user, at=at, version=kept["version"]
        )

    return call


def _strike(case: Case, form: Any, user: User, at: datetime) -> object:
    kept = form.cleaned_data
    return reviewing.strike(
        case.pk, kept["credit_code"].strip().upper(), reason=kept["reason"], user=user, at=at,
        version=kept["version"],
    )  # fmt: skip


def _decide(*, upholds: bool) -> Call:
    def call(case: Case, form: Any, user: User, at: datetime) -> object:
        kept = form.cleaned_data
        return objecting.decide(
            case.pk, upholds=upholds, answer=kept["answer"], user=user, at=at,
            version=kept["version"],
        )  # fmt: skip

    return call


def run_id(case: Case) -> Any:
    """The run of a case: itself, or the run that an order pays."""
    return case.parent_id or case.pk


RUN, ORDER, OBJECTION = "benefit_run", "benefit_order", "benefit_objection"
PAYING = frozenset({Role.PAYER.value})
APPROVING = frozenset({Role.APPROVER.value})
UNRELEASED = frozenset({"funded", "first", "second"})
RUN_GROUPS = (
    Group("strike", _("剔除一户"), StrikeForm, RUN, frozenset({"listed"}), REVIEWING,
          (Button("strike", _("剔除"), _strike, "quiet"),)),
    Group("confirm", _("审核"), ActForm, RUN, frozenset({"listed"}), REVIEWING,
          (Button("confirm", _("审核通过"), _plain(reviewing.confirm)),)),
    Group("publish", _("公示"), ActForm, RUN, frozenset({"reviewed"}), REVIEWING, (
        Button("publish", _("公示名单"), _plain(publishing.publish)),
        Button("skip-notice", _("政策不要求公示，继续"), _plain(publishing.skip_notice), "quiet"),
    )),
    Group("settle", _("结束公示"), ActForm, RUN, frozenset({"notice"}), REVIEWING,
          (Button("end-notice", _("公示期满，结束公示"), _plain(publishing.end_notice)),)),
    Group("order", _("送财政复核"), ActForm, RUN, frozenset({"settled"}), REVIEWING,
          (Button("order", _("送财政复核"), _plain(ordering.order)),)),
    Group("fund", _("财政复核"), ActForm, ORDER, frozenset({"ordered"}), PAYING,
          (Button("fund", _("复核通过，预留资金"), _plain(ordering.fund)),)),
    Group("refuse", _("退回"), ReasonForm, ORDER, frozenset({"ordered"}), PAYING,
          (Button("refuse", _("复核不通过，退回"), _reasoned(ordering.refuse), "quiet"),)),
    Group("release", _("签发"), ActForm, ORDER, UNRELEASED, PAYING,
          (Button("release", _("签发"), _plain(ordering.release)),)),
    Group("close", _("办结"), ActForm, ORDER, frozenset({"paying"}), PAYING,
          (Button("close", _("办结"), _plain(closing.close)),)),
    Group("void", _("作废"), ReasonForm, RUN, BEFORE_PAYING, APPROVING,
          (Button("void", _("作废"), _reasoned(closing.void), "stop"),)),
)  # fmt: skip
OBJECTION_GROUPS = (
    Group("decide", _("核实和答复"), AnswerForm, OBJECTION, frozenset({"raised"}), REVIEWING, (
        Button("uphold", _("异议成立"), _decide(upholds=True)),
        Button("reject", _("异议不成立"), _decide(upholds=False), "quiet"),
    )),
)  # fmt: skip
