"""What is offered: the list, the search, and the guide; open to everybody."""

from django.urls import reverse

from tests.city.matters.pages.applicant import text


def test_everybody_sees_what_is_offered(cast, browse):
    shown = text(browse().get(reverse("services")))
    assert "企业开办" in shown
    assert "食品经营许可" in shown


def test_a_search_finds_by_name(cast, browse):
    shown = text(browse().get(reverse("services"), {"q": "食品"}))
    assert "食品经营许可" in shown
    assert "公章刻制" not in shown


def test_a_search_in_other_words_says_what_may_be_meant(cast, browse):
    shown = text(browse().get(reverse("services"), {"q": "开一家餐饮小店"}))
    assert "您要办的也许是" in shown
    assert "开办餐饮店" in shown


def test_a_hostile_search_finds_nothing_and_harms_nothing(cast, browse):
    answer = browse().get(reverse("services"), {"q": "\x00<script>%_'" + "长" * 5000})
    assert answer.status_code == 200
    assert "<script>%" not in text(answer)
    assert "没有找到" in text(answer)


def test_the_guide_says_how_long_by_which_law_and_what_to_bring(cast, browse):
    shown = text(browse().get(reverse("service_guide", args=["company_registration"])))
    assert "第 19 条" in shown
    assert "示例（非官方清单）" in shown
    assert "不收费" in shown
    assert "公司章程" in shown
    assert "12345" in shown


def test_the_guide_of_a_bundle_shows_the_order_and_what_is_saved(cast, browse):
    shown = text(browse().get(reverse("service_guide", args=["company_opening"])))
    assert "在“企业设立登记”之后" in shown
    assert "省了什么" in shown


def test_a_service_that_is_not_offered_is_not_found(cast, browse):
    assert browse().get(reverse("service_guide", args=["no_such"])).status_code == 404


def test_the_guide_reads_english(cast, browse):
    client = browse()
    client.cookies["django_language"] = "en"
    shown = text(client.get(reverse("service_guide", args=["company_opening"])))
    assert "Opening a company" in shown
    assert "Company registration" in shown
