"""The list of policies: what a firm may be due, by which rule, from which fund, on which paper."""

from datetime import date
from typing import Annotated, Literal

from pydantic import Field, model_validator

from yingshang.core.catalogue.items import ListedItem, ListModel
from yingshang.core.catalogue.kinds import KINDS, RowKind, RowKinds
from yingshang.core.catalogue.schemas import Code, Text

RuleName = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*/[a-z][a-z0-9_]*$")]
Value = str | int | bool | None
"""What a list holds for a rule: numbers with decimals and dates stand as strings."""


class Paper(ListModel):
    """A document that the policy rests on, by number, title and day of issue."""

    number: Text
    title: Text
    issued_on: date
    reference: Text


class Period(ListModel):
    """What the benefit is for: a name (a year, a quarter) and the days on which it can be had."""

    name: Annotated[str, Field(min_length=1, max_length=20)]
    begins_on: date
    ends_on: date

    @model_validator(mode="after")
    def _begins_before_it_ends(self) -> "Period":
        if self.begins_on > self.ends_on:
            raise ValueError("a period begins on or before the day on which it ends")
        return self


class Fund(ListModel):
    """Where the money comes from: a budget, or a fund that must keep a reserve of months."""

    code: Code
    kind: Literal["budget", "unemployment_insurance"]
    reserve_months: Annotated[int, Field(ge=0, le=120)] = 0


class Decision(ListModel):
    """The rule: its file, the decision that says whether, the values that mean yes, how much."""

    rule: RuleName
    verdict: Text
    eligible: tuple[Value, ...] = Field(min_length=1, strict=False)
    amount: Text | None = None
    unit: Literal["yuan", "ten_thousand_yuan"] = "yuan"
    channel: Text | None = None


class Input(ListModel):
    """One input of the rule and where its value comes from: exactly one of the four."""

    name: Text
    element: Code | None = None
    parameter: Text | None = None
    day: Literal["decided_on", "period_begins_on", "period_ends_on"] | None = None
    fund: Literal["covers_reserve"] | None = None
    unit: Literal["yuan", "ten_thousand_yuan"] | None = None
    """In what the rule wants an element of money, which is kept in fen."""
    values: dict[str, Value] | None = None
    """From the element's value to the rule's, where they are worded differently."""

    @model_validator(mode="after")
    def _has_one_source(self) -> "Input":
        given = [self.element, self.parameter, self.day, self.fund]
        if sum(source is not None for source in given) != 1:
            raise ValueError("an input has one of element, parameter, day, fund")
        if self.values is not None and self.element is None:
            raise ValueError("only the values of an element are worded anew")
        if self.unit is not None and (self.element is None or self.values is not None):
            raise ValueError("a unit stands with an element of money and without values")
        return self


class DatedValue(ListModel):
    """A value of a parameter of the rule, with its days, its source, and how sure it is."""

    value: Value
    valid_from: date | None = None
    valid_until: date | None = None
    source: Text
    is_unsure: bool = False


class RuleParameter(ListModel):
    """A number or word that the rule reads and the place sets."""

    name: Text
    name_en: Text
    values: tuple[DatedValue, ...] = Field(min_length=1, strict=False)
    known_forms: tuple["KnownForm", ...] = Field(default=(), strict=False)


class KnownForm(ListModel):
    """What a place elsewhere set: for comparison, and to be tried in the laboratory."""

    value: Value
    note: Text
    note_en: Text
    source: Text


class Exclusion(ListModel):
    """A credit list that keeps a firm from being paid: the element that is true of it, and why."""

    element: Code
    reason: Text
    reason_en: Text


class Example(ListModel):
    """A made-up firm with what the rule must answer; run whenever the lists are checked.

    `given` is by element, money in yuan; it changes the policy's `typical` firm.
    """

    name: Text
    name_en: Text
    given: dict[str, Value] = Field(default_factory=dict)
    on: date
    eligible: bool | None
    amount: Annotated[str, Field(pattern=r"^[0-9]+(\.[0-9]{1,2})?$")] | None = None
    """Yuan. `eligible` is None where the rule cannot know."""
    covers_reserve: bool | None = True
    """Whether the fund keeps its reserve, where the rule asks."""


class Policy(ListedItem):
    """One policy. `owner` reviews it and its runs; `payer` is the office that pays."""

    code: Code
    title: Text
    title_en: Text
    summary: Text
    summary_en: Text
    papers: tuple[Paper, ...] = Field(default=(), strict=False)
    """Empty only where no text was found: then `is_unsure`."""
    owner: Code
    payer: Code | None = None
    review_by: date
    expires_on: date | None = None
    warn_days: Annotated[int, Field(ge=0, le=365)] = 30
    mode: Literal["without_application", "on_application", "by_review", "self_declared"]
    period: Period
    fund: Fund | None = None
    rounding: Literal["fen", "yuan"] = "fen"
    cap: Annotated[str, Field(pattern=r"^[0-9]+(\.[0-9]{1,2})?$")] | None = None
    """Yuan; no firm gets more of this policy in a period."""
    instalments: Literal["once", "top_up"] = "once"
    """`top_up`: when the entitlement rises, firms that were paid get the difference (补差)."""
    excludes: tuple[Code, ...] = Field(default=(), strict=False)
    combines_with: tuple[Code, ...] = Field(default=(), strict=False)
    exclusions: tuple[Exclusion, ...] = Field(default=(), strict=False)
    public_notice: Code | None = None
    """The parameter that holds the working days of public notice."""
    appeal: Code | None = None
    """The parameter that holds the working days in which an objection is answered."""
    channel: Literal["bank_account", "tax_account", "tax_return"] = "bank_account"
    second_release_above: Annotated[str, Field(pattern=r"^[0-9]+$")] | None = None
    """Yuan; a batch above it is released by a second person as well."""
    decision: Decision
    inputs: tuple[Input, ...] = Field(min_length=1, strict=False)
    parameters: tuple[RuleParameter, ...] = Field(default=(), strict=False)
    words_en: dict[str, Text] = Field(default_factory=dict)
    """The rule's own words in English: its decisions, columns and what they come out as."""
    typical: dict[str, Value] = Field(default_factory=dict)
    """A made-up firm, by element, that every example begins with."""
    examples: tuple[Example, ...] = Field(min_length=1, strict=False)
    is_unsure: bool = False
    """Whether the sources leave open that the policy reads so."""

    @model_validator(mode="after")
    def _rests_on_a_paper_or_says_that_it_is_unsure(self) -> "Policy":
        if not self.papers and not self.is_unsure:
            raise ValueError("a policy without papers is marked is_unsure: true")
        return self


def register_benefit_kinds(*, kinds: RowKinds = KINDS) -> None:
    """Make policies known to whatever reads lists."""
    from yingshang.city.benefits.policies.checking import check_policies  # it reads this module

    kinds.register(RowKind("benefit_policy", "benefits/*.yaml", Policy, check=check_policies))
