"""`yingshang api`: what the API looks like to others."""

import click

from yingshang.config.cli.ready import set_up_django


@click.group()
def api() -> None:
    """接口 · The HTTP API."""


@api.command()
def schema() -> None:
    """Print the OpenAPI description, as docs/api/openapi.json has it; needs no database."""
    set_up_django()
    from yingshang.config.api.assembly import description

    click.echo(description(), nl=False)
