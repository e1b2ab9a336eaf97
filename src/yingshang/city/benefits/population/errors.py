"""Why a population cannot be evaluated."""

from typing import ClassVar

from yingshang.errors import Conflict, Unavailable


class DatasetMissing(Unavailable):
    """A dataset that the policy reads was not delivered by that day."""

    code: ClassVar[str] = "benefits.dataset_missing"
    zh: ClassVar[str] = (
        "“{policy}”要用的数据集“{dataset}”在 {on} 前还没有上报（缺：{elements}）。"
        "请 {office} 上报后再办。"
    )
    en: ClassVar[str] = (
        "“{policy}” reads the dataset “{dataset}”, which was not delivered by {on}"
        " (missing: {elements}). Have {office} deliver it first."
    )


class SnapshotTooOld(Conflict):
    """The newest snapshot of a dataset says nothing of the policy's period."""

    code: ClassVar[str] = "benefits.snapshot_too_old"
    zh: ClassVar[str] = (
        "“{dataset}”最新的数据是 {as_of} 的，“{policy}”（{period}）至少要 {oldest} 的。"
        "请 {office} 上报新的数据后再办。"
    )
    en: ClassVar[str] = (
        "The newest data of “{dataset}” are of {as_of}; “{policy}” ({period}) needs data of"
        " {oldest} or later. Have {office} deliver newer data."
    )


class FirmsMultiplied(Conflict):
    """Joining the datasets gave a firm more than one row: nothing is decided on such data."""

    code: ClassVar[str] = "benefits.firms_multiplied"
    zh: ClassVar[str] = "合并数据后有 {count} 行重复的企业，已停止。请核对各数据集的主键。"
    en: ClassVar[str] = (
        "Joining the datasets gave {count} rows of firms twice; nothing was decided."
        " Check the keys of the datasets."
    )


class EvaluationFailed(Unavailable):
    """The engine could not evaluate the population."""

    code: ClassVar[str] = "benefits.evaluation_failed"
    zh: ClassVar[str] = "数据比对没有完成：{why}。请检查内存和磁盘空间后重试。"
    en: ClassVar[str] = (
        "The population could not be evaluated: {why}. Check memory and disk space and try again."
    )
