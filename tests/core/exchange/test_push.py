"""Messages are pushed in the act's transaction, once, and as a batch."""

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from procrastinate.contrib.django.models import ProcrastinateJob

from tests.core.exchange.cast import CLERK, NOON, PLACE, message, pushed, tax_message
from yingshang.core.exchange.errors import BadMessage, KeyReused
from yingshang.core.exchange.models import Message
from yingshang.core.exchange.queries import messages_of
from yingshang.core.exchange.services import push
from yingshang.core.ids import new_id
from yingshang.core.ledger.queries import entries_of


@pytest.mark.django_db
def test_a_pushed_message_waits_to_be_sent():
    case_id = new_id()
    (first,) = pushed(tax_message(case_id=case_id))
    (view,) = messages_of(case_id)
    assert (view.id, view.state, view.direction) == (first, "pending", "out")
    assert (view.key, view.body) == ("k1", {"name": "湘潭示例有限公司"})


@pytest.mark.django_db
def test_a_push_is_an_entry_of_its_case():
    case_id = new_id()
    (first,) = pushed(tax_message(case_id=case_id))
    (entry,) = entries_of([case_id])
    assert (entry.action, entry.actor_id) == ("exchange.push", CLERK.id)
    assert entry.data["message"] == str(first)
    assert entry.data["system"] == "tax"


@pytest.mark.django_db
def test_the_same_message_again_is_the_same_message():
    first = pushed(tax_message())
    assert pushed(tax_message()) == first
    assert Message.objects.count() == 1
    assert len(entries_of(first)) == 1


@pytest.mark.django_db
def test_the_same_message_twice_in_a_batch_is_one_message():
    one, two = pushed(tax_message(), tax_message())
    assert one == two
    assert Message.objects.count() == 1


@pytest.mark.django_db
def test_a_key_is_not_reused_for_other_content():
    pushed(tax_message())
    with pytest.raises(KeyReused, match="k1"):
        pushed(tax_message(name="另一企业"))
    assert Message.objects.count() == 1


@pytest.mark.django_db
def test_two_systems_may_have_the_same_key():
    assert len(set(pushed(tax_message(), tax_message(system="bank")))) == 2


@pytest.mark.django_db
def test_one_bad_row_refuses_the_whole_batch():
    with pytest.raises(BadMessage):
        pushed(tax_message("good"), tax_message("bad key"))
    assert not Message.objects.exists()


def test_a_push_outside_of_a_transaction_is_refused(real_database):
    with pytest.raises(transaction.TransactionManagementError):
        push([tax_message()], actor=CLERK, at=NOON)


@pytest.mark.django_db
def test_a_message_and_its_job_roll_back_with_the_act():
    def act():
        with transaction.atomic():
            push([tax_message()], actor=CLERK, at=NOON)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        act()
    assert not Message.objects.exists()
    assert not ProcrastinateJob.objects.exists()


@pytest.mark.django_db
def test_a_push_starts_the_worker_once():
    pushed(*(tax_message(f"k{n}") for n in range(3)))
    assert [job.task_name for job in ProcrastinateJob.objects.all()] == ["exchange.deliver"]


@pytest.mark.django_db
def test_the_number_of_statements_does_not_grow_with_the_messages():
    counts = []
    for size in (10, 100, 2000):
        rows = [tax_message(f"{size}-{n}", case_id=new_id(), n=n) for n in range(size)]
        with CaptureQueriesContext(
            connection,
        ) as queries:
            ids = pushed(*rows)
        assert len(set(ids)) == size
        counts.append(len(queries))
    assert counts[0] == counts[1] == counts[2]
    assert message(ids[-1]).place == PLACE
    assert message(ids[-1]).body == {"n": 1999}
