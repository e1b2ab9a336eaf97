"""Coverage-guided fuzzing of the rules: no bytes make anything but a rules error.

    python bench/fuzz_rules.py [SECONDS]     (needs atheris, in an environment of its own)

Half of the inputs are FEEL texts, parsed and evaluated; half are the bytes of a DMN file, read,
lowered and decided. Anything raised but `RulesError` is a finding, as is a run that hangs.
"""

import sys
from pathlib import Path

import atheris

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "src"))

with atheris.instrument_imports(include=["yingshang.rules"]):
    from yingshang.rules.backends.reference import Evaluator
    from yingshang.rules.backends.reference.evaluator import value_of_node
    from yingshang.rules.errors import RulesError
    from yingshang.rules.lowering import lower
    from yingshang.rules.source import Place
    from yingshang.rules.syntax.dmn import read
    from yingshang.rules.syntax.feel import Scope, parse_expression

HEAD = (
    b'<definitions xmlns="https://www.omg.org/spec/DMN/20230324/MODEL/" name="m" namespace="urn:m">'
)
SLOWEST = 10
"""Seconds that one input may take."""


def one(data: bytes) -> None:
    """Try one input."""
    taken = atheris.FuzzedDataProvider(data)
    if taken.ConsumeBool():
        text = taken.ConsumeUnicodeNoSurrogates(400)
        value_of_node(parse_expression(text, Scope(), Place(text=text)).node)
        return
    body = taken.ConsumeBytes(2000)
    try:
        program = lower(read(HEAD + body + b"</definitions>", file="fuzz.dmn"), {})
        for name in program.decisions:
            Evaluator(program).decide(name, {})
    except RulesError:
        pass


def main() -> None:
    """Fuzz for as long as was asked, five minutes otherwise."""
    seconds = sys.argv[1] if len(sys.argv) > 1 else "300"
    limits = [f"-max_total_time={seconds}", f"-timeout={SLOWEST}", "-max_len=2400"]
    atheris.Setup([sys.argv[0], *limits], one)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
