"""`yingshang up`."""

import click


@click.command()
def up() -> None:
    """Not built yet."""
