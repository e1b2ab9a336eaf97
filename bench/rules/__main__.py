"""One table, measured in one run: `make bench-rules`.

    python -m bench.rules [--firms 1000000] [--many 10000000] [--repeat 5] [--no-peers]

The firms are generated (source: illustrative). Each engine runs in a process of its own; seconds
are medians; «alone» is deciding, «whole» with loading the file, «cpu» its processor time over all
threads. The totals are compared.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import duckdb

from bench.rules_columns import BY_HAND, FIRMS, MODEL
from yingshang.rules.backends.columns import share_compiled
from yingshang.rules.lowering import load

HERE = Path(__file__).resolve().parent
PEERS = HERE.parent / "peers"
ROOT = HERE.parent.parent
SCRIPTS = {
    "Polars": ("in_polars.py", 1), "OpenFisca-Core": ("in_openfisca.py", 1),
    "OpenFisca, prepared": ("in_openfisca.py prepared", 1),
    "zen-engine": ("in_zen.py", 100), "SpiffWorkflow": ("in_spiff.py", 1000),
    "pyDMNrules": ("in_pydmnrules.py", 2000),
}  # fmt: skip
"""Each peer's script, and by how many the rows are fewer."""


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--firms", type=int, default=1_000_000)
    parser.add_argument("--many", type=int, default=10_000_000)
    parser.add_argument("--repeat", type=int, default=5)
    parser.add_argument("--no-peers", action="store_true")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        firms = _generated(Path(folder) / "firms.parquet", asked.firms)
        ours = _ours(firms, asked)
        if not asked.no_peers:
            _peers(firms, asked, ours)
        _single(firms, asked)
        _policies(firms, asked)
        if asked.many:
            _many(_generated(Path(folder) / "many.parquet", asked.many), asked, ours)
    _share()


def _generated(path: Path, firms: int) -> Path:
    with duckdb.connect() as connection:
        connection.execute("SET memory_limit = '2GB'")
        made = FIRMS.format(firms=firms).replace("CREATE OR REPLACE TABLE firms AS", "")
        connection.execute(f"COPY ({made}) TO '{path}' (FORMAT parquet)")
    return path


def _run(command: list[str], **variables: str) -> dict[str, Any]:
    done = subprocess.run(  # noqa: S603 - our own scripts
        command, capture_output=True, text=True, check=False, cwd=ROOT, env=os.environ | variables
    )
    if done.returncode:
        raise SystemExit(done.stderr)
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


def _own(module: str, *words: object) -> dict[str, Any]:
    return _run([sys.executable, "-m", f"bench.rules.{module}", *map(str, words)])


def _ours(firms: Path, asked: argparse.Namespace) -> dict[str, Any]:
    """Ours and SQL by hand in turns on one connection, Parquet read each time."""
    found = _own("populations", firms, asked.repeat)
    seconds, totals = found["seconds"], found["totals"]
    assert totals["ours"] == totals["by hand"], totals
    print(f"{'':24}{'version':>10}{'firms':>12}{'alone s':>10}{'whole s':>10}"
          f"{'cpu s':>9}{'firms/s':>14}{'peak MB':>9}  total")  # fmt: skip
    for name, label in (("ours", "ours, DuckDB"), ("by hand", "SQL by hand, DuckDB")):
        _row(label, found["versions"]["duckdb"], asked.firms, None, seconds[name],
             found["cpu"][name], found["peak_mb"], totals[name])  # fmt: skip
    print(f"{'':24}compiling {found['compiling']:.3f} s", flush=True)
    return found


def _row(
    label: str, version: str, firms: int, alone: float | None, whole: float, cpu: float,
    peak: int, total: str,
) -> None:  # fmt: skip
    first = f"{alone:10.3f}" if alone is not None else f"{'':>10}"
    print(f"{label:24}{version:>10}{firms:>12,}{first}{whole:10.3f}{cpu:9.3f}"
          f"{firms / whole:14,.0f}{peak:9}  {total}", flush=True)  # fmt: skip


