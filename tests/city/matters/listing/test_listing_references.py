"""Every code that a list names exists; each mistake has its file and line."""

import pytest

MATTER = "town/matters/opening.yaml"
ACCOUNT = "town/matters/account.yaml"
BUNDLE = "town/bundles/start.yaml"

SPOILED = [
    (MATTER, "office: registry", "office: ghost", "matters.missing_office"),
    (MATTER, "office: registry", "office: bank", "matters.missing_office"),
    (ACCOUNT, "executor: bank", "executor: registry", "matters.missing_office"),
    (ACCOUNT, "type: partner_service", "type: public_service", "matters.partner_type"),
    (BUNDLE, "lead_office: registry", "lead_office: bank", "matters.missing_office"),
    (MATTER, "signatories: [owners]", "signatories: [company]", "matters.unknown_signatory"),
    (MATTER, "{premises: rented}", "{premise: rented}", "matters.unknown_question"),
    (MATTER, "{premises: rented}", "{premises: leased}", "matters.unknown_answer"),
    (MATTER, "{premises: rented}", "{premises: [rented, leased]}", "matters.unknown_answer"),
    (MATTER, "  - {code: premises}", "  - {code: premises, default: maybe}",
     "matters.unknown_answer"),
    (MATTER, "meanings: [credit_code]", "meanings: [tax_code]", "matters.not_in_vocabulary"),
    (MATTER, "  - {meaning: owners}", "  - {meaning: owners}\n  - {meaning: owners}",
     "catalogue.repeated_code"),
    (MATTER, "{code: lease, source: applicant,", "{code: charter, source: applicant,",
     "catalogue.repeated_code"),
    (MATTER, "{code: charter, source: applicant", "{code: charter, source: output",
     "matters.output_of"),
    (MATTER, "{meaning: owners}", "{meaning: owners, type: text}", "matters.field_type"),
    (MATTER, "{meaning: owners}", "{meaning: owners, pattern: '['}", "matters.field_pattern"),
    (MATTER, "{meaning: company}",
     "{meaning: company, choices: [{value: a, label: 甲, label_en: A}]}",
     "matters.field_choices"),
    (ACCOUNT, "matter: opening", "matter: closing", "matters.missing_matter"),
    (ACCOUNT, "result: licence", "result: permit", "matters.missing_result"),
    (BUNDLE, "meanings: [company, owners]", "meanings: [company, owners, seals]",
     "matters.page_field"),
    (BUNDLE, "meanings: [company, owners]", "meanings: [company, company]", "matters.page_field"),
    (BUNDLE, "materials: [charter, lease]", "materials: [charter, passport]",
     "matters.unlisted_material"),
    (BUNDLE, "needs: [opening]", "needs: [opening, closing]", "matters.missing_member"),
    (BUNDLE, "  - {matter: opening}", "  - {matter: opening, when: {size: big}}",
     "matters.unknown_question"),
    (BUNDLE, "  - {matter: opening}", "  - {matter: opening, deferrable: true}",
     "matters.not_deferrable"),
    (BUNDLE, "  - {matter: opening}", "  - {matter: opening, defer_when: {premises: owned}}",
     "matters.not_deferrable"),
]  # fmt: skip


@pytest.mark.parametrize(("file", "old", "new", "code"), SPOILED)
def test_a_spoiled_reference_is_told_at_its_line(lists, file, old, new, code):
    line = lists.change(file, old, new)
    last = line + new.count("\n")
    found = lists.mistakes()
    assert (file, last, code) in found
    sentences = [error.text("en") + error.text() for error in lists.read().errors]
    assert all("{" not in sentence.replace("{matter, result}", "") for sentence in sentences)


def test_a_missing_office_is_one_mistake_that_names_the_office(lists):
    line = lists.change(MATTER, "office: registry", "office: ghost")
    error = lists.the_mistake()
    assert (error.file, error.line, error.found, error.path) == (MATTER, line, "ghost", "office")
    assert "ghost" in error.text()


