"""Payments, files and claw-backs as they are read, in the reader's language."""

from collections.abc import Sequence
from uuid import UUID

from django.utils.translation import gettext as _

from yingshang.city.benefits.pages.run_words import money, said, when
from yingshang.city.benefits.payments.lifecycle import CHANGES, SUBJECT
from yingshang.city.benefits.payments.models import Budget, Payment
from yingshang.city.benefits.runs.models import Run
from yingshang.core.ledger.queries import EntryView, entries_of
from yingshang.ui.components import Event, Fact

TONES = {
    Payment.State.PAID: "kept",
    Payment.State.FAILED: "broken",
    Payment.State.RETURNED: "broken",
    Payment.State.CANCELLED: "pause",
    Payment.State.RECOVERED: "pause",
}
NAMES = {change.action: change for change in CHANGES}


def policy_title(run: Run) -> str:
    """The policy's title."""
    return said(run.item.body["title"], run.item.body["title_en"])


def tone_of(payment: Payment) -> str:
    """How a payment's state is shown."""
    return TONES.get(Payment.State(payment.state), "act")


def channel_name(payment: Payment) -> str:
    """Over which way it is paid."""
    names = {"bank_account": _("单位银行账户"), "tax_account": _("税务部门社会保险费账户")}
    return names.get(payment.channel, payment.channel)


def facts_of(payment: Payment) -> list[Fact]:
    """What a payment is about; an account by its last digits only."""
    line = payment.lines.select_related("batch").order_by("-attempt").first()
    facts = [
        Fact(_("政策"), policy_title(payment.run)),
        Fact(_("期间和批次"), _("%(period)s 第 %(n)s 批")
             % {"period": payment.period, "n": payment.instalment}),
        Fact(_("应付"), money(payment.amount_fen)),
        Fact(_("渠道"), channel_name(payment)),
    ]  # fmt: skip
    if payment.withheld_fen:
        facts.append(Fact(_("已抵扣"), money(payment.withheld_fen)))
    if payment.recovered_fen:
        facts.append(Fact(_("已退回"), money(payment.recovered_fen)))
    if line is not None:
        facts += [Fact(_("账号尾号"), line.account_tail or "—"),
                  Fact(_("文件编号"), line.batch.number)]  # fmt: skip
    if payment.paid_at:
        facts.append(Fact(_("到账时间"), when(payment.paid_at)))
    return facts


def sums_of(budget: Budget) -> list[tuple[str, str]]:
    """What a budget has, in the order in which money moves."""
    free = budget.available.balance - budget.available.reserved
    return [
        (money(free), _("可用")),
        (money(budget.available.reserved), _("已预留")),
        (money(budget.transit.balance), _("在途")),
        (money(budget.paid.balance), _("已付")),
        (money(budget.recovered.balance), _("已追回")),
    ]


def events_of(ids: Sequence[UUID]) -> list[Event]:
    """What happened to payments, the newest first, each with its entry's hash."""
    return [
        Event(when(entry.at), iso=entry.at.isoformat(), act=_act(entry), lines=_lines(entry),
              code=entry.hash_hex[:12])
        for entry in reversed(entries_of(ids))
        if entry.subject_kind == SUBJECT
    ]  # fmt: skip


def _act(entry: EntryView) -> str:
    change = NAMES.get(entry.action)
    return said(change.zh, change.en) if change else entry.action


def _lines(entry: EntryView) -> tuple[str, ...]:
    reason = str((entry.data or {}).get("reason") or "")
    return (reason,) if reason else ()
