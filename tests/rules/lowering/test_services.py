"""A decision service is a function of its input data and input decisions, in this order."""

from decimal import Decimal

from tests.rules.lowering.asking import ask, codes, program, value
from tests.rules.models import decision, input_data, knows, literal, needs_decision, needs_input
from yingshang.rules.backends.reference import Evaluator

PRICES = (
    input_data("weight", "number")
    + input_data("rate", "number")
    + decision("base", literal("weight * rate"), needs_input("weight"), needs_input("rate"))
    + decision("price", literal("base + weight"), needs_decision("base"), needs_input("weight"),
               type_ref="number")
    + decision("tax", literal("price / 10"), needs_decision("price"))
)  # fmt: skip


def service(name: str, inside: str, type_ref: str = "") -> str:
    typed = f' typeRef="{type_ref}"' if type_ref else ""
    return (
        f'<decisionService id="{name}" name="{name}"><variable name="{name}"{typed}/>'
        f"{inside}</decisionService>"
    )


def refer(kind: str, name: str) -> str:
    return f'<{kind} href="#{name}"/>'


ONE = service(
    "pricing",
    refer("outputDecision", "price")
    + refer("inputDecision", "base")
    + refer("inputData", "weight"),
)
BOTH = service(
    "both",
    refer("outputDecision", "price")
    + refer("outputDecision", "tax")
    + refer("encapsulatedDecision", "base")
    + refer("inputData", "weight")
    + refer("inputData", "rate"),
)


def test_input_data_come_before_input_decisions() -> None:
    asked = program(PRICES + ONE + decision("d", literal("pricing(1, 100)"), knows("pricing")))
    assert not codes(asked)
    assert value(asked, "d") == "101"


def test_arguments_may_be_named() -> None:
    call = literal("pricing(base: 100, weight: 1)")
    assert value(program(PRICES + ONE + decision("d", call, knows("pricing"))), "d") == "101"


def test_the_service_sees_its_arguments_and_not_the_callers_inputs() -> None:
    text = "{inside: pricing(1, 100), outside: price}"
    asked = program(
        PRICES + ONE + decision("d", literal(text), knows("pricing"), needs_decision("price"))
    )
    inputs = {"weight": Decimal(2), "rate": Decimal(3)}
    assert value(asked, "d", inputs) == "{inside: 101, outside: 8}"


def test_several_outputs_make_a_context() -> None:
    asked = program(PRICES + BOTH + decision("d", literal("both(2, 3).tax"), knows("both")))
    assert value(asked, "d") == "0.8"
    outcome = Evaluator(asked).call("both", {"weight": Decimal(2), "rate": Decimal(3)})
    assert outcome.value == {"price": Decimal(8), "tax": Decimal("0.8")}


def test_the_services_type_is_enforced() -> None:
    body = (
        PRICES.replace("base + weight", "&quot;free&quot;")
        + '<itemDefinition name="tFree"><functionItem outputTypeRef="number"/></itemDefinition>'
        + service("free", refer("outputDecision", "tax") + refer("inputDecision", "price"), "tFree")
    )
    outcome = Evaluator(program(body)).call("free", {"price": Decimal(10)})
    assert outcome.value == 1
    wrong = Evaluator(program(body)).call("free", {"price": "much"})
    assert wrong.value is None
    assert wrong.warnings


def test_a_missing_argument_is_named() -> None:
    outcome = Evaluator(program(PRICES + ONE)).call("pricing", {"weight": Decimal(1)})
    assert outcome.value is None
    assert any("base" in str(warning) for warning in outcome.warnings)


def test_references_of_a_service_are_checked() -> None:
    wrong = service("s", refer("outputDecision", "weight") + refer("inputData", "nothing"))
    asked = program(PRICES + wrong)
    assert sorted(codes(asked)) == ["dangling_reference", "wrong_reference"]
    assert ask(asked, "s").value in (None, {})
