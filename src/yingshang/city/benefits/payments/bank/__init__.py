"""Payment files out and receipts in, behind one protocol; and a bank that stands in.

A bank of its own format is a class like `csv_bank.CsvBank`, named in `BANKS` by channel.
"""

from yingshang.city.benefits.payments.bank.csv_bank import CsvBank
from yingshang.city.benefits.payments.bank.protocol import Bank

BANKS: dict[str, Bank] = {"bank_account": CsvBank(), "tax_account": CsvBank()}
"""Which bank's formats serve a channel; both read and write the reference CSV."""


def bank_of(channel: str) -> Bank:
    """The bank that pays over a channel; the reference format where none is named."""
    return BANKS.get(channel, BANKS["bank_account"])
