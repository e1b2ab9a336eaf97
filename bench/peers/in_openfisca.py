"""The refund as OpenFisca variables: numpy vectors of 32-bit floats, as OpenFisca holds money.

Texts are its enumerations, as its models have them; with `prepared` as a last word they have been
made truth values before, outside its own loading.
"""

import sys
import time

import numpy as np
from facts import firms, measure
from openfisca_core.entities import build_entity
from openfisca_core.indexed_enums import Enum
from openfisca_core.periods import YEAR
from openfisca_core.simulations import SimulationBuilder
from openfisca_core.taxbenefitsystems import TaxBenefitSystem
from openfisca_core.variables import Variable

PERIOD = "2022"
IS_PREPARED = "prepared" in sys.argv
Firm = build_entity(key="firm", plural="firms", label="Firm", is_person=True)
INPUTS = {
    "is_large": bool, "by_recipients": bool, "before": int, "after": int, "natural": int,
    "recipients": int, "average": float, "months": int, "premiums": float, "zombie": bool,
    "discredited": bool, "credit_known": bool,
}  # fmt: skip


class Size(Enum):
    大型, 中型, 小型, 微型 = "大型", "中型", "小型", "微型"


class Method(Enum):
    参保人数差, 领金人数 = "参保人数差", "领金人数"


def _choice(name: str, kind: type, default: Enum) -> type:
    body = {"value_type": Enum, "possible_values": kind, "default_value": default,
            "entity": Firm, "definition_period": YEAR, "label": name}  # fmt: skip
    return type(name, (Variable,), body)


def _input(name: str, kind: type) -> type:
    body = {"value_type": kind, "entity": Firm, "definition_period": YEAR, "label": name}
    return type(name, (Variable,), body)


def _by_recipients(firm, period):
    if IS_PREPARED:
        return firm("by_recipients", period)
    return firm("method", period) == Method.领金人数


class layoffs(Variable):  # noqa: N801 - OpenFisca names variables so
    value_type, entity, definition_period = float, Firm, YEAR

    def formula(firm, period):  # noqa: N805
        lost = firm("before", period) - firm("after", period) - firm("natural", period)
        own = np.maximum(0, lost)
        return np.where(_by_recipients(firm, period), firm("recipients", period), own)


class layoff_rate(Variable):  # noqa: N801
    value_type, entity, definition_period = float, Firm, YEAR

    def formula(firm, period):  # noqa: N805
        by_recipients = _by_recipients(firm, period)
        base = np.where(by_recipients, firm("average", period), firm("before", period))
        with np.errstate(divide="ignore", invalid="ignore"):
            return firm("layoffs", period) / base


class layoff_limit(Variable):  # noqa: N801
    value_type, entity, definition_period = float, Firm, YEAR

    def formula(firm, period):  # noqa: N805
        average = firm("average", period)
        return np.select([average <= 30, average > 30], [0.2, 0.055], np.nan)


class outcome(Variable):  # noqa: N801
    value_type, entity, definition_period = int, Firm, YEAR

    def formula(firm, period):  # noqa: N805
        known, bad = firm("credit_known", period), firm("discredited", period)
        zombie, months = firm("zombie", period), firm("months", period)
        rate, limit = firm("layoff_rate", period), firm("layoff_limit", period)
        eligible = (months >= 12) & ~zombie & known & ~bad & (rate <= limit)
        return np.select([eligible, months < 12, zombie | (known & bad), rate > limit],
                         [1, 2, 3, 4], 0)  # fmt: skip


class refund(Variable):  # noqa: N801
    value_type, entity, definition_period = float, Firm, YEAR

    def formula(firm, period):  # noqa: N805
        is_large = firm("is_large", period) if IS_PREPARED else firm("size", period) == Size.大型
        share = np.where(is_large, 0.5, 0.9)
        paid = np.floor(firm("premiums", period) * share * 100 + 0.5) / 100
        return np.where(firm("outcome", period) == 1, paid, 0)


SYSTEM = TaxBenefitSystem([Firm])
SYSTEM.add_variables(*(_input(*each) for each in INPUTS.items()))
SYSTEM.add_variables(
    _choice("size", Size, Size.大型), _choice("method", Method, Method.参保人数差)
)  # fmt: skip
SYSTEM.add_variables(layoffs, layoff_rate, layoff_limit, outcome, refund)


def decide(path: str, rows: int) -> tuple[float, object]:
    """Seconds of calculating alone, and the total; loading is the rest of the whole."""
    found = firms(path, rows)
    columns = {
        "discredited": found["discredited"].fill_null(value=False).to_numpy(),
        "credit_known": found["discredited"].is_not_null().to_numpy(),
        "average": found["average"].cast(float).to_numpy(),
        "premiums": found["premiums"].cast(float).to_numpy(),
        "zombie": found["zombie"].to_numpy(),
    }
    if IS_PREPARED:
        columns["is_large"] = (found["size"] == "大型").to_numpy()
        columns["by_recipients"] = (found["method"] == "领金人数").to_numpy()
    else:
        columns["size"] = found["size"].to_numpy().astype(str)
        columns["method"] = found["method"].to_numpy().astype(str)
    for name in ("before", "after", "natural", "recipients", "months"):
        columns[name] = found[name].to_numpy()
    simulation = SimulationBuilder().build_default_simulation(SYSTEM, count=len(found))
    for name, values in columns.items():
        simulation.set_input(name, PERIOD, values)
    start = time.perf_counter()
    total = simulation.calculate("refund", PERIOD).astype(float).sum()
    return time.perf_counter() - start, f"{total:.2f}"


measure("openfisca-core", decide)
