"""A search finds what one may see, and what one may not see does not count."""

from dataclasses import replace

import pytest

from tests.cast import NOW, PLACE, Cast, enterprise, login, person, serve
from tests.core.cases.factory import opening
from tests.core.search.placing import place_all
from yingshang.core.access.doors import visible_cases
from yingshang.core.access.models import Role
from yingshang.core.audit.registry import audit
from yingshang.core.cases.opening import open_cases
from yingshang.core.models import Case, Office, SearchRow
from yingshang.core.search.finding import Search, find, rows_of
from yingshang.core.search.indexing import index_new, rebuild, reindex

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    return Cast()


def opened(cast: Cast, *names: str, code: str = "company_registration", **more) -> list[Case]:
    rows = [
        opening(
            cast, code=code, party_id=enterprise(name).pk, title=f"企业设立登记：{name}", **more
        )
        for name in names
    ]
    open_cases(rows)
    return [Case.objects.get(pk=row.case_id) for row in rows]


def indexed() -> int:
    place_all()
    return index_new(PLACE)


def names(user, text: str = "", **more) -> list[str]:
    found = find(user, Search(text, **more), at=NOW)
    return [case.party.name for case in found.cases]


FIRMS = ("湘潭重庆路火锅有限公司", "湘潭食品示例有限公司", "韶山示例ABC科技有限公司")


@pytest.mark.parametrize(
    ("text", "firms"),
    [
        ("食品", [1]),
        ("火锅", [0]),
        ("示例", [2, 1]),
        ("有限公司食品", [1]),  # words in another order than they stand
        ("示例 韶山", [2]),
        ("锅", [0]),
        ("cqlhg", [0]),
        ("sp", [1]),
        ("abc", [2]),
        ("ＡＢＣ", [2]),
        ("设立登记", [2, 1, 0]),
        ("设立，食品！", [1]),
        ("食品示", [1]),
        ("品示例有", [1]),
        ("重庆食品", []),
        ("潭登记", [2, 1, 0]),
    ],
)
def test_words_fragments_and_initials_find(cast, text, firms):
    opened(cast, *FIRMS)
    indexed()
    assert names(cast.clerk, text) == [FIRMS[n] for n in firms]


def test_a_word_of_which_only_the_parts_stand_there_is_not_found(cast):
    opened(cast, "白云山云山药业", "云山白云饭店")
    indexed()
    assert names(cast.clerk, "白云山云") == ["白云山云山药业"]


def test_a_number_is_found_whole_by_its_end_and_in_part(cast):
    first, second = opened(cast, *FIRMS[:2])
    indexed()
    running = second.number.rsplit("-", 1)[1]
    for text in (second.number, second.number.replace(" ", ""), running, running[-4:]):
        assert names(cast.clerk, text)[0] == FIRMS[1]
    assert names(cast.clerk, first.number[:-7].split(" ")[1]) == [FIRMS[1], FIRMS[0]]


def test_a_whole_number_is_found_before_the_index_knows_it(cast):
    (case,) = opened(cast, FIRMS[0])
    assert names(cast.clerk, case.number) == [FIRMS[0]]
    assert names(cast.clerk, "火锅") == []
    assert names(cast.stranger, case.number) == []


def test_a_credit_code_is_found_from_its_beginning(cast):
    firm = enterprise("示例")
    firm.credit_code = "91430300MA00000012"
    firm.save()
    open_cases([opening(cast, party_id=firm.pk, title="企业设立登记：示例")])
    indexed()
    assert names(cast.clerk, "91430300ma0000") == ["示例"]


