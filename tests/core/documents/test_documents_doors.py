"""Who may open which document; a stranger learns nothing."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser

from tests.cast import NOW, login, mandate, person
from tests.core.documents import papers
from tests.core.documents.cases import case_of
from yingshang.core.documents.errors import DocumentMissing, FileLost
from yingshang.core.documents.services import open_for, use_in_case, visible_documents
from yingshang.core.documents.stores import chosen_store
from yingshang.core.ids import new_id
from yingshang.core.ledger.acts import Actor
from yingshang.core.ledger.queries import entries_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def document(hand_in):
    return hand_in(papers.pdf())


@pytest.fixture
def used(document, cast):
    use_in_case(
        document.id, case_of(cast).id, material="charter", actor=Actor.user(cast.owner.id), at=NOW
    )
    return document


def sees(user, document, at=NOW):
    return visible_documents(user, at=at).filter(pk=document.pk).exists()


def read(user, document, at=NOW):
    opened = open_for(user, document.id, at=at)
    with opened.file:
        return opened.file.read()


def test_the_legal_representative_reads_what_the_company_owns(document, cast):
    assert read(cast.owner, document) == papers.pdf()


def test_hidden_and_missing_answer_alike(document, cast):
    for user, wanted in ((cast.stranger, document.id), (cast.owner, new_id())):
        with pytest.raises(DocumentMissing) as caught:
            open_for(user, wanted, at=NOW)
        assert caught.value.code == "documents.missing"
        assert caught.value.data == {}
    with pytest.raises(DocumentMissing):
        open_for(AnonymousUser(), document.id, at=NOW)
    assert [e.action for e in entries_of([document.id])] == ["document.store"]


def test_officers_read_it_only_when_a_case_at_their_desk_uses_it(document, cast):
    assert not sees(cast.approver, document)
    case = case_of(cast)
    use_in_case(document.id, case.id, material="m", actor=Actor.user(cast.owner.id), at=NOW)
    assert read(cast.approver, document) == papers.pdf()
    assert sees(cast.clerk, document)
    assert not sees(cast.tax_approver, document)
    assert not sees(cast.leader, document)
    assert not sees(cast.stranger, document)


def test_a_reading_by_anybody_but_the_owner_is_an_entry(used, cast):
    read(cast.approver, used)
    last = entries_of([used.id])[-1]
    assert (last.action, last.actor_id) == ("document.read", cast.approver.id)
    assert last.data["owner"] == str(cast.company.id)


def test_an_owner_reading_her_own_paper_leaves_no_entry(hand_in, cast):
    own = hand_in(papers.png(), owner=cast.owner.person, kind="id_copies")
    read(cast.owner, own)
    assert [e.action for e in entries_of([own.id])] == ["document.store"]


def test_an_agent_with_a_scope_reads_what_cases_within_it_use(document, cast):
    assert not sees(cast.agent, document)
    bundle = case_of(cast, code="company_opening")
    use_in_case(document.id, bundle.id, material="m", actor=Actor.user(cast.owner.id), at=NOW)
    assert sees(cast.agent, document)
    assert not sees(cast.agent, document, at=NOW + timedelta(days=31))


def test_who_gave_it_keeps_sight_while_the_mandate_runs_or_nothing_uses_it(hand_in, cast):
    given = hand_in(papers.pdf(text="by the agent"), by=cast.agent)
    after = NOW + timedelta(days=31)
    assert sees(cast.agent, given)
    assert sees(cast.agent, given, at=after)
    case = case_of(cast, office="tax")
    use_in_case(given.id, case.id, material="m", actor=Actor.user(cast.owner.id), at=NOW)
    assert sees(cast.agent, given)
    assert not sees(cast.agent, given, at=after)


def test_an_unlimited_mandate_opens_everything_until_it_is_revoked(document, cast):
    helper = login("helper", "示例帮手", party=person("示例帮手"))
    held = mandate(cast.company, helper.person)
    assert sees(helper, document)
    held.revoked_at = NOW
    held.save()
    assert not sees(helper, document)


def test_an_inactive_log_in_sees_nothing(document, cast):
    cast.owner.is_active = False
    assert not sees(cast.owner, document)


def test_a_lost_file_is_said_to_be_lost(document, cast, caplog):
    chosen_store().delete(document.blob_id)
    with pytest.raises(FileLost):
        open_for(cast.owner, document.id, at=NOW)
    assert str(document.id) in caplog.text
