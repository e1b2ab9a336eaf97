"""Notices are written with their act: one delivery for each recipient and channel."""

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from procrastinate.contrib.django.models import ProcrastinateJob

from tests.core.notices.cast import NOON, deliveries, reached_by, telling, told
from yingshang.core.ids import new_id
from yingshang.core.notices.errors import AddressRefused, MissingDatum, UnknownTemplate
from yingshang.core.notices.models import Delivery, Notice
from yingshang.core.notices.services import drop_contact_point, set_contact_point, tell


@pytest.mark.django_db
def test_a_notice_is_in_the_inbox_at_once():
    told(telling(new_id()))
    letter = Notice.objects.get()
    assert (letter.template, letter.created_at, letter.read_at) == ("case_accepted", NOON, None)
    assert not Delivery.objects.exists()


@pytest.mark.django_db
def test_each_contact_point_is_told_apart():
    owner, stranger = new_id(), new_id()
    reached_by(owner, email="owner@example.com", sms="13800000000")
    reached_by(stranger, email="stranger@example.com")
    told(telling(owner))
    assert [(d.address, d.state) for d in deliveries("email")] == [("owner@example.com", "pending")]
    assert [d.address for d in deliveries("sms")] == ["13800000000"]


@pytest.mark.django_db
def test_a_recipient_named_twice_is_told_once():
    owner = new_id()
    told(telling(owner, owner))
    assert Notice.objects.filter(recipient_id=owner).count() == 1


@pytest.mark.django_db
def test_a_dropped_contact_point_is_told_no_longer():
    owner = new_id()
    reached_by(owner, email="owner@example.com")
    drop_contact_point(owner, channel="email", address="owner@example.com")
    told(telling(owner))
    assert deliveries("email") == []


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("channel", "address"),
    [("email", "no address"), ("sms", "call me"), ("webhook", "ftp://example.com"),
     ("webhook", "https://u:p@example.com"), ("in_app", "x"),
     ("email", "a" * 200 + "@example.com")],
)  # fmt: skip
def test_an_unusable_address_is_refused_at_the_door(channel, address):
    with pytest.raises(AddressRefused):
        set_contact_point(new_id(), channel=channel, address=address)


@pytest.mark.django_db
def test_outside_of_the_demo_a_webhook_must_be_https(settings):
    settings.DEMO_MODE = False
    with pytest.raises(AddressRefused, match="https"):
        set_contact_point(new_id(), channel="webhook", address="http://example.com/hook")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("template", "error"), [("no_such", UnknownTemplate), ("extended", MissingDatum)]
)
def test_one_bad_row_writes_nothing(template, error):
    with pytest.raises(error):
        told(telling(new_id()), telling(new_id(), template=template))
    assert not Notice.objects.exists()


def test_telling_outside_of_a_transaction_is_refused(real_database):
    with pytest.raises(transaction.TransactionManagementError):
        tell([telling(new_id())], at=NOON)


def test_a_notice_rolls_back_with_its_act(real_database):
    owner = new_id()
    reached_by(owner, email="owner@example.com")

    def act():
        with transaction.atomic():
            tell([telling(owner)], at=NOON)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        act()
    assert not Delivery.objects.exists()
    assert not ProcrastinateJob.objects.exists()


@pytest.mark.django_db
def test_the_worker_is_woken_only_for_what_leaves_the_house():
    owner = new_id()
    told(telling(owner))
    assert not ProcrastinateJob.objects.exists()
    reached_by(owner, email="owner@example.com")
    told(telling(owner))
    assert [job.task_name for job in ProcrastinateJob.objects.all()] == ["notices.deliver"]


@pytest.mark.django_db
def test_the_number_of_statements_does_not_grow_with_the_notices():
    counts = []
    for size in (1, 100, 2000):
        owners = [new_id() for _ in range(size)]
        reached_by(owners[0], email="owner@example.com")
        with CaptureQueriesContext(connection) as queries:
            told(*(telling(owner, new_id()) for owner in owners))
        counts.append(len(queries))
    assert counts[0] + 1 == counts[1] == counts[2]  # one has its delivery in the same statement
    assert Notice.objects.count() == 2 * 2101
