"""`yingshang rules cluster`: a Spark cluster on this machine, to try a population on."""

import os
import subprocess
import sys
import threading

import click

from yingshang.config.cli.rules.saying import says


@click.command(context_settings={"ignore_unknown_options": True})
@click.option("--workers", type=click.IntRange(1, 64), default=2, show_default=True)
@click.option("--cores", type=click.IntRange(1, 64), default=1, show_default=True,
              help="Cores of each worker.")  # fmt: skip
@click.option("--memory", default="1g", show_default=True, help="Memory of each worker.")
@click.argument("command", nargs=-1, type=click.UNPROCESSED)
def cluster(workers: int, cores: int, memory: str, command: tuple[str, ...]) -> None:
    """集群 · A Spark cluster on the loopback: one master and its workers, while COMMAND runs.

    COMMAND finds it by YINGSHANG_SPARK_MASTER; write `--` before it. Without one the cluster stays
    until it is interrupted.
    """
    from yingshang.rules.populations.cluster import HOST, local_cluster

    with local_cluster(workers=workers, cores=cores, memory=memory) as master:
        click.echo(says(f"集群已就绪：{master}", f"The cluster is there: {master}"), err=True)
        if command:
            own = {"YINGSHANG_SPARK_MASTER": master, "SPARK_LOCAL_IP": HOST}
            done = subprocess.run(command, env=os.environ | own, check=False)  # noqa: S603 - the user's
            sys.exit(done.returncode)
        _until_interrupted(master)


def _until_interrupted(master: str) -> None:
    click.echo(f"export YINGSHANG_SPARK_MASTER={master}")
    try:
        threading.Event().wait()
    except KeyboardInterrupt:
        click.echo(says("集群已停止。", "The cluster has stopped."), err=True)
