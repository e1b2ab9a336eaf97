"""A monitor to run from outside, once or every few minutes:

    python -m yingshang.proofs.log.monitor https://… FOLDER --origin log.example/430300 --key VKEY

A copy of the log that somebody handed over is checked by its folder in place of the address.
Needs this package and `cryptography`, no database. FOLDER keeps the mirrored tiles and the last
good checkpoint; the exit code is 0 when all fits, 1 when something does not, 2 when the folder or a
key is wrong.
"""

import argparse
import sys
import urllib.error
import urllib.request
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from yingshang.errors import DomainError, Unavailable
from yingshang.proofs.log.fetching import Fetcher, FolderFetcher, NotServed
from yingshang.proofs.log.files import write_files
from yingshang.proofs.log.folder import FolderTiles
from yingshang.proofs.log.follower import Memory, Report, follow
from yingshang.proofs.log.keys import Ed25519Verifier

_MEMORY = "memory.json"
_MAX_BYTES = 2_000_000
_NOT_FOUND = 404
_SCHEMES = ("https://", "http://")


class LogUnreachable(Unavailable):
    """The log's server does not answer."""

    code = "log.unreachable"
    zh = "无法取得 {path}：{reason}。请稍后再试；长时间不可达本身也值得记录。"
    en = "{path} cannot be fetched: {reason}. Try again; a long silence is worth recording too."


@dataclass(frozen=True)
class HttpFetcher:
    """A log below an `https://` prefix (`http://` for tests)."""

    prefix: str
    timeout_seconds: float = 30

    def fetch(self, path: str) -> bytes:
        """*Errors*: `NotServed`, `LogUnreachable`."""
        address = f"{self.prefix.rstrip('/')}/{quote(path)}"
        try:
            with urllib.request.urlopen(  # noqa: S310  # `fetcher_of` checked the scheme
                address, timeout=self.timeout_seconds
            ) as answer:
                data: bytes = answer.read(_MAX_BYTES)
        except urllib.error.HTTPError as error:
            error.close()
            if error.code == _NOT_FOUND:
                raise NotServed(path=path) from None
            raise LogUnreachable(path=path, reason=f"HTTP {error.code}") from None
        except OSError as error:
            raise LogUnreachable(path=path, reason=str(error)) from None
        return data


@dataclass(frozen=True)
class Notebook:
    """The folder of a monitor: mirrored tiles, and the last good checkpoint with its frontier."""

    folder: Path

    def memory(self) -> Memory | None:
        """What was kept, if anything. *Errors*: `MemoryInvalid`."""
        try:
            return Memory.from_json((self.folder / _MEMORY).read_bytes())
        except FileNotFoundError:
            return None

    def keep(self, memory: Memory) -> None:
        """Kept whole, after the tiles it speaks of. *Errors*: `TileNotWritten`."""
        write_files([(self.folder / _MEMORY, memory.to_json())], durable=True)


def fetcher_of(prefix: str) -> Fetcher:
    """By its address, or by its folder."""
    return HttpFetcher(prefix) if prefix.startswith(_SCHEMES) else FolderFetcher(Path(prefix))


def run(prefix: str, folder: Path, *, origin: str, keys: Sequence[str]) -> Report:
    """One round, remembered when all fits."""
    notebook = Notebook(folder)
    report = follow(
        fetcher_of(prefix),
        [Ed25519Verifier.from_text(key) for key in keys],
        origin=origin,
        memory=notebook.memory(),
        mirror=FolderTiles(folder),
    )
    if report.holds and report.memory is not None:
        notebook.keep(report.memory)
    return report


def main(arguments: Sequence[str] | None = None) -> int:
    """The command."""
    parser = argparse.ArgumentParser(description="Follow a ledger's log from outside.")
    parser.add_argument("prefix", help="the log's address, or the folder of a copy")
    parser.add_argument("folder", type=Path, help="where this monitor keeps its memory")
    parser.add_argument("--origin", required=True)
    parser.add_argument("--key", action="append", required=True, dest="keys")
    parser.add_argument("--language", choices=["zh-hans", "en"], default="en")
    given = parser.parse_args(arguments)
    if "://" in given.prefix and not given.prefix.startswith(_SCHEMES):
        parser.error("the prefix starts with https://, or is a folder")
    try:
        report = run(given.prefix, given.folder, origin=given.origin, keys=given.keys)
    except DomainError as error:
        sys.stderr.write(f"{error.text(given.language)}\n")
        return 2
    if report.problem is not None:
        sys.stderr.write(f"{report.problem.code}: {report.problem.text(given.language)}\n")
        return 1
    size = report.seen.size if report.seen else 0
    sys.stdout.write(f"{given.origin}: {size} (+{report.entries})\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
