"""The functions are those of DMN 1.5, each told in both languages."""

from string import Formatter

from yingshang.rules.functions import BUILTINS, FAMILIES
from yingshang.rules.messages import SENTENCES

_OF_THE_SPECIFICATION = """
date; date and time; time; number; string; duration; years and months duration; range; not;
substring; string length; upper case; lower case; substring before; substring after; replace;
contains; starts with; ends with; matches; split; string join;
list contains; count; min; max; sum; mean; all; any; sublist; append; concatenate; insert before;
remove; reverse; index of; union; distinct values; flatten; product; median; stddev; mode;
list replace; sort;
decimal; floor; ceiling; round up; round down; round half up; round half down; abs; modulo; sqrt;
log; exp; odd; even;
day of year; day of week; month of year; week of year; is; now; today;
before; after; meets; met by; overlaps; overlaps before; overlaps after; finishes; finished by;
includes; during; starts; started by; coincides;
get value; get entries; context; context put; context merge
"""


def test_every_function_of_the_specification_is_there_and_no_other() -> None:
    wanted = {name.strip().replace("\n", " ") for name in _OF_THE_SPECIFICATION.split(";")}
    assert set(BUILTINS) == wanted


def test_a_function_stands_in_one_family_only() -> None:
    assert sum(map(len, FAMILIES.values())) == len(BUILTINS)


def test_every_function_is_told_in_both_languages_with_its_section() -> None:
    for function in BUILTINS.values():
        assert function.zh.endswith("。")
        assert function.en.endswith(".")
        assert function.section.startswith("10.3.4.")
        assert len(function.signatures) == len(function.implementations)


def test_both_languages_of_a_sentence_tell_the_same_data() -> None:
    for code, (chinese, english) in SENTENCES.items():
        told = [{name for _, name, _, _ in Formatter().parse(text) if name}
                for text in (chinese, english)]  # fmt: skip
        assert told[0] == told[1], code
