"""A log of many entries: growing it, its memory, and proofs from its tiles on disk.

    python -m bench.log [--entries 12000000] [--batch 100000] [--folder FOLDER] [--durable]

Grows from nothing in batches, as the sealer does, writing every tile and bundle into a folder
(about 70 bytes an entry), then makes proofs from cold Python caches and verifies each. Without
`--durable` the tiles are left to the system to sync, so that the hashing is what is measured.
"""

import argparse
import hashlib
import random
import resource
import shutil
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from yingshang.proofs.log import (
    FolderTiles,
    Frontier,
    Tree,
    append,
    consistency_proof,
    inclusion_proof,
    leaf_hash,
    verify_consistency,
    verify_inclusion,
)

SAMPLES = 200
STAGES = 12


def entry(index: int) -> bytes:
    """An invented commitment hash."""
    return hashlib.sha256(index.to_bytes(8, "big")).digest()


@dataclass
class Spent:
    """Seconds a stage took to hash and to write."""

    hashing: float = 0
    hashing_cpu: float = 0
    writing: float = 0


def print_stage(size: int, added: int, spent: Spent) -> None:
    """Entries a second of the clock and of the processor (others may use the machine too)."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    rates = [added / each for each in (spent.hashing, spent.hashing_cpu, spent.writing)]
    print(f"{size:>12,} {rates[0]:>10,.0f} {rates[1]:>10,.0f} {rates[2]:>10,.0f} {peak:>8}")


def grow(total: int, batch: int, tiles: FolderTiles) -> Frontier:
    """The log, with a line for each twelfth of it: the cost of an entry must not grow."""
    frontier, stage, spent = Frontier.empty(), max(batch, total // STAGES), Spent()
    print(f"{'entries':>12} {'grow/s':>10} {'by CPU':>10} {'write/s':>10} {'peak MB':>8}")
    reported = 0
    while frontier.size < total:
        end = min(total, frontier.size + batch)
        entries = [entry(index) for index in range(frontier.size, end)]
        start, cpu = time.perf_counter(), time.process_time()
        grown = append(frontier, entries, reader=tiles)
        middle = time.perf_counter()
        spent.hashing_cpu += time.process_time() - cpu
        tiles.write(grown.tiles)
        spent.hashing += middle - start
        spent.writing += time.perf_counter() - middle
        frontier = grown.frontier
        if frontier.size - reported >= stage or frontier.size == total:
            print_stage(frontier.size, frontier.size - reported, spent)
            reported, spent = frontier.size, Spent()
    return frontier


def report(name: str, seconds: list[float]) -> None:
    """Median and worst. *Units*: milliseconds."""
    ordered = sorted(seconds)
    median, worst = ordered[len(ordered) // 2] * 1000, ordered[-1] * 1000
    print(f"{name}: median {median:.2f} ms, worst {worst:.2f} ms of {len(ordered)}")


def prove(frontier: Frontier, tiles: FolderTiles) -> None:
    """Proofs at random places, each verified against the root."""
    chance = random.Random(12)  # noqa: S311  # a benchmark's places
    size, root = frontier.size, frontier.root()
    places = [chance.randrange(1, size) for _ in range(SAMPLES)]
    inclusions, links, checks = [], [], []
    for place in places:
        start = time.perf_counter()
        proof = inclusion_proof(place, size, tiles)
        middle = time.perf_counter()
        verify_inclusion(place, size, leaf_hash(entry(place)), proof=proof, root=root)
        inclusions.append(middle - start)
        checks.append(time.perf_counter() - middle)
    for place in places:
        old_root = Tree(size, tiles).root(place)
        start = time.perf_counter()
        proof = consistency_proof(place, size, tiles)
        links.append(time.perf_counter() - start)
        verify_consistency(place, size, proof=proof, old_root=old_root, new_root=root)
    report(f"inclusion proof at {size:,}", inclusions)
    report(f"consistency proof at {size:,}", links)
    report("verifying an inclusion proof", checks)


def main() -> None:
    """Grow, prove, and leave nothing behind."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--entries", type=int, default=12_000_000)
    parser.add_argument("--batch", type=int, default=100_000)
    parser.add_argument("--folder", type=Path)
    parser.add_argument("--durable", action="store_true")
    given = parser.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="log-", dir=given.folder))
    try:
        tiles = FolderTiles(folder, durable=given.durable)
        prove(grow(given.entries, given.batch, tiles), tiles)
    finally:
        shutil.rmtree(folder)


if __name__ == "__main__":
    main()
