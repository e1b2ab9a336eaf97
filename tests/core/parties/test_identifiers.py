"""Credit codes, ID numbers, phones and names: what passes, and what the refusal says."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum.cn import ric

from yingshang.core.parties.errors import WrongCreditCode, WrongIdNumber, WrongName, WrongPhone
from yingshang.core.parties.identifiers import (
    checked_credit_code,
    checked_id_number,
    checked_name,
    checked_phone,
)
from yingshang.core.parties.illustrative import illustrative_credit_code, illustrative_id_number

TODAY = date(2026, 11, 24)
# GB 32100 and GB 11643 print these numbers as their examples.
CREDIT_CODE, ID_NUMBER, OTHER_ID = "91350100M000100Y43", "11010519491231002X", "440524188001010014"


def with_check_digit(seventeen):
    return seventeen + ric.calc_check_digit(seventeen + "0")


@pytest.mark.parametrize(
    "text", [CREDIT_CODE, " 91350100m000100y43 ", "91350100 M000100Y43", "９１350100M000100Y43"]
)
def test_a_credit_code_passes_however_it_is_typed(text):
    assert checked_credit_code(text) == CREDIT_CODE


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "18 位"),
        (CREDIT_CODE[:-1], "18 位"),
        (CREDIT_CODE + "1", "18 位"),
        ("91350100M000100Y44", "校验位不符"),
        ("91350100M000100O43", "不含 I、O"),
        ("9135O100M000100Y43", "不含 I、O"),
        ("湘1350100M000100Y43", "不含 I、O"),
    ],
)
def test_a_wrong_credit_code_says_what_is_wrong_with_it(text, says):
    with pytest.raises(WrongCreditCode) as caught:
        checked_credit_code(text, field="buyer_code")
    assert says in caught.value.text()
    assert caught.value.field == "buyer_code"
    assert caught.value.text("en").startswith("The unified social credit code ")


@pytest.mark.parametrize("text", [ID_NUMBER, "11010519491231002x", " 110105 19491231 002Ｘ "])
def test_an_id_number_passes_however_it_is_typed(text):
    assert checked_id_number(text, today=TODAY) == ID_NUMBER


def test_an_id_number_of_an_abolished_county_or_a_later_issue_passes():
    assert checked_id_number(OTHER_ID, today=TODAY) == OTHER_ID
    issued_later = with_check_digit("43030219500101001")  # the district dates from 1984
    assert checked_id_number(issued_later, today=TODAY) == issued_later


@pytest.mark.parametrize("region", ["810000", "820000", "830000"])
def test_a_residence_permit_passes(region):
    number = with_check_digit(f"{region}19900101001")
    assert checked_id_number(number, today=TODAY) == number


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "18 位"),
        ("110105491231002", "18 位"),
        ("110105194912310021", "校验位不符"),
        ("X10105194912310020", "前 17 位须为数字"),
        (with_check_digit("43030220230229001"), "出生日期"),
        (with_check_digit("43030220261125001"), "出生日期"),
        (with_check_digit("99000019900101001"), "行政区划"),
    ],
)
def test_a_wrong_id_number_says_what_is_wrong_and_never_repeats_it(text, says):
    with pytest.raises(WrongIdNumber) as caught:
        checked_id_number(text, today=TODAY)
    assert says in caught.value.text()
    assert caught.value.field == "id_number"
    assert not text or text not in caught.value.text() + caught.value.text("en")


def test_somebody_born_today_has_a_number():
    number = with_check_digit("43030220261124001")
    assert checked_id_number(number, today=TODAY) == number


@given(st.integers(0, 11_975_999))
def test_numbers_of_nobody_pass_in_demo_mode(n):
    number = illustrative_id_number(n)
    assert checked_id_number(number, today=TODAY) == number
    code = illustrative_credit_code(n)
    assert checked_credit_code(code) == code


def test_numbers_of_nobody_are_refused_in_production(settings):
    settings.DEMO_MODE = False
    with pytest.raises(WrongIdNumber, match="test number"):
        checked_id_number(illustrative_id_number(7), today=TODAY)
    with pytest.raises(WrongCreditCode, match="test number"):
        checked_credit_code(illustrative_credit_code(7))


def test_numbers_of_nobody_differ_and_end_somewhere():
    numbers = {illustrative_id_number(n) for n in [*range(30_000), 11_975_999]}
    assert len(numbers) == 30_001
    for beyond in (-1, 11_976_000):
        with pytest.raises(ValueError, match="n must lie"):
            illustrative_id_number(beyond)


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("13800000000", "+8613800000000"),
        ("+86 138-0000-0000", "+8613800000000"),
        ("008613800000000", "+8613800000000"),
        ("0731-55550000", "+8673155550000"),
        ("(010) 55550000", "+861055550000"),
        ("+86 731 5555 0000", "+8673155550000"),
        ("０７３１－５５５５００００", "+8673155550000"),
    ],
)
def test_a_phone_number_takes_its_one_form(text, plain):
    assert checked_phone(text) == plain


@pytest.mark.parametrize(
    "text", ["", "12800000000", "1380000000", "55550000", "+4930123456", "abc"]
)
def test_what_is_no_phone_number_is_refused(text):
    with pytest.raises(WrongPhone) as caught:
        checked_phone(text, field="contact_phone")
    assert caught.value.field == "contact_phone"


@pytest.mark.parametrize(
    ("text", "name"),
    [("  示例 ", "示例"), ("阿依・示例", "阿依·示例"), ("Ann   Example", "Ann Example")],
)
def test_a_name_loses_needless_blanks_only(text, name):
    assert checked_name(text) == name


@pytest.mark.parametrize("text", ["", "  ", "示\u200b例", "示\x00例", "长" * 121, "\ud800"])
def test_what_no_name_looks_like_is_refused(text):
    with pytest.raises(WrongName):
        checked_name(text)
