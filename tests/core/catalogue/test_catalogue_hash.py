"""A row's version is its content: not its layout, its comments or its place in the file."""

import hashlib

import rfc8785

from yingshang.core.catalogue.rows import canonical, content_hash


def hashes(lists) -> dict[str, str]:
    return {row.code: row.hash for row in lists.read().require()}


def test_the_hash_is_the_sha256_of_the_canonical_body(lists):
    for row in lists.read().rows:
        assert row.hash == hashlib.sha256(rfc8785.dumps(row.body)).hexdigest()


def test_canonical_json_agrees_with_rfc_8785_on_what_lists_may_hold():
    body = {"b": [1, -2, True, None], "a": '湘潭 "引号" \\ \n \u0001 😀', "C": {"z": 0, "y": ""}}
    assert canonical(body) == rfc8785.dumps(body)


def test_layout_comments_and_order_do_not_make_a_new_version(lists):
    before = hashes(lists)
    lists.write(
        "town/place.yaml",
        "# 说明\nname_en: Example Town\nname: 示例市\ncode: town\nsource: illustrative\n"
        'office_hours_source: "illustrative"\nregion: "430300"\n'
        'office_hours:\n  afternoon: ["13:30", "17:00"]\n  morning:\n    - "09:00"\n'
        '    - "12:00"\n',
    )
    assert hashes(lists) == before


def test_a_changed_word_makes_a_new_version_of_that_row_only(lists):
    before = hashes(lists)
    text = (lists.root / "town/offices.yaml").read_text()
    lists.write("town/offices.yaml", text.replace("Example Bank", "Sample Bank"))
    after = hashes(lists)
    assert {code for code in before if before[code] != after[code]} == {"bank"}


def test_a_content_hash_does_not_depend_on_the_order_of_keys():
    assert content_hash({"a": 1, "b": 2}) == content_hash({"b": 2, "a": 1})
    assert content_hash({"a": 1}) != content_hash({"a": "1"})
