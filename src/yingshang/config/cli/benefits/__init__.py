"""`yingshang benefits`: what firms are due by policy, and how it reaches them."""

import click

from yingshang.config.cli.benefits.lab import lab, lab_note
from yingshang.config.cli.benefits.matching import match_firm
from yingshang.config.cli.benefits.money import (
    budget,
    pay,
    receipts,
    recover,
    simulate_awards,
    simulate_firms,
)
from yingshang.config.cli.benefits.policies import policies
from yingshang.config.cli.benefits.runs import recheck, run, runs
from yingshang.config.cli.ready import ready


@click.group()
def benefits() -> None:
    """惠企 · Benefits for firms: run a policy over everyone, list the runs, compute one again."""
    ready()


for command in (
    match_firm,
    policies,
    run,
    runs,
    recheck,
    lab,
    lab_note,
    budget,
    pay,
    receipts,
    recover,
):
    benefits.add_command(command)
benefits.add_command(simulate_firms, "simulate")
benefits.add_command(simulate_awards, "simulate-awards")
