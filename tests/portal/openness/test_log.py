"""The log's files for machines, its page for people."""

import pytest
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from tests.cast import PLACE
from tests.core.draws.invented import announced
from tests.portal.openness.sealed import log_folder, seal_all_of
from yingshang.core.ids import new_id
from yingshang.core.ledger.acts import CLOCK, Act
from yingshang.core.ledger.publishing import public_keys
from yingshang.core.ledger.services import record
from yingshang.proofs.log import checkpoint as checkpoints
from yingshang.proofs.log.fetching import NotServed
from yingshang.proofs.log.follower import follow
from yingshang.proofs.log.keys import Ed25519Verifier


def served(visitor, path: str):
    return visitor.get(reverse("log_file", args=[path]))


def verifier() -> Ed25519Verifier:
    return Ed25519Verifier.from_text(public_keys(PLACE)[0])


def opened(visitor) -> checkpoints.Checkpoint:
    answer = served(visitor, "checkpoint")
    assert answer["Content-Type"] == "text/plain; charset=utf-8"
    assert answer["Cache-Control"] == "public, max-age=5"
    key = verifier()
    return checkpoints.open(answer.content, [key], origin=key.name)


def test_the_checkpoint_is_signed_and_kept_for_seconds_only(town, visitor):
    assert opened(visitor).size > 5


def test_tiles_and_bundles_have_the_length_of_their_width(town, visitor):
    size = opened(visitor).size
    hashes = served(visitor, f"tile/0/000.p/{size}")
    bundle = served(visitor, f"tile/entries/000.p/{size}")
    assert (len(hashes.content), len(bundle.content)) == (32 * size, 34 * size)
    assert hashes["Content-Type"] == "application/octet-stream"
    assert "max-age=3600" in hashes["Cache-Control"]


@pytest.mark.parametrize(
    "path",
    [
        "tile/0/000", "tile/0/000.p/999", "tile/0/001", "tile/9/000", "tile/0/0", "checkpoint/",
        "checkpoint.draft", ".lock", "../430300/checkpoint", "tile/0/../../checkpoint", "tile",
        "tile/0/000.p/01", "tile/entries/000", "430300/checkpoint",
    ],
)  # fmt: skip
def test_nothing_else_is_served(town, visitor, path):
    assert visitor.get(f"/log/{path}").status_code == 404


def test_the_log_of_another_place_of_the_site_stands_below_its_code(
    real_database, visitor, settings, tmp_path
):
    settings.FILES_FOLDER = tmp_path
    settings.LOG_FOLDER = log_folder()
    heihe = "231100"
    assert served(visitor, f"{heihe}/checkpoint").status_code == 404
    with transaction.atomic():
        record([Act(heihe, "test", new_id(), CLOCK, timezone.now(), "test.act", {})])
    seal_all_of(heihe)
    answer = served(visitor, f"{heihe}/checkpoint")
    key = Ed25519Verifier.from_text(public_keys(heihe)[0])
    assert checkpoints.open(answer.content, [key], origin=key.name).size == 1
    assert len(served(visitor, f"{heihe}/tile/0/000.p/1").content) == 32
    assert key.name.endswith(f"/{heihe}")


def test_a_place_without_a_log_has_no_checkpoint(db, visitor):
    assert served(visitor, "checkpoint").status_code == 404
    page = visitor.get(reverse("log"))
    assert page.status_code == 200
    assert "还没有检查点" in page.content.decode()


def test_the_page_shows_what_the_checkpoint_says_and_the_key(town, visitor):
    page = visitor.get(reverse("log")).content.decode()
    note = served(visitor, "checkpoint").content.decode()
    assert note.split("\n")[2].replace("+", "&#x2B;") in page or note.split("\n")[2] in page
    assert verifier().name in page
    assert f"{opened(visitor).size} 笔" in page


def test_a_late_sealer_is_told(town, reader, now, monkeypatch):
    announced(now, code="late")
    monkeypatch.setattr("yingshang.portal.openness.log_page.LATE_SECONDS", -1)
    assert "sealing is slower" in reader.get(reverse("log")).content.decode()


def test_its_statements_are_fixed(town, visitor, django_assert_num_queries):
    visitor.get(reverse("log"))
    with django_assert_num_queries(6):  # four of the state, the checkpoint, the other places
        visitor.get(reverse("log"))
    with django_assert_num_queries(1):
        served(visitor, "checkpoint")


class Visits:
    """A follower's way to the log: the addresses that we serve."""

    def __init__(self, visitor) -> None:
        self.visitor = visitor

    def fetch(self, path: str) -> bytes:
        answer = served(self.visitor, path)
        if answer.status_code != 200:
            raise NotServed(path=path)
        return answer.content


def test_a_follower_follows_it_by_these_addresses(town, visitor):
    key = verifier()
    report = follow(Visits(visitor), [key], origin=key.name)
    assert report.problem is None
    assert report.seen == opened(visitor)
