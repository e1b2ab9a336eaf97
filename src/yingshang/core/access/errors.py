"""What can be wrong with log-ins, posts, tokens and reads of personal data."""

from typing import ClassVar

from yingshang.errors import Conflict, Denied, Invalid, Missing


class UsernameTaken(Conflict):
    """Another log-in has the name, or the person has a log-in already."""

    code: ClassVar[str] = "access.username_taken"
    zh: ClassVar[str] = "用户名已被使用，或此人已有账号。请换一个用户名，或用已有账号登录。"
    en: ClassVar[str] = (
        "The user name is taken, or this person has a log-in. Choose another, or use that log-in."
    )


class WrongUsername(Invalid):
    """A user name of other characters than allowed."""

    code: ClassVar[str] = "access.wrong_username"
    zh: ClassVar[str] = "用户名须为 3 至 60 个小写字母、数字或 . _ - 。"
    en: ClassVar[str] = "A user name has 3 to 60 small letters, digits or . _ - and no others."


class WeakPassword(Invalid):
    """A password that the validators refuse; `problems` says why."""

    code: ClassVar[str] = "access.weak_password"
    zh: ClassVar[str] = "密码太弱：{problems} 请换一个。"
    en: ClassVar[str] = "The password is too weak: {problems} Choose another."


class WrongTerm(Invalid):
    """An end that does not lie after the beginning, or after now."""

    code: ClassVar[str] = "access.wrong_term"
    zh: ClassVar[str] = "截止时间须晚于开始时间和现在。请重新选择。"
    en: ClassVar[str] = "The end must be later than the beginning and than now. Choose another."


class PostHeld(Conflict):
    """The user holds this post already."""

    code: ClassVar[str] = "access.post_held"
    zh: ClassVar[str] = "此人已在该单位担任这一岗位。请先结束原岗位再设。"
    en: ClassVar[str] = "The user holds this post already. End it before giving it anew."


class PostEnded(Conflict):
    """The post has ended, so it can neither be ended again nor be stood in for."""

    code: ClassVar[str] = "access.post_ended"
    zh: ClassVar[str] = "这一岗位已经结束。请先重新设岗。"
    en: ClassVar[str] = "The post has ended. Give it anew first."


class WrongSubstitute(Invalid):
    """A substitute who is absent for good, or is the colleague."""

    code: ClassVar[str] = "access.wrong_substitute"
    zh: ClassVar[str] = "代岗人须是在用账号，且不能是本人。请另选一人。"
    en: ClassVar[str] = "A substitute has an active log-in and is somebody else. Choose another."


class ReasonNeeded(Invalid):
    """An act that must say why."""

    code: ClassVar[str] = "access.reason_needed"
    zh: ClassVar[str] = "请写明理由（1 至 200 字）。"
    en: ClassVar[str] = "Say why, in 1 to 200 characters."


class NotYourPost(Denied):
    """Only the holder of a post, or the platform's administration, names a substitute."""

    code: ClassVar[str] = "access.not_your_post"
    zh: ClassVar[str] = "只能为自己的岗位委托代岗。请由岗位本人或管理员办理。"
    en: ClassVar[str] = (
        "You can name a substitute for your own post only. Ask its holder or an administrator."
    )


class PersonHidden(Missing):
    """No such person, or nothing that the reader serves concerns them."""

    code: ClassVar[str] = "access.person_hidden"


class TokenMissing(Missing):
    """No such token of this user, or it is revoked already."""

    code: ClassVar[str] = "access.token_missing"


class WrongTokenTerm(Invalid):
    """A token that would never end."""

    code: ClassVar[str] = "access.wrong_token_term"
    zh: ClassVar[str] = "令牌有效期须为 1 至 {most} 天。"
    en: ClassVar[str] = "A token is valid for 1 to {most} days."
