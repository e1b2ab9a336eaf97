"""A change is tried before it is signed, without JavaScript: form, tables, note, its reader."""

from datetime import UTC, datetime, timedelta

import pytest

from tests.cast import PLACE, login, serve
from tests.city.benefits.runs.award import AWARD, OTHER, deliver_award
from tests.journeys.conftest import become
from yingshang.city.benefits.laboratory.models import LaboratoryNote, LaboratoryTrial
from yingshang.city.benefits.laboratory.working import work
from yingshang.core.access.models import Role
from yingshang.core.models import Office

pytestmark = pytest.mark.browser


def test_an_officer_tries_a_higher_award_and_a_leader_reads_the_note(person, site):
    deliver_award(PLACE, [OTHER], datetime.now(UTC) - timedelta(minutes=5))
    industry = Office.objects.get(place=PLACE, code="industry")
    officer = serve(login("lab_officer", "示例工信干部"), industry, Role.REVIEWER)
    leader = serve(login("lab_leader", "示例领导"), industry, Role.LEADER)
    one = person(scripts=False, viewport={"width": 360, "height": 740})

    def press(words: str) -> None:
        one.page.get_by_role("button", name=words, exact=True).click()

    become(one.page.context, site, officer)
    one.go("/desk/benefits/laboratory/")
    one.page.locator(f"a[href$='try/{AWARD}/']").click()
    press("冻结数据并试算")
    assert one.says("没有改动")
    one.page.get_by_label("奖励标准").fill("60000")
    press("冻结数据并试算")
    assert one.says("正在算")
    work(LaboratoryTrial.objects.get().pk)
    one.page.get_by_text("+10,000.00 元").first.wait_for()  # the page renews itself
    one.fits()
    press("存为记录")
    note = LaboratoryNote.objects.get()
    become(one.page.context, site, leader)
    one.go(f"/desk/benefits/laboratory/notes/{note.pk}/")
    assert one.says("50000 → 60000")
    assert note.note_hash in one.page.content()
    assert OTHER not in one.page.content()
