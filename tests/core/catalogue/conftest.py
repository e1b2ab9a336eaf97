"""A small catalogue on disk that a test can write into and read."""

from collections.abc import Callable
from pathlib import Path

import pytest

from yingshang.core.catalogue.common_kinds import register_common_kinds
from yingshang.core.catalogue.kinds import RowKinds
from yingshang.core.catalogue.reading import Reading, read_place

REGIONS = """\
source: GB/T 2260
regions:
  - {code: "430000", name: 湖南省, name_en: Hunan, level: province}
  - {code: "430300", name: 湘潭市, name_en: Xiangtan, level: prefecture, parent: "430000"}
"""
PLACE = """\
code: town
name: 示例市
name_en: Example Town
region: "430300"
source: illustrative
office_hours: {morning: ["09:00", "12:00"], afternoon: ["13:30", "17:00"]}
office_hours_source: illustrative
"""
OFFICES = """\
source: illustrative
valid_from: 2024-01-01
offices:
  - {code: desk, name: 综合窗口, name_en: Desk, kind: service_centre, region: "430300"}
  - {code: bank, name: 示例银行, name_en: Example Bank, kind: external, region: "430300",
     trade: bank}
"""


class Lists:
    """The catalogue's files under `root`."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.kinds = RowKinds()
        register_common_kinds(kinds=self.kinds)
        self.write("common/regions.yaml", REGIONS)
        self.write("town/place.yaml", PLACE)
        self.write("town/offices.yaml", OFFICES)

    def write(self, file: str, text: str | bytes) -> None:
        path = self.root / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode() if isinstance(text, str) else text)

    def read(self, place: str = "town") -> Reading:
        return read_place(self.root, place, kinds=self.kinds)

    def places(self) -> list[tuple[str, int, str]]:
        """File, line and code of every mistake."""
        return [(error.file, error.line, error.code) for error in self.read().errors]


@pytest.fixture
def lists(tmp_path: Path) -> Lists:
    return Lists(tmp_path)


@pytest.fixture
def offices(lists: Lists) -> Callable[[str | bytes], list[tuple[str, int, str]]]:
    """Puts a text in the place of offices.yaml and says what is wrong."""

    def mistakes(text: str | bytes) -> list[tuple[str, int, str]]:
        lists.write("town/offices.yaml", text)
        return lists.places()

    return mistakes
