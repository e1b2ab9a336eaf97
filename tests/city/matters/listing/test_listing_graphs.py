"""Members and matters that wait for each other, or for what may never come, are refused."""

from yingshang.city.matters.listing.checks.graphs import cycles, everything_before

MATTER = "town/matters/opening.yaml"
ACCOUNT = "town/matters/account.yaml"
BUNDLE = "town/bundles/start.yaml"


def test_members_that_wait_for_each_other_are_told_with_the_whole_ring(lists):
    line = lists.change(BUNDLE, "  - {matter: opening}", "  - {matter: opening, needs: [account]}")
    errors = [error for error in lists.read().errors if error.code == "matters.cycle"]
    assert [(error.file, error.line) for error in errors] == [(BUNDLE, line + 1)]
    assert "account → opening → account" in errors[0].text("en")


def test_matters_that_feed_each_other_are_told(lists):
    lists.change(
        MATTER, "  - {code: lease,",
        "  - {code: licence, source: output, of: {matter: account, result: booking}}\n"
        "  - {code: lease,",
    )  # fmt: skip
    errors = [error for error in lists.read().errors if error.code == "matters.cycle"]
    assert [(error.file, error.path) for error in errors] == [(ACCOUNT, "materials[0].of.matter")]


def test_a_member_cannot_wait_for_one_that_may_be_put_off(lists):
    line = lists.change(BUNDLE, "  - {matter: account, needs: [opening], deferrable: true,",
                        "  - {matter: account, needs: [opening], deferrable: false,")  # fmt: skip
    lists.change(BUNDLE, "  - {matter: opening}", "  - {matter: opening, deferrable: true}")
    lists.change(MATTER, "signatories:", "deferrable: true\nsignatories:")
    assert lists.mistakes() == [(BUNDLE, line, "matters.needs_the_deferrable")]


def test_a_producer_that_is_no_member_is_told(lists):
    text = (lists.root / BUNDLE).read_text()
    text = text.replace("  - {matter: opening}\n", "").replace("needs: [opening], ", "")
    text = text[: text.index("pages:")]
    lists.add(BUNDLE, text)
    assert lists.mistakes() == [(BUNDLE, 10, "matters.no_producer")]


def test_a_material_may_come_otherwise_where_its_producer_is_no_member(lists):
    text = (lists.root / BUNDLE).read_text()
    text = text.replace("  - {matter: opening}\n", "").replace("needs: [opening], ", "")
    lists.add(BUNDLE, text[: text.index("pages:")])
    lists.change(ACCOUNT, "result: licence}}", "result: licence}, otherwise: government}")
    assert lists.mistakes() == []


def test_who_uses_an_output_waits_for_its_producer(lists):
    line = lists.change(BUNDLE, "needs: [opening], ", "")
    error = lists.the_mistake()
    assert (error.file, error.line, error.code) == (BUNDLE, line, "matters.producer_not_awaited")
    assert error.expected == "opening"


def test_a_conditional_producer_cannot_be_all_that_another_has(lists):
    lists.change(BUNDLE, "  - {matter: opening}", "  - {matter: opening, when: {premises: rented}}")
    assert [code for _, _, code in lists.mistakes()] == ["matters.needs_the_conditional"]
    lists.change(BUNDLE, "needs: [opening],", "needs: [opening], when: {premises: rented},")
    assert lists.mistakes() == []


def test_a_prefix_numbers_one_bundle_only(lists):
    text = (lists.root / BUNDLE).read_text()
    lists.add("town/bundles/z_again.yaml", text.replace("code: start", "code: again"))
    assert lists.mistakes() == [("town/bundles/z_again.yaml", 5, "matters.repeated_prefix")]


def test_a_member_stands_once(lists):
    line = lists.change(
        BUNDLE, "  - {matter: opening}", "  - {matter: opening}\n  - {matter: opening}"
    )
    assert lists.mistakes() == [(BUNDLE, line + 1, "catalogue.repeated_code")]


def test_cycles_are_found_once_each_and_a_diamond_is_none():
    assert cycles({"a": ("b", "c"), "b": ("d",), "c": ("d",), "d": ()}) == []
    assert cycles({"c": ("a",), "a": ("b",), "b": ("c",)}) == [("a", "b", "c")]
    assert cycles({"a": ("a",), "x": ("y",), "y": ("x",)}) == [("a",), ("x", "y")]
    assert cycles({"s": ("a",), "a": ("b",), "b": ("a",)}) == [("a", "b")]


def test_a_chain_of_a_hundred_thousand_needs_no_recursion():
    chain = {f"n{i}": (f"n{i + 1}",) for i in range(20_000)}
    assert cycles(chain) == []
    assert len(everything_before("n0", chain)) == 20_000
