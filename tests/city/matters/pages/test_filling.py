"""The pages of the form: errors beside the field, values kept, persons masked and unchanged."""

import re

import pytest

from tests.city.matters.pages import applicant as page
from yingshang.city.matters.models import Application
from yingshang.core.parties.illustrative import illustrative_id_number


@pytest.fixture
def owner(cast, browse):
    return browse(cast["owner"])


@pytest.fixture
def begun(owner, cast):
    pk = page.start(owner, cast["owner"].person)
    page.send(owner, "apply_questions", pk, data=page.ANSWERS)
    return pk


def fields(pk):
    return Application.objects.get(pk=pk).fields


def test_what_is_missing_is_named_at_the_top_and_beside_the_field(owner, begun):
    answer = page.send(owner, "apply_page", begun, "company", data={"company_name": "湘潭某公司"})
    assert answer.status_code == 422
    assert page.errors(answer) == ["请填写“注册资本（元）”。", "请填写“经营范围”。"]
    assert 'href="#id_business_scope"' in page.text(answer)
    assert 'value="湘潭某公司"' in page.text(answer)
    assert fields(begun) == {}


def test_a_draft_can_be_put_aside_with_gaps(owner, begun):
    data = {"company_name": "湘潭某公司", "action": "later"}
    answer = page.send(owner, "apply_page", begun, "company", data=data)
    assert answer.status_code == 302
    assert fields(begun) == {"company_name": "湘潭某公司"}


def test_taking_a_draft_up_again_leads_to_the_first_gap(owner, begun):
    page.send(owner, "apply_page", begun, "company", data=page.pages_of()["company"])
    answer = owner.get(page.address("apply_resume", begun))
    assert answer.url == page.address("apply_page", begun, "premises")


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("registered_capital_fen", "一百万", "金额"),
        ("registered_capital_fen", "1.234", "金额"),
        ("company_name", "长" * 101, "不能超过 100 字"),
        ("business_scope", "软件\x07开发", "控制字符"),
    ],
)
def test_a_wrong_value_is_told_and_what_was_typed_stays(owner, begun, field, value, sentence):
    data = {**page.pages_of()["company"], field: value}
    answer = page.send(owner, "apply_page", begun, "company", data=data)
    assert answer.status_code == 422
    assert any(sentence in text for text in page.errors(answer)), page.errors(answer)
    assert fields(begun) == {}


def test_a_wrong_id_number_is_told_at_the_very_person(owner, begun):
    data = {**page.pages_of()["people"], "shareholders-1-id_number": "000000197001010011"}
    answer = page.send(owner, "apply_page", begun, "people", data=data)
    assert answer.status_code == 422
    assert 'href="#id_shareholders-1-id_number"' in page.text(answer)
    assert "shareholders" not in fields(begun)


def test_an_id_number_never_comes_back_to_the_page(owner, begun):
    page.send(owner, "apply_page", begun, "people", data=page.pages_of()["people"])
    shown = page.text(owner.get(page.address("apply_page", begun, "people")))
    assert illustrative_id_number(2) not in shown
    assert "王示例" in shown
    assert fields(begun)["shareholders"][1]["sealed"] not in shown


def test_persons_that_are_not_typed_again_stay_as_they_are(owner, begun):
    page.send(owner, "apply_page", begun, "people", data=page.pages_of()["people"])
    before = fields(begun)
    data = kept_rows(owner, begun)
    assert page.send(owner, "apply_page", begun, "people", data=data).status_code == 302
    assert fields(begun)["shareholders"] == before["shareholders"]


def test_a_kept_person_can_be_renamed_without_the_number(owner, begun):
    page.send(owner, "apply_page", begun, "people", data=page.pages_of()["people"])
    before = fields(begun)["shareholders"]
    data = {**kept_rows(owner, begun), "shareholders-1-name": "王更名"}
    assert page.send(owner, "apply_page", begun, "people", data=data).status_code == 302
    after = fields(begun)["shareholders"]
    assert after[1]["name"] == "王更名"
    assert [p["index"] for p in after] == [p["index"] for p in before]


def test_somebody_who_is_known_is_chosen_and_not_typed(owner, begun):
    page.send(owner, "apply_page", begun, "people", data=page.pages_of()["people"])
    known = fields(begun)["legal_representative"]
    shown = page.text(owner.get(page.address("apply_page", begun, "seals")))
    assert "选用已填过的人" in shown
    mark = marks(shown, "seal_collector-0-known")[known["name"]]
    data = {"seal_set": "full", "seal_collector-count": "1", "seal_collector-0-known": mark}
    assert page.send(owner, "apply_page", begun, "seals", data=data).status_code == 302
    assert fields(begun)["seal_collector"]["index"] == known["index"]


