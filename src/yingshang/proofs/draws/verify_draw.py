"""Check a published draw: python3 -I verify_draw.py [FILE] [--announcement-hash HEX]

Needs Python 3.11 alone. Exit 0: right; 1: it says where the draw differs; 2: no published draw.
The BLS signature of a drand round is not checked: compare the round with https://api.drand.sh.
"""
# mypy: ignore-errors

import argparse
import json
import sys
from bisect import bisect
from datetime import datetime
from hashlib import sha256
from itertools import accumulate
from pathlib import Path

CHAIN, GENESIS = "52db9ba70e0cc0f6eaf7803dd07447a1f5477735fd3f661792ba94600c84e971", 1692803367
MEMBERS = ["announcement", "announcement_hash", "hash", "outcome", "randomness", "version"]


def need(ok, message):
    if not ok:
        raise ArithmeticError(message)


def same(place, published, computed):
    if type(published) is type(computed) in (list, dict) and published != computed:
        pairs = (x.items() if type(x) is dict else enumerate(x) for x in (published, computed))
        for (name, one), (_, other) in zip(*pairs, strict=False):
            same(f"{place}.{name}", one, other)
    need(published == computed, f"{place}: published {published!r:.90}, computed {computed!r:.90}")


def sha(tag, *parts):
    parts = [part.encode() if type(part) is str else part for part in parts]
    return sha256(b"".join([f"yingshang/draw/{tag}/1\0".encode() if tag else b"", *parts])).digest()


def canonical(value):
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def seed_of(source, given, identity, start):  # or the void outcome; moments compare as text
    same("randomness.kind", given["kind"], source["kind"])
    if source["kind"] == "drand-quicknet":
        same("randomness", [given["round"], CHAIN], [source["round"], source["chain"]])
        wait = GENESIS + 3 * (source["round"] - 1) - datetime.fromisoformat(start).timestamp()
        need(wait >= 60, "announced less than 60 s before the beacon's round")
        return sha("", bytes.fromhex(given["signature"]))
    names, times = source["parties"], [start, source["commit_until"], source["reveal_until"]]
    need(len({*names}) == len(names) > 1 and times == sorted({*times}), "announced parties, times")
    hashes = {one["party"]: one["hash"] for one in given["commits"]}
    secrets = {one["party"]: bytes.fromhex(one["secret"]) for one in given["reveals"]}
    steps = [("commits", hashes, *times[:2]), ("reveals", secrets, *times[1:])]
    for part, said, first, last in steps:
        good = all(first < one["at"] <= last and one["party"] in names for one in given[part])
        need(good and len(said) == len(given[part]), f"randomness.{part}: late, strange or twice")
        for name in secrets if said is secrets else ():
            right = [sha("commit", identity, sha("", name), secrets[name]).hex(), True]
            same(f"commit of {name}", [hashes[name], 31 < len(secrets[name]) < 1025], right)
        if silent := [name for name in names if name not in said]:
            need(given["closed_at"] > last, f"void before {last}")
            return {"void": {"missing": part, "parties": silent}}
    return sha("reveals", identity, *(sha("", secrets[name]) for name in names))


def stratum(part, excluded, identity, seed):
    name, share, pool, drawn, block = part["name"], part["share"], part["entries"], [], 0
    need(all(map(str.__lt__, pool, pool[1:])), f"{name}: not sorted, or one stands twice")
    entries = [one for one in pool if one not in excluded]
    if (n := share.get("count")) is None:
        up = {"up": share["denominator"] - 1, "down": 0}[share["rounding"]]
        n = (len(entries) * share["numerator"] + up) // share["denominator"]
    wanted, key = n + part["substitutes"], sha("tickets", seed, identity)
    need(0 <= n <= wanted <= len(entries), f"{name}: not so many can be drawn")
    if "weights" not in part:
        drawn = sorted(entries, key=lambda e: sha256(key + e.encode()).digest())[:wanted]
    else:
        need(min(part["weights"]) > 0, f"{name}: weights")
        left = {e: w for e, w in zip(pool, part["weights"], strict=True) if e not in excluded}
        key = sha("weights", seed, identity, name)
    while len(drawn) < wanted:  # in proportion to weights; who was drawn already is passed over
        names, ends, gone = [*left], [*accumulate(left.values())], 0
        while len(drawn) < wanted and 2 * gone <= ends[-1]:  # else lay the intervals anew
            value = int.from_bytes(sha("", key, block.to_bytes(8, "big")), "big")
            one, block = names[bisect(ends, value % ends[-1])], block + 1
            if one in left and value // ends[-1] < 2**256 // ends[-1]:
                drawn.append(one)
                gone += left.pop(one)
    return {"eligible": len(entries), "name": name, "selected": drawn[:n], "substitutes": drawn[n:]}


