"""What can be wrong with a population: one sentence each."""

from typing import ClassVar

from yingshang.rules.errors import RulesError


class FactsUnreadable(RulesError):
    """The file of facts is no Parquet file."""

    code: ClassVar[str] = "rules.facts_unreadable"
    zh: ClassVar[str] = "{file} 不是可读的 Parquet 文件：{why}"
    en: ClassVar[str] = "{file} is not a readable Parquet file: {why}"


class ColumnsMissing(RulesError):
    """Data that the decision looks at and the facts do not have."""

    code: ClassVar[str] = "rules.columns_missing"
    zh: ClassVar[str] = "{file} 缺少决策“{decision}”需要的列：{missing}；已有：{known}。"
    en: ClassVar[str] = (
        "{file} lacks columns that “{decision}” needs: {missing}. It has: {known}."
    )  # fmt: skip


class NameTaken(RulesError):
    """The facts have a column of the decision's name already."""

    code: ClassVar[str] = "rules.name_taken"
    zh: ClassVar[str] = "{file} 已有名为“{decision}”的列；请先改名。"
    en: ClassVar[str] = "{file} has a column named “{decision}” already; rename it first."


class OutputNotWritable(RulesError):
    """The answers cannot be written where they should be."""

    code: ClassVar[str] = "rules.output_not_writable"
    zh: ClassVar[str] = "不能写入 {file}：{why}"
    en: ClassVar[str] = "{file} cannot be written: {why}"


class EngineMissing(RulesError):
    """The engine is not installed."""

    code: ClassVar[str] = "rules.engine_missing"
    zh: ClassVar[str] = "没有安装 {engine}；请运行 pip install 'yingshang[cluster]'。"
    en: ClassVar[str] = "{engine} is not installed; run pip install 'yingshang[cluster]'."


class EngineFailed(RulesError):
    """The engine stopped: more memory than there is, a full disk, a broken row group."""

    code: ClassVar[str] = "rules.engine_failed"
    zh: ClassVar[str] = "{engine} 未能完成：{why}"
    en: ClassVar[str] = "{engine} did not finish: {why}"
