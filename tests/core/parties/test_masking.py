"""What remains visible of personal data on pages and in public lists."""

import pytest

from yingshang.core.parties.masking import mask_id_number, mask_name, mask_phone


def test_an_id_number_keeps_three_and_four():
    assert mask_id_number("43030219900101123X") == "430***********123X"


@pytest.mark.parametrize(
    ("phone", "shown"),
    [("+8613800005678", "138****5678"), ("+8673155550123", "********123")],
)
def test_a_phone_keeps_its_end(phone, shown):
    assert mask_phone(phone) == shown


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("示", "示*"),
        ("示例", "示*"),
        ("示一例", "示*例"),
        ("示例一二", "示**二"),
        ("Ann Example", "A** E******"),
    ],
)
def test_a_name_in_a_public_list_keeps_its_surname(name, shown):
    assert mask_name(name) == shown
