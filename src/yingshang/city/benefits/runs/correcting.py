"""A firm that the list left out because a datum was wrong: decided anew once it is put right.

The rule and its day stay the run's; the data are the newest. Nothing is added by hand: while the
data stand as they were, the rule gives nothing and so does this.
"""

from collections.abc import Sequence
from datetime import datetime

from django.db.models import F

from yingshang.city.benefits.payments.queries import paid_before
from yingshang.city.benefits.policies.deciding import Answer
from yingshang.city.benefits.policies.reading import Listed
from yingshang.city.benefits.population.freezing import NAME, elements_of
from yingshang.city.benefits.runs.alone import CORRECTED, Basis
from yingshang.city.benefits.runs.changing import SUBJECT
from yingshang.city.benefits.runs.errors import CannotRestore
from yingshang.city.benefits.runs.listed import listed_of
from yingshang.city.benefits.runs.loading import CHANNELS
from yingshang.city.benefits.runs.models import Entitlement, Run
from yingshang.core.facts.consulting import Purpose, consult
from yingshang.core.facts.models import ContestedFact
from yingshang.core.facts.types import Given
from yingshang.core.ledger.acts import Act, Actor
from yingshang.core.ledger.services import record
from yingshang.core.models import Party
from yingshang.worktime.zone import local


def list_corrected(
    run: Run, credit_code: str, *, reason: str, actor: Actor, at: datetime
) -> Entitlement:
    """Decide one firm on the newest data and add it to the list; the reading is recorded.

    In the caller's transaction, the run's case locked and not ordered yet.
    Errors: `CannotRestore` where the rule still gives nothing, or a credit list names the firm.
    """
    if run.basis != Run.Basis.EVERYONE:
        raise CannotRestore
    listed = listed_of(run)
    facts = _consulted(run, listed, credit_code, actor, at)
    basis = Basis(listed, credit_code, facts.snapshots, {}, run.covers_reserve)
    answer = basis.answer(facts, explain=False)
    full = answer.amount_fen if answer.eligible else None
    had = paid_before(run.place, run.policy, run.period).get(credit_code, 0)
    is_once = bool(had) and listed.model.instalments != "top_up"
    if not full or full <= had or is_once or _is_excluded(listed, facts):
        raise CannotRestore
    row = _added(run, facts, answer, full, had, reason)
    Run.objects.filter(pk=run.pk).update(total_fen=F("total_fen") + row.amount_fen)
    data = {"run": str(run.pk), "credit_code": credit_code, "fen": row.amount_fen,
            "reason": reason, "snapshots": [str(one.pk) for one in facts.snapshots]}  # fmt: skip
    record([Act(run.place, SUBJECT, row.pk, actor, at, f"{SUBJECT}.add", data)])
    return row


def contests_of(place: str, credit_code: str) -> Sequence[ContestedFact]:
    """What the firm contests of its data, the newest first, with each case."""
    rows = ContestedFact.objects.filter(place=place, credit_code=credit_code)
    return list(rows.select_related("case__office").order_by("-case__opened_at"))


def _consulted(run: Run, listed: Listed, credit_code: str, actor: Actor, at: datetime) -> Given:
    title, title_en = listed.model.title, listed.model.title_en
    purpose = Purpose(
        f"异议复核：{title}"[:200],
        f"Review of an objection: {title_en}"[:200],
        run.case.kind,
        run.pk,
    )
    return consult(
        run.place, credit_code, elements_of([listed]), on=local(at, field="at").date(),
        purpose=purpose, actor=actor, at=at, office=run.case.office,
    )  # fmt: skip


def _is_excluded(listed: Listed, facts: Given) -> bool:
    return any(facts.plain.get(one.element) is True for one in listed.model.exclusions)


def _added(run: Run, facts: Given, answer: Answer, full: int, had: int, reason: str) -> Entitlement:
    party = Party.objects.filter(credit_code=facts.credit_code).first()
    kept = [{"dataset": one.dataset, "id": str(one.pk), "sha256": one.content_hash}
            for one in facts.snapshots]  # fmt: skip
    name = str(facts.plain.get(NAME) or (party.name if party else facts.credit_code))
    return Entitlement.objects.create(
        run=run, credit_code=facts.credit_code, name=name[:200], party=party, full_fen=full,
        before_fen=had, amount_fen=full - had, reason=reason,
        channel=CHANNELS.get(str(answer.channel), "bank_account"),
        explanation={"verdict": str(answer.verdict), "exclusion": "", CORRECTED: kept},
    )  # fmt: skip
