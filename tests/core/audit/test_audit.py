"""The audit holds over a finished company, and finds each kind of damage."""

from contextlib import suppress

import pytest
from django.db import connection, transaction

from tests.cast import PLACE
from yingshang.core.audit.registry import audit, invariants
from yingshang.core.ledger.acts import CLOCK, Act
from yingshang.core.ledger.services import record
from yingshang.core.models import Case
from yingshang.core.notices.services import set_contact_point

pytestmark = pytest.mark.django_db


@pytest.fixture
def finished(town):
    """A bundle with everything granted at our desks, some members still at their registers."""
    partner = town.cast["partner"].person_id
    set_contact_point(partner, channel="email", address="partner@example.com")
    bundle = town.signed()
    town.granted(town.member(bundle, "company_registration"), "clerk", "approver")
    town.exchange()
    return bundle


class Undone(Exception):
    """Rolls the damage back."""


def broken(name: str) -> int:
    ((_, finding),) = audit(PLACE, [name])
    assert finding.checked, "nothing was looked at"
    return finding.broken


def sql(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement.replace("THE_CASE", THE_CASE))
        assert cursor.rowcount, "nothing was damaged"


THE_CASE = (
    "(SELECT c.id FROM core_case c JOIN core_item i ON i.id = c.item_id"
    " WHERE i.code = 'company_registration')"
)
DAMAGE = {
    "cases.opened_once": (
        "INSERT INTO core_case (id, place, number, kind, state, version, party_id, office_id,"
        " item_id, cause, title, opened_at) SELECT gen_random_uuid(), place, 'x', kind, 'received',"
        " 1, party_id, office_id, item_id, '', '', now() FROM core_case WHERE id = THE_CASE"
    ),
    "cases.version_counts_steps": (
        "UPDATE core_case SET version = version + 1 WHERE id = THE_CASE"
    ),
    "cases.state_is_the_last_steps": ("UPDATE core_case SET state = 'handled' WHERE id = THE_CASE"),
    "cases.closed_in_a_final_state": "UPDATE core_case SET closed_at = now() WHERE kind = 'bundle'",
    "cases.numbers_are_dense": (
        "UPDATE core_case SET number = '潭开办件 2026-11-000999' WHERE id = THE_CASE"
    ),
    "commitments.none_runs_in_a_closed_case": (
        "UPDATE core_commitment SET met_at = NULL WHERE clock = 'promised' AND case_id = THE_CASE"
    ),
    "commitments.met_or_cancelled": (
        "UPDATE core_commitment SET cancelled_at = met_at WHERE met_at IS NOT NULL"
    ),
    "commitments.copies_agree": "UPDATE core_commitment SET office_id = gen_random_uuid()",
    "commitments.clocks_agree": (
        "UPDATE core_commitment SET due_at = due_at + interval '1 hour' WHERE case_id = THE_CASE"
    ),
    "matters.granted_has_its_decision": "DELETE FROM matters_paper WHERE kind = 'decision'",
    "matters.delivered_has_its_result": "DELETE FROM matters_paper WHERE kind = 'delivery'",
    "matters.paper_numbers_are_dense": (
        "UPDATE matters_paper SET number = '潭受 2026-11-000077' WHERE kind = 'acceptance'"
    ),
    "matters.papers_and_licences_belong_to_cases": (
        "UPDATE matters_paper SET case_id = gen_random_uuid() WHERE kind = 'acceptance'"
    ),
    "cases.what_it_names_exists": "UPDATE core_case SET item_id = gen_random_uuid()",
    "notices.deliveries_have_notices": "UPDATE core_delivery SET notice_id = gen_random_uuid()",
    "matters.papers_are_entered": (
        "UPDATE matters_paper SET id = gen_random_uuid() WHERE kind = 'acceptance'"
    ),
    "matters.started_with_what_it_needs": "DELETE FROM matters_licence",
    "matters.application_and_bundle_match": "UPDATE matters_application SET state = 'signing'",
}
KEPT_BY_THE_DATABASE = {"cases.steps_join", "ledger.entries_have_content", "ledger.log_verifies"}
"""Entries cannot be changed by the application; the last has attacks of its own in `ledger`."""


def test_everything_holds_over_a_company_under_way(finished):
    findings = {invariant.name: finding for invariant, finding in audit(PLACE)}
    assert {name: f.first for name, f in findings.items() if not f.holds} == {}
    assert findings["cases.opened_once"].checked == Case.objects.count()
    assert findings["cases.steps_join"].checked > 5


def test_every_invariant_has_its_damage():
    assert {i.name for i in invariants()} >= DAMAGE.keys() | KEPT_BY_THE_DATABASE


def test_each_kind_of_damage_is_found(finished):
    blind = []
    for name, damage in DAMAGE.items():
        assert broken(name) == 0
        with suppress(Undone), transaction.atomic():
            sql(damage)
            if not broken(name):
                blind.append(name)
            raise Undone
    assert blind == []


def test_a_state_without_a_step_and_an_entry_without_content_are_found(finished):
    sql(
        "INSERT INTO ledger_entry (id, place, epoch, subject_kind, subject_id, actor_kind,"
        " actor_id, at, action, commitment_hash) SELECT gen_random_uuid(), place, epoch,"
        " subject_kind, subject_id, actor_kind, actor_id, at, action, commitment_hash"
        " FROM ledger_entry LIMIT 1"
    )
    assert broken("ledger.entries_have_content") == 1
    case = Case.objects.get(item__code="company_registration")
    record(
        [
            Act(
                PLACE, "matter", case.pk, CLOCK, case.opened_at, "matter.handle",
                {"from": "accepted", "to": "handled", "version": case.version + 1},
            )
        ]
    )  # fmt: skip
    assert broken("cases.steps_join") == 1
