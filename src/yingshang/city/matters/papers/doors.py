"""The door to papers: who sees the case sees its papers. Hidden and missing answer alike."""

from datetime import datetime
from typing import ClassVar
from uuid import UUID

from yingshang.city.matters.models import Paper
from yingshang.city.matters.papers.pdf import Pdf
from yingshang.city.matters.papers.rendering import paper_pdf
from yingshang.core.access.doors import visible_cases
from yingshang.core.access.posts import Reader
from yingshang.errors import Missing


class PaperMissing(Missing):
    """No such paper, or not this reader's to see."""

    code: ClassVar[str] = "matters.paper_missing"


def get_paper_for(user: Reader, paper_id: UUID, *, at: datetime) -> Paper:
    """The paper with its case and item. Errors: `PaperMissing`, for hidden and missing."""
    papers = Paper.objects.select_related("case__item")
    paper = papers.filter(pk=paper_id, case__in=visible_cases(user, at=at).values("pk")).first()
    if paper is None:
        raise PaperMissing
    return paper


def paper_pdf_for(user: Reader, paper_id: UUID, *, at: datetime) -> Pdf:
    """The paper as a PDF, for the case's party, its agent, and the offices that serve it.

    Errors: `PaperMissing`; `NoChineseFont`.
    """
    return paper_pdf(get_paper_for(user, paper_id, at=at))
