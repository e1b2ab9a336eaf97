"""Places with which a simulated city handles matters across regions: Heihe, and invented ones.

Their lists are generated beside the city's own (`source: simulated`). The codes of invented places
begin with 99, which GB/T 2260 gives to no place.
"""

import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import yaml

from yingshang.simulation.city.lists import SOURCE, matter, write_row
from yingshang.simulation.city.plan import CityPlan

SERVICES = 133
"""Generated rows of the cross-region window: with the four listed ones 137. *Source*: figures."""
MARK = "simx_"
MATTERS_A_PLACE = 12
CITY_OFFICES = ("market_regulation", "human_resources", "public_security", "city_management")
FIRST = 500_000
"""Numbers of generated matters across regions, apart from those of the bundles."""


class Neighbour(NamedTuple):
    """Another place: its folder, GB/T 2260 code, names, and the offices that decide there."""

    folder: str
    code: str
    zh: str
    en: str
    offices: tuple[str, ...]
    is_real: bool = False


NEIGHBOURS = (
    Neighbour("heihe", "231100", "黑河市", "Heihe", ("market_regulation", "housing_fund"), True),
    Neighbour("simulated_a", "990100", "模拟甲市", "Simulated City A", ("approval",)),
    Neighbour("simulated_b", "990200", "模拟乙市", "Simulated City B", ("approval",)),
    Neighbour("simulated_c", "990300", "模拟丙市", "Simulated City C", ("approval",)),
)


class Home(NamedTuple):
    """Who decides: a place as its services name it."""

    code: str
    zh: str
    en: str
    offices: Sequence[str]


def neighbours_of(plan: CityPlan) -> tuple[Neighbour, ...]:
    """All but the city itself."""
    return tuple(one for one in NEIGHBOURS if one.folder != plan.place_folder)


def services_of(plan: CityPlan) -> int:
    """How many rows are generated: fewer where the lists are made small."""
    return min(SERVICES, max(2 * len(NEIGHBOURS), plan.matters // 6))


def write_neighbours(root: Path, plan: CityPlan, *, real: Path) -> None:
    """Add the window's generated rows to the city's lists, and write those of its neighbours."""
    city = _city(root / plan.place_folder)
    others = neighbours_of(plan)
    _add_regions(root / "common" / "regions.yaml", [one for one in others if not one.is_real])
    for one in others:
        _copy(root / one.folder, one, real)
    rows: dict[str, list[dict[str, object]]] = {plan.place_folder: []}
    for n in range(services_of(plan)):
        other = others[n // 2 % len(others)]
        home = city if n % 2 else Home(other.code, other.zh, other.en, other.offices)
        code = f"{MARK}{n:03d}"
        folder = plan.place_folder if n % 2 else other.folder
        _write_matter(root / folder, plan, n, code, home)
        rows[plan.place_folder].append(_service(code, home, is_home=n % 2 == 1))
        if n % 2 == 0:
            rows.setdefault(other.folder, []).append(_service(code, home, is_home=True))
        else:
            for each in others:
                rows.setdefault(each.folder, []).append(_service(code, home, is_home=False))
    for folder, services in rows.items():
        _add_services(root / folder / "cross_region.yaml", services)


def _add_regions(path: Path, invented: Sequence[Neighbour]) -> None:
    listed = yaml.safe_load(path.read_text())
    rows = [
        {"code": one.code, "name": one.zh, "name_en": one.en, "level": "prefecture",
         "source": SOURCE}
        for one in invented
    ]  # fmt: skip
    write_row(path, listed | {"regions": [*listed["regions"], *rows]})


def _city(folder: Path) -> Home:
    place = yaml.safe_load((folder / "place.yaml").read_text())
    return Home(str(place["region"]), place["name"], place["name_en"], CITY_OFFICES)


def _copy(folder: Path, one: Neighbour, real: Path) -> None:
    """A real neighbour as it is; an invented one with the real one's numbers and grounds."""
    shutil.rmtree(folder, ignore_errors=True)
    if one.is_real:
        shutil.copytree(real / one.folder, folder)
        return
    folder.mkdir()
    (folder / "matters").mkdir()
    pattern = real / NEIGHBOURS[0].folder
    for name in ("parameters.yaml", "terminations.yaml"):
        shutil.copy(pattern / name, folder / name)
    place = yaml.safe_load((pattern / "place.yaml").read_text())
    place |= {"code": one.folder, "name": one.zh, "name_en": one.en, "region": one.code}
    place |= {"number_word": one.zh.removesuffix("市")}
    write_row(folder / "place.yaml", place | {"source": SOURCE})
    offices = [
        _office(one, "service_centre", "政务服务中心", "Government Service Centre"),
        _office(one, "approval", "行政审批局", "Approval Office"),
    ]
    write_row(folder / "offices.yaml", {"source": SOURCE, "offices": offices})


def _office(one: Neighbour, code: str, zh: str, en: str) -> dict[str, object]:
    kind = "service_centre" if code == "service_centre" else "department"
    return {"code": code, "name": one.zh + zh, "name_en": f"{one.en} {en}", "kind": kind,
            "region": one.code}  # fmt: skip


def _write_matter(folder: Path, plan: CityPlan, n: int, code: str, home: Home) -> None:
    row = matter(plan.seed, FIRST + n, code) | {
        "name": f"模拟通办事项{n:03d}", "name_en": f"Simulated cross-region service {n:03d}",
        "office": home.offices[n % len(home.offices)], "delivery": ["electronic"],
        "fields": [{"meaning": "contact_phone"}],
    }  # fmt: skip
    write_row(folder / "matters" / f"{code}.yaml", row)


def _service(code: str, home: Home, *, is_home: bool) -> dict[str, object]:
    number = code.removeprefix(MARK)
    row: dict[str, object] = {
        "code": code, "source": SOURCE,
        "name": f"模拟通办事项{number}（{home.zh}）",
        "name_en": f"Simulated cross-region service {number} ({home.en})",
        "home": home.code, "home_name": home.zh, "home_name_en": home.en, "matter": code,
        "mode": "online", "office": "service_centre",
        "number_prefix": "模拟跨办" if is_home else "模拟跨收",
    }  # fmt: skip
    return row if is_home else row | {"fields": [{"meaning": "contact_phone"}]}


def _add_services(path: Path, services: Sequence[Mapping[str, object]]) -> None:
    listed = yaml.safe_load(path.read_text()) if path.exists() else {"source": SOURCE}
    write_row(path, listed | {"services": [*listed.get("services", ()), *services]})
