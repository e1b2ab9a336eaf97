"""A place where something is under way: a draft, a signature wanted, a case in every hand."""

from dataclasses import dataclass
from datetime import timedelta

import time_machine
from django.utils import timezone

from tests.api.callers import Caller
from tests.api.opening import fill, member, opened, outside, pdf, start, submit, take
from yingshang.city.matters.models import Licence, Paper
from yingshang.core.access.models import User
from yingshang.core.access.tokens import create_token
from yingshang.core.ledger.acts import Actor
from yingshang.core.models import Document
from yingshang.simulation.cast import DemoCast


@dataclass(frozen=True)
class Scene:
    """Ids by the name of the path parameter that takes them, and a token for each caller."""

    ids: dict[str, list[str]]
    tokens: dict[str, str]


def scene(people: DemoCast, clock: time_machine.Traveller, place: str) -> Scene:
    """Set the scene through the API."""
    owner, partner = Caller(people["owner"]), Caller(people["partner"])
    draft = start(owner)
    owner.upload(f"/applications/{draft}/materials/charter", pdf("公司章程"))
    signing = start(owner)
    fill(owner, signing, "湘潭示例待签名有限公司")
    submit(owner, signing)
    bundle = opened(people)
    registration = member(owner, bundle, "company_registration")
    clerk, approver = Caller(people["clerk"]), Caller(people["approver"])
    take(clerk, registration, "accept")
    for step in ("claim", "handle", "grant"):
        clock.shift(timedelta(minutes=5))
        take(approver, registration, step)
    outside(clock)
    invoices = member(owner, bundle, "invoice_first_issue")
    assert partner.get("/signatures")["items"]
    return Scene(
        ids={
            "application_id": [draft, signing],
            "case_id": [bundle, invoices["id"], registration["id"]],
            "document_id": [str(pk) for pk in Document.objects.values_list("pk", flat=True)[:2]],
            "paper_id": [str(pk) for pk in Paper.objects.values_list("pk", flat=True)[:1]],
            "licence_id": [str(pk) for pk in Licence.objects.values_list("pk", flat=True)[:1]],
            "token": list(Licence.objects.values_list("token", flat=True)[:1]),
            "material": ["charter", "lease_contract"],
            "code": ["company_opening", "company_registration"],
        },
        tokens={name: token(people[name], place) for name in ("owner", "partner", "clerk", "tax")},
    )


def token(user: User, place: str) -> str:
    """A fresh bearer token of a user."""
    at = timezone.now()
    _, secret = create_token(
        user, label="tests", days=30, place=place, actor=Actor.user(user.pk), at=at
    )
    return secret
