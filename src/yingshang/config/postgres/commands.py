"""`yingshang db`: start, stop and show the embedded database."""

import os
import shlex
from typing import get_args

import click
from typing_extensions import override

from yingshang.config.postgres.cluster import Cluster
from yingshang.config.postgres.types import RoleName
from yingshang.errors import DomainError

ROLES = click.Choice(get_args(RoleName))


class Failure(click.ClickException):
    """A domain error on standard error, in the language of the terminal; exit code 1."""

    def __init__(self, error: DomainError) -> None:
        super().__init__(error.text(_language()))


class Database(click.Group):
    """A group whose domain errors are a sentence with a remedy, not a traceback."""

    @override
    def invoke(self, ctx: click.Context) -> object:
        """Run the command chosen. A `Cluster` set as the context's object is used as it is."""
        try:
            return super().invoke(ctx)
        except DomainError as error:
            raise Failure(error) from error


@click.group(cls=Database)
@click.pass_context
def db(ctx: click.Context) -> None:
    """内置数据库 · The embedded PostgreSQL of this checkout."""
    if not isinstance(ctx.obj, Cluster):
        ctx.obj = _cluster_here()


@db.command()
@click.pass_obj
def start(cluster: Cluster) -> None:
    """启动 · Start the server; it keeps running when this command ends."""
    running = cluster.start()
    word = "已启动 started" if running.started_here else "已在运行 already running"
    click.echo(f"{word}: pid {running.pid}, {running.socket}")


@db.command()
@click.pass_obj
def stop(cluster: Cluster) -> None:
    """停止 · Stop the server and end its connections."""
    click.echo("已停止 stopped" if cluster.stop() else "没有运行 not running")


@db.command()
@click.pass_obj
def status(cluster: Cluster) -> None:
    """状态 · Show how the cluster is and where it stands."""
    found = cluster.status()
    click.echo(f"状态 state:    {found.state}")
    click.echo(f"版本 version:  {found.major or '-'}")
    click.echo(f"进程 pid:      {found.pid or '-'}")
    click.echo(f"数据 data:     {found.layout.data}")
    click.echo(f"套接字 socket: {found.layout.socket}")
    click.echo(f"日志 log:      {found.layout.log}")


@db.command()
@click.option("--role", type=ROLES, default="app", show_default=True, help="角色 · Role.")
@click.pass_obj
def url(cluster: Cluster, role: RoleName) -> None:
    """地址 · Print the database's address with the role's password: keep it to yourself."""
    click.echo(cluster.url(role))


@db.command(context_settings={"ignore_unknown_options": True})
@click.option("--role", type=ROLES, default="app", show_default=True, help="角色 · Role.")
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
@click.pass_obj
def psql(cluster: Cluster, role: RoleName, arguments: tuple[str, ...]) -> None:
    """控制台 · Open psql; further ARGUMENTS are psql's own."""
    command = [*cluster.psql_command(role), *arguments]
    try:
        os.execv(command[0], command)  # noqa: S606 - words, no shell; psql takes our place
    except OSError as error:
        raise click.ClickException(f"{shlex.join(command)}: {error.strerror}") from error


def _cluster_here() -> Cluster:
    """The cluster that this process's environment speaks of."""
    from yingshang.config import environment  # `--help` needs no settings

    return Cluster.locate(environment.read(), checkout=environment.CHECKOUT)


def _language() -> str:
    """English where the terminal's locale is English, else Chinese."""
    names = (os.environ.get(name) for name in ("LC_ALL", "LC_MESSAGES", "LANG"))
    chosen = next(filter(None, names), "")
    return "en" if chosen.startswith("en") else "zh-hans"
