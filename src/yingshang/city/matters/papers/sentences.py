"""What a paper says in each kind: plain official Chinese, and the same in English below.

*Source*: Administrative Licensing Law Arts 32 (acceptance, deficiency, non-acceptance), 38 (reasons
and remedies of a refusal), 42 (extension), 44 (delivery), 45 (special procedures); Administrative
Reconsideration Law (2023) Art. 20 (60 days); Administrative Litigation Law Art. 46 (6 months).
"""

from collections.abc import Callable, Mapping

from yingshang.city.matters.models import Paper
from yingshang.city.matters.papers.facts import PaperFacts
from yingshang.city.matters.papers.lines import Line, Row, Said

Writer = Callable[[PaperFacts], Said]


def said(kind: str, facts: PaperFacts) -> Said:
    """What a paper of this kind says about these facts."""
    return _WRITERS[Paper.Kind(kind)](facts)


_PROCEDURES: Mapping[str, Line] = {
    "hearing": Line("听证", "a hearing"),
    "tender": Line("招标", "a tender"),
    "auction": Line("拍卖", "an auction"),
    "inspection": Line("检验", "an inspection"),
    "testing": Line("检测", "testing"),
    "quarantine": Line("检疫", "quarantine"),
    "appraisal": Line("鉴定", "an appraisal"),
    "expert_review": Line("专家评审", "an expert review"),
}
_SOME_PROCEDURE = Line("特别程序", "a special procedure")


def _application(f: PaperFacts) -> tuple[str, str]:
    case = f.text("case")
    zh = f"你（单位）提交的“{f.text('matter')}”申请（办件编号 {case}）"
    return zh, f"your application “{f.text('matter_en')}” (case {case})"


def _reasons(f: PaperFacts) -> tuple[Line, ...]:
    reason, basis = f.text("reason"), f.text("legal_basis")
    lines = [Line(f"理由：{reason}", "The line above states the reason.")] if reason else []
    if basis:
        lines.append(Line(f"依据：{basis}", "The line above states the legal basis."))
    return tuple(lines)


def _due(zh: str, en: str, f: PaperFacts, clock: str) -> tuple[Line, ...]:
    day = f.day(f"{clock}_due")
    return (Line(zh.format(day=day.zh), en.format(day=day.en)),) if day else ()


def _receipt(f: PaperFacts) -> Said:
    zh, en = _application(f)
    lines = (
        Line(f"{zh}已于{f.issued.zh}收到。", f"We received {en} on {f.issued.en}."),
        *(
            (Line("收到下列材料：", "We received these materials:"),)
            if f.texts("materials")
            else ()
        ),
    )
    closing = (
        Line(
            "本凭证只证明收到申请，不表示已经受理。",
            "This proves receipt only; it does not mean that the application is accepted.",
        ),
        *_due("本机关不迟于{day}告知是否受理。",
              "We will tell you by {day} whether it is accepted.", f, "intake"),
    )  # fmt: skip
    return Said(lines, points=f.texts("materials"), closing=closing)


def _acceptance(f: PaperFacts) -> Said:
    zh, en = _application(f)
    ground = "依照《中华人民共和国行政许可法》第三十二条的规定，" if f.is_licensing else ""
    lines = (
        Line(
            f"{zh}属于本机关职权范围，申请材料齐全、符合法定形式。{ground}现予受理。",
            f"We accept {en}: it is ours to decide, and complete in due form.",
        ),
        *_due("本机关承诺不迟于{day}办结。", "We promise to finish by {day}.", f, "promised"),
        *_due("法定办理期限到{day}为止。", "The time limit of the law ends on {day}.", f,
              "statutory"),
    )  # fmt: skip
    return Said(lines)


def _non_acceptance(f: PaperFacts) -> Said:
    zh, en = _application(f)
    go_to = f.text("go_to")
    if not go_to:
        head = Line(f"{zh}，经审查，决定不予受理。", f"We do not accept {en}.")
        return Said((head, *_reasons(f)), closing=(f.remedies,))
    ground = (
        "依照《中华人民共和国行政许可法》第三十二条第一款第二项的规定，" if f.is_licensing else ""
    )
    head = Line(
        f"{zh}，依法不属于本机关职权范围。{ground}决定不予受理。",
        f"We do not accept {en}: another office is in charge.",
    )
    where = Line(f"请向{go_to}申请。", f"Apply to {f.text('go_to_en') or go_to}.")
    return Said((head, where, *_reasons(f)), closing=(f.remedies,))


def _no_permit_needed(f: PaperFacts) -> Said:
    zh, en = _application(f)
    ground = (
        "依照《中华人民共和国行政许可法》第三十二条第一款第一项的规定，" if f.is_licensing else ""
    )
    head = Line(
        f"{zh}，依法不需要取得行政许可。{ground}本机关不受理，即时告知。",
        f"No permit is needed for {en}; we tell you so at once and do not accept it.",
    )
    return Said((head, *_reasons(f)), closing=(f.remedies,))


def _on_spot(f: PaperFacts) -> Said:
    zh, en = _application(f)
    ground = (
        "依照《中华人民共和国行政许可法》第三十二条第一款第三项的规定，" if f.is_licensing else ""
    )
    lines = (
        Line(
            f"{zh}，有可以当场更正的错误。{ground}已由申请人当场更正：",
            f"A mistake in {en} was corrected on the spot by the applicant, as above:",
        ),
        Line(f.text("corrected"), "The line above states what was corrected."),
        Line(f"确认人：{f.text('confirmed_by')}", "The line above names who confirmed it."),
    )
    return Said(lines, is_signed_by_receiver=True)


