"""One view, two answers: whole page or part."""

import json

import pytest
from django.http import HttpResponse
from django.test import RequestFactory
from django_htmx.middleware import HtmxDetails

from yingshang.ui.htmx import add_notice, render

WHOLE, PART = "ui/errors/500.html", "ui/components/state_tag.html"


def request(**headers):
    made = RequestFactory().get("/", headers=headers)
    made.htmx = HtmxDetails(made)
    return made


def answer(made, **changes):
    context = {"state": "act", "text": "部分"}
    return render(made, WHOLE, context, **{"partial": PART} | changes)


@pytest.mark.usefixtures("bare_pages")
class TestRender:
    def test_a_browser_gets_the_whole_page(self):
        assert b"<!doctype html>" in answer(request()).content

    def test_htmx_gets_the_part(self):
        content = answer(request(hx_request="true")).content.decode()
        assert content.strip() == '<span class="tag act">部分</span>'

    @pytest.mark.parametrize("header", ["hx_boosted", "hx_history_restore_request"])
    def test_boosted_links_and_restored_history_get_the_whole_page(self, header):
        made = request(hx_request="true", **{header: "true"})
        assert b"<!doctype html>" in answer(made).content

    def test_a_view_without_a_part_answers_whole_to_everyone(self):
        assert b"<!doctype html>" in answer(request(hx_request="true"), partial=None).content

    def test_caches_keep_page_and_part_apart(self):
        assert "HX-Request" in answer(request())["Vary"]

    def test_errors_in_a_form_answer_422(self):
        assert answer(request(), status=422).status_code == 422


def test_a_notice_travels_in_a_header_of_plain_ascii():
    header = add_notice(HttpResponse(), "已签收", level="success")["HX-Trigger"]
    assert header.isascii()
    assert json.loads(header) == {"ui:notice": {"text": "已签收", "level": "success"}}
