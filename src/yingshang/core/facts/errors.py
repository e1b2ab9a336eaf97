"""What can be wrong with a delivery; each sentence names the place and the remedy."""

from collections.abc import Sequence
from typing import ClassVar

from yingshang.core.facts.types import BadRow, Checked
from yingshang.errors import Conflict, Invalid, Missing, Sentence, Unavailable


class NoSuchDataset(Missing):
    """Nobody listed a dataset of that code."""

    code: ClassVar[str] = "facts.no_such_dataset"
    zh: ClassVar[str] = "没有数据集“{dataset}”。现有：{known}。"
    en: ClassVar[str] = "There is no dataset “{dataset}”. There are: {known}."


class NoSuchElement(Invalid):
    """Somebody asks for an element that the dictionary does not have."""

    code: ClassVar[str] = "facts.no_such_element"
    zh: ClassVar[str] = "数据元字典里没有“{element}”。请核对规则里的名称，或先在字典里登记。"
    en: ClassVar[str] = (
        "The dictionary has no data element “{element}”. Check the name in the rule, or list it."
    )


class SnapshotDamaged(Unavailable):
    """The file of a snapshot is gone, or is not what was kept."""

    code: ClassVar[str] = "facts.snapshot_damaged"
    zh: ClassVar[str] = (
        "数据集“{dataset}”（{as_of}）的文件缺失或已被改动，不能使用。请从备份恢复，或重新上报。"
    )
    en: ClassVar[str] = (
        "The file of “{dataset}” ({as_of}) is missing or was changed and is not used."
        " Restore it from the backup, or deliver it again."
    )


class PurposeNeeded(Invalid):
    """Facts are read for a purpose, which is written down."""

    code: ClassVar[str] = "facts.purpose_needed"
    zh: ClassVar[str] = "读取企业数据须写明用途，最多 {most} 字。"
    en: ClassVar[str] = "Say what the facts are read for, in at most {most} characters."


class WrongText(Invalid):
    """A text is empty, too long or cannot be read."""

    code: ClassVar[str] = "facts.wrong_text"
    zh: ClassVar[str] = "请用普通文字填写，最多 {most} 字。"
    en: ClassVar[str] = "Write it in plain characters, at most {most}."


class FirmMissing(Missing):
    """No such firm, or the reader does not act for it."""

    code: ClassVar[str] = "facts.firm_missing"
    zh: ClassVar[str] = "没有找到这家企业，或者您无权代表它。请从“我的数据”进入。"
    en: ClassVar[str] = "No such firm, or you do not act for it. Come from “My facts”."


class NothingToContest(Missing):
    """No office says this of the firm now."""

    code: ClassVar[str] = "facts.nothing_to_contest"
    zh: ClassVar[str] = "现在没有这项关于贵企业的数据。请从“我的数据”里选一项。"
    en: ClassVar[str] = "No such fact is kept about the firm now. Choose one from “My facts”."


class ContestedAlready(Conflict):
    """The firm contests this fact already, and has no answer yet."""

    code: ClassVar[str] = "facts.contested_already"
    zh: ClassVar[str] = "这项数据的异议正在处理，办结后才能再提。"
    en: ClassVar[str] = (
        "This fact is contested already; wait for the answer before you do so again."
    )


class NotReadable(Invalid):
    """The file is of no kind that can be read, or is damaged."""

    code: ClassVar[str] = "facts.not_readable"
    zh: ClassVar[str] = "读不出这个文件：{why}。请交 CSV（UTF-8 或 GB18030）、xlsx 或 Parquet。"
    en: ClassVar[str] = (
        "The file cannot be read: {why}. Deliver CSV (UTF-8 or GB18030), xlsx or Parquet."
    )


class TooLarge(Invalid):
    """More bytes than a page or the API takes, or than may come out of a packed file."""

    code: ClassVar[str] = "facts.too_large"
    zh: ClassVar[str] = (
        "文件超过 {most} MB（压缩文件按解压后计）。请拆分，或改交 Parquet，或放入上报文件夹。"
    )
    en: ClassVar[str] = (
        "The file has more than {most} MB (unpacked, if it is packed). Split it, deliver Parquet,"
        " or use the folder for deliveries."
    )


