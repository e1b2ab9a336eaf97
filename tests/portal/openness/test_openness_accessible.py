"""The open pages in a browser: no accessibility violation, nothing too wide at 360 px."""

import json

import pytest
from django.urls import reverse

from yingshang.core.draws.models import Draw
from yingshang.core.ledger.publishing import receipt_for

pytestmark = pytest.mark.browser
LOOKS = (("light", 1280, "zh-hans"), ("dark", 360, "en"))


def pages(visitor, town) -> dict[str, str]:
    """Every page, with the states that look different."""
    receipt = receipt_for(Draw.objects.get(pk=town.drawn).announced_entry).to_json().decode()
    broken = json.loads(receipt)
    broken["index"] += 1
    url = reverse("log_receipt")
    answers = {
        "draws": visitor.get(reverse("draws")),
        "drawn": visitor.get(reverse("draw", args=[town.drawn])),
        "waiting": visitor.get(reverse("draw", args=[town.waiting])),
        "given-up": visitor.get(reverse("draw", args=[town.given_up])),
        "log": visitor.get(reverse("log")),
        "receipt-empty": visitor.post(url, {}),
        "receipt-holds": visitor.post(url, {"text": receipt}),
        "receipt-fails": visitor.post(url, {"text": json.dumps(broken)}),
    }
    return {name: answer.content.decode() for name, answer in answers.items()}


def test_axe_finds_nothing_and_a_narrow_page_does_not_scroll_sideways(town, visitor, still):
    for scheme, width, language in LOOKS:
        visitor.defaults["HTTP_ACCEPT_LANGUAGE"] = language
        opened = still(scheme, width)
        faults = {
            name: opened.faults(html, picture=f"openness-{name}")
            for name, html in pages(visitor, town).items()
        }
        assert not any(faults.values()), (scheme, faults)
