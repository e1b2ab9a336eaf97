"""A place where something is under way: a draft, a signature wanted, a case in every hand."""

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import time_machine
from django.utils import timezone

from tests.api.across import feed_token, received_for_another
from tests.api.callers import Caller
from tests.api.claimed import claimed
from tests.api.consulted import consulted
from tests.api.delivered import delivered
from tests.api.finished import finished
from tests.api.opening import fill, member, opened, pdf, start, submit, take
from tests.api.paid import of_runs
from tests.api.promised import of_promises
from tests.api.reported import reported
from tests.api.tried import of_trials
from tests.api.watched import of_papers, of_permits, of_priority
from tests.portal.openness.sealed import seal_all_of
from yingshang.city.matters.models import Licence
from yingshang.core.access.models import User
from yingshang.core.access.tokens import create_token
from yingshang.core.draws.models import Draw
from yingshang.core.ledger.acts import Actor
from yingshang.simulation.cast import DemoCast
from yingshang.simulation.draws import ensure_draws

CALLERS = ("owner", "partner", "clerk", "approver", "tax", "leader", "head", "supervisor")


@dataclass(frozen=True)
class Aim:
    """A call that can succeed: who calls, what path, body and query hold for sure."""

    caller: str = "owner"
    path: dict[str, str] = field(default_factory=dict)
    body: dict[str, Any] = field(default_factory=dict)
    query: dict[str, Any] = field(default_factory=dict)
    adds: dict[str, Any] = field(default_factory=dict)
    """What the body has to have although it is optional."""


@dataclass(frozen=True)
class Scene:
    """Ids by the path parameter that takes them, a token for each caller, an aim per operation."""

    ids: dict[str, str]
    tokens: dict[str, str]
    aims: dict[str, Aim]

    def aim(self, operation: str) -> Aim:
        """The operation's own aim, or the owner at what stands there."""
        return self.aims.get(operation, Aim())


def scene(people: DemoCast, clock: time_machine.Traveller, place: str) -> Scene:
    """Set the scene through the API."""
    done = finished(people, clock)
    owner, clerk = Caller(people["owner"]), Caller(people["clerk"])
    owner.post(f"/cases/{done}/rating", {"grade": 4}, status=201)
    rateable = owner.get(f"/cases/{done}")["members"][0]["id"]
    running = opened(people, "湘潭示例在办有限公司")
    registration = member(owner, running, "company_registration")["id"]
    corrected = member(owner, opened(people, "湘潭示例补正有限公司"), "company_registration")
    take(clerk, corrected, "ask_correction", points=["章程缺一页"])
    draft, ready, signing = start(owner), start(owner), start(owner)
    document = owner.upload(f"/applications/{draft}/materials/charter", pdf("章程"))["id"]
    fill(owner, ready, "湘潭示例待提交有限公司")
    fill(owner, signing, "湘潭示例待签名有限公司")
    submit(owner, signing)
    content = Caller(people["partner"]).get(f"/signatures/{signing}")["content"]
    licence = Licence.objects.filter(kind="business_licence").get()
    correction, signed = {"case_id": corrected["id"]}, {"application_id": signing}
    ids, aims = reported(people)
    promised_ids, promised_aims = of_promises(people)
    ids, aims = ids | promised_ids, aims | promised_aims
    accepted = promised_aims["supply_gap"][1]["case_id"]
    asked_ids, asked_aims = consulted(people, place, accepted=accepted)
    ids, aims = ids | asked_ids, aims | asked_aims | of_permits(people) | of_papers()
    aims |= of_priority(people, plain=registration, prior=accepted)
    fact_ids, fact_aims = delivered(people, place)
    ids, aims = ids | fact_ids, aims | fact_aims
    run_ids, run_aims = of_runs(people, place)
    ids, aims = ids | run_ids, aims | run_aims
    trial_ids, trial_aims = of_trials(people, place)
    ids, aims = ids | trial_ids, aims | trial_aims
    claim_ids, claim_aims, firm = claimed(people, place)
    ids, aims = ids | claim_ids, aims | claim_aims
    across = {"case_id": received_for_another(people, place)}
    subscriber = feed_token(people, place)
    ensure_draws(place, at=timezone.now())
    seal_all_of(place)
    clock.shift(timedelta(minutes=1))
    return Scene(
        ids={
            "application_id": draft,
            "case_id": running,
            "document_id": document,
            "paper_id": owner.get(f"/cases/{done}/papers")["items"][0]["id"],
            "licence_id": str(licence.pk),
            "token": licence.token,
            "material": "charter",
            "code": "company_opening",
            **ids,
            "draw_id": str(Draw.objects.get(state="drawn").pk),
        },
        tokens={"subscriber": subscriber} | {name: token(people[name], place) for name in CALLERS},
        aims={
            "act_on_cross_case": Aim("owner", across, adds={"act": "withdraw", "version": None}),
            "answer_questions": Aim(body={"answers": {}, "put_off": []}),
            "copy_application": Aim(path=signed),
            "decide_signature": Aim("partner", signed, {"content": content}),
            "fill_fields": Aim(body={"values": {"company_name": "湘潭示例填写有限公司"}}),
            "get_cross_case": Aim(path=across),
            "get_benefit_policy": Aim(path={"code": "job_retention_refund_2022"}),
            "get_consistency": Aim(query={"old": 1, "new": 2}),
            "get_inclusion": Aim(query={"index": 1, "size": 2}),
            "get_rating": Aim(path={"case_id": done}),
            "get_signature_content": Aim("partner", signed),
            "list_figures": Aim("leader"),
            "list_queue": Aim("clerk"),
            "match_benefits": Aim(query=firm),
            "plan_service": Aim(body={"answers": {}, "put_off": []}),
            "rate_case": Aim(path={"case_id": rateable}, body={"reasons": ["fast"]}),
            "resubmit_case": Aim(path=correction, body={"values": {}, "documents": []}),
            "read_feed": Aim("subscriber"),
            "reuse_document": Aim(body={"document_id": document}),
            "start_application": Aim(
                body={"service": "company_opening", "applicant_id": None, "enterprise_id": None}
            ),
            "submit_application": Aim(path={"application_id": ready}),
            "take_back_application": Aim(path=signed),
            "take_step": Aim("clerk", {"case_id": registration}, {"step": "accept"}),
            "upload_correction": Aim(path=correction),
            **{name: Aim(who, at, adds=body) for name, (who, at, body) in aims.items()},
        },
    )


def token(user: User, place: str) -> str:
    """A fresh bearer token of a user."""
    at = timezone.now()
    _, secret = create_token(
        user, label="tests", days=30, place=place, actor=Actor.user(user.pk), at=at
    )
    return secret
