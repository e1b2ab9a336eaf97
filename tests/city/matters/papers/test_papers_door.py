"""Who may have a paper: who sees its case. A stranger learns nothing."""

import uuid

import pytest
from django.contrib.auth.models import AnonymousUser

from tests.cast import NOW
from yingshang.city.matters.papers.doors import PaperMissing, paper_pdf_for
from yingshang.city.matters.papers.pdf import pdf_answer

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("who", ["owner", "approver", "clerk", "supervisor"])
def test_who_sees_the_case_gets_its_papers(cast, make_paper, who):
    pdf = paper_pdf_for(getattr(cast, who), make_paper().pk, at=NOW)
    assert pdf.content.startswith(b"%PDF")
    assert pdf.name == "准予决定书 潭准 2026-11-000001.pdf"


@pytest.mark.parametrize("who", ["stranger", "tax_approver"])
def test_a_hidden_paper_answers_as_a_missing_one(cast, make_paper, who):
    user, paper = getattr(cast, who), make_paper()
    with pytest.raises(PaperMissing) as hidden:
        paper_pdf_for(user, paper.pk, at=NOW)
    with pytest.raises(PaperMissing) as missing:
        paper_pdf_for(user, uuid.uuid4(), at=NOW)
    assert hidden.value.text() == missing.value.text()


def test_nobody_logged_in_gets_nothing(make_paper):
    with pytest.raises(PaperMissing):
        paper_pdf_for(AnonymousUser(), make_paper().pk, at=NOW)


def test_the_answer_is_a_download_that_nothing_may_run_in(cast, make_paper):
    answer = pdf_answer(paper_pdf_for(cast.owner, make_paper().pk, at=NOW))
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"].startswith("attachment; filename*=utf-8''")
    assert "sandbox" in answer["Content-Security-Policy"]
    assert answer["Cache-Control"] == "private, no-store"
