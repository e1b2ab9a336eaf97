"""`yingshang exchange`: dead letters and keys, for the operator; its caller sets Django up."""

import json
from uuid import UUID

import click

KEY_BYTES = 32


@click.group()
def exchange() -> None:
    """外联 · Messages to outside systems: dead letters, and the keys agreed with each system."""


@exchange.command()
@click.argument("place")
def dead(place: str) -> None:
    """List the dead letters of PLACE (a GB/T 2260 code), one JSON object a line, latest first."""
    from yingshang.core.exchange.queries import dead_letters

    for letter in dead_letters(place):
        line = {
            "id": str(letter.id),
            "system": letter.system,
            "direction": letter.direction,
            "kind": letter.kind,
            "key": letter.key,
            "attempts": letter.attempts,
            "error": letter.last_error,
        }
        click.echo(json.dumps(line, ensure_ascii=False))


@exchange.command()
@click.argument("message_id", type=click.UUID)
def retry(message_id: UUID) -> None:
    """Let the dead letter MESSAGE_ID be tried again, with all its attempts."""
    from django.utils import timezone

    from yingshang.core.exchange import services
    from yingshang.core.ledger.acts import Actor

    services.retry(message_id, actor=Actor.system("command line"), at=timezone.now())
    click.echo(f"again: {message_id}")


@exchange.command()
@click.argument("place")
@click.argument("system")
def keys(place: str, system: str) -> None:
    """Print the two secrets shared with SYSTEM of PLACE, in hex: hand them over by a safe way."""
    from yingshang.core.exchange.envelope import shared_key

    for direction in ("out", "in"):
        click.echo(f"{direction} {shared_key(place, system, direction).hex()}")


@exchange.command("place-keys")
@click.argument("place")
def place_keys(place: str) -> None:
    """Print the public keys of PLACE, in hex: read them out to a place in another instance."""
    from yingshang.core.exchange.places.keys import own_keys

    keys = own_keys(place)
    click.echo(f"{keys.signing.hex()} {keys.sealing.hex()}")


@exchange.command()
@click.argument("place")
@click.argument("peer")
@click.argument("signing")
@click.argument("sealing")
def trust(place: str, peer: str, signing: str, sealing: str) -> None:
    """Let PLACE take letters of PEER, a place in another instance, signed with SIGNING (hex)."""
    from django.utils import timezone

    from yingshang.core.exchange.places.keys import PublicKeys
    from yingshang.core.exchange.places.keys import trust as enter
    from yingshang.core.ledger.acts import Actor

    try:
        keys = PublicKeys(bytes.fromhex(signing), bytes.fromhex(sealing))
    except ValueError as error:
        raise click.BadParameter(str(error)) from error
    if len(keys.signing) != KEY_BYTES or len(keys.sealing) != KEY_BYTES:
        raise click.BadParameter("a key has 64 hex digits")
    enter(peer, keys, place=place, actor=Actor.system("command line"), at=timezone.now())
    click.echo(f"{place} trusts {peer}")
