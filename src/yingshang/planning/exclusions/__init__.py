"""The best choice among things that exclude each other, with a proof that anyone can check."""

from yingshang.planning.exclusions.checking import holds
from yingshang.planning.exclusions.choosing import best
from yingshang.planning.exclusions.types import Branch, Choice, Clique, Component, Leaf, Proof

__all__ = ["Branch", "Choice", "Clique", "Component", "Leaf", "Proof", "best", "holds"]