def _supplement(f: PaperFacts) -> Said:
    zh, en = _application(f)
    lines = (
        Line(f"{zh}，审查中需要您补充：", f"In examining {en} we ask you to supply:"),
        Line(f.text("reason"), "The line above states what is asked for."),
    )
    closing = Line(
        "补充材料的时间照常计入办理期限。",
        "The time limit goes on while you supply it.",
    )
    return Said(lines, closing=(closing,))


def _termination(f: PaperFacts) -> Said:
    zh, en = _application(f)
    name, basis = f.text("ground_name"), f.text("ground_basis")
    lines = [Line(f"{zh}，决定终止办理。", f"We end {en} without a decision.")]
    if name:
        lines.append(Line(f"终止理由：{name}", f"Ground: {f.text('ground_name_en') or name}"))
    if basis:
        lines.append(Line(f"依据：{basis}", "The line above states the basis."))
    return Said((*lines, *_reasons(f)), closing=(f.remedies,))


def _deficiency(f: PaperFacts) -> Said:
    zh, en = _application(f)
    ground = (
        "依照《中华人民共和国行政许可法》第三十二条第一款第四项的规定，" if f.is_licensing else ""
    )
    head = Line(
        f"{zh}，材料不齐全或者不符合法定形式。{ground}现一次告知需要补正的全部内容：",
        f"Something is missing in {en}. This is everything that must be corrected:",
    )
    closing = Line(
        "请按以上内容补正后，在本平台或者综合窗口重新提交。收到全部补正材料后，本机关即审查是否受理。",
        "Correct these points and send the application again, online or at the desk."
        " We then examine whether it can be accepted.",
    )
    points = f.texts("points") or tuple(filter(None, [f.text("reason")]))
    return Said((head,), points=points, closing=(closing,))


def _extension(f: PaperFacts) -> Said:
    zh, en = _application(f)
    head = Line(
        f"{zh}，在规定期限内不能作出决定，经本机关负责人批准，办理期限予以延长。",
        f"We cannot decide on {en} in time; with our head's approval the time limit is extended.",
    )
    due = _due(
        "延长后的期限到{day}为止。", "The extended time limit ends on {day}.", f, "statutory"
    )
    return Said((head, *_reasons(f), *due))


def _suspension(f: PaperFacts) -> Said:
    zh, en = _application(f)
    procedure = _PROCEDURES.get(f.text("procedure"), _SOME_PROCEDURE)
    head = Line(
        f"{zh}，依法需要进行{procedure.zh}。"
        "依照《中华人民共和国行政许可法》第四十五条的规定，所需时间不计入办理期限。",
        f"The decision on {en} needs {procedure.en} by law. The time it takes is not counted.",
    )
    end, days = f.day("expected_end"), f.text("days")
    how_long, how_long_en = (f" {days} 个工作日", f"{days} working days") if days else ("", "")
    needed = (
        Line(f"所需时间{how_long}，预计到{end.zh}为止。" if days else
             f"所需时间预计到{end.zh}为止。",
             f"It needs {how_long_en} and is expected to end on {end.en}." if days else
             f"It is expected to end on {end.en}."),
    ) if end else ()  # fmt: skip
    return Said((head, *_reasons(f), *needed))


def _decision(f: PaperFacts) -> Said:
    zh, en = _application(f)
    head = Line(
        f"{zh}，经审查，符合法定条件和标准，决定准予。",
        f"We examined {en}. It fulfils the conditions and standards of the law, and is granted.",
    )
    due = _due("结果不迟于{day}送达。", "The result will be delivered by {day}.", f, "delivery")
    return Said((head, *_reasons(f), *due))


def _refusal(f: PaperFacts) -> Said:
    zh, en = _application(f)
    head = Line(
        f"{zh}，经审查，不符合法定条件或者标准，决定不予。",
        f"We examined {en}. It does not fulfil the conditions of the law, and is refused.",
    )
    return Said((head, *_reasons(f)), closing=(f.remedies,))


def _delivery(f: PaperFacts) -> Said:
    rows = [
        Row(Line("送达内容", "Delivered"), f"“{f.text('matter')}”的办理结果"),
        Row(Line("办件编号", "Case"), f.text("case")),
        Row(Line("受送达人", "Recipient"), f.text("party")),
        Row(Line("送达方式", "Way"), f.way),
        Row(Line("送达日期", "Date"), f.issued.zh),
        Row(Line("收件人", "Received by"), f.text("received_by")),
        Row(Line("邮件编号", "Tracking number"), f.text("tracking")),
    ]
    head = Line(
        "下列办理结果已经送达，特此证明。", "This proves that the result below was delivered."
    )
    is_by_hand = f.text("by") in ("", "desk")
    return Said(
        (head,),
        rows=tuple(row for row in rows if row.value),
        is_signed_by_receiver=is_by_hand,
    )


_WRITERS: Mapping[Paper.Kind, Writer] = {
    Paper.Kind.RECEIPT: _receipt,
    Paper.Kind.ACCEPTANCE: _acceptance,
    Paper.Kind.NON_ACCEPTANCE: _non_acceptance,
    Paper.Kind.NO_PERMIT_NEEDED: _no_permit_needed,
    Paper.Kind.ON_SPOT: _on_spot,
    Paper.Kind.SUPPLEMENT: _supplement,
    Paper.Kind.TERMINATION: _termination,
    Paper.Kind.DEFICIENCY_NOTICE: _deficiency,
    Paper.Kind.EXTENSION: _extension,
    Paper.Kind.SUSPENSION: _suspension,
    Paper.Kind.DECISION: _decision,
    Paper.Kind.REFUSAL: _refusal,
    Paper.Kind.DELIVERY: _delivery,
}
