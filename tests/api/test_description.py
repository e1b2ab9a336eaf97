"""The committed description is what the code says, and it says enough to call every operation."""

import json
from pathlib import Path

import pytest
from django.test import Client

from yingshang.config.api.assembly import description
from yingshang.core.schemas import Shape

COMMITTED = Path(__file__).resolve().parents[2] / "docs" / "api" / "openapi.json"
DESCRIBED = json.loads(description())
OPERATIONS = {
    operation["operationId"]: operation
    for path in DESCRIBED["paths"].values()
    for operation in path.values()
}
OPEN_TO_ALL = {
    "is_alive", "is_ready", "list_services", "get_service", "plan_service", "check_licence",
    "list_draws", "get_draw", "get_log", "get_inclusion", "get_consistency",
    "report_unresolved_as_visitor", "follow_unresolved",
    "list_undertakings", "list_cross_services", "list_benefit_policies", "get_benefit_policy",
    "list_benefit_notices", "list_notice_rows",
}  # fmt: skip


def test_the_committed_description_is_the_code_s() -> None:
    assert COMMITTED.read_text() == description(), (
        "renew it: yingshang api schema > docs/api/openapi.json"
    )


def test_the_platform_serves_the_description_that_is_committed(db: None) -> None:
    assert Client().get("/api/v1/openapi.json").json() == json.loads(COMMITTED.read_text())


def test_only_the_named_operations_are_open_to_all() -> None:
    unsecured = {name for name, operation in OPERATIONS.items() if not operation.get("security")}
    assert unsecured == OPEN_TO_ALL


@pytest.mark.parametrize("name", sorted(OPERATIONS))
def test_an_operation_is_summed_up_in_english_and_chinese(name: str) -> None:
    summary = OPERATIONS[name]["summary"]
    assert summary[0].isascii()
    assert any("\u4e00" <= letter <= "\u9fff" for letter in summary)
    assert OPERATIONS[name]["description"]


@pytest.mark.parametrize("name", sorted(OPERATIONS))
def test_every_problem_is_described_as_problem_json(name: str) -> None:
    for code, response in OPERATIONS[name]["responses"].items():
        if int(code) >= 400:
            assert response == {"$ref": f"#/components/responses/Problem{code}"}
            shared = DESCRIBED["components"]["responses"][f"Problem{code}"]
            assert list(shared["content"]) == ["application/problem+json"]


def test_what_comes_in_has_no_room_for_unknown_names() -> None:
    bodies = [
        operation["requestBody"]["content"]["application/json"]["schema"]["$ref"].split("/")[-1]
        for operation in OPERATIONS.values()
        if "application/json" in operation.get("requestBody", {}).get("content", {})
    ]
    assert bodies
    for name in bodies:
        assert DESCRIBED["components"]["schemas"][name]["additionalProperties"] is False


def test_no_two_shapes_share_a_name_since_one_would_hide_the_other() -> None:
    found: dict[str, set[str]] = {}
    open_classes: list[type] = [Shape]
    while open_classes:
        one = open_classes.pop()
        open_classes += one.__subclasses__()
        if one.__module__.startswith("yingshang."):
            found.setdefault(one.__name__, set()).add(one.__module__)
    assert len(found) > 100
    assert {name: modules for name, modules in found.items() if len(modules) > 1} == {}
