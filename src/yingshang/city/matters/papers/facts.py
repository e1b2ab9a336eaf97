"""The body of a paper's row, read once: what is missing is empty, and nothing is guessed."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from yingshang.city.matters.lists import parsed_matter
from yingshang.city.matters.models import Paper
from yingshang.city.matters.papers.days import day_en, day_of, day_zh
from yingshang.city.matters.papers.lines import Line
from yingshang.city.matters.stating import remedies_of

WAYS: Mapping[str, str] = {"desk": "窗口领取", "mail": "邮寄", "electronic": "电子送达"}
LICENSING = "permit"


@dataclass(frozen=True, slots=True)
class PaperFacts:
    """A paper's facts by name.

    *Shapes*: it holds `case` (the number, from the case's own row), and of the paper's body `matter
    matter_en party office office_en`, and by kind `reason
    legal_basis points materials procedure days expected_end go_to corrected confirmed_by
    ground_name ground_basis what <clock>_due by received_by tracking`.
    """

    issued: Line
    is_licensing: bool
    remedies: Line
    body: Mapping[str, object]

    @classmethod
    def of(cls, paper: Paper) -> "PaperFacts":
        """The facts of a row; it comes with its case and the case's item."""
        is_licensing = paper.case.item.body.get("type") == LICENSING
        item = paper.case.item
        body = {"case": paper.case.number, **paper.body}
        remedies = Line(*remedies_of(parsed_matter(item) if item.kind == "matter" else None))
        return cls(_written(day_of(paper.issued_at)), is_licensing, remedies, body)

    def text(self, name: str) -> str:
        """A fact as text, empty if the body does not have it."""
        return str(self.body.get(name) or "").strip()

    def texts(self, name: str) -> tuple[str, ...]:
        """A list of texts, empty if the body does not have it."""
        values = self.body.get(name)
        return tuple(str(value) for value in values) if isinstance(values, list) else ()

    def day(self, name: str) -> Line | None:
        """The day of a moment or date in ISO 8601, written out."""
        value = self.text(name)
        if not value:
            return None
        day = day_of(datetime.fromisoformat(value)) if "T" in value else date.fromisoformat(value)
        return _written(day)

    @property
    def way(self) -> str:
        """How a result was delivered, in words."""
        by = self.text("by")
        return WAYS.get(by, by)


def _written(day: date) -> Line:
    return Line(day_zh(day), day_en(day))
