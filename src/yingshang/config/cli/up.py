"""`yingshang up`: the whole platform on this machine."""

from contextlib import nullcontext
from datetime import UTC, datetime
from pathlib import Path
from typing import TextIO

import click

from yingshang.config.cli.ready import ensure_database, migrate, set_up_django
from yingshang.config.environment import CHECKOUT, read
from yingshang.errors import DomainError


@click.command()
@click.option("--port", default=8000, show_default=True, help="where to serve")
@click.option("--workers", default=2, show_default=True, help="web processes")
def up(port: int, workers: int) -> None:
    """启动 · Start database, web and worker; Ctrl-C stops them all."""
    import yingshang
    from yingshang.config.supervisor import run
    from yingshang.ui.translations import compile_catalogues

    click.echo("数据库 database …")
    is_embedded = read().database_url is None
    started_here = ensure_database()
    claimed = _claim(port) if is_embedded else nullcontext()
    compile_catalogues(Path(yingshang.__file__).parent)
    set_up_django()
    (CHECKOUT / "static-built").mkdir(exist_ok=True)
    click.echo("结构 schema …")
    migrate()
    click.echo("清单 lists …")
    _load()
    address = f"http://127.0.0.1:{port}"
    with claimed:
        try:
            run(
                port,
                workers=workers,
                announce=f"营商 Yingshang 已就绪 ready: {address} （Ctrl-C 停止）",
                mend=_mend_database if is_embedded else bool,
            )
        finally:
            if started_here:
                _stop_database()
    click.echo("已停止 stopped")


def _load() -> None:
    from django.conf import settings

    from yingshang.core.catalogue.places import place_code

    for folder in (settings.PLACE, *settings.ALSO_PLACES):
        _ensure(folder)
    if settings.DEMO_MODE:
        from yingshang.simulation.cast import ensure_cast
        from yingshang.simulation.draws import ensure_draws
        from yingshang.simulation.due import ensure_benefits
        from yingshang.simulation.elsewhere import ensure_elsewhere
        from yingshang.simulation.scenes import ensure_scenes

        now = datetime.now(UTC)
        ensure_scenes(place_code(), ensure_cast(place_code(), at=now), at=now)
        ensure_draws(place_code(), at=now)
        ensure_elsewhere(at=now)
        ensure_benefits(place_code(), at=now)
    _warn_of_the_log()
    from django.db import connections

    connections.close_all()


def _ensure(folder: str) -> None:
    """The lists of a place, real ones loaded if they are new; what holds instead is said."""
    from yingshang.core.catalogue.services import ensure_place

    edition, is_new = ensure_place(folder)
    if edition.is_simulated:
        click.echo(
            f"清单 lists: {folder} 用的是模拟清单，没有换成真实的；要换：yingshang catalogue load"
            f" {folder} · keeps its simulated lists; to load the real ones, run that command"
        )
    elif is_new:
        click.echo(f"清单 lists: {folder}, {edition.rows} rows, {edition.content_hash[:12]}")


def _warn_of_the_log() -> None:
    """A database made anew beside an old log folder, say: the worker would say it in its log."""
    from yingshang.core.ledger.sealing import troubles

    for error in troubles():
        click.echo(f"台账日志 log: {error.text('zh-hans')}\n{error.text('en')}", err=True)


def _claim(port: int) -> TextIO:
    from yingshang.config.postgres import Cluster
    from yingshang.config.supervisor.alone import claim

    return claim(Cluster.locate(read()).layout.base, port=port)


def _mend_database() -> None:
    """A database that was killed is started again, and recovers what was committed.

    Where it cannot start (a full disk, say) that is said, and tried again until it can.
    """
    from yingshang.config.postgres import Cluster

    cluster = Cluster.locate(read())
    try:
        if not cluster.is_running():
            cluster.start()
    except DomainError as error:
        click.echo(f"数据库 database: {error.text('zh-hans')}\n{error.text('en')}", err=True)


def _stop_database() -> None:
    from yingshang.config.postgres import Cluster

    Cluster.locate(read()).stop()
