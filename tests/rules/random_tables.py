"""Models with a random table, and what may be given to them."""

from dataclasses import dataclass
from decimal import Decimal

from hypothesis import strategies as st

from tests.rules.models import (
    decision,
    escaped,
    input_data,
    literal,
    model,
    needs_decision,
    needs_input,
)
from yingshang.rules.ir import DecisionTable, Program
from yingshang.rules.lowering import lower
from yingshang.rules.regions import walk
from yingshang.rules.values import Date, Value

TYPES = {"n": "number", "s": "tSize", "b": "boolean", "d": "date", "a": "Any"}
SIZES = (
    '<itemDefinition name="tSize"><typeRef>string</typeRef><allowedValues>'
    '<text>"large", "small", "micro"</text></allowedValues></itemDefinition>'
)
CELLS = {
    "n": ["-", "< 1", "[1..3]", "(3..5)", ">= 5", "1, 2", "not(2)", "null", "? > 1 and ? < 4"],
    "s": ["-", '"large"', '"small", "micro"', 'not("micro")', '"huge"', "null"],
    "b": ["-", "true", "false", "not(true)", "? = false", "null"],
    "d": ["-", '< @"2024-01-01"', '[@"2024-01-01"..@"2024-06-30"]', '> @"2024-06-30"'],
    "a": ["-", "1", '"x"', "not(1)", "< n", "> 2", "true", 'not("x", null)'],
}
VALUES: dict[str, list[Value]] = {
    "n": [None, *map(Decimal, ("-1", "0.5", "1", "1.5", "2", "3", "4.9", "5", "100"))],
    "s": [None, "large", "small", "micro", "huge"],
    "b": [None, True, False],
    "d": [None, Date(2023, 12, 31), Date(2024, 1, 1), Date(2024, 6, 30), Date(2025, 1, 1)],
    "a": [None, Decimal(1), Decimal(7), "x", "y", True, Date(2024, 1, 1), (Decimal(1),)],
}
OUTPUTS = ["1", "2", "n", "if b then 1 else 2", "null"]
POLICIES = ["UNIQUE", "ANY", "FIRST", "PRIORITY", "RULE ORDER", "COLLECT", "COLLECT SUM"]
FORMULAS = [
    "t", "if b then t else 1", "b and n > 2", "b or s = \"large\"", "t = 1 or b",
    "if n > 1 then 1 else if b then 1 else t", "n + 1",
    "if s in (\"large\", \"small\") then 1 else t",
    "{x: n, y: b}.y", "n between 1 and 3 and (b or d > @\"2024-01-01\")",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Random:
    """A model: the decision `t` is the table, `f` an expression over it and the inputs."""

    program: Program
    columns: tuple[str, ...]

    @property
    def table(self) -> DecisionTable:
        """The table."""
        logic = self.program.decisions[self.program.names["t"]].logic
        return next(node for node in walk(logic) if isinstance(node, DecisionTable))


@st.composite
def models(draw: st.DrawFn, *, policies: tuple[str, ...] = tuple(POLICIES)) -> Random:
    """A random model."""
    columns = draw(st.lists(st.sampled_from(list(CELLS)), min_size=1, max_size=3))
    rules = draw(
        st.lists(
            st.tuples(st.tuples(*(st.sampled_from(CELLS[c]) for c in columns)),
                      st.sampled_from(OUTPUTS)),
            min_size=1, max_size=5,
        )
    )  # fmt: skip
    policy, _, aggregation = draw(st.sampled_from(policies)).partition(" ")
    if policy == "RULE":
        policy, aggregation = "RULE ORDER", ""
    default = draw(st.sampled_from(["", "0"]))
    text = table(columns, rules, policy, aggregation, default)
    formula = draw(st.sampled_from(FORMULAS))
    needs = [needs_input(name) for name in TYPES]
    body = (
        SIZES + "".join(input_data(name, type_) for name, type_ in TYPES.items())
        + decision("t", text, *needs)
        + decision("f", literal(formula), needs_decision("t"), *needs)
    )  # fmt: skip
    return Random(lower(model(body), {}), tuple(columns))


def table(
    columns: "list[str] | tuple[str, ...]",
    rules: "list[tuple[tuple[str, ...], str]]",
    policy: str = "UNIQUE", aggregation: str = "", default: str = "", values: str = "",
) -> str:  # fmt: skip
    """The XML of a table: columns are expressions, rules their cells and an output."""
    inputs = "".join(
        f"<input><inputExpression><text>{escaped(column)}</text></inputExpression></input>"
        for column in columns
    )
    listed = f"<outputValues><text>{escaped(values)}</text></outputValues>" if values else ""
    if default:
        listed += f"<defaultOutputEntry><text>{default}</text></defaultOutputEntry>"
    rows = "".join(
        "<rule>"
        + "".join(f"<inputEntry><text>{escaped(cell)}</text></inputEntry>" for cell in cells)
        + f"<outputEntry><text>{escaped(output)}</text></outputEntry></rule>"
        for cells, output in rules
    )
    aggregated = f' aggregation="{aggregation}"' if aggregation else ""
    return (
        f'<decisionTable hitPolicy="{policy}"{aggregated}>{inputs}<output>{listed}</output>{rows}'
        "</decisionTable>"
    )


def cases() -> st.SearchStrategy[dict[str, Value]]:
    """A value for every input."""
    return st.fixed_dictionaries({name: st.sampled_from(v) for name, v in VALUES.items()})
