"""The DMN conformance kit (TCK): runs its cases through a back end and counts what holds.

The kit's files are data of others and stand outside the project; a caller names their folder.
"""

from yingshang.rules.conformance.cases import Kind
from yingshang.rules.conformance.report import Count, Report, Result
from yingshang.rules.conformance.running import run_folder
from yingshang.rules.conformance.values import CaseUnreadable

__all__ = ["CaseUnreadable", "Count", "Kind", "Report", "Result", "run_folder"]
