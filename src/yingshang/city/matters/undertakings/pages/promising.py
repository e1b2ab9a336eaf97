"""The step of an application in which she promises: read, tick, or go the normal way."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from yingshang.city.matters.applications.errors import StalePage
from yingshang.city.matters.applications.planning import planned
from yingshang.city.matters.listing import Matter
from yingshang.city.matters.pages import words
from yingshang.city.matters.pages.readers import Draft, draft_page, posted_version, say
from yingshang.city.matters.pages.steps import PROMISES, REVIEW, after, places_of, stepper_of
from yingshang.city.matters.undertakings.choices import (
    Choosing,
    choose,
    offers_promises,
    reason_of,
    unchoose,
    ways_in,
)
from yingshang.city.matters.undertakings.errors import TextChanged
from yingshang.city.matters.undertakings.models import Kind, UndertakingChoice
from yingshang.city.matters.undertakings.offers import Way
from yingshang.city.matters.undertakings.pages.words import kind_name
from yingshang.city.matters.undertakings.texts import Words
from yingshang.errors import DomainError
from yingshang.ui.form_errors import FormError

NORMAL = "normal"


@dataclass
class WayCard:
    """A way as one radio button with its words; `chosen` are the materials put off."""

    way: Way
    is_chosen: bool
    chosen: tuple[str, ...]
    is_published: bool

    @property
    def kind(self) -> str:
        """Its value."""
        return str(self.way.kind)

    @property
    def label(self) -> str:
        """Its name."""
        return kind_name(self.kind)

    @property
    def title(self) -> str:
        """The heading of its words."""
        return self._words.title(english=words.is_english())

    @property
    def lines(self) -> Sequence[str]:
        """Its words."""
        return self._words.lines(english=words.is_english())

    @property
    def told(self) -> list[tuple[str, Sequence[str]]]:
        """Title and paragraphs of the guide and the checking rule."""
        english = words.is_english()
        return [(w.title(english=english), w.lines(english=english)) for w in self.way.told_words]

    @property
    def hash(self) -> str:
        """What names the words that are shown."""
        return self._words.hash

    @property
    def reason(self) -> str:
        """Why it cannot be chosen; nothing where it can."""
        return "" if self.way.ruling.is_allowed else reason_of(self.way).text(words.language())

    @property
    def is_conditional(self) -> bool:
        """Whether materials are put off and not replaced."""
        return self.way.kind == Kind.CONDITIONAL

    @property
    def materials(self) -> list[tuple[str, str, bool]]:
        """Code, name and whether it is put off, of the materials it is about."""
        return [
            (m.code, words.said(m), m.code in self.chosen)
            for m in self.way.matter.materials
            if m.code in self.way.materials
        ]

    @property
    def _words(self) -> Words:
        return self.way.words_for(self.chosen or self.way.materials)


@dataclass
class MatterCard:
    """A matter that may be had on a promise."""

    matter: Matter
    ways: list[WayCard]
    problems: list[str] = field(default_factory=list)

    @property
    def name(self) -> str:
        """The name of its radio buttons; the id of the group."""
        return f"promise.{self.matter.code}"

    @property
    def is_normal(self) -> bool:
        """Whether nothing is promised in it."""
        return not any(card.is_chosen for card in self.ways)

    @property
    def errors(self) -> list[FormError]:
        """Its problems, each with the control that mends it."""
        return [FormError(text, self.name) for text in self.problems]


@draft_page
def apply_promises(draft: Draft) -> HttpResponse:
    """Show what may be promised, or keep what was chosen and go on; nothing to promise: go on."""
    if not offers_promises(draft.planned):
        return redirect("apply_resume", draft.application.pk)
    cards = _cards(draft)
    if not draft.is_post:
        return _page(draft, cards)
    if posted_version(draft.request) != draft.application.version:
        return _page(draft, cards, status=409)
    for card in cards:
        try:
            _keep(draft, card)
        except StalePage:
            return _page(draft, cards, status=409)
        except TextChanged:
            card.problems.append(_("承诺书已按您选的材料更新，请阅读后再保存。"))
        except DomainError as error:
            card.problems.append(say(error))
    if any(card.problems for card in cards):
        draft.application.refresh_from_db(fields=["version"])
        return _page(draft, cards, status=422)
    if draft.request.GET.get("from") == REVIEW:
        return redirect("apply_review", draft.application.pk)
    return redirect(after(planned(draft.application, at=draft.at), PROMISES))


def _keep(draft: Draft, card: MatterCard) -> None:
    post = draft.request.POST
    wanted = post.get(card.name, NORMAL)
    chosen = next((one for one in card.ways if one.kind == wanted), None)
    for one in card.ways:
        one.is_chosen = one is chosen
    if chosen is None:
        unchoose(draft.application.pk, card.matter.code, user=draft.user, at=draft.at)
        return
    chosen.is_published = bool(post.get(f"publish.{card.matter.code}.{wanted}"))
    if chosen.is_conditional:
        chosen.chosen = tuple(post.getlist(f"late.{card.matter.code}"))
    if not post.get(f"agree.{card.matter.code}.{wanted}"):
        card.problems.append(_("请阅读承诺书并勾选“我已阅读并作此承诺”。"))
        return
    choosing = Choosing(
        card.matter.code, chosen.way.kind, post.get(f"text.{card.matter.code}.{wanted}", ""),
        chosen.chosen, chosen.is_published,
    )  # fmt: skip
    choose(draft.application.pk, choosing, user=draft.user, at=draft.at)


def _cards(draft: Draft) -> list[MatterCard]:
    choices = {choice.matter: choice for choice in draft.application.choices.all()}
    cards: dict[str, MatterCard] = {}
    for way in ways_in(draft.planned, at=draft.at, user=draft.user):
        code = way.matter.code
        card = cards.setdefault(code, MatterCard(way.matter, []))
        card.ways.append(_way_card(way, choices.get(code)))
    return list(cards.values())


def _way_card(way: Way, choice: UndertakingChoice | None) -> WayCard:
    is_chosen = choice is not None and choice.kind == way.kind
    if choice is None or not is_chosen:
        return WayCard(way, False, (), False)
    chosen = tuple(choice.materials) if way.kind == Kind.CONDITIONAL else ()
    return WayCard(way, True, chosen, choice.is_published)


def _page(draft: Draft, cards: Sequence[MatterCard], *, status: int = 200) -> HttpResponse:
    context = {
        "draft": draft,
        "cards": cards,
        "errors": [error for card in cards for error in card.errors],
        "is_stale": status == 409,
        "places": places_of(draft.planned),
        **stepper_of(draft.planned, PROMISES),
    }
    return render(draft.request, "matters/undertakings/promises.html", context, status=status)
