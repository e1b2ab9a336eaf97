"""The reference formats: CSV in UTF-8 with a header, a line a payment, and a trailer that seals it.

H,YSPAY1,number,place,fund,day,count,yuan        H,YSREC1,number,count,yuan
D,reference,code,holder,bank,account,yuan,for    D,reference,yuan,outcome,bank reference,reason
T,count,yuan,sha256 of everything before         T,count,yuan,sha256 of everything before
"""

import csv
import hashlib
import io
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import ClassVar

from yingshang.city.benefits.payments.bank.errors import Fault, FileDamaged
from yingshang.city.benefits.payments.bank.protocol import OUTCOMES, Head, Order, Result, Slip
from yingshang.city.benefits.payments.money import NotMoney, fen_of

ORDERS, RECEIPT = "YSPAY1", "YSREC1"
MOST_BYTES = 200 << 20
AGAIN = "请银行重新出具回执文件"
AGAIN_EN = "ask the bank for the file again"
Row = Sequence[str]
Numbered = tuple[int, Row]


class CsvBank:
    """Both formats, read and written."""

    suffix: ClassVar[str] = ".csv"

    def compose(self, head: Head, orders: Sequence[Order]) -> bytes:
        """The payment file; the same orders give the same bytes."""
        top = ("H", ORDERS, head.number, head.place, head.fund, head.made_on,
               str(head.count), plain(head.total_fen))  # fmt: skip
        rows = (
            ("D", o.reference, o.credit_code, o.holder, o.bank, o.account, plain(o.amount_fen),
             o.purpose)
            for o in orders
        )  # fmt: skip
        return _sealed(top, rows, head.count, head.total_fen)

    def read_orders(self, content: bytes) -> tuple[Head, Sequence[Order]]:
        """A payment file read back. Errors: `FileDamaged`."""
        top, rows = _opened(content, ORDERS, 8, 8)
        orders = [Order(r[1], r[2], r[3], r[4], r[5], fen_of(r[6]), r[7]) for _, r in rows]
        total = sum(order.amount_fen for order in orders)
        return Head(top[2], top[3], top[4], top[5], len(orders), total), orders

    def compose_receipt(self, number: str, results: Sequence[Result]) -> bytes:
        """A receipt as a bank writes it."""
        total = sum(result.amount_fen for result in results)
        top = ("H", RECEIPT, number, str(len(results)), plain(total))
        rows = (
            ("D", r.reference, plain(r.amount_fen), r.outcome, r.bank_reference, r.reason)
            for r in results
        )
        return _sealed(top, rows, len(results), total)

    def read(self, path: Path) -> Slip:
        """A receipt. Errors: `FileDamaged`, with line and remedy."""
        if path.stat().st_size > MOST_BYTES:
            raise FileDamaged([Fault(0, "文件过大", "the file is too large")])
        content = path.read_bytes()
        top, rows = _opened(content, RECEIPT, 5, 6)
        faults: list[Fault] = []
        results = []
        for line, row in rows:
            if row[3] not in OUTCOMES:
                faults.append(_no_outcome(line, row[3]))
            results.append(Result(line, row[1], fen_of(row[2]), row[3], row[4], row[5]))
        if faults:
            raise FileDamaged(faults)
        return Slip(top[2], hashlib.sha256(content).hexdigest(), results)


def plain(fen: int) -> str:
    """Yuan as files write them: no separators."""
    return f"{fen // 100}.{fen % 100:02d}"


def _sealed(top: Row, rows: Iterable[Row], count: int, total_fen: int) -> bytes:
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(top)
    writer.writerows(rows)
    body = text.getvalue().encode()
    digest = hashlib.sha256(body).hexdigest()
    return body + f"T,{count},{plain(total_fen)},{digest}\n".encode()


def _opened(content: bytes, form: str, top_width: int, width: int) -> tuple[Row, list[Numbered]]:
    """The header and the lines with their numbers, once seal, count and total are right."""
    body, trailer = _split(content)
    rows: list[Numbered] = list(
        enumerate(csv.reader(io.StringIO(_text(body), newline="")), start=1)
    )
    if not rows or rows[0][1][:2] != ["H", form] or len(rows[0][1]) != top_width:
        expected = f"H,{form},…"
        raise FileDamaged(
            [Fault(1, f"应当以 {expected} 开头，{AGAIN}", f"expected {expected}; {AGAIN_EN}")]
        )
    top, lines = rows[0][1], rows[1:]
    faults = [fault for line, row in lines if (fault := _fault_of(line, row, form, width))]
    faults += _faults_of_seal(body, trailer, top, len(rows) + 1)
    if not faults:
        faults = _faults_of_totals(top, trailer, lines, 6 if form == ORDERS else 2)
    if faults:
        raise FileDamaged(faults)
    return top, lines


def _split(content: bytes) -> tuple[bytes, Row]:
    at = content.rstrip(b"\r\n").rfind(b"\n") + 1
    trailer = content[at:].decode(errors="replace").strip().split(",")
    if len(trailer) != 4 or trailer[0] != "T":
        raise FileDamaged(
            [Fault(0, f"文件没有以 T 行结束，可能没有传完，{AGAIN}",
                   f"the file does not end with its T line, so it is cut off; {AGAIN_EN}")]
        )  # fmt: skip
    return content[:at], trailer


def _text(body: bytes) -> str:
    try:
        return body.decode()
    except UnicodeDecodeError as error:
        line = body[: error.start].count(b"\n") + 1
        raise FileDamaged(
            [Fault(line, f"不是 UTF-8 编码，{AGAIN}", f"this is not UTF-8; {AGAIN_EN}")]
        ) from error


def _fault_of(line: int, row: Row, form: str, width: int) -> Fault | None:
    if len(row) != width or row[0] != "D":
        return Fault(line, f"应为 D 开头的 {width} 列，{AGAIN}",
                     f"expected D and {width} columns; {AGAIN_EN}")  # fmt: skip
    amount = row[6 if form == ORDERS else 2]
    try:
        fen_of(amount)
    except NotMoney:
        return Fault(line, f"金额“{amount[:20]}”不对，{AGAIN}",
                     f"“{amount[:20]}” is no sum; {AGAIN_EN}")  # fmt: skip
    return None


def _faults_of_seal(body: bytes, trailer: Row, top: Row, line: int) -> list[Fault]:
    if trailer[3] != hashlib.sha256(body).hexdigest() or list(trailer[1:3]) != list(top[-2:]):
        return [Fault(line, f"校验值与内容不符，文件被改动或没有传完，{AGAIN}",
                      f"the seal does not fit the content; {AGAIN_EN}")]  # fmt: skip
    return []


def _faults_of_totals(top: Row, trailer: Row, lines: list[Numbered], column: int) -> list[Fault]:
    total = sum(fen_of(row[column]) for _, row in lines)
    if (str(len(lines)), plain(total)) != (trailer[1], trailer[2]):
        said = f"{len(lines)}, {plain(total)} ≠ {trailer[1]}, {trailer[2]}"
        return [Fault(0, f"笔数或合计不符（{said}），{AGAIN}",
                      f"count or total do not add up ({said}); {AGAIN_EN}")]  # fmt: skip
    return []


def _no_outcome(line: int, found: str) -> Fault:
    return Fault(
        line,
        f"结果“{found[:20]}”不认识，应为 paid、failed 或 returned，{AGAIN}",
        f"“{found[:20]}” is no outcome (paid, failed, returned); {AGAIN_EN}",
    )
