"""How the applicant reads what she was spared and why."""

from yingshang.city.matters.shrinking.plans import Reason, Saved, Subject
from yingshang.errors import Sentence

_SENTENCES: dict[Reason, tuple[str, str]] = {
    "asked_once": (
        "“{name}”有 {count} 个事项要用，只填一次。",
        "“{name_en}” is used by {count} items and asked once.",
    ),
    "uploaded_once": (
        "“{name}”有 {count} 个事项要用，只传一次。",
        "“{name_en}” is used by {count} items and uploaded once.",
    ),
    "produced": (
        "“{name}”在前面的事项办好后自动转来，不用您提供。",
        "“{name_en}” comes from an earlier item of this application; you need not give it.",
    ),
    "held": (
        "平台已有您的“{name}”，不用再提供。",
        "The platform already holds your “{name_en}”; you need not give it again.",
    ),
    "government": (
        "“{name}”由部门共享取得，不用您提供。",
        "“{name_en}” is shared between offices; you need not give it.",
    ),
    "not_needed": ("按您的回答，不需要“{name}”。", "By your answers, “{name_en}” is not needed."),
    "promised": (
        "“{name}”由您的承诺代替，不用提供。",
        "Your commitment takes the place of “{name_en}”; you need not give it.",
    ),
    "deferred": (
        "按您的选择，“{name}”以后再办，不影响其他事项。",
        "By your choice, “{name_en}” is put off and holds nothing up.",
    ),
}


def saved(
    subject: Subject,
    reason: Reason,
    code: str,
    names: tuple[str, str],
    matters: tuple[str, ...],
    why: Sentence | None = None,
) -> Saved:
    """One thing spared; `names` are its Chinese and English name, `why` a rule's own reason."""
    zh, en = _SENTENCES[reason]
    data: dict[str, object] = {"name": names[0], "name_en": names[1], "count": len(matters)}
    if why is not None:
        zh, en = f"{zh.removesuffix('。')}：{{why}}。", f"{en.removesuffix('.')}: {{why}}."
        data["why"] = why
    return Saved(subject, code, reason, matters, Sentence(zh, en, data))
