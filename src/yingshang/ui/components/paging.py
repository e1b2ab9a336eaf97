"""A page of a long list, with a count that is capped rather than slow."""

from dataclasses import dataclass

from django.core.paginator import Page


@dataclass(frozen=True)
class Paging:
    """Page `number` of `pages`, both from 1; `total` rows, or more than that if `is_capped`."""

    number: int
    pages: int
    total: int
    is_capped: bool = False

    @classmethod
    def of(cls, page: "Paging | Page[object]") -> "Paging":
        """Read Django's page, of a plain or of a capped paginator."""
        if isinstance(page, Paging):
            return page
        paginator = page.paginator
        capped = bool(getattr(paginator, "is_capped", False))
        return cls(page.number, paginator.num_pages, paginator.count, capped)

    @property
    def total_text(self) -> str:
        """The count as it is read: `1,000+` when counting stopped there."""
        return f"{self.total:,}{'+' if self.is_capped else ''}"

    @property
    def previous(self) -> int | None:
        """The page before, if any."""
        return self.number - 1 if self.number > 1 else None

    @property
    def following(self) -> int | None:
        """The page after, if any."""
        return self.number + 1 if self.number < self.pages else None
