"""Settings: typed, complete in `.env.example`, and strict in production."""

import base64
import re
from pathlib import Path

import pytest
from pydantic import ValidationError

from yingshang.config.environment import CHECKOUT, DEMO_LOG_KEY, Environment

GOOD_KEY = base64.b64encode(bytes(range(32))).decode()
PRODUCTION = {
    "YINGSHANG_MODE": "production",
    "YINGSHANG_SECRET_KEY": "a-long-random-secret",
    "YINGSHANG_DATA_KEY": GOOD_KEY,
    "YINGSHANG_LOG_KEY": "/etc/yingshang/log-key",
    "YINGSHANG_DEBUG": "false",
}


@pytest.fixture
def environment(monkeypatch):
    def read(**variables: str) -> Environment:
        for name, value in variables.items():
            monkeypatch.setenv(name, value)
        return Environment(_env_file=None)

    return read


def test_production_starts_with_secrets_of_its_own(environment):
    assert environment(**PRODUCTION).is_demo is False


@pytest.mark.parametrize(
    ("variable", "value"),
    [
        ("YINGSHANG_SECRET_KEY", "demo-secret-not-for-production"),
        ("YINGSHANG_DATA_KEY", base64.b64encode(b"demo-data-key-not-for-production").decode()),
        ("YINGSHANG_LOG_KEY", DEMO_LOG_KEY),
        ("YINGSHANG_DEBUG", "true"),
    ],
)
def test_production_refuses_each_demo_part_by_name(environment, variable, value):
    with pytest.raises(ValidationError, match=variable):
        environment(**(PRODUCTION | {variable: value}))


def test_a_data_key_of_the_wrong_length_is_refused(environment):
    with pytest.raises(ValidationError, match="32 bytes"):
        environment(YINGSHANG_DATA_KEY=base64.b64encode(b"short").decode())


def test_every_setting_stands_in_the_example():
    text = (CHECKOUT / ".env.example").read_text(encoding="utf-8")
    named = set(re.findall(r"^#? ?([A-Z][A-Z0-9_]+)=", text, re.MULTILINE))
    wanted = {
        str(field.validation_alias or f"YINGSHANG_{name.upper()}")
        for name, field in Environment.model_fields.items()
    }
    assert named == wanted


def test_the_example_starts_as_it_is():
    example = Environment(_env_file=Path(CHECKOUT / ".env.example"))
    assert example.is_demo
