"""The policies of the catalogue without a database, and lists with one thing changed."""

import shutil
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import duckdb
import ibis
import pyarrow as pa
from django.conf import settings

from yingshang.city.benefits.listing import Policy
from yingshang.core.catalogue.kinds import KINDS, RowKinds
from yingshang.core.catalogue.problems import ListError
from yingshang.core.catalogue.reading import Reading, read_place
from yingshang.core.catalogue.rules import rule
from yingshang.core.facts.listing import Element
from yingshang.rules import Model

NEEDED = ("office", "parameter", "element", "benefit_policy")
LISTS = ("offices.yaml", "parameters.yaml", "facts/elements.yaml")


@dataclass(frozen=True)
class Unstored:
    """What `decide` and `columns` read of a listed policy."""

    model: Policy
    rule: Model
    on: date = date(2022, 6, 30)
    item: Any = None

    @property
    def code(self) -> str:
        return self.model.code


@cache
def reading() -> Reading:
    return read_place(settings.CATALOGUE_ROOT, "xiangtan")


@cache
def all_policies() -> dict[str, Unstored]:
    rows = [row for row in reading().rows if row.kind == "benefit_policy"]
    models = [Policy.model_validate(row.body, strict=False) for row in rows]
    return {model.code: Unstored(model, rule(model.decision.rule)) for model in models}


@cache
def elements() -> dict[str, Element]:
    rows = [row for row in reading().rows if row.kind == "element"]
    return {row.code: Element.model_validate(row.body, strict=False) for row in rows}


def faults(folder: Path, name: str, *changes: tuple[str, str]) -> list[ListError]:
    """What is wrong with the lists once the policy's file reads otherwise."""
    (folder / "common").mkdir(parents=True)
    source, target = settings.CATALOGUE_ROOT / "xiangtan", folder / "xiangtan"
    shutil.copytree(source / "benefits", target / "benefits")
    (target / "facts").mkdir()
    for one in LISTS:
        shutil.copy(source / one, target / one)
    path = folder / "xiangtan" / "benefits" / f"{name}.yaml"
    text = path.read_text("utf-8")
    for old, new in changes:
        assert text.count(old) >= 1, old
        text = text.replace(old, new, 1)
    path.write_text(text, "utf-8")
    return list(read_place(folder, "xiangtan", kinds=_kinds()).errors)


def rows_of(table: pa.Table, expression: ibis.Table) -> list[dict[str, object]]:
    with duckdb.connect(config={"threads": 1}) as connection:
        connection.register("facts", table)
        query = ibis.to_sql(expression, dialect="duckdb")
        found = connection.sql(f"SELECT * FROM ({query})").to_arrow_table().to_pylist()  # noqa: S608 - our own query
    return sorted(found, key=lambda row: int(str(row["credit_code"])[1:]))


def schema_of(table: pa.Table) -> ibis.Table:
    return ibis.table(ibis.Schema.from_pyarrow(table.schema), name="facts")


def _kinds() -> RowKinds:
    """What policies name, and policies, of which alone the checks run."""
    kinds = RowKinds()
    for kind in KINDS:
        if kind.kind in NEEDED:
            is_policy = kind.kind == "benefit_policy"
            kinds.register(kind if is_policy else replace(kind, check=None))
    return kinds
