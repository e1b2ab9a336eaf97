"""The rated office never sees who rated; the call-back desk does, and the person sees that."""

import pytest

from tests.cast import NOW, PLACE, enterprise, login, mandate, person, serve
from tests.core.ratings.town import COMMENT
from yingshang.core.access.doors import visible_cases
from yingshang.core.access.errors import ReasonNeeded
from yingshang.core.access.models import Role
from yingshang.core.access.personal_data import reads_of
from yingshang.core.ledger.queries import entries_of
from yingshang.core.measures.period import Period
from yingshang.core.parties.models import Party
from yingshang.core.parties.secrets import CannotOpen, unseal
from yingshang.core.ratings.errors import RatedYourself, RatingHidden
from yingshang.core.ratings.followups import (
    followups_for,
    get_followup_for,
    take_followup_step,
)
from yingshang.core.ratings.giving import rater_actor
from yingshang.core.ratings.identity import reveal_rater
from yingshang.core.ratings.models import RaterIdentity, Rating
from yingshang.core.ratings.opinions import Opinion
from yingshang.core.ratings.queries import FEWEST, bad_outcomes, ratings_of_office, summaries
from yingshang.core.ratings.rating import rate, rate_window
from yingshang.core.ratings.tickets import ticket_code

pytestmark = pytest.mark.django_db
BAD = Opinion(1, ("slow",), COMMENT)
MONTH = Period.parse("2026-11")


def bad_rating(town) -> Rating:
    return rate(town.case().pk, BAD, user=town.owner, at=NOW)


def secrets_of(town) -> list[str]:
    return [
        str(town.owner.pk),
        str(town.owner.person_id),
        str(town.company.pk),
        town.company.name,
        town.owner.display_name,
    ]


def test_the_entry_bears_a_pseudonym_that_is_new_every_time(town):
    first, second = bad_rating(town), bad_rating(town)
    (entry,) = entries_of([first.pk])
    assert (entry.actor_kind, entry.actor_id) == ("rater", rater_actor(first.pseudonym).id)
    assert entry.on_behalf_of is None
    assert first.pseudonym != second.pseudonym
    told = f"{entry.data} {first.subject_id}"
    assert not any(secret in told for secret in secrets_of(town))
    assert str(first.subject_id) not in str(entry.data)


def test_what_the_rated_office_reads_names_nobody_and_no_single_case(town):
    bad_rating(town)
    (view,) = ratings_of_office(town.office("market_regulation"), MONTH)
    assert (view.grade, view.reasons, view.comment) == (1, ("slow",), COMMENT)
    assert (view.month, view.item_code) == ("2026-11", "")


def test_a_service_is_named_when_enough_rated_it(town):
    for _ in range(FEWEST):
        bad_rating(town)
    rate(town.case(item="food_business_licence").pk, BAD, user=town.owner, at=NOW)
    views = ratings_of_office(town.office("market_regulation"), MONTH)
    assert sorted(view.item_code for view in views) == ["", *["company_registration"] * FEWEST]
    assert [(row.item_code, row.n, row.good) for row in summaries(PLACE, MONTH)] == [
        ("company_registration", FEWEST, 0),
        ("", 1, 0),
    ]


def test_the_follow_up_names_nobody(town):
    row = bad_rating(town)
    case, behind = get_followup_for(town.caller, row.followup_case_id, at=NOW)
    assert behind == row
    assert case.party.name == "评价人（不公开）"
    assert case.party not in (town.company, town.owner.person)
    entries = entries_of([case.pk])
    told = f"{case.title} {case.number} {case.cause} {[entry.data for entry in entries]}"
    assert len(entries) == 1
    assert not any(secret in told for secret in [*secrets_of(town), str(row.subject_id)])


def test_only_the_call_back_desk_and_its_supervisor_see_follow_ups(town):
    row = bad_rating(town)
    for user in (town.caller, town.supervisor):
        assert [case.pk for case in followups_for(user, at=NOW)] == [row.followup_case_id]
    for user in (town.rated_officer, town.clerk, town.approver, town.owner, town.stranger):
        assert not followups_for(user, at=NOW).exists()


def test_the_rated_office_and_the_applicant_find_no_follow_up_among_their_cases(town):
    row = bad_rating(town)
    users = (town.approver, town.rated_officer, town.clerk, town.leader, town.owner, town.stranger)
    for user in users:
        assert not visible_cases(user, at=NOW).filter(pk=row.followup_case_id).exists()
    assert visible_cases(town.caller, at=NOW).filter(pk=row.followup_case_id).exists()


