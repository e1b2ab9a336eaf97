"""The dictionary of data elements, and the datasets in which departments deliver them."""

from decimal import Decimal
from typing import Annotated, Literal

from pydantic import Field, model_validator

from yingshang.core.catalogue.items import Items, ListedItem, ListModel
from yingshang.core.catalogue.kinds import KINDS, RowKind, RowKinds
from yingshang.core.catalogue.problems import ListError
from yingshang.core.catalogue.schemas import Code, Text

Type = Literal["text", "integer", "decimal", "money", "date", "boolean", "credit_code", "choice"]
Rhythm = Literal["daily", "weekly", "monthly", "quarterly", "yearly", "once"]


class Element(ListedItem):
    """One data element (数据元): what it means, whose it is, and which values it can have.

    `money` is delivered in yuan with at most two decimals and kept in fen. `minimum` and `maximum`
    are in the unit of delivery. `not_after_as_of` refuses dates later than the snapshot's own.
    """

    code: Code
    name: Text
    name_en: Text
    type: Type
    unit: Text | None = None
    unit_en: Text | None = None
    owner: Code
    rhythm: Rhythm
    sensitivity: Literal["public", "internal", "sensitive"]
    minimum: Decimal | None = Field(default=None, strict=False)
    maximum: Decimal | None = Field(default=None, strict=False)
    decimals: Annotated[int, Field(ge=0, le=10)] = 2
    not_after_as_of: bool = False
    choices: tuple[Text, ...] = Field(default=(), strict=False)

    @model_validator(mode="after")
    def _choices_belong_to_a_choice(self) -> "Element":
        if bool(self.choices) != (self.type == "choice"):
            raise ValueError("choices stand with type: choice, and only there")
        return self


class Column(ListModel):
    """A column of a delivery: its heading, and the element whose values it holds."""

    heading: Text
    element: Code
    is_required: bool = False


class Dataset(ListedItem):
    """What a department delivers again and again; `key` names what tells its rows apart."""

    code: Code
    name: Text
    name_en: Text
    office: Code
    rhythm: Rhythm
    key: tuple[Code, ...] = Field(min_length=1, strict=False)
    columns: tuple[Column, ...] = Field(min_length=1, strict=False)

    @property
    def codes(self) -> frozenset[str]:
        """The elements of its columns."""
        return frozenset(column.element for column in self.columns)

    @model_validator(mode="after")
    def _columns_are_told_apart(self) -> "Dataset":
        elements = [column.element for column in self.columns]
        headings = [column.heading for column in self.columns]
        if len(set(elements)) < len(elements) or len(set(headings)) < len(headings):
            raise ValueError("an element or a heading stands twice")
        if strange := set(self.key) - set(elements):
            raise ValueError(f"key names what is no column: {', '.join(sorted(strange))}")
        return self


def register_fact_kinds(*, kinds: RowKinds = KINDS) -> None:
    """Make elements and datasets known to whatever reads lists."""
    kinds.register(
        RowKind("element", "facts/elements.yaml", Element, rows="elements", check=check_elements)
    )
    kinds.register(RowKind("dataset", "facts/datasets/*.yaml", Dataset, check=check_datasets))


def check_elements(items: Items) -> list[ListError]:
    """Every element has an owner that is in the list of offices."""
    return [
        element.error(
            "facts.no_such_office", "owner", found=element.model.owner,
            expected="an office in offices.yaml",
            zh="机构清单里没有“{found}”。", en="There is no office “{found}” in the list.",
        )
        for element in items.of("element", Element)
        if not items.has("office", element.model.owner) and not items.is_incomplete("office")
    ]  # fmt: skip


def check_datasets(items: Items) -> list[ListError]:
    """Every column holds an element of the dictionary; the deliverer is in the list of offices."""
    errors = []
    for dataset in items.of("dataset", Dataset):
        if not items.has("office", dataset.model.office) and not items.is_incomplete("office"):
            errors.append(
                dataset.error(
                    "facts.no_such_office", "office", found=dataset.model.office,
                    expected="an office in offices.yaml",
                    zh="机构清单里没有“{found}”。", en="There is no office “{found}” in the list.",
                )
            )  # fmt: skip
        for number, column in enumerate(dataset.model.columns):
            if not items.has("element", column.element) and not items.is_incomplete("element"):
                errors.append(
                    dataset.error(
                        "facts.no_such_element", "columns", number, "element",
                        found=column.element, expected="an element in facts/elements.yaml",
                        zh="数据元字典里没有“{found}”。",
                        en="There is no data element “{found}” in the dictionary.",
                    )
                )  # fmt: skip
    return errors
