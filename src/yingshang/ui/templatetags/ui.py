"""`{% load ui %}`: the components as template tags. README.md lists each with an example."""

from collections.abc import Iterable
from typing import Any

from django import template
from django.forms import BaseForm, BoundField
from django.template import Context
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from yingshang.ui import fields, languages
from yingshang.ui.charts import Bar, bar_chart
from yingshang.ui.components import Event, Fact, Link, Member, NavItem, Paging, PromiseLine, State
from yingshang.ui.components.step import Step, steps_of
from yingshang.ui.form_errors import errors_of
from yingshang.ui.sorting import Sorting

register = template.Library()
Shown = dict[str, Any]
FOLDER = "ui/components"


@register.simple_tag
def html_lang() -> str:
    """The value of the page's `lang` attribute."""
    return languages.html_lang(get_language())


@register.simple_tag
def other_languages() -> list[languages.Language]:
    """The languages the reader can change to."""
    return languages.other_languages(get_language())


@register.inclusion_tag(f"{FOLDER}/error_summary.html")
def error_summary(form: BaseForm) -> Shown:
    """Everything wrong with a form, at its top, taking the focus."""
    return {"errors": errors_of(form)}


@register.inclusion_tag(f"{FOLDER}/field.html")
def field(bound: BoundField, *, cards: bool = False, size: str = "") -> Shown:
    """A field with label, hint and error; `cards` for large choices, `size` short, long or full."""
    fields.name_parts(bound)
    shape = fields.shape_of(bound)
    choices = fields.choices_of(bound) if shape is fields.Shape.CHOICES else []
    return {"field": bound, "shape": shape, "choices": choices, "cards": cards, "size": size}


@register.inclusion_tag(f"{FOLDER}/promise_line.html")
def promise_line(line: PromiseLine, *, level: int = 2) -> Shown:
    """The promise line whole: heading (at `level`), cells, ends, and why this date."""
    return {"line": line, "level": level}


@register.inclusion_tag(f"{FOLDER}/promise_bar.html")
def promise_bar(percent: float, state: str = "act", text: str = "") -> Shown:
    """The promise as a small bar: `percent` of the time used; `text` names it for the ear."""
    return {"percent": min(max(round(percent), 0), 100), "state": State(state), "text": text}


@register.inclusion_tag(f"{FOLDER}/progress.html")
def progress(done: int, total: int, label: str) -> Shown:
    """How far a long job is, as a bar with its numbers in words."""
    return {"done": done, "total": total, "label": label}


@register.inclusion_tag(f"{FOLDER}/state_tag.html")
def state_tag(state: str, text: str) -> Shown:
    """A word or two in the colour of a state: act, kept, soon, broken, pause."""
    return {"state": State(state), "text": text}


@register.inclusion_tag(f"{FOLDER}/timeline.html")
def timeline(events: Iterable[Event]) -> Shown:
    """What happened, newest first as given, in the style of a ledger."""
    return {"events": events}


@register.inclusion_tag(f"{FOLDER}/facts.html")
def facts(pairs: Iterable[Fact | tuple[object, object]]) -> Shown:
    """A definition list of facts or of (label, value) pairs."""
    return {"facts": [Fact.of(pair) for pair in pairs]}


@register.inclusion_tag(f"{FOLDER}/members.html")
def members(parts: Iterable[Member]) -> Shown:
    """The parts of a whole, each with its dot, its words and its tag."""
    return {"members": parts}


@register.inclusion_tag(f"{FOLDER}/stepper.html")
def stepper(steps: Iterable[Step | str], current: int) -> Shown:
    """Step `current` (from 1) of a long form, in words and as a row."""
    views = steps_of(steps, current=current)
    now = next((view for view in views if view.mark == "current"), None)
    return {"steps": views, "now": now, "total": len(views)}


@register.inclusion_tag(f"{FOLDER}/pagination.html", takes_context=True)
def pagination(context: Context, page: Any) -> Shown:
    """Links to the page before and after, keeping the filters in the address."""
    return {"paging": Paging.of(page), "request": context.get("request")}


@register.inclusion_tag(f"{FOLDER}/sort_header.html", takes_context=True)
def sort_header(context: Context, column: str, label: str, *, default: str = "") -> Shown:
    """A table's head cell that sorts by `column`; `default` is the order when none is asked."""
    request = context.get("request")
    asked = request.GET.get("sort", default) if request else default
    sorting = Sorting.parse(asked)
    order = ("descending" if sorting.is_descending else "ascending") * (sorting.column == column)
    following = sorting.toggled(column)
    return {"label": label, "order": order, "following": following, "request": request}


@register.inclusion_tag(f"{FOLDER}/figure.html")
def figure(number: object, label: str, *, url: str = "", link: str = "") -> Shown:
    """A number and what it counts, with a link to how it is counted."""
    return {"number": number, "label": label, "url": url, "link": link}


@register.inclusion_tag(f"{FOLDER}/empty_state.html")
def empty_state(title: str, text: str = "", *, url: str = "", link: str = "") -> Shown:
    """What to say where a list has nothing: why, and what to do next."""
    return {"title": title, "text": text, "url": url, "link": link}


@register.inclusion_tag(f"{FOLDER}/tabs.html")
def tabs(items: Iterable[NavItem], label: str) -> Shown:
    """Views of one thing as a plain navigation named `label`."""
    return {"items": items, "label": label}


@register.inclusion_tag(f"{FOLDER}/trail.html")
def trail(links: Iterable[Link], here: str = "") -> Shown:
    """Where the page stands: links to what is above it, then its own name."""
    return {"links": links, "here": here}


@register.inclusion_tag(f"{FOLDER}/post_button.html")
def post_button(url: str, label: str, *, kind: str = "", name: str = "", value: str = "") -> Shown:
    """A button that posts to `url`; `kind` quiet or stop; `name` and `value` go with it."""
    return {"url": url, "label": label, "kind": kind, "name": name, "value": value}


@register.simple_block_tag(end_name="endnotice")
def notice(content: str, kind: str = "act", title: str = "") -> SafeString:
    """A boxed remark in the colour of a state, around its content."""
    shown = {"content": content, "state": State(kind), "title": title}
    return render_to_string(f"{FOLDER}/notice.html", shown)


@register.simple_block_tag(end_name="endconfirm")
def confirm(content: str, label: str, kind: str = "quiet") -> SafeString:
    """A question that opens under a button, without JavaScript, around its form."""
    return render_to_string(
        f"{FOLDER}/confirm.html", {"content": content, "label": label, "kind": kind}
    )


@register.simple_tag
def chart(
    bars: Iterable[Bar], title: str, *, description: str = "", unit: str = "", max_value: float = 0
) -> SafeString:
    """A horizontal bar chart as SVG with its table behind a toggle."""
    return bar_chart(bars, title=title, description=description, unit=unit, max_value=max_value)
