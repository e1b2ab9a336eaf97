"""`yingshang figures`."""

import click


@click.command()
def figures() -> None:
    """Not built yet."""
