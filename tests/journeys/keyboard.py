"""A person at the keyboard: finds her way by Tab and by the names that are read out to her."""

from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Page
from playwright.sync_api import TimeoutError as PlaywrightTimeout

from tests.browser import axe_findings

MOST_TABS = 250
MOST_PRESSES, DIALOGUE_MS = 8, 15_000
_NAMED = """e => {
    if (!e || e === document.body) return null;
    const labels = e.labels ? [...e.labels].map(l => l.innerText).join(' ') : '';
    const by = (e.getAttribute('aria-labelledby') || '').split(' ')
        .map(i => document.getElementById(i)).filter(Boolean).map(n => n.innerText).join(' ');
    const group = e.closest('fieldset')?.querySelector('legend')?.innerText || '';
    return {tag: e.tagName, type: e.type || '', value: e.value || '', group,
        name: (e.getAttribute('aria-label') || by || labels || e.innerText || '').trim()};
}"""
_NAME = f"() => ({_NAMED})(document.activeElement)"
_AHEAD = f"""() => {{
    const stops = [...document.querySelectorAll(
        'a[href], button, input, select, textarea, summary, [tabindex]')].filter(e =>
        e.tabIndex >= 0 && !e.disabled && e.type !== 'hidden' && e.checkVisibility());
    const at = document.activeElement;
    const first = stops.findIndex(e =>
        at.compareDocumentPosition(e) & Node.DOCUMENT_POSITION_FOLLOWING);
    const from = at === document.body ? 0 : first < 0 ? stops.length : first;
    return stops.slice(from).map({_NAMED});
}}"""
"""What Tab should come to next, in order; only a guess: what has the focus is what counts."""


class NotReachable(AssertionError):
    """No Tab leads there."""


@dataclass
class Person:
    """One page in one browser, worked by keyboard alone."""

    page: Page
    site: str

    def go(self, path: str) -> int:
        """Open a path by its address; answers the status."""
        answer = self.page.goto(self.site + path)
        assert answer is not None
        return answer.status

    def log_in(self, name: str) -> None:
        """Log in as one of the demo cast with Tab and Enter."""
        self.go("/login/")
        self._tab_until(lambda at: at["value"] == name, f"demo log-in {name}")
        self._enter()

    def reach(self, name: str, *, group: str = "", tag: str = "") -> None:
        """Tab until what has the focus is called `name` (in a fieldset called `group`)."""
        self._tab_until(
            lambda at: name in at["name"] and group in at["group"] and tag in at["tag"],
            f"{group} {name}",
        )

    def press(self, name: str, *, group: str = "", tag: str = "") -> None:
        """Reach a button or link and press Enter; the next page is there when this returns."""
        self.reach(name, group=group, tag=tag)
        self._enter()

    def type(self, name: str, text: str, *, group: str = "") -> None:
        """Reach a field, clear it and type."""
        self._tab_until(
            lambda at: (
                name in at["name"] and group in at["group"] and at["tag"] in {"INPUT", "TEXTAREA"}
            ),
            f"field {group} {name}",
        )
        self.page.keyboard.press("Control+A")
        self.page.keyboard.type(text)

    def choose(self, group: str, option: str) -> None:
        """Reach a group of radio buttons and move with the arrows to the option."""
        self._tab_until(lambda at: at["type"] == "radio" and group in at["group"], group)
        for _ in range(20):
            at = self.page.evaluate(_NAME)
            if option in at["name"]:
                self.page.keyboard.press("Space")
                return
            self.page.keyboard.press("ArrowDown")
        raise NotReachable(f"{group}: {option}")

    def fill_date(self, name: str, day: str) -> None:
        """Type a date (ISO) into a native date field, in whichever order the browser shows it."""
        self._tab_until(lambda at: at["type"] == "date" and name in at["name"], name)
        year, month, date = day.split("-")
        for parts in ((month, date, year), (year, month, date), (date, month, year)):
            for part in parts:
                self.page.keyboard.type(part)
                if part == year and parts[-1] != year:
                    self.page.keyboard.press("ArrowRight")
            if self.page.evaluate("document.activeElement.value") == day:
                return
            for _ in parts:
                self.page.keyboard.press("ArrowLeft")
        raise AssertionError(f"the date field {name} does not take {day}")

    def tick(self, name: str) -> None:
        """Reach a checkbox and tick it with Space."""
        self._tab_until(lambda at: at["type"] == "checkbox" and name in at["name"], name)
        self.page.keyboard.press("Space")

    def attach(self, name: str, path: Path) -> None:
        """Reach a file field, open the dialogue with Space, choose a file.

        A key that comes while the page still settles opens nothing: it is pressed again, as a
        person would.
        """
        for _ in range(MOST_PRESSES):
            self._tab_until(lambda at: at["type"] == "file" and name in at["name"], name)
            with suppress(PlaywrightTimeout):
                with self.page.expect_file_chooser(timeout=DIALOGUE_MS) as chooser:
                    self.page.keyboard.press("Space")
                chooser.value.set_files(path)
                return
        raise NotReachable(f"the dialogue of {name}")

    def says(self, text: str) -> bool:
        """Whether the page says so."""
        return text in self.page.inner_text("body")

    def look(self, path: Path) -> None:
        """Keep a picture."""
        self.page.screenshot(path=path, full_page=True)

    def is_accessible(self) -> None:
        """No finding of axe-core on the page as it stands."""
        found = axe_findings(self.page)
        assert found == [], f"{self.page.url}\n{found}"

    def fits(self) -> None:
        """Nothing scrolls sideways."""
        wide = self.page.evaluate(
            "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        )
        assert wide <= 0, f"{self.page.url} is {wide} px too wide"

    def _enter(self) -> None:
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")

    def _tab_until(self, is_it, what: str) -> None:  # type: ignore[no-untyped-def]  # a predicate
        ahead = self.page.evaluate(_AHEAD)
        near = next((place for place, at in enumerate(ahead) if at and is_it(at)), 0)
        for _ in range(near):
            self.page.keyboard.press("Tab")
        for _ in range(MOST_TABS):
            self.page.keyboard.press("Tab")
            at = self.page.evaluate(_NAME)
            if at and is_it(at):
                return
        raise NotReachable(f"{what} on {self.page.url}")