def _peers(firms: Path, asked: argparse.Namespace, ours: Mapping[str, Any]) -> None:
    python = _environment()
    wanted = ours["totals"]["ours"]
    for name, (script, fewer) in SCRIPTS.items():
        rows = max(asked.firms // fewer, 100)
        repeat = asked.repeat if fewer == 1 else min(asked.repeat, 3)
        file, *words = script.split()
        given = [str(firms), str(rows), str(repeat), *words]
        found = _run([str(python), str(PEERS / file), *given])
        alone, whole, cpu = (statistics.median(found[n]) for n in ("alone", "whole", "cpu"))
        expected = wanted if rows == asked.firms else _total(firms, rows)
        mark = "" if found["total"] == expected else f"  (exact: {expected})"
        total = found["total"] + mark
        _row(name, found["version"], rows, alone, whole, cpu, found["peak_mb"], total)


def _total(firms: Path, rows: int) -> str:
    with duckdb.connect() as connection:
        connection.read_parquet(str(firms)).limit(rows).create_view("firms")
        row = connection.execute(BY_HAND).fetchone()
    return str(row[0]) if row else ""


def _environment() -> Path:
    """The peers' own environment, made when it is not there."""
    python = PEERS / ".venv" / "bin" / "python"
    if not python.exists():
        print("making bench/peers/.venv …", file=sys.stderr)
        subprocess.run([sys.executable, "-m", "venv", str(PEERS / ".venv")], check=True)  # noqa: S603
        wanted = ["install", "-q", "-r", str(PEERS / "requirements.txt")]
        subprocess.run([str(python), "-m", "pip", *wanted], check=True)  # noqa: S603
    return python


def _single(firms: Path, asked: argparse.Namespace) -> None:
    found = _own("single", firms, asked.repeat)
    assert found["plain_total"] == found["explained_total"]
    print(f"\none case at a time, one core: {found['plain']:,.0f}/s, "
          f"with explanation {found['explained']:,.0f}/s")  # fmt: skip


def _policies(firms: Path, asked: argparse.Namespace) -> None:
    found = _own("policies", firms, asked.repeat)
    wall, cpu, compiling = found["seconds"], found["cpu"], found["compiling"]
    print(f"100 policies over {asked.firms:,} firms: {wall:.2f} s, {cpu:.2f} s of processor time")
    print(f"  compiling {compiling:.2f} s")


def _many(firms: Path, asked: argparse.Namespace, few: Mapping[str, Any]) -> None:
    found = _own("populations", firms, 3)
    assert found["totals"]["ours"] == found["totals"]["by hand"]
    alone = _own("populations", firms, 1, "ours")
    ours, hand = found["seconds"]["ours"], found["seconds"]["by hand"]
    before = few["cpu"]["ours"] / asked.firms
    print(f"{asked.many:,} firms: ours {ours:.2f} s, by hand {hand:.2f} s: "
          f"{hand / ours:.2f} of its speed, {hand / (ours + found['compiling']):.2f} with "
          f"compiling ({found['compiling']:.2f} s)")  # fmt: skip
    print(f"  of processor time: ours {found['cpu']['ours']:.2f} s, by hand "
          f"{found['cpu']['by hand']:.2f} s")  # fmt: skip
    print(f"  a row costs {found['cpu']['ours'] / asked.many / before:.2f} of what it costs among "
          f"{asked.firms:,}; peak memory of ours alone {alone['peak_mb']} MB")  # fmt: skip


def _share() -> None:
    rules = sorted((ROOT / "catalogue" / "rules").rglob("*.dmn"))
    shares = [share_compiled(load(path)) for path in (MODEL, *rules)]
    compiled = sum(len(share.compiled) for share in shares)
    total = compiled + sum(len(share.refused) for share in shares)
    print(f"decisions that compile without fallback: {compiled} of {total} in {len(shares)} files")
    for share in shares:
        for name, refusals in share.refused.items():
            print(f"  {name}: {refusals[0].text()}")


if __name__ == "__main__":
    main()
