"""What makes a file unreadable as a whole; lesser mistakes are collected as problems."""

from typing import ClassVar

from yingshang.rules.errors import RulesError


class NotReadable(RulesError):
    """The bytes are not well-formed XML."""

    code: ClassVar[str] = "rules.not_readable"
    zh: ClassVar[str] = "{file} 不是合格的 XML（第 {line} 行）：{why}"
    en: ClassVar[str] = "{file} is not well-formed XML (line {line}): {why}"


class DoctypeRefused(RulesError):
    """A document type definition: a rule file needs none, and one can name other files."""

    code: ClassVar[str] = "rules.doctype_refused"
    zh: ClassVar[str] = "{file} 含有文档类型定义（DOCTYPE），不予读取；请删除。"
    en: ClassVar[str] = "{file} has a document type definition, which is refused; remove it."


class ModelTooLarge(RulesError):
    """Beyond what a model of rules can reasonably be."""

    code: ClassVar[str] = "rules.model_too_large"
    zh: ClassVar[str] = "{file} 过大：{what} 超过 {limit}。请拆分模型。"
    en: ClassVar[str] = "{file} is too large: {what} beyond {limit}. Split the model."


class NotDmn(RulesError):
    """XML, but not a DMN model of a version that we read."""

    code: ClassVar[str] = "rules.not_dmn"
    zh: ClassVar[str] = "{file} 的根元素是 {found}；应为 DMN 1.2 至 1.5 的 definitions。"
    en: ClassVar[str] = "The root of {file} is {found}; definitions of DMN 1.2 to 1.5 is expected."
