"""Suites: the cases of a model in YAML, what is given and what is expected, and which rules they
reach.

    given: {企业规模: 小型}          # for every case, unless it says otherwise
    cases:
      - name: 正好 5.5% 也应享
        given: {平均参保人数: 200, 裁员人数: 11}
        expected: {结论: 应享}
      - name: 缺数据不是不符合
        given: {平均参保人数: null}
        unknown: {结论: [裁员人数]}   # not decided, and what is missing for it
"""

from yingshang.rules.suites.coverage import Coverage, TableCoverage
from yingshang.rules.suites.reading import Case, Suite, SuiteUnreadable, read_suite
from yingshang.rules.suites.running import Failure, Report, run_suite

__all__ = [
    "Case",
    "Coverage",
    "Failure",
    "Report",
    "Suite",
    "SuiteUnreadable",
    "TableCoverage",
    "read_suite",
    "run_suite",
]
