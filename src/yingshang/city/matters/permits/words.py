"""How pages say what a watch is about, in the reader's language."""

from yingshang.city.matters.desk_pages.words import said, state_name
from yingshang.city.matters.permits.listing import WAYS, ScopePermit
from yingshang.city.matters.permits.lists import permit_of
from yingshang.city.matters.permits.models import PermitWatch
from yingshang.city.matters.permits.rules import REQUIREMENTS
from yingshang.core.models import Case
from yingshang.ui.components import State

COLOURS = {
    "told": State.SOON,
    "flagged": State.BROKEN,
    "handed_over": State.BROKEN,
    "permitted": State.KEPT,
    "not_trading": State.KEPT,
}


def permit_name(case: Case) -> str:
    """The permit that is called for."""
    permit = permit_of(case.item)
    return said(permit.name, permit.name_en)


def way_text(permit: ScopePermit) -> str:
    """Which of the four ways it is had by."""
    return said(*WAYS[permit.way])


def requirement_text(watch: PermitWatch) -> str:
    """What is to be done."""
    return said(watch.requirement, REQUIREMENTS.get(watch.requirement))


def phrases_text(watch: PermitWatch) -> str:
    """Which words of the scope call for it, as they were registered."""
    return "；".join(watch.phrases)


def state_of(case: Case) -> tuple[str, str]:
    """The state in words and its colour."""
    return COLOURS.get(case.state, State.ACT), state_name(case.kind, case.state)
