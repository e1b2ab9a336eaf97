"""Which decisions a decision rests on."""

from yingshang.rules.ir import Program


def required_by(program: Program, key: str) -> list[str]:
    """The decisions that the decision requires, at any distance; required ones first."""
    found: set[str] = set()
    waiting = [key]
    while waiting:
        decision = program.decisions[waiting.pop()]
        new = [k for k in decision.requires if k in program.decisions and k not in found]
        found.update(new)
        waiting += new
    return [k for k in program.decisions if k in found]
