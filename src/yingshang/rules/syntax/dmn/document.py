"""From bytes to a tree of XML, safely: no entities, no document types, no network, limited size."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from io import BytesIO

from lxml import etree

from yingshang.rules.syntax.dmn.errors import DoctypeRefused, ModelTooLarge, NotDmn, NotReadable
from yingshang.rules.syntax.dmn.namespaces import MODEL_VERSIONS

MOST_BYTES = 32 * 1024 * 1024
MOST_ELEMENTS = 1_000_000
MOST_DEEP = 120


@dataclass(frozen=True, slots=True)
class Document:
    """A file's root element, its DMN namespace, and the digest of its canonical form."""

    root: etree._Element
    namespace: str
    digest: str


def document(data: bytes, *, file: str) -> Document:
    """The root of a DMN file.

    *Errors*: `NotReadable`, `DoctypeRefused`, `ModelTooLarge`, `NotDmn`.
    """
    if len(data) > MOST_BYTES:
        raise ModelTooLarge(file=file, what="bytes", limit=MOST_BYTES)
    root = _parsed(data, file)
    name = etree.QName(root)
    namespace = name.namespace or ""
    if name.localname != "definitions" or namespace not in MODEL_VERSIONS:
        raise NotDmn(file=file, found=root.tag)
    return Document(root, namespace, _digest(root))


def _parsed(data: bytes, file: str) -> etree._Element:
    events = etree.iterparse(
        BytesIO(data),
        events=("start", "end"),
        resolve_entities=False,
        load_dtd=False,
        no_network=True,
        huge_tree=False,
    )
    try:
        _watch(events, file)
    except etree.XMLSyntaxError as error:
        raise NotReadable(file=file, line=error.lineno or 1, why=error.msg or "") from error
    root = events.root
    if root is None:
        raise NotReadable(file=file, line=1, why="no element")
    return root


def _watch(events: Iterable[tuple[str, etree._Element]], file: str) -> None:
    depth = count = 0
    for event, element in events:
        if event == "end":
            depth -= 1
            continue
        if count == 0 and element.getroottree().docinfo.doctype:
            raise DoctypeRefused(file=file)
        depth, count = depth + 1, count + 1
        if depth > MOST_DEEP:
            raise ModelTooLarge(file=file, what="depth", limit=MOST_DEEP)
        if count > MOST_ELEMENTS:
            raise ModelTooLarge(file=file, what="elements", limit=MOST_ELEMENTS)


def _digest(root: etree._Element) -> str:
    canonical = etree.tostring(root, method="c14n", with_comments=False)
    return hashlib.sha256(canonical).hexdigest()
