"""Two at once, with real transactions: nothing acknowledged is lost, nothing is done twice."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from functools import partial
from threading import Barrier
from uuid import uuid4

import pytest
from django.db import connection, transaction

from tests.cast import Cast
from tests.city.matters.services.story import Town
from tests.core.cases.factory import opening
from yingshang.city.matters import applicants, clockwork
from yingshang.city.matters.applications import submission
from yingshang.city.matters.applications.errors import ApplicationIncomplete, KeyUsed
from yingshang.city.matters.desk import DeskStep, take_step
from yingshang.city.matters.models import Application, Licence
from yingshang.city.matters.vertical import answered
from yingshang.core.cases.opening import open_cases
from yingshang.core.cases.types import StepRefused
from yingshang.core.exchange.services import Incoming
from yingshang.core.ids import new_id
from yingshang.core.models import Case, Commitment, Message, User
from yingshang.errors import DomainError

pytestmark = pytest.mark.usefixtures("real_database")
ROUNDS = 6
PATIENCE_SECONDS = 300  # only a deadlock takes so long, on however busy a machine


def at_once(*acts: Callable[[], object]) -> list[object]:
    """What each act answered, or the domain error it raised; all begin at the same moment."""
    barrier = Barrier(len(acts))

    def run(act: Callable[[], object]) -> object:
        try:
            barrier.wait(timeout=PATIENCE_SECONDS)
            return act()
        except DomainError as error:
            return error
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        return [f.result(timeout=PATIENCE_SECONDS) for f in [pool.submit(run, act) for act in acts]]


def errors(answers: Sequence[object]) -> list[object]:
    return [answer for answer in answers if isinstance(answer, DomainError)]


def named(n: int) -> str:
    return f"湘潭并发{n}示例有限公司"


def test_two_submissions_with_different_keys_become_one(town):
    draft = town.filled()
    owner, at = town.cast["owner"], town.later()
    answers = at_once(
        *(lambda: submission.submit(draft.pk, user=owner, key=uuid4(), at=at) for _ in range(2))
    )
    assert len(errors(answers)) == 1
    draft.refresh_from_db()
    assert draft.state == "signing"
    assert draft.signatures.count() == 2


def test_one_key_submits_one_of_two_applications(town):
    drafts = [town.filled(company=named(n)) for n in range(2)]
    owner, at, key = town.cast["owner"], town.later(), uuid4()
    answers = at_once(
        *(lambda d=d: submission.submit(d.pk, user=owner, key=key, at=at) for d in drafts)
    )
    assert [type(error) for error in errors(answers)] == [KeyUsed]


def test_of_two_who_declare_one_name_at_once_one_gets_it(town):
    drafts = [town.filled(), town.filled()]
    owner, at = town.cast["owner"], town.later()
    answers = at_once(
        *(lambda d=d: submission.submit(d.pk, user=owner, key=uuid4(), at=at) for d in drafts)
    )
    assert [type(error) for error in errors(answers)] == [ApplicationIncomplete]
    assert Application.objects.filter(state="signing").count() == 1


def test_the_last_signatures_at_once_make_one_case(town):
    application = town.submitted()
    signature = application.signatures.get(state="pending")
    signer, at = User.objects.get(person=signature.signer_id), town.later()
    answers = at_once(
        *(
            lambda: submission.decide_signature(
                application.pk, user=signer, content=signature.content_hash, at=at, agrees=True
            )
            for _ in range(3)
        )
    )
    assert len(errors(answers)) == 2
    assert Case.objects.filter(kind="bundle").count() == 1


def test_answers_about_two_members_at_once_start_and_finish_all_that_follows(town):
    for n in range(ROUNDS):
        bundle = registered(town, n)
        ready = [
            member
            for member in Case.objects.filter(parent=bundle, closed_at__isnull=True)
            if Message.objects.filter(case_id=member.pk, direction="out").exists()
        ]
        assert len(ready) >= 3
        at = town.later()
        assert errors(at_once(*(partial(answer, m, at) for m in ready))) == []
        town.exchange()
        bundle.refresh_from_db()
        assert "waiting" not in town.states(bundle).values()
        assert bundle.state == "done", town.states(bundle)
        assert Commitment.objects.filter(case=bundle, met_at__isnull=False).count() == 1


def registered(town: Town, n: int) -> Case:
    """A bundle whose registration is answered; all that follows waits for outside systems."""
    bundle = town.signed(company=named(n))
    case = town.member(bundle, "company_registration")
    town.granted(case, "clerk", "approver")
    town.exchange()
    tax = town.member(bundle, "invoice_first_issue")
    for step, who in (("accept", "clerk"), ("handle", "tax"), ("grant", "tax")):
        town.step(tax, step, who)
    return bundle


def answer(case: Case, at, **body: object) -> None:
    """The outside system grants."""
    asked = Message.objects.get(case_id=case.pk, direction="out")
    with transaction.atomic():
        answered(
            Incoming(
                new_id(), case.place, asked.system, asked.kind, str(new_id()), case.pk, asked.pk,
                {"outcome": "granted", **body}, at,
            )
        )  # fmt: skip


def test_two_answers_of_the_registry_at_once_make_one_licence(town):
    bundle = town.signed()
    Application.objects.filter(case=bundle).update(delivery="desk")
    case = town.member(bundle, "company_registration")
    town.granted(case, "clerk", "approver")
    at = town.later()
    answers = at_once(
        *(lambda n=n: answer(case, at, registration_number=f"R{n}") for n in range(2))
    )
    assert errors(answers) == []
    assert Licence.objects.filter(case=case).count() == 1


def test_granting_while_the_applicant_withdraws_leaves_one_winner(town):
    for n in range(ROUNDS):
        bundle = town.signed(company=named(n))
        case = town.member(bundle, "company_registration")
        town.step(case, "accept", "clerk")
        town.step(case, "handle", "approver")
        at = town.later()
        answers = at_once(
            partial(take_step, DeskStep(case.pk, "grant"), user=town.cast["approver"], at=at),
            partial(applicants.withdraw, bundle.pk, user=town.cast["owner"], at=at),
        )
        case.refresh_from_db()
        bundle.refresh_from_db()
        assert (case.state, bundle.state) in {("granted", "withdrawn"), ("withdrawn", "withdrawn")}
        assert len(errors(answers)) == (case.state == "withdrawn")


def test_silence_and_an_officer_at_once_accept_once():
    people = Cast()
    _ = people.clerk
    for _ in range(ROUNDS):
        row = opening(people, code="food_business_licence")
        open_cases([row])
        case = Case.objects.get(pk=row.case_id)
        intake = Commitment.objects.get(case=case, clock="intake")
        at = intake.due_at + timedelta(seconds=1)
        answers = at_once(
            partial(take_step, DeskStep(case.pk, "accept"), user=people.clerk, at=intake.due_at),
            partial(clockwork.deem_accepted, at=at),
        )
        case.refresh_from_db()
        assert case.state == "accepted"
        assert len(errors(answers)) <= 1
        assert Commitment.objects.filter(case=case, clock="statutory").count() == 1


def test_the_same_step_twice_at_once_is_done_once(town):
    case = town.member(town.signed(), "company_registration")
    at = town.later()
    answers = at_once(
        *(
            lambda: take_step(
                DeskStep(case.pk, "accept", version=1), user=town.cast["clerk"], at=at
            )
            for _ in range(4)
        )
    )
    assert [type(error) for error in errors(answers)] == [StepRefused] * 3
    assert case.papers.count() == 1
