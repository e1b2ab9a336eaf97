"""The closed sets of words that a list of matters may use, and what people read for each."""

from typing import Literal

MatterType = Literal[
    "permit",
    "confirmation",
    "adjudication",
    "payment",
    "reward",
    "filing",
    "other_power",
    "public_service",
    "partner_service",
]
CaseType = Literal["immediate", "promised"]
StageName = Literal["handle", "review", "approve"]
Channel = Literal["online", "desk", "mail", "terminal"]
Delivery = Literal["desk", "mail", "electronic"]
MaterialSource = Literal["applicant", "government", "output"]
ResultKind = Literal["licence", "notice", "record", "seal", "account"]
FieldType = Literal[
    "text",
    "number",
    "money_fen",
    "date",
    "choice",
    "uscc",
    "id_number",
    "phone",
    "address",
    "person",
    "persons",
    "boolean",
]
Sensitivity = Literal["public", "personal", "sensitive"]
Unit = Literal["working_day", "half_day", "working_hour", "calendar_day"]
Procedure = Literal[
    "hearing",
    "tender",
    "auction",
    "inspection",
    "testing",
    "quarantine",
    "appraisal",
    "expert_review",
]
RetentionClass = Literal["permanent", "thirty_years", "ten_years"]
Adapter = Literal["registry", "tax", "social_insurance", "housing_fund"]

MATTER_TYPES: dict[MatterType, tuple[str, str]] = {
    "permit": ("行政许可", "administrative licence"),
    "confirmation": ("行政确认", "administrative confirmation"),
    "adjudication": ("行政裁决", "administrative adjudication"),
    "payment": ("行政给付", "administrative payment"),
    "reward": ("行政奖励", "administrative reward"),
    "filing": ("行政备案", "administrative filing"),
    "other_power": ("其他行政权力", "other administrative power"),
    "public_service": ("公共服务", "public service"),
    "partner_service": ("合作服务", "partner service"),
}
"""`partner_service` is what an external executor does for the applicant: a seal, an account."""

UNITS: dict[Unit, tuple[str, str]] = {
    "working_day": ("个工作日", "working days"),
    "half_day": ("个半日", "half days"),
    "working_hour": ("个工作小时", "working hours"),
    "calendar_day": ("日", "days"),
}

PROCEDURES: dict[Procedure, tuple[str, str]] = {
    "hearing": ("听证", "hearing"),
    "tender": ("招标", "tender"),
    "auction": ("拍卖", "auction"),
    "inspection": ("检验", "inspection"),
    "testing": ("检测", "testing"),
    "quarantine": ("检疫", "quarantine"),
    "appraisal": ("鉴定", "appraisal"),
    "expert_review": ("专家评审", "expert review"),
}
"""All that stops the statutory clock. *Source*: Administrative Licensing Law Art. 45."""

RETENTIONS: dict[RetentionClass, tuple[str, str, int | None]] = {
    "permanent": ("永久", "permanent", None),
    "thirty_years": ("定期 30 年", "30 years", 30),
    "ten_years": ("定期 10 年", "10 years", 10),
}
"""The classes of retention and their years.

*Source*: 机关文件材料归档范围和文书档案保管期限规定（国家档案局令第8号, 2006）.
"""