def test_each_sees_in_the_search_what_the_door_shows_and_no_more(cast):
    opened(cast, *FIRMS)
    opened(cast, "湘潭税务示例", code="invoice_first_issue")
    open_cases([opening(cast, title="企业设立登记：示例食品有限公司")])
    indexed()
    narrow = serve(
        login("narrow", "只管一项"), cast.office("market_regulation"), Role.HANDLER,
        items=("no_such_item",),
    )  # fmt: skip
    everybody = [cast.clerk, cast.approver, cast.tax_approver, cast.supervisor, cast.leader,
                 cast.owner, cast.agent, cast.stranger, narrow]  # fmt: skip
    counts = []
    for user in everybody:
        may_see = set(visible_cases(user, at=NOW).values_list("pk", flat=True))
        found = find(user, Search("示例"), at=NOW)
        assert {case.pk for case in found.cases} == may_see & {
            case.pk for case in Case.objects.filter(title__contains="示例")
        }
        assert set(rows_of(user, Search("示例"), at=NOW).values_list("pk", flat=True)) == {
            case.pk for case in found.cases
        }
        counts.append(len(found.cases))
    assert counts == [4, 3, 1, 4, 0, 1, 0, 0, 0]


def test_an_officer_does_not_find_her_own_cases_at_work(cast):
    open_cases([opening(cast, party_id=cast.owner.person_id, title="企业设立登记：示例业主")])
    indexed()
    serve(cast.owner, cast.office("market_regulation"), Role.HANDLER)
    assert names(cast.owner, "示例") == ["示例业主"]
    assert names(cast.owner, "示例", only_served=True) == []


def test_pages_follow_each_other_without_gap_or_repetition(cast):
    opened(cast, *(f"湘潭示例{n:02d}号店" for n in range(23)))
    indexed()
    seen, search, pages = [], Search("示例"), 0
    while search is not None:
        found = find(cast.clerk, search, at=NOW, limit=5)
        seen += [case.party.name for case in found.cases]
        pages += 1
        search = None if found.next is None else replace(search, after=found.next)
    assert seen == [f"湘潭示例{n:02d}号店" for n in reversed(range(23))]
    assert pages == 5


def test_a_service_and_an_office_narrow_the_search(cast):
    opened(cast, *FIRMS)
    opened(cast, "湘潭税务示例", code="invoice_first_issue")
    indexed()
    assert names(cast.clerk, item="invoice_first_issue") == ["湘潭税务示例"]
    assert names(cast.clerk, "示例", office_id=cast.office("tax").pk) == ["湘潭税务示例"]
    assert names(cast.clerk) == []  # nothing was asked


def test_a_search_takes_a_fixed_number_of_statements(cast, django_assert_num_queries):
    clerk = cast.clerk
    opened(cast, *FIRMS)
    for more, count in ((0, 3), (40, 43)):
        opened(cast, *(f"湘潭示例{n:02d}有限公司" for n in range(more)))
        indexed()
        with django_assert_num_queries(8):  # posts twice, cursor, savepoint, limits, hits, door
            assert len(names(clerk, "有限公司")) == count


def test_the_index_taken_in_by_parts_equals_the_index_rebuilt(cast):
    for name in FIRMS:
        opened(cast, name)
        place_all()
        index_new(PLACE, chunk=1)
    before = list(SearchRow.objects.order_by("position").values_list("pk", "position", "tokens"))
    assert len(before) == 3
    assert rebuild(PLACE) == 3
    assert before == list(
        SearchRow.objects.order_by("position").values_list("pk", "position", "tokens")
    )


def test_the_audit_names_a_case_that_lost_its_row(cast):
    first, _ = opened(cast, *FIRMS[:2])
    indexed()
    ((_, clean),) = audit(PLACE, ["search.every_sealed_case_is_found"])
    assert (clean.checked, clean.broken) == (2, 0)
    SearchRow.objects.filter(pk=first.pk).delete()
    ((_, wrong),) = audit(PLACE, ["search.every_sealed_case_is_found"])
    assert [one.id for one in wrong.first] == [str(first.pk)]


def test_a_case_that_moved_to_another_office_is_found_there_once_indexed_anew(cast):
    (case,) = opened(cast, FIRMS[0])
    indexed()
    Case.objects.filter(pk=case.pk).update(office=Office.objects.get(place=PLACE, code="tax"))
    assert names(cast.approver, "火锅") == []  # the door closes at once
    assert reindex([case.pk]) == 1
    assert names(cast.tax_approver, "火锅") == [FIRMS[0]]
    assert person("不相干").pk not in SearchRow.objects.values_list("pk", flat=True)
