"""The pages of the documentation that are taken from the rules are those of today."""

from pathlib import Path

import pytest
from docs import rules_pages

from yingshang.rules.functions import BUILTINS

DOCS = Path(__file__).parents[2] / "docs" / "rules"


@pytest.mark.parametrize("name", sorted(rules_pages.pages()))
def test_the_page_is_that_of_the_code(name: str) -> None:
    assert (DOCS / name).read_text(encoding="utf-8") == rules_pages.pages()[name], "run `make docs`"


def test_every_function_stands_on_the_page() -> None:
    page = rules_pages.functions_page()
    assert all(f"`{name}(" in page for name in BUILTINS)
