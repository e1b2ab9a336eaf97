"""The two languages of the pages and how HTML names them."""

from dataclasses import dataclass

LANGUAGES = (("zh-hans", "中文"), ("en", "English"))
DEFAULT_LANGUAGE = "zh-hans"
_HTML = {"zh-hans": "zh-Hans", "en": "en"}


@dataclass(frozen=True)
class Language:
    """A language by its Django code, its own name, and its name in HTML's `lang`."""

    code: str
    name: str
    html: str


def html_lang(code: str | None) -> str:
    """The value of `lang` for a Django language code; anything unknown reads Chinese."""
    base = "en" if (code or "").lower().startswith("en") else DEFAULT_LANGUAGE
    return _HTML[base]


def other_languages(code: str | None) -> list[Language]:
    """The languages a reader of `code` can change to."""
    here = html_lang(code)
    every = [Language(key, name, _HTML[key]) for key, name in LANGUAGES]
    return [language for language in every if language.html != here]
