"""The closed sets of words of the lists of undertakings, and what the rules call them."""

from typing import Literal

Family = Literal["proof", "permit", "promise"]
Area = Literal[
    "none", "national_security", "state_secrets", "public_safety", "prudential_finance", "ecology",
    "health_life_property", "foreign_affairs",
]  # fmt: skip
CheckMode = Literal["none", "online", "joint", "site"]
CheckScope = Literal["full", "drawn"]
DocumentKind = Literal["guide", "commitment", "checking"]
Statement = Literal["understood", "conditions", "liability", "intention"]

FAMILIES: dict[Family, tuple[str, str]] = {
    "proof": ("证明事项", "proof replaced by a statement"),
    "permit": ("涉企经营许可", "business permit"),
    "promise": ("一审N承诺", "one review, N promises"),
}
AREAS: dict[Area, tuple[str, str, str]] = {
    "none": ("一般", "一般", "none"),
    "national_security": ("国家安全", "国家安全", "national security"),
    "state_secrets": ("国家秘密", "国家秘密", "state secrets"),
    "public_safety": ("公共安全", "公共安全", "public safety"),
    "prudential_finance": ("金融业审慎监管", "金融业审慎监管", "prudential finance"),
    "ecology": ("生态环境保护", "生态环境保护", "ecology"),
    "health_life_property": (
        "人身健康生命财产安全", "人身健康、生命财产安全", "health, life and property",
    ),
    "foreign_affairs": ("重要涉外", "重要涉外", "important foreign matters"),
}  # fmt: skip
"""The rule's own word, then what people read. *Source*: 国办发〔2020〕42号 (areas not allowed)."""

CHECK_MODES: dict[CheckMode, tuple[str, str]] = {
    "none": ("免核查", "no check"),
    "online": ("在线核查", "online check"),
    "joint": ("协查", "check by another office"),
    "site": ("现场核查", "check on site"),
}
DOCUMENTS: dict[DocumentKind, tuple[str, str]] = {
    "guide": ("办事指南", "guide"),
    "commitment": ("告知承诺书", "commitment"),
    "checking": ("核查规则", "checking rule"),
}
STATEMENTS: frozenset[Statement] = frozenset({"understood", "conditions", "liability", "intention"})
"""What every commitment says: understood, conditions met (or by when), liability, own will."""
