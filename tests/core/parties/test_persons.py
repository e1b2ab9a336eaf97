"""A person is registered once by the ID number, and the number is never stored in clear."""

import threading

import pytest
from django.db import connection, connections

from yingshang.core.ledger.queries import entries_of
from yingshang.core.parties.errors import IdNumberOfAnotherName, WrongIdNumber
from yingshang.core.parties.illustrative import illustrative_id_number
from yingshang.core.parties.models import Party
from yingshang.core.parties.persons import masked_id_number, masked_phone, phone_of
from yingshang.core.parties.rekeying import reseal_parties
from yingshang.core.parties.secrets import CannotOpen
from yingshang.core.parties.services import PersonDetails, register_person, register_persons

NUMBER = illustrative_id_number(1)
PHONE = "13800000000"


@pytest.mark.django_db
def test_the_same_id_number_is_the_same_person(act):
    first = register_person("示例甲", NUMBER, PHONE, **act)
    again = register_person(" 示例甲 ", NUMBER.lower(), "13900000000", **act)
    assert again == first
    assert phone_of(again) == "+8613800000000"
    assert [entry.action for entry in entries_of([first.pk])] == ["party.register"]


@pytest.mark.django_db
def test_another_name_for_a_known_number_is_a_conflict_that_keeps_the_name_secret(act):
    register_person("示例甲", NUMBER, **act)
    with pytest.raises(IdNumberOfAnotherName) as caught:
        register_person("示例乙", NUMBER, **act)
    assert "示例甲" not in caught.value.text() + repr(caught.value.data)


@pytest.mark.django_db
def test_the_number_stands_nowhere_in_clear(act):
    person = register_person("示例甲", NUMBER, PHONE, **act)
    with connection.cursor() as cursor:
        cursor.execute("SELECT p::text FROM core_party p WHERE id = %s", [person.pk])
        row = cursor.fetchone()[0]
        cursor.execute("SELECT encode(id_number_cipher, 'escape') FROM core_party")
        row += cursor.fetchone()[0]
    assert NUMBER not in row
    assert PHONE not in row
    (entry,) = entries_of([person.pk])
    assert entry.data == {"kind": "person"}


@pytest.mark.django_db
def test_pages_see_the_number_masked(act):
    person = register_person("示例甲", NUMBER, PHONE, **act)
    assert masked_id_number(person) == f"000***********{NUMBER[-4:]}"
    assert masked_phone(person) == "138****0000"
    nobody = Party.objects.create(kind="person", name="示例乙")
    assert (masked_id_number(nobody), masked_phone(nobody)) == ("", "")


@pytest.mark.django_db
def test_a_wrong_row_leaves_nothing_of_the_batch(act):
    rows = [PersonDetails("示例甲", NUMBER), PersonDetails("示例乙", "1")]
    with pytest.raises(WrongIdNumber):
        register_persons(rows, **act)
    rows[1] = PersonDetails("示例乙", NUMBER)
    with pytest.raises(IdNumberOfAnotherName):
        register_persons(rows, **act)
    assert not Party.objects.exists()


@pytest.mark.django_db
def test_a_batch_answers_in_order_and_knows_who_stands_in_it_twice(act):
    known = register_person("示例甲", NUMBER, **act)
    new = PersonDetails("示例乙", illustrative_id_number(2))
    persons = register_persons([new, PersonDetails("示例甲", NUMBER), new], **act)
    assert persons[1] == known
    assert persons[0] == persons[2] != known


@pytest.mark.django_db
def test_hundreds_cost_as_many_statements_as_one(act, django_assert_num_queries):
    for first, count, statements in ((0, 1, 7), (10, 300, 8)):  # of a few, entry and content in one
        numbers = range(first, first + count)
        rows = [PersonDetails("示例甲", illustrative_id_number(n)) for n in numbers]
        with django_assert_num_queries(statements):
            register_persons(rows, **act)


@pytest.mark.django_db
def test_a_person_is_found_again_after_a_change_of_keys(act, settings):
    person = register_person("示例甲", NUMBER, **act)
    settings.OLD_DATA_KEYS = (settings.DATA_KEY,)
    settings.DATA_KEY = "bm5ubm5ubm5ubm5ubm5ubm5ubm5ubm5ubm5ubm5ubm4="
    assert register_person("示例甲", NUMBER, **act) == person
    assert masked_id_number(person).endswith(NUMBER[-4:])
    settings.OLD_DATA_KEYS = ()
    with pytest.raises(CannotOpen):
        masked_id_number(person)


@pytest.mark.django_db
def test_after_resealing_the_old_key_is_needed_no_more(act, settings):
    rows = [PersonDetails("示例甲", illustrative_id_number(n), PHONE) for n in range(5)]
    persons = register_persons(rows, **act)
    settings.OLD_DATA_KEYS = (settings.DATA_KEY,)
    settings.DATA_KEY = "bm5ubm5ubm5ubm5ubm5ubm5ubm5ubm5ubm5ubm5ubm4="
    assert [reseal_parties(most=3) for _ in range(3)] == [3, 2, 0]
    settings.OLD_DATA_KEYS = ()
    assert register_persons(rows, **act) == persons
    assert {phone_of(person) for person in Party.objects.all()} == {"+8613800000000"}


def test_two_who_register_the_same_person_at_once_get_one(real_database, act):
    found, barrier = [], threading.Barrier(2)

    def register():
        barrier.wait()
        found.append(register_person("示例甲", NUMBER, **act).pk)
        connections.close_all()

    threads = [threading.Thread(target=register) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 2
    assert len(set(found)) == 1
    assert len(entries_of([found[0]])) == 1
