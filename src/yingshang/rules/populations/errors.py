"""What can be wrong with a population: one sentence each."""

from typing import ClassVar

from yingshang.rules.errors import RulesError


class FactsUnreadable(RulesError):
    """The file of facts is no Parquet file."""

    code: ClassVar[str] = "rules.facts_unreadable"
    zh: ClassVar[str] = "{file} 不是可读的 Parquet 文件：{why}"
    en: ClassVar[str] = "{file} is not a readable Parquet file: {why}"


class ColumnsMissing(RulesError):
    """Data that the decision looks at and the facts do not have."""

    code: ClassVar[str] = "rules.columns_missing"
    zh: ClassVar[str] = "{file} 缺少决策“{decision}”需要的列：{missing}；已有：{known}。"
    en: ClassVar[str] = (
        "{file} lacks columns that “{decision}” needs: {missing}. It has: {known}."
    )  # fmt: skip


class NameTaken(RulesError):
    """The facts have a column of the decision's name already."""

    code: ClassVar[str] = "rules.name_taken"
    zh: ClassVar[str] = "{file} 已有名为“{decision}”的列；请先改名。"
    en: ClassVar[str] = "{file} has a column named “{decision}” already; rename it first."


class OutputNotWritable(RulesError):
    """The answers cannot be written where they should be."""

    code: ClassVar[str] = "rules.output_not_writable"
    zh: ClassVar[str] = "不能写入 {file}；系统提示：{why}。"
    en: ClassVar[str] = "{file} cannot be written; the system says: {why}."


class OutputHasOtherFiles(OutputNotWritable):
    """Where the answers should be is a folder that holds something else."""

    code: ClassVar[str] = "rules.output_has_other_files"
    zh: ClassVar[str] = "{file} 是含有其他文件的文件夹，不会被替换；请另选名称。"
    en: ClassVar[str] = (
        "{file} is a folder with other files and is not replaced; choose another name."
    )


class OutputFolderMissing(OutputNotWritable):
    """The folder in which the answers should be is not there."""

    code: ClassVar[str] = "rules.output_folder_missing"
    zh: ClassVar[str] = "不能写入 {file}：没有文件夹 {folder}；请先建立。"
    en: ClassVar[str] = "{file} cannot be written: there is no folder {folder}; make it first."


class OutputFolderReadOnly(OutputNotWritable):
    """The folder in which the answers should be takes no files."""

    code: ClassVar[str] = "rules.output_folder_read_only"
    zh: ClassVar[str] = "不能写入 {file}：文件夹 {folder} 只读；请另选位置，或开放写入。"
    en: ClassVar[str] = (
        "{file} cannot be written: the folder {folder} is read-only; "
        "choose another, or let it be written."
    )


class EngineMissing(RulesError):
    """The engine is not installed."""

    code: ClassVar[str] = "rules.engine_missing"
    zh: ClassVar[str] = "没有安装 {engine}；请运行 pip install 'yingshang[cluster]'。"
    en: ClassVar[str] = "{engine} is not installed; run pip install 'yingshang[cluster]'."


class JavaMissing(RulesError):
    """Spark runs on Java, and there is none."""

    code: ClassVar[str] = "rules.java_missing"
    zh: ClassVar[str] = "Spark 需要 Java 17 或更高版本；请安装，或在 JAVA_HOME 中指明位置。"
    en: ClassVar[str] = "Spark needs Java 17 or newer; install it, or name its folder in JAVA_HOME."


class EngineFailed(RulesError):
    """The engine stopped: more memory than there is, a full disk, a broken row group."""

    code: ClassVar[str] = "rules.engine_failed"
    zh: ClassVar[str] = "{engine} 未能完成：{why}"
    en: ClassVar[str] = "{engine} did not finish: {why}"
