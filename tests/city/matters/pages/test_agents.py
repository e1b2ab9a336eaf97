"""An agent hands in an authorisation, acts once the client confirms it, and copies what she did."""

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.cast import NOW, enterprise, login, mandate, person
from tests.city.matters.services.story import Town
from yingshang.city.matters.agents.models import Authorisation
from yingshang.city.matters.applications.copying import copy_application
from yingshang.city.matters.applications.errors import ApplicationMissing
from yingshang.core.ledger.queries import entries_of
from yingshang.core.models import Mandate
from yingshang.core.parties.illustrative import illustrative_credit_code
from yingshang.simulation.files import illustrative_pdf

pytestmark = pytest.mark.django_db
BACKEND = "django.contrib.auth.backends.ModelBackend"


def enter(user) -> Client:
    client = Client()
    client.force_login(user, backend=BACKEND)
    return client


def form(**more) -> dict[str, object]:
    file = SimpleUploadedFile("授权书.pdf", illustrative_pdf("authorisation"))
    return {
        "name": "示例客户有限公司", "credit_code": illustrative_credit_code(41),
        "scope": ["company_opening"], "last_day": "2027-06-30", "file": file,
        "submission_key": "00000000-0000-4000-8000-000000000001", **more,
    }  # fmt: skip


@pytest.fixture
def at_now():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def client_firm():
    firm = enterprise("示例客户有限公司")
    firm.credit_code = illustrative_credit_code(41)
    firm.save()
    return firm


def test_an_authorisation_counts_once_the_client_confirms_it(client_firm, at_now):
    boss = login("boss", "客户法人", party=person("客户法人"))
    mandate(client_firm, boss.person)
    agent = login("runner", "代办", party=person("代办"))
    desk, head = enter(agent), enter(boss)
    wrong = desk.post("/my/authorisations/", form(name="别的公司"))
    assert "没有找到名称和统一社会信用代码都相符" in wrong.content.decode()
    assert (
        "三年以内" in desk.post("/my/authorisations/", form(last_day="2040-01-01")).content.decode()
    )
    assert desk.post("/my/authorisations/", form()).status_code == 302
    assert "等它确认" in desk.post("/my/authorisations/", form()).content.decode()
    found = Authorisation.objects.get()
    assert not Mandate.objects.filter(holder=agent.person).exists()
    url = f"/my/authorisations/{found.pk}/decide/"
    assert desk.post(url, {"answer": "yes"}).status_code == 404
    assert "代办 想替 示例客户有限公司 办事" in head.get("/my/authorisations/").content.decode()
    paper = head.get(f"/documents/{found.document_id}/")
    assert b"".join(paper.streaming_content).startswith(b"%PDF")
    assert head.post(url, {"answer": "yes"}).status_code == 302
    assert head.post(url, {"answer": "no"}).status_code == 404
    given = Mandate.objects.get(holder=agent.person)
    assert (given.principal_id, given.scope) == (client_firm.pk, ["company_opening"])
    page = desk.get("/my/clients/")
    assert [row.party.pk for row in page.context["rows"]] == [client_firm.pk]
    assert [e.action for e in entries_of([found.pk])] == [
        "authorisation.hand_in", "authorisation.confirm",
    ]  # fmt: skip


def test_an_earlier_application_becomes_a_new_draft_without_name_signature_or_material():
    town = Town()
    earlier = town.submitted("owner")
    draft = copy_application(earlier.pk, user=town.cast["owner"], at=town.later())
    assert draft.state == "draft"
    assert draft.answers == earlier.answers
    assert draft.fields.keys() == earlier.fields.keys() - {"company_name"}
    assert not draft.materials.exists()
    assert not draft.signatures.exists()
    assert entries_of([draft.pk])[-1].data["earlier"] == str(earlier.pk)
    with pytest.raises(ApplicationMissing):
        copy_application(earlier.pk, user=town.cast["citizen"], at=town.now)
