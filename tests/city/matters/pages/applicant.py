"""What an applicant does in the browser, step by step; every name and number is invented."""

import re
from uuid import UUID, uuid4

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from yingshang.city.matters.models import Application
from yingshang.core.parties.illustrative import illustrative_id_number
from yingshang.simulation.files import illustrative_pdf

ANSWERS = {
    "question-shareholding": "several",
    "question-premises": "rented",
    "question-staff_now": "later",
    "question-account_now": "later",
    "delivery": "electronic",
}
COMPANY = "湘潭页面示例科技有限公司"


def person(prefix, name, number):
    return {
        f"{prefix}-name": name,
        f"{prefix}-id_number": illustrative_id_number(number),
        f"{prefix}-phone": f"1380000{number:04d}",
    }


def pages_of(name=COMPANY, *, owner="李示例", partner="王示例", numbers=(1, 2)):
    """What is sent from each page of the form, by its code."""
    mine, yours = numbers
    return {
        "company": {
            "company_name": name,
            "registered_capital_fen": "10000.50",
            "business_scope": "软件开发（示例）",
        },
        "premises": {
            "company_address": "湘潭市岳塘区示例路 1 号",
            "premises_owner": "示例物业有限公司",
        },
        "people": {
            "legal_representative-count": "1",
            **person("legal_representative-0", owner, mine),
            "shareholders-count": "2",
            **person("shareholders-0", owner, mine),
            **person("shareholders-1", partner, yours),
            "officers-count": "1",
            **person("officers-0", owner, mine),
            "contact_person-count": "1",
            **person("contact_person-0", owner, mine),
            "contact_phone": "13800000001",
        },
        "seals": {
            "seal_set": "full",
            "seal_collector-count": "1",
            **person("seal_collector-0", owner, mine),
        },
        "tax": {
            "finance_officer-count": "1",
            **person("finance_officer-0", partner, yours),
            "tax_clerk-count": "1",
            **person("tax_clerk-0", partner, yours),
            "invoice_kind": "general",
            "invoice_monthly_count": "25",
        },
    }


def start(client, party, code="company_opening"):
    answer = client.post(reverse("apply_start", args=[code]), {"party": str(party.pk)})
    assert answer.status_code == 302, answer.content.decode()
    return UUID(re.search(r"[0-9a-f-]{36}", answer.url).group())


def address(name, pk, *more):
    return reverse(name, args=[pk, *more])


def version(pk):
    return Application.objects.get(pk=pk).version


def send(client, name, pk, *more, data=None, **extra):
    """Send a page of the draft with the version it was made from."""
    body = {"version": version(pk), "action": "continue", **(data or {})}
    return client.post(address(name, pk, *more), body, **extra)


def pdf(name="材料.pdf"):
    return SimpleUploadedFile(name, illustrative_pdf(name), content_type="application/pdf")


def fill(client, pk, pages=None):
    """Answer and fill in every page."""
    assert send(client, "apply_questions", pk, data=ANSWERS).status_code == 302
    for code, data in (pages or pages_of()).items():
        answer = send(client, "apply_page", pk, code, data=data)
        assert answer.status_code == 302, (code, errors(answer))


def upload_all(client, pk):
    """Upload every material, all at once."""
    shown = text(client.get(address("apply_materials", pk)))
    codes = re.findall(r'name="(material\.[a-z_]+)"', shown)
    assert codes
    answer = send(client, "apply_materials", pk, data={code: pdf() for code in codes})
    assert answer.status_code == 302, errors(answer)


def submit(client, pk, key=None):
    data = {"submission_key": str(key or uuid4()), "is_true": "on"}
    return send(client, "apply_review", pk, data=data)


def errors(answer):
    """The sentences of the error summary."""
    text = answer.content.decode()
    found = re.search(r'error-summary".*?</ul>', text, re.DOTALL)
    return re.findall(r"<li>(?:<a [^>]*>)?(.*?)<", found.group()) if found else []


def sign(client, pk, decision="agree"):
    """Sign exactly what the page shows."""
    shown = client.get(address("sign_application", pk)).content.decode()
    content = re.search(r'name="content" value="([0-9a-f]{64})"', shown).group(1)
    data = {"content": content, "decision": decision}
    return client.post(address("sign_application", pk), data)


def text(answer):
    """The page as text."""
    return answer.content.decode()
