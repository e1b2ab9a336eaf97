"""Every text reads in both languages and says what it needs."""

import pytest

from yingshang.core.ids import new_id
from yingshang.core.notices.errors import MissingDatum, UnknownTemplate
from yingshang.core.notices.rendering import check, render
from yingshang.core.notices.templates import TEMPLATES
from yingshang.core.notices.types import Telling

EVERY = {
    "number": "N1",
    "title": {"zh": "设立登记", "en": "Registration"},
    "office": {"zh": "登记机关", "en": "the registry"},
    "due": "2026-11-27",
    "reason": "R",
    "what": "W",
    "amount": "1,234.50",
}
CODES = {
    "case_received", "case_accepted", "correction_asked", "case_granted", "case_refused",
    "case_delivered", "not_accepted", "deemed_accepted", "due_soon", "overdue", "extended",
    "suspended", "resumed", "withdrawn", "terminated", "signature_wanted", "rating_asked",
    "member_started",
}  # fmt: skip


def telling(code, *, of_case=False, **data):
    return Telling("430300", code, "matter", new_id(), (), data, of_case=of_case)


def test_every_step_of_a_case_has_its_text():
    assert TEMPLATES.keys() >= CODES


@pytest.mark.parametrize("code", sorted(TEMPLATES))
def test_a_text_reads_in_both_languages(code):
    check(telling(code, **EVERY))
    title_zh, text_zh = render(code, EVERY, "zh-hans")
    title_en, text_en = render(code, EVERY, "en")
    assert "设立登记" in title_zh
    assert "设立登记" in text_zh
    assert "Registration" in title_en
    assert not any("\u4e00" <= c <= "\u9fff" for c in title_en + text_en)
    assert "{" not in title_zh + text_zh + title_en + text_en


@pytest.mark.parametrize("code", sorted(TEMPLATES))
def test_both_languages_say_the_same_facts(code):
    zh, en = (" ".join(render(code, EVERY, language)) for language in ("zh-hans", "en"))
    assert ("2026-11-27" in zh) == ("2026-11-27" in en)
    assert ("N1" in zh) == ("N1" in en)
    assert ("1,234.50" in zh) == ("1,234.50" in en)


def test_a_text_uses_only_the_known_data():
    assert set().union(*(t.needs for t in TEMPLATES.values())) <= EVERY.keys()


def test_missing_data_are_all_named():
    with pytest.raises(MissingDatum, match="due, office"):
        check(telling("case_accepted", number="1", title="t"))


def test_what_the_case_itself_knows_need_not_be_said():
    check(telling("case_granted", of_case=True))
    with pytest.raises(MissingDatum, match="due"):
        check(telling("case_accepted", of_case=True))


def test_an_unknown_text_is_refused():
    with pytest.raises(UnknownTemplate, match="no_such"):
        check(telling("no_such"))


def test_a_title_is_one_line():
    title, _ = render("withdrawn", EVERY | {"title": "a\r\nBcc: b"}, "en")
    assert title == "Withdrawn: a Bcc: b"


def test_braces_in_data_are_only_text():
    title, _ = render("withdrawn", EVERY | {"title": "{number.__class__}"}, "en")
    assert title == "Withdrawn: {number.__class__}"
