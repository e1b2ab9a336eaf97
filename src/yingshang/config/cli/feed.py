"""`yingshang feed`: the spine's own commands, with a database under them."""

import click

from yingshang.config.cli.ready import ready
from yingshang.core.feed import cli

feed = click.Group("feed", commands=cli.feed.commands, callback=ready, help=cli.feed.help)
