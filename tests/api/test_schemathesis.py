"""The API answers as its description says, whatever is sent: right, wrong, or hostile.

Every operation is called as an applicant, as an officer and as nobody, with generated requests
that hold to the description and others that break it; half of them are aimed at what exists.
"""

from collections.abc import Iterator

import pytest
import schemathesis
import time_machine
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections, transaction
from django.test import override_settings
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from schemathesis.checks import not_a_server_error
from schemathesis.generation import GenerationMode
from schemathesis.schemas import APIOperation
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from tests.api.conftest import api_cast
from tests.api.scene import CALLERS, Aim, Scene
from tests.api.scene import scene as set_up
from tests.cast import NOW, PLACE
from tests.scenes import Scenes, scene
from yingshang.config.api.assembly import PREFIX, api
from yingshang.config.api.description import described_by
from yingshang.simulation.cast import ensure_cast

CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
    response_headers_conformance,
]
BOUNDED = settings(
    max_examples=5,
    derandomize=True,
    database=None,
    deadline=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)
SCHEMA = schemathesis.openapi.from_dict(described_by(api, PREFIX))
SCHEMA.app = get_wsgi_application()
OPERATIONS = {
    result.ok().definition.raw["operationId"]: result.ok() for result in SCHEMA.get_all_operations()
}
NEEDS_A_REAL_FILE = {
    "upload_material",
    "upload_correction",
    "deliver_facts",
    "hand_in_receipt",
}


@scene(on=api_cast)
def api_everything(_: None, clock: time_machine.Traveller) -> Scene:
    """Something for every operation to find."""
    return set_up(ensure_cast(PLACE, at=NOW), clock, PLACE)


@pytest.fixture(scope="module")
def set_scene(scenes: Scenes, django_db_blocker: pytest.FixtureRequest) -> Iterator[Scene]:
    """One scene for all operations; what a call changes is rolled back after it.

    It is committed: a transaction open all the while would hold up who waits for older ones to end.
    """
    told = scenes.told(api_everything)
    scenes.enter([api_everything.name])
    with (
        django_db_blocker.unblock(),
        time_machine.travel(told.at, tick=False),
        override_settings(FILES_FOLDER=told.files, LOG_FOLDER=told.files / "log"),
    ):
        for signal in (request_started, request_finished):
            signal.disconnect(close_old_connections)  # it would close the transaction
        yield told.value
        for signal in (request_started, request_finished):
            signal.connect(close_old_connections)


@pytest.mark.parametrize("name", sorted(OPERATIONS))
def test_an_operation_answers_as_described(name: str, set_scene: Scene) -> None:
    operation = OPERATIONS[name]
    seen: set[int] = set()
    for mode in _modes(operation):

        @BOUNDED
        @given(
            case=operation.as_strategy(generation_mode=mode),
            aimed=st.sampled_from([True, False]),
            caller=st.sampled_from([*CALLERS, None]),
            language=st.sampled_from(["zh-hans", "en"]),
        )
        def answers_as_described(case, aimed, caller, language) -> None:
            if aimed:
                caller = _aim(case, set_scene, set_scene.aim(name))
            headers = {"Accept-Language": language}
            if caller:
                headers["Authorization"] = f"Bearer {set_scene.tokens[caller]}"
            with transaction.atomic():
                response = case.call(headers=headers, buffered=True)
                transaction.set_rollback(True)
            seen.add(response.status_code)
            case.validate_response(response, checks=CHECKS)

        answers_as_described()
    assert name in NEEDS_A_REAL_FILE or min(seen) < 300, "no call of it ever succeeded"


def _modes(operation: APIOperation) -> list[GenerationMode]:
    """Nothing can be wrong in a request that says nothing."""
    raw = operation.definition.raw
    says_something = raw.get("parameters") or raw.get("requestBody")
    return list(GenerationMode) if says_something else [GenerationMode.POSITIVE]


def _aim(case: schemathesis.Case, known: Scene, aim: Aim) -> str:
    """Let the call name things that exist, and answer who can succeed with it."""
    for parameter in case.path_parameters or {}:
        case.path_parameters[parameter] = aim.path.get(parameter, known.ids[parameter])
    if isinstance(case.body, dict):
        case.body |= {name: value for name, value in aim.body.items() if name in case.body}
        case.body |= aim.adds
        case.body.pop("version", None)
    if aim.query:
        case.query = (case.query or {}) | aim.query
    return aim.caller
