"""After a change of `DATA_KEY`: seal again what an old key sealed, a batch at a time."""

from django.db import transaction

from yingshang.core.parties.models import Party
from yingshang.core.parties.persons import ID_NUMBER, PHONE
from yingshang.core.parties.secrets import (
    blind_index,
    is_sealed_with_old_key,
    seal,
    sealed_prefix,
    unseal,
)

FIELDS = ["id_number_cipher", "id_number_index", "phone_cipher"]


def reseal_parties(*, most: int = 1000) -> int:
    """Seal up to `most` parties with the current key; answers how many there were.

    Call until it answers 0; only then may the old key leave `OLD_DATA_KEYS`. Safe beside writers.
    Errors: `CannotOpen` when a key is missing.
    """
    with transaction.atomic():
        stale = Party.objects.select_for_update().extra(  # prefix of a bytea, which no lookup has
            where=["(substr(id_number_cipher, 1, 1) <> %s OR substr(phone_cipher, 1, 1) <> %s)"],
            params=[sealed_prefix(), sealed_prefix()],
        )
        parties = list(stale.order_by("pk")[:most])
        for party in parties:
            _reseal(party)
        Party.objects.bulk_update(parties, FIELDS)
    return len(parties)


def _reseal(party: Party) -> None:
    if party.id_number_cipher and is_sealed_with_old_key(party.id_number_cipher):
        about = f"{ID_NUMBER}:{party.pk}"
        number = unseal(party.id_number_cipher, about=about)
        party.id_number_cipher = seal(number, about=about)
        party.id_number_index = blind_index(number, purpose=ID_NUMBER)
    if party.phone_cipher and is_sealed_with_old_key(party.phone_cipher):
        about = f"{PHONE}:{party.pk}"
        party.phone_cipher = seal(unseal(party.phone_cipher, about=about), about=about)
