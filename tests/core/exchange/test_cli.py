"""The operator sees dead letters and gives them a second life."""

import json

import pytest
from click.testing import CliRunner

from tests.core.exchange.cast import PLACE, message, pushed
from yingshang.core.exchange.cli import exchange
from yingshang.core.exchange.envelope import shared_key
from yingshang.core.exchange.models import Message
from yingshang.core.exchange.places.keys import known_keys


@pytest.mark.django_db
def test_a_dead_letter_is_listed_and_retried():
    (first,) = pushed()
    Message.objects.update(state="dead", last_error="no")
    listed = CliRunner().invoke(exchange, ["dead", PLACE], catch_exceptions=False)
    assert json.loads(listed.output)["id"] == str(first)
    CliRunner().invoke(exchange, ["retry", str(first)], catch_exceptions=False)
    assert message(first).state == "pending"
    assert CliRunner().invoke(exchange, ["dead", PLACE]).output == ""


def test_a_wrong_id_is_bad_use():
    assert CliRunner().invoke(exchange, ["retry", "7"]).exit_code == 2


def test_the_keys_of_a_system_are_printed():
    result = CliRunner().invoke(exchange, ["keys", PLACE, "tax"])
    assert f"in {shared_key(PLACE, 'tax', 'in').hex()}" in result.output.splitlines()


@pytest.mark.django_db
def test_a_place_reads_its_keys_out_and_the_other_enters_them():
    told = CliRunner().invoke(exchange, ["place-keys", "231100"]).output.split()
    CliRunner().invoke(exchange, ["trust", PLACE, "231100", *told], catch_exceptions=False)
    (known,) = known_keys("231100")
    assert [known.signing.hex(), known.sealing.hex()] == told
    assert CliRunner().invoke(exchange, ["trust", PLACE, "231100", "ab", "cd"]).exit_code == 2
