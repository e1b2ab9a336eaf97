"""What has ended is archived once nobody can rate it, kept for its time, and erased on record."""

from datetime import UTC, date, datetime, timedelta

import pytest

from tests.cast import NOW, PLACE, Cast
from tests.city.matters.desk.making import applied, with_material
from yingshang.city.matters.archiving.erasing import erase_due
from yingshang.city.matters.archiving.models import Archive
from yingshang.city.matters.archiving.services import archive_ended
from yingshang.city.matters.desk import DeskStep, take_step
from yingshang.city.matters.models import Application, Paper
from yingshang.core.ledger.queries import entries_of
from yingshang.core.models import Blob, Document, Item, Notice

pytestmark = pytest.mark.django_db
BASIS = "《市场主体登记管理条例》第十九条"


@pytest.fixture
def ended(settings, tmp_path):
    """A registration with form and material, not accepted."""
    settings.FILES_FOLDER = tmp_path
    cast = Cast()
    case = applied(cast)
    with_material(cast, case)
    step = DeskStep(case.pk, "refuse_acceptance", reason="住所不符", legal_basis=BASIS)
    take_step(step, user=cast.clerk, at=NOW)
    return case


def test_a_case_is_archived_after_the_time_to_rate_it_and_once(ended):
    assert archive_ended(PLACE, at=NOW + timedelta(days=29)) == 0
    assert archive_ended(PLACE, at=NOW + timedelta(days=31)) == 1
    assert archive_ended(PLACE, at=NOW + timedelta(days=32)) == 0
    row = Archive.objects.get(case=ended)
    assert (row.retention, row.years) == ("ten_years", 10)
    assert (row.retain_until, row.erase_on) == (date(2036, 12, 31), date(2037, 1, 1))
    assert "illustrative" in row.source
    entry = entries_of([ended.pk])[-1]
    assert (entry.action, entry.data["number"]) == ("matter.archive", row.number)


def test_the_items_own_list_decides_how_long(ended):
    body = {**ended.item.body, "retention": "permanent"}
    Item.objects.filter(pk=ended.item_id).update(body=body)
    archive_ended(PLACE, at=NOW + timedelta(days=31))
    row = Archive.objects.get(case=ended)
    assert (row.retention, row.retain_until, row.erase_on) == ("permanent", None, None)
    assert erase_due(at=datetime(2190, 1, 2, tzinfo=UTC)) == 0


def test_at_its_day_the_content_goes_and_the_trail_stays(ended):
    archive_ended(PLACE, at=NOW + timedelta(days=31))
    before = entries_of([ended.pk])
    document = Document.objects.get()
    assert erase_due(at=datetime(2036, 12, 31, 2, tzinfo=UTC)) == 0
    day = datetime(2037, 1, 1, 2, tzinfo=UTC)
    assert erase_due(at=day) == 1
    assert erase_due(at=day) == 0
    after = {entry.id: entry for entry in entries_of([ended.pk])}
    assert after.keys() >= {entry.id for entry in before}
    said = {after[e.id].action for e in before if after[e.id].data is not None}
    assert said == {"matter.archive"}
    assert all(after[e.id].hash_hex == e.hash_hex for e in before)
    assert [e.action for e in after.values()][-1] == "matter.erase"
    erasure = next(e for e in entries_of([before[0].id]) if e.action == "ledger.erase")
    assert Archive.objects.get(case=ended).number in erasure.data["ground"]
    assert not Document.objects.exists()
    assert not Blob.objects.exists()
    assert [e.action for e in entries_of([document.pk])][-1] == "document.erase"
    assert Application.objects.get(case=ended).fields == {}
    assert Paper.objects.get(case=ended).body == {}
    assert not Notice.objects.filter(subject_id=ended.pk).exists()
    ended.refresh_from_db()
    assert (ended.state, ended.title) == ("not_accepted", "")
