"""A document is uploaded once, and used again elsewhere only with consent."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.cast import NOW, enterprise
from tests.core.documents import papers
from tests.core.documents.cases import case_of
from yingshang.core.access.doors import CaseMissing
from yingshang.core.documents import errors
from yingshang.core.documents.models import Document, DocumentUse
from yingshang.core.documents.services import Use, held_by, use_in_case, use_in_cases
from yingshang.core.ledger.acts import CLOCK, Actor
from yingshang.core.ledger.queries import entries_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def document(hand_in):
    return hand_in(papers.pdf())


@pytest.fixture
def use(cast):
    def use(document, case, material="charter", *, by=None, at=NOW, **more):
        actor = Actor.user((by or cast.owner).id)
        return use_in_case(document.id, case.id, material=material, actor=actor, at=at, **more)

    return use


def test_the_first_use_needs_no_consent_and_is_an_entry(document, use, cast):
    case = case_of(cast)
    made = use(document, case)
    assert (made.is_reuse, made.consented_at) == (False, None)
    last = entries_of([document.id])[-1]
    assert (last.action, last.data["case"]) == ("document.use", str(case.id))


def test_using_it_again_in_the_same_place_is_done_once(document, use, cast):
    case = case_of(cast)
    assert use(document, case).id == use(document, case).id
    assert DocumentUse.objects.count() == 1
    assert len(entries_of([document.id])) == 2


def test_the_members_of_a_bundle_share_without_asking_again(document, use, cast):
    bundle = case_of(cast, code="company_opening")
    members = [case_of(cast, parent_id=bundle.id) for _ in range(2)]
    assert [use(document, case).is_reuse for case in (bundle, *members)] == [False] * 3


def test_another_case_needs_consent(document, use, cast):
    use(document, case_of(cast))
    other = case_of(cast)
    with pytest.raises(errors.ConsentNeeded) as caught:
        use(document, other)
    assert caught.value.field == "charter"
    made = use(document, other, consented_at=NOW)
    assert (made.is_reuse, made.consented_at) == (True, NOW)
    last = entries_of([document.id])[-1]
    assert last.action == "document.reuse"
    assert last.data["consented_at"] == "2026-11-24T02:00:00.000000Z"


def test_one_without_consent_undoes_the_whole_batch(document, cast):
    cases = [case_of(cast), case_of(cast)]
    rows = [Use(document.id, case.id, "charter") for case in cases]
    with pytest.raises(errors.ConsentNeeded):
        use_in_cases(rows, actor=Actor.user(cast.owner.id), at=NOW)
    assert not DocumentUse.objects.exists()


def test_a_stranger_can_use_neither_document_nor_case(document, use, hand_in, cast):
    case = case_of(cast)
    with pytest.raises(errors.DocumentMissing):
        use(document, case, by=cast.stranger)
    own = hand_in(papers.png(), owner=cast.stranger.person, by=cast.stranger)
    with pytest.raises(CaseMissing):
        use(own, case, by=cast.stranger)


def test_the_platform_itself_may_use_what_it_made(hand_in, cast):
    output = hand_in(papers.pdf(text="licence"), origin="output", kind="business_licence")
    case = case_of(cast)
    assert use_in_case(output.id, case.id, material="result", actor=CLOCK, at=NOW).case == case


def test_an_expired_document_cannot_be_used(hand_in, use, cast):
    last_day = hand_in(papers.pdf(), valid_until=date(2026, 11, 24))
    case = case_of(cast)
    late = NOW + timedelta(hours=14)  # midnight in Shanghai
    with pytest.raises(errors.DocumentExpired):
        use(last_day, case, at=late)
    assert use(last_day, case, at=late - timedelta(seconds=1))


def test_a_document_that_is_not_clean_cannot_be_used(document, use, cast):
    Document.objects.filter(id=document.id).update(scan="pending")
    with pytest.raises(errors.NotClean):
        use(document, case_of(cast))


def test_what_a_party_holds_is_valid_clean_its_own_and_newest_first(hand_in, cast):
    old = hand_in(papers.pdf(text="1"), at=NOW - timedelta(days=9))
    new = hand_in(papers.pdf(text="2"))
    hand_in(papers.pdf(text="3"), valid_until=NOW.date() - timedelta(days=1))
    hand_in(papers.pdf(text="4"), kind="lease_contract")
    hand_in(papers.pdf(text="5"), owner=enterprise("另一家示例"))
    unclean = hand_in(papers.pdf(text="6"))
    Document.objects.filter(id=unclean.id).update(scan="refused")
    assert held_by(cast.company, ["charter"], at=NOW) == [new, old]


def test_many_uses_cost_as_many_statements_as_one(hand_in, cast):
    counts = []
    for size in (1, 40):
        case = case_of(cast)
        rows = [Use(hand_in(papers.pdf(text=f"{size}-{n}")).id, case.id, "m") for n in range(size)]
        with CaptureQueriesContext(connection) as seen:
            use_in_cases(rows, actor=Actor.user(cast.owner.id), at=NOW)
        counts.append(len(seen))
    assert counts[0] == counts[1] - 1  # entry and content in one
