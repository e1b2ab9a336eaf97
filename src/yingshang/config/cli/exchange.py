"""`yingshang exchange`: the spine's own commands, with a database under them."""

import click

from yingshang.config.cli.ready import ready
from yingshang.core.exchange import cli

exchange = click.Group(
    "exchange", commands=cli.exchange.commands, callback=ready, help=cli.exchange.help
)
