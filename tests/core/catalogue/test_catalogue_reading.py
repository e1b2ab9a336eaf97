"""Reading a place: all rows or all mistakes."""

from datetime import date

import pytest

from yingshang.core.catalogue.problems import ListsRefused


def test_a_sound_catalogue_gives_every_row_and_no_mistake(lists):
    reading = lists.read()
    assert reading.errors == ()
    assert [(row.kind, row.code) for row in reading.rows] == [
        ("region", "430000"),
        ("region", "430300"),
        ("place", "town"),
        ("office", "desk"),
        ("office", "bank"),
    ]
    assert reading.files == ("common/regions.yaml", "town/place.yaml", "town/offices.yaml")
    assert reading.require() == reading.rows


def test_a_row_knows_its_place_its_source_and_its_validity(lists):
    desk = lists.read().rows[3]
    assert (desk.file, desk.line, desk.source) == ("town/offices.yaml", 4, "illustrative")
    assert (desk.valid_from, desk.valid_until) == (date(2024, 1, 1), None)
    assert desk.body["valid_from"] == "2024-01-01"


def test_a_rows_own_source_beats_the_files(lists):
    lists.write(
        "common/regions.yaml",
        "source: GB/T 2260\nregions:\n"
        '  - {code: "430300", name: 湘潭市, name_en: Xiangtan, level: prefecture, source: other}\n',
    )
    assert lists.read().rows[0].source == "other"


def test_every_mistake_in_every_file_is_told_at_once(lists):
    lists.write("town/place.yaml", "code: town\nname: 示例市\nregion: 430300\n")
    lists.write(
        "town/offices.yaml",
        "source: illustrative\noffices:\n"
        '  - {code: A, name: 甲, name_en: A, kind: department, region: "430300"}\n'
        "  - {code: b, name: 乙, name_en: B, kind: guild}\n"
        '  - {code: c, name: 丙, name_en: C, kind: department, region: "430300", nmae: x}\n',
    )
    assert lists.places() == [
        ("town/offices.yaml", 3, "catalogue.string_pattern_mismatch"),
        ("town/offices.yaml", 4, "catalogue.literal_error"),
        ("town/offices.yaml", 4, "catalogue.missing"),
        ("town/offices.yaml", 5, "catalogue.extra_forbidden"),
        ("town/place.yaml", 1, "catalogue.missing"),
        ("town/place.yaml", 1, "catalogue.missing"),
        ("town/place.yaml", 1, "catalogue.missing"),
        ("town/place.yaml", 1, "catalogue.missing"),
        ("town/place.yaml", 3, "catalogue.string_type"),
    ]


def test_a_mistake_says_where_what_and_how_to_mend_in_both_languages(lists):
    lists.write("town/place.yaml", lists.root.joinpath("town/place.yaml").read_text().replace(
        '"430300"', "430300"))  # fmt: skip
    (error,) = lists.read().errors
    assert error.text("en") == (
        "town/place.yaml:4: region: “region” must be text; put codes made of digits in quotes."
    )
    assert error.text() == ("town/place.yaml:4: region: “region”应为文字；数字编码请加引号。")
    assert error.found == "430300"


def test_refused_lists_raise_one_error_that_carries_all_mistakes(lists):
    lists.write("town/place.yaml", "code: town\n")
    with pytest.raises(ListsRefused) as refused:
        lists.read().require()
    assert len(refused.value.errors) == 6
    assert "town/place.yaml:1" in refused.value.text("en")
    assert refused.value.text("en").startswith("The lists have 6 mistakes")


@pytest.mark.parametrize("folder", ["village", "../town", "", "Town", "town/", "/etc"])
def test_a_place_that_is_not_a_folder_of_the_catalogue_is_refused(lists, folder):
    reading = lists.read(folder)
    assert [error.code for error in reading.errors] == ["catalogue.no_such_place"]
    assert reading.rows == ()


def test_a_file_that_no_kind_reads_is_told_and_not_forgotten(lists):
    lists.write("town/ofices.yaml", "offices: []\n")
    lists.write("town/place.yml", "code: other\n")
    lists.write("town/README.md", "not a list")
    assert lists.places() == [
        ("town/ofices.yaml", 1, "catalogue.stray_file"),
        ("town/place.yml", 1, "catalogue.stray_file"),
    ]


def test_a_link_out_of_the_catalogue_is_not_followed(lists, tmp_path_factory):
    secret = tmp_path_factory.mktemp("elsewhere") / "secret.yaml"
    secret.write_text("password: hunter2\n")
    (lists.root / "town/offices.yaml").unlink()
    (lists.root / "town/offices.yaml").symlink_to(secret)
    errors = lists.read().errors
    assert [error.code for error in errors] == ["catalogue.outside"]
    assert "hunter2" not in errors[0].text()


def test_a_code_used_twice_names_both_places(lists):
    lists.write(
        "town/offices.yaml",
        "source: illustrative\noffices:\n"
        '  - {code: desk, name: 甲, name_en: A, kind: department, region: "430300"}\n'
        '  - {code: desk, name: 乙, name_en: B, kind: department, region: "430300"}\n',
    )
    (error,) = lists.read().errors
    assert (error.file, error.line) == ("town/offices.yaml", 4)
    assert "town/offices.yaml line 3" in error.text("en")


def test_validity_cannot_end_before_it_begins(lists):
    text = (lists.root / "town/place.yaml").read_text()
    lists.write("town/place.yaml", text + "valid_from: 2024-02-01\nvalid_until: 2024-01-31\n")
    assert lists.places() == [("town/place.yaml", 9, "catalogue.validity_reversed")]
    lists.write("town/place.yaml", text + "valid_from: 2024-02-01\nvalid_until: 2024-02-01\n")
    assert lists.places() == []


def test_a_broken_row_is_not_also_reported_as_missing(lists):
    lists.write(
        "common/regions.yaml",
        "source: GB/T 2260\nregions:\n"
        '  - {code: "430000", name: 湖南省, name_en: Hunan, level: country}\n'
        '  - {code: "430300", name: 湘潭市, name_en: Xiangtan, level: prefecture,\n'
        '     parent: "430000"}\n',
    )
    assert lists.places() == [("common/regions.yaml", 3, "catalogue.literal_error")]


def test_an_unreadable_file_is_one_mistake_and_not_one_for_each_of_its_rows(lists):
    lists.write("common/regions.yaml", "regions: [\n")
    assert [code for _, _, code in lists.places()] == ["catalogue.not_yaml"]
