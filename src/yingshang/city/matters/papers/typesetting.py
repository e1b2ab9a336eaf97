"""Data becomes a PDF by a template: the same data and time give the same bytes.

Data reaches typst as one JSON string in `sys.inputs` and is never joined into markup. Templates
read no file but each other, and no network.
"""

import json
from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum
from pathlib import Path

import typst

from yingshang.city.matters.papers.fonts import chosen_fonts

TEMPLATES = Path(__file__).parent / "typst"


class Template(StrEnum):
    """The looks a paper can have; each is a file `typst/<value>.typ`."""

    PAPER = "paper"
    PAPERS = "papers"
    LICENCE = "licence"


def typeset(template: Template, data: Mapping[str, object], *, at: datetime) -> bytes:
    """The PDF of `data`, dated `at`. What `data` must hold stands at the head of the template.

    Errors: `NoChineseFont`.
    """
    fonts = chosen_fonts()
    whole = {**data, "fonts": fonts.families}
    return typst.compile(
        TEMPLATES / f"{template}.typ",
        root=TEMPLATES,
        font_paths=fonts.files,
        ignore_system_fonts=True,
        sys_inputs={"data": json.dumps(whole, ensure_ascii=False, sort_keys=True)},
        timestamp=int(at.timestamp()),
    )
