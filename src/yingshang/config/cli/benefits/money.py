"""`yingshang benefits budget`, `pay`, `receipts`, `recover`: the money, from the command line.

What takes a person's signature (the release, a retry, a claw-back) is done on the pages by that
person; here are the machine's parts, and what can be looked at.
"""

import sys
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from yingshang.city.benefits.payments.models import Batch


@click.group(invoke_without_command=True)
@click.pass_context
def budget(context: click.Context) -> None:
    """The budgets of this place and what is left of each; `budget add` enters money."""
    if context.invoked_subcommand is not None:
        return
    from yingshang.city.benefits.payments.budgets import budgets_of
    from yingshang.city.benefits.payments.money import yuan
    from yingshang.core.catalogue.places import place_code

    for each in budgets_of(place_code()):
        free = each.available.balance - each.available.reserved
        click.echo(
            f"{each.fund} {each.period}  {each.get_kind_display()}"
            f"  可用 · available {yuan(free)}  预留 · reserved {yuan(each.available.reserved)}"
            f"  在途 · in transit {yuan(each.transit.balance)}"
            f"  已付 · paid {yuan(each.paid.balance)}"
            f"  追回 · recovered {yuan(each.recovered.balance)}"
        )


@budget.command("add")
@click.argument("fund")
@click.argument("period")
@click.argument("amount")
@click.option("--key", default="", help="The paper's number: the same key adds once.")
def add_budget(fund: str, period: str, amount: str, key: str) -> None:
    """Add AMOUNT yuan to the budget of FUND and PERIOD."""
    from django.utils import timezone

    from yingshang.city.benefits.payments.money import fen_of, yuan
    from yingshang.city.benefits.payments.services import open_budget
    from yingshang.core.catalogue.places import place_code
    from yingshang.core.ledger.acts import Actor

    actor, fen = Actor.system("command line"), fen_of(amount)
    named = f"benefit-budget:{key}"[:120] if key else ""
    kept = open_budget(place_code(), fund, period, fen, actor, timezone.now(), key=named)
    click.echo(f"{kept.fund} {kept.period}: + {yuan(fen)}")


@click.command()
@click.argument("run", required=False)
def pay(run: str | None) -> None:
    """Make the payment files of RUN (its number) from what is released, and hand them over.

    Without RUN: only hand over files that an interrupted process left waiting.
    """
    from django.utils import timezone

    from yingshang.city.benefits.payments.services import make_batches, resume
    from yingshang.city.benefits.runs.errors import RunMissing
    from yingshang.city.benefits.runs.models import Run
    from yingshang.core.catalogue.places import place_code
    from yingshang.core.ledger.acts import Actor

    at, place = timezone.now(), place_code()
    if run is None:
        click.echo(f"{resume(place, at=at)} 个文件交出 · files handed over")
        return
    found = Run.objects.filter(place=place, case__number=run).select_related("case").first()
    if found is None:
        raise RunMissing
    for batch in make_batches(found, Actor.system("command line"), at):
        click.echo(_line(batch))


@click.command()
@click.argument("files", nargs=-1, type=click.Path(exists=True, dir_okay=False, path_type=Path))
def receipts(files: tuple[Path, ...]) -> None:
    """Take the bank's receipts: FILES, or all that wait in the folder `incoming`.

    A file that was taken goes to `received`. One that is refused stays, with its faults told; the
    others are taken. Exits with 1 where one was refused.
    """
    from django.utils import timezone

    from yingshang.city.benefits.payments.folders import INCOMING, folder_of
    from yingshang.core.catalogue.places import place_code

    place = place_code()
    waiting = files or tuple(sorted((folder_of(place) / INCOMING).glob("*.*")))
    refused = [path for path in waiting if not _taken(path, place, timezone.now())]
    sys.exit(1 if refused else 0)


