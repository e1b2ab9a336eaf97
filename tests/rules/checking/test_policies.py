"""A hit policy that cannot work, and results that no column allows."""

from tests.rules.checking.checked import box, codes, of_rules
from yingshang.rules.problems import Problem


def of(*rules: str, **how: str) -> list[str]:
    return [p.code for p in of_rules(["b"], *rules, **how)]


def test_only_what_adds_up_can_be_summed() -> None:
    assert of("- | true", policy="COLLECT", aggregation="SUM") == ["cannot_be_aggregated"]
    assert of("- | 1", "true | 2", policy="COLLECT", aggregation="SUM") == []


def test_only_what_has_an_order_has_a_greatest() -> None:
    assert of("- | {a: 1}", policy="COLLECT", aggregation="MAX") == ["cannot_be_aggregated"]
    assert of('- | @"2024-01-01"', policy="COLLECT", aggregation="MAX") == []


def test_several_outputs_cannot_be_aggregated() -> None:
    one = box(["b"], "- | 1", policy="COLLECT", aggregation="SUM")
    two = one.replace("<output>", '<output name="x"/><output name="y">').replace(
        "</rule>", "<outputEntry><text>2</text></outputEntry></rule>"
    )
    assert "several_aggregated" in codes(two)


def test_priorities_must_be_listed() -> None:
    assert "no_priorities" in of("- | 1", policy="PRIORITY")


def test_a_result_outside_the_output_values_is_always_null() -> None:
    found: list[Problem] = of_rules(["b"], "true | 1", "false | 3", values="1, 2")
    assert [p.code for p in found] == ["output_outside_allowed"]
    assert found[0].place.cell.startswith("rule 2, output")


def test_a_cell_of_another_kind_than_its_column_is_never_true() -> None:
    found = of_rules(["n"], '"a" | 1', "- | 2")
    kinds = [p for p in found if p.code == "cell_of_another_kind"]
    assert [p.place.cell for p in kinds] == ['rule 1, input "n"']
