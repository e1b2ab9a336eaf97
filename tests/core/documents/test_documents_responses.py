"""A download is an attachment that runs nothing."""

import pytest
from django.test import RequestFactory

from tests.cast import NOW
from tests.core.documents import papers
from yingshang.core.documents.responses import download
from yingshang.core.documents.services import open_for

pytestmark = pytest.mark.django_db


@pytest.fixture
def answer(hand_in, cast):
    def answer(content, **more):
        return download(open_for(cast.owner, hand_in(content, **more).id, at=NOW))

    return answer


def test_the_file_comes_whole_with_its_type_and_length(answer):
    response = answer(papers.pdf())
    assert b"".join(response.streaming_content) == papers.pdf()
    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Length"] == str(len(papers.pdf()))
    response.close()


def test_a_chinese_name_stands_as_rfc_6266_says(answer):
    response = answer(papers.pdf(), name="公司 章程.pdf")
    assert response["Content-Disposition"] == (
        "attachment; filename*=utf-8''%E5%85%AC%E5%8F%B8%20%E7%AB%A0%E7%A8%8B.pdf"
    )
    response.close()


def test_a_name_cannot_break_out_of_its_header(answer):
    response = answer(papers.pdf(), name='a"; filename="evil.exe\r\nSet-Cookie: x=1.pdf')
    assert "\r" not in response["Content-Disposition"]
    assert response["Content-Disposition"].count('"') == 2
    response.close()


def test_nothing_runs_and_nobody_caches_it(answer):
    response = answer(b"<script>alert(1)</script>", name="a.txt")
    assert response["Content-Type"] == "text/plain; charset=utf-8"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Security-Policy"].startswith("sandbox;")
    assert response["Cache-Control"] == "private, no-store"
    response.close()


def test_the_sites_own_policy_does_not_replace_the_sandbox(answer):
    from csp.middleware import CSPMiddleware

    response = answer(papers.pdf())
    request = RequestFactory().get("/")
    answered = CSPMiddleware(lambda _: response)(request)
    assert answered["Content-Security-Policy"].startswith("sandbox;")
    response.close()
