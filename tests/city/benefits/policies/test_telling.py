"""A rule as people read it is taken from its file, in both languages."""

from tests.city.benefits.policies.listed import all_policies, elements
from yingshang.city.benefits.policies.deciding import decisions_asked
from yingshang.city.benefits.policies.english import english_words
from yingshang.city.benefits.policies.telling import Rules, Told, told
from yingshang.core.catalogue.languages import has_chinese
from yingshang.core.catalogue.rules import rule, rule_path

REFUND = "job_retention_refund_2022"


def _rules(code: str, language: str = "zh") -> Rules:
    listed = all_policies()[code]
    words = english_words(listed.model, elements()) if language == "en" else {}
    content = rule_path(listed.model.decision.rule).read_bytes()
    asked = decisions_asked(listed.model)
    return told(listed.rule, content, asked=asked, language=language, words=words)


def _named(rules: Rules, name: str) -> Told:
    (found,) = [one for one in rules.decisions if one.name == name]
    return found


def test_a_table_stays_a_table_with_its_grounds() -> None:
    cap = _named(_rules(REFUND), "国家比例上限")
    assert [column.label for column in cap.columns] == ["政策适用日期", "参保主体", "企业规模"]
    assert cap.outputs == ("国家比例上限",)
    assert cap.rows[1].conditions == ("不小于2022-05-31且不大于2022-12-31", "企业", "大型")
    assert (cap.rows[1].outcomes, cap.is_first) == (("0.5",), False)
    assert cap.rows[1].basis == "人社部发〔2022〕31号：自 2022-05-31 起"


def test_a_column_that_stands_for_an_expression_shows_it() -> None:
    outcome = _named(_rules(REFUND), "返还结论")
    assert outcome.is_first
    shown = {column.label: column.reads for column in outcome.columns}
    assert shown["缴费足月"] == "缴费月数 >= 最低缴费月数"
    assert shown["僵尸企业"] == ""
    assert outcome.rows[6].outcomes == ("—",)


def test_only_what_the_policy_asks_for_is_told_in_the_order_of_the_file() -> None:
    rule_ = rule("common/enterprise_size")
    content = rule_path("common/enterprise_size").read_bytes()
    assert [one.name for one in told(rule_, content).decisions] == ["企业规模"]
    listed = all_policies()[REFUND]
    content = rule_path(listed.model.decision.rule).read_bytes()
    some = told(listed.rule, content, asked=("返还比例",))
    assert [one.name for one in some.decisions] == ["国家比例上限", "返还比例"]


def test_english_has_no_chinese_but_in_the_grounds() -> None:
    for code in all_policies():
        for one in _rules(code, "en").decisions:
            texts = [one.name, one.formula, one.question, one.note, *one.outputs]
            texts += [text for column in one.columns for text in (column.label, column.reads)]
            texts += [t for row in one.rows for t in (*row.conditions, *row.outcomes)]
            assert [text for text in texts if has_chinese(text)] == [], (code, one.name)


def test_what_a_rule_says_of_itself_is_told_in_each_language() -> None:
    assert _rules(REFUND).note.startswith("依据：人社部发〔2022〕23号")
    assert _rules(REFUND, "en").note.startswith("Job-retention refund")
    assert "人社部发〔2022〕31号" in _rules(REFUND).sources
