"""Datasets, elements, offices, states and values as they are read, in the reader's language."""

from datetime import datetime

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from yingshang.city.matters.desk_pages.words import moment_text, said
from yingshang.core.cases.lifecycle import lifecycle_of
from yingshang.core.facts.dictionary import dictionary_of
from yingshang.core.facts.listing import Dataset, Element
from yingshang.core.facts.models import Submission
from yingshang.core.facts.texts import read_value
from yingshang.core.models import Case, Office, User
from yingshang.errors import DomainError
from yingshang.ui.components import State

STATES = {
    "waiting": lambda: _("排队"),
    "checking": lambda: _("校验中"),
    "kept": lambda: _("已入库"),
    "same": lambda: _("内容相同，未重复入库"),
    "refused": lambda: _("未入库"),
    "failed": lambda: _("处理中断"),
}
CHANNELS = {
    "upload": lambda: _("网页上传"),
    "folder": lambda: _("文件夹"),
    "api": lambda: _("接口"),
}
COLOURS = {
    "waiting": State.PAUSE, "checking": State.ACT, "kept": State.KEPT, "same": State.KEPT,
    "refused": State.BROKEN, "failed": State.BROKEN,
}  # fmt: skip
RHYTHMS = {
    "daily": lambda: _("每天"),
    "weekly": lambda: _("每周"),
    "monthly": lambda: _("每月"),
    "quarterly": lambda: _("每季度"),
    "yearly": lambda: _("每年"),
    "once": lambda: _("一次"),
}


def language() -> str:
    """The reader's language."""
    return get_language() or "zh-hans"


def named(listed: Dataset | Element | Office) -> str:
    """The name of a dataset, an element or an office."""
    return said(listed.name, listed.name_en)


def value(element: Element, plain: str) -> str:
    """A plain value as it is read."""
    return read_value(element, plain, language=language())


def state(submission: Submission) -> str:
    """What became of a delivery."""
    return STATES[submission.state]()


def case_state(case: Case) -> str:
    """The state of a contested fact."""
    found = lifecycle_of(case.kind).state(case.state)
    return said(found.zh, found.en[:1].upper() + found.en[1:])


def case_title(case: Case) -> str:
    """Which element is contested."""
    element = dictionary_of(case.place).elements.get(case.contested_fact.element)
    return named(element) if element else case.contested_fact.element


def when(at: datetime) -> str:
    """A moment in the place's time."""
    return moment_text(at)


def problem(submission: Submission) -> str:
    """Why a delivery was not kept."""
    return said(submission.problem_zh, submission.problem_en)


def sentence(error: DomainError) -> str:
    """A domain error in the reader's language."""
    return error.text(language())


def who(kind: str, pk: object) -> str:
    """The name of a log-in; the folder and the clock have none."""
    if kind != "user":
        return _("系统")
    return User.objects.filter(pk=str(pk)).values_list("display_name", flat=True).first() or "—"
