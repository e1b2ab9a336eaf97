"""Every code that the reader and the lowering report has its sentence, and the other way round."""

import re
from pathlib import Path

import yingshang.rules
from yingshang.rules.messages import SENTENCES
from yingshang.rules.sentences import dmn

RULES = Path(yingshang.rules.__file__).parent
REPORTED = re.compile(r'(?:broken|note|report|refused|Problem)\(\s*(?:\w+, )?"([a-z_]+)"')


def reported() -> set[str]:
    files = [*(RULES / "lowering").glob("*.py"), *(RULES / "syntax" / "dmn").glob("*.py")]
    return {code for file in files for code in REPORTED.findall(file.read_text())}


def test_codes_and_sentences_agree() -> None:
    assert reported() == set(dmn.SENTENCES)


def test_both_languages_name_the_same_data() -> None:
    for code, (chinese, english) in dmn.SENTENCES.items():
        assert SENTENCES[code] == (chinese, english)
        assert set(re.findall(r"{(\w+)}", chinese)) == set(re.findall(r"{(\w+)}", english)), code
