"""`yingshang audit`: every invariant over everything, with what was checked and who offends."""

import sys
import time

import click

from yingshang.config.cli.ready import ready


@click.command()
@click.argument("place", default="xiangtan")
@click.option("--only", multiple=True, metavar="NAME", help="Only this invariant; may be repeated.")
def audit(place: str, only: tuple[str, ...]) -> None:
    """审计 · Check what must always hold, over all of PLACE; exits 1 if anything does not."""
    ready()
    from yingshang.core.audit.registry import audit as run
    from yingshang.core.audit.registry import invariants
    from yingshang.core.catalogue.places import code_of

    if unknown := set(only) - {invariant.name for invariant in invariants()}:
        raise click.BadParameter(", ".join(sorted(unknown)), param_hint="--only")
    broken = 0
    begun = time.monotonic()
    for invariant, finding in run(code_of(place), only):
        seconds, begun = time.monotonic() - begun, time.monotonic()
        mark = "✓" if finding.holds else "✗"
        click.echo(
            f"{mark} {invariant.name}  {invariant.zh} · {invariant.en}  "
            f"(n={finding.checked:,}, {seconds:,.1f} s)"
        )
        if not finding.holds:
            broken += 1
            click.echo(f"    {finding.broken:,} 处不符 · broken; 首先 · first:")
            for offender in finding.first:
                click.echo(f"      {offender.id}  {offender.detail}")
    click.echo(f"{broken} 项不成立 · {broken} invariants do not hold")
    if broken:
        sys.exit(1)
