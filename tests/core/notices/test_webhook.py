"""A webhook is signed, keyed, bounded in time, and never reaches the platform's surroundings."""

import hmac
import json
import socket
import time

import pytest

from tests.core.notices.cast import NOON, after, delivery, reached_by, telling, told
from yingshang.core.ids import new_id
from yingshang.core.notices.backends import webhook
from yingshang.core.notices.backends.addresses import checked_ip, checked_url, is_public
from yingshang.core.notices.backends.webhook import secret_of
from yingshang.core.notices.errors import AddressRefused
from yingshang.core.notices.services import deliver_due


def hooked(url):
    owner = new_id()
    reached_by(owner, webhook=url)
    told(telling(owner))
    return owner


@pytest.mark.django_db
def test_a_webhook_is_posted_with_key_and_signature(receiver):
    owner = hooked(receiver.url)
    assert deliver_due(NOON) == 1
    ((path, headers, body),) = receiver.posts
    assert path == "/hook?a=1"
    assert headers["Idempotency-Key"] == str(delivery("webhook").id)
    expected = hmac.digest(secret_of(owner), body, "sha256").hex()
    assert headers["X-Yingshang-Signature"] == f"sha256={expected}"
    assert json.loads(body)["template"] == "case_accepted"


@pytest.mark.django_db
def test_a_receiver_in_trouble_gets_the_same_key_again(receiver):
    hooked(receiver.url)
    receiver.statuses = [500, 429]
    assert deliver_due(NOON) == 0
    assert "HTTP 500" in delivery("webhook").last_error
    assert deliver_due(after(hours=1)) == 0
    assert deliver_due(after(hours=2)) == 1
    keys = {headers["Idempotency-Key"] for _, headers, _ in receiver.posts}
    assert (len(receiver.posts), len(keys)) == (3, 1)


@pytest.mark.django_db
def test_a_redirect_is_not_followed(receiver):
    hooked(receiver.url)
    receiver.statuses = [302]
    assert deliver_due(NOON) == 0
    assert len(receiver.posts) == 1
    assert "HTTP 302" in delivery("webhook").last_error


@pytest.mark.django_db
def test_a_receiver_that_never_answers_is_left(receiver, monkeypatch):
    monkeypatch.setattr(webhook, "TOTAL_SECONDS", 0.2)
    hooked(receiver.url)
    receiver.statuses = ["silence"]
    before = time.monotonic()
    assert deliver_due(NOON) == 0
    assert time.monotonic() - before < 60  # the receiver keeps silent for 120
    assert delivery("webhook").state == "pending"


@pytest.mark.django_db
def test_a_closed_port_is_tried_again_later():
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        port = unused.getsockname()[1]
    hooked(f"http://127.0.0.1:{port}/")
    assert deliver_due(NOON) == 0
    assert "ConnectionRefusedError" in delivery("webhook").last_error
    assert delivery("webhook").state == "pending"


@pytest.mark.django_db
def test_outside_of_the_demo_the_own_machine_is_never_reached(receiver, settings):
    hooked(receiver.url.replace("http://", "https://"))
    settings.DEMO_MODE = False
    assert deliver_due(NOON) == 0
    assert receiver.posts == []
    assert delivery("webhook").state == "dead"
    assert "public internet" in delivery("webhook").last_error


@pytest.mark.django_db
def test_outside_of_the_demo_nothing_is_sent_in_the_clear(receiver, settings):
    hooked(receiver.url)
    settings.DEMO_MODE = False
    assert deliver_due(NOON) == 0
    assert receiver.posts == []
    assert "https" in delivery("webhook").last_error


@pytest.mark.parametrize(
    "ip",
    ["127.0.0.1", "10.0.0.1", "172.16.5.4", "192.168.1.1", "169.254.169.254", "100.64.0.1",
     "0.0.0.1", "224.0.0.1", "::1", "::", "fe80::1%eth0", "fd00::1", "::ffff:127.0.0.1",
     "64:ff9b::7f00:1", "2002:7f00:1::", "ff02::1"],
)  # fmt: skip
def test_an_inner_address_is_not_public(ip):
    assert not is_public(ip)


@pytest.mark.parametrize("ip", ["8.8.8.8", "2606:4700::1111", "::ffff:8.8.8.8"])
def test_an_outer_address_is_public(ip):
    assert is_public(ip)


def test_a_name_with_one_inner_address_is_refused(monkeypatch):
    found = [(2, 1, 6, "", ("8.8.8.8", 443)), (2, 1, 6, "", ("10.0.0.1", 443))]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_args, **_kwargs: found)
    with pytest.raises(AddressRefused, match="public internet"):
        checked_ip(checked_url("https://example.com", is_demo=False), is_demo=False)


@pytest.mark.parametrize(
    "url",
    ["", "example.com", "ftp://example.com", "https://", "https://u@example.com", "http://a b",
     "https://example.com:99999", "https://[::1", "https://例子.中国/\n", "file:///etc/passwd"],
)  # fmt: skip
def test_what_is_no_plain_web_address_is_refused(url):
    with pytest.raises(AddressRefused):
        checked_url(url, is_demo=True)
