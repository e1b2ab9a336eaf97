"""Shapes of who is calling."""

from uuid import UUID

from pydantic import Field

from yingshang.core.access.models import Post, User
from yingshang.core.parties.models import Party
from yingshang.core.schemas import Shape, said


class PartyOut(Shape):
    """A person or an enterprise; of a person only the name."""

    id: UUID
    kind: str = Field(examples=["enterprise"])
    name: str = Field(examples=["湘潭示例科技有限公司"])
    credit_code: str | None

    @classmethod
    def of(cls, party: Party) -> "PartyOut":
        """The shape of a party."""
        return cls(id=party.pk, kind=party.kind, name=party.name, credit_code=party.credit_code)


class PostOut(Shape):
    """A duty at an office, for the named items or for all."""

    office: str
    role: str = Field(examples=["approver"])
    items: list[str]

    @classmethod
    def of(cls, post: Post) -> "PostOut":
        """The shape of a post, which comes with its office."""
        office = said(post.office.name, post.office.name_en)
        return cls(office=office, role=post.role, items=list(post.items))


class Me(Shape):
    """Who is calling, at which posts they serve and for whom they may act."""

    id: UUID
    username: str
    name: str
    person: PartyOut | None
    posts: list[PostOut]
    clients: list[PartyOut]

    @classmethod
    def of(cls, user: User, posts: list[Post], clients: list[Party]) -> "Me":
        """The shape of a caller."""
        return cls(
            id=user.pk,
            username=user.username,
            name=user.display_name,
            person=PartyOut.of(user.person) if user.person else None,
            posts=[PostOut.of(post) for post in posts],
            clients=[PartyOut.of(party) for party in clients],
        )
