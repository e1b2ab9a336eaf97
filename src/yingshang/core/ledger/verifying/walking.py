"""The walk along a log: each stretch of entries against its tiles and its signed root."""

from collections.abc import Iterator
from uuid import UUID

from yingshang.core.ledger.sealing.edge import EdgeTiles
from yingshang.core.ledger.sealing.folder import LogFolder
from yingshang.core.ledger.sealing.heads import Head
from yingshang.core.ledger.sealing.keys import LogKeys
from yingshang.core.ledger.verifying.comparing import first_difference
from yingshang.core.ledger.verifying.findings import Finding, Kind, Report
from yingshang.core.ledger.verifying.public import Leaves, PublicLog
from yingshang.core.ledger.verifying.rows import SealedRow
from yingshang.core.ledger.verifying.stretches import Stretch
from yingshang.errors import DomainError
from yingshang.proofs.log import checkpoint as checkpoints
from yingshang.proofs.log.frontier import Frontier, Grown, grow
from yingshang.proofs.log.hashing import leaf_hashes
from yingshang.proofs.log.tiles import ENTRIES, WIDTH, Tile, tile_path, width_at

MOST_FINDINGS = 50


class Walk:
    """One check of one log, from its beginning."""

    def __init__(self, keys: LogKeys, folder: LogFolder, head: Head) -> None:
        self.keys, self.head = keys, head
        self.public = PublicLog(folder, head.size)
        self.frontier, self.edge = Frontier.empty(), EdgeTiles()
        self.findings: list[Finding] = []
        self.checkpoints = self.erased = self.lost = 0
        self._waiting: SealedRow | None = None

    def result(self) -> Report:
        """The report of the walk."""
        return Report(
            self.head.place, self.frontier.size, self.checkpoints, self.erased, self.lost,
            tuple(self.findings),
        )  # fmt: skip

    def take(self, stretch: Stretch, rows: Iterator[SealedRow]) -> bool:
        """Check one stretch; False when nothing leads to its root, so that the walk ends."""
        self.checkpoints += 1
        self._check_note(stretch)
        found, ids = self._read(stretch, rows)
        shown = self.public.leaves(stretch.start, stretch.end)
        if (grown := self._lead(stretch, found)) is not None:
            self._check_bundles(stretch, found, shown)
        elif (grown := self._lead(stretch, shown)) is not None:
            self._name(stretch, found, shown, ids)
        else:
            self.report(Finding(Kind.FORKED, stretch.start, stretch.start, stretch.end))
            return False
        self.frontier = grown.frontier
        self.edge.write(grown.tiles)
        self._check_tiles(stretch, [tile for tile in grown.tiles if tile.width == WIDTH])
        return True

    def finish(self, strays: Iterator[Finding]) -> Report:
        """Check what stands at the end: the last partial tiles, the public checkpoint, strays."""
        head, published = self.head, self.public.checkpoint(self.keys)
        end = Stretch(head.size, head.size, head.epoch, b"", "")
        if self.frontier.size == head.size:
            self._check_tiles(end, self.edge.at(head.size))
            shown = published and (published.size, published.root)
            if published and published.size > head.size:
                self.report(Finding(Kind.BEHIND, head.size, head.size, published.size))
            elif self.public.is_begun and shown != (head.size, head.frontier.root()):
                self._damaged(end, head.size, "checkpoint")
        for stray in strays:
            self.report(stray)
        return self.result()

    def report(self, finding: Finding) -> None:
        """Keep a finding: one an entry, and not more than can be read."""
        same = finding.entry_id is not None and any(
            each.entry_id == finding.entry_id for each in self.findings
        )
        if len(self.findings) < MOST_FINDINGS and not same:
            self.findings.append(finding)

    def _check_note(self, stretch: Stretch) -> None:
        keys = self.keys
        try:
            signed = checkpoints.open(stretch.note, keys.verifiers, origin=keys.origin)
            holds = (signed.size, signed.root) == (stretch.end, stretch.root)
        except DomainError:
            holds = False
        if not holds:
            self.report(Finding(Kind.CHECKPOINT, stretch.end, stretch.start, stretch.end))

    def _read(
        self, stretch: Stretch, rows: Iterator[SealedRow]
    ) -> tuple[Leaves, dict[int, UUID | None]]:
        """The database's leaves of a stretch; rows that are wrong in themselves are reported."""
        found: Leaves = [None] * (stretch.end - stretch.start)
        ids: dict[int, UUID | None] = {}
        while (row := self._waiting or next(rows, None)) is not None:
            if row.index >= stretch.end:
                self._waiting = row
                break
            self._waiting = None
            found[row.index - stretch.start] = row.leaf
            ids[row.index] = row.entry_id
            self.erased += row.is_erased
            self.lost += row.entry_id is None
            if fault := row.fault():
                start, end = stretch.start, stretch.end
                self.report(Finding(fault, row.index, start, end, row.entry_id))
        return found, ids

    def _lead(self, stretch: Stretch, leaves: Leaves) -> Grown | None:
        """The log grown by these leaves, if they are all there and lead to the signed root."""
        whole = [leaf for leaf in leaves if leaf is not None]
        if len(whole) != len(leaves):
            return None
        grown = grow(self.frontier, leaf_hashes(whole), reader=self.edge)
        return grown if grown.frontier.root() == stretch.root else None

    def _name(
        self, stretch: Stretch, found: Leaves, signed: Leaves, ids: dict[int, UUID | None]
    ) -> None:
        """Name the first entry that is not the one that was signed."""
        if (difference := first_difference(found, signed)) is not None:
            offset, kind = difference
            index = stretch.start + offset
            self.report(Finding(kind, index, stretch.start, stretch.end, ids.get(index)))

    def _check_bundles(self, stretch: Stretch, found: Leaves, shown: Leaves) -> None:
        wrong = {
            (stretch.start + offset) // WIDTH
            for offset, (here, there) in enumerate(zip(found, shown, strict=True))
            if here != there
        }
        for index in sorted(wrong):
            path = tile_path(ENTRIES, index, width_at(ENTRIES, index, self.head.size))
            self._damaged(stretch, index * WIDTH, path)

    def _check_tiles(self, stretch: Stretch, tiles: list[Tile]) -> None:
        for tile in tiles:
            if not self.public.has(tile):
                self._damaged(stretch, stretch.start, tile.path)

    def _damaged(self, stretch: Stretch, index: int, path: str) -> None:
        if all(each.path != path for each in self.findings):
            self.report(Finding(Kind.TILE, index, stretch.start, stretch.end, path=path))
