"""A file across regions as people read it: both dates, who holds it, the log, what was given."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from yingshang.city.matters.crossregion.handovers import ACTS, lines_of
from yingshang.city.matters.crossregion.models import CrossFile, Handover
from yingshang.city.matters.crossregion.modes import MODES, clock_from, days_before
from yingshang.city.matters.crossregion.offers import service_of
from yingshang.city.matters.desk_pages.words import moment_text, said, state_name
from yingshang.core.models import Item
from yingshang.core.parties.masking import mask_phone
from yingshang.ui.components import Event, Fact


@dataclass(frozen=True)
class Material:
    """A material: with a link to its file, or by post."""

    name: str
    file: str
    url: str
    note: str


@dataclass(frozen=True)
class Result:
    """What the home gave, and where it can be checked."""

    name: str
    number: str
    url: str


def mode_name(mode: str) -> str:
    """Such as 异地代收代办."""
    return said(*MODES[mode])


def place_names(file: CrossFile) -> dict[str, str]:
    """The two places by their codes, in the reader's language."""
    rows = Item.objects.filter(kind="place", is_current=True, place=file.place)
    own = rows.values_list("body", flat=True).first() or {}
    home = file.offer.body
    names = {file.place: said(own.get("name", file.place), own.get("name_en", file.place))}
    there = said(file.peer_office.get("zh", file.peer), file.peer_office.get("en", file.peer))
    names[file.peer] = there
    if home["home"] == file.peer:
        names[file.peer] = said(home["home_name"], home["home_name_en"])
    return names


def dates_of(file: CrossFile, *, at: datetime) -> list[Fact]:
    """Hand-in and acceptance beside each other, from when the clock runs, and until when."""
    facts = [Fact(_("交件（不计入期限）"), moment_text(file.handed_in_at, now=at))]
    if file.home_received_at:
        facts.append(Fact(_("业务属地收到"), moment_text(file.home_received_at, now=at)))
    if file.accepted_at is None:
        return [*facts, Fact(_("业务属地受理"), _("还没有受理，期限还没有开始"))]
    waited = days_before(file.handed_in_at, file.accepted_at)
    text = ngettext("%(n)s 日", "%(n)s 日", waited) % {"n": waited}
    facts += [
        Fact(_("业务属地受理"), moment_text(file.accepted_at, now=at)),
        Fact(_("交件到受理"), text),
        Fact(_("期限自次日起算"), clock_from(file.handed_in_at, file.accepted_at).isoformat()),
    ]
    for name, label in (("promised_due", _("承诺最迟")), ("statutory_due", _("法定最迟"))):
        if due := _told_moment(file.told, name):
            facts.append(Fact(label, moment_text(due, now=at)))
    if file.decided_at:
        facts.append(Fact(_("业务属地决定"), moment_text(file.decided_at, now=at)))
    return facts


def facts_of(file: CrossFile) -> list[Fact]:
    """What it is, in which way, at which offices, under which two numbers."""
    names, case = place_names(file), file.case
    is_home = file.role == CrossFile.Role.HOME
    here, there = (_("业务属地"), _("收件地")) if is_home else (_("收件地"), _("业务属地"))
    facts = [
        Fact(_("办理方式"), mode_name(file.mode)),
        Fact(here, f"{names[file.place]} {case.number}"),
        Fact(there, f"{names[file.peer]} {file.peer_number or '—'}"),
    ]
    if file.told and not is_home:
        told = file.told["state_name"]
        facts.append(Fact(_("业务属地状态"), said(told["zh"], told["en"])))
    return facts


def log_of(file: CrossFile, *, at: datetime) -> list[Event]:
    """The responsibility log, with who holds the matter after each line."""
    names = place_names(file)
    return [_event(line, names, at) for line in lines_of(file)]


def holder_of(file: CrossFile) -> str:
    """The place in charge now."""
    lines = lines_of(file)
    return place_names(file).get(lines[-1].holder, lines[-1].holder) if lines else ""


def answers_of(file: CrossFile) -> list[Fact]:
    """The form's values; a phone number is masked."""
    labels = _labels(file)
    shown = []
    for meaning, value in file.fields.items():
        text = mask_phone(str(value)) if meaning.endswith("phone") else str(value)
        shown.append(Fact(labels.get(meaning, meaning), text))
    return shown


def materials_of(file: CrossFile) -> list[Material]:
    """What was given, each with its file or its tracking number."""
    return [_material(row) for row in file.materials]


def results_of(file: CrossFile) -> list[Result]:
    """What the home's letters told of its results."""
    rows = file.told.get("results", []) if file.told else []
    return [
        Result(said(row["name"]["zh"], row["name"]["en"]), row["number"], row["check_url"])
        for row in rows
    ]


def title_of(file: CrossFile) -> str:
    """The service, in the reader's language."""
    service = service_of(file.offer)
    return said(service.name, service.name_en)


def state_of(file: CrossFile) -> str:
    """The state of the case here."""
    return state_name(file.case.kind, file.case.state)


def _event(line: Handover, names: Mapping[str, str], at: datetime) -> Event:
    office = said(line.office.get("zh", ""), line.office.get("en", ""))
    act = said(*ACTS[line.act]) if line.act in ACTS else line.act
    holder = _("此后由%(place)s负责") % {"place": names.get(line.holder, line.holder)}
    lines = (holder, line.note) if line.note else (holder,)
    return Event(
        moment_text(line.at, now=at), iso=line.at.isoformat(), who=office, act=act, lines=lines
    )


def _material(row: Mapping[str, str]) -> Material:
    url = reverse("document", args=[row["document"]]) if "document" in row else ""
    note = _("邮寄，单号 %(number)s") % {"number": row["tracking"]} if row.get("tracking") else ""
    return Material(row["name"], row.get("file_name", ""), url, note)


def _labels(file: CrossFile) -> dict[str, str]:
    """The names of the fields: as the own list has them, at the home as its matter does."""
    from yingshang.city.matters.lists import parsed_matter

    fields = service_of(file.offer).fields
    if not fields and file.case.kind == "matter":
        fields = parsed_matter(file.case.item).fields
    return {field.meaning: said(field.name, field.name_en) for field in fields}


def _told_moment(told: Mapping[str, object], name: str) -> datetime | None:
    text = str(told.get(name) or "")
    return datetime.fromisoformat(text) if text else None
