"""Checking a receipt: which links hold, and which is the first that does not."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from yingshang.errors import DomainError, Sentence
from yingshang.proofs.log import checkpoint as checkpoints
from yingshang.proofs.log.checkpoint import Checkpoint
from yingshang.proofs.log.hashing import leaf_hash
from yingshang.proofs.log.note import Verifier
from yingshang.proofs.log.note_errors import ContentDiffers, OriginDiffers
from yingshang.proofs.log.proofs import verify_inclusion
from yingshang.proofs.log.receipt import Receipt
from yingshang.proofs.log.receipt_document import read_receipt


class Link(StrEnum):
    """The links of the chain, in the order in which they are followed."""

    DOCUMENT = "document"
    CONTENT = "content"
    SIGNATURE = "signature"
    PLACE = "place"


_CHAIN = tuple(Link)
_HOLDS = {
    Link.DOCUMENT: Sentence("回执文件完整。", "The receipt is complete."),
    Link.CONTENT: Sentence(
        "内容与承诺散列一致，未被改动。", "The content is what was committed to, unchanged."
    ),
    Link.SIGNATURE: Sentence(
        "检查点由该日志的密钥签名。", "The checkpoint is signed by the log's own key."
    ),
    Link.PLACE: Sentence(
        "这一条确实在日志的这个位置上。", "The entry stands at this place in the log."
    ),
}


@dataclass(frozen=True)
class Step:
    """One link that was followed, and what was found."""

    link: Link
    holds: bool
    sentence: Sentence


@dataclass(frozen=True)
class Verdict:
    """*Shapes*: `steps` end with the first link that fails; `receipt` and `checkpoint` are there
    once they could be read and trusted.
    """

    steps: tuple[Step, ...]
    receipt: Receipt | None = None
    checkpoint: Checkpoint | None = None

    @property
    def holds(self) -> bool:
        """Whether all links hold."""
        return len(self.steps) == len(_CHAIN) and self.failed is None

    @property
    def failed(self) -> Link | None:
        """The link that fails, if one does."""
        return next((step.link for step in self.steps if not step.holds), None)

    @property
    def sentence(self) -> Sentence:
        """The answer in one sentence: yes, or what is wrong."""
        if not self.holds or self.receipt is None or self.checkpoint is None:
            return self.steps[-1].sentence
        return Sentence(
            "回执有效：这一条是日志 {origin} 的第 {index} 条（从 0 数起），"
            "该日志签名确认时共 {size} 条；内容自那时起未被改动。",
            "The receipt holds: this is entry {index} (counted from 0) of the log {origin}, which "
            "had {size} entries when it signed; the content has not changed since.",
            {
                "index": self.receipt.index,
                "origin": self.checkpoint.origin,
                "size": self.checkpoint.size,
            },
        )


def check(
    document: Receipt | bytes | str, verifiers: Iterable[Verifier], *, origin: str | None = None
) -> Verdict:
    """Follow a receipt's links. A bad receipt raises nothing: the verdict says what is wrong.

    `verifiers` are the keys that the reader trusts, retired ones too when the receipt is old. Give
    `origin` when only one log will do; otherwise any log whose key is trusted may have signed.
    """
    steps: list[Step] = []
    receipt = signed = None
    try:
        receipt = document if isinstance(document, Receipt) else read_receipt(document)
        steps.append(_holds(Link.DOCUMENT))
        _open_content(receipt)
        steps.append(_holds(Link.CONTENT))
        signed = _open_checkpoint(receipt, verifiers, origin=origin)
        steps.append(_holds(Link.SIGNATURE))
        _verify_place(receipt, signed)
        steps.append(_holds(Link.PLACE))
    except DomainError as error:
        steps.append(Step(_CHAIN[len(steps)], False, error.sentence))
    return Verdict(tuple(steps), receipt, signed)


def _holds(link: Link) -> Step:
    return Step(link, True, _HOLDS[link])


def _open_content(receipt: Receipt) -> None:
    if not receipt.entry.opens:
        raise ContentDiffers


def _open_checkpoint(
    receipt: Receipt, verifiers: Iterable[Verifier], *, origin: str | None
) -> Checkpoint:
    if origin is not None and receipt.origin != origin:
        raise OriginDiffers(found=receipt.origin, expected=origin)
    return checkpoints.open(receipt.checkpoint, verifiers, origin=receipt.origin)


def _verify_place(receipt: Receipt, signed: Checkpoint) -> None:
    leaf = leaf_hash(receipt.entry.commitment)
    verify_inclusion(receipt.index, signed.size, leaf, proof=receipt.proof, root=signed.root)
