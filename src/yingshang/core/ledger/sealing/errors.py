"""What can keep the sealer from going on. Entries are written all the while."""

from yingshang.errors import Conflict, Missing, Unavailable


class LogKeyMissing(Unavailable):
    """The signing key cannot be read."""

    code = "ledger.log_key_missing"
    zh = (
        "日志签名密钥无法读取（YINGSHANG_LOG_KEY：{reason}）。台账照常记录，但暂停封存。"
        "请恢复密钥；确已丢失的，用 yingshang ledger key 生成新密钥，并公布新的公钥。"
    )
    en = (
        "The log's signing key cannot be read (YINGSHANG_LOG_KEY: {reason}). Entries are still "
        "written, but not sealed. Restore the key; if it is lost for good, make a new one with "
        "yingshang ledger key and publish the new public key."
    )


class OriginChanged(Conflict):
    """The key in the settings bears another name than the log that was begun."""

    code = "ledger.origin_changed"
    zh = (
        "密钥名称对应的日志是 {expected}，而 {place} 的日志是 {found}。日志名称不能更改；"
        "更换密钥时请用同一名称：yingshang ledger key --name …"
    )
    en = (
        "The key is named for the log {expected}, but the log of {place} is {found}. A log keeps "
        "its name: make a new key under the old name with yingshang ledger key --name …"
    )


class HeadNotSigned(Conflict):
    """No known key has signed the last checkpoint as the database has it."""

    code = "ledger.head_not_signed"
    zh = (
        "数据库中 {place} 的最后一个检查点（{size} 条）没有已知密钥的有效签名（{reason}）。"
        "已暂停封存。"
        "更换过密钥的，请把原公钥写入 YINGSHANG_OLD_LOG_KEYS；"
        "没有更换过的，是有人改动了数据库：请运行 yingshang ledger verify {place}。"
    )
    en = (
        "No known key has signed the last checkpoint of {place} in the database, at {size} entries "
        "({reason}). Nothing is sealed. If the key was changed, put the former public key into "
        "YINGSHANG_OLD_LOG_KEYS; if not, somebody changed the database: run "
        "yingshang ledger verify {place}."
    )


class LogUnknown(Missing):
    """No place of this code has entries, checkpoints or a folder."""

    code = "ledger.log_unknown"
    zh = "{place} 没有台账日志。请使用有记录的地区代码，例如 430300。现有：{known}。"
    en = "There is no log of {place}. Give the code of a place that has entries. Known: {known}."


class DatabaseBehind(Conflict):
    """More was published than the database knows: it was restored from an older backup."""

    code = "ledger.database_behind"
    zh = (
        "{place} 已公布的检查点有 {published} 条，数据库只有 {known} 条："
        "数据库是从较早的备份恢复的，或是重新建的。"
        "已暂停封存，不会悄悄分叉。请运行 yingshang ledger raise-epoch {place}。"
        "仅供演示的，也可以停止平台并删除文件夹 {folder}，从头开始。"
    )
    en = (
        "The published checkpoint of {place} counts {published} entries, the database {known}: it "
        "was restored from an older backup, or made anew. Nothing is sealed until you run "
        "yingshang ledger raise-epoch {place}; the log does not fork in silence. In a mere "
        "demonstration you may also stop the platform and delete the folder {folder}."
    )


class NumbersRestarted(Conflict):
    """The server counts transactions from below what was sealed: a dump on another server."""

    code = "ledger.numbers_restarted"
    zh = (
        "{place} 已封存到事务号 {sealed}，而这台数据库服务器才到 {current}："
        "数据库已移到另一台服务器。"
        "已暂停封存。请运行 yingshang ledger raise-epoch {place}。"
    )
    en = (
        "{place} is sealed up to transaction {sealed}, but this server has only reached "
        "{current}: the database moved to another server. Nothing is sealed until you run "
        "yingshang ledger raise-epoch {place}."
    )


class ServerChanged(Conflict):
    """Another server sealed last: the numbers of its transactions say nothing here."""

    code = "ledger.server_changed"
    zh = (
        "{place} 的日志此前由另一台数据库服务器（{before}）封存，现在是 {now}："
        "数据库已移到另一台服务器或经过大版本升级，事务号不再可比。"
        "已暂停封存。请运行 yingshang ledger raise-epoch {place}。"
    )
    en = (
        "The log of {place} was sealed on another database server ({before}; this is {now}): the "
        "database was moved or upgraded, and transaction numbers cannot be compared. Nothing is "
        "sealed until you run yingshang ledger raise-epoch {place}."
    )


class LogForked(Conflict):
    """The published checkpoint and the database disagree at the same size."""

    code = "ledger.log_forked"
    zh = (
        "{place} 公布的检查点（{size} 条）与数据库记载的不一致：有人改动过其中之一。"
        "已暂停封存。请保留两者作为证据，并运行 yingshang ledger verify {place}。"
    )
    en = (
        "The published checkpoint of {place} at {size} entries is not the database's: one of them "
        "was changed. Nothing is sealed. Keep both as evidence and run "
        "yingshang ledger verify {place}."
    )


class LedgerDiffers(Conflict):
    """Entries and placements do not lead to the root that was signed."""

    code = "ledger.differs"
    zh = (
        "{place} 台账中的记录算不出已签名的根（{size} 条），不能据此重建分片。"
        "请运行 yingshang ledger verify {place}。"
    )
    en = (
        "The entries of {place} do not lead to the root that was signed at {size} entries, so no "
        "tiles are made from them. Run yingshang ledger verify {place}."
    )


class FolderNotWritable(Unavailable):
    """The disk refused the public checkpoint."""

    code = "ledger.folder_not_writable"
    zh = (
        "日志文件夹无法写入：{path}（{reason}）。没有丢失任何内容；"
        "请检查磁盘空间和权限，稍后会自动重试。"
    )
    en = (
        "The log's folder cannot be written: {path} ({reason}). Nothing is lost; check the disk's "
        "space and rights. The next turn tries again."
    )


class FolderNotReadable(Unavailable):
    """The disk does not give the public checkpoint."""

    code = "ledger.folder_not_readable"
    zh = "日志文件夹无法读取：{path}（{reason}）。台账照常记录，但暂停封存；请检查磁盘和权限。"
    en = (
        "The log's folder cannot be read: {path} ({reason}). Entries are still written, but not "
        "sealed; check the disk and the rights. The next turn tries again."
    )
