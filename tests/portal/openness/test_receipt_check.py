"""A receipt is pasted or uploaded: the page says which link of the chain fails, if one does."""

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from yingshang.core.draws.models import Draw
from yingshang.core.ledger.publishing import receipt_for


@pytest.fixture
def receipt(town) -> dict:
    draw = Draw.objects.get(pk=town.drawn)
    return json.loads(receipt_for(draw.announced_entry).to_json())


def checked(visitor, text: str = "", *, file: bytes | None = None, status: int = 200) -> str:
    data = {"text": text}
    if file is not None:
        data["file"] = SimpleUploadedFile("receipt.json", file, "application/json")
    answer = visitor.post(reverse("log_receipt"), data)
    assert answer.status_code == status
    assert "no-store" in answer["Cache-Control"]
    return answer.content.decode()


def test_a_pasted_receipt_holds_link_by_link(receipt, reader):
    page = checked(reader, json.dumps(receipt))
    assert "The receipt holds" in page
    assert page.count('class="dot kept"') == 4
    assert "draw.announced" in page


def test_an_uploaded_one_too_in_chinese(receipt, visitor):
    page = checked(visitor, file=json.dumps(receipt).encode())
    assert "回执有效" in page


@pytest.mark.parametrize(
    ("member", "kept", "meaning"),
    [
        ("body", 1, "not those that were entered"),
        ("checkpoint", 2, "did not sign it"),
        ("index", 3, "does not stand where"),
        ("format", 0, "no complete receipt"),
    ],
)
def test_the_link_that_fails_is_named_and_those_behind_it_are_not_followed(
    receipt, reader, member, kept, meaning
):
    if member == "body":
        receipt["entry"]["body"] = receipt["entry"]["body"].replace("announced", "pronounced")
    elif member == "checkpoint":
        origin, size, *rest = receipt["checkpoint"].split("\n")
        receipt["checkpoint"] = "\n".join([origin, str(int(size) + 1), *rest])
    elif member == "index":
        receipt["index"] += 1
    else:
        receipt["format"] = "another"
    page = checked(reader, json.dumps(receipt))
    assert "The receipt does not hold" in page
    assert meaning in " ".join(page.split())
    assert page.count('class="dot kept"') == kept
    assert page.count('class="dot broken"') == 1
    assert page.count('class="dot wait"') == 3 - kept
    assert "What the receipt says" not in page


@pytest.mark.parametrize("text", ["{", "[]", "null", '{"a": 1e999}', "<script>alert(1)</script>"])
def test_nonsense_is_no_receipt_and_is_not_shown_again(town, visitor, text):
    page = checked(visitor, text)
    assert "回执不成立" in page
    assert "alert(1)" not in page


def test_nothing_given_says_what_to_give(town, reader):
    page = checked(reader, status=422)
    assert "Choose a receipt file, or paste the whole receipt." in page


def test_too_much_is_refused(town, reader):
    big = b"x" * (256 * 1024 + 1)
    assert "larger than 256 KiB" in checked(reader, file=big, status=422)
    assert "too long" in checked(reader, big.decode(), status=422)


def test_a_file_that_is_no_text_is_no_receipt(town, visitor):
    assert "回执不成立" in checked(visitor, file=bytes(range(256)))
