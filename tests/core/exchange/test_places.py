"""Letters between places: one contract for both letterboxes; what does not hold is refused."""

import base64
import json
from dataclasses import replace

import pytest
from django.db import transaction
from django.utils import timezone

from tests.core.exchange.cast import CLERK, NOON
from yingshang.core.catalogue.models import Edition
from yingshang.core.exchange.places.confidential import seal_for, unseal_as
from yingshang.core.exchange.places.errors import PlaceUnknown, SealedForAnother
from yingshang.core.exchange.places.handling import register_letter_handler, register_receipts
from yingshang.core.exchange.places.keys import own_keys, sign, trust
from yingshang.core.exchange.places.letter import Letter, Sealed, read_letter
from yingshang.core.exchange.places.letterboxes.database import DatabaseLetterbox
from yingshang.core.exchange.places.letterboxes.folder import FolderLetterbox
from yingshang.core.exchange.places.models import RegisteredLetter
from yingshang.core.exchange.places.posting import Post, post
from yingshang.core.exchange.services import collect, deliver_pending, handle_answers
from yingshang.core.ids import new_id
from yingshang.core.models import Entry, Message

A, B = "430300", "231100"
pytestmark = pytest.mark.django_db


@pytest.fixture(params=["database", "folder"])
def kind(request, monkeypatch) -> str:
    """Both places live here; in the second case their letters lie in a folder all the same."""
    Edition.objects.create(place=B, content_hash="", rows=0, loaded_at=NOON)
    if request.param == "folder":
        monkeypatch.setattr(
            "yingshang.core.exchange.places.letterboxes.DatabaseLetterbox", FolderLetterbox
        )
    return request.param


@pytest.fixture
def got(handlers) -> list[Letter]:
    """What B's capability was given."""
    received: list[Letter] = []
    register_letter_handler("greeting", lambda letter, _: received.append(letter))
    register_receipts()
    return received


def box(kind: str, place: str, peer: str):
    return {"database": DatabaseLetterbox, "folder": FolderLetterbox}[kind](place, peer)


def written(*texts: str) -> list[Letter]:
    rows = [
        Post(A, B, "greeting", "k." + t.replace(" ", "-"), new_id(), new_id(), {"text": t})
        for t in texts
    ]
    with transaction.atomic():
        return post(rows, actor=CLERK, at=NOON)


def work() -> None:
    now = timezone.now()
    deliver_pending(now)
    collect(now)
    collect(now)
    handle_answers(now)


def register() -> list[tuple[int, str]]:
    return list(RegisteredLetter.objects.order_by("at").values_list("number", "outcome"))


def test_a_letter_arrives_once_and_is_receipted(kind, got):
    first, second = written("good day", "and good night")
    assert (first.number, second.number) == (1, 2)
    assert written("good day") == []
    work()
    work()
    assert [letter.body["text"] for letter in got] == ["good day", "and good night"]
    assert register() == [(1, "taken"), (2, "taken")]
    states = Message.objects.filter(direction="out").values_list("state", flat=True)
    assert set(states) == {"answered"}
    actions = Entry.objects.filter(place=B).values_list("action", flat=True)
    assert list(actions).count("exchange.answer") == 2


def test_a_letter_that_comes_again_changes_nothing_and_is_entered(kind, got):
    written("good day")
    deliver_pending(timezone.now())
    (lying,) = box(kind, B, A).letters()
    collect(timezone.now())
    if kind == "folder":
        box(kind, A, B)._ours.joinpath("settled/000000000001.json").unlink()
        box(kind, A, B).drop(1, lying.sealed)
    else:
        box(kind, A, B)._ours.update(receipt=None)
    work()
    assert len(got) == 1
    assert register() == [(1, "taken"), (1, "repeated")]
    assert Entry.objects.filter(action="exchange.letter_repeated", place=B).count() == 1


