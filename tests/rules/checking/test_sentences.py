"""Every code that is said has its sentence, in both languages and with the same data."""

import re
from pathlib import Path
from string import Formatter

import yingshang.rules
from yingshang.rules.messages import SENTENCES
from yingshang.rules.sentences import checks, explaining

RULES = Path(yingshang.rules.__file__).parent
SAID = re.compile(r'(?:problem|_warn|say|sentence|Problem)\(\s*"([a-z_]+)"|code = "([a-z_]+)"')


def said() -> set[str]:
    """The codes in the sources of checks and explanations."""
    files = [*RULES.glob("checking/*.py"), *RULES.glob("explaining/*.py"), RULES / "decided.py"]
    found = [SAID.findall(file.read_text(encoding="utf-8")) for file in files]
    return {code for some in found for pair in some for code in pair if code}


def test_every_code_has_a_sentence() -> None:
    codes = said()
    assert len(codes) > 30
    assert codes <= SENTENCES.keys()


def test_both_languages_tell_the_same() -> None:
    for code, (chinese, english) in {**checks.SENTENCES, **explaining.SENTENCES}.items():
        names = [{name for _, name, _, _ in Formatter().parse(text) if name}
                 for text in (chinese, english)]  # fmt: skip
        assert names[0] == names[1], code
