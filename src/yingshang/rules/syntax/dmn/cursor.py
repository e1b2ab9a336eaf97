"""A thin hand over one XML element: what is read of it, with the defaults of DMN."""

from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from yingshang.rules.syntax.dmn.boxes import Parameter, Text

_STRING = etree.XPath("string()")


@dataclass(frozen=True, slots=True)
class Cursor:
    """An element in the DMN namespace. Children of other namespaces are not seen."""

    element: etree._Element
    namespace: str

    @property
    def kind(self) -> str:
        """The element's name."""
        return str(etree.QName(self.element).localname)

    @property
    def line(self) -> int:
        """Its line in the file, from 1."""
        return self.element.sourceline or 0

    @property
    def name(self) -> str:
        """Its `name`, with white space as FEEL sees it; empty where there is none."""
        return " ".join((self.element.get("name") or "").split())

    @property
    def type_ref(self) -> str | None:
        """Its `typeRef`, or None."""
        return self.attribute("typeRef")

    def attribute(self, name: str) -> str | None:
        """An attribute without the white space around it; None where it is absent or empty."""
        return (self.element.get(name) or "").strip() or None

    def children(self, *kinds: str) -> "Iterator[Cursor]":
        """The children of these kinds; all of them when no kind is given."""
        for child in self.element.iterchildren(etree.Element):
            name = etree.QName(child)
            if name.namespace == self.namespace and (not kinds or name.localname in kinds):
                yield Cursor(child, self.namespace)

    def child(self, *kinds: str) -> "Cursor | None":
        """The first child of these kinds, or None."""
        return next(self.children(*kinds), None)

    def own_text(self) -> str:
        """The characters inside, comments left out."""
        return str(_STRING(self.element))

    def text_of(self, kind: str) -> str | None:
        """The characters inside the first child of the kind, or None."""
        found = self.child(kind)
        return None if found is None else found.own_text()

    def text(self) -> Text | None:
        """The `text` inside, with the language it is in; None where there is none."""
        found = self.child("text")
        if found is None:
            return None
        return Text(found.own_text(), found.line, self.attribute("expressionLanguage"))

    def parameter(self) -> Parameter:
        """An information item: its name and type."""
        return Parameter(self.name, self.type_ref, self.line)
