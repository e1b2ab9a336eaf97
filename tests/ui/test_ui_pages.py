"""Whole pages of the look: the gallery, the error pages, elder mode."""

import re
from dataclasses import dataclass

import pytest
from django.http import Http404
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.urls import path
from django.utils import translation
from pytest_django.asserts import assertInHTML

from yingshang.ui.components import LedgerHead, NavItem
from yingshang.ui.context import ELDER_COOKIE
from yingshang.ui.elder import switch
from yingshang.ui.gallery import gallery

urlpatterns = [
    path("login/", switch, name="login"),
    path("logout/", switch, name="logout"),
    path("language/", switch, name="set_language"),
]


@dataclass
class Someone:
    is_authenticated: bool

    def get_username(self):
        return "示例 <甲>"


ERRORS = ["400", "403", "404", "409", "500", "503", "csrf"]
pytestmark = pytest.mark.usefixtures("bare_pages")


def shown(path="/gallery/", **cookies):
    request = RequestFactory().get(path)
    request.COOKIES.update(cookies)
    return gallery(request).content.decode()


def error(name, **context):
    return render_to_string(f"ui/errors/{name}.html", {"csrf_token": "t"} | context)


def test_the_gallery_shows_every_component_without_inline_styles_or_scripts():
    html = shown("/gallery/?wrong=1")
    assert "style=" not in html
    assert "onclick" not in html
    assert not re.search(r"<script(?![^>]*\bsrc=)", html)


def test_every_id_of_a_page_is_its_own():
    ids = re.findall(r'\sid="([^"]+)"', shown())
    doubled = {name for name in ids if ids.count(name) > 1}
    assert not {name for name in doubled if not name.startswith("id_way")}  # shown twice on purpose


def test_the_gallery_does_not_exist_outside_debug(settings):
    settings.DEBUG = False
    with pytest.raises(Http404):
        shown()


@pytest.mark.parametrize(("language", "lang"), [("zh-hans", "zh-Hans"), ("en", "en")])
def test_a_page_says_its_language(language, lang):
    with translation.override(language):
        assert f'<html lang="{lang}">' in shown()


def test_a_page_begins_with_a_way_to_its_content():
    html = shown()
    assertInHTML('<a class="skip" href="#main">跳到正文</a>', html)
    assert '<main class="wrap" id="main"' in html


def test_the_frame_shows_what_the_context_gives():
    head = LedgerHead(12406318, "2026-11-24 10:42", "7f3a…c91e", "/how")
    nav = [NavItem("办事", "/a"), NavItem("我的", "/b", current=True)]
    html = error("404", nav_items=nav, ledger_head=head, demo_mode=True)
    assertInHTML('<a href="/b" aria-current="page">我的</a>', html)
    assert "第 12,406,318 笔" in html
    assert "演示环境：数据均为虚构" in html


@pytest.mark.urls(__name__)
class TestAccountMenu:
    def test_a_stranger_is_offered_to_log_in(self):
        assertInHTML(
            '<a href="/login/">登录</a>', error("404", user=Someone(is_authenticated=False))
        )

    def test_a_person_sees_her_name_and_leaves_by_a_form(self):
        html = error("404", user=Someone(is_authenticated=True))
        assert '<span class="who">示例 &lt;甲&gt;</span>' in html
        assert '<form method="post" action="/logout/">' in html
        assert "登录" not in html

    def test_the_other_language_is_one_press_away(self):
        html = error("404", here="/my/?a=1&b=2")
        assert '<input type="hidden" name="next" value="/my/?a=1&amp;b=2">' in html
        button = '<button class="plain" name="language" value="en" lang="en">English</button>'
        assertInHTML(button, html)


def test_the_frame_is_quiet_where_the_context_gives_nothing():
    html = error("404")
    assert "存证账本" not in html
    assert "演示环境" not in html
    assert "<nav" not in html


@pytest.mark.parametrize("name", ERRORS)
@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_every_error_page_says_what_happened_and_leads_on(name, language):
    with translation.override(language):
        html = error(name)
    assert re.search(r"<h1>[^<]{2,}</h1>", html)
    assert '<a class="btn" href="/">' in html
    shown = re.search(r"<main.*</main>", html, re.DOTALL)
    assert shown
    assert bool(re.search(r"[\u4e00-\u9fff]", shown.group())) == (language == "zh-hans")


def test_missing_and_hidden_look_alike():
    assert error("404", message="此件属于他人", code="cases.hidden") == error("404")


def test_an_error_page_shows_the_sentence_it_is_given_as_text():
    html = error("409", message="<script>x</script>")
    assert "&lt;script&gt;x" in html
    assert "<script>x" not in html


def test_a_broken_page_gives_its_reference_number():
    assertInHTML("<code>a1b2c3</code>", error("500", reference="a1b2c3"))


def test_elder_mode_makes_the_page_say_so():
    assert "data-elder" in shown(**{ELDER_COOKIE: "1"})
    assert "data-elder" not in shown()


@pytest.mark.parametrize(
    ("target", "goes_to"),
    [("/my/?a=1", "/my/?a=1"), ("https://elsewhere.example/", "/"), ("//elsewhere.example", "/")],
)
def test_elder_mode_is_switched_on_and_leads_back_only_to_us(target, goes_to):
    response = switch(RequestFactory().post("/elder/", {"elder": "1", "next": target}))
    assert response["Location"] == goes_to
    assert response.cookies[ELDER_COOKIE].value == "1"


def test_elder_mode_is_switched_off():
    response = switch(RequestFactory().post("/elder/", {"elder": "0"}))
    assert response.cookies[ELDER_COOKIE]["max-age"] == 0


def test_elder_mode_is_not_switched_by_following_a_link():
    assert switch(RequestFactory().get("/elder/?elder=1")).status_code == 405
