"""`yingshang demo`: the demo cast, and the main job as a story."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import click

from yingshang.config.cli.ready import migrate, ready

SHANGHAI = ZoneInfo("Asia/Shanghai")
HALF_HOUR = timedelta(minutes=30)


@click.group()
def demo() -> None:
    """演示 · Invented people run the real services; never on a production database."""


@demo.command()
def cast() -> None:
    """Make the demo cast: owner, agent, clerk, approvers and the rest."""
    place = _prepared()
    from yingshang.simulation.cast import ensure_cast

    people = ensure_cast(place, at=datetime.now(SHANGHAI))
    click.echo(f"{len(people.users)} log-ins: {', '.join(people.users)}")


@demo.command()
@click.option("--name", default=None, help="the company's name (default: a fresh one)")
def opening(name: str | None) -> None:
    """Open a company from the form to the licence; prints each act, the clocks and why."""
    place = _prepared()
    from yingshang.simulation.cast import ensure_cast
    from yingshang.simulation.opening import Story, open_company
    from yingshang.simulation.report import closing_lines

    now = _office_time()
    people = ensure_cast(place, at=now)
    story = Story(
        place, people, now, name or f"湘潭示例{now:%m%d%H%M%S}科技有限公司",
        tell=lambda at, text: click.echo(f"{at.astimezone(SHANGHAI):%m-%d %H:%M}  {text}"),
    )  # fmt: skip
    bundle = open_company(story)
    for line in closing_lines(bundle, at=story.now):
        click.echo(line)


def _prepared() -> str:
    ready()
    from django.conf import settings

    from yingshang.core.catalogue.places import place_code
    from yingshang.core.catalogue.services import ensure_place

    if not settings.DEMO_MODE:
        raise click.ClickException("演示只在演示环境运行。The demo runs in demo mode only.")
    migrate()
    ensure_place(settings.PLACE)
    return place_code()


def _office_time() -> datetime:
    """Now, if an office is open; else the coming working morning at nine."""
    from yingshang.core.catalogue.places import place_code
    from yingshang.core.commitments.clocks import work_clock
    from yingshang.worktime import Budget, Unit

    now = datetime.now(SHANGHAI)
    clock = work_clock(place_code())
    is_open = clock.used(now, now + HALF_HOUR, Unit.WORKING_HOUR) > 0
    later = clock.due(now, Budget(1, Unit.WORKING_HOUR)).at.astimezone(SHANGHAI)
    return now if is_open else later.replace(hour=9, minute=5, second=now.second)
