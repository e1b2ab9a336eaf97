"""Which characters make names, and which are white space.

Source: DMN 1.5, grammar rules 28, 29, 61, 62.
"""

NAME_START = (
    "?A-Z_a-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02ff\u0370-\u037d\u037f-\u167f\u1681-\u180d"
    "\u180f-\u1fff\u200c-\u200d\u2070-\u218f\u2c00-\u2fef\u3001-\ud7ff\uf900-\ufdcf\ufdf0-\ufefe"
    "\uff00-\ufffd\U00010000-\U000effff"
)
"""Rule 28, as the inside of a character class, without the white space that its ranges cover."""

NAME_PART = NAME_START + "0-9\u00b7\u0300-\u036f\u203f-\u2040"
"""Rule 29."""

VERTICAL_SPACE = "\u000a-\u000d"
"""Rule 62."""

WHITE_SPACE = (
    VERTICAL_SPACE + "\u0009\u0020\u0085\u00a0\u1680\u180e\u2000-\u200b\u2028\u2029\u202f\u205f"
    "\u3000\ufeff"
)
"""Rule 61."""

ASCII_FOR = {
    "（": "(", "）": ")", "【": "[", "】": "]", "，": ",", "、": ",", "：": ":", "；": ",",
    "“": '"', "”": '"', "「": '"', "」": '"', "＝": "=", "＜": "<", "＞": ">", "＋": "+", "－": "-",
    "＊": "*", "／": "/", "．": ".", "。": ".", "｛": "{", "｝": "}", "≤": "<=", "≥": ">=",
    "≠": "!=", "×": "*", "÷": "/", "–": "-", "—": "-",
}  # fmt: skip
"""What a Chinese keyboard or a word processor writes where FEEL wants a sign of ASCII.

Some of these may stand in names (rule 28), so they are looked at only when a name is unknown.
"""

OTHER_LANGUAGES = {
    "==": "=", "===": "=", "<>": "!=", "!==": "!=", "&&": "and", "&": "and", "||": "or", "|": "or",
    "!": "not()", "^": "**", "%": "modulo()", "'": '"', ";": ",", "`": '"', "=>": ">=",
    "=<": "<=",
}  # fmt: skip
"""What other languages write, and what FEEL writes for it."""
