"""What a file is, judged by its first bytes and its table of contents, before anything is unpacked.

A small file can be made to unpack to more than a machine has; and a file may be called what it is
not.
"""

from collections.abc import Mapping
from pathlib import Path
from zipfile import ZipFile

import pyarrow.parquet as parquet

from yingshang.core.facts.errors import NotReadable, TooLarge
from yingshang.errors import Sentence

MIB = 1024 * 1024
MOST_UNPACKED = {".xlsx": 200 * MIB, ".parquet": 2048 * MIB}
MOST_ROWS = 20_000_000
MOST_PARTS = 2000
PIECE = 1 << 20
WRONG_ENDING = Sentence(
    "扩展名与内容不符，这是 {found} 文件", "the ending does not fit, this is a file of {found}"
)
BEGINNINGS: Mapping[bytes, tuple[str, str]] = {
    b"PK\x03\x04": ("xlsx/zip", ".xlsx"),
    b"PAR1": ("Parquet", ".parquet"),
    b"\xd0\xcf\x11\xe0": ("xls", ""),
    b"%PDF": ("PDF", ""),
    b"\x1f\x8b": ("gzip", ""),
}


def refuse_disguised(path: Path) -> None:
    """Refuse what unpacks to too much, or is not what its name says.

    Errors: `NotReadable`, `TooLarge`; `BadZipFile` and Arrow's for what is damaged.
    """
    ending = path.suffix.lower()
    with path.open("rb") as file:
        first = file.read(8)
    for beginning, (name, fitting) in BEGINNINGS.items():
        if first.startswith(beginning) and ending != fitting:
            zh, en = WRONG_ENDING.zh.format(found=name), WRONG_ENDING.en.format(found=name)
            raise NotReadable(why=Sentence(zh, en))
    if ending == ".xlsx":
        _refuse_zip_bomb(path)
    if ending == ".parquet":
        _refuse_parquet_bomb(path)


def _refuse_zip_bomb(path: Path) -> None:
    """Sizes that are told may be lies: every part is unpacked once, and counted, before use."""
    left = MOST_UNPACKED[".xlsx"]
    with ZipFile(path) as packed:
        parts = packed.infolist()
        if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > left:
            raise _too_large(".xlsx")
        for part in parts:
            with packed.open(part) as opened:
                while piece := opened.read(PIECE):
                    left -= len(piece)
                    if left < 0:
                        raise _too_large(".xlsx")


def _refuse_parquet_bomb(path: Path) -> None:
    metadata = parquet.read_metadata(path)
    sizes = (metadata.row_group(n).total_byte_size for n in range(metadata.num_row_groups))
    if metadata.num_rows > MOST_ROWS or sum(sizes) > MOST_UNPACKED[".parquet"]:
        raise _too_large(".parquet")


def _too_large(ending: str) -> TooLarge:
    return TooLarge(field="file", most=MOST_UNPACKED[ending] // MIB)
