"""A receipt on paper: what it says for a person to read, and the whole document for a machine.

The JSON file is attached to the PDF, so that one file is all a citizen needs to keep.
"""

import importlib.util
import json
import re
from datetime import UTC, datetime
from pathlib import Path

import typst

from yingshang.errors import Unavailable
from yingshang.proofs.log.encoding import encode_base64
from yingshang.proofs.log.receipt import Receipt

TEMPLATE = Path(__file__).parent / "receipt.typ"
_FAMILIES = ("Noto Serif CJK SC", "Source Han Serif SC", "Noto Sans CJK SC", "Source Han Sans SC",
             "Noto Sans CJK TC")  # fmt: skip
_PACKAGE = "cvttf_NotoSansCJK_Regular"


class NoReceiptFont(Unavailable):
    """No Chinese font is installed."""

    code = "ledger.no_chinese_font"
    zh = (
        "服务器上没有中文字体，不能生成 PDF 回执。"
        "请安装 cvttf-notosanscjk-regular，或使用 JSON 回执。"
    )
    en = (
        "The server has no Chinese font for a PDF receipt. Install cvttf-notosanscjk-regular, or "
        "use the JSON receipt."
    )


def receipt_pdf(receipt: Receipt) -> bytes:
    """The receipt as PDF, dated by its act: the same receipt gives the same bytes.

    Errors: `NoReceiptFont`.
    """
    family, fonts = _fonts()
    data = _data(receipt) | {"fonts": [family, "DejaVu Sans Mono"]}
    return typst.compile(
        TEMPLATE,
        root=TEMPLATE.parent,
        font_paths=fonts,
        ignore_system_fonts=True,
        sys_inputs={"data": json.dumps(data, ensure_ascii=False, sort_keys=True)},
        timestamp=int(_moment(receipt).timestamp()),
    )


def _data(receipt: Receipt) -> dict[str, object]:
    body, entry = json.loads(receipt.entry.body), receipt.entry
    return {
        "origin": receipt.origin,
        "index": receipt.index,
        "size": receipt.checkpoint.split("\n")[1],
        "action": body["action"],
        "at": body["at"],
        "id": body["id"],
        "algorithm": entry.algorithm.value,
        "commitment": entry.commitment.hex(),
        "body": entry.body,
        "salt": entry.salt.hex(),
        "proof": [encode_base64(each) for each in receipt.proof],
        "checkpoint": receipt.checkpoint,
        "document": receipt.to_json().decode(),
    }


def _moment(receipt: Receipt) -> datetime:
    at = re.sub(r"Z$", "+00:00", json.loads(receipt.entry.body)["at"])
    return datetime.fromisoformat(at).astimezone(UTC)


def _fonts() -> tuple[str, typst.Fonts]:
    spec = importlib.util.find_spec(_PACKAGE)
    folders = [Path(spec.origin).parent] if spec and spec.origin else []
    found = {font.family: font.path for font in typst.Fonts(font_paths=[*folders]).fonts()}
    family = next((each for each in _FAMILIES if each in found), None)
    if family is None:
        raise NoReceiptFont
    path = found[family]
    paths = [Path(path).parent] if path else []
    return family, typst.Fonts(include_system_fonts=False, font_paths=[*paths])
