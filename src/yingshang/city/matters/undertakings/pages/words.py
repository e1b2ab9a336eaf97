"""How pages say kinds and states of undertakings, and their signed words."""

from collections.abc import Mapping

from django.utils.translation import gettext as _

from yingshang.city.matters.pages.words import is_english
from yingshang.city.matters.undertakings.aftercheck.lifecycle import AFTERCHECK
from yingshang.city.matters.undertakings.listing import undertaking_text_from
from yingshang.city.matters.undertakings.lists import Template
from yingshang.city.matters.undertakings.models import Undertaking
from yingshang.city.matters.undertakings.terms import CHECK_MODES
from yingshang.city.matters.undertakings.texts import Words, filled
from yingshang.core.models import Party
from yingshang.core.parties.masking import mask_name
from yingshang.ui.components import State

COLOURS: Mapping[str, State] = {
    "open": State.ACT,
    "kept": State.KEPT,
    "broken": State.BROKEN,
    "revoked": State.BROKEN,
    "cancelled": State.PAUSE,
}


def kind_name(kind: str) -> str:
    """What sort of promise it is."""
    names = {
        "conditional": _("容缺受理"),
        "commitment": _("告知承诺"),
        "promise": _("一审多承诺"),
        "permit": _("照后证前"),
    }
    return names.get(kind, kind)


def state_name(state: str) -> str:
    """What became of it."""
    names = {
        "open": _("履行中"),
        "kept": _("已履行"),
        "broken": _("未履行"),
        "revoked": _("已撤销"),
        "cancelled": _("已失效"),
    }
    return names.get(state, state)


def credit_kind(kind: str) -> str:
    """Why somebody stands on the register."""
    return {"broken": _("未履行承诺"), "false": _("虚假承诺")}.get(kind, kind)


def mode_name(mode: str) -> str:
    """A way of checking."""
    zh, en = CHECK_MODES[mode]  # type: ignore[index]  # a listed mode
    return en if is_english() else zh


def check_state(state: str) -> str:
    """A state of an after-check."""
    found = AFTERCHECK.state(state)
    return found.en if is_english() else found.zh


def check_step(step: str) -> str:
    """A step of an after-check."""
    found = AFTERCHECK.step(step)
    if found is None:
        return step
    return found.en if is_english() else found.zh


def public_name(party: Party) -> str:
    """Enterprises by their name, persons masked."""
    return party.name if party.kind == Party.Kind.ENTERPRISE else mask_name(party.name)


def words_of(row: Undertaking, *, masks: Party | None = None) -> Words:
    """The words that were signed, from the template's version and what filled it.

    `masks` puts a person's masked name in place of the name; the hash is then another.
    """
    template = Template(row.text, undertaking_text_from(row.text.body))
    slots = dict(row.data["slots"])
    if masks is not None:
        slots["party"] = [public_name(masks)] * 2
    return filled(template.text, slots)
