"""Is a receipt genuine? Each link of the chain, and what it means. Nothing is kept."""

import json
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from yingshang.core.ledger.publishing import check_receipt
from yingshang.portal.openness.forms import ReceiptForm
from yingshang.proofs.log.checking import Link, Verdict
from yingshang.proofs.log.receipt import Receipt
from yingshang.ui.components import Fact
from yingshang.ui.htmx import render


@dataclass(frozen=True, slots=True)
class Row:
    """One link: its name, what was found, and its colour."""

    name: str
    text: str
    state: str
    tag: str


@require_http_methods(["GET", "HEAD", "POST"])
def check(request: HttpRequest) -> HttpResponse:
    """The form; after a post, the verdict above it."""
    if request.method != "POST":
        return _page(request, ReceiptForm())
    form = ReceiptForm(request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, form, status=422)
    return _page(request, ReceiptForm(), verdict=check_receipt(form.document))


def _page(
    request: HttpRequest, form: ReceiptForm, *, verdict: Verdict | None = None, status: int = 200
) -> HttpResponse:
    context: dict[str, object] = {"form": form}
    if verdict is not None:
        language = get_language() or "zh-hans"
        context |= {
            "verdict": verdict,
            "sentence": _meaning(verdict) or verdict.sentence.text(language),
            "rows": _rows(verdict, language),
            "facts": _facts(verdict.receipt) if verdict.holds and verdict.receipt else [],
        }
    response = render(request, "portal/openness/receipt.html", context, status=status)
    response["Cache-Control"] = "private, no-store"
    return response


def _meaning(verdict: Verdict) -> str:
    """What it means that a link fails, for who never heard of hashes; nothing when all hold."""
    if verdict.failed is None:
        return ""
    return {
        Link.DOCUMENT: _("这不是一份完整的回执：可能没有复制全，或被改过。请使用原来的文件。"),
        Link.CONTENT: _("回执里的文字不是当时记下的文字：有人改过其中之一。请保留这份回执。"),
        Link.SIGNATURE: _("签名不是本日志的密钥签出的：可能来自别的日志，或是伪造的。"),
        Link.PLACE: _(
            "签名是真的，但这一笔不在所说的位置上：回执被改过，或账本有问题。请保留这份回执并反映。"
        ),
    }[verdict.failed]


def _rows(verdict: Verdict, language: str) -> list[Row]:
    """Every link in its order; those behind the one that fails were not followed."""
    names = {
        Link.DOCUMENT: _("文件：是不是一份完整的回执"),
        Link.CONTENT: _("内容：与当时记下的散列是否一致"),
        Link.SIGNATURE: _("签名：检查点是否由本日志的密钥签出"),
        Link.PLACE: _("位置：这一笔是否确实在日志里"),
    }
    followed = {step.link: step for step in verdict.steps}
    rows = []
    for link in Link:
        step = followed.get(link)
        if step is None:
            rows.append(Row(names[link], "", "pause", _("未核验")))
        else:
            mark = ("kept", _("成立")) if step.holds else ("broken", _("不成立"))
            rows.append(Row(names[link], step.sentence.text(language), *mark))
    return rows


def _facts(receipt: Receipt) -> list[Fact]:
    """What the entry says; it is the visitor's own document."""
    body = json.loads(receipt.entry.body)
    return [
        Fact(_("日志"), receipt.origin),
        Fact(_("第几笔（从 0 数起）"), f"{receipt.index:,}"),
        Fact(_("行为"), body.get("action", "")),
        Fact(_("时间"), body.get("at", "")),
        Fact(_("编号"), body.get("id", "")),
    ]
