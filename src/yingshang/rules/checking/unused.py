"""Inputs that nothing reads."""

from collections.abc import Iterator

from yingshang.rules.checking.located import elements
from yingshang.rules.ir import Global, Program, Role
from yingshang.rules.problems import Problem, Severity
from yingshang.rules.regions import walk


def check_unused(program: Program) -> Iterator[Problem]:
    """The model's own inputs that no decision and no service reads."""
    read = {
        node.key
        for element in elements(program)
        for node in walk(element.node)
        if isinstance(node, Global) and node.role is Role.INPUT
    }
    read |= {key for service in program.services.values() for key, _ in service.parameters}
    own = {key for name, key in program.names.items() if "." not in name}
    for key, datum in program.inputs.items():
        if key in own and key not in read:
            yield Problem("input_unused", datum.place, data={"name": datum.name},
                          severity=Severity.WARNING)  # fmt: skip
