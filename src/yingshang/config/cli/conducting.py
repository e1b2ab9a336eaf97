"""`yingshang draws announce|commit|reveal|complete|void`: an office conducts its draws on record.

Each command names the officer who acts; what it does is an entry of the ledger, and public.
"""

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

import click

from yingshang.config.cli.ready import ready

if TYPE_CHECKING:
    from yingshang.core.draws.models import Draw
    from yingshang.proofs.randomness import BeaconRound

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
by = click.option("--by", "username", required=True, help="The officer's log-in.")


@click.command()
@click.argument("file", type=FILE)
@click.option("--place", required=True, help="The place's code, such as 430300.")
@click.option("--office", "office_code", required=True, help="The code of the office that draws.")
@by
def announce(file: Path, place: str, office_code: str, username: str) -> None:
    """公告 · Announce the draw that FILE describes (JSON, as docs/draws.md has announcements).

    Place and moment are the office's and now, whatever FILE says.
    """
    now = _start()
    from yingshang.core.draws import services
    from yingshang.core.draws.conducting import conductor
    from yingshang.core.parties.models import Office
    from yingshang.proofs.draws.reading import announcement_from, parse

    office = Office.objects.filter(place=place, code=office_code).first()
    if office is None:
        raise click.BadParameter(f"{place} 没有单位 {office_code}。 There is no such office.")
    announcement = announcement_from(parse(file.read_bytes()), "$")
    actor = conductor(username, office, at=now)
    draw = services.announce(announcement, office=office, actor=actor, at=now)
    click.echo(f"已公告 announced  {draw.pk}\n公告哈希 hash  {bytes(draw.announcement_hash).hex()}")


@click.command()
@click.argument("draw_id", metavar="DRAW", type=click.UUID)
@click.argument("party")
@click.argument("digest", metavar="HASH")
@by
def commit(draw_id: UUID, party: str, digest: str, username: str) -> None:
    """承诺 · Enter the hash (hexadecimal) by which PARTY commits to its secret."""
    given = _hexadecimal(digest)
    now = _start()
    from yingshang.core.draws.conducting import conductor_of
    from yingshang.core.draws.services import give_commitment

    actor = conductor_of(draw_id, username, at=now)
    give_commitment(draw_id, party, given, actor=actor, at=now)
    click.echo(f"已入账 on record: {party}")


@click.command()
@click.argument("draw_id", metavar="DRAW", type=click.UUID)
@click.argument("party")
@click.argument("file", type=FILE)
@by
def reveal(draw_id: UUID, party: str, file: Path, username: str) -> None:
    """揭示 · Enter PARTY's secret, which FILE holds in hexadecimal."""
    secret = _hexadecimal(file.read_text(encoding="ascii", errors="replace").strip())
    now = _start()
    from yingshang.core.draws.conducting import conductor_of
    from yingshang.core.draws.services import give_reveal

    give_reveal(draw_id, party, secret, actor=conductor_of(draw_id, username, at=now), at=now)
    click.echo(f"已入账 on record: {party}")


@click.command()
@click.argument("draw_id", metavar="DRAW", type=click.UUID)
@click.option("--round", "round_file", type=FILE,
              help="The round as drand publishes it (JSON); nothing is fetched.")  # fmt: skip
@by
def complete(draw_id: UUID, round_file: Path | None, username: str) -> None:
    """抽取 · Draw, from the beacon's round or from what the parties gave; prints the outcome.

    A pool of a million takes some seconds.
    """
    now = _start()
    from yingshang.core.draws import services
    from yingshang.core.draws.conducting import conductor_of

    beacon = None if round_file is None else _round(round_file)
    actor = conductor_of(draw_id, username, at=now)
    click.echo(_ended(services.complete(draw_id, actor=actor, at=now, beacon=beacon)))


@click.command()
@click.argument("draw_id", metavar="DRAW", type=click.UUID)
@click.option("--zh", required=True, help="Why, in Chinese; it is published.")
@click.option("--en", required=True, help="Why, in English; it is published.")
@by
def void(draw_id: UUID, zh: str, en: str, username: str) -> None:
    """作废 · Give an announced draw up, for a reason that is published."""
    now = _start()
    from yingshang.core.draws import services
    from yingshang.core.draws.conducting import conductor_of
    from yingshang.proofs.draws import Words

    actor = conductor_of(draw_id, username, at=now)
    click.echo(_ended(services.void(draw_id, Words(zh, en), actor=actor, at=now)))


COMMANDS: tuple[click.Command, ...] = (announce, commit, reveal, complete, void)


def _start() -> datetime:
    """Django on its database, and the moment of the act."""
    ready()
    from django.utils import timezone

    return timezone.now()


def _hexadecimal(text: str) -> bytes:
    try:
        return bytes.fromhex(text)
    except ValueError:
        raise click.BadParameter("应为十六进制。 It is hexadecimal.") from None


def _round(file: Path) -> "BeaconRound":
    """The round of drand's own JSON: its randomness, if there, is checked against the signature.

    *Errors*: `DocumentMalformed`.
    """
    from yingshang.proofs.draws.reading import parse
    from yingshang.proofs.draws.shapes import Part
    from yingshang.proofs.randomness import BeaconRound

    optional = frozenset({"randomness", "previous_signature"})
    part = Part(parse(file.read_bytes()), "$", needed={"round", "signature"}, optional=optional)
    found = BeaconRound(part.number("round"), part.bytes("signature"))
    if "randomness" in part and part.bytes("randomness") != found.randomness:
        raise click.BadParameter(
            "randomness 与签名不符。 It is not the SHA-256 of the signature.", param_hint="--round"
        )
    return found


def _ended(draw: "Draw") -> str:
    if draw.state == draw.State.VOID:
        return f"已作废 void: {draw.void_zh} · {draw.void_en}"
    return f"已抽取 drawn: {draw.wanted} / {draw.pool}\n/draws/{draw.pk}/"
