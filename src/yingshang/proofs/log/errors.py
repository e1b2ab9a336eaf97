"""What can be wrong with a log, its tiles, notes and proofs."""

from yingshang.errors import Conflict, Invalid, Unavailable


class PathUnknown(Invalid):
    """A path that names no tile."""

    code = "log.path_unknown"
    zh = "路径 {path} 不是日志分片的路径。正确的例子：tile/0/x001/067、tile/1/000.p/17。"
    en = "The path {path} names no tile of a log. Examples: tile/0/x001/067, tile/1/000.p/17."


class TileDamaged(Unavailable):
    """A tile is missing, cut short, or does not lead to the hashes that the log has fixed."""

    code = "log.tile_damaged"
    zh = (
        "日志分片 {path} 已损坏：应有 {expected} 字节，实有 {found}。"
        "请从备份或镜像恢复，或由台账重新生成（yingshang ledger seal --rebuild）。"
    )
    en = (
        "The log tile {path} is damaged: {expected} bytes expected, {found} found. Restore it "
        "from a backup or a mirror, or make it again from the ledger with "
        "yingshang ledger seal --rebuild."
    )


class TileDiffers(TileDamaged):
    """A tile has its length but not the hashes that the log has fixed."""

    code = "log.tile_differs"
    zh = "日志分片 {path} 的内容与日志已固定的散列不符。请停止写入，查明是谁在何时改动。"
    en = (
        "The log tile {path} does not lead to the hashes that the log has fixed. Stop writing "
        "and find out who changed it and when."
    )


class TileNotRead(TileDamaged):
    """The disk does not give a tile: another thing stands in its place, or rights are missing."""

    code = "log.tile_not_read"
    zh = "日志分片 {path} 无法读取：{reason}。请检查磁盘和权限。"
    en = "The log tile {path} cannot be read: {reason}. Check the disk and the rights."


class TileNotWritten(Unavailable):
    """The disk refused a tile; each tile is still the old one or the new one, whole."""

    code = "log.tile_not_written"
    zh = "日志分片 {path} 未能写入：{reason}。原有内容没有损坏；请检查磁盘空间和权限后重试。"
    en = (
        "The log tile {path} could not be written: {reason}. What was there is not harmed; check "
        "the disk's space and rights, then try again."
    )


class EntryInvalid(Invalid):
    """An entry of the log is a commitment hash of 32 bytes, nothing else."""

    code = "log.entry_invalid"
    zh = "第 {index} 条不是 32 字节的承诺散列（实为 {found} 字节）。"
    en = "Entry {index} is no commitment hash of 32 bytes ({found} bytes found)."


class AlgorithmUnavailable(Unavailable):
    """This machine's OpenSSL was built without the hash."""

    code = "log.algorithm_unavailable"
    zh = "本机的密码库不支持 {algorithm}。请在支持它的机器上核验，或更换密码库。"
    en = "This machine's OpenSSL has no {algorithm}. Use one that has it, or replace the library."


class FrontierInvalid(Invalid):
    """Stored bytes of a frontier that cannot be one."""

    code = "log.frontier_invalid"
    zh = "保存的日志边界无效：{reason}。请由分片重新计算。"
    en = "The stored frontier is not valid: {reason}. Compute it again from the tiles."


class OutOfRange(Invalid):
    """A proof was asked for a place beyond the log."""

    code = "log.out_of_range"
    zh = "位置 {index} 不在大小为 {size} 的日志之内。"
    en = "The place {index} lies outside a log of size {size}."


class InclusionRefused(Invalid):
    """The proof does not show that the entry stands at its place below the root."""

    code = "log.inclusion_refused"
    zh = "存在性证明不成立：{reason}。"
    en = "The inclusion proof does not hold: {reason}."


class ConsistencyRefused(Conflict):
    """The proof does not show that the later log holds the earlier one unchanged."""

    code = "log.consistency_refused"
    zh = "一致性证明不成立：{reason}。日志可能被改写过，请保留两份检查点作为证据。"
    en = (
        "The consistency proof does not hold: {reason}. The log may have been rewritten; keep "
        "both checkpoints as evidence."
    )
