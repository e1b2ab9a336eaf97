"""A list that grants what the law forbids is refused, with the article that forbids it."""

import pytest

MATTER = "town/matters/opening.yaml"


def test_the_sound_lists_are_accepted(lists):
    assert lists.mistakes() == []


def test_a_promise_longer_than_the_law_allows_is_refused(lists):
    line = lists.change(MATTER, "{amount: 5, unit: working_day}", "{amount: 21, unit: working_day}")
    error = lists.the_mistake()
    assert (error.file, error.line, error.code) == (MATTER, line, "matters.promise_beyond_the_law")
    assert error.path == "promised_limit.amount"
    assert "21 working days" in error.text("en")
    assert "20 个工作日" in error.text()


@pytest.mark.parametrize(
    ("promise", "law", "fits"),
    [
        ("{amount: 3, unit: working_day}", ("3", "working_day"), True),
        ("{amount: 6, unit: half_day}", ("3", "working_day"), True),
        ("{amount: 7, unit: half_day}", ("3", "working_day"), False),
        ("{amount: 24, unit: working_hour}", ("3", "working_day"), True),
        ("{amount: 25, unit: working_hour}", ("3", "working_day"), False),
        ("{amount: 3, unit: calendar_day}", ("3", "working_day"), True),
        ("{amount: 4, unit: calendar_day}", ("3", "working_day"), False),
        ("{amount: 5, unit: working_day}", ("7", "calendar_day"), True),
        ("{amount: 6, unit: working_day}", ("7", "calendar_day"), False),
    ],
)
def test_limits_of_different_units_are_compared_in_working_days(lists, promise, law, fits):
    lists.change(MATTER, "{amount: 5, unit: working_day}", promise)
    lists.change(MATTER, "amount: 20\n  unit: working_day", f"amount: {law[0]}\n  unit: {law[1]}")
    lists.change(MATTER, ", limit: {amount: 3, unit: working_day}", "")
    lists.change(MATTER, ", limit: {amount: 2, unit: working_day}", "")
    codes = [code for _, _, code in lists.mistakes()]
    assert codes == ([] if fits else ["matters.promise_beyond_the_law"])


def test_article_42_gives_a_permit_20_working_days_unless_its_own_law_says_else(lists):
    line = lists.change(MATTER, "amount: 20", "amount: 30")
    assert lists.mistakes() == [(MATTER, line, "matters.licensing_law_art_42_limit")]
    general = 'law: 中华人民共和国行政许可法, law_en: Administrative Licensing Law, article: "42"'
    lists.change(MATTER, general, "law: 示例法, law_en: Example Law")
    assert lists.mistakes() == []


def test_article_42_gives_ten_working_days_more_and_not_eleven(lists):
    line = lists.change(MATTER, "extension: {amount: 10", "extension: {amount: 11")
    assert lists.mistakes() == [(MATTER, line, "matters.licensing_law_art_42_limit")]


def test_article_42_starts_the_clock_at_acceptance(lists):
    line = lists.change(MATTER, "{amount: 5, unit: working_day}",
                        "{amount: 5, unit: working_day, starts: receipt}")  # fmt: skip
    assert lists.mistakes() == [(MATTER, line, "matters.licensing_law_art_42_start")]


def test_an_executors_clock_may_start_at_receipt(lists):
    lists.change("town/matters/account.yaml", "unit: half_day", "unit: half_day, starts: receipt")
    assert lists.mistakes() == []


def test_article_58_forbids_a_fee_without_a_law(lists):
    line = lists.change(MATTER, "visits: 0", "visits: 0\nfee_fen: 100") + 1
    error = lists.the_mistake()
    assert (error.line, error.code) == (line, "matters.licensing_law_art_58_fee")
    assert "Art. 58" in error.text("en")
    lists.change(
        MATTER, "fee_fen: 100", "fee_fen: 100\nfee_basis: {law: 示例法, law_en: Example Law}"
    )
    assert lists.mistakes() == []


DEEMED = """
deemed_acceptance:
  told_within: {{amount: {days}, unit: working_day}}
  law: {{law: {law}, law_en: Law}}
"""


@pytest.mark.parametrize(("days", "fits"), [(5, True), (3, True), (6, False)])
def test_article_32_tells_everything_within_five_working_days(lists, days, fits):
    text = "visits: 0" + DEEMED.format(days=days, law="行政许可法")
    line = lists.change(MATTER, "visits: 0\n", text) + 2
    expected = [] if fits else [(MATTER, line, "matters.licensing_law_art_32_told_within")]
    assert lists.mistakes() == expected


@pytest.mark.parametrize("law", ["行政许可法", "中华人民共和国行政许可法", "《行政许可法》"])
def test_article_32_accepts_by_silence_for_permits_only(lists, law):
    lists.change(MATTER, "type: permit", "type: confirmation")
    line = lists.change(MATTER, "visits: 0\n", "visits: 0" + DEEMED.format(days=5, law=law)) + 3
    assert lists.mistakes() == [(MATTER, line, "matters.licensing_law_art_32_silence")]


def test_another_type_may_accept_by_silence_under_a_law_of_its_own(lists):
    lists.change(MATTER, "type: permit", "type: confirmation")
    lists.change(MATTER, "visits: 0\n", "visits: 0" + DEEMED.format(days=9, law="示例法"))
    assert lists.mistakes() == []


def test_a_permit_without_a_statutory_limit_is_refused(lists):
    text = (lists.root / MATTER).read_text()
    start, end = text.index("statutory_limit:"), text.index("promised_limit:")
    lists.add(MATTER, text[:start] + text[end:])
    assert lists.mistakes() == [(MATTER, 1, "matters.licensing_law_art_42_limit")]


def test_a_stage_may_not_demand_a_material_that_is_not_listed(lists):
    line = lists.change(
        MATTER, "role_en: Handler,", "role_en: Handler, materials: [charter, licence],"
    )
    assert lists.mistakes() == [(MATTER, line, "matters.unlisted_material")]


def test_stages_together_fit_in_the_promise(lists):
    line = lists.change(MATTER, "{amount: 2, unit: working_day}", "{amount: 5, unit: half_day}")
    assert lists.mistakes() == [(MATTER, line - 2, "matters.stages_beyond_the_promise")]


def test_an_immediate_item_promises_no_time_at_all(lists):
    line = lists.change(MATTER, "case_type: promised", "case_type: immediate")
    assert lists.mistakes() == [(MATTER, line, "matters.immediate_means_at_once")]


def test_what_an_office_does_rests_on_a_law(lists):
    line = lists.change(
        MATTER,
        "legal_basis:\n  - {law: 中华人民共和国行政许可法, law_en: Administrative Licensing Law}\n",
        "legal_basis: []\n",
    )
    assert lists.mistakes() == [(MATTER, line, "matters.no_legal_basis")]


def test_only_a_permit_has_silence_that_accepts_by_default(lists):
    from yingshang.city.matters.listing import matter_from

    rows = {row.code: row for row in lists.read().require() if row.kind == "matter"}
    rule = matter_from(rows["opening"].body).silence
    assert rule is not None
    assert (rule.told_within.amount, rule.told_within.unit) == (5, "working_day")
    assert rule.law.article == "32.4"
    assert matter_from(rows["account"].body).silence is None
