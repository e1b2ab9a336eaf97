"""How far the money of a granted application is: waiting, listed, in public notice, paid."""

from datetime import datetime

from django.utils.translation import gettext as _

from yingshang.city.benefits.lifecycle import FUND, NOTICE, RELEASE, REVIEW
from yingshang.city.benefits.matching.lifecycle import INCLUDE
from yingshang.city.benefits.matching.models import Application
from yingshang.city.benefits.pages.run_words import money, office_name, state_name, when
from yingshang.city.benefits.payments.models import Payment
from yingshang.city.benefits.runs import clocks
from yingshang.city.benefits.runs.changing import DUE
from yingshang.city.benefits.runs.doors import order_of
from yingshang.city.benefits.runs.models import Entitlement, Run
from yingshang.core.models import Case
from yingshang.ui.components import Fact

RUN_CLOCKS = {"listed": REVIEW, "notice": NOTICE}
ORDER_CLOCKS = {"ordered": FUND, "funded": RELEASE, "first": RELEASE, "second": RELEASE}


def money_of(row: Application, *, at: datetime) -> list[Fact]:
    """What the firm is told of its money, step by step; nothing before the grant."""
    if row.case.state != "granted":
        return []
    if not row.granted_fen:
        return [Fact(_("拨付"), _("这项政策不拨付资金"))]
    entitlement = row.entitlement
    if entitlement is None:
        return [Fact(_("列入兑现批次"), _promised(row.case, INCLUDE, at))]
    run = Run.objects.select_related("case__office", "item").get(pk=entitlement.run_id)
    facts = [Fact(_("兑现批次"), f"{run.case.number} · {state_name(run.case)}")]
    facts += _row(entitlement)
    if entitlement.state in DUE:
        facts += _under_way(run, at)
    return facts + _payments(entitlement)


def _row(entitlement: Entitlement) -> list[Fact]:
    """What became of the firm's row, where it is not simply to be paid."""
    facts = [Fact(_("本批应付"), money(entitlement.amount_fen))]
    if entitlement.state in DUE:
        return facts
    said = str(Entitlement.State(entitlement.state).label)
    return [
        Fact(_("名单中的状态"), f"{said} · {entitlement.reason}" if entitlement.reason else said)
    ]


def _under_way(run: Run, at: datetime) -> list[Fact]:
    """The step that the list is at, and until when it is promised."""
    if clock := RUN_CLOCKS.get(run.case.state):
        return [Fact(_("这一步最迟"), _promised(run.case, clock, at))]
    order = order_of(run)
    if run.case.state != "ordered" or order is None:
        return []
    named = f"{office_name(order.office)} · {state_name(order)}"
    clock = ORDER_CLOCKS.get(order.state)
    due = [Fact(_("这一步最迟"), _promised(order, clock, at))] if clock else []
    return [Fact(_("拨付单位"), named), *due]


def _payments(entitlement: Entitlement) -> list[Fact]:
    rows = Payment.objects.filter(entitlement=entitlement).order_by("changed_at")
    return [
        Fact(_("拨付"), f"{row.get_state_display()} · {money(row.amount_fen)} · "
             f"{when(row.changed_at)}")
        for row in rows
    ]  # fmt: skip


def _promised(case: Case, clock: str, at: datetime) -> str:
    due = clocks.due_of(case, clock)
    if due is None:
        return _("没有约定期限")
    if due < at:
        return _("原定 %(due)s 前，已超过，请联系承办单位") % {"due": when(due)}
    return _("%(due)s 前") % {"due": when(due)}
