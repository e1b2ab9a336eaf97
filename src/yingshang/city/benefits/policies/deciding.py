"""Whether a policy gives a firm something, and how much: for one firm and for all in columns.

What is not known is null to the rule, here and there alike, so that both answer the same. Amounts
are rounded and capped here and nowhere else.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

import ibis
import ibis.expr.datatypes as dt
import ibis.expr.types as ir

from yingshang.city.benefits.listing import Policy
from yingshang.city.benefits.policies.given import in_columns, inputs
from yingshang.city.benefits.policies.reading import Listed
from yingshang.rules import Decided, Model
from yingshang.rules.backends.columns import to_columns
from yingshang.rules.backends.columns.emitting.operations import exact
from yingshang.rules.explaining.encoding import Json

YUAN = {"yuan": 1, "ten_thousand_yuan": 10_000}
FEN = 100
WIDE = 19
MOST_TRIED = 3
"""So many missing inputs are tried out to see whether they matter."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a policy says of one firm on a day.

    `eligible` is None where it cannot be known, and also where only the amount cannot: then
    `missing` names the inputs and `missing_elements` the elements that would settle it.
    `amount_fen` is rounded and capped: 0 for a firm that is not eligible, None where it is not
    known or the policy has no amount. `reasons` is what the rule said of the verdict, `reckoned` of
    the amount; both only when they were asked for.
    """

    verdict: object
    eligible: bool | None
    amount_fen: int | None
    channel: object
    missing: tuple[str, ...]
    missing_elements: tuple[str, ...]
    model_hash: str
    given: Mapping[str, object]
    reasons: Decided | None = None
    reckoned: Decided | None = None

    def explained(self, listed: Listed) -> "Answer":
        """The same with what the rule says of it; of the listed rule, on the same inputs."""
        named, rule = listed.model.decision, listed.rule
        reckoned = None if named.amount is None else rule.decide(named.amount, self.given)
        return replace(self, reasons=rule.decide(named.verdict, self.given), reckoned=reckoned)

    def to_json(self) -> dict[str, Json]:
        """What is kept beside a payment: enough to say why, and to reckon it again."""
        reasons, reckoned = self.reasons, self.reckoned
        return {
            "verdict": _json(self.verdict),
            "eligible": self.eligible,
            "amount_fen": self.amount_fen,
            "channel": _json(self.channel),
            "missing": list(self.missing),
            "model_hash": self.model_hash,
            "given": {name: _json(value) for name, value in self.given.items()},
            "reasons": None if reasons is None else reasons.to_json(),
            "reckoned": None if reckoned is None else reckoned.to_json(),
        }


def decide(
    listed: Listed,
    facts: Mapping[str, object | None],
    *,
    on: date,
    covers_reserve: bool | None = None,
    explain: bool = False,
    model: Model | None = None,
) -> Answer:
    """The policy's answer to one firm; `facts` by element, money in fen.

    `model` is another rule than the listed one, as when what was decided once is reckoned anew.
    """
    rule = model or listed.rule
    return answer_of(
        listed.model, rule, facts, on=on, covers_reserve=covers_reserve, explain=explain
    )


def answer_of(
    policy: Policy,
    rule: Model,
    facts: Mapping[str, object | None],
    *,
    on: date,
    covers_reserve: bool | None = None,
    explain: bool = False,
) -> Answer:
    """The same for a policy and a rule that need not be in the database."""
    given = inputs(policy, facts, on=on, covers_reserve=covers_reserve, model=rule)
    decision = policy.decision
    verdict = rule.decide(decision.verdict, given, explain=explain)
    eligible = _eligible(policy, verdict.value)
    reckoned = channel = None
    amount: int | None = None
    if eligible is False:
        amount = 0
    if decision.amount is not None and (explain or eligible is not False):
        reckoned = rule.decide(decision.amount, given, explain=explain)
        amount = amount if eligible is False else _fen(policy, reckoned.value)
        eligible, amount = (eligible, amount) if eligible is not None else (None, None)
        eligible = None if amount is None else eligible
    if decision.channel is not None:
        channel = rule.decide(decision.channel, given, explain=False).value
    missing = _missing(rule, policy, given) if eligible is None else ()
    return Answer(
        verdict.value, eligible, amount, channel, missing, _elements(policy, missing), rule.hash,
        given, verdict if explain else None, reckoned if explain else None,
    )  # fmt: skip


def columns(
    listed: Listed,
    table: ir.Table,
    on: date,
    *,
    covers_reserve: bool | None = None,
    reasons: bool = False,
    keep: tuple[str, ...] = ("credit_code",),
    model: Model | None = None,
) -> ir.Table:
    """The same for every firm of a table with a column an element.

    *Shapes*: the columns of `keep`, `eligible`, `amount_fen`, `verdict`, `channel` (null where the
    rule has none); with `reasons` those of the rules' columns, named `<verdict>__…`.
    *Errors*: `NotCompilable` for a rule that has no exact counterpart in columns.
    """
    policy, rule = listed.model, model or listed.rule
    given = in_columns(policy, table, on, covers_reserve, model=rule, keep=keep)
    named = policy.decision
    found = to_columns(rule.program, decisions_asked(policy), table=given, reasons=reasons)
    rows = found.table
    verdict = rows[named.verdict]
    amount = None if named.amount is None else _fen_column(policy, rows[named.amount])
    eligible = _eligible_column(policy, verdict, amount)
    nothing = ibis.null(dt.int64) if amount is None else amount
    return rows.select(
        **{name: rows[name] for name in keep if name in rows.columns},
        eligible=eligible,
        amount_fen=ibis.cases(
            (eligible, nothing), (eligible == False, ibis.literal(0, type=dt.int64)),  # noqa: E712 - a column
            else_=ibis.null(dt.int64),
        ),
        verdict=verdict,
        channel=ibis.null(dt.string) if named.channel is None else rows[named.channel],
        **{name: rows[name] for name in found.reasons},
    )  # fmt: skip


def decisions_asked(policy: Policy) -> tuple[str, ...]:
    """The decisions of the rule that the policy reads, each once."""
    named = policy.decision
    found = [d for d in (named.verdict, named.amount, named.channel) if d is not None]
    return tuple(dict.fromkeys(found))


def _eligible(policy: Policy, verdict: object) -> bool | None:
    return None if verdict is None else verdict in policy.decision.eligible


def _fen(policy: Policy, amount: object) -> int | None:
    """The amount as the rule gave it, in whole fen: rounded half up, then capped."""
    if not isinstance(amount, Decimal):
        return None
    yuan = amount * YUAN[policy.decision.unit]
    unit = Decimal(1) if policy.rounding == "yuan" else Decimal("0.01")
    fen = int(yuan.quantize(unit, rounding=ROUND_HALF_UP) * FEN)
    cap = cap_fen(policy)
    return fen if cap is None else min(fen, cap)


def cap_fen(policy: Policy) -> int | None:
    """The most that one firm gets."""
    return None if policy.cap is None else int(Decimal(policy.cap) * FEN)


def _missing(rule: Model, policy: Policy, given: Mapping[str, object]) -> tuple[str, ...]:
    """The inputs that the answer hangs on; where the rule cannot tell, all that are not known.

    The verdict's first: the amount's only once nothing of the verdict is missing.
    """
    known = {name: value for name, value in given.items() if value is not None}
    asked = [d for d in (policy.decision.verdict, policy.decision.amount) if d is not None]
    for decision in asked:
        if found := _hangs_on(rule, decision, known):
            return found
    open_ = [n for d in asked for n in rule.inputs_of(d) if given.get(n) is None]
    return tuple(dict.fromkeys(open_))


def _hangs_on(rule: Model, decision: str, known: Mapping[str, object]) -> tuple[str, ...]:
    """What matters of what is missing. Of much that is missing all that may matter: to find what
    really does takes a quarter of a second, and hardly anything would be left out."""
    may = rule.may_hang_on(decision, known)
    if not may or len(may) > MOST_TRIED:
        return may
    return rule.decide(decision, known, explain=True).missing


def _elements(policy: Policy, names: tuple[str, ...]) -> tuple[str, ...]:
    codes = {one.name: one.element for one in policy.inputs}
    found = [codes.get(name) for name in names]
    return tuple(dict.fromkeys(code for code in found if code is not None))


def _eligible_column(policy: Policy, verdict: ir.Value, amount: ir.Value | None) -> ir.Value:
    is_due = verdict.isin([v for v in policy.decision.eligible if v is not None])
    unknown = verdict.isnull() if amount is None else verdict.isnull() | (is_due & amount.isnull())
    return ibis.cases((unknown, ibis.null(dt.boolean)), else_=is_due)


def _fen_column(policy: Policy, amount: ir.Value) -> ir.Value:
    yuan = _times(amount, YUAN[policy.decision.unit])
    places = 0 if policy.rounding == "yuan" else 2
    scale = getattr(yuan.type(), "scale", 0) or 0
    if scale > places:
        yuan = exact("half up", yuan, result=dt.Decimal(38, places), places=places)
    whole = exact("cast", yuan, result=dt.Decimal(WIDE, 2))
    fen = exact("*", whole, ibis.literal(FEN, type=dt.int16), result=dt.Decimal(WIDE + 5, 2))
    found = exact("cast", fen, result=dt.int64)
    cap = cap_fen(policy)
    if cap is None:
        return found
    most = ibis.literal(cap, type=dt.int64)
    return ibis.cases((found.isnull(), ibis.null(dt.int64)), (found > most, most), else_=found)


def _times(amount: ir.Value, factor: int) -> ir.Value:
    if factor == 1:
        return amount
    scale = getattr(amount.type(), "scale", 0) or 0
    wide = exact("cast", amount, result=dt.Decimal(WIDE + scale, scale))
    by = ibis.literal(factor, type=dt.int16)
    return exact("*", wide, by, result=dt.Decimal(min(38, WIDE + scale + 5), scale))


def _json(value: object) -> Json:
    return value if value is None or isinstance(value, bool | int) else str(value)
