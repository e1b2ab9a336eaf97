"""The desk with what paying needs: accounts and the fund; payment files in a folder of its own."""

from datetime import date
from pathlib import Path

import pytest

from tests.city.benefits.desk import FIRMS, Desk, code, hand_in, name

YEARS_END = date(2021, 12, 31)


@pytest.fixture(autouse=True)
def _own_folder(settings, tmp_path) -> None:
    settings.PAYMENTS_FOLDER = tmp_path / "payments"


@pytest.fixture
def desk(bare_desk: Desk, tmp_path: Path) -> Desk:
    """Less than every department delivers, since nothing is evaluated here."""
    hand_in(
        tmp_path, "fund_reserves", "资金代码,滚存结余（元）,月均支出（元）",
        ["unemployment_insurance,50000000.00,1000000.00"], as_of=YEARS_END,
    )  # fmt: skip
    hand_in(
        tmp_path, "payee_accounts", "统一社会信用代码,户名,开户银行,账号",
        [f"{code(n)},{name(n)},示例银行,62000000{n:08d}" for n in range(1, FIRMS + 1)],
        as_of=YEARS_END,
    )  # fmt: skip
    return bare_desk
