"""A list may not grant what the law forbids; each check is named by the article it stands on.

*Source*: Administrative Licensing Law (行政许可法) Art. 32, 42 and 58; domain reference, section 1.
"""

from fractions import Fraction

from yingshang.city.matters.listing.limits import Limit, Period
from yingshang.city.matters.listing.matter import Matter
from yingshang.core.catalogue.items import Item
from yingshang.core.catalogue.problems import ListError

TOLD_WITHIN = Period(amount=5, unit="working_day")
DECIDED_WITHIN = Period(amount=20, unit="working_day")
EXTENDED_BY = Period(amount=10, unit="working_day")

Matters = list[Item[Matter]]


def check_laws(matters: Matters) -> list[ListError]:
    """Every check of this module over every matter."""
    checks = (
        licensing_law_art_32_silence,
        licensing_law_art_32_told_within,
        licensing_law_art_42_limit,
        licensing_law_art_42_start,
        licensing_law_art_58_fee,
        promise_within_the_law,
        materials_are_listed,
        has_a_legal_basis,
    )
    return [error for check in checks for matter in matters for error in check(matter)]


def licensing_law_art_32_silence(item: Item[Matter]) -> list[ListError]:
    """Silence accepts by Art. 32 for permits only; other types name the law of their own."""
    rule = item.model.deemed_acceptance
    if item.model.type == "permit" or rule is None or not rule.law.is_licensing_law:
        return []
    return [
        item.error(
            "matters.licensing_law_art_32_silence", "deemed_acceptance", "law",
            found=rule.law.law, expected="the item's own law",
            zh="行政许可法第三十二条的“逾期不告知即受理”只适用于行政许可；"
            "本事项不是行政许可，请写明自己的法律依据或删去。",
            en="Deemed acceptance under the Licensing Law Art. 32 is for permits only; this is "
            "none. Name a law of its own or remove the rule.",
        )
    ]  # fmt: skip


def licensing_law_art_32_told_within(item: Item[Matter]) -> list[ListError]:
    """A permit's applicant is told everything within five working days at most."""
    rule = item.model.deemed_acceptance
    if item.model.type != "permit" or rule is None:
        return []
    if rule.told_within.half_days() <= TOLD_WITHIN.half_days():
        return []
    return [
        item.error(
            "matters.licensing_law_art_32_told_within", "deemed_acceptance", "told_within",
            found=rule.told_within.text("en"), expected="<= 5 working_day",
            zh="一次告知期限不得超过 5 个工作日（行政许可法第三十二条），现为 {found}。",
            en="Everything is told within 5 working days (Licensing Law Art. 32), not {found}.",
        )
    ]  # fmt: skip


def licensing_law_art_42_limit(item: Item[Matter]) -> list[ListError]:
    """A permit has a statutory limit: 20 working days and 10 more, unless its own law says else."""
    limit = item.model.statutory_limit
    if item.model.type != "permit":
        return []
    if limit is None:
        return [
            item.error(
                "matters.licensing_law_art_42_limit", "statutory_limit",
                found="", expected="<= 20 working_day",
                zh="行政许可要写明法定办结时限（行政许可法第四十二条）。",
                en="A permit needs its statutory limit (Licensing Law Art. 42).",
            )
        ]  # fmt: skip
    if not limit.law.is_licensing_law:
        return []
    bounds = ((("statutory_limit",), limit, DECIDED_WITHIN),
              (("statutory_limit", "extension"), limit.extension, EXTENDED_BY))  # fmt: skip
    return [
        item.error(
            "matters.licensing_law_art_42_limit", *path, "amount",
            found=period.text("en"), expected=f"<= {bound.amount} {bound.unit}",
            bound=bound.text("zh-hans"), bound_en=bound.text("en"),
            zh="按行政许可法第四十二条不得超过 {bound}，现为 {found}；另有规定的请写明该法。",
            en="Licensing Law Art. 42 allows {bound_en}, not {found}; name the other law if any.",
        )
        for path, period, bound in bounds
        if period is not None and period.half_days() > bound.half_days()
    ]  # fmt: skip


