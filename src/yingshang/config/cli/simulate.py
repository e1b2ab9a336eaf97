"""`yingshang simulate`: a place at real size, invented, through the services that pages call."""

import json
import multiprocessing
import sys
import time
from dataclasses import replace
from pathlib import Path
from queue import Empty
from typing import TYPE_CHECKING

import click

from yingshang.config.cli.ready import migrate, ready

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from multiprocessing.context import ForkProcess
    from uuid import UUID

    from yingshang.simulation.city.across import Across, Carried
    from yingshang.simulation.city.running import Told
    from yingshang.simulation.city.town import Town


@click.command()
@click.argument("place", default="xiangtan")
@click.option("--months", type=click.IntRange(1, 7), default=7, show_default=True)
@click.option(
    "--scale", type=click.FloatRange(min=0, min_open=True), default=1.0, show_default=True
)
@click.option("--seed", type=int, default=20220101, show_default=True)
@click.option("--matters", type=click.IntRange(10, 5000), default=815, show_default=True,
              help="How many service items the generated lists have.")  # fmt: skip
@click.option("--processes", type=click.IntRange(1, 64), default=2, show_default=True)
@click.option("--acknowledge", type=click.Path(path_type=Path, dir_okay=False),
              help="Write a line here for every batch that was committed.")  # fmt: skip
def simulate(
    place: str,
    months: int,
    scale: float,
    seed: int,
    matters: int,
    processes: int,
    acknowledge: Path | None,
) -> None:
    """模拟 · Seven months of 2022 in PLACE: invented people, the real services, simulated time.

    A run that was stopped or killed goes on where it was; the same seed gives the same city.
    """
    ready()
    migrate()
    from django.conf import settings

    if not settings.DEMO_MODE:
        raise click.ClickException("模拟只在演示环境运行。A city is simulated in demo mode only.")
    from yingshang.config.memory import tune_collector
    from yingshang.simulation.city.across import ensure_across
    from yingshang.simulation.city.plan import CityPlan
    from yingshang.simulation.city.town import ensure_town

    plan = CityPlan(place, months=months, scale=scale, seed=seed, matters=matters, parts=processes)
    folder = Path(settings.FILES_FOLDER) / "simulated" / "catalogue"
    click.echo(f"{plan.bundles:,} bundle cases, {plan.persons:,} people: {folder}", err=True)
    town = ensure_town(plan, folder=folder)
    across = ensure_across(town, folder=folder)
    click.echo(f"{plan.cross_cases:,} cases across regions, {len(across.sides)} places", err=True)
    tune_collector()
    report = Report(plan.bundles, acknowledge)
    for told in _told_by(town, across, processes):
        report.take(told)
    click.echo(report.closing())


def _told_by(town: "Town", across: "Across", processes: int) -> "Iterator[Told | Carried]":
    """What every process tells, as it comes; each simulates its part of the applications.

    One more has the cases across regions.

    Errors: `ClickException` when one of them ended before its work did.
    """
    from django.db import connections

    connections.close_all()
    context = multiprocessing.get_context("fork")
    queue: multiprocessing.Queue[Told | Carried | None] = context.Queue()
    workers = [
        context.Process(target=_simulate, args=(town, part, queue)) for part in range(processes)
    ]
    workers.append(context.Process(target=_simulate_across, args=(across, queue)))
    for worker in workers:
        worker.start()
    try:
        yield from _heard(queue, workers)
    finally:
        for worker in workers:
            worker.terminate()


def _heard(
    queue: "multiprocessing.Queue[Told | Carried | None]", workers: "Sequence[ForkProcess]"
) -> "Iterator[Told | Carried]":
    running = len(workers)
    while running:
        try:
            told = queue.get(timeout=1)
        except Empty:
            if any(worker.exitcode for worker in workers):
                raise click.ClickException(
                    "一个模拟进程中断了；再运行一次就会接着做。"
                    " A process ended early; run the command again and it goes on."
                ) from None
            continue
        running -= told is None
        if told is not None:
            yield told


def _simulate(
    town: "Town", part: int, queue: "multiprocessing.Queue[Told | Carried | None]"
) -> None:
    from yingshang.simulation.city.running import Simulation

    mine = replace(town, plan=replace(town.plan, part=part))
    Simulation(mine, queue.put).run()
    queue.put(None)


def _simulate_across(
    across: "Across", queue: "multiprocessing.Queue[Told | Carried | None]"
) -> None:
    across.tell = queue.put
    across.run()
    queue.put(None)


class Report:
    """Progress with rate and remaining time, and the line at the end."""

    def __init__(self, bundles: int, acknowledge: Path | None) -> None:
        self.bundles, self.begun = bundles, time.monotonic()
        self.handed_in = self.steps = self.finished = self.rated = self.refused = 0
        self.crossed = self.letters = 0
        self.first_refusal = ""
        self._file = acknowledge.open("a", buffering=1) if acknowledge else None
        self._shown = 0.0

    def take(self, told: "Told | Carried") -> None:
        """Count a batch that was committed, and acknowledge it."""
        from yingshang.simulation.city.across import Carried

        if isinstance(told, Carried):
            self._take_across(told)
        else:
            self._take(told)

    def _take_across(self, told: "Carried") -> None:
        self.crossed += len(told.handed_in)
        self.letters += told.letters
        self.steps += len(told.moved)
        self.refused += len(told.refused)
        self.first_refusal = self.first_refusal or next(iter(told.refused), "")
        self._acknowledge({"in": [], "across": list(told.handed_in)}, told.moved)

    def _acknowledge(self, line: dict[str, object], moved: "Sequence[tuple[UUID, int]]") -> None:
        if self._file:
            rows = [[str(case_id), version] for case_id, version in moved]
            self._file.write(json.dumps(line | {"moved": rows}) + "\n")

    def _take(self, told: "Told") -> None:
        self.handed_in += len(told.handed_in)
        self.steps += len(told.moved)
        self.finished += told.finished
        self.rated += told.rated
        self.refused += len(told.refused)
        if told.refused and not self.first_refusal:
            self.first_refusal = told.refused[0].sentence.text("zh-hans")
        self._acknowledge({"in": list(told.handed_in)}, told.moved)
        if time.monotonic() - self._shown > 1:
            self._shown = time.monotonic()
            click.echo(f"\r{self._line(told)}", err=True, nl=False)

    def _line(self, told: "Told") -> str:
        seconds = time.monotonic() - self.begun
        rate = self.finished / seconds if seconds else 0
        left = (self.bundles - self.finished) / rate if rate else 0
        return (
            f"{told.at:%Y-%m-%d %H:%M}  {self.finished:,}/{self.bundles:,} bundles  "
            f"{rate:,.0f}/s  {left / 60:,.0f} min left   "
        )

    def closing(self) -> str:
        """What this run did."""
        seconds = time.monotonic() - self.begun
        done = (
            f"{self.handed_in:,} bundles handed in, {self.finished:,} finished, "
            f"{self.steps:,} steps, {self.rated:,} ratings, {self.refused:,} refused, "
            f"{seconds:,.1f} s"
        )
        lines = [done, f"{self.crossed:,} cases across regions, {self.letters:,} letters handled"]
        if self.first_refusal:
            lines.append(f"first refusal: {self.first_refusal}")
        sys.stderr.write("\n")
        return "\n".join(lines)
