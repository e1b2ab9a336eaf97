"""`yingshang benefits lab`: what a change of a policy would cost; `note` computes one again."""

import sys
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

import click

if TYPE_CHECKING:
    from yingshang.city.benefits.laboratory.types import Compared, Group

DAY = click.DateTime(["%Y-%m-%d"])
FILE = click.Path(dir_okay=False, path_type=Path)
HEAD = "firms, gain, lose, gained, lost, before, after"


@click.command()
@click.argument("policy")
@click.option("--set", "settings", multiple=True, metavar="名=值",
              help="A parameter and its other value; can be given several times.")  # fmt: skip
@click.option("--dmn", type=FILE, default=None, help="Another rule instead of the policy's own.")
@click.option("--on", type=DAY, default=None, help="The day whose rule and data hold.")
@click.option("--budget", default="", help="Yuan: when would it be used up?")
@click.option("--csv", "csv_file", type=FILE, default=None,
              help="Write the firms whose amount changes.")  # fmt: skip
@click.option("--save", is_flag=True, help="Keep it as a dated note with its hashes.")
def lab(
    policy: str,
    settings: tuple[str, ...],
    dmn: Path | None,
    on: datetime | None,
    budget: str,
    csv_file: Path | None,
    *,
    save: bool,
) -> None:
    """Try other parameters or another rule for POLICY on everyone, beside what is in force."""
    from django.utils import timezone

    from yingshang.city.benefits.laboratory.comparing import changed_rows
    from yingshang.city.benefits.laboratory.noting import Trial, save_note, try_change
    from yingshang.city.benefits.payments.money import fen_of
    from yingshang.city.benefits.policies.reading import today
    from yingshang.core.catalogue.places import place_code
    from yingshang.core.ledger.acts import Actor

    actor, at = Actor.system("command line"), timezone.now()
    fen = fen_of(budget, field="budget") if budget else None
    trial = Trial(policy, on.date() if on else today(), _pairs(settings), dmn, fen)
    use = changed_rows(csv_file) if csv_file else None
    tried = try_change(place_code(), trial, actor=actor, at=at, use=use)
    for line in _lines(tried.compared):
        click.echo(line)
    if save:
        note = save_note(tried, actor=actor, at=at)
        click.echo(f"记录 · note {note.pk}  {note.note_hash}")


@click.command("lab-note")
@click.argument("note", type=click.UUID)
def lab_note(note: UUID) -> None:
    """Compute the note NOTE again. Exits with 1 where anything differs, and says what."""
    from yingshang.city.benefits.laboratory.errors import NoteMissing
    from yingshang.city.benefits.laboratory.models import LaboratoryNote
    from yingshang.city.benefits.laboratory.noting import recompute
    from yingshang.core.catalogue.places import place_code

    found = LaboratoryNote.objects.filter(place=place_code(), pk=note).first()
    if found is None:
        raise NoteMissing
    again = recompute(found)
    for line in _lines(again.compared):
        click.echo(line)
    word = "一致 · the same" if again.holds else "不一致 · differs: " + ", ".join(again.differing)
    click.echo(f"{found.pk}  {found.note_hash}  {word}")
    sys.exit(0 if again.holds else 1)


def _pairs(settings: Sequence[str]) -> Mapping[str, str]:
    pairs = [text.partition("=") for text in settings]
    wrong = [name for name, sign, _ in pairs if not sign]
    if wrong:
        raise click.BadParameter(f"{wrong[0]}: 名=值 · name=value", param_hint="--set")
    return {name.strip(): value for name, _, value in pairs}


def _lines(found: "Compared") -> Iterator[str]:
    from yingshang.city.benefits.payments.money import yuan

    for word, side in (("现行 · before", found.before), ("试算 · after", found.after)):
        yield (
            f"{word}  {side.eligible:,} 户应享 · due, {side.unknown:,} 户未知 · unknown,"
            f" {yuan(side.fen)} 元"
            + (f"  预算用尽 · budget ends {side.spent_on}" if side.spent_on else "")
        )
        yield f"  rule {side.model_hash}  list {side.list_hash}"
    yield f"({HEAD})"
    yield _group("合计 · total", found.total)
    yield from (_group(one.label or "—", one) for one in (*found.sizes, *found.districts))
    yield from (f"  {one.was or '—'} → {one.now or '—'}: {one.firms:,}" for one in found.moved)
    for one in found.bins:
        most = "" if one.most_fen is None else yuan(one.most_fen)
        yield f"  {yuan(one.above_fen)} – {most}: {one.before:,} → {one.after:,}"


def _group(label: str, one: "Group") -> str:
    from yingshang.city.benefits.payments.money import yuan

    return (
        f"  {label}  {one.firms:,}  +{one.gainers:,}  -{one.losers:,}  {yuan(one.gained_fen)}"
        f"  {yuan(one.lost_fen)}  {yuan(one.before_fen)}  {yuan(one.after_fen)}"
    )
