"""The rating form: five grades in words, once, with its errors beside the field."""

import pytest

from yingshang.core.ids import new_id
from yingshang.core.models import Case, RaterIdentity, Rating
from yingshang.core.ratings.tickets import ticket_code

pytestmark = pytest.mark.django_db
GRADES = ["非常满意", "满意", "基本满意", "不满意", "非常不满意"]


def page(response):
    return response.content.decode()


def test_the_owner_rates_by_a_form_without_script_and_sees_it_was_taken(town, as_user):
    case, client = town.case(), as_user(town.owner)
    shown = page(client.get(f"/rate/{case.pk}/"))
    assert shown.count('type="radio"') == 5
    places = [shown.index(f">{grade}<") for grade in GRADES]
    assert places == sorted(places)
    assert "企业设立登记" in shown
    answer = client.post(f"/rate/{case.pk}/", {"grade": "4", "reasons": ["fast"], "comment": "好"})
    assert (answer.status_code, answer.url) == (302, f"/rate/{case.pk}/")
    assert Rating.objects.get().grade == 4
    after = page(client.get(answer.url))
    assert "谢谢，已收到评价" in after
    assert "办得快" in after


def test_a_second_press_is_one_rating(town, as_user):
    case, client = town.case(), as_user(town.owner)
    client.post(f"/rate/{case.pk}/", {"grade": "5"})
    again = client.post(f"/rate/{case.pk}/", {"grade": "1"})
    assert again.status_code == 200
    assert Rating.objects.get().grade == 5


def test_a_bad_rating_tells_that_it_is_followed_up(town, as_user):
    case, client = town.case(), as_user(town.owner)
    answer = client.post(f"/rate/{case.pk}/", {"grade": "1"}, follow=True)
    assert "待核实" in page(answer)
    assert Case.objects.get(kind="followup").number in page(answer)


@pytest.mark.parametrize(
    ("posted", "field", "sentence"),
    [
        ({}, "grade", "请在五个等级中选一个。"),
        ({"grade": "6"}, "grade", "请在五个等级中选一个。"),
        ({"grade": "x"}, "grade", "请在五个等级中选一个。"),
        ({"grade": "5", "comment": "长" * 501}, "comment", "最多 500 个字"),
        ({"grade": "5", "comment": "a\x1bb"}, "comment", "控制字符"),
        ({"grade": "5", "reasons": ["rude"]}, "reasons", "只能从所列各项中选择"),
    ],
)
def test_a_wrong_form_says_what_to_mend_and_takes_nothing(town, as_user, posted, field, sentence):
    answer = as_user(town.owner).post(f"/rate/{town.case().pk}/", posted)
    assert answer.status_code == 422
    assert sentence in page(answer)
    assert list(answer.context["form"].errors) == [field]
    assert not Rating.objects.exists()


@pytest.mark.parametrize("who", ["stranger", "clerk", "approver", "supervisor"])
def test_anybody_else_gets_the_page_of_a_missing_case(town, as_user, who):
    case, client = town.case(), as_user(getattr(town, who))
    for path in (f"/rate/{case.pk}/", f"/rate/{new_id()}/"):
        for answer in (client.get(path), client.post(path, {"grade": "1"})):
            assert answer.status_code == 404
    assert not Rating.objects.exists()


def test_who_is_not_logged_in_logs_in_first(town, client):
    answer = client.get(f"/rate/{town.case().pk}/")
    assert answer.url.startswith("/login/")


def test_an_open_case_cannot_be_rated_yet(town, as_user):
    answer = as_user(town.owner).get(f"/rate/{town.case(ended=None).pk}/")
    assert answer.status_code == 409
    assert "还没有办结" in page(answer)


def test_a_ticket_is_rated_without_log_in_under_a_phone(town, client):
    service = town.window(item_code="company_registration")
    path = f"/rate/window/{service.pk}/{ticket_code(service.pk)}/"
    assert "回访电话" in page(client.get(path))
    wrong = client.post(path, {"grade": "2", "phone": "12"})
    assert (wrong.status_code, list(wrong.context["form"].errors)) == (422, ["phone"])
    assert client.post(path, {"grade": "2", "phone": "13800138000"}).status_code == 302
    assert RaterIdentity.objects.count() == 1
    assert "谢谢" in page(client.get(path))


def test_a_ticket_with_another_code_is_missing(town, client):
    service = town.window()
    assert client.get(f"/rate/window/{service.pk}/{'a' * 12}/").status_code == 404
    assert client.get(f"/rate/window/{new_id()}/{'a' * 12}/").status_code == 404


def test_english_is_complete(town, as_user):
    client = as_user(town.owner)
    client.cookies["django_language"] = "en"
    shown = page(client.get(f"/rate/{town.case().pk}/"))
    main = shown.split("<main", 1)[1].split("</main>")[0].replace("示例", "")
    assert "Very satisfied" in main
    assert not any("\u4e00" <= letter <= "\u9fff" for letter in main)
