"""What every adapter keeps: the fake, the file-based reference and the simulated systems alike."""

import pytest

from tests.core.exchange.cast import PLACE, outgoing
from yingshang.core.exchange.contrib.fake.adapter import Fake
from yingshang.core.exchange.contrib.files.adapter import Files
from yingshang.core.exchange.contrib.files.counterpart import Counterpart
from yingshang.core.exchange.contrib.simulated.adapter import Simulated
from yingshang.core.exchange.envelope import verify
from yingshang.core.exchange.types import Status


class FilesWithASystem(Files):
    """The reference, with a system that answers behind it."""

    def answers(self):
        system = Counterpart(self.folder)
        for message in system.messages():
            system.answer(message, {"outcome": "done"})
            system.take(message)
        yield from super().answers()


@pytest.fixture(params=[Fake, FilesWithASystem, Simulated], ids=["fake", "files", "simulated"])
def adapter(request):
    return request.param(PLACE, "tax")


def test_a_message_never_sent_is_unknown(adapter):
    assert adapter.status("k1") is Status.UNKNOWN


def test_a_sent_message_is_received(adapter):
    adapter.send(outgoing())
    assert adapter.status("k1") is Status.RECEIVED


def test_a_sent_message_is_answered_with_a_valid_signature(adapter):
    adapter.send(outgoing())
    (answer,) = adapter.answers()
    verify(answer, "in", answer.in_reply_to, answer.signature)
    assert (answer.place, answer.system, answer.in_reply_to) == (PLACE, "tax", "k1")
    assert adapter.status("k1") is not Status.UNKNOWN


def test_a_message_sent_twice_is_received_once(adapter):
    adapter.send(outgoing())
    adapter.send(outgoing())
    assert len(list(adapter.answers())) == 1


def test_a_message_sent_again_after_its_answer_is_not_answered_again(adapter):
    adapter.send(outgoing())
    (answer,) = adapter.answers()
    adapter.acknowledge(answer)
    adapter.send(outgoing())
    assert list(adapter.answers()) == []


def test_an_answer_is_offered_until_it_is_acknowledged(adapter):
    adapter.send(outgoing())
    (first,) = adapter.answers()
    (again,) = adapter.answers()
    assert again == first
    adapter.acknowledge(again)
    assert list(adapter.answers()) == []


def test_an_answer_acknowledged_twice_is_no_error(adapter):
    adapter.send(outgoing())
    (answer,) = adapter.answers()
    adapter.acknowledge(answer)
    adapter.acknowledge(answer)
    assert list(adapter.answers()) == []


def test_a_refused_answer_is_not_offered_again(adapter):
    adapter.send(outgoing())
    (answer,) = adapter.answers()
    adapter.refuse(answer, "badly signed")
    assert list(adapter.answers()) == []


def test_messages_are_answered_each_by_its_key(adapter):
    for key in ("k1", "K1", "a:b.c_d-e", "Z" * 120):
        adapter.send(outgoing(key))
    answers = list(adapter.answers())
    assert sorted(a.in_reply_to for a in answers) == sorted(["k1", "K1", "a:b.c_d-e", "Z" * 120])
