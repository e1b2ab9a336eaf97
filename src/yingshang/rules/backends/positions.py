"""Elements of a list by position. Source: DMN 1.5, 10.3.2.5."""

from decimal import Decimal

from yingshang.rules.values import Undefined, Value


def element_at(elements: tuple[Value, ...], position: Value) -> Value:
    """The element at a position counted from 1, or from the end when negative.

    Errors: `Undefined` for a position that is not there or not whole.
    """
    if not isinstance(position, Decimal):
        raise Undefined("null_operand", operator="[]")
    if position != position.to_integral_value():
        raise Undefined("index_not_whole", index=position)
    index = int(position)
    if index == 0 or abs(index) > len(elements):
        raise Undefined("index_outside", index=index, length=len(elements))
    return elements[index - 1 if index > 0 else index]
