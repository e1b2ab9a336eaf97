"""`yingshang benefits match`: what one firm is due and why, in Chinese and in English."""

from datetime import datetime
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from yingshang.city.benefits.matching.lines import Line, Matched
    from yingshang.city.benefits.matching.telling import Offices
    from yingshang.errors import Sentence

DAY = click.DateTime(["%Y-%m-%d"])
LANGUAGES = {"zh": ("zh",), "en": ("en",), "both": ("zh", "en")}


@click.command("match")
@click.argument("code")
@click.option("--on", type=DAY, default=None, help="The day whose policies and facts hold.")
@click.option("--lang", type=click.Choice(list(LANGUAGES)), default="both", show_default=True)
@click.option("--purpose", default="命令行查询", show_default=True,
              help="What it is looked up for: recorded, and the firm sees it.")  # fmt: skip
def match_firm(code: str, on: datetime | None, lang: str, purpose: str) -> None:
    """What the firm with the credit code CODE is due: four groups, amounts, reasons, the best."""
    from django.utils import timezone

    from yingshang.city.benefits.matching.services import Looking, match
    from yingshang.city.benefits.matching.telling import offices_of
    from yingshang.city.benefits.policies.reading import today
    from yingshang.core.catalogue.places import place_code
    from yingshang.core.facts.consulting import Purpose
    from yingshang.core.ledger.acts import Actor

    place, day = place_code(), on.date() if on else today()
    looking = Looking(Actor.system("command line"), timezone.now(), Purpose(purpose))
    matched = match(place, code.strip().upper(), on=day, looking=looking)
    offices = offices_of(place)
    for language in LANGUAGES[lang]:
        for text in _lines(matched, offices, language):
            click.echo(text)


def _lines(matched: "Matched", offices: "Offices", language: str) -> list[str]:
    from yingshang.city.benefits.matching.telling import GROUPS, combination_words
    from yingshang.city.benefits.matching.words import yuan

    found = [f"{matched.credit_code}  {matched.on}"]
    for group, name in GROUPS.items():
        lines = matched.of(group)
        if lines:
            found += ["", f"{name.text(language)} ({len(lines)})"]
        for line in lines:
            found += _of_policy(line, offices, language)
    total = "合计最多 {} 元" if language == "zh" else "At most {} yuan together"
    found += ["", total.format(yuan(matched.best.value))]
    found += [f"  {words.text(language)}" for words in combination_words(matched)]
    return [*found, ""]


def _of_policy(line: "Line", offices: "Offices", language: str) -> list[str]:
    from yingshang.city.benefits.matching.telling import amount_words
    from yingshang.city.benefits.matching.types import Group
    from yingshang.city.benefits.matching.words import said

    title = said(line.listed.model.title, line.listed.model.title_en).text(language)
    amount = ""
    if line.group is Group.ELIGIBLE:
        amount = f"  {amount_words(line.amount_fen).text(language)}"
    return [f"  {title}{amount}",
            *(f"    {words.text(language)}" for words in _said(line, offices))]  # fmt: skip


def _said(line: "Line", offices: "Offices") -> "list[Sentence]":
    """The way to have it; else the reasons, what would change it, and what is missing."""
    from yingshang.city.benefits.matching.advising import changes
    from yingshang.city.benefits.matching.applying import why_not
    from yingshang.city.benefits.matching.telling import (
        change_words,
        condition_words,
        lacking_words,
        way_words,
    )
    from yingshang.city.benefits.matching.types import Group

    if line.group in (Group.ELIGIBLE, Group.OUT_OF_TIME):
        return [way_words(line)]
    if line.group is Group.UNKNOWN:
        return [lacking_words(one, offices) for one in line.lacking if one.matters]
    reasons = [condition_words(one) for one in line.conditions]
    return [why_not(line), *reasons,
            *(change_words(one) for one in changes(line, line.known.elements))]  # fmt: skip
