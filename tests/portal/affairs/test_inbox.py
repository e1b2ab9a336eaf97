"""The inbox: what is told, where it leads, and what is read."""

import re

from django.urls import reverse

from tests.city.matters.pages import applicant as page
from yingshang.core.models import Notice


def inbox(client):
    return page.text(client.get(reverse("inbox")))


def test_a_letter_leads_to_what_it_is_about(waiting, cast, browse):
    partner = browse(cast["partner"])
    assert page.address("sign_application", waiting) in inbox(partner)
    assert "1 条未读" in page.text(partner.get(reverse("my_affairs")))


def test_a_letter_is_read_by_a_button_and_not_by_looking(waiting, cast, browse):
    partner = browse(cast["partner"])
    inbox(partner)
    shown = inbox(partner)
    assert "1 条未读" in shown
    letter = re.search(r'name="letter" value="([0-9a-f-]{36})"', shown).group(1)
    partner.post(reverse("inbox"), {"letter": letter})
    assert "条未读" not in inbox(partner).replace("标为已读：1 条", "")


def test_somebody_elses_letter_cannot_be_marked(waiting, cast, browse):
    letter = Notice.objects.get(recipient_id=cast["partner"].person_id)
    browse(cast["citizen"]).post(reverse("inbox"), {"letter": str(letter.pk)})
    letter.refresh_from_db()
    assert letter.read_at is None


def test_nonsense_is_harmless(cast, browse):
    citizen = browse(cast["citizen"])
    assert citizen.post(reverse("inbox"), {"letter": "x"}).status_code == 302
    assert citizen.get(reverse("inbox"), {"page": "-1"}).status_code == 200
    assert "还没有消息" in inbox(citizen)
