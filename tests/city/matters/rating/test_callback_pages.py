"""The call-back desk: it alone finds the follow-ups, and opens who rated with a recorded reason."""

import pytest

from tests.cast import serve
from tests.core.ratings.town import COMMENT
from yingshang.core.access.models import Role
from yingshang.core.access.personal_data import reads_of
from yingshang.core.ids import new_id
from yingshang.core.models import Case

pytestmark = pytest.mark.django_db
LIST = "/desk/callback/"


def page(response):
    return response.content.decode()


def paths(bad):
    base = f"{LIST}{bad.followup_case_id}/"
    return base, f"{base}step/", f"{base}reveal/"


def test_the_list_leads_to_the_case_and_names_nobody(town, as_user, bad):
    client, case = as_user(town.caller), Case.objects.get(pk=bad.followup_case_id)
    listed = page(client.get(LIST))
    assert f'href="{LIST}{case.pk}/"' in listed
    shown = page(client.get(f"{LIST}{case.pk}/"))
    assert COMMENT in shown
    assert "办得慢或超过承诺时间" in shown
    for secret in ("示例业主", "示例食品有限公司", str(bad.subject_id)):
        assert secret not in listed + shown


def test_a_bad_rating_is_put_right_and_closed_step_by_step(town, as_user, bad):
    client = as_user(town.caller)
    base, step, _ = paths(bad)
    for name, reason in (("verify", ""), ("fix", "已补办"), ("call_back_fixed", "满意")):
        version = Case.objects.get(pk=bad.followup_case_id).version
        answer = client.post(step, {"step": name, "version": version, "reason": reason})
        assert (answer.status_code, answer.url) == (302, base)
    assert Case.objects.get(pk=bad.followup_case_id).state == "closed_fixed"
    shown = page(client.get(base))
    assert "已补办" in shown
    assert "回访员" in shown
    assert page(client.get(f"{LIST}?closed=1")).count("<tbody>") == 1
    assert "没有差评要核实" in page(client.get(LIST))


def test_a_step_without_words_and_a_stale_page_are_told(town, as_user, bad):
    client, (_, step, _reveal) = as_user(town.caller), paths(bad)
    client.post(step, {"step": "verify", "version": 1})
    mute = client.post(step, {"step": "fix", "version": 2})
    assert (mute.status_code, "请填写“说明”。" in page(mute)) == (422, True)
    stale = client.post(step, {"step": "fix", "version": 1, "reason": "已补办"})
    assert (stale.status_code, "已有变化" in page(stale)) == (409, True)
    for nonsense in ({}, {"step": "fix", "version": "x"}, {"step": "fly", "version": "2"}):
        assert client.post(step, nonsense).status_code == 422
    assert Case.objects.get(pk=bad.followup_case_id).state == "verifying"


def test_who_rated_is_shown_once_and_the_read_is_recorded(town, as_user, bad):
    client, (base, _, reveal) = as_user(town.caller), paths(bad)
    answer = client.post(reveal, {"purpose": "差评回访"})
    assert "示例业主" in page(answer)
    assert "no-store" in answer["Cache-Control"]
    assert "示例业主" not in page(client.get(base))
    assert "查阅评价人" in page(client.get(base))
    assert [read.purpose for read in reads_of(town.owner.person)] == ["差评回访"]


def test_a_read_without_a_purpose_shows_nothing(town, as_user, bad):
    answer = as_user(town.caller).post(paths(bad)[2], {"purpose": " "})
    assert answer.status_code == 422
    assert "示例业主" not in page(answer)
    assert reads_of(town.owner.person) == []


@pytest.mark.parametrize("who", ["rated_officer", "clerk", "approver", "leader"])
def test_other_officers_find_no_follow_up(town, as_user, bad, who):
    user = getattr(town, who)
    if who == "rated_officer":  # a supervisor of the rated office supervises no other desk
        assert user.posts.filter(role=Role.SUPERVISOR).exists()
    client, (base, step, reveal) = as_user(user), paths(bad)
    answers = [
        client.get(base),
        client.post(step, {"step": "verify", "version": 1}),
        client.post(reveal, {"purpose": "好奇"}),
        client.get(f"{LIST}{new_id()}/"),
    ]
    assert [answer.status_code for answer in answers] == [404, 404, 404, 404]
    assert str(bad.followup_case_id) not in page(client.get(LIST))
    assert reads_of(town.owner.person) == []


@pytest.mark.parametrize("who", ["owner", "stranger"])
def test_who_is_no_officer_is_kept_out(town, as_user, bad, who):
    client = as_user(getattr(town, who))
    base, step, reveal = paths(bad)
    answers = [client.get(LIST), client.get(base), client.post(step), client.post(reveal)]
    assert [answer.status_code for answer in answers] == [403, 403, 403, 403]


def test_an_officer_who_also_serves_at_the_rated_office_learns_nothing(town, as_user, bad):
    serve(town.caller, town.office("market_regulation"), Role.HANDLER)
    answer = as_user(town.caller).post(paths(bad)[2], {"purpose": "差评回访"})
    assert answer.status_code == 403
    assert "示例业主" not in page(answer)


def test_the_supervisor_decides_reviews_and_does_not_see_who_rated(town, as_user, bad):
    base, step, reveal = paths(bad)
    client = as_user(town.caller)
    client.post(step, {"step": "verify", "version": 1})
    client.post(step, {"step": "ask_review", "version": 2, "reason": "评错了单位"})
    client = as_user(town.supervisor)
    assert 'value="reject"' in page(client.get(base))
    assert client.post(reveal, {"purpose": "复核"}).status_code == 404
    client.post(step, {"step": "reject", "version": 3, "reason": "评错了单位"})
    assert Case.objects.get(pk=bad.followup_case_id).state == "rejected"


def test_the_rated_office_complains_and_what_was_done_is_published_by_page(town, as_user, bad):
    client = as_user(town.rated_officer)
    url = f"/desk/ratings/{bad.pseudonym}/"
    listed = page(client.get("/desk/ratings/"))
    assert url in listed
    for secret in (str(bad.pk), str(bad.subject_id), "示例业主"):
        assert secret not in listed + page(client.get(url))
    assert client.post(url, {"text": "评错了"}).status_code == 422
    told = {"ground": "mistaken", "text": "当日没有办过这件事"}
    assert client.post(url, told).status_code == 302
    assert "待复核" in page(client.get(url))
    assert client.post(url, told).status_code == 409
    client = as_user(town.supervisor)
    base, step, _reveal = paths(bad)
    assert "当日没有办过这件事" in page(client.get(base))
    assert 'value="reject_malicious"' in page(client.get(base))
    client.post(step, {"step": "uphold", "version": 2, "reason": "有录音"})
    client = as_user(town.caller)
    for n, name in enumerate(("fix", "call_back_fixed")):
        client.post(step, {"step": name, "version": 3 + n, "reason": "已补办"})
    publish = f"{base}publish/"
    assert client.post(publish, {"note": "电话 13800000000"}).status_code == 422
    assert client.post(publish, {"note": "已增开窗口"}).status_code == 302
    assert "已增开窗口" in page(client.get("/ratings/"))
    assert as_user(town.tax_approver).get(url).status_code == 404
    assert as_user(town.owner).get(f"/rate/{bad.subject_id}/").content.decode().count("已增开窗口")
