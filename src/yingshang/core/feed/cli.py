"""`yingshang feed`: subscriptions, for the operator; its caller sets Django up."""

import json
from typing import Any
from uuid import UUID

import click


@click.group()
def feed() -> None:
    """变更流 · Subscriptions to the change feed: by token, or pushed to a webhook."""


@feed.command()
@click.argument("place")
@click.argument("name")
@click.option("--owner", required=True, help="the log-in that is told when pushing stops")
@click.option("--kind", "kinds", multiple=True, help="a kind of subject; all without")
@click.option("--office", "offices", multiple=True, help="an office's code; all without")
@click.option("--content", is_flag=True, help="with what the entries say")
@click.option("--url", default="", help="a webhook; without, the subscriber asks")
@click.option("--start", default=0, show_default=True, help="the first position wanted")
@click.option("--days", default=366, show_default=True)
def subscribe(place: str, name: str, owner: str, **options: Any) -> None:
    """Subscribe NAME to the feed of PLACE (a GB/T 2260 code) and print its token, once."""
    from django.utils import timezone

    from yingshang.core.access.models import User
    from yingshang.core.feed import services
    from yingshang.core.ledger.acts import Actor

    wanted = services.Wanted(
        name, options["kinds"], options["offices"], options["content"], options["url"],
        options["start"], options["days"],
    )  # fmt: skip
    person = User.objects.filter(username=owner).first()
    if person is None:
        raise click.BadParameter(owner, param_hint="--owner")
    actor = Actor.system("command line")
    row, token = services.subscribe(
        wanted, place=place, owner=person, actor=actor, at=timezone.now()
    )
    click.echo(f"{row.pk} {token}")


@feed.command()
@click.argument("place")
def subscriptions(place: str) -> None:
    """List the subscriptions of PLACE, one JSON object a line: how far each is, and its trouble."""
    from yingshang.core.feed.models import Subscription

    for row in Subscription.objects.filter(place=place).order_by("name"):
        line = {
            "id": str(row.pk), "name": row.name, "state": row.state, "position": row.position,
            "attempts": row.attempts, "error": row.last_error, "url": row.url,
        }  # fmt: skip
        click.echo(json.dumps(line, ensure_ascii=False))


@feed.command()
@click.argument("place")
@click.argument("subscription_id", type=click.UUID)
@click.option("--position", type=int, default=None, help="replay from here")
def revive(place: str, subscription_id: UUID, position: int | None) -> None:
    """Push to a subscription again, from where it stood or from a position."""
    from django.utils import timezone

    from yingshang.core.feed import services
    from yingshang.core.ledger.acts import Actor

    services.revive(
        subscription_id, place=place, actor=Actor.system("command line"), at=timezone.now(),
        position=position,
    )  # fmt: skip
    click.echo(f"again: {subscription_id}")


@feed.command()
@click.argument("place")
@click.argument("subscription_id", type=click.UUID)
def end(place: str, subscription_id: UUID) -> None:
    """End a subscription for good."""
    from django.utils import timezone

    from yingshang.core.feed import services
    from yingshang.core.ledger.acts import Actor

    actor = Actor.system("command line")
    services.end(subscription_id, place=place, actor=actor, at=timezone.now())
    click.echo(f"ended: {subscription_id}")
