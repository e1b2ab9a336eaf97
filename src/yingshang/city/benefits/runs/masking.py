"""How firms are shown in a public notice: enough to be recognised by who knows them, no more.

*The rule*: of a credit code the first eight characters (kind and region of registration) and the
last two stay. Of a firm's name the first four and the last four characters stay; a name of up to
eight keeps its first two and its last two. The name of an individual business (codes that begin
with 92) holds its owner's, and keeps its first and its last two characters.
"""

HIDDEN = "*"
INDIVIDUAL = "92"
SHORT_NAME = 8


def mask_code(code: str) -> str:
    """`91000000********XX`."""
    return f"{code[:8]}{HIDDEN * (len(code) - 10)}{code[-2:]}"


def mask_firm(name: str, code: str) -> str:
    """The name as a notice shows it."""
    if code.startswith(INDIVIDUAL):
        return _masked(name, 1, 2)
    return _masked(name, 2, 2) if len(name) <= SHORT_NAME else _masked(name, 4, 4)


def _masked(name: str, first: int, last: int) -> str:
    hidden = len(name) - first - last
    if hidden <= 0:
        return name[:1] + HIDDEN * (len(name) - 1)
    return name[:first] + HIDDEN * hidden + name[-last:]
