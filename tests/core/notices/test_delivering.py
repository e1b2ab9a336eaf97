"""Deliveries are sent each apart, at least once with the same key, and given up after a while."""

import json

import pytest
from django.core import mail

from tests.core.notices.cast import (
    NOON,
    after,
    deliveries,
    delivery,
    person,
    reached_by,
    telling,
    told,
)
from yingshang.core.ids import new_id
from yingshang.core.notices import delivering
from yingshang.core.notices.backends.email import Email
from yingshang.core.notices.backends.sms import SmsFiles
from yingshang.core.notices.models import ContactPoint
from yingshang.core.notices.services import deliver_due


class Killed(BaseException):
    """The process dies here: nothing after this point runs."""


@pytest.mark.django_db
def test_an_e_mail_is_in_the_recipients_language():
    party, _ = person(language="en")
    reached_by(party.id, email="owner@example.com")
    told(telling(party.id))
    assert deliver_due(NOON) == 1
    (message,) = mail.outbox
    assert message.to == ["owner@example.com"]
    assert message.subject == "Accepted: Registration"
    assert "by 2026-11-27" in message.body
    assert delivery("email").state == "sent"


@pytest.mark.django_db
def test_a_log_in_is_told_in_its_language_and_an_enterprise_in_chinese():
    _, user = person(language="en")
    enterprise = new_id()
    reached_by(user.id, email="user@example.com")
    reached_by(enterprise, email="firm@example.com")
    told(telling(user.id, enterprise))
    deliver_due(NOON)
    subjects = {m.to[0]: m.subject for m in mail.outbox}
    assert subjects == {
        "user@example.com": "Accepted: Registration",
        "firm@example.com": "已受理：设立登记",
    }


@pytest.mark.django_db
def test_an_sms_is_a_file_named_by_its_key(sms_folder):
    owner = new_id()
    reached_by(owner, sms="13800000000")
    told(telling(owner))
    assert deliver_due(NOON) == 1
    (path,) = sms_folder.iterdir()
    form = json.loads(path.read_text())
    assert path.stem == form["key"] == str(delivery("sms").id)
    assert form["to"] == "13800000000"
    assert "XT-2026-000001" in form["text"]


@pytest.mark.django_db
def test_what_was_sent_is_not_sent_again():
    owner = new_id()
    reached_by(owner, email="owner@example.com")
    told(telling(owner))
    assert deliver_due(NOON) == 1
    assert deliver_due(after(days=9)) == 0
    assert len(mail.outbox) == 1


@pytest.mark.django_db
def test_one_channel_can_be_served_alone():
    owner = new_id()
    reached_by(owner, email="owner@example.com", sms="13800000000")
    told(telling(owner))
    assert deliver_due(NOON, channel="sms") == 1
    assert delivery("email").state == "pending"


@pytest.mark.django_db
def test_one_failing_delivery_does_not_stop_anothers(monkeypatch):
    owners = [new_id() for _ in range(3)]
    for number, owner in enumerate(owners):
        reached_by(owner, email=f"owner{number}@example.com")
    told(telling(*owners))
    send = Email.send

    def fail_for_one(self, parcel):
        if parcel.address == "owner1@example.com":
            raise ConnectionResetError("mail server went away")
        send(self, parcel)

    monkeypatch.setattr(Email, "send", fail_for_one)
    assert deliver_due(NOON) == 2
    states = {d.address: d.state for d in deliveries("email")}
    assert states == {
        "owner0@example.com": "sent",
        "owner1@example.com": "pending",
        "owner2@example.com": "sent",
    }


@pytest.mark.django_db
def test_a_failed_delivery_waits_longer_each_time_and_then_dies(monkeypatch):
    attempts = []

    def fail(_self, parcel):
        attempts.append(parcel.key)
        raise ConnectionResetError("no")

    monkeypatch.setattr(Email, "send", fail)
    owner = new_id()
    reached_by(owner, email="owner@example.com")
    told(telling(owner))
    deliver_due(NOON)
    deliver_due(after(seconds=29))
    assert len(attempts) == 1
    deliver_due(after(seconds=30))
    deliver_due(after(seconds=89))
    assert len(attempts) == 2
    for day in range(1, 20):
        deliver_due(after(days=day))
    assert len(attempts) == delivering.WAITS.tries
    assert len(set(attempts)) == 1
    assert delivery("email").state == "dead"
    assert delivery("email").last_error == "ConnectionResetError: no"


@pytest.mark.django_db
def test_an_address_that_can_never_work_is_dead_at_once():
    owner = new_id()
    ContactPoint.objects.create(party_id=owner, channel="email", address="no address")
    told(telling(owner))
    assert deliver_due(NOON) == 0
    assert delivery("email").state == "dead"
    assert delivery("email").attempts == 1


def test_killed_between_send_and_mark_it_is_sent_again_with_the_same_key(
    real_database, monkeypatch, sms_folder
):
    keys, send = [], SmsFiles.send

    def counted(self, parcel):
        keys.append(parcel.key)
        send(self, parcel)

    def die(*_args, **_kwargs):
        raise Killed

    owner = new_id()
    reached_by(owner, sms="13800000000")
    told(telling(owner))
    monkeypatch.setattr(SmsFiles, "send", counted)
    with monkeypatch.context() as patch:
        patch.setattr(delivering, "_end", die)
        with pytest.raises(Killed):
            deliver_due(NOON)
    assert delivery("sms").state == "pending"
    assert deliver_due(after(minutes=9)) == 0  # the lease still runs
    assert deliver_due(after(minutes=10)) == 1
    assert len(keys) == 2
    assert len(set(keys)) == 1
    assert len(list(sms_folder.iterdir())) == 1


@pytest.mark.django_db
def test_another_back_end_serves_by_the_settings(settings):
    settings.NOTICE_BACKENDS = {"sms": "yingshang.core.notices.backends.email.Email"}
    owner = new_id()
    reached_by(owner, sms="13800000000")
    told(telling(owner))
    assert deliver_due(NOON) == 0
    assert "not an e-mail address" in delivery("sms").last_error
