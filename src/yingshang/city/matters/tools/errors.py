"""What can be wrong with templates, saved filters and prints."""

from typing import ClassVar

from yingshang.errors import Conflict, Denied, Invalid, Missing


class TemplateMissing(Missing):
    """No such template, or not one of the reader's offices."""

    code: ClassVar[str] = "matters.template_missing"


class NotYourOffice(Denied):
    """Templates are made by those who serve at the office."""

    code: ClassVar[str] = "matters.template_not_your_office"
    zh: ClassVar[str] = "只有在该单位任职的工作人员可以修改它的回复模板。"
    en: ClassVar[str] = "Only those who serve at the office change its templates."


class UnknownStep(Invalid):
    """A step that has no text of the officer's."""

    code: ClassVar[str] = "matters.template_unknown_step"
    zh: ClassVar[str] = "这一步没有可以套用模板的文字。请另选环节。"
    en: ClassVar[str] = "No text is written at this step. Choose another."


class UnknownPlaceholder(Invalid):
    """A placeholder that nobody fills, or a brace without its partner."""

    code: ClassVar[str] = "matters.template_unknown_placeholder"
    zh: ClassVar[str] = "模板里有不认识的占位符：{names}。可以用的是：{known}。"
    en: ClassVar[str] = "The template has unknown placeholders: {names}. Known are: {known}."


class EmptyTemplate(Invalid):
    """A template without a name or without words, or with too many."""

    code: ClassVar[str] = "matters.template_empty"
    zh: ClassVar[str] = "请填写模板名称（60 字以内）和内容（500 字以内）。"
    en: ClassVar[str] = "Give the template a name (60 characters) and a text (500 characters)."


class ChangedMeanwhile(Conflict):
    """A colleague changed the template after it was opened."""

    code: ClassVar[str] = "matters.template_changed"
    zh: ClassVar[str] = "同事刚改过这个模板（现为第 {version} 版）。请刷新后再改。"
    en: ClassVar[str] = "A colleague changed this template (now version {version}). Reload it."


class WrongFilter(Invalid):
    """A filter without a name, or one filter too many."""

    code: ClassVar[str] = "matters.wrong_filter"
    zh: ClassVar[str] = "请给筛选条件起名（30 字以内）；最多保存 {most} 个。"
    en: ClassVar[str] = "Name the filter, in 30 characters at most; {most} can be saved."


class NothingToPrint(Invalid):
    """The chosen cases have no paper of this kind."""

    code: ClassVar[str] = "matters.nothing_to_print"
    zh: ClassVar[str] = "选中的办件没有可以打印的文书。"
    en: ClassVar[str] = "The chosen cases have no paper to print."


class TooManyToPrint(Invalid):
    """More papers than one print holds."""

    code: ClassVar[str] = "matters.too_many_to_print"
    zh: ClassVar[str] = "一次最多打印 {most} 份文书，请分批打印。"
    en: ClassVar[str] = "One print holds {most} papers at most. Print them in parts."


class PrintMissing(Missing):
    """No such print, not the reader's, not ready, or expired."""

    code: ClassVar[str] = "matters.print_missing"
