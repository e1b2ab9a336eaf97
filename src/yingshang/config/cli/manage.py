"""`yingshang manage`: Django's own commands, on the right database."""

import click

from yingshang.config.cli.ready import ready


@click.command(context_settings={"ignore_unknown_options": True, "help_option_names": []})
@click.argument("words", nargs=-1, type=click.UNPROCESSED)
def manage(words: tuple[str, ...]) -> None:
    """Run a management command of Django: yingshang manage WORDS…"""
    ready()
    from django.core.management import execute_from_command_line

    execute_from_command_line(["yingshang manage", *words])