@click.command()
def recover() -> None:
    """The claw-backs of this place: asked back, what came back, by when."""
    from yingshang.city.benefits.payments.money import yuan
    from yingshang.city.benefits.payments.queries import recoveries_of
    from yingshang.core.catalogue.places import place_code

    for each in recoveries_of(place_code()):
        back = each.repaid_fen + each.offset_fen
        click.echo(
            f"{each.case.number}  {each.payment.entitlement.name}  {yuan(each.demanded_fen)} 元"
            f"  已退 · back {yuan(back)}  {each.due_on}  {each.case.state}"
        )


@click.command()
@click.argument("place", default="xiangtan")
@click.option("--seed", type=int, default=None, help="Another seed draws other firms.")
def simulate_firms(place: str, seed: int | None) -> None:
    """Deliver what departments say of simulated firms, so that the refund of 2022 can be run.

    In demo mode only. Every file, name and account says that it is simulated.
    """
    from django.conf import settings

    from yingshang.core.catalogue.places import code_of
    from yingshang.simulation.benefits.refund import SEED, deliver_refund, deliver_relief
    from yingshang.worktime.zone import SHANGHAI

    if not settings.DEMO_MODE:
        raise click.ClickException("模拟只在演示环境运行。Firms are simulated in demo mode only.")
    at = datetime(2022, 5, 1, 9, 0, tzinfo=SHANGHAI)
    done = deliver_refund(code_of(place), at=at, seed=SEED if seed is None else seed)
    files = done.files + deliver_relief(code_of(place), at=at.replace(month=8))
    click.echo(f"{done.firms:,} 户模拟企业 · simulated firms, {files} 个文件 · files")


@click.command()
@click.argument("place", default="xiangtan")
@click.option("--seed", type=int, default=2026, help="Another seed draws other firms.")
def simulate_awards(place: str, seed: int) -> None:
    """Deliver what departments say of a few simulated firms, and apply for those that may.

    Then `benefits run PLACE industrial-inclusion-award --paid-to 2026-07-31` pays those that need
    no application, and `first-loan-award` what was granted. In demo mode only.
    """
    from django.conf import settings

    from yingshang.core.catalogue.places import code_of
    from yingshang.simulation.benefits.awards import deliver_awards

    if not settings.DEMO_MODE:
        raise click.ClickException("模拟只在演示环境运行。Firms are simulated in demo mode only.")
    done = deliver_awards(code_of(place), seed=seed)
    click.echo(
        f"{done.firms} 户模拟企业 · simulated firms, {done.files} 个文件 · files,"
        f" {done.applications} 件申请 · applications"
    )


def _taken(path: Path, place: str, at: datetime) -> bool:
    from yingshang.city.benefits.payments.receiving import ReceivedBefore
    from yingshang.city.benefits.payments.services import receive
    from yingshang.core.ledger.acts import Actor
    from yingshang.errors import DomainError

    try:
        kept = receive(path, place, Actor.exchange("bank"), at)
    except ReceivedBefore as known:
        click.echo(f"{path.name}: {known.text('zh-hans')}\n{known.text('en')}", err=True)
        _put_away(path, place)
        return True
    except DomainError as error:
        click.echo(f"{path.name}: {error.text('zh-hans')}\n{error.text('en')}", err=True)
        return False
    click.echo(f"{path.name}: {kept.paid} 到账 · paid, {kept.failed} 失败 · failed,"
               f" {kept.returned} 退回 · returned")  # fmt: skip
    _put_away(path, place)
    return True


def _put_away(path: Path, place: str) -> None:
    """What was taken does not wait any longer."""
    from yingshang.city.benefits.payments.folders import INCOMING, RECEIVED, folder_of

    if path.parent == folder_of(place) / INCOMING:
        target = folder_of(place) / RECEIVED
        target.mkdir(exist_ok=True)
        path.rename(target / path.name)


def _line(batch: "Batch") -> str:
    from yingshang.city.benefits.payments.money import yuan

    return f"{batch.number}  {batch.size:,}  {yuan(batch.total_fen)}  {batch.sha256}"
