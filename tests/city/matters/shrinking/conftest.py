"""Three matters and a bundle, made in memory."""

import pytest
from tests.city.matters.shrinking.making import field, make_bundle, make_matter, material

from yingshang.city.matters.listing import Bundle, Matter

QUESTIONS = [
    {"code": code, "text": "问？", "text_en": "Ask?", "default": default,
     "choices": [{"value": v, "label": "甲", "label_en": "A"} for v in values]}
    for code, values, default in (
        ("premises", ("rented", "owned"), "rented"),
        ("staff", ("now", "later"), "now"),
        ("sign", ("yes", "no"), None),
    )
]  # fmt: skip


@pytest.fixture
def matters() -> dict[str, Matter]:
    licence = {"code": "licence", "name": "执照", "name_en": "Licence", "kind": "licence",
               "meanings": ["credit_code"]}  # fmt: skip
    produced = material("licence", "output", of={"matter": "register", "result": "licence"},
                        otherwise="government")  # fmt: skip
    found = (
        make_matter(
            "register", 2, results=[licence], signatories=["owners"],
            fields=[field("company"), field("owner", when={"premises": ["rented"]}),
                    field("owners", type="persons")],
            materials=[material("charter", formats=["pdf"]), material("ids", max_size_mb=5),
                       material("lease", when={"premises": ["rented"]}),
                       material("title", "government", when={"premises": ["owned"]})],
        ),
        make_matter(
            "seal", 1, visits=1,
            fields=[field("company", max_length=50), field("credit_code")],
            materials=[produced, material("ids", original=True, required=False, formats=["jpg"])],
        ),
        make_matter(
            "insure", 3, deferrable=True,
            fields=[field("company", required=False), field("credit_code"), field("people")],
            materials=[produced, material("roster")],
        ),
        make_matter("signboard", 9, fields=[field("sign_text")]),
    )  # fmt: skip
    return {matter.code: matter for matter in found}


@pytest.fixture
def bundle() -> Bundle:
    return make_bundle(
        [
            {"matter": "register"},
            {"matter": "seal", "needs": ["register"]},
            {"matter": "insure", "needs": ["register"], "deferrable": True, "blocking": False,
             "defer_when": {"staff": ["later"]}},
            {"matter": "signboard", "when": {"sign": ["yes"]}},
        ],
        questions=QUESTIONS,
        pages=[{"code": "first", "name": "企业", "name_en": "Company",
                "meanings": ["company", "owners", "owner"]}],
    )  # fmt: skip
