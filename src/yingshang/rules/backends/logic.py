"""Three-valued logic: null is “not known”. Source: DMN 1.5, table 50."""


def both(one: bool | None, other: bool | None) -> bool | None:
    """Three-valued `and`."""
    if one is False or other is False:
        return False
    return None if one is None or other is None else True


def either(one: bool | None, other: bool | None) -> bool | None:
    """Three-valued `or`."""
    if one is True or other is True:
        return True
    return None if one is None or other is None else False
