"""The size class of a firm by the classification of 2011, a decision of DMN.

Others use it through `size_class`; what a department delivered stands in the element of that name.
*Source*: 工信部联企业〔2011〕300号.
"""

from collections.abc import Mapping

from yingshang.core.catalogue.rules import rule
from yingshang.rules import Decided

RULE, DECISION = "common/enterprise_size", "企业规模"
SECTORS = {
    "农林牧渔业": "Agriculture, forestry, animal husbandry, fishery",
    "工业": "Industry (sections B, C, D)",
    "建筑业": "Construction",
    "批发业": "Wholesale",
    "零售业": "Retail",
    "交通运输业": "Transport (without rail)",
    "仓储业": "Warehousing",
    "邮政业": "Post",
    "住宿业": "Accommodation",
    "餐饮业": "Catering",
    "信息传输业": "Information transmission",
    "软件和信息技术服务业": "Software and information technology",
    "房地产开发经营": "Real-estate development",
    "物业管理": "Property management",
    "租赁和商务服务业": "Leasing and business services",
    "其他未列明行业": "Others that are not listed",
}
CLASSES = {"大型": "large", "中型": "medium", "小型": "small", "微型": "micro"}
INPUTS = {
    "行业": "Sector",
    "从业人员": "Staff",
    "营业收入万元": "Revenue, 10,000 yuan",
    "资产总额万元": "Total assets, 10,000 yuan",
    DECISION: "Size class",
}


def size_class(answers: Mapping[str, object]) -> Decided:
    """The class, with its reasons; what is not known is left out of `answers`.

    *Units*: revenue and assets in 10,000 yuan. Errors: `NoSuchInput`, `Unreadable`.
    """
    return rule(RULE).decide(DECISION, answers)


def words_en() -> dict[str, str]:
    """The rule's words in English."""
    return {**SECTORS, **CLASSES, **INPUTS}
