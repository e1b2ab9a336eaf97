"""Rules that overlap, hide each other, or leave cases out are found with an example."""

import pytest

from tests.rules.checking.checked import of_rules


def found(columns: str, *rules: str, policy: str = "UNIQUE", default: str = "",
          values: str = "") -> dict[str, str]:  # fmt: skip
    """The problems' codes, each with its place and sentence."""
    problems = of_rules(columns.split(), *rules, policy=policy, default=default, values=values)
    return {p.code: f"{p.place.cell}: {p.text()}" for p in problems}


def test_a_whole_table_without_overlaps_has_no_problem() -> None:
    assert found("n b", "< 1 | - | 1", ">= 1 | true | 2", ">= 1 | false | 3") == {}
    assert found("size", '"large" | 1', '"small" | 2') == {}
    assert found("d", '< @"2024-01-01" | 1', '>= @"2024-01-01" | 2') == {}


def test_two_rules_that_match_together_are_found_with_a_case() -> None:
    text = found("n b", "< 5 | - | 1", "> 3 | true | 2", ">= 5 | false | 3")["rules_overlap"]
    assert text.startswith("rule 2: Rules 1 and 2 apply together")
    assert "n = 4, b = true" in text


def test_rules_that_meet_only_where_expressions_are_computed_may_overlap() -> None:
    assert "rules_may_overlap" in found("n n*2", "< 5 | - | 1", "> 5 | > 3 | 2", "- | < 0 | 3")


def test_a_column_that_stands_twice_is_one_column() -> None:
    assert found("n n", ">= 0 | < 5 | 1", ">= 5 | - | 2", "< 0 | - | 3") == {}


def test_overlapping_rules_of_an_any_table_must_agree() -> None:
    assert "rules_overlap" in found("n", "< 5 | 1", "> 3 | 2", policy="ANY")
    assert found("n", "< 5 | 1", "> 3 | 1", policy="ANY") == {}


def test_a_case_that_no_rule_takes_is_found() -> None:
    assert "n = 1" in found("n", "< 1 | 1", "> 1 | 2")["gap"]
    assert 'size = "small"' in found("size", '"large" | 1')["gap"]
    assert found("n", "< 1 | 1", "> 1 | 2", default="0") == {}
    assert found("n", "< 1 | 1", policy="COLLECT") == {}


def test_a_rule_hidden_by_several_earlier_ones_together_is_found() -> None:
    rules = ("< 5 | - | 1", ">= 5 | true | 2", "[0..9] | true | 3", "- | - | 4")
    text = found("n b", *rules, policy="FIRST")
    assert text == {
        "rule_hidden": "rule 3: Rule 3 is never used: rules 1, 2 take all its cases before it."
    }


def test_a_rule_of_lower_priority_is_hidden_by_higher_ones() -> None:
    rules = ("> 3 | 1", "> 1 | 2", "<= 1 | 2")
    assert "rule_hidden" in found("n", *rules, policy="PRIORITY", values="2, 1")
    assert "rule_hidden" not in found("n", *rules, policy="PRIORITY", values="1, 2")


@pytest.mark.parametrize(
    ("columns", "cell", "code"),
    [
        ("n", "? > 5 and ? < 3", "cell_never_holds"),
        ("size", '"huge"', "cell_outside_allowed"),
        ("n", '"a"', "cell_never_holds"),
    ],
)
def test_a_cell_that_nothing_passes_is_found(columns: str, cell: str, code: str) -> None:
    problems = of_rules([columns], f"{cell} | 1", "- | 2")
    assert code in [p.code for p in problems]
    assert any(p.place.cell == f'rule 1, input "{columns}"' for p in problems)


def test_a_default_that_is_never_needed_is_found() -> None:
    assert "default_unreachable" in found("b", "true | 1", "false | 2", "null | 3", default="0")
    assert "default_unreachable" not in found("b", "? = true | 1", "? = false | 2", default="0")


def test_a_cell_that_cannot_be_judged_is_said_and_proves_nothing() -> None:
    text = found("n", "> m | 1", "< 5 | 2", "- | 3", policy="FIRST")
    assert "Rules 1 have" in text.pop("cells_not_judged")
    assert text == {}


def test_of_many_problems_of_a_sort_the_first_are_shown() -> None:
    codes = [p.code for p in of_rules(["n"], *["- | 1"] * 9)]
    assert codes.count("rules_overlap") == 20
    assert codes[-1] == "more_of_this"
