"""The sentences with which a reading refuses what is no list of rows at all."""

from yingshang.core.catalogue.documents import Document, Path
from yingshang.core.catalogue.kinds import HEADER
from yingshang.core.catalogue.problems import ListError, shown
from yingshang.errors import Sentence


def unknown_header(document: Document, rows: str) -> list[ListError]:
    allowed = (*HEADER, rows)
    return [
        document.error(
            "catalogue.extra_forbidden",
            (key,),
            found=key,
            expected=", ".join(allowed),
            sentence=Sentence(
                "不认识的键“{key}”，这里只能写：{allowed}。",
                "Unknown key “{key}”; only these stand here: {allowed}.",
                {"key": key, "allowed": ", ".join(allowed)},
            ),
        )
        for key in document.data
        if key not in allowed
    ]


def not_a_mapping(document: Document, at: Path) -> ListError:
    return document.error(
        "catalogue.not_a_mapping",
        at,
        found=document.data if not at else "",
        expected="key: value",
        sentence=Sentence(
            "这里应写一组“键: 值”，文件不能为空。",
            "Write keys with values here; it cannot be empty.",
            {},
        ),
    )


def not_a_list(document: Document, key: str) -> ListError:
    return document.error(
        "catalogue.not_a_list",
        (key,),
        found=document.data.get(key),
        expected=f"{key}: [...]",
        sentence=Sentence(
            "“{key}”下面应是列表（每行以 - 开头）。",
            "“{key}” must be a list (lines that begin with -).",
            {"key": key},
        ),
    )


def stray(name: str) -> ListError:
    return ListError(
        "catalogue.stray_file",
        name,
        1,
        "",
        name,
        "a folder that holds lists",
        Sentence(
            "没有哪类清单会读这个文件。请移到正确的文件夹（扩展名用 .yaml）或删去。",
            "No kind of list reads this file. Move it to the right folder "
            "(with the ending .yaml) or remove it.",
            {},
        ),
    )


def outside(name: str) -> ListError:
    return ListError(
        "catalogue.outside",
        name,
        1,
        "",
        name,
        "a file inside the catalogue",
        Sentence(
            "这个文件链接到清单目录之外，不予读取。请放入真正的文件。",
            "This file links out of the catalogue and is not read. Put the file itself here.",
            {},
        ),
    )


def no_such_place(folder: str) -> ListError:
    return ListError(
        "catalogue.no_such_place",
        shown(folder),
        1,
        "",
        shown(folder),
        "a folder of the catalogue",
        Sentence(
            "清单目录里没有“{folder}”这个地方。请检查名称。",
            "The catalogue has no place “{folder}”. Check the name.",
            {"folder": shown(folder)},
        ),
    )
