"""What can be taken home from a draw, and that it checks out without us."""

import json
import subprocess
import sys

import pytest
from django.urls import reverse

from tests.core.draws.invented import announced
from yingshang.core.draws.models import Draw
from yingshang.core.ids import new_id
from yingshang.core.ledger.publishing import check_receipt
from yingshang.proofs.draws import verify


def test_the_files_of_the_page_pass_its_own_command(town, visitor, tmp_path):
    for name, url in {
        "draw.json": reverse("draw_published", args=[town.drawn]),
        "verify_draw.py": reverse("draw_checker"),
    }.items():
        answer = visitor.get(url)
        assert f'filename="{name}"' in answer["Content-Disposition"]
        (tmp_path / name).write_bytes(answer.content)
    digest = bytes(Draw.objects.get(pk=town.drawn).announcement_hash).hex()
    command = [sys.executable, "-I", "verify_draw.py", "draw.json", "--announcement-hash", digest]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert (done.returncode, "YES" in done.stdout) == (0, True)


def test_a_byte_changed_is_found(town, visitor):
    published = visitor.get(reverse("draw_published", args=[town.drawn])).content
    assert verify(published).is_right
    assert not verify(published.replace(b'"selected":["firm-0', b'"selected":["firm-1', 1)).is_right


def test_the_announcement_is_there_before_and_after(town, visitor):
    for draw in (town.drawn, town.waiting, town.given_up):
        answer = visitor.get(reverse("draw_announcement", args=[draw]))
        assert answer["Content-Type"] == "application/json"
        assert json.loads(answer.content)["algorithm"] == "yingshang-draw/1"


@pytest.mark.parametrize("which", ["waiting", "given_up"])
def test_nothing_is_published_of_a_draw_that_drew_nothing(town, visitor, which):
    url = reverse("draw_published", args=[getattr(town, which)])
    assert visitor.get(url).status_code == 404


def test_the_receipts_show_which_came_first(town, visitor):
    found = {}
    for act in ("announced", "ended"):
        answer = visitor.get(reverse("draw_receipt", args=[town.drawn, act]))
        verdict = check_receipt(answer.content)
        assert verdict.holds
        found[act] = verdict.receipt
    digest = bytes(Draw.objects.get(pk=town.drawn).announcement_hash).hex()
    assert found["announced"].index < found["ended"].index
    body = json.loads(found["announced"].entry.body)
    assert (body["action"], body["data"]["announcement_hash"]) == ("draw.announced", digest)


def test_an_entry_without_its_place_has_no_receipt_yet(town, visitor, now):
    url = reverse("draw_receipt", args=[announced(now, code="new").pk, "announced"])
    assert visitor.get(url).status_code == 409


def test_an_open_draw_has_no_receipt_of_its_end(town, visitor):
    for act in ("ended", "other"):
        assert visitor.get(reverse("draw_receipt", args=[town.waiting, act])).status_code == 404


def test_files_carry_nothing_that_runs(town, visitor):
    answer = visitor.get(reverse("draw_announcement", args=[town.drawn]))
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"].startswith("sandbox")
    assert "max-age" in answer["Cache-Control"]


@pytest.mark.parametrize("name", ["draw_announcement", "draw_published"])
def test_there_are_no_files_of_an_invented_number(town, visitor, name):
    assert visitor.get(reverse(name, args=[new_id()])).status_code == 404
    assert visitor.post(reverse(name, args=[town.drawn])).status_code == 405
