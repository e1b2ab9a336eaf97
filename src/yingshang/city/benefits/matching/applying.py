"""A firm applies: what it is due is reckoned from facts and its own statements, and kept.

Where the data alone suffice and the policy is granted on application, it is granted at once. A
statement opens nothing: an officer of the policy's owner decides.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import QuerySet

from yingshang.city.benefits.matching import errors
from yingshang.city.benefits.matching.handing import promise
from yingshang.city.benefits.matching.lifecycle import APPLICATION, DAYS, DECIDE, PREFIX
from yingshang.city.benefits.matching.lines import Line, Matched
from yingshang.city.benefits.matching.models import Application
from yingshang.city.benefits.matching.services import Looking, match
from yingshang.city.benefits.matching.statements import kept
from yingshang.city.benefits.matching.types import Group
from yingshang.city.benefits.matching.words import said
from yingshang.city.benefits.policies.reading import Listed, policy
from yingshang.city.benefits.runs.listed import keep_rule
from yingshang.core.access.acting import may_act_for
from yingshang.core.access.models import User
from yingshang.core.cases.advancing import advance
from yingshang.core.cases.opening import open_cases
from yingshang.core.cases.types import Move, Opening
from yingshang.core.catalogue.parameters import parameter
from yingshang.core.facts.consulting import Purpose
from yingshang.core.ids import new_id
from yingshang.core.ledger.acts import Actor
from yingshang.core.models import Case, Office, Party
from yingshang.errors import Sentence
from yingshang.worktime.zone import local

BY_APPLICATION = ("on_application", "by_review")
RULE = Actor.system("benefits")
WAYS = {
    "without_application": Sentence(
        "符合条件的会直接拨付", "whoever is eligible is paid without it"
    ),
    "self_declared": Sentence("申报时直接享受，资料留存备查", "declare it and keep the papers"),
}


@dataclass(frozen=True, slots=True)
class Ask:
    """What a firm asks for. The same `key` twice is one application; statements by element."""

    key: UUID
    policy: str
    statements: Mapping[str, str]


def apply(place: str, firm: Party, ask: Ask, *, user: User, at: datetime) -> Case:
    """Apply for a policy on behalf of a firm; answers its case.

    Errors: `FirmMissing`, `NoSuchPolicy`, `NotByApplication`, `NotInForce`, `HadBefore`,
    `AppliedBefore`, `StillUnknown`, `NotDue`, `WrongStatement`, `NothingToState`.
    """
    on = local(at, field="at").date()
    listed = policy(place, ask.policy, on=on)
    if not may_act_for(user, firm, item_code=listed.code, at=at):
        raise errors.FirmMissing
    known = Application.objects.filter(key=ask.key, credit_code=firm.credit_code).first()
    if known is not None:
        return _case(known.pk)
    _refuse_other_ways(listed)
    try:
        with transaction.atomic():
            return _case(_apply(listed, firm, ask, on=on, user=user, at=at))
    except IntegrityError as error:
        raise _taken(listed, firm) from error


def _apply(listed: Listed, firm: Party, ask: Ask, *, on: date, user: User, at: datetime) -> UUID:
    case_id, actor = new_id(), Actor.user(user.pk)
    place = listed.item.place
    office = Office.objects.get(place=place, code=listed.model.owner)
    title = listed.model.title[:150]
    purpose = Purpose(
        f"惠企政策申请：{title}", f"Application: {listed.model.title_en[:150]}",
        run_kind=APPLICATION.kind, run_id=case_id,
    )  # fmt: skip
    matched = match(
        place, firm.credit_code or "", on=on, codes=(listed.code,), statements=ask.statements,
        looking=Looking(actor, at, purpose, office),
    )  # fmt: skip
    (line,) = matched.lines
    _refuse(line, firm)
    budget = parameter(place, DAYS, on=on).budget
    data = _data(line, matched)
    open_cases([
        Opening(case_id, APPLICATION.kind, "submitted", place, PREFIX, firm.pk, office.pk,
                listed.item.pk, actor, at, title=listed.model.title, starts=((DECIDE, budget),),
                on_behalf_of=firm.pk, data=data)
    ])  # fmt: skip
    row = _keep(case_id, ask.key, line, matched)
    if listed.model.mode == "on_application" and not line.by_statement:
        advance([Move(case_id, "grant_at_once", RULE, at, data={"fen": line.amount_fen or 0})])
        row.granted_fen = line.amount_fen
        row.save(update_fields=["granted_fen"])
        promise([row], at=at)
    return case_id


def _refuse_other_ways(listed: Listed) -> None:
    model = listed.model
    name = said(model.title, model.title_en)
    if model.mode not in BY_APPLICATION:
        raise errors.NotByApplication(policy=name, way=WAYS[model.mode])
    if not listed.state.holds:
        raise errors.NotInForce(policy=name)


def _refuse(line: Line, firm: Party) -> None:
    """What cannot be applied for, with the reason."""
    model = line.listed.model
    name = said(model.title, model.title_en)
    if line.had_fen and model.instalments == "once":
        raise errors.HadBefore(policy=name)
    if _live(line.listed, firm.credit_code or "").exists():
        raise _taken(line.listed, firm)
    if line.group is Group.INELIGIBLE:
        raise errors.NotDue(policy=name, why=why_not(line))
    if line.group is Group.UNKNOWN:
        missing = [one.name for one in line.lacking if one.matters]
        zh = "、".join(one.text("zh") for one in missing)
        en = "; ".join(one.text("en") for one in missing)
        raise errors.StillUnknown(policy=name, missing=said(zh, en))


def why_not(line: Line) -> Sentence:
    """Why a firm is not eligible, in a few words: a credit list, or what the rule concluded."""
    if line.exclusion is not None:
        return said(line.exclusion.reason, line.exclusion.reason_en)
    verdict = str(line.answer.verdict) if line.answer else ""
    return said(verdict, line.english.get(verdict, verdict))


def _data(line: Line, matched: Matched) -> dict[str, object]:
    """What the entry of the opening says."""
    assert line.answer is not None  # noqa: S101 - a policy in force was decided
    return {
        "policy": line.code,
        "period": line.listed.model.period.name,
        "credit_code": matched.credit_code,
        "verdict": str(line.answer.verdict),
        "amount_fen": line.amount_fen or 0,
        "model": line.answer.model_hash,
        "snapshots": [str(pk) for pk in matched.snapshots],
        "statements": {code: str(value) for code, value in matched.statements.items()},
    }


def _keep(case_id: UUID, key: UUID, line: Line, matched: Matched) -> Application:
    """The application, and its rule under its hash: it can be computed again years later."""
    assert line.answer is not None  # noqa: S101 - a policy in force was decided
    keep_rule(line.listed)
    return Application.objects.create(
        case_id=case_id,
        key=key,
        place=matched.place,
        policy=line.code,
        period=line.listed.model.period.name,
        credit_code=matched.credit_code,
        decided_on=matched.on,
        statements=kept(matched.statements),
        snapshots=[
            {"dataset": s.dataset, "id": str(s.pk), "sha256": s.content_hash}
            for s in matched.given.snapshots
        ],
        decided=line.answer.explained(line.listed).to_json(),
        computed_fen=line.amount_fen,
    )


def _live(listed: Listed, credit_code: str) -> QuerySet[Application]:
    return Application.objects.filter(
        place=listed.item.place, policy=listed.code, period=listed.model.period.name,
        credit_code=credit_code, is_live=True,
    )  # fmt: skip


def _taken(listed: Listed, firm: Party) -> errors.AppliedBefore:
    row = _live(listed, firm.credit_code or "").select_related("case").first()
    name = said(listed.model.title, listed.model.title_en)
    return errors.AppliedBefore(policy=name, number=row.case.number if row else "—")


def _case(case_id: UUID) -> Case:
    return Case.objects.select_related("office", "party", "item", "benefit_application").get(
        pk=case_id
    )
