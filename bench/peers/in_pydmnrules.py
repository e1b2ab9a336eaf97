"""The outcome table of the refund in pyDMNrules; the arithmetic is plain Python."""

import time
from decimal import ROUND_HALF_UP, Decimal

import openpyxl
import pyDMNrules
from facts import firms, measure
from openpyxl.styles import Border, Side

HEAD = ("F", "months", "zombie", "discredited", "margin", "outcome")
RULES = [
    (1, ">= 12", "false", "false", "<= 0", '"yes"'),
    (2, "< 12", "-", "-", "-", '"short"'),
    (3, "-", "true", "-", "-", '"excluded"'),
    (4, "-", "-", "true", "-", '"excluded"'),
    (5, "-", "-", "-", "> 0", '"over"'),
]
FEN = Decimal("0.01")


def _book() -> openpyxl.Workbook:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Outcome"
    sheet.append(["Outcome"])
    sheet.append(HEAD)
    for rule in RULES:
        sheet.append(rule)
    thin, double = Side("thin"), Side("double")
    for row in sheet["A2:F7"]:  # a double line stands below the heading and before the output
        for cell in row:
            left = double if cell.column_letter == "F" else thin
            bottom = double if cell.row == 2 else thin
            cell.border = Border(left=left, right=thin, top=thin, bottom=bottom)
    return book


def _margin(firm: dict[str, object]) -> float | None:
    """By how many millionths the layoff rate is above its limit; it cannot read 1e-05."""
    by_recipients = firm["method"] == "领金人数"
    lost = max(0, firm["before"] - firm["after"] - firm["natural"])
    layoffs = firm["recipients"] if by_recipients else lost
    base, average = firm["average"] if by_recipients else firm["before"], firm["average"]
    if not base or average is None:
        return None
    limit = Decimal("0.2") if average <= 30 else Decimal("0.055")
    return round(float((Decimal(layoffs) / Decimal(base) - limit) * 1_000_000), 2)


def decide(path: str, rows: int) -> tuple[float, object]:
    """Seconds of deciding, and the total."""
    cases = firms(path, rows).to_dicts()
    model = pyDMNrules.DMN()
    status = model.use(_book())
    assert "errors" not in status, status
    start = time.perf_counter()
    total = Decimal(0)
    for firm in cases:
        margin = _margin(firm)
        data = {name: firm[name] for name in ("months", "zombie", "discredited")}
        status, found = model.decide({**data, "margin": margin})
        if errors := status.get("errors"):
            assert "No rules matched" in errors[0], status
            continue
        result = (found[-1] if isinstance(found, list) else found)["Result"]
        if result.get("outcome") == "yes":
            share = Decimal("0.5") if firm["size"] == "大型" else Decimal("0.9")
            total += (firm["premiums"] * share).quantize(FEN, ROUND_HALF_UP)
    return time.perf_counter() - start, total


measure("pydmnrules", decide)
