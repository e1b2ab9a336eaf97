"""Lists of a simulated city: bundles in the published numbers, each row `source: simulated`.

Only a few of the real lists are known. The rest is generated into a folder of its own beside the
place's real ones, in the format of any list, and read, checked and loaded like any other.
"""

import json
import shutil
from collections import Counter
from collections.abc import Mapping
from pathlib import Path

from yingshang.core.catalogue.parsing import parse_document
from yingshang.simulation.city.chance import choose, draw, share
from yingshang.simulation.city.plan import SUBJECTS, CityPlan

SOURCE = "simulated"
PREFIX = "sim_"
NAMES = {
    "person": ("个人", "people"),
    "enterprise": ("企业", "enterprises"),
    "project": ("项目", "projects"),
    "special_group": ("特殊群体", "special groups"),
}
TYPES = ("filing", "public_service", "confirmation", "other_power", "public_service", "filing",
         "confirmation", "permit")  # fmt: skip
OFFICES = ("market_regulation", "human_resources", "public_security", "city_management", "fire",
           "service_centre")  # fmt: skip
PROMISES = ((1, "half_day"), (1, "working_day"), (2, "working_day"), (3, "working_day"),
            (5, "working_day"))  # fmt: skip
LICENSING_LAW = {
    "law": "中华人民共和国行政许可法",
    "law_en": "Administrative Licensing Law",
    "article": "42",
}
MANY = (2, 3, 3, 3, 4, 4)
"""How many members a bundle has: three and a bit in the mean. Illustrative."""
MATTER, BUNDLE = 101, 102


def write_lists(root: Path, plan: CityPlan, *, real: Path) -> None:
    """Copy the real lists under `root` and add the generated ones; what was there is replaced."""
    shutil.rmtree(root, ignore_errors=True)
    for folder in ("common", plan.place_folder, "rules"):
        shutil.copytree(real / folder, root / folder)
    place = root / plan.place_folder
    codes = [f"{PREFIX}{n:04d}" for n in range(plan.matters)]
    for n, code in enumerate(codes):
        write_row(place / "matters" / f"{code}.yaml", matter(plan.seed, n, code))
    number = 0
    for subject, many in SUBJECTS.items():
        for _ in range(many - _real_bundles(place)[subject]):
            row = bundle(plan.seed, number, subject, codes)
            write_row(place / "bundles" / f"{row['code']}.yaml", row)
            number += 1


def matter(seed: int, n: int, code: str) -> dict[str, object]:
    """The n-th generated service item."""
    kind = choose(TYPES, seed, MATTER, n, 1)
    amount, unit = choose(PROMISES, seed, MATTER, n, 2)
    is_permit = kind == "permit"
    reviewed = share(seed, MATTER, n, 3) < 0.15
    names = (f"模拟事项{n:04d}", f"Simulated service {n:04d}")
    row: dict[str, object] = {
        "code": code, "name": names[0], "name_en": names[1], "source": SOURCE, "type": kind,
        "office": choose(OFFICES, seed, MATTER, n, 4),
        "legal_basis": [LICENSING_LAW] if is_permit else [
            {"law": "模拟依据", "law_en": "Simulated basis"}],
        "case_type": "promised",
        "promised_limit": {"amount": amount, "unit": unit},
        "stages": [_stage("handle"), *([_stage("review")] if reviewed else []), _stage("approve")],
        "channels": ["online", "desk"], "visits": 0,
        "fields": [{"meaning": "contact_phone"}, {"meaning": "company_address"}],
        "results": [{"code": f"{code}_result", "name": f"{names[0]}结果", "kind": "notice",
                     "name_en": f"Result of {names[1]}"}],
        "delivery": ["electronic", "desk"],
    }  # fmt: skip
    if is_permit:
        row["statutory_limit"] = {
            "amount": 20, "unit": "working_day", "law": LICENSING_LAW,
            "extension": {"amount": 10, "unit": "working_day", "approver": "本机关负责人",
                          "approver_en": "the head of the office"},
        }  # fmt: skip
    return row


def bundle(seed: int, number: int, subject: str, codes: list[str]) -> dict[str, object]:
    """The generated bundle of that number: two to four members, sometimes in a row."""
    zh, en = NAMES[subject]
    many = choose(MANY, seed, BUNDLE, number, 1)
    start = draw(seed, BUNDLE, number, 2) % len(codes)
    chosen = [codes[(start + k * 7) % len(codes)] for k in range(many)]
    members: list[dict[str, object]] = [{"matter": code} for code in chosen]
    if share(seed, BUNDLE, number, 3) < 0.4:
        members[-1]["needs"] = [chosen[0]]
    return {
        "code": f"{PREFIX}bundle_{number:03d}",
        "name": f"模拟{zh}一件事{number:03d}",
        "name_en": f"Simulated bundle {number:03d} for {en}",
        "source": SOURCE,
        "subject": subject,
        "number_prefix": f"模拟{number:03d}",
        "lead_office": "service_centre",
        "members": members,
        "pages": [
            {"code": "contact", "name": "联系方式", "name_en": "Contact",
             "meanings": ["contact_phone", "company_address"]},
        ],
    }  # fmt: skip


def _stage(name: str) -> dict[str, str]:
    return {"stage": name, "role": "模拟岗位", "role_en": "Simulated post"}


def _real_bundles(place: Path) -> Counter[str]:
    """How many real bundles there are for each kind of applicant."""
    files = [f for f in (place / "bundles").glob("*.yaml") if not f.name.startswith(PREFIX)]
    rows = [parse_document(f.name, f.read_bytes()).data for f in files]
    return Counter(str(row.get("subject", "enterprise")) for row in rows)


def write_row(path: Path, row: Mapping[str, object]) -> None:
    """JSON is YAML that needs no further care."""
    path.write_text(json.dumps(row, ensure_ascii=False, indent=1))
