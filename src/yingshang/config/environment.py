"""Every setting the platform reads from its environment, typed, in one place.

Read once at start; a wrong value stops the process and names the variable. `.env.example` lists
them all (a test compares). Nothing here imports Django.
"""

import base64
from collections.abc import Callable
from pathlib import Path
from typing import Literal

from pydantic import Field, SecretStr, field_validator, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from yingshang.errors import DomainError
from yingshang.proofs.log.keys import Ed25519Signer, Ed25519Verifier

CHECKOUT = Path(__file__).resolve().parents[3]
DEMO_SECRET = "demo-secret-not-for-production"  # noqa: S105 - refused outside demo mode, see below

DEMO_LOG_KEY = (
    "PRIVATE+KEY+demo.invalid/yingshang+ceb0a32a+AWRlbW8tbG9nLWtleS1ub3QtZm9yLXByb2R1Y3Rpb24h"
)


class Environment(BaseSettings):
    """The environment variables, without their common prefix `YINGSHANG_`."""

    model_config = SettingsConfigDict(
        env_prefix="YINGSHANG_", env_file=CHECKOUT / ".env", extra="ignore", frozen=True
    )

    mode: Literal["demo", "production"] = "demo"
    debug: bool = False
    secret_key: SecretStr = SecretStr(DEMO_SECRET)
    data_key: SecretStr = SecretStr(base64.b64encode(b"demo-data-key-not-for-production").decode())
    old_data_keys: list[SecretStr] = Field(default=[])
    log_key: SecretStr = SecretStr(DEMO_LOG_KEY)
    old_log_keys: list[SecretStr] = Field(default=[])
    log_folder: Path = CHECKOUT / "var" / "log"
    ledger_hash: Literal["sha256", "sm3"] = "sha256"
    hosts: list[str] = Field(default=["127.0.0.1", "localhost"])
    base_url: str = "http://127.0.0.1:8000"
    place: str = "xiangtan"
    also_places: list[str] | None = None
    database_url: SecretStr | None = Field(default=None, validation_alias="DATABASE_URL")
    database_owner_url: SecretStr | None = Field(
        default=None, validation_alias="DATABASE_OWNER_URL"
    )
    postgres: Literal["embedded", "system"] | Path = "embedded"
    data_folder: Path | None = None
    files_folder: Path = CHECKOUT / "var" / "files"
    exchange_folder: Path = CHECKOUT / "var" / "exchange"
    facts_folder: Path = CHECKOUT / "var" / "facts"
    payments_folder: Path = CHECKOUT / "var" / "payments"
    facts_inbox: Path = CHECKOUT / "var" / "facts-inbox"
    s3_bucket: str | None = None
    email_url: str | None = None
    email_from: str = "noreply@localhost"
    sms_folder: Path | None = None
    oidc_authorization_endpoint: str | None = None
    oidc_token_endpoint: str | None = None
    oidc_user_endpoint: str | None = None
    oidc_jwks_endpoint: str | None = None
    oidc_username_claim: str = "preferred_username"
    oidc_client_id: str | None = None
    oidc_client_secret: SecretStr | None = None
    worker_concurrency: int = 2

    @field_validator("data_key")
    @classmethod
    def _is_32_bytes(cls, value: SecretStr) -> SecretStr:
        if len(base64.b64decode(value.get_secret_value(), validate=True)) != 32:
            raise ValueError("must be 32 bytes in base64: openssl rand -base64 32")
        return value

    @field_validator("log_key")
    @classmethod
    def _is_a_log_key(cls, value: SecretStr) -> SecretStr:
        text = value.get_secret_value()
        if text.startswith("PRIVATE+KEY+"):
            _checked(Ed25519Signer.from_text, text)
        elif not text or len(text) > 1024:
            raise ValueError("must be PRIVATE+KEY+… or the path of a file that holds it")
        return value

    @field_validator("old_log_keys")
    @classmethod
    def _are_log_keys(cls, value: list[SecretStr]) -> list[SecretStr]:
        for text in (each.get_secret_value() for each in value):
            private = text.startswith("PRIVATE+KEY+")
            _checked(Ed25519Signer.from_text if private else Ed25519Verifier.from_text, text)
        return value

    @model_validator(mode="after")
    def _production_has_no_demo_parts(self) -> "Environment":
        if self.mode == "production":
            wrong = [name for name, bad in self._demo_parts().items() if bad]
            if wrong:
                raise ValueError(f"production refuses demo values of: {', '.join(wrong)}")
        return self

    def _demo_parts(self) -> dict[str, bool]:
        demo = type(self).model_fields
        return {
            "YINGSHANG_SECRET_KEY": self.secret_key.get_secret_value() == DEMO_SECRET,
            "YINGSHANG_DATA_KEY": self.data_key == demo["data_key"].default,
            "YINGSHANG_LOG_KEY": self.log_key.get_secret_value() == DEMO_LOG_KEY,
            "YINGSHANG_DEBUG": self.debug,
        }

    @property
    def has_oidc(self) -> bool:
        """Whether staff may log in by OpenID Connect."""
        return bool(self.oidc_client_id and self.oidc_authorization_endpoint)

    @property
    def is_demo(self) -> bool:
        """Whether the demo cast may log in by one click."""
        return self.mode == "demo"


def _checked(reading: Callable[[str], object], text: str) -> None:
    """Read a key's text. Errors: ValueError with the reason; the text is not repeated."""
    try:
        reading(text)
    except DomainError as error:
        raise ValueError(error.text("en")) from error


def read() -> Environment:
    """The environment of this process."""
    return Environment()
