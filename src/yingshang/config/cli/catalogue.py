"""`yingshang catalogue`: check a place's lists, and load them."""

import os
import sys

import click

from yingshang.config.cli.ready import migrate, ready, set_up_django


def _language() -> str:
    """English where the terminal speaks it, else Chinese."""
    spoken = os.environ.get("LC_ALL") or os.environ.get("LANG") or ""
    return "en" if spoken.startswith("en") else "zh-hans"


@click.group()
def catalogue() -> None:
    """清单 · A place's lists: check them, load them."""


@catalogue.command()
@click.argument("place", default="xiangtan")
def check(place: str) -> None:
    """Read all lists of PLACE and print every mistake with file and line; needs no database."""
    set_up_django()
    from django.conf import settings

    from yingshang.core.catalogue.reading import read_place

    reading = read_place(settings.CATALOGUE_ROOT, place)
    for error in reading.errors:
        click.echo(error.text(_language()), err=True)
    click.echo(
        f"{len(reading.files)} files, {len(reading.rows)} rows, {len(reading.errors)} errors"
    )
    sys.exit(1 if reading.errors else 0)


@catalogue.command()
@click.argument("place", default="xiangtan")
def load(place: str) -> None:
    """Load the lists of PLACE: all of them, or nothing."""
    ready()
    migrate()
    from yingshang.core.catalogue.services import load_place

    edition, is_new = load_place(place)
    state = "loaded" if is_new else "unchanged"
    click.echo(f"{state}: {edition.rows} rows, edition {edition.content_hash[:12]}")
