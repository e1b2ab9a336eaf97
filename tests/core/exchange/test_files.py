"""The file-based reference: whole files, moved aside when taken, with a reason when refused."""

import json
import os

import pytest

from tests.core.exchange.cast import NOON, PLACE, inbox, message, outgoing, pushed, signed_answer
from yingshang.core.exchange.contrib.files.adapter import Files
from yingshang.core.exchange.contrib.files.folder import write_whole
from yingshang.core.exchange.contrib.files.form import answer_json
from yingshang.core.exchange.services import collect, deliver_pending


@pytest.fixture
def files(settings):
    settings.EXCHANGE_ADAPTERS = {"*": Files}
    adapter = Files(PLACE, "tax")
    for folder in (adapter.folder.out, adapter.folder.inbox):
        folder.mkdir(parents=True)
    return adapter


def reasons(adapter):
    return [path.read_text() for path in sorted(adapter.folder.refused.glob("*.reason.txt"))]


@pytest.mark.django_db
def test_a_message_is_a_readable_file_with_its_signature(files):
    pushed()
    deliver_pending(NOON)
    (path,) = files.folder.out.iterdir()
    form = json.loads(path.read_text())
    assert path.name == "k1.json"
    assert form["body"] == {"name": "湘潭示例有限公司"}
    assert len(bytes.fromhex(form["signature"])) == 32


@pytest.mark.django_db
def test_a_dropped_answer_is_stored_and_its_file_put_by(files):
    (first,) = pushed()
    deliver_pending(NOON)
    write_whole(files.folder.inbox / "any.json", answer_json(signed_answer("a1", "k1")))
    assert collect(NOON) == 1
    assert message(first).state == "answered"
    assert list(files.folder.inbox.iterdir()) == []
    assert [p.name for p in files.folder.done.iterdir()] == ["any.json"]


@pytest.mark.django_db
def test_a_badly_signed_answer_is_put_aside_with_its_reason(files):
    (first,) = pushed()
    deliver_pending(NOON)
    forged = json.loads(answer_json(signed_answer("a1", "k1")))
    forged["body"] = {"outcome": "forged"}
    (files.folder.inbox / "a1.json").write_text(json.dumps(forged))
    assert collect(NOON) == 0
    assert "exchange.bad_signature" in reasons(files)[0]
    assert message(first).state == "sent"
    assert inbox() == []


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "Expecting value"),
        (b"{", "Expecting"),
        (b"\xff\xfe", "utf-8"),
        (b"[]", '"v": 1'),
        (b"[" * 100_000, "exchange.malformed_file"),
        (b'{"v": 1}', "missing or of a wrong type"),
        (b'{"v": 1, "v": 1}', "stands twice"),
        (b" " * (2 * 1024 * 1024 + 1), "larger than"),
    ],
)
def test_a_malformed_file_is_put_aside_with_its_reason(files, content, reason):
    (files.folder.inbox / "bad.json").write_bytes(content)
    assert list(files.answers()) == []
    assert reason in reasons(files)[0]
    assert list(files.folder.inbox.iterdir()) == []


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"signature": "zz"}, "not hex"),
        ({"direction": "out"}, "direction"),
        ({"body": []}, "body"),
        ({"key": 5}, "key"),
        ({"place": "231100"}, "not this folder's"),
        ({"system": "bank"}, "not this folder's"),
    ],
)
def test_a_file_with_a_wrong_member_is_put_aside(files, change, reason):
    form = json.loads(answer_json(signed_answer("a1"))) | change
    (files.folder.inbox / "bad.json").write_text(json.dumps(form))
    assert list(files.answers()) == []
    assert reason in reasons(files)[0]


def test_links_and_pipes_are_not_followed(files, tmp_path):
    secret = tmp_path / "secret.json"
    secret.write_bytes(answer_json(signed_answer("a1")))
    (files.folder.inbox / "link.json").symlink_to(secret)
    os.mkfifo(files.folder.inbox / "pipe.json")
    assert list(files.answers()) == []
    assert len(reasons(files)) == 2
    assert secret.exists()


def test_files_not_yet_whole_are_left_alone(files):
    (files.folder.inbox / ".a1.json").write_bytes(b"{")
    (files.folder.inbox / "a1.json.part").write_bytes(b"{")
    assert list(files.answers()) == []
    assert len(list(files.folder.inbox.iterdir())) == 2


def test_one_bad_file_does_not_hide_a_good_one(files):
    (files.folder.inbox / "a.json").write_bytes(b"{")
    write_whole(files.folder.inbox / "b.json", answer_json(signed_answer("b")))
    assert [answer.key for answer in files.answers()] == ["b"]


def test_a_message_that_was_taken_is_not_written_again(files):
    files.send(outgoing())
    files.folder.taken.mkdir()
    (files.folder.out / "k1.json").rename(files.folder.taken / "k1.json")
    files.send(outgoing())
    assert list(files.folder.out.iterdir()) == []


def test_a_disk_that_fails_leaves_no_half_file(files, monkeypatch):
    def fail(_descriptor):
        raise OSError("disk full")

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(OSError, match="disk full"):
        files.send(outgoing())
    assert list(files.folder.out.iterdir()) == []


def test_production_uses_files_and_the_demo_simulates(settings):
    from yingshang.core.exchange.adapters import adapter_for

    settings.EXCHANGE_ADAPTERS = {}
    assert adapter_for(PLACE, "tax").name == "simulated"
    settings.DEMO_MODE = False
    assert adapter_for(PLACE, "tax").name == "files"


def test_the_most_exact_setting_counts(settings):
    from yingshang.core.exchange.adapters import FILES, SIMULATED, adapter_for

    settings.EXCHANGE_ADAPTERS = {"*": SIMULATED, "tax": FILES, f"{PLACE}/bank": FILES}
    names = [adapter_for(PLACE, s).name for s in ("tax", "bank", "registry")]
    assert names == ["files", "files", "simulated"]
    assert adapter_for("231100", "bank").name == "simulated"
