"""Published figures stand beside what is counted; what cannot be counted says so."""

from datetime import timedelta

import pytest

from tests.cast import NOW, PLACE
from yingshang.core.catalogue.common_kinds import register_common_kinds
from yingshang.core.catalogue.kinds import RowKinds
from yingshang.core.catalogue.models import Item
from yingshang.core.catalogue.reading import read_place
from yingshang.core.measures.figures import figures_of
from yingshang.core.measures.listing import register_figure_kind
from yingshang.core.measures.period import Period

REGIONS = """\
source: GB/T 2260
regions:
  - {code: "430300", name: 湘潭市, name_en: Xiangtan, level: prefecture}
"""
PLACE_FILE = """\
{code: town, name: 示例市, name_en: Example Town, region: "430300", source: illustrative,
 office_hours: {morning: ["09:00", "12:00"], afternoon: ["13:30", "17:00"]},
 office_hours_source: illustrative}
"""
FIGURE = """\
source: illustrative
figures:
  - {code: x.a, what: 办件, what_en: cases, value: 7, unit: 件, unit_en: cases,
     capability: matters, origin: operated, MORE}
"""


@pytest.fixture
def mistakes(tmp_path):
    kinds = RowKinds()
    register_common_kinds(kinds=kinds)
    register_figure_kind(kinds=kinds)

    def read(more):
        for file, text in (
            ("common/regions.yaml", REGIONS),
            ("town/place.yaml", PLACE_FILE),
            ("town/figures.yaml", FIGURE.replace("MORE", more)),
        ):
            path = tmp_path / file
            path.parent.mkdir(exist_ok=True)
            path.write_text(text)
        return [(e.line, e.code) for e in read_place(tmp_path, "town", kinds=kinds).errors]

    return read


def test_a_figure_names_a_measure_that_exists_or_none(mistakes):
    assert mistakes("measure: ledger.entries") == []
    assert mistakes("measure: ledger.guess") == [(4, "measures.unknown_measure")]


def test_a_figure_has_a_period_that_can_be_read_or_none(mistakes):
    assert mistakes('period: "2022-01/2022-07"') == []
    assert mistakes("period: last year") == [(4, "measures.wrong_period")]


def test_a_note_stands_in_both_languages(mistakes):
    assert mistakes("note: 甲, note_en: A") == []
    assert mistakes("note: 甲") == [(4, "catalogue.one_language")]


@pytest.mark.django_db
def test_every_published_figure_of_the_city_is_there_counted_or_not():
    rows = {row.code: row for row in figures_of(PLACE, at=NOW)}
    assert len(rows) == 55
    bundles = rows["x.things_enterprise"]
    assert bundles.body["value"] == 31
    assert bundles.counted is not None
    listed = Item.objects.filter(kind="bundle", is_current=True, body__subject="enterprise")
    assert bundles.counted.value == bundles.counted.n == listed.count() > 0
    cross = rows["x.cross_region_cases"]
    assert cross.counted is not None
    assert (cross.counted.n, cross.body["value"]) == (0, 134_600)
    package = rows["x.policy_package"]
    assert (package.measure, package.counted, package.body["capability"]) == (
        None, None, "benefits",
    )  # fmt: skip


@pytest.mark.django_db
def test_a_figure_is_counted_over_its_own_period_or_over_the_one_asked_for():
    own = {row.code: row.period.text for row in figures_of(PLACE, at=NOW)}
    assert own["x.things_cases"] == "2022-01/2022-07"
    assert own["x.things_person"] == "…/2026-11-24"
    asked = figures_of(PLACE, at=NOW + timedelta(days=1), period=Period.parse("2026"))
    assert {row.period.text for row in asked if row.measure} == {"2026"}
