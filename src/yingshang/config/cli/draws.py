"""`yingshang draws`: show a draw from announcement to check, and check a published one."""

import subprocess
import sys
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from secrets import token_bytes
from tempfile import TemporaryDirectory

import click

from yingshang.config.cli.conducting import COMMANDS
from yingshang.proofs import draws as package
from yingshang.proofs.draws import (
    Announced,
    Announcement,
    Drawn,
    Exclusion,
    Inspector,
    Inspectors,
    Randomness,
    Ratio,
    Stratum,
    Words,
    announce,
    draw,
    publish,
    verify,
)
from yingshang.proofs.draws.types import Source
from yingshang.proofs.randomness import (
    BeaconRound,
    BeaconSource,
    Commit,
    CommitReveal,
    Reveal,
    Revealed,
    commitment,
)

CHECKER = Path(package.__file__).with_name("verify_draw.py")
PARTIES = ("示例纪检组", "示例商会")
PAST_ROUND = BeaconRound(  # drand quicknet, signed 2023-08-23T15:59:24Z
    1000,
    bytes.fromhex(
        "b44679b9a59af2ec876b1a6b1ad52ea9b1615fc3982b1957"
        "6350f93447cb1125e342b73a8dd2bacbe47e4b6b63ed5e39"
    ),
)
PAST = datetime(2023, 8, 23, 15, 0, tzinfo=UTC)
CLASSES = (("A", 1), ("B", 3), ("C", 10), ("D", 20))  # percent inspected; source: illustrative


@click.group()
def draws() -> None:
    """抽取 · Draws that anyone can run again."""


for _command in COMMANDS:
    draws.add_command(_command)


@draws.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--announcement-hash", help="The hash that was published before the draw.")
def check(file: Path, announcement_hash: str | None) -> None:
    """核对 · Check a published draw, the beacon's signature included; exits 1 when it differs."""
    try:
        expected = bytes.fromhex(announcement_hash) if announcement_hash else None
    except ValueError:
        raise click.BadParameter("应为十六进制。 It is hexadecimal.") from None
    verdict = verify(file.read_bytes(), announcement_hash=expected)
    click.echo(f"{verdict.text('zh-hans')}\n{verdict.text('en')}")
    if not verdict.is_right:
        sys.exit(1)


@draws.command()
@click.option("--firms", default=400, show_default=True, type=click.IntRange(40, 1_000_000))
@click.option("--beacon", is_flag=True, help="Use a past drand round instead of two parties.")
@click.option(
    "--seed-file",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Two secrets in hexadecimal, one a line, to have the same draw again.",
)
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), help="Keep the document.")
def demo(firms: int, beacon: bool, seed_file: Path | None, out: Path | None) -> None:
    """演示 · Announce, draw and check a joint draw of firms and inspectors (invented data)."""
    now = PAST if beacon or seed_file else datetime.now(UTC)
    source: Source = BeaconSource(PAST_ROUND.round)
    if not beacon:
        source = CommitReveal(PARTIES, now + timedelta(hours=1), now + timedelta(hours=2))
    announced = announce(_announcement(firms, now, source))
    click.echo("source: illustrative · 以下企业、人员、参与方均为虚构")
    click.echo(f"公告 announced  {announced.hash.hex()}  {firms} firms in 4 strata")
    drawn = draw(announced, _chance(announced, seed_file))
    published = publish(drawn)
    for line in _lines(drawn):
        click.echo(line)
    with TemporaryDirectory() as folder:
        path = out or Path(folder) / "draw.json"
        path.write_bytes(published)
        click.echo(f"$ python -I verify_draw.py {path.name} --announcement-hash …")
        code = _run_checker(path, announced.hash.hex())
    verdict = verify(published, announcement_hash=announced.hash)
    click.echo(f"本软件核对 the package: {verdict.text('zh-hans')} {verdict.text('en')}")
    sys.exit(code or not verdict.is_right)


