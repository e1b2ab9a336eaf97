"""A licence becomes a PDF: its facts, its number, and the QR code of its check.

The state of a licence is not printed: it changes, and the check tells it.
"""

import io
from collections.abc import Iterator, Mapping
from datetime import date

import segno

from yingshang.city.matters.licences.codes import check_code, check_url
from yingshang.city.matters.models import Licence
from yingshang.city.matters.papers.days import day_en, day_of, day_zh
from yingshang.city.matters.papers.lines import Line, Row
from yingshang.city.matters.papers.literal import literal
from yingshang.city.matters.papers.pdf import Pdf
from yingshang.city.matters.papers.rendering import frame, rows
from yingshang.city.matters.papers.typesetting import Template, typeset

HOLDER, ISSUER = Line("持有人", "Holder"), Line("核发机关", "Issued by")
ISSUED, UNTIL = Line("核发日期", "Issued on"), Line("有效期至", "Valid until")
NO_END = "长期"


def licence_pdf(licence: Licence) -> Pdf:
    """The PDF of a licence. The same row, fonts and typst give the same bytes.

    Errors: `NoChineseFont`.
    """
    body: Mapping[str, object] = licence.body
    issued = _issued_on(licence)
    url = check_url(licence.token)
    data = {
        **frame(licence.number, body),
        "title": literal(body["name"]),
        "title_en": literal(body["name_en"]),
        "keywords": ["sample", url],
        "date": day_zh(issued),
        "date_en": day_en(issued),
        "rows": rows(_rows(licence, issued)),
        "qr": _qr(url),
        "url": url,
        "shown_url": literal(url),
        "code": check_code(licence.token),
    }
    content = typeset(Template.LICENCE, data, at=licence.issued_at)
    return Pdf(f"{body['name']} {licence.number}.pdf", content)


def _rows(licence: Licence, issued: date) -> Iterator[Row]:
    yield Row(HOLDER, str(licence.body["holder"]))
    for fact in licence.body.get("facts", []):
        yield Row(Line(fact["zh"], fact["en"]), fact["value"])
    yield Row(ISSUER, str(licence.body["office"]))
    yield Row(ISSUED, day_zh(issued))
    until = licence.valid_until
    yield Row(UNTIL, NO_END if until is None else day_zh(until))


def _issued_on(licence: Licence) -> date:
    told = licence.body.get("issued_on")
    return date.fromisoformat(str(told)) if told else day_of(licence.issued_at)


def _qr(url: str) -> str:
    svg = io.BytesIO()
    segno.make(url, error="m", micro=False).save(
        svg, kind="svg", border=2, light="#fff", xmldecl=False
    )
    return svg.getvalue().decode()
