"""Credit codes, ID numbers and phone numbers: checked and brought to their one form.

Each function answers the normal form or raises with the field and the remedy; no message repeats
what was entered. Numbers of region 000000 cannot be real and pass in demo mode only.
Source: GB 32100-2015 (credit code), GB 11643-1999 (ID number).
"""

import re
import unicodedata
from datetime import date

from django.conf import settings
from stdnum import numdb
from stdnum.cn import ric, uscc
from stdnum.exceptions import InvalidChecksum, InvalidComponent, InvalidLength, ValidationError

from yingshang.core.parties.errors import WrongCreditCode, WrongIdNumber, WrongName, WrongPhone
from yingshang.errors import Sentence

TEST_REGION = "000000"
NAME_LENGTH = 120
# Residence permits of people from Hong Kong, Macau and Taiwan, which no list of regions holds.
RESIDENCE_PERMITS = ("810000", "820000", "830000")
_MOBILE = re.compile(r"1[3-9]\d{9}")
_LANDLINE = re.compile(r"0(?:10|2\d)\d{8}|0[3-9]\d{2}\d{7,8}")

LENGTH = Sentence(
    "须为 18 位。请对照证件逐位核对。", "has 18 characters. Compare it digit by digit."
)
CREDIT_CHARACTERS = Sentence(
    "只含数字和大写字母，不含 I、O、S、V、Z。请对照营业执照核对。",
    "has digits and capital letters only, without I, O, S, V, Z. Compare it with the licence.",
)
CHECK_DIGIT = Sentence(
    "校验位不符，可能有一位填错。请对照证件逐位核对。",
    "fails its check digit; one character is probably wrong. Compare it digit by digit.",
)
TEST_NUMBER = Sentence(
    "是演示用的号码，不能用于正式办理。请填写证件上的号码。",
    "is a test number and cannot be used here. Enter the one on the document.",
)
ID_CHARACTERS = Sentence(
    "前 17 位须为数字，末位为数字或 X。请对照身份证核对。",
    "has 17 digits and then a digit or X. Compare it with the card.",
)
BIRTH_DATE = Sentence(
    "中的出生日期不存在或晚于今天。请核对第 7 至 14 位。",
    "holds a birth date that does not exist or lies in the future. Check digits 7 to 14.",
)
REGION = Sentence(
    "前 6 位不是行政区划代码。请核对第 1 至 6 位。",
    "does not begin with the code of a region. Check digits 1 to 6.",
)


def checked_credit_code(text: str, *, field: str = "credit_code") -> str:
    """The 18 characters of a unified social credit code. Errors: `WrongCreditCode`."""
    code = _plain(text).upper()
    try:
        uscc.validate(code)
    except ValidationError as error:
        raise WrongCreditCode(_credit_problem(error), field=field) from None
    if code[2:8] == TEST_REGION and not settings.DEMO_MODE:
        raise WrongCreditCode(TEST_NUMBER, field=field)
    return code


def checked_id_number(text: str, *, today: date, field: str = "id_number") -> str:
    """The 18 characters of an ID number whose holder is born by `today`. Errors: `WrongIdNumber`.

    The region counts by its province only: the code is that of the issue, counties come and go,
    and a list of today must not turn away whom an older or newer one knows.
    """
    number = _plain(text).upper()
    problem = _id_problem(number, today)
    if problem is not None:
        raise WrongIdNumber(problem, field=field)
    return number


def checked_phone(text: str, *, field: str = "phone") -> str:
    """A mainland mobile or landline number as +86 and digits. Errors: `WrongPhone`."""
    digits = re.sub(r"[()]", "", _plain(text))
    national = re.sub(r"^(?:\+86|0086)", "", digits)
    if _MOBILE.fullmatch(national):
        return f"+86{national}"
    if national != digits and not national.startswith("0"):
        national = f"0{national}"
    if _LANDLINE.fullmatch(national):
        return f"+86{national[1:]}"
    raise WrongPhone(field=field)


def checked_name(text: str, *, field: str = "name") -> str:
    """A name without needless blanks, its middle dots of one kind. Errors: `WrongName`."""
    name = " ".join(unicodedata.normalize("NFC", text).split())
    name = re.sub("[•‧∙・･]", "·", name)
    if not 1 <= len(name) <= NAME_LENGTH or any(_is_control(letter) for letter in name):
        raise WrongName(field=field, most=NAME_LENGTH)
    return name


def _plain(text: str) -> str:
    """Half-width, without blanks and hyphens."""
    return re.sub(r"[\s-]", "", unicodedata.normalize("NFKC", text))


def _is_control(letter: str) -> bool:
    return unicodedata.category(letter) in {"Cc", "Cf", "Cs", "Cn", "Co"}


def _credit_problem(error: ValidationError) -> Sentence:
    if isinstance(error, InvalidLength):
        return LENGTH
    return CHECK_DIGIT if isinstance(error, InvalidChecksum) else CREDIT_CHARACTERS


def _id_problem(number: str, today: date) -> Sentence | None:
    if len(number) != 18:
        return LENGTH
    if not re.fullmatch(r"[0-9]{17}[0-9X]", number):
        return ID_CHARACTERS
    if number[-1] != ric.calc_check_digit(number):
        return CHECK_DIGIT
    if not _is_born(number, today):
        return BIRTH_DATE
    if number.startswith(TEST_REGION):
        return None if settings.DEMO_MODE else TEST_NUMBER
    return None if _is_region(number[:6]) else REGION


def _is_born(number: str, today: date) -> bool:
    try:
        return bool(ric.get_birth_date(number) <= today)
    except InvalidComponent:
        return False


def _is_region(code: str) -> bool:
    if code in RESIDENCE_PERMITS:
        return True
    return any(properties for _, properties in numdb.get("cn/loc").info(code))
