"""The board: each number with its definition, and for supervisors the way to its cases."""

import pytest

from tests.city.matters.desk.making import in_days, received, step


def numbers(page, group="now") -> dict[str, str]:
    return {figure.name: figure.number for figure in page.context[group]}


def test_the_board_counts_what_is_open_late_and_due(cast, enter):
    late, today, paused = received(cast, count=3)
    for case in (late, today, paused):
        step(case, "accept", cast.clerk)
    step(paused, "suspend", cast.approver, reason="检测", procedure="testing",
         expected_end=in_days(3))  # fmt: skip
    late.commitments.update(due_at=in_days(-2))
    page = enter(cast.leader).get("/board/")
    assert page.status_code == 200
    assert numbers(page) == {
        "在办": "3", "已逾期": "1", "本周到期": "1", "等前一项": "0", "不计时": "1",
    }  # fmt: skip
    assert "湘潭市市场监督管理局逾期最多：1 件" in page.content.decode()
    assert "在办 3 件，逾期 1 件" in page.content.decode()


def test_a_member_that_waits_is_counted_by_its_office(cast, enter):
    received(cast, state="waiting", starts=())
    page = enter(cast.leader).get("/board/")
    assert numbers(page)["等前一项"] == "1"
    (row,) = page.context["rows"]
    assert (row.cells, row.total) == ((("等前一项", 1),), 1)


def test_every_number_says_how_it_is_counted(cast, enter):
    page = enter(cast.leader).get("/board/")
    figures = page.context["now"] + page.context["over_time"] + page.context["ratings"]
    assert len(figures) >= 5
    assert all(figure.definition for figure in figures)
    assert page.content.decode().count("怎样计算") == len(figures)


def test_a_supervisor_goes_down_to_the_cases_and_a_leader_does_not(cast, enter):
    (case,) = received(cast)
    url = "/board/matters.open_now/"
    assert url in enter(cast.supervisor).get("/board/").content.decode()
    page = enter(cast.supervisor).get(url)
    assert case.number in page.content.decode()
    assert url not in enter(cast.leader).get("/board/").content.decode()
    assert enter(cast.leader).get(url).status_code == 403


def test_other_staff_and_strangers_are_denied(cast, enter, client):
    for user in (cast.clerk, cast.approver, cast.stranger, cast.owner):
        assert enter(user).get("/board/").status_code == 403
    assert client.get("/board/").status_code == 302


@pytest.mark.parametrize("period", ["2026-11", "2025", "rubbish", "2026-99", ""])
def test_a_period_is_chosen_and_nonsense_reads_this_year(cast, enter, period):
    page = enter(cast.leader).get("/board/", {"period": period})
    assert page.status_code == 200
    expected = period if period in {"2026-11", "2025"} else "2026"
    assert page.context["period"].text == expected


def test_what_falls_due_later_today_is_not_yet_broken(cast, enter):
    step(received(cast)[0], "accept", cast.clerk)
    page = enter(cast.leader).get("/board/")
    assert numbers(page, "over_time")["按期办结率"] == "—"
    assert numbers(page, "over_time")["逾期"] == "0"


def test_an_unknown_measure_is_not_found(cast, enter):
    assert enter(cast.supervisor).get("/board/no.such/").status_code == 404
    assert enter(cast.supervisor).get("/board/ratings.good_rate/").status_code == 404
