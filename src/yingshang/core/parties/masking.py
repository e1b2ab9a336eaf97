"""How personal data is shown to those who need not see it whole."""

import re

HIDDEN = "*"


def mask_id_number(number: str) -> str:
    """The first three and last four characters: `430***********1234`."""
    return number[:3] + HIDDEN * (len(number) - 7) + number[-4:]


def mask_phone(phone: str) -> str:
    """A mobile number as `138****5678`, a landline with its last three digits."""
    national = phone.removeprefix("+86")
    if re.fullmatch(r"1[3-9]\d{9}", national):
        return national[:3] + HIDDEN * 4 + national[-4:]
    return HIDDEN * (len(national) - 3) + national[-3:]


def mask_name(name: str) -> str:
    """A person's name in a public list: `张*`, `张*明`, and `J*** S****` word by word."""
    if not re.search(r"[A-Za-z]", name):
        return _mask_chinese(name)
    return " ".join(word[0] + HIDDEN * (len(word) - 1) for word in name.split())


def _mask_chinese(name: str) -> str:
    if len(name) <= 2:
        return name[:1] + HIDDEN
    return name[0] + HIDDEN * (len(name) - 2) + name[-1]
