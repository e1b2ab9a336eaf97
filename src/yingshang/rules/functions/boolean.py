"""Functions of truth values and of sameness. Source: DMN 1.5, 10.3.4.2 and 10.3.4.7."""

from yingshang.rules.functions.declaration import Function, Parameter
from yingshang.rules.functions.making import declared, optional, way
from yingshang.rules.types import ANY, BOOLEAN
from yingshang.rules.values.equality import is_same


def _not(negand: bool) -> bool:
    return not negand


FUNCTIONS: tuple[Function, ...] = (
    declared(
        "not",
        way(_not, Parameter("negand", BOOLEAN), result=BOOLEAN),
        zh="否定。",
        en="True for false and false for true.",
        section="10.3.4.2",
    ),
    declared(
        "is",
        way(
            is_same,
            optional("value1", ANY, takes_null=True),
            optional("value2", ANY, takes_null=True),
            result=BOOLEAN,
        ),
        zh="是否同一类型的同一个值（时区也须相同）。",
        en="Whether both are the same element of the same type, zones included.",
        section="10.3.4.7",
    ),
)