def test_a_person_more_is_one_more_row_and_nothing_is_saved(owner, begun):
    data = {**page.pages_of()["people"], "add": "shareholders"}
    answer = page.send(owner, "apply_page", begun, "people", data=data)
    assert answer.status_code == 200
    assert 'name="shareholders-2-name"' in page.text(answer)
    assert 'value="王示例"' in page.text(answer)
    assert fields(begun) == {}


def test_a_person_fewer_keeps_the_others(owner, begun):
    data = {**page.pages_of()["people"], "remove": "shareholders-0"}
    shown = page.text(page.send(owner, "apply_page", begun, "people", data=data))
    assert 'name="shareholders-1-name"' not in shown
    assert 'name="shareholders-0-name" value="王示例"' in shown


def test_the_same_person_twice_is_told(owner, begun):
    data = {**page.pages_of()["people"], **page.person("shareholders-1", "李示例", 1)}
    answer = page.send(owner, "apply_page", begun, "people", data=data)
    assert answer.status_code == 422
    assert any("同一个人填了两次" in text for text in page.errors(answer))


def test_a_stale_page_keeps_what_was_typed_and_saves_nothing(owner, begun):
    data = {**page.pages_of()["company"], "version": 1}
    answer = page.send(owner, "apply_page", begun, "company", data=data)
    assert answer.status_code == 409
    assert "在别处改动过" in page.text(answer)
    assert page.COMPANY in page.text(answer)
    assert fields(begun) == {}
    again = page.send(owner, "apply_page", begun, "company", data=page.pages_of()["company"])
    assert again.status_code == 302


def test_nonsense_instead_of_counts_and_marks_is_harmless(owner, begun):
    data = {
        **page.pages_of()["people"],
        "shareholders-count": "9999999999",
        "officers-count": "-3",
        "officers-0-kept": "../../etc",
        "remove": "shareholders-x",
        "version": "x",
    }
    answer = page.send(owner, "apply_page", begun, "people", data=data)
    assert answer.status_code == 200
    assert fields(begun) == {}


@pytest.mark.parametrize("name", ["version", "shareholders-count", "remove"])
def test_a_digit_that_is_no_number_is_harmless(owner, begun, name):
    superscript = "shareholders-²" if name == "remove" else "²"
    data = {**page.pages_of()["people"], name: superscript}
    assert page.send(owner, "apply_page", begun, "people", data=data).status_code < 500


@pytest.mark.parametrize("amount", ["1_000", "12,34", "1e5", "1,00", "0x10", "NaN", ".5", "-0.01"])
def test_an_amount_that_could_mean_something_else_is_refused(owner, begun, amount):
    data = {**page.pages_of()["company"], "registered_capital_fen": amount}
    assert page.send(owner, "apply_page", begun, "company", data=data).status_code == 422
    assert "registered_capital_fen" not in fields(begun)


@pytest.mark.parametrize(
    ("amount", "fen"), [("1,000,000.5", 100_000_050), ("１００", 10_000), (" 99.50 ", 9_950)]
)
def test_an_amount_is_read_as_people_write_it(owner, begun, amount, fen):
    data = {**page.pages_of()["company"], "registered_capital_fen": amount}
    assert page.send(owner, "apply_page", begun, "company", data=data).status_code == 302
    assert fields(begun)["registered_capital_fen"] == fen


def test_a_discarded_draft_is_gone(owner, begun):
    assert owner.post(page.address("apply_discard", begun)).status_code == 302
    assert owner.get(page.address("apply_page", begun, "company")).status_code == 404


def kept_rows(owner, pk):
    """The page's own rows, as a browser would send them back untouched."""
    return inputs_of(page.text(owner.get(page.address("apply_page", pk, "people"))))


def inputs_of(shown):
    """What the inputs of a page hold, by name."""
    pairs = {}
    for tag in re.findall(r"<input [^>]*>", shown):
        name, value = (re.search(rf'{a}="([^"]*)"', tag) for a in ("name", "value"))
        is_sent = name and "csrf" not in name.group(1) and 'type="file"' not in tag
        if is_sent and ('type="radio"' not in tag or "checked" in tag):
            pairs[name.group(1)] = value.group(1) if value else ""
    return pairs


def marks(shown, name):
    """The choices of a select, by the name of the person."""
    select = re.search(rf'<select name="{name}".*?</select>', shown, re.DOTALL).group()
    found = re.findall(r'<option value="(\w+)">([^<（]+)', select)
    return {person: mark for mark, person in found}


def test_problems_are_told_in_the_order_of_the_page(owner, begun):
    answer = page.send(owner, "apply_page", begun, "people")
    assert answer.status_code == 422
    told = page.errors(answer)
    assert told[0] == "请填写“法定代表人”。"
    assert told[-1] == "请填写“联系电话”。"
    assert len(told) == 5
