"""Every kind of paper as a PDF: what stands on it, and the same bytes each time."""

import io

import pytest
from pypdf import PdfReader

from tests.city.matters.papers.reading import text_of
from yingshang.city.matters.models import Paper
from yingshang.city.matters.papers import fonts
from yingshang.city.matters.papers.rendering import paper_pdf

pytestmark = pytest.mark.django_db
SAID = {
    Paper.Kind.RECEIPT: ({"materials": ["公司章程"]}, ["公司章程", "不表示已经受理"]),
    Paper.Kind.ACCEPTANCE: (
        {"promised_due": "2026-11-30T16:00:00+00:00"}, ["现予受理", "不迟于2026年12月1日办结"],
    ),
    Paper.Kind.NON_ACCEPTANCE: ({"reason": "不属于本机关职权"}, ["不属于本机关职权", "行政复议"]),
    Paper.Kind.NO_PERMIT_NEEDED: ({"reason": "备案即可"}, ["不需要取得行政许可", "备案即可"]),
    Paper.Kind.ON_SPOT: (
        {"corrected": "面积改为80平方米", "confirmed_by": "示例业主"},
        ["当场更正", "面积改为80平方米", "确认人：示例业主"],
    ),
    Paper.Kind.SUPPLEMENT: ({"reason": "排烟管道图"}, ["排烟管道图", "照常计入办理期限"]),
    Paper.Kind.TERMINATION: (
        {"reason": "已注销", "ground_name": "申请人死亡或者终止", "ground_basis": "示例依据"},
        ["终止办理", "申请人死亡或者终止", "示例依据", "六十日"],
    ),
    Paper.Kind.DEFICIENCY_NOTICE: (
        {"points": ["章程没有签名", "租赁合同过期"]}, ["1.章程没有签名", "2.租赁合同过期"],
    ),
    Paper.Kind.EXTENSION: (
        {"reason": "材料多", "statutory_due": "2026-12-04T09:00:00+00:00"},
        ["材料多", "到2026年12月4日为止"],
    ),
    Paper.Kind.SUSPENSION: (
        {"procedure": "expert_review", "expected_end": "2026-12-09T16:30:00+00:00",
         "days": 11}, ["专家评审", "11个工作日", "到2026年12月10日为止"],
    ),
    Paper.Kind.DECISION: ({}, ["决定准予"]),
    Paper.Kind.REFUSAL: ({"reason": "住所不符合规定"}, ["住所不符合规定", "六十日", "六个月"]),
    Paper.Kind.DELIVERY: ({"by": "mail", "tracking": "示例0001"}, ["邮寄", "示例0001"]),
}  # fmt: skip


def test_every_kind_of_paper_is_covered():
    assert set(SAID) == set(Paper.Kind)


@pytest.mark.parametrize("kind", list(Paper.Kind))
def test_a_paper_says_what_its_kind_demands(make_paper, kind):
    body, sentences = SAID[kind]
    text = text_of(paper_pdf(make_paper(kind, **body)).content)
    common = [
        "潭准2026-11-000001",
        "示例食品有限公司",
        "2026年11月24日",
        "印章处",
        "SAMPLE",
        "模拟",
    ]
    assert [words for words in [*common, *sentences] if words not in text] == []
    assert "".join(str(kind.label)) in text


def test_the_same_row_gives_the_same_bytes_and_another_gives_others(make_paper):
    paper = make_paper()
    first = paper_pdf(paper).content
    assert paper_pdf(Paper.objects.select_related("case__item").get(pk=paper.pk)).content == first
    paper.number = "潭准 2026-11-000002"
    assert paper_pdf(paper).content != first


def test_a_paper_is_a4_and_dated_when_it_was_issued(make_paper):
    reader = PdfReader(io.BytesIO(paper_pdf(make_paper()).content))
    width, height = reader.pages[0].mediabox[2:]
    assert (round(width), round(height)) == (595, 842)
    assert reader.metadata.creation_date.isoformat() == "2026-11-24T02:00:00+00:00"


HOSTILE = [
    '#set text(red)[*x*]"引"“引”', "#read(\"/etc/passwd\")", "$a^2$ `x` <l> @ref \\u{41} //",
    "{case} {0} %s {{ x }}", "= 标题", "- 1. + /* */",
]  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_name_is_printed_as_it_is(make_paper, name):
    text = text_of(paper_pdf(make_paper(party=name, reason=name)).content)
    assert "".join(name.split()) in text


def test_a_direction_override_is_shown_and_not_obeyed(make_paper):
    text = text_of(paper_pdf(make_paper(party="示例\u202egnp.公司\u2066\x07")).content)
    assert "示例〔U+202E〕gnp.公司〔U+2066〕〔U+0007〕" in text


def test_a_long_word_breaks_at_the_margin(make_paper):
    name = "A" * 500
    assert name in text_of(paper_pdf(make_paper(party=name)).content)


def test_many_points_go_over_several_pages(make_paper):
    points = [f"第{n}处需要补正" for n in range(1, 81)]
    content = paper_pdf(make_paper(Paper.Kind.DEFICIENCY_NOTICE, points=points)).content
    reader = PdfReader(io.BytesIO(content))
    assert len(reader.pages) > 1
    assert "80.第80处需要补正" in text_of(content)
    assert all("SAMPLE" in page.extract_text() for page in reader.pages)


def test_without_a_system_font_the_packaged_one_is_used(make_paper, monkeypatch):
    monkeypatch.setattr(fonts, "SYSTEM_FAMILIES", ())
    fonts.chosen_fonts.cache_clear()
    try:
        assert fonts.chosen_fonts().families[0] == "Noto Sans CJK TC"
        assert "示例食品有限公司" in text_of(paper_pdf(make_paper()).content)
    finally:
        fonts.chosen_fonts.cache_clear()


def test_without_any_chinese_font_the_error_names_the_package(monkeypatch):
    monkeypatch.setattr(fonts, "SYSTEM_FAMILIES", ())
    monkeypatch.setattr(fonts, "PACKAGED_FAMILY", "no such family")
    fonts.chosen_fonts.cache_clear()
    with pytest.raises(fonts.NoChineseFont, match="cvttf-notosanscjk-regular"):
        fonts.chosen_fonts()
    fonts.chosen_fonts.cache_clear()
