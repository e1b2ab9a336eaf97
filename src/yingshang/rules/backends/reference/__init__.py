"""The reference: plain and slow, one short function a node, for the others to be tested against."""

from yingshang.rules.backends.outcome import Outcome
from yingshang.rules.backends.reference.evaluator import Evaluator, value_of_node

__all__ = ["Evaluator", "Outcome", "value_of_node"]
