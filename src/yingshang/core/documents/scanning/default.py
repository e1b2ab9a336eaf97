"""The scanner that is always there: the test string of virus scanners, and active content.

It is no virus scanner. A city that has one names it in DOCUMENT_SCANNER, and may call this first.
"""

import mmap
from pathlib import Path

from typing_extensions import override

from yingshang.core.documents.checking.archives import names_in
from yingshang.core.documents.formats import Format
from yingshang.core.documents.scanning.pdf_actions import active_content
from yingshang.core.documents.scanning.protocol import Scanner
from yingshang.errors import Sentence

# In two halves, so that no virus scanner takes this source for the thing itself.
EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}" + rb"$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
TEST_STRING = Sentence("含有病毒检测用的测试串", "it holds the test string of virus scanners")
MACROS = Sentence("含有宏代码", "it holds macros")


class DefaultScanner(Scanner):
    """Reads through a memory map, so that a large file is never whole in memory."""

    @override
    def scan(self, path: Path, found: Format) -> Sentence | None:
        with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
            if data.find(EICAR) >= 0:
                return TEST_STRING
            if found is Format.PDF:
                return active_content(data)
            if found in {Format.DOCX, Format.XLSX}:
                return _macros(names_in(file))
        return None


def _macros(names: list[str]) -> Sentence | None:
    has_macros = any(name.lower().endswith("vbaproject.bin") for name in names)
    return MACROS if has_macros else None
