"""What can be wrong with a party, its identifiers or its mandates."""

from typing import ClassVar

from yingshang.errors import Conflict, Denied, Invalid, Sentence


class WrongCreditCode(Invalid):
    """A unified social credit code that cannot be one; `problem` says why and what to do."""

    code: ClassVar[str] = "parties.wrong_credit_code"
    zh: ClassVar[str] = "统一社会信用代码{problem}"
    en: ClassVar[str] = "The unified social credit code {problem}"

    def __init__(self, problem: Sentence, *, field: str = "credit_code") -> None:
        super().__init__(field=field, problem=problem)


class WrongIdNumber(Invalid):
    """A citizen's ID number that cannot be one. The message never repeats the number."""

    code: ClassVar[str] = "parties.wrong_id_number"
    zh: ClassVar[str] = "公民身份号码{problem}"
    en: ClassVar[str] = "The ID number {problem}"

    def __init__(self, problem: Sentence, *, field: str = "id_number") -> None:
        super().__init__(field=field, problem=problem)


class WrongPhone(Invalid):
    """A phone number that is neither a mobile nor a landline of the mainland."""

    code: ClassVar[str] = "parties.wrong_phone"
    zh: ClassVar[str] = "电话号码不正确。请填 11 位手机号，或区号加固定电话，例如 0731-55550000。"
    en: ClassVar[str] = (
        "This is no phone number. Enter an 11-digit mobile number, or area code and landline such"
        " as 0731-55550000."
    )


class WrongName(Invalid):
    """A name that is empty, too long, or holds characters that no name has."""

    code: ClassVar[str] = "parties.wrong_name"
    zh: ClassVar[str] = "名称须为 1 至 {most} 个字，不含控制字符。请按证件填写。"
    en: ClassVar[str] = (
        "A name has 1 to {most} characters and no control characters. Write it as on the document."
    )


class IdNumberOfAnotherName(Conflict):
    """The ID number is known under another name, which is not told."""

    code: ClassVar[str] = "parties.id_number_of_another_name"
    zh: ClassVar[str] = "姓名与公民身份号码不一致。请核对后重填；改过名的，请到窗口核验。"
    en: ClassVar[str] = (
        "Name and ID number do not match. Check both; after a change of name, come to the window."
    )


class CreditCodeOfAnotherName(Conflict):
    """The credit code is known under another name."""

    code: ClassVar[str] = "parties.credit_code_of_another_name"
    zh: ClassVar[str] = "名称与统一社会信用代码不一致。请按营业执照核对后重填。"
    en: ClassVar[str] = (
        "Name and credit code do not match. Check both against the business licence."
    )


class CreditCodeTaken(Conflict):
    """Another enterprise has this credit code, or this enterprise another code."""

    code: ClassVar[str] = "parties.credit_code_taken"
    zh: ClassVar[str] = "统一社会信用代码与已登记的不一致，未作更改。请与登记机关核对。"
    en: ClassVar[str] = (
        "The credit code contradicts what is registered; nothing was changed. Ask the registry."
    )


class HolderIsNoPerson(Invalid):
    """Only a person can act for somebody."""

    code: ClassVar[str] = "parties.holder_is_no_person"
    zh: ClassVar[str] = "代办人须为自然人，且不能是委托人自己。请另选一人。"
    en: ClassVar[str] = (
        "Only a person other than the principal can hold a mandate. Choose someone else."
    )


class WrongTerm(Invalid):
    """A mandate that has no end, or ends before it begins or has ended already."""

    code: ClassVar[str] = "parties.wrong_term"
    zh: ClassVar[str] = "委托须有期限，且截止时间晚于开始时间和现在。请重新选择截止时间。"
    en: ClassVar[str] = (
        "A mandate ends, later than it begins and later than now. Choose another end."
    )


class WrongScope(Invalid):
    """A scope with an empty, overlong or repeated code, or with too many."""

    code: ClassVar[str] = "parties.wrong_scope"
    zh: ClassVar[str] = "委托范围最多 {most} 个事项代码，不能为空或重复。请从事项清单中选择。"
    en: ClassVar[str] = (
        "A scope has at most {most} service codes, none empty or repeated. Choose from the list."
    )


class NotYoursToGive(Denied):
    """Only the principal or its legal representative gives a mandate; agents do not pass it on."""

    code: ClassVar[str] = "parties.not_yours_to_give"
    zh: ClassVar[str] = "只有本人或法定代表人可以委托他人。请由委托人登录后办理。"
    en: ClassVar[str] = (
        "Only the principal or its legal representative can give a mandate. Have them log in."
    )


class NotYoursToRevoke(Denied):
    """Only the principal's side ends a mandate, or the holder lays it down."""

    code: ClassVar[str] = "parties.not_yours_to_revoke"
    zh: ClassVar[str] = "只有委托人或代办人可以终止委托。"
    en: ClassVar[str] = "Only the principal or the holder can end a mandate."


class RepresentationNeedsProof(Denied):
    """Who represents a registered enterprise comes from the registry, not from a form."""

    code: ClassVar[str] = "parties.representation_needs_proof"
    zh: ClassVar[str] = "已登记企业的法定代表人以登记机关的信息为准，不能自行填报。请选择“代办”。"
    en: ClassVar[str] = (
        "Who represents a registered enterprise is the registry's to say. Act as its agent instead."
    )


class MandateEnded(Conflict):
    """The mandate was revoked before."""

    code: ClassVar[str] = "parties.mandate_ended"
    zh: ClassVar[str] = "这项委托已经终止，未重复办理。"
    en: ClassVar[str] = "This mandate has ended already; nothing was done twice."
