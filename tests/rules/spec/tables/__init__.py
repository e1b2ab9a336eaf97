"""All tables of the suite, by chapter, in the order of the documentation."""

from tests.rules.spec.case import Spec
from tests.rules.spec.tables import (
    aggregating,
    agreeing,
    allowed,
    cells,
    collecting,
    defaults,
    first,
    nulls,
    ordering,
    priority,
    types,
    unique,
)

CHAPTERS: tuple[tuple[str, str, tuple[Spec, ...]], ...] = (
    ("唯一", "Unique", unique.SPECS),
    ("任意", "Any", agreeing.SPECS),
    ("优先", "Priority", priority.SPECS),
    ("首个", "First", first.SPECS),
    ("规则次序与输出次序", "Rule order and output order", ordering.SPECS),
    ("汇集", "Collect", collecting.SPECS),
    ("汇总", "Collect with an aggregator", aggregating.SPECS),
    ("默认结果", "Default outputs", defaults.SPECS),
    ("允许的值", "Allowed values", allowed.SPECS),
    ("空值", "Nulls", nulls.SPECS),
    ("类型", "Types", types.SPECS),
    ("条件格", "Cells", cells.SPECS),
)

SPECS: tuple[Spec, ...] = tuple(one for _, _, specs in CHAPTERS for one in specs)
