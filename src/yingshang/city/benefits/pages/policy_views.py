"""What the pages of policies show, made of lists and rules."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from django.urls import reverse
from django.utils.translation import gettext as _

from yingshang.city.benefits.listing import DatedValue, KnownForm, Policy, RuleParameter
from yingshang.city.benefits.pages import policy_words as words
from yingshang.city.benefits.pages.policy_facts import Names, facts_of, office_name
from yingshang.city.benefits.pages.policy_words import said
from yingshang.city.benefits.policies.deciding import decisions_asked
from yingshang.city.benefits.policies.english import english_words
from yingshang.city.benefits.policies.examples import Tried, tried
from yingshang.city.benefits.policies.library import Wish, office_names
from yingshang.city.benefits.policies.reading import Listed, policies
from yingshang.city.benefits.policies.telling import Rules, told
from yingshang.city.benefits.policies.validity import State
from yingshang.core.catalogue.rules import rule, rule_path
from yingshang.core.facts.dictionary import dictionary_of

Context = dict[str, object]
OUTCOMES = {
    True: ("应享", "Eligible"),
    False: ("不符合", "Not eligible"),
    None: ("不明", "Unknown"),
}


@dataclass(frozen=True, slots=True)
class Entry:
    """A policy in the library."""

    title: str
    summary: str
    url: str
    owner: str
    mode: str
    state: str
    tag: str
    days: str
    is_unsure: bool


@dataclass(frozen=True, slots=True)
class ParameterRow:
    """A value of a parameter of the rule."""

    name: str
    value: str
    days: str
    source: str
    is_unsure: bool


@dataclass(frozen=True, slots=True)
class ExampleRow:
    """An example: the made-up firm's difference, what must come out and what does."""

    name: str
    on: str
    expected: str
    found: str
    holds: bool


def entry_of(listed: Listed, names: Names) -> Entry:
    """A policy as the library shows it."""
    model, state = listed.model, listed.state
    return Entry(
        said(model.title, model.title_en),
        said(model.summary, model.summary_en),
        reverse("benefit_policy", args=[model.code]),
        office_name(names, model.owner),
        str(words.MODES[model.mode]),
        str(words.STATES[state]),
        words.TAGS[state],
        f"{model.period.begins_on} – {model.period.ends_on}",
        model.is_unsure,
    )


def choices_of(listed: Iterable[Listed], names: Names, wish: Wish) -> Context:
    """What the filters offer: value, words, and whether it is chosen."""
    owners = {one.model.owner for one in listed}
    return {
        "mode": [(key, str(text), key == wish.mode) for key, text in words.MODES.items()],
        "office": [(c, office_name(names, c), c == wish.office) for c in sorted(owners)],
        "state": [(s.value, str(words.STATES[s]), s.value == wish.state) for s in State],
        "kind": [
            ("paid", _("付钱的"), wish.is_paid is True),
            ("left", _("少缴税费的"), wish.is_paid is False),
        ],
    }


def policy_context(place: str, listed: Listed) -> Context:
    """Everything on a policy's page."""
    model, names = listed.model, office_names(place)
    english = english_words(model, dictionary_of(place).elements)
    titles = {one.code: one.model for one in policies(place, listed.on)}
    asked = decisions_asked(model)
    return {
        "policy": model,
        "entry": entry_of(listed, names),
        "papers": model.papers,
        "facts": facts_of(place, listed, names),
        "excludes": _others(model.excludes, titles),
        "combines": _others(model.combines_with, titles),
        "exclusions": [said(one.reason, one.reason_en) for one in model.exclusions],
        "rules": rule_sections(model.decision.rule, asked, english),
        "parameters": [row for p in model.parameters for row in
                       (_parameter(p.name, p.name_en, v) for v in p.values)],
        "forms": [_form(p, f, english) for p in model.parameters for f in p.known_forms],
        "examples": [_example(one, english) for one in tried(model, listed.rule)],
        "model_hash": listed.rule.hash,
        "version": listed.item.content_hash,
        "is_review_due": listed.state is State.REVIEW_DUE,
        "is_withdrawn": listed.state is State.WITHDRAWN,
    }  # fmt: skip


def rule_sections(name: str, asked: tuple[str, ...], english: Mapping[str, str]) -> Rules:
    """A rule as text in the reader's language; made once for each version of the file."""
    language = "en" if words.is_english() else "zh"
    pairs = tuple(sorted(english.items())) if language == "en" else ()
    return _told(name, rule(name).hash, asked, language, pairs)


@lru_cache(maxsize=256)
def _told(
    name: str, model_hash: str, asked: tuple[str, ...], language: str,
    english: tuple[tuple[str, str], ...],
) -> Rules:  # fmt: skip
    del model_hash  # a part of the key: a changed file is told anew
    content = rule_path(name).read_bytes()
    return told(rule(name), content, asked=asked, language=language, words=dict(english))


def _others(codes: Sequence[str], titles: Mapping[str, Policy]) -> list[tuple[str, str]]:
    return [
        (said(titles[code].title, titles[code].title_en), reverse("benefit_policy", args=[code]))
        for code in codes if code in titles
    ]  # fmt: skip


def _parameter(name: str, name_en: str, dated: DatedValue) -> ParameterRow:
    days = f"{dated.valid_from or ''} – {dated.valid_until or ''}"
    is_open = dated.valid_from is None and dated.valid_until is None
    value = "—" if dated.value is None else str(dated.value)
    source = _("示意") if dated.source == "illustrative" else dated.source
    return ParameterRow(
        said(name, name_en), value, _("一直") if is_open else days, source, dated.is_unsure
    )


def _form(one: RuleParameter, form: KnownForm, english: Mapping[str, str]) -> tuple[str, str, str]:
    value = str(form.value)
    shown = said(value, english.get(value, value))
    return said(one.name, one.name_en), shown, said(form.note, form.note_en)


def _example(one: Tried, english: Mapping[str, str]) -> ExampleRow:
    answer, example = one.answer, one.example
    missing = [said(name, english.get(name, name)) for name in answer.missing]
    found = _outcome(answer.eligible, answer.amount_fen)
    if missing:
        found += _("，缺少：%(names)s") % {"names": "、".join(missing)}
    return ExampleRow(
        said(example.name, example.name_en), f"{example.on}",
        _outcome(example.eligible, one.expected_fen), found, one.holds,
    )  # fmt: skip


def _outcome(eligible: bool | None, fen: int | None) -> str:
    text = said(*OUTCOMES[eligible])
    return text if fen is None or not eligible else f"{text} {Decimal(fen) / 100:,.2f}"
