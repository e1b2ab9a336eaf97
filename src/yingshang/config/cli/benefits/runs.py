"""`yingshang benefits run`, `runs`, `recheck`: a policy over everyone, and the same again."""

import sys
from datetime import datetime
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from yingshang.city.benefits.runs.driving import Bank
    from yingshang.city.benefits.runs.models import Run

DAY = click.DateTime(["%Y-%m-%d"])


@click.command()
@click.argument("place")
@click.argument("policy")
@click.option("--paid-to", "paid_to", type=DAY, default=None,
              help="Run what is due up to this day (default: today).")  # fmt: skip
@click.option("--quiet", is_flag=True, help="Print the result only.")
def run(place: str, policy: str, paid_to: datetime | None, *, quiet: bool) -> None:
    """Take POLICY of PLACE through its runs: evaluate, review, publish, order, release, pay, close.

    First payments and top-ups, each on the day on which the policy gives more; of a policy that is
    applied for, whatever was granted and waits. What is declared with the tax return is refused:
    nothing is paid. The officers are
    those who hold the posts on that day; in a demonstration, posts that nobody holds are filled
    with invented people and the stand-in bank answers. Again, it finds the runs closed.
    """
    from yingshang.city.benefits.policies.reading import policy as policy_of
    from yingshang.city.benefits.policies.reading import today
    from yingshang.city.benefits.runs.driving import Drive, drive, moment_of, officers_of
    from yingshang.core.catalogue.places import code_of

    code, until = code_of(place), paid_to.date() if paid_to else today()
    listed = policy_of(code, policy, on=until)
    plan = Drive(
        code, listed.code, until, officers_of(listed, code, at=moment_of(listed, code, until)),
        (lambda _: None) if quiet else (lambda text: click.echo(text, err=True)), _bank(code),
    )  # fmt: skip
    _print(drive(plan))


@click.command()
@click.option("--policy", help="Only of this policy.")
def runs(policy: str | None) -> None:
    """The runs of this place: what was decided when, how far each is, how many firms, how much."""
    from yingshang.city.benefits.runs.models import Run
    from yingshang.core.catalogue.places import place_code

    rows = Run.objects.filter(place=place_code()).select_related("case")
    if policy:
        rows = rows.filter(policy=policy.replace("-", "_"))
    for each in rows.order_by("policy", "period", "instalment", "case__opened_at"):
        click.echo(_line(each))


@click.command()
@click.argument("run")
def recheck(run: str) -> None:
    """Compute RUN (its number, its id, or a policy's code) again from its snapshots and its rule.

    Exits with 1 where a hash or a firm's amount differs, or a snapshot is gone or was changed.
    """
    from yingshang.city.benefits.payments.money import yuan
    from yingshang.city.benefits.runs.errors import RunMissing
    from yingshang.city.benefits.runs.rechecking import recheck as compute
    from yingshang.city.benefits.runs.rechecking import runs_of
    from yingshang.core.catalogue.places import place_code

    found = list(runs_of(place_code(), run))
    if not found:
        raise RunMissing
    is_right = True
    for each in found:
        result = compute(each)
        is_right &= result.holds
        word = "一致 · the same" if result.holds else "不一致 · differs"
        click.echo(f"{each.case.number}  {result.firms:,}  {yuan(result.now.fen)}  {word}")
        click.echo(f"  list {result.now.list_hash}  root {result.now.root}")
        if result.now.list_hash != each.list_hash:
            click.echo(f"  was  {each.list_hash}  root {each.root}")
        for firm in result.differing:
            was, now = (_fen(value) for value in (firm.was, firm.now))
            click.echo(f"  {firm.credit_code}: {was} → {now}")
    sys.exit(0 if is_right else 1)


def _print(done: "list[Run]") -> None:
    """Each run, then everything together."""
    from yingshang.city.benefits.payments.money import yuan
    from yingshang.city.benefits.runs.driving import paid_in

    for each in done:
        click.echo(_line(each))
        click.echo(f"  list {each.list_hash}  root {each.root}")
    firms, fen = paid_in(done)
    click.echo(f"{firms:,} 户企业 · firms, {yuan(fen)} 元 · yuan")


def _line(run: "Run") -> str:
    from yingshang.city.benefits.payments.money import yuan
    from yingshang.core.cases.lifecycle import lifecycle_of

    state = lifecycle_of(run.case.kind).state(run.case.state)
    return (
        f"{run.case.number}  {run.policy} {run.period} 第 {run.instalment} 批  {run.decided_on}"
        f"  {yuan(run.total_fen)} 元  {state.zh} · {state.en}"
    )


def _fen(value: int | None) -> str:
    from yingshang.city.benefits.payments.money import yuan

    return "—" if value is None else yuan(value)


def _bank(place: str) -> "Bank | None":
    """In a demonstration the stand-in bank answers; elsewhere receipts come from the bank."""
    from django.conf import settings

    from yingshang.city.benefits.payments.bank.stand_in import StandInBank
    from yingshang.city.benefits.payments.folders import folder_of
    from yingshang.city.benefits.payments.services import receive
    from yingshang.core.ledger.acts import Actor

    if not settings.DEMO_MODE:
        return None

    def answer(at: datetime) -> None:
        for receipt in StandInBank(folder_of(place)).work():
            receive(receipt, place, Actor.exchange("bank"), at)

    return answer
