"""How the names of persons stand in a file that leaves the platform.

*Source*: 个人信息保护法 Art. 6 (necessity), 51 (de-identification). A person's name is masked; it's
whole only when the asker says what for, and only in cases of the office at which she works on
cases. ID numbers and telephones are in no export. Names of enterprises are public.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from yingshang.core.access.models import Post, Role
from yingshang.core.cases.models import Case
from yingshang.core.parties.masking import mask_name
from yingshang.core.parties.models import Party

WORKING = frozenset({Role.HANDLER, Role.REVIEWER, Role.APPROVER, Role.CLERK, Role.DELIVERY})


@dataclass(frozen=True, slots=True)
class Naming:
    """The offices in whose cases persons are named whole; none by default."""

    offices: frozenset[UUID] = frozenset()

    @classmethod
    def at_posts(cls, posts: Iterable[Post], *, whole: bool) -> "Naming":
        """Whole names as far as the posts need them."""
        if not whole:
            return cls()
        return cls(frozenset(post.office_id for post in posts if post.role in WORKING))

    def of(self, case: Case) -> str:
        """The party's name as it stands in the file; the case comes with its party."""
        party = case.party
        if party.kind != Party.Kind.PERSON or case.office_id in self.offices:
            return party.name
        return mask_name(party.name)

    def title(self, case: Case) -> str:
        """The case's title, in which the party's name stands the same way."""
        return case.title.replace(case.party.name, self.of(case))
