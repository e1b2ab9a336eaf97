"""Patterns of the XPath dialect: what they match, which are wrong, and that none can hang."""

import time

import pytest

from tests.rules.functions.calls import call, refused

_MATCHES = [
    # text, pattern, flags, whether it matches
    ("abracadabra", "^a.*a$", "", True),
    ("abracadabra", "bra", None, True),
    ("kiki", "^kik", "", True),
    ("a.b", r"^a\.b$", "", True),
    ("a^$b", r"a\^\$b", "", True),
    ("a-b", "a-b", "", True),
    ("line\nnext", "line.next", "", False),
    ("line\rnext", "line.next", "", False),
    ("line\nnext", "line.next", "s", True),
    ("one\ntwo", "^two$", "", False),
    ("one\ntwo", "^two$", "m", True),
    ("one\n", "^$", "m", False),
    ("\none", "^$", "m", True),
    ("", "^$", "", True),
    ("ABC", "abc", "i", True),
    ("\u212a", "k", "i", True),
    ("ſ", "S", "i", True),
    ("ß", "ss", "i", False),
    ("Å", "[a-zà-ÿ]", "i", True),
    ("x", "[A-Z-[OI]]", "i", True),
    ("o", "[A-Z-[OI]]", "i", False),
    ("q", "[^Q]", "i", False),
    ("a", r"\p{Lu}", "i", False),
    ("aA", r"(a)\1", "i", True),
    ("hello world", r"hello\ sworld", "x", True),
    ("hello world", "he ll o[ ]worl d", "x", True),
    ("hello", r"\p{ Is BasicLatin }+", "x", True),
    ("a.b", "a.b", "q", True),
    ("axb", "a.b", "q", False),
    ("A.B", "a.b", "iq", True),
    ("[", r"[\[]", "", True),
    ("-", "[a-]", "", True),
    ("-", "[-a]", "", True),
    ("b", "[a-z-[aeiou]]", "", True),
    ("e", "[a-z-[aeiou]]", "", False),
    ("B", "[^a-z-[A-C]]", "", False),
    ("D", "[^a-z-[A-C]]", "", True),
    ("٣", r"^\d$", "", True),
    ("x", r"\D", "", True),
    ("中", r"^\w$", "", True),
    ("-", r"\w", "", False),
    ("+", r"^\w$", "", True),
    ("\u00a0", r"\s", "", False),
    ("\t", r"\s", "", True),
    ("_中-1", r"^\i\c*$", "", True),
    ("-a", r"^\i", "", False),
    ("é", r"\p{L}", "", True),
    ("é", r"^\P{L}$", "", False),
    ("é", r"\p{IsLatin-1Supplement}", "", True),
    ("é", r"\p{IsBasicLatin}", "", False),
    ("1a", r"^[\d\p{Ll}]+$", "", True),
    ("aa", r"^(a)\1$", "", True),
    ("aab", r"^(a)(b)?a\2b$", "", True),
    ("ab11", r"^(a)b\11?", "", False),
    ("aaa", "^a{3}$", "", True),
    ("aaaa", "^a{2,3}$", "", False),
    ("aaaa", "^a{2,}$", "", True),
    ("ab", "^(?:a)(b)$", "", True),
    ("", "()", "", True),
    ("b", "a|b", "", True),
    ("", "a|", "", True),
]


@pytest.mark.parametrize(("text", "pattern", "flags", "wanted"), _MATCHES)
def test_a_pattern_matches_as_xpath_says(
    text: str, pattern: str, flags: str | None, wanted: bool
) -> None:
    assert call("matches", text, pattern, flags) is wanted


@pytest.mark.parametrize(
    "pattern",
    ["(", ")", "a)", "[", "[]", "[^]", "]", "}", "{", "*", "a**", "a++", "a{,2}", "a{2,1}", "?",
     "[b-a]", "[a-c-e]", "[[a]", r"[\d-z]", r"\q", r"\u0041", r"\x41", r"\b", "\\", r"\0", r"\1",
     r"(a)\2", r"(a\1)", r"(a)[\1]", "(?=a)", "(?<n>a)", "(?i)a", r"\p{Xx}", r"\p{L", r"\pL",
     r"\p{IsNowhere}", r"\p{Latin}", r"\p{^L}", "a{1"],
)  # fmt: skip
def test_a_pattern_outside_the_dialect_is_wrong(pattern: str) -> None:
    assert refused("matches", "abc", pattern) == "wrong_pattern"


@pytest.mark.parametrize("flags", ["p", "X", " ", "ig", "S"])
def test_an_unknown_flag_is_wrong(flags: str) -> None:
    assert refused("matches", "abc", "b", flags) == "wrong_flags"


@pytest.mark.parametrize(
    ("given", "wanted"),
    [
        (("abcd", "(ab)|(a)", "[1=$1][2=$2]"), "[1=ab][2=]cd"),
        (("abracadabra", "bra", "*"), "a*cada*"),
        (("abracadabra", "a.*?a", "*"), "*c*bra"),
        (("abracadabra", "a(.)", "a$1$1"), "abbraccaddabbra"),
        (("0123456789", r"(\d{3})(\d{3})(\d{4})", "($1) $2-$3"), "(012) 345-6789"),
        (("facetiously", "[iouy]", "[$0]"), "facet[i][o][u]sl[y]"),
        (("abc", "(b)", "$12"), "ab2c"),
        (("abc", "b", r"\$\\"), "a$\\c"),
        (("abc", "b", r"$1\n", "q"), r"a$1\nc"),
        (("a.b", ".", "-", "q"), "a-b"),
        (("abc", "B", "x", "i"), "axc"),
        (("abc", "(z)?b", "[$1]"), "a[]c"),
    ],
)
def test_a_replacement_gives(given: tuple[str, ...], wanted: str) -> None:
    assert call("replace", *given) == wanted


@pytest.mark.parametrize(
    ("given", "code"),
    [
        (("abc", "b", "$"), "wrong_replacement"),
        (("abc", "b", "$x"), "wrong_replacement"),
        (("abc", "b", r"\n"), "wrong_replacement"),
        (("abc", ".*?", "x"), "pattern_matches_nothing"),
        (("abc", "", "x"), "pattern_matches_nothing"),
    ],
)
def test_a_replacement_that_makes_no_sense_is_refused(given: tuple[str, ...], code: str) -> None:
    assert refused("replace", *given) == code


@pytest.mark.parametrize(
    ("text", "pattern", "code"),
    [
        ("a" * 60 + "b", "^(a|aa)+$", "pattern_too_slow"),
        ("a" * 30_000, "(.*,){30}x|(a|a)*(a|a)*(a|a)*b", "pattern_too_slow"),
        ("a", "(a{1000}){1000}", "pattern_too_large"),
        ("a", "((((a{1,99}){1,99}){1,99}){1,99}){1,99}", "pattern_too_large"),
        ("a", "a{999999999}", "pattern_too_large"),
        ("a", "(" * 5000 + ")" * 5000, "pattern_too_large"),
        ("a", "a" * 20_000, "pattern_too_large"),
        ("a", "[a-" * 1000, "wrong_pattern"),
    ],
)
def test_a_hostile_pattern_ends_soon(text: str, pattern: str, code: str) -> None:
    started = time.process_time()
    assert refused("matches", text, pattern) == code
    assert time.process_time() - started < 2
