"""The main job as a story: a woman opens a company, from the first answer to the last result.

Runs through the very services that pages and API call, on the real lists; the exchange's
simulated systems answer for the registry, tax, social insurance, housing fund, seal maker, bank.
"""

import io
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from yingshang.city.matters.applications import drafting, materials, submission
from yingshang.city.matters.applications.planning import planned
from yingshang.city.matters.desk import DeskStep, take_step
from yingshang.city.matters.models import Application
from yingshang.core.access.models import User
from yingshang.core.exchange.services import turn
from yingshang.core.models import Case, Message
from yingshang.core.parties.illustrative import illustrative_id_number
from yingshang.simulation.cast import DemoCast
from yingshang.simulation.files import illustrative_pdf

OUT, IN = Message.Direction.OUT, Message.Direction.IN
ENDED = ("answered", "done", "dead")
MOST_WAITS, WAIT_SECONDS = 40, 0.25
ANSWERS = {
    "shareholding": "several",
    "premises": "rented",
    "staff_now": "now",
    "account_now": "now",
}


@dataclass
class Story:
    """A run of the main job: its clock moves only when somebody acts."""

    place: str
    cast: DemoCast
    now: datetime
    name: str = ""
    tell: Callable[[datetime, str], None] = lambda _at, _text: None
    bundle: Case | None = field(default=None)

    def later(self, minutes: int) -> datetime:
        """The clock, moved on."""
        self.now += timedelta(minutes=minutes)
        return self.now


def values(company: str) -> dict[str, object]:
    """The one form, filled in; every person and number is invented."""
    owner = {"name": "李示例", "id_number": illustrative_id_number(1), "phone": "13800000001"}
    partner = {"name": "王示例", "id_number": illustrative_id_number(2), "phone": "13800000002"}
    return {
        "company_name": company,
        "registered_capital_fen": "1000000",
        "business_scope": "食品销售；软件开发（示例）",
        "company_address": "湘潭市岳塘区示例路 1 号",
        "premises_owner": "示例物业有限公司",
        "legal_representative": owner,
        "shareholders": [owner, partner],
        "officers": [owner, partner],
        "contact_person": owner,
        "contact_phone": "13800000001",
        "seal_set": "full",
        "seal_collector": owner,
        "finance_officer": partner,
        "tax_clerk": partner,
        "invoice_kind": "general",
        "invoice_monthly_count": "25",
        "staff": [partner],
        "insurance_start": "2026-12-01",
        "payment_agreement": "yes",
        "staff_count": "1",
        "fund_percent": "8",
        "fund_start": "2026-12-01",
        "bank_branch": "示例支行",
        "bank_visit_date": "2026-11-26",
    }


def open_company(story: Story) -> Case:
    """Run the whole job; answers the bundle as it stands at the end."""
    application = apply(story)
    sign(story, application)
    bundle = _bundle_of(application)
    story.bundle = bundle
    _decide(story, bundle, "company_registration", story.cast["clerk"], story.cast["approver"])
    _exchange(story, bundle, "登记系统回填信用代码；印章、税务、社保、公积金同时开始")
    _decide(story, bundle, "invoice_first_issue", story.cast["tax"], story.cast["tax"])
    _exchange(story, bundle, "税务、刻章单位和银行答复")
    _exchange(story, bundle, "其余外部系统答复")
    bundle.refresh_from_db()
    return bundle


def apply(story: Story) -> Application:
    """The owner answers, fills in the one form, uploads each material once and submits."""
    owner = story.cast["owner"]
    draft = drafting.start_draft(story.place, "company_opening", user=owner, at=story.now)
    story.tell(story.now, "业主开始申请“企业开办”")
    drafting.answer(draft.pk, ANSWERS, user=owner, at=story.later(2))
    plan = planned(Application.objects.get(pk=draft.pk), at=story.now).plan
    counts = plan.counts
    story.tell(
        story.now,
        f"回答 {len(plan.questions)} 个问题：字段 {counts.fields_before}→{counts.fields_after}，"
        f"材料 {counts.materials_before}→{counts.materials_after}",
    )
    filled = {k: v for k, v in values(story.name).items() if k in {f.meaning for f in plan.fields}}
    drafting.fill(draft.pk, filled, user=owner, at=story.later(12))
    story.tell(story.now, f"一张表填了 {len(filled)} 项")
    for material in plan.materials:
        file = io.BytesIO(illustrative_pdf(material.name))
        materials.upload(
            draft.pk, material.code, file, name=f"{material.name}.pdf", user=owner,
            at=story.later(1),
        )  # fmt: skip
        story.tell(story.now, f"上传一次：{material.name}")
    submitted = submission.submit(draft.pk, user=owner, key=uuid4(), at=story.later(2))
    story.tell(story.now, "提交；业主签名，等另一位股东签名")
    return submitted


def sign(story: Story, application: Application) -> None:
    """Everybody who is still to sign does."""
    for signature in application.signatures.filter(state="pending").select_related("signer"):
        signer = User.objects.get(person=signature.signer)
        submission.decide_signature(
            application.pk, user=signer, content=signature.content_hash, at=story.later(5),
            agrees=True,
        )  # fmt: skip
        story.tell(story.now, f"{signature.signer.name} 签名")
    application.refresh_from_db()


def _bundle_of(application: Application) -> Case:
    assert application.case is not None  # noqa: S101 - fully signed
    return application.case


def _decide(story: Story, bundle: Case, code: str, clerk: User, officer: User) -> None:
    case = Case.objects.get(parent=bundle, item__code=code)
    steps: list[tuple[str, User, str]] = [
        ("accept", clerk, ""),
        ("claim", officer, ""),
        ("handle", officer, "材料齐全，符合法定形式。"),
        ("grant", officer, "同意。"),
    ]
    for step, user, opinion in steps:
        take_step(DeskStep(case.pk, step, opinion=opinion), user=user, at=story.later(9))
        story.tell(story.now, f"{case.item.body['name']} · {_label(step)}（{user.display_name}）")


def _label(step: str) -> str:
    from yingshang.city.matters.lifecycle import MATTER

    known = MATTER.step(step)
    return known.zh if known else step


def _exchange(story: Story, bundle: Case, text: str) -> None:
    """Let the outside systems answer; a worker beside us may be doing it, so wait for the last."""
    turn(story.later(3))
    members = Case.objects.filter(parent=bundle).values("pk")
    waiting = Message.objects.filter(case_id__in=members, direction=OUT).exclude(state__in=ENDED)
    answers = Message.objects.filter(case_id__in=members, direction=IN, state="pending")
    for _ in range(MOST_WAITS):
        if not waiting.exists() and not answers.exists():
            break
        time.sleep(WAIT_SECONDS)
        turn(story.now)
    story.tell(story.now, text)


def members_of(bundle_id: UUID) -> Iterator[Case]:
    """The members of a bundle in the order of their opening."""
    yield from Case.objects.filter(parent_id=bundle_id).select_related("item").order_by("number")
