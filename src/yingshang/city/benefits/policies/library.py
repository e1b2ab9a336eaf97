"""The library of policies: what a place offers, narrowed by words, mode, office and state."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from yingshang.city.benefits.policies.reading import Listed, policies
from yingshang.city.benefits.policies.validity import State
from yingshang.core.parties.models import Office

LONGEST = 60


@dataclass(frozen=True, slots=True)
class Wish:
    """What a reader looks for; nothing of it narrows nothing."""

    words: str = ""
    mode: str = ""
    office: str = ""
    state: str = ""
    is_paid: bool | None = None
    """Whether money is paid out; taxes are not, they are left in the firm's hands."""

    @classmethod
    def of(cls, asked: Mapping[str, str]) -> "Wish":
        """The wish in a query string; what is not understood narrows nothing."""
        words = asked.get("q", "").replace("\x00", "").strip()[:LONGEST]
        state = asked.get("state", "")
        return cls(
            words,
            asked.get("mode", "")[:LONGEST],
            asked.get("office", "")[:LONGEST],
            state if state in set(State) else "",
            {"paid": True, "left": False}.get(asked.get("kind", "")),
        )


def library(place: str, wish: Wish, *, on: date) -> list[Listed]:
    """Policies that fit the wish: those that hold first, then by title. Two SQL statements."""
    names = office_names(place)
    found = [one for one in policies(place, on) if _fits(one, wish, names)]
    return sorted(found, key=lambda one: (not one.state.holds, one.model.title))


def office_names(place: str) -> dict[str, tuple[str, str]]:
    """Each office's names, Chinese and English, by its code."""
    rows = Office.objects.filter(place=place).values_list("code", "name", "name_en")
    return {code: (name, name_en) for code, name, name_en in rows}


def _fits(one: Listed, wish: Wish, names: Mapping[str, tuple[str, str]]) -> bool:
    model = one.model
    is_paid = model.mode != "self_declared"
    return (
        wish.mode in ("", model.mode)
        and wish.office in ("", model.owner)
        and wish.state in ("", one.state)
        and wish.is_paid in (None, is_paid)
        and _has_words(one, wish.words.casefold().split(), names)
    )


def _has_words(
    one: Listed, words: Iterable[str], names: Mapping[str, tuple[str, str]]
) -> bool:  # fmt: skip
    model = one.model
    papers = [text for paper in model.papers for text in (paper.number, paper.title)]
    texts = [model.code, model.title, model.title_en, model.summary, model.summary_en, *papers]
    text = "\n".join([*texts, *names.get(model.owner, ())]).casefold()
    return all(word in text for word in words)
