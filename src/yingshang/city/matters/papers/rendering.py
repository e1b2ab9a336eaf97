"""A row of papers becomes a PDF; rendered on request, since the same row gives the same bytes."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from yingshang.city.matters.models import Paper
from yingshang.city.matters.papers.days import day_en, day_of, day_zh
from yingshang.city.matters.papers.facts import PaperFacts
from yingshang.city.matters.papers.lines import Line, Row
from yingshang.city.matters.papers.literal import literal
from yingshang.city.matters.papers.pdf import Pdf
from yingshang.city.matters.papers.sentences import said
from yingshang.city.matters.papers.typesetting import Template, typeset

SEAL, WATERMARK = "印章处", "样本 SAMPLE 模拟"
FOOT = "样本（模拟），不具有法律效力。 Sample, simulated, without legal effect."
TITLES_EN: Mapping[Paper.Kind, str] = {
    Paper.Kind.RECEIPT: "Receipt",
    Paper.Kind.ACCEPTANCE: "Notice of acceptance",
    Paper.Kind.NON_ACCEPTANCE: "Notice of non-acceptance",
    Paper.Kind.NO_PERMIT_NEEDED: "Notice that no permit is needed",
    Paper.Kind.ON_SPOT: "Record of a correction on the spot",
    Paper.Kind.SUPPLEMENT: "Request for a supplement",
    Paper.Kind.TERMINATION: "Notice of termination",
    Paper.Kind.DEFICIENCY_NOTICE: "Deficiency notice",
    Paper.Kind.EXTENSION: "Notice of extension",
    Paper.Kind.SUSPENSION: "Notice of a special procedure",
    Paper.Kind.DECISION: "Decision",
    Paper.Kind.REFUSAL: "Decision of refusal",
    Paper.Kind.DELIVERY: "Proof of delivery",
}


def paper_pdf(paper: Paper) -> Pdf:
    """The PDF of a paper; it comes with its case and the case's item. Errors: `NoChineseFont`."""
    content = typeset(Template.PAPER, paper_data(paper), at=paper.issued_at)
    return Pdf(f"{Paper.Kind(paper.kind).label} {paper.number}.pdf", content)


def papers_pdf(papers: Sequence[Paper], *, name: str, at: datetime) -> Pdf:
    """Many papers as one PDF, each on pages of its own. Errors: `NoChineseFont`."""
    data = {
        **frame(name, {}),
        "title": name,
        "papers": [paper_data(paper) for paper in papers],
    }
    return Pdf(f"{name}.pdf", typeset(Template.PAPERS, data, at=at))


def paper_data(paper: Paper) -> dict[str, object]:
    """What the templates show of a paper; it comes with its case and the case's item."""
    kind = Paper.Kind(paper.kind)
    facts = PaperFacts.of(paper)
    body = said(kind, facts)
    return {
        **frame(paper.number, paper.body),
        "title": str(kind.label),
        "title_en": TITLES_EN[kind],
        "date": day_zh(day_of(paper.issued_at)),
        "date_en": day_en(day_of(paper.issued_at)),
        "addressee": literal(facts.text("party")),
        "lines": lines(body.lines),
        "points": [literal(point) for point in body.points],
        "rows": rows(body.rows),
        "closing": lines(body.closing),
        "receiver": body.is_signed_by_receiver,
    }


def frame(number: str, body: Mapping[str, object]) -> dict[str, object]:
    """What every sheet shows around its own content."""
    return {
        "number": literal(number),
        "office": literal(body.get("office", "")),
        "office_en": literal(body.get("office_en", "")),
        "seal": SEAL,
        "watermark": WATERMARK,
        "foot": FOOT,
        "keywords": ["sample"],
    }


def lines(said_lines: Iterable[Line]) -> list[dict[str, str]]:
    """Lines as the templates take them."""
    return [{"zh": literal(line.zh), "en": literal(line.en)} for line in said_lines]


def rows(table: Iterable[Row]) -> list[dict[str, str]]:
    """Rows of a table as the templates take them."""
    return [
        {"zh": literal(r.label.zh), "en": literal(r.label.en), "value": literal(r.value)}
        for r in table
    ]
