"""A draw's pool as officers hand it in: a CSV file of entries, and one line a stratum.

The file has a heading with the columns of `COLUMNS`; an entry with a reason is in the pool and
cannot be drawn. A stratum's line is its name, how many (`5` or `3%`) and, where wanted, how many
substitutes. What the draw itself forbids is refused by `proofs.draws`.
"""

import csv
import io
import re
from collections.abc import Iterable

from yingshang.errors import Invalid
from yingshang.proofs.draws import Count, Exclusion, Ratio, Stratum, Words

COLUMNS = ("分层", "编号", "权重", "不抽的理由", "不抽的理由（英文）")
LINE = re.compile(r"(?P<name>\S+)\s+(?P<number>\d{1,9})(?P<percent>%?)(?:\s+(?P<more>\d{1,9}))?")
Row = dict[str, str]


class PoolUnreadable(Invalid):
    """The file is no table of the wanted columns."""

    code = "draws.pool_unreadable"
    field = "pool"
    zh = "名录第 {line} 行读不出来：{wrong}。请按模板填写，保存为 UTF-8 的 CSV。"
    en = "Line {line} of the pool cannot be read: {wrong}. Use the template; save as CSV in UTF-8."


class StratumUnreadable(Invalid):
    """A line that says neither a number nor a percentage."""

    code = "draws.stratum_unreadable"
    field = "strata"
    zh = "“{line}”读不出来。一行一层：名称、数量或百分比、候补数，用空格隔开，例如“A 3% 1”。"
    en = "“{line}” cannot be read. One stratum a line: name, number or percentage, substitutes."


class StrataDiffer(Invalid):
    """The strata of the file and those with a number are not the same."""

    code = "draws.strata_differ"
    field = "strata"
    zh = "名录和数量的分层不一致：{names}。请让每一层都有名录，也都有数量。"
    en = "The pool and the numbers have not the same strata: {names}. Give each layer both."


def read_pool(content: bytes) -> list[Row]:
    """The rows by column. Errors: `PoolUnreadable`."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise PoolUnreadable(line=line, wrong="UTF-8") from None
    reader = csv.DictReader(io.StringIO(text), strict=True)
    missing = [name for name in COLUMNS[:2] if name not in (reader.fieldnames or ())]
    if missing:
        raise PoolUnreadable(line=1, wrong="、".join(missing))
    try:
        rows = list(reader)
    except csv.Error as error:
        raise PoolUnreadable(line=reader.line_num, wrong=str(error)) from None
    for number, row in enumerate(rows, start=2):
        if None in row or None in row.values():
            raise PoolUnreadable(line=number, wrong=f"{len(reader.fieldnames or ())} ≠")
    return [{name: row.get(name, "").strip() for name in COLUMNS} for row in rows]


def strata_of(rows: Iterable[Row], lines: str) -> tuple[Stratum, ...]:
    """The strata with their entries, weights and shares.

    Errors: `StratumUnreadable`, `StrataDiffer`, `PoolUnreadable`.
    """
    pool: dict[str, dict[str, str]] = {}
    for number, row in enumerate(rows, start=2):
        entries = pool.setdefault(row["分层"], {})
        if row["编号"] in entries:
            raise PoolUnreadable(line=number, wrong=f"“{row['编号']}”×2")
        entries[row["编号"]] = row["权重"]
    shares = _shares(lines)
    if differing := pool.keys() ^ shares.keys():
        raise StrataDiffer(names="、".join(sorted(differing))[:200])
    return tuple(
        Stratum(name, tuple(entries), *shares[name], _weights(entries))
        for name, entries in pool.items()
    )


def exclusions_of(rows: Iterable[Row]) -> tuple[Exclusion, ...]:
    """Who cannot be drawn, and why, in both languages."""
    zh, en = COLUMNS[3:]
    return tuple(
        Exclusion(row["编号"], Words(row[zh], row[en])) for row in rows if row[zh] or row[en]
    )


def _shares(lines: str) -> dict[str, tuple[Count | Ratio, int]]:
    shares: dict[str, tuple[Count | Ratio, int]] = {}
    for line in filter(None, map(str.strip, lines.splitlines())):
        found = LINE.fullmatch(line)
        if found is None or found["name"] in shares:
            raise StratumUnreadable(line=line[:80])
        number = int(found["number"])
        share = Ratio(number, 100) if found["percent"] else Count(number)
        shares[found["name"]] = (share, int(found["more"] or 0))
    return shares


def _weights(entries: dict[str, str]) -> dict[str, int] | None:
    """Weights, where the stratum has any: a blank one counts as nothing, which is refused."""
    if not any(entries.values()):
        return None
    return {entry: int(text) if text.isdecimal() else 0 for entry, text in entries.items()}
