"""An entry's stored bytes are RFC 8785's, however fast they are made."""

import json
from uuid import UUID

import pytest
from django.db import connection, transaction
from hypothesis import given
from hypothesis import strategies as st

from tests.cast import NOW, PLACE
from yingshang.core.ids import new_id
from yingshang.core.ledger.acts import CLOCK, Act, Actor
from yingshang.core.ledger.canonical import NotCanonical, encode
from yingshang.core.ledger.services import record
from yingshang.proofs import canonical

TEXTS = st.text(st.characters(exclude_categories=["Cs"]))
KEYS = st.text(st.characters(max_codepoint=127))
WHOLE = st.integers(-canonical.SAFE_INTEGER, canonical.SAFE_INTEGER)
VALUES = st.recursive(
    TEXTS | WHOLE, lambda inner: st.lists(inner) | st.dictionaries(KEYS, inner), max_leaves=8
)


@given(st.dictionaries(KEYS, VALUES))
def test_the_fast_encoder_spells_like_the_reference(value):
    assert encode(value) == canonical.encode(value)


def test_a_lone_surrogate_has_no_spelling():
    with pytest.raises(NotCanonical):
        encode({"a": "\ud800"})


@pytest.mark.django_db
@pytest.mark.parametrize("algorithm", ["sha256", "sm3"])
def test_stored_bodies_are_canonical_with_every_column_in_them(settings, algorithm):
    settings.LEDGER_HASH = algorithm
    behalf = new_id()
    acts = [
        Act(PLACE, 'odd "kind"\n', new_id(), Actor("user", new_id()), NOW, "a\\b.c",
            {"k": "“引号”\x07", "a": {"z": 1, "b": ["x"]}}, behalf),
        Act(PLACE, "matter", new_id(), CLOCK, NOW, "matter.accept"),
    ]  # fmt: skip
    with transaction.atomic():
        ids = record(acts)
    for entry_id, act in zip(ids, acts, strict=True):
        with connection.cursor() as cursor:
            cursor.execute("SELECT body FROM ledger_content WHERE entry_id = %s", [entry_id])
            body = bytes(cursor.fetchone()[0])
        told = json.loads(body)
        assert body == canonical.encode(told)
        assert UUID(told["id"]) == entry_id
        assert told["subject"] == {"kind": act.subject_kind, "id": str(act.subject_id)}
        assert told["actor"] == {"kind": act.actor.kind, "id": str(act.actor.id)}
        assert told.get("on_behalf_of") == (str(behalf) if act.on_behalf_of else None)
        assert (told["action"], told["data"], told["v"]) == (act.action, dict(act.data), 1)
        assert told.get("hash") == (None if algorithm == "sha256" else algorithm)
