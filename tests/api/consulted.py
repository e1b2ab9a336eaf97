"""The offices' work for the API's scene: an opinion to ask for, one to give, what a head sees."""

from typing import Any

from tests.api.callers import Caller
from yingshang.core.models import Office
from yingshang.simulation.cast import DemoCast

Aims = dict[str, tuple[str, dict[str, str], dict[str, Any]]]


def consulted(people: DemoCast, place: str, *, accepted: str) -> tuple[dict[str, str], Aims]:
    """Ids and aims around a case that the registrar has accepted: the tax office is asked."""
    asked = Caller(people["approver"]).post(
        f"/desk/cases/{accepted}/opinions", _question(place, "tax")
    )
    return {"opinion_id": asked["ids"][0]}, {
        "ask_opinions": ("approver", {"case_id": accepted}, _question(place, "housing_fund")),
        "answer_opinion": ("tax", {}, {}),
        "list_opinions": ("tax", {}, {}),
        "list_templates": ("clerk", {}, {}),
        "get_workload": ("head", {}, {}),
        "get_statistics": ("supervisor", {}, {}),
    }


def _question(place: str, office: str) -> dict[str, Any]:
    """What an office is asked, with three working days to answer."""
    office_id = Office.objects.values_list("pk", flat=True).get(place=place, code=office)
    return {"question": "是否同意？", "offices": [{"office_id": str(office_id), "days": 3}]}