def test_a_matter_has_an_office_or_an_executor_and_not_both(lists):
    lists.change(MATTER, "office: registry", "office: registry\nexecutor: bank")
    assert "matters.one_responsible" in [code for _, _, code in lists.mistakes()]
    lists.change(MATTER, "office: registry\nexecutor: bank\n", "")
    assert "matters.one_responsible" in [code for _, _, code in lists.mistakes()]


def test_stages_stand_in_order_and_once_each(lists):
    lists.change(MATTER, "{stage: approve,", "{stage: handle,")
    assert [code for _, _, code in lists.mistakes()] == ["matters.stage_order"]


def test_a_question_has_the_same_choices_wherever_it_is_asked(lists):
    line = lists.change(
        MATTER, "  - {code: premises}",
        "  - code: premises\n    choices:\n"
        "      - {value: rented, label: 租, label_en: Rented}\n"
        "      - {value: lent, label: 借, label_en: Lent}\n    default: rented",
    )  # fmt: skip
    assert lists.mistakes() == [(MATTER, line + 1, "matters.question_differs")]


def test_a_material_uploaded_once_has_a_format_that_all_take(lists):
    line = lists.change(
        ACCOUNT,
        "materials:\n",
        "materials:\n  - {code: charter, source: applicant, formats: [jpg]}\n",
    )
    assert line > 0
    assert [code for _, _, code in lists.mistakes()] == ["matters.no_common_format"]


def test_a_field_takes_its_words_from_the_vocabulary_and_may_say_its_own(lists):
    lists.change(MATTER, "{meaning: company}", "{meaning: company, name: 名称, name_en: Name}")
    rows = {row.code: row for row in lists.read().require() if row.kind == "matter"}
    names = [field["name"] for field in rows["opening"].body["fields"]]
    assert names == ["名称", "股东"]
    assert rows["opening"].body["fields"][0]["type"] == "text"


def test_a_changed_word_of_the_vocabulary_is_a_new_version_of_the_matters_that_use_it(lists):
    before = {row.code: row.hash for row in lists.read().require()}
    lists.change(
        "common/vocabulary/fields.yaml",
        "name: 股东, name_en: Owners",
        "name: 出资人, name_en: Owners",
    )
    after = {row.code: row.hash for row in lists.read().require()}
    assert {c for c in before if before[c] != after[c]} == {"owners", "opening"}


def test_a_term_in_chinese_only_is_told(lists):
    line = lists.change(MATTER, "role_en: Handler", "role_en: 承办")
    assert lists.mistakes() == [(MATTER, line, "catalogue.one_language")]


def test_a_hint_in_chinese_only_is_told(lists):
    line = lists.change(MATTER, "{meaning: company}", "{meaning: company, hint: 写全称}")
    assert lists.mistakes() == [(MATTER, line, "catalogue.one_language")]


def test_a_broken_matter_is_told_once_and_not_by_everything_that_names_it(lists):
    line = lists.change(MATTER, "type: permit", "type: licence")
    assert lists.mistakes() == [(MATTER, line, "catalogue.literal_error")]


@pytest.mark.parametrize("value", ["[]", "3", "true", "{}", "[[]]", "[3]", "{a: 1}", "null", "'x'"])
@pytest.mark.parametrize("part", ["fields", "materials", "questions", "stages", "results"])
def test_a_part_of_the_wrong_shape_gets_a_sentence_and_no_crash(lists, part, value):
    text = (lists.root / MATTER).read_text()
    start = text.index(f"\n{part}:") + 1
    end = start + len(part) + 1
    while text[end:].startswith("\n  "):
        end = text.index("\n", end + 1)
    lists.add(MATTER, f"{text[:start]}{part}: {value}{text[end:]}")
    assert all(error.text("en") and error.line >= 1 for error in lists.read().errors)
    if value not in ("[]", "{}") or part in ("stages", "results"):
        assert lists.mistakes() != []
