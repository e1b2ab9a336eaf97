"""Answers make less to fill in, and the applicant sees what she is spared and why."""

import pytest
from tests.city.matters.shrinking.making import make_bundle

from yingshang.city.matters.shrinking import Held, NotDeferrable, Plan, alone, plan


def spared(planned: Plan) -> dict[tuple[str, str, str], tuple[str, ...]]:
    return {(s.subject, s.code, s.reason): s.matters for s in planned.saved}


def meanings(planned: Plan) -> list[str]:
    return [field.meaning for field in planned.fields]


def codes(planned: Plan) -> list[str]:
    return [member.matter for member in planned.members]


def test_a_meaning_is_asked_once_and_says_who_uses_it(bundle, matters):
    planned = plan(bundle, matters, {"sign": "no"})
    assert meanings(planned) == ["company", "owners", "owner", "people"]
    assert planned.fields[0].used_by == ("register", "seal", "insure")
    assert spared(planned)["field", "company", "asked_once"] == ("register", "seal", "insure")


def test_a_merged_field_is_as_strict_as_its_strictest_matter(bundle, matters):
    company = plan(bundle, matters, {}).fields[0]
    assert (company.required, company.max_length) == (True, 50)


def test_a_material_is_uploaded_once_and_satisfies_everybody(bundle, matters):
    planned = plan(bundle, matters, {"sign": "no"})
    assert [m.code for m in planned.materials] == ["charter", "ids", "lease", "roster"]
    ids = planned.materials[1]
    assert ids.used_by == ("register", "seal")
    assert (ids.required, ids.original, ids.formats, ids.max_size_mb) == (True, True, ("jpg",), 5)
    assert spared(planned)["material", "ids", "uploaded_once"] == ("register", "seal")


def test_what_another_member_produces_is_never_asked(bundle, matters):
    planned = plan(bundle, matters, {})
    assert "credit_code" not in meanings(planned)
    assert spared(planned)["field", "credit_code", "produced"] == ("seal", "insure")
    assert spared(planned)["material", "licence", "produced"] == ("seal", "insure")


def test_what_the_platform_holds_is_never_asked(bundle, matters):
    held = Held(materials=frozenset({"ids"}), meanings=frozenset({"owners"}))
    planned = plan(bundle, matters, {}, held)
    assert "owners" not in meanings(planned)
    assert "ids" not in [m.code for m in planned.materials]
    assert spared(planned)["field", "owners", "held"] == ("register",)
    assert spared(planned)["material", "ids", "held"] == ("register", "seal")


def test_an_answer_spares_what_it_makes_needless(bundle, matters):
    planned = plan(bundle, matters, {"premises": "owned"})
    assert "owner" not in meanings(planned)
    assert spared(planned)["field", "owner", "not_needed"] == ("register",)
    assert spared(planned)["material", "lease", "not_needed"] == ("register",)
    assert spared(planned)["material", "title", "government"] == ("register",)


def test_an_unanswered_question_asks_rather_too_much_and_is_named(bundle, matters):
    planned = plan(bundle, matters, {})
    assert planned.unanswered == ("sign",)
    assert "signboard" in codes(planned)
    assert plan(bundle, matters, {"sign": "no"}).unanswered == ()


def test_a_member_that_the_answers_exclude_is_out_with_its_fields(bundle, matters):
    planned = plan(bundle, matters, {"sign": "no"})
    assert planned.excluded == ("signboard",)
    assert "sign_text" not in meanings(planned)
    assert spared(planned)["member", "signboard", "not_needed"] == ("signboard",)


def test_a_member_put_off_by_answer_is_deferred_and_not_excluded(bundle, matters):
    planned = plan(bundle, matters, {"staff": "later", "sign": "no"})
    assert planned.deferred == ("insure",)
    assert planned.excluded == ("signboard",)
    assert codes(planned) == ["register", "seal"]
    assert "people" not in meanings(planned)
    assert spared(planned)["member", "insure", "deferred"] == ("insure",)


def test_a_member_put_off_by_click_is_deferred_too(bundle, matters):
    assert plan(bundle, matters, {}, put_off=["insure"]).deferred == ("insure",)


def test_what_may_not_wait_cannot_be_put_off(bundle, matters):
    with pytest.raises(NotDeferrable) as refused:
        plan(bundle, matters, {}, put_off=["seal"])
    assert refused.value.field == "seal"
    assert refused.value.text("en") == "“seal” cannot be put off. Take it back in."


def test_putting_one_off_puts_off_what_waits_for_it(matters):
    bundle = make_bundle(
        [
            {"matter": "register"},
            {"matter": "insure", "needs": ["register"], "deferrable": True},
            {"matter": "seal", "needs": ["insure"], "deferrable": True},
        ]
    )
    assert plan(bundle, matters, {}, put_off=["insure"]).deferred == ("insure", "seal")


def test_members_run_in_waves_as_their_needs_allow(bundle, matters):
    planned = plan(bundle, matters, {"sign": "yes"})
    assert [(m.matter, m.wave, m.needs) for m in planned.members] == [
        ("register", 0, ()),
        ("signboard", 0, ()),
        ("seal", 1, ("register",)),
        ("insure", 1, ("register",)),
    ]


def test_only_persons_of_active_members_sign(bundle, matters):
    assert plan(bundle, matters, {}).signatories == ("owners",)
    assert plan(alone(matters["seal"]), matters, {}).signatories == ()


def test_fields_stand_on_their_page_and_the_rest_comes_last(bundle, matters):
    pages = plan(bundle, matters, {"sign": "no"}).pages
    assert [(p.code, [f.meaning for f in p.fields]) for p in pages] == [
        ("first", ["company", "owners", "owner"]),
        ("other", ["people"]),
    ]


def test_a_page_on_which_nothing_is_asked_is_left_out(bundle, matters):
    held = Held(meanings=frozenset({"company", "owners", "owner"}))
    assert [page.code for page in plan(bundle, matters, {"sign": "no"}, held).pages] == ["other"]


def test_a_matter_alone_asks_what_its_bundle_would_have_produced(matters):
    planned = plan(alone(matters["seal"]), matters, {})
    assert meanings(planned) == ["company", "credit_code"]
    assert [m.code for m in planned.materials] == ["ids"]
    assert spared(planned)["material", "licence", "government"] == ("seal",)


def test_counts_and_effort_tell_before_and_after(bundle, matters):
    planned = plan(bundle, matters, {"sign": "no"})
    assert (planned.counts.fields_before, planned.counts.fields_after) == (8, 4)
    assert (planned.counts.materials_before, planned.counts.materials_after) == (8, 4)
    effort = planned.effort
    assert (effort.visits, effort.forms, effort.materials, effort.half_days) == (1, 1, 4, 5)


def test_every_saving_is_told_in_both_languages(bundle, matters):
    held = Held(meanings=frozenset({"owners"}))
    sentences = {
        s.reason: (s.sentence.text(), s.sentence.text("en"))
        for s in plan(bundle, matters, {"premises": "owned", "staff": "later"}, held).saved
    }
    assert set(sentences) == {
        "asked_once", "uploaded_once", "produced", "held", "government", "not_needed", "deferred"
    }  # fmt: skip
    assert sentences["asked_once"] == (
        "“company名”有 2 个事项要用，只填一次。",
        "“company” is used by 2 items and asked once.",
    )
    assert all("{" not in zh + en for zh, en in sentences.values())