def licensing_law_art_42_start(item: Item[Matter]) -> list[ListError]:
    """Clocks start with acceptance, never before; only an executor's may start with receipt."""
    if item.model.type == "partner_service":
        return []
    limits: tuple[tuple[str, Limit | None], ...] = (
        ("statutory_limit", item.model.statutory_limit),
        ("promised_limit", item.model.promised_limit),
    )
    return [
        item.error(
            "matters.licensing_law_art_42_start", name, "starts",
            found=limit.starts, expected="acceptance",
            zh="办理期限自受理起算（行政许可法第四十二条），不得从收件起算。",
            en="The limit counts from acceptance (Licensing Law Art. 42), not from receipt.",
        )
        for name, limit in limits
        if limit is not None and limit.starts != "acceptance"
    ]  # fmt: skip


def licensing_law_art_58_fee(item: Item[Matter]) -> list[ListError]:
    """A permit costs nothing unless a law or an administrative regulation says so."""
    if item.model.fee_fen == 0 or item.model.fee_basis is not None:
        return []
    return [
        item.error(
            "matters.licensing_law_art_58_fee", "fee_fen",
            found=item.model.fee_fen, expected="0, or fee_basis",
            zh="收费要有法律、行政法规依据（行政许可法第五十八条）；请写明 fee_basis 或改为 0。",
            en="A fee needs a law or regulation (Licensing Law Art. 58): give fee_basis or set 0.",
        )
    ]  # fmt: skip


def promise_within_the_law(item: Item[Matter]) -> list[ListError]:
    """The promise is not longer than the law allows, the stages fit in it, 即办件 is at once."""
    matter = item.model
    errors = []
    promised = matter.promised_limit
    statutory = matter.statutory_limit
    if statutory is not None and promised.half_days() > statutory.least_half_days():
        errors.append(item.error(
            "matters.promise_beyond_the_law", "promised_limit", "amount",
            found=promised.text("en"), expected=f"<= {statutory.amount} {statutory.unit}",
            found_zh=promised.text(), zh_bound=statutory.text(), en_bound=statutory.text("en"),
            zh="承诺时限（{found_zh}）不得长于法定时限（{zh_bound}）。",
            en="The promise ({found}) must not be longer than the law's limit ({en_bound}).",
        ))  # fmt: skip
    if (matter.case_type == "immediate") != (promised.amount == 0):
        errors.append(item.error(
            "matters.immediate_means_at_once", "case_type",
            found=matter.case_type, expected="immediate <=> promised_limit 0",
            zh="即办件的承诺时限是 0（当场），承诺件的大于 0。",
            en="An immediate item promises 0 (on the spot), a promised one more than 0.",
        ))  # fmt: skip
    stages = sum((s.limit.half_days() for s in matter.stages if s.limit), Fraction(0))
    if stages > promised.half_days():
        errors.append(item.error(
            "matters.stages_beyond_the_promise", "stages",
            found=f"{float(stages):g} half_day", expected=f"<= {promised.amount} {promised.unit}",
            found_zh=f"{float(stages):g} 个半日", zh_bound=promised.text(),
            en_bound=promised.text("en"),
            zh="各环节时限之和（{found_zh}）超过承诺时限（{zh_bound}）。",
            en="The stages together ({found}) take longer than the promise ({en_bound}).",
        ))  # fmt: skip
    return errors


def materials_are_listed(item: Item[Matter]) -> list[ListError]:
    """A material that is not in the list may not be demanded."""
    listed = {material.code for material in item.model.materials}
    return [
        item.error(
            "matters.unlisted_material", "stages", index, "materials", place,
            found=code, expected=", ".join(sorted(listed)),
            zh="环节要求的材料“{found}”不在本事项材料清单内；清单以外的材料不得要求。",
            en="This stage demands “{found}”, which the item does not list; nothing may be "
            "demanded beyond the list.",
        )
        for index, stage in enumerate(item.model.stages)
        for place, code in enumerate(stage.materials)
        if code not in listed
    ]  # fmt: skip


def has_a_legal_basis(item: Item[Matter]) -> list[ListError]:
    """Whatever an office does on application rests on a law; a partner's service need not."""
    if item.model.legal_basis or item.model.type in ("partner_service", "public_service"):
        return []
    return [
        item.error(
            "matters.no_legal_basis", "legal_basis",
            found="", expected="at least one law",
            zh="行政事项要写明设定依据（legal_basis）。",
            en="This type of item needs its legal basis.",
        )
    ]  # fmt: skip
