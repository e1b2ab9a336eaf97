"""The letters of the receiving side: the application, supplements, the wish to withdraw."""

import json
from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from yingshang.city.matters.crossregion import letters
from yingshang.city.matters.crossregion.attaching import attached
from yingshang.city.matters.crossregion.handovers import name_of, own_lines, own_lines_of
from yingshang.city.matters.crossregion.listing import CrossService
from yingshang.city.matters.crossregion.models import CrossFile
from yingshang.city.matters.crossregion.offers import service_of
from yingshang.core.exchange.places.confidential import seal_with
from yingshang.core.exchange.places.keys import PublicKeys, known_keys
from yingshang.core.exchange.places.posting import Post, Posting, post, post_all
from yingshang.core.ledger.acts import Actor
from yingshang.core.ledger.canonical import instant
from yingshang.core.parties.persons import id_number_of, phone_of


class Sending(NamedTuple):
    """A file to forward, by whom and when."""

    file: CrossFile
    actor: Actor
    at: datetime


def post_application(file: CrossFile, *, actor: Actor, at: datetime) -> None:
    """One application. Errors: those of `post_applications`."""
    post_applications([Sending(file, actor, at)])


def post_applications(rows: Sequence[Sending]) -> None:
    """Everything the homes need, once; personal data sealed to each. Errors: `PlaceUnknown`.

    A fixed number of SQL statements, and one for each place written to.
    """
    keys = {peer: known_keys(peer)[0] for peer in sorted({row.file.peer for row in rows})}
    services = {row.file.offer_id: service_of(row.file.offer) for row in rows}
    lines = own_lines_of(row.file for row in rows)
    post_all([
        Posting(
            _application(
                row.file, services[row.file.offer_id], keys[row.file.peer], lines[row.file.pk]
            ),
            row.actor, row.at,
        )
        for row in rows
    ])  # fmt: skip


def _application(
    file: CrossFile, service: CrossService, keys: PublicKeys, lines: tuple[letters.Line, ...]
) -> Post:
    key = f"{file.dossier}.application"
    personal = _personal(file, service)
    body = letters.Application(
        matter=service.matter,
        service=service.name,
        mode=file.mode,
        number=file.case.number,
        office=name_of(file.case.office),
        handed_in_at=instant(file.handed_in_at),
        applicant=file.case.party.name,
        sealed=seal_with(keys, file.peer, personal, sender=file.place, key=key),
        fields=_public(file, service),
        materials=attached(file.materials),
        checks=file.checks,
        log=lines,
    )
    return _to_post(file, letters.APPLICATION, key, body)


def post_supplement(
    file: CrossFile, materials: Sequence[dict[str, str]], *, text: str, actor: Actor, at: datetime
) -> None:
    """What the home asked for, in this round."""
    body = letters.Supplement(
        round=file.rounds, note=text, materials=attached(materials), log=own_lines(file)
    )
    _post(file, letters.SUPPLEMENT, f"{file.dossier}.supplement.{file.rounds}", body, actor, at)


def post_withdrawal(file: CrossFile, *, reason: str, actor: Actor, at: datetime) -> None:
    """The applicant's wish; the home's next letter says what became of it."""
    body = letters.Withdrawal(reason=reason, log=own_lines(file))
    key = f"{file.dossier}.withdrawal.{file.case.version}"
    _post(file, letters.WITHDRAWAL, key, body, actor, at)


def post_handed_over(file: CrossFile, *, received_by: str, actor: Actor, at: datetime) -> None:
    """The applicant has the result, and from whom."""
    body = letters.HandedOver(received_by=received_by, at=instant(at), log=own_lines(file))
    _post(file, letters.HANDED_OVER, f"{file.dossier}.handed_over", body, actor, at)


def _post(
    file: CrossFile, kind: str, key: str, body: letters.Shape, actor: Actor, at: datetime
) -> None:
    post([_to_post(file, kind, key, body)], actor=actor, at=at)


def _to_post(file: CrossFile, kind: str, key: str, body: letters.Shape) -> Post:
    return Post(file.place, file.peer, kind, key, file.dossier, file.case_id, body.body())


def _personal(file: CrossFile, service: CrossService) -> str:
    """ID number, phone and the personal fields, as one text to seal."""
    party = file.case.party
    private = {f.meaning for f in service.fields if f.sensitivity != "public"}
    fields = {name: value for name, value in file.fields.items() if name in private}
    return json.dumps(
        {"id_number": id_number_of(party) or "", "phone": phone_of(party) or "", "fields": fields},
        ensure_ascii=False,
    )


def _public(file: CrossFile, service: CrossService) -> dict[str, str | int]:
    public = {f.meaning for f in service.fields if f.sensitivity == "public"}
    return {name: value for name, value in file.fields.items() if name in public}