def teams(given, strata, key):
    skills = {one["id"]: one["expertise"] for one in given["people"]}
    barred = {(one["entry"], one["inspector"]) for one in given["conflicts"]}
    needs = {one["entry"]: one["expertise"] for one in given["needs"]}
    loads, made, each = dict.fromkeys(skills, 0), [], given["each"]
    for rank in ("selected", "substitutes"):
        found = {e: [] for part in strata for e in part[rank]}
        for e in sorted(found, key=lambda e: -len(needs.get(e, ()))):  # most needs first
            free = [who for who in skills if (e, who) not in barred]
            free.sort(key=lambda who: (loads[who], sha("", key, e, "\0", who)))
            for skill in needs.get(e, ()):
                if not any(skill in skills[who] for who in found[e]):
                    found[e] += [who for who in free if skill in skills[who]][:1]
            found[e] = sorted((found[e] + [who for who in free if who not in found[e]])[:each])
            need(len(found[e]) == each > 1, f"{e}: no team of {each}, and of two or more")
            loads.update({who: loads[who] + 1 for who in found[e]})
        made += [{"entry": e, "inspectors": found[e]} for e in found]
    return made


def check(text, expected=None):
    values = [draw := json.loads(text)]
    for one in values:
        values += one.values() if type(one) is dict else one if type(one) is list else ()
    need({*map(type, values)} <= {dict, list, str, int}, "$: neither text nor whole number")
    announced, given, rest = draw["announcement"], draw["randomness"], {**draw}
    identity = sha("announcement", canonical(rest.pop("announcement")))
    need(canonical(draw) == text, "$: not in canonical form (RFC 8785)")
    same("$", [*draw, draw["version"], announced["algorithm"]], [*MEMBERS, 1, "yingshang-draw/1"])
    same("announcement_hash", {expected or identity.hex(), draw[MEMBERS[1]]}, {identity.hex()})
    excluded = {one["entry"] for one in announced["exclusions"]}
    pool = [e for part in announced["strata"] for e in part["entries"]]
    need(len({*pool, *excluded}) == len(pool), "pool: one stands twice, or a stranger is excluded")
    seed = outcome = seed_of(announced["randomness"], given, identity, announced["announced_at"])
    if type(seed) is bytes:
        same("randomness.randomness", given["randomness"], seed.hex())
        strata = [stratum(part, excluded, identity, seed) for part in announced["strata"]]
        total, outcome = sum(len(one["selected"]) for one in strata), {"strata": strata}
        same("announcement.total", announced.get("total", total), total)
        if "inspectors" in announced:
            outcome["teams"] = teams(announced["inspectors"], strata, sha("teams", seed, identity))
    same("outcome", draw["outcome"], outcome)
    same("hash", rest.pop("hash"), sha("published", canonical(rest)).hex())


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", nargs="?", default="/dev/stdin")
    parser.add_argument("--announcement-hash")
    given, code = parser.parse_args(), 0
    answer = "相符 YES: the outcome follows from the announcement and the randomness"
    try:
        check(Path(given.file).read_bytes(), given.announcement_hash)
    except ArithmeticError as wrong:
        answer, code = f"不符 NO: differs at {str(wrong)!r}", 1
    except (ValueError, LookupError, TypeError, AttributeError, OSError, RecursionError) as wrong:
        answer, code = f"无法核对 CANNOT CHECK: no published draw, {wrong!r}", 2
    sys.exit(print(answer) or code)  # noqa: T201  # a script's answer is what it prints
