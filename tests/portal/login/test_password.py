"""Coming in by password, and being kept out."""

import pytest
from django.contrib.auth import SESSION_KEY

from tests.portal.login.conftest import PASSWORD

pytestmark = pytest.mark.django_db


def test_an_applicant_comes_in_and_lands_in_her_affairs(client, owner, enter):
    response = enter("owner")
    assert (response.status_code, response.url) == (302, "/affairs/")
    assert client.get("/affairs/").content == b"affairs"


def test_the_session_gets_a_new_key_on_coming_in(client, owner, enter):
    client.get("/login/")
    session = client.session
    session["before"] = 1
    session.save()
    client.cookies["sessionid"] = session.session_key
    enter("owner")
    assert client.session.session_key != session.session_key
    assert client.session[SESSION_KEY] == str(owner.pk)


@pytest.mark.parametrize(("username", "password"), [("owner", "wrong"), ("nobody", PASSWORD)])
def test_a_wrong_password_and_an_unknown_name_get_the_same_answer(
    client, owner, enter, username, password
):
    response = enter(username, password)
    assert response.status_code == 422
    text = response.content.decode()
    assert "error-summary" in text
    assert "用户名或密码不正确" in text
    assert SESSION_KEY not in client.session


def test_the_form_names_what_was_left_out(client, db):
    text = client.post("/login/", {}).content.decode()
    assert "请填写“用户名”" in text
    assert "请填写“密码”" in text


@pytest.mark.parametrize("username", ["x" * 60_000, "ow\x00ner", "😀" * 151])
def test_a_user_name_that_nobody_can_have_is_told_beside_its_field(enter, db, username):
    assert enter(username).status_code == 422


def test_after_five_wrong_passwords_even_the_right_one_waits(client, owner, enter):
    statuses = [enter("owner", "wrong").status_code for _ in range(5)]
    assert statuses[:4] == [422] * 4
    response = enter("owner")
    assert response.status_code == 429
    assert response["Retry-After"] == "900"
    assert "15 分钟后再试" in response.content.decode()
    assert SESSION_KEY not in client.session


def test_a_lockout_does_not_touch_others(client, owner, approver, enter):
    for _ in range(6):
        enter("owner", "wrong")
    assert enter("approver").status_code == 302


def test_a_closed_log_in_gets_the_answer_of_a_wrong_password(owner, enter):
    owner.is_active = False
    owner.save()
    assert "用户名或密码不正确" in enter("owner").content.decode()


@pytest.mark.parametrize("target", ["/desk/", "/affairs/?page=2"])
def test_one_lands_where_one_wanted_to_go(owner, enter, target):
    assert enter("owner", next=target).url == target


@pytest.mark.parametrize(
    "target", ["https://example.org/", "//example.org/", "javascript:alert(1)", "/\\example.org"]
)
def test_a_login_never_leads_to_another_site(client, owner, enter, target):
    assert enter("owner", next=target).url == "/affairs/"
    page = client.get("/login/", {"next": target}).content.decode()
    assert '<input type="hidden" name="next" value="">' in page


def test_going_out_ends_the_session_and_needs_a_post(client, owner, enter):
    enter("owner")
    assert client.get("/logout/").status_code == 405
    assert client.post("/logout/").url == "/"
    assert client.get("/affairs/").status_code == 302


def test_the_page_bears_the_name_of_the_place_and_not_of_the_host(client, db):
    text = client.get("/login/").content.decode()
    assert "<title>登录 · 湘潭营商</title>" in text
    assert "testserver" not in text


def test_whoever_is_not_in_is_asked_to_log_in_and_comes_back(client, db):
    assert client.get("/affairs/?page=2").url == "/login/?next=/affairs/%3Fpage%3D2"


def test_an_htmx_part_sends_the_whole_page_to_the_login(client, db):
    headers = {"HX-Request": "true", "HX-Current-URL": "http://testserver/affairs/?x=1"}
    response = client.get("/affairs/", headers=headers)
    assert response["HX-Redirect"] == "/login/?next=/affairs/%3Fx%3D1"


def test_the_page_is_complete_in_english(client, db, demo_clerk):
    text = client.get("/login/", headers={"Accept-Language": "en"}).content.decode()
    main = text[text.index("<main") : text.index("</main>")]
    assert "Window clerk · Example Bureau" in main
    assert not [letter for letter in main if "\u4e00" <= letter <= "\u9fff"]
