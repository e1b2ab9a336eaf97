"""`yingshang ledger`: seal, verify, hand out and check receipts, make keys, raise the epoch."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

import click

from yingshang.config.cli.ready import migrate, ready

if TYPE_CHECKING:
    from yingshang.core.ledger.verifying import Report


@click.group()
def ledger() -> None:
    """台账 · The ledger as a log that anyone can check."""


@ledger.command()
@click.argument("place", required=False)
@click.option("--rebuild", "is_rebuild", is_flag=True, help="Make missing or damaged tiles again.")
def seal(place: str | None, is_rebuild: bool) -> None:
    """封存 · Give the entries of PLACE (its code, such as 430300; else all) their places."""
    _start()
    from yingshang.core.ledger.sealing import rebuild, sealing_state
    from yingshang.core.ledger.sealing import seal as seal_place

    for each in _chosen(place):
        if is_rebuild:
            size = sealing_state(each).size
            with click.progressbar(length=2 * size, label=each, file=sys.stderr) as bar:
                written = rebuild(each, progress=bar.update)
            click.echo(f"{each}: 重建分片 {written} 个 · {written} tiles written")
        sealed = seal_place(each)
        click.echo(
            f"{each}: 封存 {sealed.placed} 条，共 {sealed.size} 条 · "
            f"{sealed.placed} entries sealed, {sealed.size} in all"
        )


@ledger.command()
@click.argument("place", required=False)
def verify(place: str | None) -> None:
    """核验 · Compute everything again, and name what was changed behind the ledger's back."""
    _start()
    from yingshang.core.ledger.sealing import sealing_state
    from yingshang.core.ledger.verifying import verify as verify_place

    sound = True
    for each in _chosen(place):
        size = sealing_state(each).size
        with click.progressbar(length=size, label=each, file=sys.stderr) as bar:
            report = verify_place(each, progress=bar.update)
        sound = sound and report.holds
        for line in lines_of(report):
            click.echo(line)
    if not sound:
        sys.exit(1)


def lines_of(report: "Report") -> list[str]:
    """The report as lines: each finding in both languages, then what was checked."""
    found = [finding.sentence.text(language) for finding in report.findings
             for language in ("zh-hans", "en")]  # fmt: skip
    said = "一致 · holds" if report.holds else "不一致 · DOES NOT HOLD"
    total = (
        f"{report.place}: {said}. {report.size} 条 · entries; {report.checkpoints} 个检查点 · "
        f"checkpoints; {report.erased} 条已清除 · erased; {report.lost} 条遗失 · lost"
    )
    return [*found, total]


@ledger.command()
@click.argument("entry_id", type=click.UUID)
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), help="F.json or F.pdf.")
def receipt(entry_id: UUID, out: Path | None) -> None:
    """回执 · Print the receipt of an entry, or write it as JSON or PDF."""
    _start()
    from yingshang.core.ledger.paper import receipt_pdf
    from yingshang.core.ledger.publishing import receipt_for

    made = receipt_for(entry_id)
    if out is None:
        click.echo(made.to_json().decode())
        return
    out.write_bytes(receipt_pdf(made) if out.suffix == ".pdf" else made.to_json())
    click.echo(str(out))


@ledger.command()
@click.argument("file", type=click.Path(exists=True, path_type=Path, dir_okay=False))
def check(file: Path) -> None:
    """核对回执 · Say whether the receipt in FILE holds, or which link fails."""
    _start()
    from yingshang.core.ledger.publishing import check_receipt

    verdict = check_receipt(file.read_bytes())
    click.echo(f"{verdict.sentence.text('zh-hans')}\n{verdict.sentence.text('en')}")
    if not verdict.holds:
        sys.exit(1)


@ledger.command()
@click.option("--name", help="The log's public address without the place: log.example/xiangtan.")
@click.option("--public", "is_public", is_flag=True, help="Show the public keys in use instead.")
def key(name: str | None, is_public: bool) -> None:
    """密钥 · Make a new signing key, or show the public keys of every place's log."""
    if is_public:
        _start()
        from yingshang.core.ledger.publishing import public_keys
        from yingshang.core.ledger.sealing import places

        for place in places():
            click.echo("\n".join(public_keys(place)))
        return
    from yingshang.proofs.log.keys import Ed25519Signer

    if not name or "://" in name:
        raise click.UsageError(
            "--name 是必需的，不含 https://，例如 log.example/xiangtan。"
            " Give --name, without https://, such as log.example/xiangtan."
        )
    made = Ed25519Signer.generate(name)
    click.echo(made.skey)
    click.echo(
        "以上为私钥，请存入只有后台进程可读的文件，并把路径写入 YINGSHANG_LOG_KEY。"
        " The line above is secret: keep it in a file that only the worker reads, and set "
        "YINGSHANG_LOG_KEY to its path.",
        err=True,
    )


@ledger.command("raise-epoch")
@click.argument("place")
@click.confirmation_option(
    prompt="关闭当前纪元，遗失的记录只保留散列。继续？ Close it and keep hashes of what is lost?"
)
def raise_epoch(place: str) -> None:
    """抬升纪元 · Go on with the log of PLACE after its database was restored or moved."""
    _start()
    from django.utils import timezone

    from yingshang.core.ledger.acts import Actor
    from yingshang.core.ledger.sealing import raise_epoch as raise_place

    _chosen(place)
    raised = raise_place(place, actor=Actor.system("command line"), at=timezone.now())
    click.echo(
        f"{place}: 纪元 {raised.epoch}，共 {raised.size} 条，找回 {raised.taken_back} 条，"
        f"遗失 {raised.lost} 条 · epoch {raised.epoch}, {raised.size} entries, "
        f"{raised.taken_back} taken back, {raised.lost} lost"
    )


def _chosen(place: str | None) -> list[str]:
    """The place that was named, else all. Errors: `LogUnknown`."""
    from yingshang.core.ledger.sealing import places
    from yingshang.core.ledger.sealing.errors import LogUnknown

    known = places()
    if place is not None and place not in known:
        raise LogUnknown(place=place, known="、".join(known) or "-")
    return known if place is None else [place]


def _start() -> None:
    ready()
    migrate()
