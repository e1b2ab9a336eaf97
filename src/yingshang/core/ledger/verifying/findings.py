"""What a check can find, and the report of it."""

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from yingshang.errors import Sentence


class Kind(StrEnum):
    """What was done, as far as it shows."""

    EDITED = "edited"
    DELETED = "deleted"
    INSERTED = "inserted"
    REORDERED = "reordered"
    CONTENT_GONE = "content_gone"
    COLUMNS = "columns"
    TILE = "tile"
    CHECKPOINT = "checkpoint"
    FORKED = "forked"
    BEHIND = "behind"


_SAYS = {
    Kind.EDITED: ("记录 {entry} 封存后被改动", "The entry {entry} was edited after it was sealed"),
    Kind.DELETED: (
        "记录 {entry} 封存后被删除",
        "The entry {entry} was deleted after it was sealed",
    ),
    Kind.INSERTED: (
        "记录 {entry} 是绕过日志插入的",
        "The entry {entry} was inserted behind the log's back",
    ),
    Kind.REORDERED: (
        "记录 {entry} 被挪到了别的位置",
        "The entry {entry} was moved to another place",
    ),
    Kind.CONTENT_GONE: (
        "记录 {entry} 的内容不在了，而没有清除记录",
        "The content of the entry {entry} is gone, and no recorded erasure says so",
    ),
    Kind.COLUMNS: (
        "记录 {entry} 的数据列与已封存的正文不符",
        "The columns of the entry {entry} are not what its sealed body says",
    ),
    Kind.TILE: (
        "公开的日志分片 {path} 损坏或被改动",
        "The public tile {path} is damaged or was changed",
    ),
    Kind.CHECKPOINT: (
        "数据库中的检查点记录被改动或签名不符",
        "The checkpoint in the database was changed, or its signature does not fit",
    ),
    Kind.BEHIND: (
        "数据库中的记录少于已公布的：其后的被删除，或数据库是旧备份、新建的",
        "The database knows fewer entries than were published: deleted, or an old backup, or new",
    ),
    Kind.FORKED: (
        "记录和分片都算不出已签名的根",
        "Neither entries nor tiles lead to the root that was signed",
    ),
}


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong.

    `index` is the place in the log; `after` the size at the last checkpoint that still holds, and
    `until` that of the checkpoint that shows it.
    """

    kind: Kind
    index: int
    after: int
    until: int
    entry_id: UUID | None = None
    path: str = ""

    @property
    def sentence(self) -> Sentence:
        """The finding in both languages."""
        zh, en = _SAYS[self.kind]
        return Sentence(
            f"{zh}（日志第 {{index}} 条；检查点 {{after}} 之后、{{until}} 之前封存）。",
            f"{en} (place {{index}} in the log; sealed after the checkpoint at {{after}}, by the "
            f"one at {{until}}).",
            {
                "entry": self.entry_id or "?",
                "path": self.path,
                "index": self.index,
                "after": self.after,
                "until": self.until,
            },
        )


@dataclass(frozen=True, slots=True)
class Report:
    """What was checked and what was found, the first of each kind of damage first."""

    place: str
    size: int
    checkpoints: int
    erased: int
    lost: int
    findings: tuple[Finding, ...]

    @property
    def holds(self) -> bool:
        """Whether nothing is wrong."""
        return not self.findings
