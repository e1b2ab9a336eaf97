"""What is asked on the search page; what it does not know it takes as unset."""

from dataclasses import dataclass
from uuid import UUID

from django import forms

from yingshang.core.search.asked import MOST_CHARACTERS
from yingshang.core.search.finding import Search

LARGEST = 2**63 - 1


class SearchForm(forms.Form):
    """Text, service, office, and behind which place of the list to go on."""

    text = forms.CharField(required=False, max_length=MOST_CHARACTERS)
    item = forms.SlugField(required=False, max_length=80)
    office = forms.UUIDField(required=False)
    after = forms.IntegerField(required=False, min_value=0, max_value=LARGEST)

    def question(self, *, only_served: bool) -> "Question":
        """What was asked, as far as it makes sense."""
        self.full_clean()
        kept = self.cleaned_data
        search = Search(
            str(kept.get("text") or ""), str(kept.get("item") or ""), kept.get("office"),
            kept.get("after"), only_served,
        )  # fmt: skip
        return Question(search)


@dataclass(frozen=True)
class Question:
    """A search as the page shows it and links to it."""

    search: Search

    @property
    def was_asked(self) -> bool:
        """Whether there is anything to look for."""
        return bool(self.search.text.strip() or self.search.item or self.search.office_id)

    def filter(self) -> dict[str, str]:
        """The question as plain strings, without the page."""
        office: UUID | None = self.search.office_id
        given = {
            "text": self.search.text.strip(),
            "item": self.search.item,
            "office": str(office or ""),
        }
        return {name: value for name, value in given.items() if value}
