"""The lists of this capability: desks, causes of requests, and where else to go."""

from typing import Annotated, Literal

from pydantic import Field

from yingshang.core.catalogue.items import Item, Items, ListedItem, ListModel
from yingshang.core.catalogue.kinds import KINDS, RowKind, RowKinds
from yingshang.core.catalogue.problems import ListError
from yingshang.core.catalogue.rules import RuleMissing, rule_path
from yingshang.core.catalogue.schemas import Code, Text

RuleName = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*/[a-z][a-z0-9_]*$")]
Prefix = Annotated[str, Field(min_length=2, max_length=12)]


class Limits(ListModel):
    """The parameters that hold this place's own time limits, by class."""

    simple: Code
    transferred: Code
    complex: Code


class Prefixes(ListModel):
    """How numbers begin: of what was reported, of an office's task, of an improvement."""

    request: Prefix
    task: Prefix
    improvement: Prefix


class Desk(ListedItem):
    """A desk that takes requests: its rule, which plan of limits holds, and its parameters."""

    code: Code
    name: Text
    name_en: Text
    office: Code
    numbers: Prefixes
    rule: RuleName
    plan: Literal["天津样本", "江苏样本", "本地参数"]
    limits: Limits
    intake: Code
    extension: Code
    callback: Code
    attempts: Code
    improvement: Code

    @property
    def parameters(self) -> tuple[str, ...]:
        """The codes of all parameters that it names."""
        limits = self.limits
        return (limits.simple, limits.transferred, limits.complex, self.intake, self.extension,
                self.callback, self.attempts, self.improvement)  # fmt: skip


class Cause(ListedItem):
    """Why something could not be done; one is chosen for every answer."""

    code: Code
    name: Text
    name_en: Text


class OtherWay(ListedItem):
    """Where a matter belongs that the desk does not take."""

    code: Code
    name: Text
    name_en: Text
    where: Text
    where_en: Text


def register_request_kinds(*, kinds: RowKinds = KINDS) -> None:
    """Make desks, causes and other ways known to the reader of lists."""
    files = "requests/{}.yaml"
    kinds.register(RowKind("request_cause", files.format("causes"), Cause, rows="causes"))
    kinds.register(RowKind("other_way", files.format("other_ways"), OtherWay, rows="other_ways"))
    kinds.register(
        RowKind("request_desk", files.format("desks"), Desk, rows="desks", check=check_desks)
    )


def check_desks(items: Items) -> list[ListError]:
    """A desk's office, rule and parameters exist."""
    return [error for desk in items.of("request_desk", Desk) for error in _faults(desk, items)]


def _faults(desk: Item[Desk], items: Items) -> list[ListError]:
    errors = []
    if not items.has("office", desk.model.office):
        errors.append(
            desk.error(
                "requests.missing_office", "office", found=desk.model.office,
                expected="an office in offices.yaml", zh="机构清单里没有“{found}”。",
                en="There is no office “{found}” in the list.",
            )
        )  # fmt: skip
    missing = [code for code in desk.model.parameters if not items.has("parameter", code)]
    errors += [_no_parameter(desk, code) for code in missing]
    if not _has_rule(desk.model.rule):
        errors.append(
            desk.error(
                "requests.missing_rule", "rule", found=desk.model.rule,
                expected="a file under catalogue/rules", zh="没有规则文件 rules/{found}.dmn。",
                en="There is no rule file rules/{found}.dmn.",
            )
        )  # fmt: skip
    return errors


def _no_parameter(desk: Item[Desk], code: str) -> ListError:
    return desk.error(
        "requests.missing_parameter", "limits", found=code,
        expected="a parameter in parameters.yaml", zh="参数清单里没有“{found}”。",
        en="There is no parameter “{found}” in the list.",
    )  # fmt: skip


def _has_rule(name: str) -> bool:
    try:
        return rule_path(name).is_file()
    except RuleMissing:
        return False
