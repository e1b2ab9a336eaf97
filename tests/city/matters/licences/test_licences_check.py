"""The check itself: by token, by number and code; states; what a stranger may read."""

from datetime import UTC, date, datetime

import pytest

from tests.cast import NOW
from yingshang.city.matters.licences.checking import check_by_number, check_by_token
from yingshang.city.matters.licences.codes import check_code, token_in
from yingshang.city.matters.licences.states import Status

pytestmark = pytest.mark.django_db


def test_a_token_tells_who_issued_what_to_whom_and_when(licence):
    checked = check_by_token(licence.token, at=NOW)
    assert (checked.name, checked.holder) == ("营业执照", "示例食品有限公司")
    assert (checked.number, checked.office) == (licence.number, licence.case.office.name)
    assert (checked.issued_on, checked.status) == (date(2026, 11, 24), Status.VALID)
    assert checked.is_sample
    assert checked.is_simulated


@pytest.mark.parametrize("token", ["", "x", "x" * 32, "x" * 31 + "'", "x" * 400, "示例" * 16])
def test_any_other_token_finds_nothing(licence, token):
    assert check_by_token(token, at=NOW) is None


def test_number_and_code_find_the_licence_however_they_are_typed(licence):
    code = check_code(licence.token)
    for number in ("潭证 2026-11-000001", " 潭证  2026-11-000001 ", "潭证2026-11-000001"):
        for typed in (code, code.lower(), code.replace("-", " ")):
            assert check_by_number(number, typed, at=NOW).token == licence.token


def test_a_wrong_number_and_a_wrong_code_find_nothing_alike(licence, make_licence):
    other = make_licence("潭证 2026-11-000002", letter="U", kind="other")
    assert check_by_number(licence.number, check_code(other.token), at=NOW) is None
    assert check_by_number("潭证 2026-11-999999", check_code(licence.token), at=NOW) is None
    assert check_by_number(licence.number, "", at=NOW) is None


def test_two_licences_of_one_number_are_told_apart_by_their_codes(licence, make_licence):
    other = make_licence(letter="U", kind="other")
    assert check_by_number(licence.number, check_code(other.token), at=NOW).token == other.token


def test_a_pasted_link_is_a_token():
    token = "a_B-" * 8
    assert token_in(f" http://127.0.0.1:8000/check/{token}/ ") == token
    assert token_in("K7QX-2M5A") is None


@pytest.mark.parametrize(
    ("state", "status"),
    [("suspended", "suspended"), ("cancelled", "cancelled"), ("revoked", "revoked")],
)
def test_a_licence_taken_away_says_so(make_licence, state, status):
    assert check_by_token(make_licence(state=state).token, at=NOW).status == status


def test_a_licence_holds_on_its_last_day_and_not_on_the_next(make_licence):
    licence = make_licence(valid_until=date(2026, 11, 30))
    last = datetime(2026, 11, 30, 15, 59, tzinfo=UTC)  # 23:59 in Shanghai
    midnight = datetime(2026, 11, 30, 16, 0, tzinfo=UTC)
    assert check_by_token(licence.token, at=last).status == Status.VALID
    assert check_by_token(licence.token, at=midnight).status == Status.EXPIRED


def test_a_cancelled_licence_past_its_date_stays_cancelled(make_licence):
    licence = make_licence(valid_until=date(2026, 1, 1), state="cancelled")
    assert check_by_token(licence.token, at=NOW).status == Status.CANCELLED


def test_only_the_legal_representative_is_named(licence):
    facts = {fact.code: fact.value for fact in check_by_token(licence.token, at=NOW).facts}
    assert facts["legal_representative"] == "示例业主"
    assert facts["contact_person"] == "示***人"


def test_a_person_who_holds_a_licence_is_masked(cast, make_licence):
    licence = make_licence(holder=cast.owner.person, name="示例业主")
    assert check_by_token(licence.token, at=NOW).holder == "示**主"
