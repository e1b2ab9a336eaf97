"""What a follower finds."""

from yingshang.errors import Conflict, Invalid


class LogShrunk(Conflict):
    """The log shows fewer entries than it has already signed for."""

    code = "log.shrunk"
    zh = (
        "日志变短了：此前已签名确认 {before} 条，现在只有 {now} 条。"
        "可能取到了旧的缓存；重取后仍如此，则日志被截断或由旧备份恢复。请保留两份检查点。"
    )
    en = (
        "The log has shrunk: it signed for {before} entries before and shows {now} now. The answer "
        "may come from an old cache; if it stays so, the log was cut or restored from an old "
        "backup. Keep both checkpoints."
    )


class LogRewritten(Conflict):
    """The log seen does not begin with the log remembered: it forks."""

    code = "log.rewritten"
    zh = (
        "日志被改写：第 {first} 至 {last} 条之间有内容与此前签名确认的不同"
        "（此前 {before} 条，现在 {now} 条）。请保留两份检查点作为证据。"
    )
    en = (
        "The log was rewritten: something in entries {first} to {last} is not what was signed for "
        "before ({before} entries then, {now} now). Keep both checkpoints as evidence."
    )


class TileUnfit(Conflict):
    """The tiles that are served do not lead to the root that was signed."""

    code = "log.tile_unfit"
    zh = "所提供的日志分片与大小为 {size} 的检查点不符。分片可能损坏或被替换。"
    en = (
        "The tiles served do not lead to the root of the checkpoint at size {size}. They may be "
        "damaged or replaced."
    )


class BundleDiffers(Conflict):
    """A published entry does not hash to its place in the tree."""

    code = "log.bundle_differs"
    zh = "第 {index} 条公布的内容与分片 {path} 中的散列不符。"
    en = "Entry {index} as published does not hash to its place in {path}."


class MemoryInvalid(Invalid):
    """The remembered checkpoint and frontier do not belong together."""

    code = "log.memory_invalid"
    zh = "跟踪者保存的检查点与日志边界不一致。请从备份恢复，或从头重新跟踪。"
    en = (
        "The follower's remembered checkpoint and frontier do not belong together. Restore them "
        "from a backup, or follow the log anew from its beginning."
    )
