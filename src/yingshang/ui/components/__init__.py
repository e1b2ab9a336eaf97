"""What a page hands to a component: plain frozen dataclasses, one small file each.

Texts arrive translated and are escaped by the templates; only a `SafeString` keeps its markup.
"""

from yingshang.ui.components.choice import Choice
from yingshang.ui.components.event import Event
from yingshang.ui.components.fact import Fact
from yingshang.ui.components.ledger_head import LedgerHead
from yingshang.ui.components.link import Link, NavItem
from yingshang.ui.components.member import Dot, Member
from yingshang.ui.components.paging import Paging
from yingshang.ui.components.promise import Cell, CellKind, PromiseLine
from yingshang.ui.components.state import State
from yingshang.ui.components.step import Step, steps_of

__all__ = [
    "Cell",
    "CellKind",
    "Choice",
    "Dot",
    "Event",
    "Fact",
    "LedgerHead",
    "Link",
    "Member",
    "NavItem",
    "Paging",
    "PromiseLine",
    "State",
    "Step",
    "steps_of",
]
