"""`yingshang exchange`: dead letters and keys, for the operator; its caller sets Django up."""

import json
from uuid import UUID

import click


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
