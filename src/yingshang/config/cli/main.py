"""The root command: subcommands, and errors as one sentence with a remedy."""

import sys

import click
from pydantic import ValidationError

from yingshang.config.postgres.commands import db
from yingshang.errors import DomainError


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="yingshang")
def yingshang() -> None:
    """营商 · The open platform for a place's business-environment programme."""


def main() -> None:
    """Run the tool; bad use exits 2, a failure 1, each with one sentence."""
    from yingshang.config.cli import (
        api,
        audit,
        benefits,
        catalogue,
        demo,
        draws,
        exchange,
        facts,
        feed,
        figures,
        ledger,
        manage,
        simulate,
        up,
    )
    from yingshang.config.cli.rules import rules

    commands = (
        db,
        up.up,
        catalogue.catalogue,
        demo.demo,
        figures.figures,
        exchange.exchange,
        feed.feed,
        simulate.simulate,
        audit.audit,
    )
    for command in (
        *commands,
        rules,
        draws.draws,
        facts.facts,
        benefits.benefits,
        ledger.ledger,
        api.api,
        manage.manage,
    ):
        yingshang.add_command(command)
    try:
        yingshang()
    except DomainError as error:
        click.echo(f"{error.text('zh-hans')}\n{error.text('en')}", err=True)
        sys.exit(1)
    except ValidationError as error:
        for problem in error.errors():
            name = ".".join(str(part) for part in problem["loc"]) or "settings"
            click.echo(f"YINGSHANG_{name.upper()}: {problem['msg']}", err=True)
        sys.exit(1)
    except Exception as error:  # only an outage is said in a sentence; all else is raised again
        _say_outage(error)
        raise


def _say_outage(error: Exception) -> None:
    """The database away, or a full disk, is no defect: a sentence, and exit 1."""
    from yingshang.config.outages import outage_of

    if outage := outage_of(error):
        why = " ".join(str(error).split())[:300]
        click.echo(f"{outage.text('zh-hans')}\n{outage.text('en')}\n({why})", err=True)
        sys.exit(1)
