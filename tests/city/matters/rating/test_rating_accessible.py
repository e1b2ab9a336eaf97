"""The pages of 好差评 in a browser: no accessibility violation, nothing scrolls sideways."""

import pytest

from tests.cast import NOW
from yingshang.core.ratings.followups import take_followup_step
from yingshang.core.ratings.opinions import Opinion
from yingshang.core.ratings.rating import rate
from yingshang.core.ratings.tickets import ticket_code

pytestmark = [pytest.mark.browser, pytest.mark.django_db]


@pytest.fixture
def pages(town, as_user, bad):
    """Every page and state, as the server writes it."""
    case, service = town.case(), town.window(item_code="company_registration")
    for grade in (5, 4, 4, 3):
        rate(town.case().pk, Opinion(grade), user=town.owner, at=NOW)
    client = as_user(town.owner)
    desk = f"/desk/callback/{bad.followup_case_id}/"
    found = {
        "rate": client.get(f"/rate/{case.pk}/"),
        "rate_wrong": client.post(f"/rate/{case.pk}/", {"comment": "a\x1bb"}),
        "rated": client.get(f"/rate/{bad.subject_id}/"),
        "window": client.get(f"/rate/window/{service.pk}/{ticket_code(service.pk)}/"),
    }
    client = as_user(town.caller)
    found |= {"list": client.get("/desk/callback/"), "opened": client.get(desk)}
    for step in ("verify", "fix"):
        take_followup_step(bad.followup_case_id, step, user=town.caller, at=NOW, reason="已核实")
    version = {"version": 3}
    found |= {
        "mute": client.post(f"{desk}step/", {"step": "call_back_fixed", **version}),
        "revealed": client.post(f"{desk}reveal/", {"purpose": "差评回访"}),
        "no_purpose": client.post(f"{desk}reveal/", {"purpose": ""}),
        "empty": client.get("/desk/callback/?closed=1"),
    }
    take_followup_step(bad.followup_case_id, "call_back", user=town.caller, at=NOW, reason="满意")
    found |= {
        "closed": client.get(desk),
        "note_wrong": client.post(f"{desk}publish/", {"note": ""}),
    }
    client = as_user(town.rated_officer)
    other = rate(town.case().pk, Opinion(2), user=town.owner, at=NOW)
    found |= {
        "office": client.get("/desk/ratings/"),
        "complaint": client.get(f"/desk/ratings/{other.pseudonym}/"),
        "public": client.get("/ratings/"),
        "public_wrong": client.get("/ratings/?period=x"),
        "public_empty": client.get("/ratings/?period=2025"),
    }
    return {name: answer.content.decode() for name, answer in found.items()}


def test_axe_finds_nothing_and_nothing_scrolls_sideways_dark_and_narrow(pages, still):
    opened = still("dark", 360)  # light and wide: tests/journeys
    faults = {name: opened.faults(html) for name, html in pages.items()}
    assert not any(faults.values()), faults
