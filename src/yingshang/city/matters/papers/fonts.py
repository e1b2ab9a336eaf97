"""Which fonts papers are set in: a Simplified Chinese one of the system, else the packaged one.

The packaged file is the Traditional cut of Noto Sans CJK; it holds the mainland glyphs too, and
shows them when the text says `lang: zh, region: cn`. It has the regular weight only.
"""

import importlib.util
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import ClassVar

import typst

from yingshang.errors import Unavailable

SYSTEM_FAMILIES = (
    "Noto Serif CJK SC",
    "Source Han Serif SC",
    "Noto Sans CJK SC",
    "Source Han Sans SC",
)
"""In the order of preference: serif first, as official papers are."""
PACKAGED_FAMILY = "Noto Sans CJK TC"
PACKAGE = "cvttf_NotoSansCJK_Regular"
OTHER_SCRIPTS = "DejaVu Sans Mono"
"""Ships inside typst; drawn where the Chinese font has no glyph, such as in Arabic."""


class NoChineseFont(Unavailable):
    """Neither the system nor the packages have a Chinese font."""

    code: ClassVar[str] = "matters.no_chinese_font"
    zh: ClassVar[str] = "服务器上没有中文字体，不能生成文书。请管理员安装 {package} 包。"
    en: ClassVar[str] = (
        "The server has no Chinese font, so papers cannot be made. Install the package {package}."
    )


@dataclass(frozen=True, slots=True)
class ChosenFonts:
    """Font families in the order in which glyphs are looked for, and the files behind them."""

    families: tuple[str, ...]
    files: typst.Fonts


@lru_cache(maxsize=1)
def chosen_fonts() -> ChosenFonts:
    """The fonts of this process; looked for once. Errors: `NoChineseFont`."""
    folders = [folder] if (folder := packaged_folder()) else []
    found = {font.family: font.path for font in typst.Fonts(font_paths=[*folders]).fonts()}
    wanted = [family for family in (*SYSTEM_FAMILIES, PACKAGED_FAMILY) if family in found]
    if not wanted:
        raise NoChineseFont(package="cvttf-notosanscjk-regular")
    path = found[wanted[0]]
    paths = [Path(path).parent] if path else []
    files = typst.Fonts(include_system_fonts=False, font_paths=[*paths])
    return ChosenFonts((wanted[0], OTHER_SCRIPTS), files)


def packaged_folder() -> Path | None:
    """Where the font package lies, without running it; None if it is not installed."""
    spec = importlib.util.find_spec(PACKAGE)
    return Path(spec.origin).parent if spec and spec.origin else None