def test_the_call_back_desk_learns_who_and_the_person_sees_it(town):
    row = bad_rating(town)
    who = reveal_rater(town.caller, row.pk, purpose="差评回访", at=NOW)
    assert (who.name, who.on_behalf_of, who.phone) == ("示例业主", "示例食品有限公司", "")
    (read,) = reads_of(town.owner.person)
    assert (read.reader, read.purpose, read.fields) == ("回访员", "差评回访", ("name", "phone"))
    actions = [entry.action for entry in entries_of([row.followup_case_id])]
    assert actions == ["case.open", "followup.reveal"]


@pytest.mark.parametrize(
    "who", ["rated_officer", "clerk", "supervisor", "leader", "stranger", "owner"]
)
def test_nobody_else_learns_who_rated(town, who):
    row = bad_rating(town)
    with pytest.raises(RatingHidden):
        reveal_rater(getattr(town, who), row.pk, purpose="好奇", at=NOW)
    assert reads_of(town.owner.person) == []


def test_a_call_back_post_at_the_rated_office_itself_opens_nothing(town):
    user = serve(login("own", "本单位回访"), town.office("market_regulation"), Role.CALLBACK)
    with pytest.raises(RatingHidden):
        reveal_rater(user, bad_rating(town).pk, purpose="差评回访", at=NOW)


def test_an_officer_of_the_desk_who_serves_at_the_rated_office_stands_aside(town):
    serve(town.caller, town.office("market_regulation"), Role.APPROVER)
    with pytest.raises(RatedYourself):
        reveal_rater(town.caller, bad_rating(town).pk, purpose="差评回访", at=NOW)
    assert reads_of(town.owner.person) == []


def test_a_rating_that_is_not_bad_is_never_opened(town):
    row = rate(town.case().pk, Opinion(3), user=town.owner, at=NOW)
    with pytest.raises(RatingHidden):
        reveal_rater(town.caller, row.pk, purpose="差评回访", at=NOW)


@pytest.mark.parametrize("purpose", ["", "  ", "长" * 201])
def test_a_read_says_what_for(town, purpose):
    with pytest.raises(ReasonNeeded):
        reveal_rater(town.caller, bad_rating(town).pk, purpose=purpose, at=NOW)


def test_a_phone_left_with_a_ticket_is_sealed_and_opened_for_the_call(town):
    service = town.window(office="tax")
    row = rate_window(service.pk, BAD, code=ticket_code(service.pk), phone="13800138000", at=NOW)
    assert b"138" not in bytes(RaterIdentity.objects.get().party_cipher)
    assert reveal_rater(town.caller, row.pk, purpose="差评回访", at=NOW).phone == "+8613800138000"


def test_a_ticket_without_name_or_phone_has_nobody_to_reveal(town):
    service = town.window(office="tax")
    row = rate_window(service.pk, BAD, code=ticket_code(service.pk), at=NOW)
    with pytest.raises(RatingHidden):
        reveal_rater(town.caller, row.pk, purpose="差评回访", at=NOW)


def test_an_identity_moved_to_another_rating_does_not_open(town):
    row = bad_rating(town)
    other = rate(town.case(enterprise("另一家")).pk, BAD, user=_owner_of_other(town), at=NOW)
    stolen = RaterIdentity.objects.get(rating=row).party_cipher
    RaterIdentity.objects.filter(rating=other).update(party_cipher=stolen)
    with pytest.raises(CannotOpen):
        reveal_rater(town.caller, other.pk, purpose="差评回访", at=NOW)
    assert str(town.company.pk) in unseal(stolen, about=f"rating.rater:{row.pk}")


def test_published_outcomes_hold_no_words_and_no_single_service(town):
    row = bad_rating(town)
    assert bad_outcomes(PLACE, MONTH) == []
    for step in ("verify", "fix", "call_back"):
        take_followup_step(
            row.followup_case_id, step, user=town.caller, at=NOW, reason="示例业主已谅解"
        )
    (outcome,) = bad_outcomes(PLACE, MONTH)
    assert (outcome.month, outcome.item_code, outcome.reasons, outcome.outcome) == (
        "2026-11",
        "",
        ("slow",),
        "fixed",
    )


def _owner_of_other(town):
    party = Party.objects.get(name="另一家")
    user = login("other", "别家业主", party=person("别家业主"))
    mandate(party, user.person)
    return user
