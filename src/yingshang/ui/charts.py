"""Horizontal bar charts as inline SVG, made on the server from the look's own classes.

Lengths are percent and em, so that a chart keeps its type size on a narrow screen. The title
states the finding; each bar carries its label and value; the table stands behind a toggle.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from yingshang.ui.components.state import State

LABEL_LIMIT = 18
ROW_EM = 3.4


@dataclass(frozen=True)
class Bar:
    """One bar: `text` is the value as it is read, by default the number itself."""

    label: str
    value: float
    text: str = ""
    state: State | str = State.ACT

    @property
    def shown(self) -> str:
        """The value in words."""
        return self.text or f"{self.value:,.10g}"

    @property
    def short_label(self) -> str:
        """The label, cut where it would run into the value; the table has it whole."""
        whole = str(self.label)
        return whole if len(whole) <= LABEL_LIMIT else f"{whole[: LABEL_LIMIT - 1]}…"


def bar_chart(
    bars: Iterable[Bar],
    *,
    title: str,
    description: str = "",
    unit: str = "",
    max_value: float = 0,
) -> SafeString:
    """A figure with caption, SVG and table. Bars are drawn against `max_value` or the longest.

    Units: `value` in whatever `unit` says. Errors: `ValueError` for a negative value.
    """
    rows = list(bars)
    if any(row.value < 0 for row in rows):
        raise ValueError("a horizontal bar cannot show a negative value")
    longest = max_value or max((row.value for row in rows), default=0)
    return format_html(
        '<figure class="chart"><figcaption>{}</figcaption>{}{}</figure>',
        title,
        _svg(rows, title, description or _("下表列出图中各数。"), longest),
        _table(rows, title, unit),
    )


def _svg(rows: list[Bar], title: str, description: str, longest: float) -> SafeString:
    drawn = format_html_join("", "{}", ((_bar(n, row, longest),) for n, row in enumerate(rows)))
    return format_html(
        '<svg role="img" width="100%" height="{}em" aria-label="{}">'
        "<title>{}</title><desc>{}</desc>{}</svg>",
        f"{len(rows) * ROW_EM:.1f}",
        title,
        title,
        description,
        drawn,
    )


def _bar(number: int, row: Bar, longest: float) -> SafeString:
    top = number * ROW_EM
    return format_html(
        '<text x="0" y="{}em">{}</text><text class="value" x="100%" y="{}em">{}</text>'
        '<rect class="track" x="0" y="{}em" width="100%" height="0.9em"/>'
        '<rect class="{}" x="0" y="{}em" width="{}%" height="0.9em"/>',
        f"{top + 1.1:.1f}",
        row.short_label,
        f"{top + 1.1:.1f}",
        row.shown,
        f"{top + 1.6:.1f}",
        State(row.state),
        f"{top + 1.6:.1f}",
        _share(row.value, longest),
    )


def _share(value: float, longest: float) -> str:
    percent = 100 * value / longest if longest else 0
    return f"{min(percent, 100):.2f}"


def _table(rows: list[Bar], title: str, unit: str) -> SafeString:
    cells = ((row.label, row.shown) for row in rows)
    return format_html(
        "<details><summary>{}</summary><table><caption>{}</caption><thead><tr>"
        '<th scope="col">{}</th><th scope="col" class="num">{}</th></tr></thead>'
        "<tbody>{}</tbody></table></details>",
        _("看数据表"),
        title,
        _("项目"),
        unit or _("数值"),
        format_html_join("", '<tr><th scope="row">{}</th><td class="num">{}</td></tr>', cells),
    )
