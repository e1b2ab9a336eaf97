"""What can be wrong with a draw on record; what can be wrong inside one belongs to `proofs`."""

from yingshang.errors import Conflict, Denied, Invalid, Missing


class DrawMissing(Missing):
    """No such draw, or nothing of the kind was published of it yet."""

    code = "draws.missing"
    zh = "没有这次抽取，或还没有发布这份文件。请从抽取公示的列表进入。"
    en = "There is no such draw, or this file is not published yet. Start from the list of draws."


class DrawCodeTaken(Conflict):
    """The place has announced a draw under this code already."""

    code = "draws.code_taken"
    zh = "编号“{code}”的抽取已经公告过。公告不能修改；请换一个编号。"
    en = "A draw “{code}” was announced already and cannot be changed. Choose another code."


class ChanceTooEarly(Invalid):
    """When the announcement reached the record, its randomness could have been known."""

    code = "draws.chance_too_early"
    zh = "公告入账时，随机数（{chance_at}）可能已为人所知。请公告更晚的随机数来源。"
    en = (
        "When this reached the record, its randomness ({chance_at}) could have been known. "
        "Announce a later one."
    )


class DrawOver(Conflict):
    """A draw ends once: what was drawn stays drawn, what is void stays void."""

    code = "draws.over"
    zh = "抽取“{code}”已经结束（{state}），不能再改变。需要时请公告新的抽取。"
    en = "The draw “{code}” is over ({state}) and cannot change. Announce a new one if needed."


class ReasonMissing(Invalid):
    """Giving a draw up is public, and so is why."""

    code = "draws.reason_missing"
    zh = "抽取作废须写明理由，中文和英文都要有。"
    en = "Say why the draw is given up, in Chinese and in English."


class NoCommitment(Invalid):
    """A commitment is 32 bytes; this is none."""

    code = "draws.no_commitment"
    zh = "“{party}”提交的随机数承诺应为 32 字节的散列，现为 {length} 字节。"
    en = "What “{party}” commits to is a hash of 32 bytes; this has {length}."


class NotConductor(Denied):
    """A draw is conducted by somebody who serves at its office."""

    code = "draws.not_conductor"
    zh = "“{username}”在 {office} 没有职务，不能办理它的抽取。请由该单位人员办理。"
    en = "“{username}” has no post at {office} and cannot conduct its draws. Let its staff do so."
