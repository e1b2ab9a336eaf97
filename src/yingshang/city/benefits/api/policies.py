"""Policies by API: what there is, and one with its rule, for anybody."""

from datetime import date
from typing import Annotated, Literal

from django.http import HttpRequest
from ninja import Path, Router
from pydantic import Field
from typing_extensions import override

from yingshang.city.benefits.listing import DatedValue, Policy
from yingshang.city.benefits.policies.deciding import cap_fen
from yingshang.city.benefits.policies.library import Wish, library
from yingshang.city.benefits.policies.reading import Listed, policy, today
from yingshang.city.benefits.policies.validity import State
from yingshang.core.catalogue.places import place_code
from yingshang.core.schemas import Shape, gives, said

open_router = Router(tags=["benefits"], auth=None)

PolicyCode = Annotated[str, Path(pattern=r"^[A-Za-z][A-Za-z0-9_-]{0,59}$")]
Mode = Literal["without_application", "on_application", "by_review", "self_declared"]
PolicyState = Literal["not_yet", "in_force", "review_due", "withdrawn", "expired"]


class PolicyEntry(Shape):
    """A policy in the library. 政策"""

    code: str
    title: str
    summary: str
    owner: str = Field(description="牵头单位编码 code of the office that owns it")
    mode: Mode
    state: PolicyState = Field(description="今天的状态 its state today")
    begins_on: date
    ends_on: date
    is_unsure: bool = Field(description="没有查到文件 no document was found")

    @classmethod
    def of(cls, listed: Listed) -> "PolicyEntry":
        """From a listed policy."""
        return cls(**_entry(listed))


class PolicyPaper(Shape):
    """A document that a policy rests on. 依据文件"""

    number: str
    title: str
    issued_on: date


class PolicyParameter(Shape):
    """A value of a number that the rule reads. 参数"""

    name: str
    value: str | None
    valid_from: date | None
    valid_until: date | None
    source: str
    is_unsure: bool

    @classmethod
    def of(cls, name: str, name_en: str, dated: DatedValue) -> "PolicyParameter":
        """From the list."""
        return cls(
            name=said(name, name_en), value=None if dated.value is None else str(dated.value),
            valid_from=dated.valid_from, valid_until=dated.valid_until, source=dated.source,
            is_unsure=dated.is_unsure,
        )  # fmt: skip


class PolicyDetail(PolicyEntry):
    """A policy with what it rests on and the rule that decides. 政策详情"""

    papers: list[PolicyPaper]
    payer: str | None
    period: str
    review_by: date
    expires_on: date | None
    rounding: Literal["fen", "yuan"]
    cap_fen: int | None = Field(description="每户上限，分 limit of a firm, in fen")
    excludes: list[str]
    combines_with: list[str]
    elements: list[str] = Field(description="规则读取的数据元 elements that the rule reads")
    rule: str
    rule_hash: str = Field(description="规则文件的 SHA-256 SHA-256 of the rule's content")
    version: str = Field(description="清单版本 version of the list row")
    parameters: list[PolicyParameter]

    @classmethod
    @override
    def of(cls, listed: Listed) -> "PolicyDetail":
        """From a listed policy."""
        model = listed.model
        return cls(
            **_entry(listed),
            papers=[PolicyPaper(number=p.number, title=p.title, issued_on=p.issued_on)
                    for p in model.papers],
            payer=model.payer,
            period=model.period.name,
            review_by=model.review_by,
            expires_on=model.expires_on,
            rounding=model.rounding,
            cap_fen=cap_fen(model),
            excludes=list(model.excludes),
            combines_with=list(model.combines_with),
            elements=_elements(model),
            rule=model.decision.rule,
            rule_hash=listed.rule.hash,
            version=listed.item.content_hash,
            parameters=[PolicyParameter.of(p.name, p.name_en, v)
                        for p in model.parameters for v in p.values],
        )  # fmt: skip


@open_router.get(
    "/benefits/policies",
    response=list[PolicyEntry],
    operation_id="list_benefit_policies",
    summary="Policies for firms 惠企政策",
)
def listed_policies(
    request: HttpRequest, q: str = "", mode: Mode | None = None, office: str = "",
    state: PolicyState | None = None,
) -> list[PolicyEntry]:  # fmt: skip
    """Those that hold today stand first; `q` is looked for in titles, summaries and numbers."""
    wish = Wish.of({"q": q, "mode": mode or "", "office": office, "state": state or ""})
    return [PolicyEntry.of(one) for one in library(place_code(), wish, on=today())]


@open_router.get(
    "/benefits/policies/{code}",
    response=gives(PolicyDetail, 404),
    operation_id="get_benefit_policy",
    summary="One policy 一条政策",
)
def one_policy(request: HttpRequest, code: PolicyCode) -> PolicyDetail:
    """`-` and `_` mean the same in a code; a code that is not listed is told which are."""
    return PolicyDetail.of(policy(place_code(), code))


def _entry(listed: Listed) -> dict[str, object]:
    model, state = listed.model, State(listed.state)
    return {
        "code": model.code, "title": said(model.title, model.title_en),
        "summary": said(model.summary, model.summary_en), "owner": model.owner,
        "mode": model.mode, "state": state.value, "begins_on": model.period.begins_on,
        "ends_on": model.period.ends_on, "is_unsure": model.is_unsure,
    }  # fmt: skip


def _elements(model: Policy) -> list[str]:
    return [one.element for one in model.inputs if one.element is not None]
