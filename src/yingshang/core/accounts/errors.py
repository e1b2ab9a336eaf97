"""Why a row of a batch about accounts is refused."""

from typing import ClassVar

from yingshang.errors import Conflict, Invalid, Missing


class NotEnough(Conflict):
    """The source has fewer units available than the row asks for."""

    code: ClassVar[str] = "accounts.not_enough"
    zh: ClassVar[str] = (
        "余量不足：需要 {amount}，可用 {available}（{unit}）。请减少数量或稍后再试。"
    )
    en: ClassVar[str] = (
        "Not enough left: {amount} {unit} asked, {available} {unit} available."
        " Ask for less, or wait until some are released."
    )


class KeyReused(Conflict):
    """The same idempotency key came again with other data."""

    code: ClassVar[str] = "accounts.key_reused"
    zh: ClassVar[str] = "标识“{key}”已用于内容不同的另一笔。请核对原来那笔，或换用新的标识。"
    en: ClassVar[str] = (
        "The key “{key}” was used before with other data. Look at what it did, or use a new key."
    )


class AlreadyOpen(Conflict):
    """The account exists with another floor."""

    code: ClassVar[str] = "accounts.already_open"
    zh: ClassVar[str] = "这个账户已经开立，下限与本次不同（现为 {floor}）。请沿用原账户。"
    en: ClassVar[str] = (
        "This account is open with another floor (it is {floor}). Use the account as it is."
    )


class FloorAboveZero(Invalid):
    """A new account is empty, so its floor cannot lie above zero."""

    code: ClassVar[str] = "accounts.floor_above_zero"
    zh: ClassVar[str] = "新账户余额为零，下限不能是 {floor}。请设为零或负数。"
    en: ClassVar[str] = "A new account is empty; its floor cannot be {floor}. Set zero or below."


class NoSuchAccount(Missing):
    """An account of the row does not exist."""

    code: ClassVar[str] = "accounts.no_such_account"
    zh: ClassVar[str] = "没有找到账户 {account}。请先开立。"
    en: ClassVar[str] = "No such account: {account}. Open it first."


class NoSuchReservation(Missing):
    """Nothing was ever reserved under the key."""

    code: ClassVar[str] = "accounts.no_such_reservation"
    zh: ClassVar[str] = "没有找到标识为“{key}”的预留。请核对标识。"
    en: ClassVar[str] = "Nothing was reserved under the key “{key}”. Check the key."


class ReservationEnded(Conflict):
    """The reservation ended in another way before."""

    code: ClassVar[str] = "accounts.reservation_ended"
    zh: ClassVar[str] = "标识为“{key}”的预留已经结束（{state}），未作改动。需要时请重新预留。"
    en: ClassVar[str] = (
        "The reservation “{key}” has ended ({state}); nothing was changed. Reserve again if needed."
    )


class MoreThanReserved(Invalid):
    """A settlement asks for more than its reservation holds."""

    code: ClassVar[str] = "accounts.more_than_reserved"
    zh: ClassVar[str] = "标识为“{key}”的预留只有 {reserved}，不能结算 {amount}。请减少结算数。"
    en: ClassVar[str] = (
        "The reservation “{key}” holds {reserved}; {amount} cannot be settled. Settle at most that."
    )


class AmountOutOfRange(Invalid):
    """An amount is not a whole number from 1 to 2^53 - 1, the largest that an entry can hold."""

    code: ClassVar[str] = "accounts.amount_out_of_range"
    zh: ClassVar[str] = "数量 {amount} 不是 1 至 9007199254740991 的整数。请改正。"
    en: ClassVar[str] = "The amount {amount} is no whole number from 1 to 9007199254740991."


class BadKey(Invalid):
    """A key is empty, longer than 120 characters, or begins with what the platform uses itself."""

    code: ClassVar[str] = "accounts.bad_key"
    zh: ClassVar[str] = "标识须为 1 至 120 个字符，且不以“settle:”开头。"
    en: ClassVar[str] = "A key has 1 to 120 characters and does not begin with “settle:”."


class SameAccount(Invalid):
    """Source and target are one account."""

    code: ClassVar[str] = "accounts.same_account"
    zh: ClassVar[str] = "转出与转入是同一个账户。请选择另一个账户。"
    en: ClassVar[str] = "Source and target are the same account. Choose another."


class AccountsDiffer(Invalid):
    """Source and target count other units, or belong to other places."""

    code: ClassVar[str] = "accounts.differ"
    zh: ClassVar[str] = "两个账户的计量单位或所属地区不同（{source}；{target}），不能互转。"
    en: ClassVar[str] = (
        "The accounts differ in unit or place ({source}; {target}); nothing can move between them."
    )


class NotASource(Invalid):
    """A credit names an account with a floor as its source."""

    code: ClassVar[str] = "accounts.not_a_source"
    zh: ClassVar[str] = "账户 {account} 设有下限，不是来源账户。请由来源账户入账。"
    en: ClassVar[str] = (
        "The account {account} has a floor and is no source. Credit from one without."
    )


class EndsBeforeItStarts(Invalid):
    """A reservation would expire no later than it is made."""

    code: ClassVar[str] = "accounts.ends_before_it_starts"
    zh: ClassVar[str] = "预留的到期时间不晚于预留时间。请改正到期时间。"
    en: ClassVar[str] = "The reservation would expire no later than it is made. Set a later time."