def _announcement(firms: int, now: datetime, source: Source) -> Announcement:
    """Four credit-risk classes of a tenth, four, three and two tenths of the firms."""
    ids = [f"firm-{number:07d}" for number in range(firms)]
    cuts = [0, firms // 10, firms // 2, firms * 8 // 10, firms]
    strata = tuple(
        Stratum(name, tuple(ids[first:last]), Ratio(percent, 100), substitutes=1)
        for (name, percent), (first, last) in zip(CLASSES, pairwise(cuts), strict=True)
    )
    people = tuple(
        Inspector(f"inspector-{number:02d}", (("fire", "food")[number % 2],)) for number in range(8)
    )
    needs = dict.fromkeys(ids[::5], ("fire", "food"))
    return Announcement(
        place="430300",
        draw_id="demo",
        purpose=Words("演示：双随机抽查", "Demonstration: random inspections by random inspectors"),
        announced_at=now,
        strata=strata,
        source=source,
        exclusions=(Exclusion(ids[-1], Words("本年度已检查", "Inspected this year")),),
        inspectors=Inspectors(people, 2, conflicts=((ids[-2], "inspector-00"),), needs=needs),
    )


def _chance(announced: Announced, seed_file: Path | None) -> Randomness:
    source = announced.announcement.source
    if isinstance(source, BeaconSource):
        click.echo(f"随机数 randomness  drand quicknet round {source.round}: a PAST round, stored")
        return PAST_ROUND
    click.echo(
        f"随机数 randomness  commit and reveal by {'、'.join(PARTIES)}; their clock is acted"
    )
    secrets = _secrets(seed_file)
    committed, revealed = (
        until - timedelta(minutes=1) for until in (source.commit_until, source.reveal_until)
    )
    commits = tuple(
        Commit(party, commitment(announced.hash, party, secret), committed)
        for party, secret in zip(PARTIES, secrets, strict=True)
    )
    reveals = tuple(
        Reveal(party, secret, revealed) for party, secret in zip(PARTIES, secrets, strict=True)
    )
    return Revealed(commits, reveals, closed_at=source.reveal_until)


def _secrets(seed_file: Path | None) -> list[bytes]:
    if seed_file is None:
        return [token_bytes(32) for _ in PARTIES]
    try:
        secrets = [bytes.fromhex(line) for line in seed_file.read_text().split()]
    except ValueError:
        secrets = []
    if len(secrets) != len(PARTIES):
        raise click.BadParameter(
            f"{seed_file}: 应有 {len(PARTIES)} 行十六进制秘密。"
            f" It must hold {len(PARTIES)} lines of hexadecimal, 32 bytes or more each.",
            param_hint="--seed-file",
        )
    return secrets


def _lines(drawn: Drawn) -> list[str]:
    """The outcome for people: each stratum's numbers, and its first firms with their teams."""
    team = {one.entry: " + ".join(one.inspectors) for one in drawn.teams}
    lines = [f"种子 seed  {drawn.seed.hex() if drawn.seed else '-'}"]
    for one in drawn.chosen:
        rest = len(one.substitutes)
        lines.append(f"  {one.stratum}: {len(one.selected)} of {one.eligible}, {rest} substitute")
        lines += [f"     {entry}  {team[entry]}" for entry in one.selected[:3]]
        lines += ["     …"] * (len(one.selected) > 3)
    return lines


def _run_checker(path: Path, announcement_hash: str) -> int:
    """The stand-alone file in an interpreter that cannot see this package; its exit code."""
    command = [sys.executable, "-I", str(CHECKER), str(path)]
    done = subprocess.run(  # noqa: S603  # our own file, this interpreter, no shell
        [*command, "--announcement-hash", announcement_hash],
        capture_output=True,
        text=True,
        check=False,
    )
    click.echo(done.stdout.strip() or done.stderr.strip())
    return done.returncode