def forged(change: str) -> tuple[Sealed, str]:
    """A letter with something wrong, and the code with which it is refused."""
    good = Letter(A, B, 1, "greeting", "k", str(new_id()), "2026-11-24T04:00:00.000000Z", {"n": 1})
    text = good.text()
    if change == "tampered":
        other = text.replace(b'"n":1', b'"n":2')
        return Sealed(other, sign(A, "letter", text)), "exchange.letter_forged"
    if change == "signed by another":
        return Sealed(text, sign(B, "letter", text)), "exchange.letter_forged"
    if change == "signed for another purpose":
        return Sealed(text, sign(A, "receipt", text)), "exchange.letter_forged"
    if change == "wrong place":
        text = replace(good, receiver="430302").text()
        return Sealed(text, sign(A, "letter", text)), "exchange.letter_misdirected"
    if change == "unknown version":
        text = text.replace(b'"v":1', b'"v":2')
        return Sealed(text, sign(A, "letter", text)), "exchange.letter_version"
    if change == "not canonical":
        text = json.dumps(json.loads(text)).encode()
        return Sealed(text, sign(A, "letter", text)), "exchange.letter_unreadable"
    return Sealed(b"hello", b""), "exchange.letter_unreadable"


CHANGES = (
    "tampered", "signed by another", "signed for another purpose", "wrong place",
    "unknown version", "not canonical", "no letter",
)  # fmt: skip


@pytest.mark.parametrize("change", CHANGES)
def test_what_does_not_hold_is_refused_and_entered(change, got):
    Edition.objects.create(place=B, content_hash="", rows=0, loaded_at=NOON)
    sealed, code = forged(change)
    DatabaseLetterbox(A, B).drop(1, sealed)
    work()
    assert got == []
    refused = RegisteredLetter.objects.get()
    assert (refused.outcome, refused.reason.partition(":")[0]) == ("refused", code)
    assert Entry.objects.filter(action="exchange.letter_refused", place=B).count() == 1
    assert not Message.objects.filter(direction="in", place=B).exists()


def test_a_number_that_was_taken_takes_no_other_letter(kind, got):
    (first,) = written("good day")
    work()
    other = replace(first, key="k.other", body={"text": "pay at once"}).text()
    box_of_a = box("folder", A, B)
    box_of_a.drop(99, Sealed(other, sign(A, "letter", other)))
    folder = box("folder", B, A)
    from yingshang.core.exchange.places import adapter

    places = adapter.Places(B, f"place_{A}")
    places.letterbox = folder
    assert list(places.answers()) == []
    assert register()[-1] == (1, "refused")
    assert [letter.body["text"] for letter in got] == ["good day"]


def test_a_refused_letter_is_a_dead_letter_of_its_sender(handlers):
    Edition.objects.create(place=B, content_hash="", rows=0, loaded_at=NOON)
    register_receipts()
    written("good day")
    Message.objects.filter(direction="out").update(
        body={**(m := Message.objects.get(direction="out")).body,
              "signature": base64.b64encode(bytes(64)).decode()}
    )  # fmt: skip
    assert m.state == "pending"
    work()
    m.refresh_from_db()
    assert m.state == "dead"
    assert "exchange.letter_forged" in m.last_error


def test_a_place_whose_key_nobody_entered_is_waited_for(got):
    text = Letter(B, A, 1, "greeting", "k", str(new_id()), "2026-11-24T04:00:00Z", {}).text()
    FolderLetterbox(B, A).drop(1, Sealed(text, sign(B, "letter", text)))
    work()
    assert (got, register()) == ([], [])
    trust(B, own_keys(B), place=A, actor=CLERK, at=NOON)
    work()
    assert [letter.sender for letter in got] == [B]


def test_what_is_sealed_opens_for_the_receiver_in_this_letter_only():
    Edition.objects.create(place=B, content_hash="", rows=0, loaded_at=NOON)
    sealed = seal_for(B, "身份证号", sender=A, key="k")
    assert unseal_as(B, sealed, sender=A, key="k") == "身份证号"
    for place, sender, key in ((A, A, "k"), (B, B, "k"), (B, A, "other")):
        with pytest.raises(SealedForAnother):
            unseal_as(place, sealed, sender=sender, key=key)
    with pytest.raises(PlaceUnknown):
        seal_for("440300", "x", sender=A, key="k")


def test_a_letter_is_the_same_bytes_after_reading():
    letter = Letter(A, B, 7, "greeting", "k", "about", "2026-11-24T04:00:00Z", {"中": ["文", 1]})
    assert read_letter(letter.text()) == letter
