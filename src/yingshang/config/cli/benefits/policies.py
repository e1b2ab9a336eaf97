"""`yingshang benefits policies`: what this place offers firms, and a policy's rule as text."""

from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from yingshang.city.benefits.policies.reading import Listed
    from yingshang.city.benefits.policies.telling import Told

DAY = click.DateTime(["%Y-%m-%d"])


@click.command()
@click.argument("code", required=False)
@click.option("--on", type=DAY, default=None, help="As they stand on this day (default: today).")
@click.option("--english", is_flag=True, help="In English, as far as texts exist.")
def policies(code: str | None, on: datetime | None, *, english: bool) -> None:
    """The policies of this place with their state; with CODE, one policy's rule in words."""
    from yingshang.city.benefits.policies.reading import policies as all_of
    from yingshang.city.benefits.policies.reading import policy, today
    from yingshang.core.catalogue.places import place_code

    day = on.date() if on else today()
    if code is None:
        for listed in all_of(place_code(), day):
            click.echo(_line(listed, english=english))
        return
    for line in _told(policy(place_code(), code, on=day), english=english):
        click.echo(line)


def _line(listed: "Listed", *, english: bool) -> str:
    model = listed.model
    title = model.title_en if english else model.title
    mark = " ?" if model.is_unsure else ""
    return (
        f"{model.code:34} {listed.state:11} {model.mode:20} {listed.rule.hash[:12]}  {title}{mark}"
    )


def _told(listed: "Listed", *, english: bool) -> Iterator[str]:
    from yingshang.city.benefits.policies.deciding import decisions_asked
    from yingshang.city.benefits.policies.english import english_words
    from yingshang.city.benefits.policies.telling import told
    from yingshang.core.catalogue.rules import rule_path
    from yingshang.core.facts.dictionary import dictionary_of

    model = listed.model
    language = "en" if english else "zh"
    words = english_words(model, dictionary_of(listed.item.place).elements) if english else {}
    content = rule_path(model.decision.rule).read_bytes()
    asked = decisions_asked(model)
    found = told(listed.rule, content, asked=asked, language=language, words=words)
    yield _line(listed, english=english)
    for one in found.decisions:
        yield from ("", f"{one.name}  {one.question}".rstrip(), *_table(one))


def _table(one: "Told") -> Iterator[str]:
    if one.formula:
        yield f"  = {one.formula}"
    for row in one.rows:
        labels = (column.label for column in one.columns)
        asked = [f"{label}: {cell}" for label, cell in zip(labels, row.conditions, strict=True)
                 if cell != "—"]  # fmt: skip
        yield f"  {row.number}. {'; '.join(asked) or '—'} → {', '.join(row.outcomes)}"
