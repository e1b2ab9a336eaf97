"""The lists of Xiangtan as they stand in the catalogue."""

from pathlib import Path

import pytest

from yingshang.city.matters.listing import bundle_from, matter_from
from yingshang.city.matters.shrinking import plan
from yingshang.core.catalogue.reading import Reading, read_place

CATALOGUE = Path(__file__).resolve().parents[4] / "catalogue"
DOCUMENTS = (
    "illustrative",
    "GB/T 2260",
    "湘市监注〔2020〕180号（成员事项）；其余 illustrative",
    "国办发〔2022〕32号（事项名称）；其余 illustrative",
    "国发〔2024〕3号（2024 年度清单的事项名称）；其余 illustrative",
    "湘潭市 2022 年秋公开报道",
    "国发〔2022〕5号（窗口）；期限和编号 illustrative",
    "国办发〔2020〕42号",
    "国发〔2022〕5号（天数由各地自定）",
    "illustrative（改革方式的四类出自国发〔2021〕7号）",
    "人社部发〔2022〕23号",
    "财税公告2021年12号",
    "财税公告2022年10号",
    "财税公告2022年13号",
    "财税公告2022年15号",
    "财税公告2023年12号",
)


@pytest.fixture(scope="module")
def reading() -> Reading:
    """By every kind that a capability has registered at start."""
    return read_place(CATALOGUE, "xiangtan")


@pytest.fixture(scope="module")
def matters(reading):
    return {row.code: matter_from(row.body) for row in reading.rows if row.kind == "matter"}


@pytest.fixture(scope="module")
def bundles(reading):
    return {row.code: bundle_from(row.body) for row in reading.rows if row.kind == "bundle"}


def test_the_lists_have_no_mistake(reading):
    assert [error.text("en") for error in reading.errors] == []


def test_no_row_claims_a_source_that_we_do_not_have(reading):
    claimed = {row.source for row in reading.rows if row.kind != "calendar"}
    assert claimed <= set(DOCUMENTS)


def test_only_articles_known_for_sure_are_cited(matters):
    cited = {
        (law.law_en, law.article)
        for matter in matters.values()
        for law in (
            *matter.legal_basis,
            *([matter.statutory_limit.law] if matter.statutory_limit else []),
        )
        if law.article
    }
    assert cited == {
        ("Regulations on the Registration of Market Entities (State Council Order 746)", "19"),
        ("Administrative Licensing Law", "42"),
    }


def test_registration_is_on_the_spot_or_three_days_and_three_more_and_no_permit(matters):
    registration = matters["company_registration"]
    limit = registration.statutory_limit
    assert (limit.on_the_spot, limit.amount, limit.unit) == (True, 3, "working_day")
    assert (limit.extension.amount, limit.extension.unit) == (3, "working_day")
    assert registration.type == "confirmation"
    assert registration.silence is None
    assert registration.signatories == ("shareholders", "officers")


def test_a_company_opens_with_six_members_of_which_three_may_wait(bundles, matters):
    bundle = bundles["company_opening"]
    assert [(m.matter, m.needs, m.deferrable, m.blocking) for m in bundle.members] == [
        ("company_registration", (), False, True),
        ("seal_making", ("company_registration",), False, True),
        ("invoice_first_issue", ("company_registration",), False, True),
        ("social_insurance_enrolment", ("company_registration",), True, False),
        ("housing_fund_employer", ("company_registration",), True, False),
        ("bank_account_booking", ("company_registration", "seal_making"), True, False),
    ]
    assert [matters[code].executor for code in ("seal_making", "bank_account_booking")] == [
        "seal_maker",
        "bank",
    ]
    assert all(matter.fee_fen == 0 for matter in matters.values())


FEWER = [
    # bundle, members, fields item by item, fields asked, materials item by item, asked
    ("company_opening", 6, 52, 24, 16, 4),
    ("staff_hiring", 3, 24, 14, 6, 2),
    ("restaurant_opening", 2, 14, 10, 6, 4),
]


@pytest.mark.parametrize(("code", "members", "fields", "asked", "materials", "uploads"), FEWER)
def test_one_form_asks_less_than_its_members_do(
    bundles, matters, code, members, fields, asked, materials, uploads
):
    planned = plan(bundles[code], matters, {})
    assert len(planned.members) == members
    assert planned.counts.fields_before == fields
    assert planned.counts.fields_after == len(planned.fields) == asked
    assert planned.counts.materials_before == materials
    assert planned.counts.materials_after == len(planned.materials) == uploads
    assert planned.effort.materials < bundles[code].before.materials
    assert planned.effort.half_days < bundles[code].before.half_days


def test_every_asked_field_stands_on_a_page_of_its_topic(bundles, matters):
    for bundle in bundles.values():
        everything = {field.meaning for m in bundle.members for field in matters[m.matter].fields}
        paged = {meaning for page in bundle.pages for meaning in page.meanings}
        produced = {"credit_code"} if bundle.code == "company_opening" else set()
        assert everything - paged == produced


def test_opening_a_company_promises_one_and_a_half_working_days(bundles, matters):
    promise = plan(bundles["company_opening"], matters, {}).promise
    assert promise.half_days == 3
    assert promise.path == ("company_registration", "seal_making", "bank_account_booking")
    assert promise.alone_half_days == 4


def test_the_rules_of_the_bundles_answer_as_their_lists_were_meant(bundles, matters):
    def members(code: str, **answers: str) -> tuple[list[str], tuple[str, ...]]:
        found = plan(bundles[code], matters, answers)
        return [member.matter for member in found.members], found.deferred

    assert members(
        "restaurant_opening", registered="no", signboard="no", public_gathering="yes"
    ) == (["company_registration", "food_business_licence", "fire_safety_check"], ())
    assert members("restaurant_opening") == (["food_business_licence", "signboard_setting"], ())
    hired, deferred = members("staff_hiring", first_job="yes", staff_now="later")
    assert "social_security_card" in hired
    assert "archive_transfer" not in hired
    assert deferred == ("housing_fund_account",)
