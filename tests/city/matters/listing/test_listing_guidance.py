"""A bundle's rule is run over every combination of answers when the list is checked."""

import pytest
from tests.city.matters.listing.conftest import Lists

from yingshang.city.matters.guiding import guided
from yingshang.city.matters.listing import bundle_from, matter_from
from yingshang.city.matters.shrinking import plan

HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="https://www.omg.org/spec/DMN/20230324/MODEL/" id="start" name="start"
  namespace="https://yingshang.example/rules/town/start">
  <inputData id="premises" name="场所"><variable id="premises_v" name="场所" typeRef="string"/>
  </inputData>
"""
TAIL = "</definitions>\n"


def decision(ident: str, *rules: tuple[str, str]) -> str:
    """A decision over the premises: for each answer a verdict, with a reason in two languages."""
    rows = "".join(
        f"<rule id='{ident}_{n}'><inputEntry id='{ident}_{n}i'><text>{cell}</text></inputEntry>"
        f"<outputEntry id='{ident}_{n}o'><text>\"{value}\"</text></outputEntry>"
        f"<annotationEntry><text>因为{value}</text></annotationEntry>"
        f"<annotationEntry><text>because {ident}</text></annotationEntry></rule>"
        for n, (cell, value) in enumerate(rules)
    )
    return (
        f"<decision id='{ident}' name='{ident}名'><variable id='{ident}_v' name='{ident}名' "
        f"typeRef='string'/><informationRequirement id='{ident}_r'><requiredInput "
        f"href='#premises'/></informationRequirement><decisionTable id='{ident}_t' "
        f"hitPolicy='UNIQUE'><input id='{ident}_i'><inputExpression id='{ident}_e' "
        f"typeRef='string'><text>场所</text></inputExpression></input>"
        f"<output id='{ident}_o' typeRef='string'/><annotation name='理由'/>"
        f"<annotation name='reason'/>{rows}</decisionTable></decision>"
    )


ALWAYS = (('"rented"', "办理"), ('"owned"', "办理"))
OPENING = decision("matter_opening", ("-", "办理"))
ACCOUNT = decision("matter_account", ('"rented"', "暂缓"), ('"owned"', "办理"))
CHARTER = decision("material_charter", ('"rented"', "要交"), ('"owned"', "免交"))


@pytest.fixture
def guide(lists: Lists, settings):
    """Write the rule with these decisions, and have the bundle name it."""
    settings.CATALOGUE_ROOT = lists.root
    lists.change("town/bundles/start.yaml", "questions:\n", "guidance: town/start\nquestions:\n")
    folder = lists.root / "rules" / "town"
    folder.mkdir(parents=True)

    def write(*decisions: str) -> list[str]:
        text = HEAD + "".join(decisions) + TAIL
        (folder / "start.dmn").write_text(text, encoding="utf-8")
        return sorted(error.code for error in lists.read().errors)

    return write


def test_a_rule_that_decides_everything_passes_and_guides_the_plan(lists, guide):
    assert guide(OPENING, ACCOUNT, CHARTER) == []
    rows = lists.read().require()
    bundle = bundle_from(next(row.body for row in rows if row.kind == "bundle"))
    matters = {row.code: matter_from(row.body) for row in rows if row.kind == "matter"}
    rented, owned = (plan(bundle, matters, {"premises": a}) for a in ("rented", "owned"))
    assert [m.matter for m in rented.members] == ["opening"]
    assert rented.deferred == ("account",)
    assert [m.code for m in rented.materials] == ["charter", "lease"]
    assert [m.matter for m in owned.members] == ["opening", "account"]
    assert [m.code for m in owned.materials] == []
    assert owned.why["account"].text("en") == "“Account”: because matter_account."
    (put_off,) = [saved for saved in rented.saved if saved.subject == "member"]
    assert put_off.sentence.text("zh-hans").endswith("：因为暂缓。")


def test_the_version_of_a_bundle_keeps_its_rule(lists, guide):
    guide(OPENING, ACCOUNT)
    before = next(row for row in lists.read().require() if row.kind == "bundle")
    guide(OPENING, decision("matter_account", *ALWAYS))
    after = next(row for row in lists.read().require() if row.kind == "bundle")
    assert before.hash != after.hash
    old, answers = bundle_from(before.body), {"premises": "rented"}
    found, account = guided(old, answers), old.member("account")
    assert found is not None
    assert account is not None
    assert found.defers(account, answers)


def test_what_is_not_answered_is_asked_for(lists, guide):
    guide(OPENING, ACCOUNT, CHARTER)
    lists.change("common/vocabulary/questions.yaml", "    default: rented\n", "")
    rows = lists.read().require()
    bundle = bundle_from(next(row.body for row in rows if row.kind == "bundle"))
    found = guided(bundle, {})
    assert found is not None
    assert found.matters["opening"].value == "办理"
    assert found.matters["account"].value is None
    account = bundle.member("account")
    assert account is not None
    assert found.includes(account, {})
    assert not found.defers(account, {})


@pytest.mark.parametrize(
    ("decisions", "codes"),
    [
        ((OPENING,), []),
        ((OPENING, ACCOUNT, decision("matter_moon", *ALWAYS)), ["matters.guidance_unknown"]),
        ((OPENING, ACCOUNT, decision("material_moon", *ALWAYS)), ["matters.guidance_unknown"]),
        ((OPENING, decision("matter_account", ('"owned"', "办理"))), ["matters.guidance_open"]),
        ((OPENING, decision("matter_account", ("-", "也许"))), ["matters.guidance_open"]),
        ((OPENING, ACCOUNT, decision("material_lease", ("-", "要交"))), ["matters.decided_twice"]),
        (
            (decision("matter_opening", ("-", "不办")), decision("matter_account", *ALWAYS)),
            ["matters.needs_the_conditional"],
        ),
        ((decision("matter_opening", ("-", "暂缓")), ACCOUNT), ["matters.not_deferrable"]),
        ((OPENING, ACCOUNT.replace("场所<", "场 所 +<")), ["matters.guidance_unreadable"]),
        ((OPENING, "<broken"), ["matters.guidance_unreadable"]),
    ],
)
def test_the_check_names_what_is_wrong_with_a_rule(guide, decisions, codes):
    assert guide(*decisions) == codes


def test_a_rule_that_is_not_there_and_a_question_that_nobody_asks_are_told(lists, guide):
    assert [error.code for error in lists.read().errors] == ["catalogue.rule_missing"]
    strange = HEAD.replace('id="premises"', 'id="weather"')
    (lists.root / "rules" / "town" / "start.dmn").write_text(
        (strange + OPENING + ACCOUNT + TAIL).replace("#premises", "#weather"), encoding="utf-8"
    )
    assert [error.code for error in lists.read().errors] == ["matters.guidance_question"]


def test_a_member_condition_beside_a_rule_is_refused(lists, guide):
    guide(OPENING, ACCOUNT)
    lists.change("town/bundles/start.yaml", "  - {matter: opening}",
                 "  - {matter: opening, when: {premises: rented}}")  # fmt: skip
    assert [error.code for error in lists.read().errors] == ["matters.decided_twice"]
