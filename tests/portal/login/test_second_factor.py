"""Staff pages open with the second factor only."""

import time

import pytest
import time_machine
from django.utils import timezone
from django_otp.oath import totp
from django_otp.plugins.otp_totp.models import TOTPDevice

from tests.portal.login.conftest import PLACE
from yingshang.core.ledger.acts import CLOCK
from yingshang.core.ledger.queries import entries_of
from yingshang.portal.login.devices import forget_second_factor

pytestmark = pytest.mark.django_db
VERIFY, SETUP = "/login/second-factor/", "/login/second-factor/setup/"


def token_of(device):
    return f"{totp(device.bin_key, drift=0):06d}"


def wrong_token(device):
    return f"{(totp(device.bin_key) + 1) % 10**6:06d}"


@pytest.fixture
def clock():
    with time_machine.travel(timezone.now(), tick=False) as moved:
        yield moved


@pytest.fixture
def device(approver):
    return TOTPDevice.objects.create(user=approver, name="authenticator", confirmed=True)


def test_a_password_alone_opens_no_staff_page(client, device, enter):
    response = enter("approver", next="/desk/")
    assert response.url == f"{VERIFY}?next=%2Fdesk%2F"
    for page in ("/desk/", "/affairs/"):
        assert client.get(page).url.startswith(VERIFY)


def test_the_right_token_opens_the_page_that_was_asked_for(client, device, enter, clock):
    enter("approver")
    key = client.session.session_key
    response = client.post(VERIFY, {"token": token_of(device), "next": "/desk/"})
    assert response.url == "/desk/"
    assert client.session.session_key != key
    assert client.get("/desk/").content == b"desk"


def test_a_token_may_be_typed_with_blanks_or_in_full_width(client, device, enter, clock):
    enter("approver")
    digits = token_of(device)
    wide = "".join(chr(ord(digit) + 0xFEE0) for digit in digits[:3]) + " " + digits[3:]
    assert client.post(VERIFY, {"token": wide, "next": "/desk/"}).url == "/desk/"


def test_a_wrong_token_is_refused_beside_its_field(client, device, enter, clock):
    enter("approver")
    response = client.post(VERIFY, {"token": wrong_token(device)})
    assert response.status_code == 422
    assert "验证码不对或已经用过" in response.content.decode()
    assert client.get("/desk/").url.startswith(VERIFY)


@pytest.mark.parametrize("token", ["", "12345", "1234567", "abcdef", "½23456"])
def test_what_is_no_token_is_told_so(client, device, enter, token):
    enter("approver")
    response = client.post(VERIFY, {"token": token})
    assert response.status_code == 422
    assert "error-summary" in response.content.decode()


def test_a_token_counts_once(client, device, enter, clock):
    enter("approver")
    token = token_of(device)
    client.post(VERIFY, {"token": token})
    client.post("/logout/")
    enter("approver")
    assert client.post(VERIFY, {"token": token}).status_code == 422
    clock.shift(31)
    assert client.post(VERIFY, {"token": token_of(device), "next": "/desk/"}).url == "/desk/"


def test_after_a_wrong_token_even_the_right_one_waits_a_moment(client, device, enter, clock):
    enter("approver")
    client.post(VERIFY, {"token": wrong_token(device)})
    response = client.post(VERIFY, {"token": token_of(device)})
    assert "请稍等片刻" in response.content.decode()
    clock.shift(5)
    assert client.post(VERIFY, {"token": token_of(device), "next": "/desk/"}).url == "/desk/"


def test_the_second_factor_never_leads_to_another_site(client, device, enter, clock):
    enter("approver")
    response = client.post(VERIFY, {"token": token_of(device), "next": "https://example.org/"})
    assert response.url == "/desk/"


def test_the_first_login_of_staff_sets_up_the_authenticator(client, approver, enter, clock):
    enter("approver", next="/desk/")
    assert client.get(f"{VERIFY}?next=/desk/").url == f"{SETUP}?next=%2Fdesk%2F"
    text = client.get(SETUP).content.decode()
    assert 'src="data:image/svg+xml' in text
    device = TOTPDevice.objects.get(user=approver, confirmed=False)
    assert client.post(SETUP, {"token": token_of(device), "next": "/desk/"}).url == "/desk/"
    assert client.get("/desk/").content == b"desk"
    assert "user.second_factor" in [entry.action for entry in entries_of([approver.pk])]


def test_the_secret_stays_the_same_until_it_is_confirmed(client, approver, enter, clock):
    enter("approver")
    client.get(SETUP)
    first = TOTPDevice.objects.get(user=approver)
    client.post(SETUP, {"token": wrong_token(first)})
    assert TOTPDevice.objects.get(user=approver).key == first.key
    assert not TOTPDevice.objects.get(user=approver).confirmed


def test_a_password_alone_never_replaces_an_authenticator(client, device, enter):
    enter("approver")
    for response in (client.get(SETUP), client.post(SETUP, {"token": "123456"})):
        assert response.url == VERIFY
    assert TOTPDevice.objects.get(user=device.user).key == device.key


def test_nobody_sets_up_an_authenticator_without_logging_in(client, db):
    for page in (VERIFY, SETUP):
        assert client.get(page).url == "/login/"


def test_an_applicant_needs_no_second_factor_and_opens_no_staff_page(client, owner, enter):
    enter("owner")
    assert client.get("/affairs/").status_code == 200
    assert client.get("/desk/").status_code == 403
    assert client.get(SETUP).status_code == 403


def test_a_lost_authenticator_is_forgotten_and_set_up_anew(client, device, enter, clock):
    enter("approver")
    client.post(VERIFY, {"token": token_of(device)})
    forget_second_factor(device.user, place=PLACE, actor=CLOCK, at=timezone.now())
    assert client.get("/desk/").url.startswith(VERIFY)
    assert client.get(VERIFY).url == SETUP
    assert entries_of([device.user.pk])[-1].action == "user.second_factor_reset"


def test_the_token_clock_is_the_clock_of_the_tests(clock):
    assert time.time() == timezone.now().timestamp()
