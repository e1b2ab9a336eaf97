"""The proof that a combination is best, line by line, for whoever wants to check it."""

from collections.abc import Iterator, Mapping

from yingshang.city.benefits.matching.words import said, yuan
from yingshang.errors import Sentence
from yingshang.planning.exclusions import Branch, Component, Leaf, Proof

Titles = Mapping[str, Sentence]
MOST_LINES = 60


def proof_lines(part: Component, titles: Titles) -> list[Sentence]:
    """Of each group of policies that exclude each other one can be had: its worth; and the sum.

    Where that does not suffice, two cases are told apart, with a policy and without it.
    """
    lines = list(_lines(part.proof, titles))
    shown = lines[:MOST_LINES]
    if len(lines) > MOST_LINES:
        shown.append(said("…", "…"))
    return shown


def _lines(proof: Proof, titles: Titles) -> Iterator[Sentence]:
    if isinstance(proof, Branch):
        data: dict[str, object] = {"on": titles[proof.on]}
        yield Sentence("如果取“{on}”：", "With “{on}”:", data)
        yield from _lines(proof.chosen, titles)
        yield Sentence("如果不取“{on}”：", "Without “{on}”:", data)
        yield from _lines(proof.left, titles)
    else:
        yield from _cover(proof, titles)


def _cover(leaf: Leaf, titles: Titles) -> Iterator[Sentence]:
    for clique in leaf.cover:
        names = [titles[code] for code in clique.members]
        zh, en = (sep.join(f"“{name.text(lang)}”" for name in names)
                  for sep, lang in (("、", "zh"), (", ", "en")))  # fmt: skip
        data: dict[str, object] = {"all": said(zh, en), "yuan": yuan(clique.weight)}
        many = Sentence(
            "{all}中最多取一项，至多计 {yuan} 元。", "Of {all} one at most: {yuan} yuan.", data
        )
        one = Sentence("{all}至多计 {yuan} 元。", "{all}: at most {yuan} yuan.", data)
        yield many if len(names) > 1 else one
    total: dict[str, object] = {"yuan": yuan(sum(clique.weight for clique in leaf.cover))}
    yield Sentence("合计不会超过 {yuan} 元。", "Together no more than {yuan} yuan.", total)
