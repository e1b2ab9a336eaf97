"""A small sound catalogue of two matters and a bundle, that a test spoils in one place."""

from pathlib import Path

import pytest

from yingshang.city.matters.listing import register_matter_kinds
from yingshang.core.catalogue.common_kinds import register_common_kinds
from yingshang.core.catalogue.kinds import RowKinds
from yingshang.core.catalogue.problems import ListError
from yingshang.core.catalogue.reading import Reading, read_place

SOUND = {
    "common/regions.yaml": """\
source: GB/T 2260
regions:
  - {code: "430300", name: 湘潭市, name_en: Xiangtan, level: prefecture}
""",
    "common/vocabulary/fields.yaml": """\
source: illustrative
fields:
  - {code: company, name: 企业名称, name_en: Company, type: text}
  - {code: owners, name: 股东, name_en: Owners, type: persons}
  - {code: credit_code, name: 信用代码, name_en: Credit code, type: uscc}
""",
    "common/vocabulary/materials.yaml": """\
source: illustrative
materials:
  - {code: charter, name: 章程, name_en: Charter}
  - {code: lease, name: 租赁合同, name_en: Lease}
  - {code: licence, name: 执照, name_en: Licence}
""",
    "common/vocabulary/questions.yaml": """\
source: illustrative
questions:
  - code: premises
    text: 租的吗？
    text_en: Rented?
    default: rented
    choices:
      - {value: rented, label: 租, label_en: Rented}
      - {value: owned, label: 自有, label_en: Owned}
""",
    "town/place.yaml": """\
code: town
name: 示例市
name_en: Example Town
region: "430300"
source: illustrative
office_hours: {morning: ["09:00", "12:00"], afternoon: ["13:30", "17:00"]}
office_hours_source: illustrative
""",
    "town/offices.yaml": """\
source: illustrative
offices:
  - {code: registry, name: 登记局, name_en: Registry, kind: department, region: "430300"}
  - {code: bank, name: 示例银行, name_en: Example Bank, kind: external, region: "430300",
     trade: bank}
""",
    "town/matters/opening.yaml": """\
code: opening
name: 开办许可
name_en: Opening permit
source: illustrative
type: permit
office: registry
legal_basis:
  - {law: 中华人民共和国行政许可法, law_en: Administrative Licensing Law}
case_type: promised
statutory_limit:
  amount: 20
  unit: working_day
  law: {law: 中华人民共和国行政许可法, law_en: Administrative Licensing Law, article: "42"}
  extension: {amount: 10, unit: working_day, approver: 负责人, approver_en: Head}
promised_limit: {amount: 5, unit: working_day}
stages:
  - {stage: handle, role: 承办, role_en: Handler, limit: {amount: 3, unit: working_day}}
  - {stage: approve, role: 批准, role_en: Approver, limit: {amount: 2, unit: working_day}}
channels: [online]
visits: 0
questions:
  - {code: premises}
fields:
  - {meaning: company}
  - {meaning: owners}
materials:
  - {code: charter, source: applicant, formats: [pdf]}
  - {code: lease, source: applicant, when: {premises: rented}}
results:
  - {code: licence, name: 执照, name_en: Licence, kind: licence, meanings: [credit_code]}
signatories: [owners]
delivery: [electronic]
""",
    "town/matters/account.yaml": """\
code: account
name: 开户
name_en: Account
source: illustrative
type: partner_service
executor: bank
case_type: promised
promised_limit: {amount: 1, unit: half_day}
stages:
  - {stage: handle, role: 银行, role_en: Bank}
channels: [online]
visits: 1
fields:
  - {meaning: company}
  - {meaning: credit_code}
materials:
  - {code: licence, source: output, of: {matter: opening, result: licence}}
results:
  - {code: booking, name: 回执, name_en: Booking, kind: record}
delivery: [electronic]
deferrable: true
""",
    "town/bundles/start.yaml": """\
code: start
name: 开办
name_en: Start
source: illustrative
number_prefix: 示开办
lead_office: registry
questions:
  - {code: premises}
members:
  - {matter: opening}
  - {matter: account, needs: [opening], deferrable: true, blocking: false}
pages:
  - {code: all, name: 企业, name_en: Company, meanings: [company, owners]}
materials: [charter, lease]
""",
}


class Lists:
    """The sound lists on disk, to be spoiled."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.kinds = RowKinds()
        register_common_kinds(kinds=self.kinds)
        register_matter_kinds(kinds=self.kinds)
        for file, text in SOUND.items():
            path = root / file
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text)

    def change(self, file: str, old: str, new: str) -> int:
        """Replace `old`, which stands there once, by `new`; the line where that begins."""
        path = self.root / file
        text = path.read_text()
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {file}"
        path.write_text(text.replace(old, new))
        return text[: text.index(old)].count("\n") + 1

    def add(self, file: str, text: str) -> None:
        (self.root / file).write_text(text)

    def read(self) -> Reading:
        return read_place(self.root, "town", kinds=self.kinds)

    def mistakes(self) -> list[tuple[str, int, str]]:
        """File, line and code of every mistake."""
        return [(error.file, error.line, error.code) for error in self.read().errors]

    def the_mistake(self) -> ListError:
        (error,) = self.read().errors
        return error


@pytest.fixture
def lists(tmp_path: Path) -> Lists:
    return Lists(tmp_path)
