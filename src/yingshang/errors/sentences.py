"""A sentence in Chinese and English, filled from named data."""

from dataclasses import dataclass, field

from typing_extensions import override


@dataclass(frozen=True)
class Sentence:
    """What happened and what to do next, in both languages.

    `zh` and `en` are `str.format` templates over `data`; a value that is itself a `Sentence` (a
    label, say) is shown in the same language, any other with `str`.
    """

    zh: str
    en: str
    data: dict[str, object] = field(default_factory=dict)

    def text(self, language: str = "zh-hans") -> str:
        """The sentence in `language`; anything that is not English reads Chinese."""
        template = self.en if language.startswith("en") else self.zh
        return template.format(
            **{name: _shown(value, language) for name, value in self.data.items()}
        )

    @override
    def __str__(self) -> str:
        return self.text()


def _shown(value: object, language: str) -> object:
    return value.text(language) if isinstance(value, Sentence) else value