class WrongEncoding(Invalid):
    """The text is neither UTF-8 nor GB18030."""

    code: ClassVar[str] = "facts.wrong_encoding"
    zh: ClassVar[str] = "第 {line} 行不是 UTF-8，也不是 GB18030 编码。请另存为 UTF-8 后再交。"
    en: ClassVar[str] = "Line {line} is neither UTF-8 nor GB18030. Save the file as UTF-8 again."


class WrongHeadings(Invalid):
    """Columns are missing, unknown or named twice."""

    code: ClassVar[str] = "facts.wrong_headings"
    zh: ClassVar[str] = (
        "表头不符。缺少：{missing}；多出：{strange}；重复：{twice}。请按模板改表头。"
    )
    en: ClassVar[str] = (
        "The headings differ. Missing: {missing}; unknown: {strange}; twice: {twice}."
        " Take them from the template."
    )


class NoDate(Invalid):
    """A file of the folder does not say of which day its data are true."""

    code: ClassVar[str] = "facts.no_date"
    zh: ClassVar[str] = (
        "文件名“{name}”没有以数据日期开头。请改为 2026-11-24.csv 这样的名称后重新放入文件夹。"
    )
    en: ClassVar[str] = (
        "The file name “{name}” does not begin with the as-of date."
        " Call it like 2026-11-24.csv and put it into the folder again."
    )


class AsOfInFuture(Invalid):
    """A snapshot cannot be true of a day that has not come."""

    code: ClassVar[str] = "facts.as_of_in_future"
    zh: ClassVar[str] = "数据日期 {as_of} 晚于今天。请填写数据所属的日期。"
    en: ClassVar[str] = (
        "The as-of date {as_of} lies in the future. Give the day the data are true of."
    )


class NothingGood(Invalid):
    """No row of the delivery can be kept."""

    code: ClassVar[str] = "facts.nothing_good"
    zh: ClassVar[str] = "没有一行可以采用。请按报告改正后再交。"
    en: ClassVar[str] = "Not one row can be kept. Correct them by the report and deliver again."


class DeliveredBefore(Conflict):
    """The same content for the same day is there already; nothing was done twice."""

    code: ClassVar[str] = "facts.delivered_before"
    zh: ClassVar[str] = "同一数据日期的相同内容已经入库，未重复保存。"
    en: ClassVar[str] = "The same content for that day is kept already; nothing was done twice."


class RowsRefused(Invalid):
    """Some rows are wrong and the officer has not accepted the good ones alone."""

    code: ClassVar[str] = "facts.rows_refused"
    zh: ClassVar[str] = (
        "共 {rows} 行，其中 {bad} 行有错（{wrong} 处），全部未入库。"
        "请改正后再交，或选择只收正确的行。"
    )
    en: ClassVar[str] = (
        "{bad} of {rows} rows are wrong ({wrong} faults); nothing was kept. Correct them and"
        " deliver again, or accept the good rows alone."
    )

    def __init__(self, checked: Checked) -> None:
        self.checked = checked
        bad = checked.rows - checked.good
        super().__init__(rows=checked.rows, bad=bad, wrong=checked.wrong)


REASONS = {
    "columns": Sentence("列数不对（是否错列）", "the number of columns is wrong (shifted?)"),
    "empty": Sentence("必填而为空", "required and empty"),
    "type": Sentence("格式不对", "not of this type"),
    "low": Sentence("小于允许的最小值", "below the least value"),
    "high": Sentence("大于允许的最大值", "above the greatest value"),
    "future": Sentence("晚于数据日期", "later than the as-of date"),
    "choice": Sentence("不在可选值之内", "none of the values allowed"),
    "credit_code": Sentence("统一社会信用代码不对", "no unified social credit code"),
    "twice": Sentence("主键重复", "the key stands twice"),
}
"""Why a value is refused, by the code of `BadRow`."""


def told(rows: Sequence[BadRow], language: str) -> list[str]:
    """Each fault as one line: where, what, why."""
    line = "第 {} 行" if language.startswith("zh") else "line {}"
    return [
        f"{line.format(row.line)} {row.heading} “{row.value}”: {REASONS[row.code].text(language)}"
        for row in rows
    ]
