"""An officer announces a draw on a page: frozen, public, and not before it is right."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from tests.cast import Cast
from yingshang.core.access.models import Post
from yingshang.core.draws.models import Draw
from yingshang.core.models import Entry

POOL = """分层,编号,权重,不抽的理由,不抽的理由（英文）
A,firm-1,,,
A,firm-2,,本年度已检查,Inspected this year
A,firm-3,,,
B,firm-4,,,
"""


@pytest.fixture
def cast(db) -> Cast:
    return Cast()


@pytest.fixture
def clerk(cast) -> Client:
    client = Client()
    client.force_login(cast.clerk)
    return client


def office_id() -> str:
    return str(Post.objects.get(user__username="clerk").office_id)


def posted(client: Client, *, pool: str = POOL, **changed: object) -> object:
    form = {
        "office": office_id(), "code": "2026-7", "purpose_zh": "消防抽查",
        "purpose_en": "Fire safety", "strata": "A 50% 1\nB 1", "source": "beacon", "hours": "2",
        "is_checked": "on", "pool": SimpleUploadedFile("pool.csv", pool.encode()),
    }  # fmt: skip
    return client.post(reverse("draw_new"), form | changed)


def test_what_is_announced_is_public_and_on_record(clerk):
    answer = posted(clerk)
    draw = Draw.objects.get()
    assert answer.status_code == 302
    assert answer["Location"] == reverse("draw", args=[draw.pk])
    assert (draw.pool, draw.wanted, draw.is_simulated) == (4, 2, False)
    assert Entry.objects.filter(subject_id=draw.pk, action="draw.announced").exists()
    page = Client().get(answer["Location"]).content.decode()
    assert "消防抽查" in page
    assert "本年度已检查" in page


def test_parties_may_give_the_chance_instead_of_the_beacon(clerk):
    posted(clerk, source="parties", parties="示例纪检组\n示例商会")
    draw = Draw.objects.get()
    assert set(draw.summary["source"]["parties"]) == {"示例纪检组", "示例商会"}
    assert (draw.chance_at - draw.announced_at) * 2 == draw.closes_at - draw.announced_at


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"pool": "名称,编号\nA,firm-1\n"}, "名录第 1 行读不出来"),
        ({"pool": POOL + "B\n"}, "名录第 6 行读不出来"),
        ({"pool": POOL + "B,firm-4,,,\n"}, "名录第 6 行读不出来"),
        ({"strata": "A half"}, "“A half”读不出来"),
        ({"strata": "A 1"}, "分层不一致：B"),
        ({"strata": "A 3\nB 1"}, "可抽 2 个"),
        ({"source": "parties"}, "请写明至少两个参与方"),
        ({"source": "parties", "parties": "示例商会"}, "参与方"),
        ({"is_checked": ""}, "核对"),
        ({"office": "00000000-0000-0000-0000-000000000000"}, "选择"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_announced(clerk, changed, said):
    pool = str(changed.pop("pool", POOL))
    answer = posted(clerk, pool=pool, **changed)
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert not Draw.objects.exists()


def test_a_code_is_announced_once(clerk):
    posted(clerk)
    assert "已经公告过" in posted(clerk).content.decode()
    assert Draw.objects.count() == 1


def test_the_template_is_a_pool_that_can_be_read(clerk):
    template = clerk.get(reverse("draw_pool_template")).content.decode("utf-8-sig")
    answer = posted(clerk, pool=template, strata="A 1")
    assert answer.status_code == 302, answer.content.decode()


@pytest.mark.browser
def test_axe_finds_nothing_and_a_narrow_page_does_not_scroll_sideways(clerk, still):
    clerk.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    opened = still("dark", 360)
    for name, answer in (
        ("new", clerk.get(reverse("draw_new"))),
        ("wrong", posted(clerk, code="")),
    ):
        html = answer.content.decode()
        assert opened.faults(html, picture=f"draw-{name}") == []


def test_whoever_serves_nowhere_announces_nothing(cast):
    client = Client()
    client.force_login(cast.owner)
    assert client.get(reverse("draw_new")).status_code in {403, 404}
